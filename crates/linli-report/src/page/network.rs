//! The network of a group in its last window that can be spoken of, rebuilt from the records: the panel keeps no edges.

use linli::indicator::{TableId, net};
use linli::network::Network;
use linli::panel::{Key, Table};
use linli::population::{Population, Staff};
use linli::records::{GroupId, Message, PersonId};
use linli::tie::{Timeline, WHOLE};

use super::{heads, note, number, table};
use crate::html::Writer;
use crate::reading::{Choice, Reading, days_of, rows_of};
use crate::svg::{self, NetworkPicture};
use crate::text::{self, Text};

/// People up to whom a picture can be read.
const MOST_PEOPLE: usize = 60;

/// A network that was drawn, for the table behind it.
pub(super) struct Drawn {
    caption: Text,
    network: Network,
}

/// The picture, or the sentence why there is none.
pub(super) fn network(w: &mut Writer, reading: &Reading<'_>, group: GroupId) -> Option<Drawn> {
    w.say_in("h3", &text::NETWORK);
    let Some(people) = [TableId::Members, TableId::Positions].iter().find_map(|&id| reading.panel().table(id)) else {
        w.say_in("p", &text::NO_PEOPLE_TABLE);
        return None;
    };
    let found = spoken_of(reading, group).and_then(|scene| {
        let network = scene.network(reading, group, people);
        (network.edges() > 0).then_some((scene, network))
    });
    let Some((scene, network)) = found else {
        w.say_in("p", &text::NO_NETWORK);
        return None;
    };
    let caption = scene.caption(reading, &network);
    if network.len() > MOST_PEOPLE {
        let (zh, en) = (&caption.zh, &caption.en);
        w.say_in("p", &Text::of(
            format!("{zh}。人数超过{MOST_PEOPLE}，画出来看不清，不画；可以从记录导出。"),
            format!("{en}. With more than {MOST_PEOPLE} people a picture cannot be read, and none is drawn; the network can be exported."),
        ));
        return Some(Drawn { caption, network });
    }
    let staff = scene.staff(group, people, &network);
    let name = &reading.records().groups()[group.index()].id;
    let picture = NetworkPicture {
        title: text::NETWORK.then("，", ", ", &Text::same(name)).plain(w.language()),
        description: caption.plain(w.language()),
        staff,
        edges: pairs(&network),
    };
    w.element("figure", &[("class", "network")], |w| {
        svg::draw_network(w, &picture);
        w.tag("figcaption", |w| {
            w.tag("b", |w| w.say(&caption));
            w.element("small", &[], |w| w.say(&text::NETWORK_NOTE));
        });
    });
    Some(Drawn { caption, network })
}

/// A window, a tie rule, and who counts.
#[derive(Debug, Clone, Copy)]
struct Scene {
    window: u32,
    ties: u32,
    shown: (u32, Population),
    /// The same population without staff, where the run has both.
    residents: Option<u32>,
}

/// The last disjoint window in which density has a value by some rule; ties stated by the speaker come first.
///
/// Below the plan's floors nothing is said of structure, in numbers or in a picture.
fn spoken_of(reading: &Reading<'_>, group: GroupId) -> Option<Scene> {
    let shown = reading.shown(&net::NET_DENSITY);
    let of = |staff| shown.iter().find(|(_, p)| p.staff == staff).copied();
    let main = of(Staff::Included).or(of(Staff::Removed))?;
    let residents = of(Staff::Included).and(of(Staff::Removed)).map(|(code, _)| code);
    let density = reading.column(net::NET_DENSITY.id())?;
    let mut last: Option<Scene> = None;
    for ties in reading.ties() {
        let choice = Choice { population: Some(main.0), ties: Some(ties) };
        let values = density.of(group.index() as u32, choice);
        let is_disjoint = |window: u32| reading.windows()[window as usize].disjoint;
        let positive = |value: linli::Value| value.is_ok_and(|density| density > 0.0);
        let found = values.iter().rev().find(|seen| is_disjoint(seen.window) && positive(seen.value));
        if let Some(seen) = found
            && last.is_none_or(|scene| scene.window < seen.window)
        {
            last = Some(Scene { window: seen.window, ties, shown: main, residents });
        }
    }
    last
}

impl Scene {
    /// The people of one population, ascending: whoever has a row.
    fn people(&self, group: GroupId, table: &Table, population: u32) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = rows_of(table, group.index() as u32)
            .filter(|row| row.key(Key::Window) == Some(self.window) && row.key(Key::Population) == Some(population))
            .filter_map(|row| row.key(Key::Person))
            .map(|code| PersonId::from_index(code as usize))
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Who of the network is staff: whoever is missing from the population without them.
    fn staff(&self, group: GroupId, table: &Table, network: &Network) -> Vec<bool> {
        let Some(residents) = self.residents else { return vec![false; network.len()] };
        let residents = self.people(group, table, residents);
        network.people().iter().map(|person| residents.binary_search(person).is_err()).collect()
    }

    fn network(&self, reading: &Reading<'_>, group: GroupId, table: &Table) -> Network {
        let people = self.people(group, table, self.shown.0);
        let Some(chosen) = reading.protocol().ties().get(self.ties as usize) else { return Network::default() };
        let window = reading.windows()[self.window as usize];
        let timeline = timeline(reading, group);
        let place = |position: u32| {
            let person = timeline.people()[position as usize];
            people.binary_search(&person).ok().map(|at| at as u32)
        };
        let ties: Vec<(u32, u32, f64)> = chosen
            .rule
            .ties(&chosen.parameters, &timeline)
            .into_iter()
            .filter(|tie| window.contains(tie.time))
            .filter_map(|tie| Some((place(tie.from)?, place(tie.to)?, f64::from(tie.weight) / f64::from(WHOLE))))
            .collect();
        Network::of(people, &ties)
    }

    fn caption(&self, reading: &Reading<'_>, network: &Network) -> Text {
        let days = Text::same(&days_of(&reading.windows()[self.window as usize]));
        let chosen = reading.protocol().ties().get(self.ties as usize);
        let rule = chosen.map_or_else(|| Text::same(""), |ties| Text::title(&ties.rule.card));
        let (people, pairs) = (network.len(), network.edges());
        let size = Text::of(format!("{people}人，{pairs}对关系"), format!("{people} people, {pairs} tied pairs"));
        days.then("，", ", ", &rule).then("，", ", ", &text::population(self.shown.1)).then("：", ": ", &size)
    }
}

/// The group's turns, with everybody who may matter: writers, targets, members.
fn timeline(reading: &Reading<'_>, group: GroupId) -> Timeline {
    let records = reading.records();
    let organization = records.groups()[group.index()].organization;
    let members = records.memberships().iter().filter(|m| m.concerns(group, organization, records.groups()));
    let mut people: Vec<PersonId> = members.map(|m| m.person).collect();
    for message in records.messages(group).iter().filter(Message::is_turn) {
        // Runs of one writer are common; asking the last entry first keeps the list short.
        if people.last() != Some(&message.author) {
            people.push(message.author);
        }
        people.extend(message.targets.iter().map(|target| target.person));
        if people.len() > 65_536 {
            people.sort_unstable();
            people.dedup();
        }
    }
    people.sort_unstable();
    people.dedup();
    Timeline::of(records.messages(group), people, reading.protocol().plan().turn_gap)
}

/// Tied pairs, each once.
fn pairs(network: &Network) -> Vec<(usize, usize)> {
    let own = |a: usize| network.neighbours(a).iter().map(move |&b| (a, b as usize)).filter(|(a, b)| a < b);
    (0..network.len()).flat_map(own).collect()
}

impl Drawn {
    /// How many people are tied to how many others: what the picture says without saying who.
    pub(super) fn table(&self, w: &mut Writer) {
        let mut degrees: Vec<usize> = (0..self.network.len()).map(|node| self.network.degree(node)).collect();
        degrees.sort_unstable();
        table(w, "degrees", |w| {
            w.say_in("caption", &text::NETWORK.then("，", ", ", &self.caption));
            heads(w, &[&text::TIED_TO, &text::PEOPLE]);
            w.tag("tbody", |w| {
                for same in degrees.chunk_by(|a, b| a == b) {
                    w.tag("tr", |w| {
                        w.element("th", &[("scope", "row")], |w| w.text(&same[0].to_string()));
                        number(w, &same.len().to_string());
                    });
                }
            });
        });
        note(w, &text::TIED_TO_NOTE);
    }
}
