//! The network of a group at a few times at which it can be spoken of, rebuilt from the records: the panel keeps no edges.

use linli::indicator::{TableId, net};
use linli::network::Network;
use linli::panel::{Key, Table};
use linli::population::{Population, Staff};
use linli::records::{GroupId, Message, PersonId};
use linli::tie::{Tie, Timeline, WHOLE};

use super::{Title, heads, number, row_head, table};
use crate::html::Writer;
use crate::reading::{Choice, Reading, days_of, rows_of};
use crate::svg::{self, NetworkAt, NetworkPicture};
use crate::text::{self, Text};

/// People up to whom a picture can be read.
const MOST_PEOPLE: usize = 60;
/// Times shown at most: the first, the last, and two between.
const MOST_TIMES: usize = 4;

/// Networks that were drawn, for the tables behind them.
pub(super) struct Drawn {
    scene: Scene,
    /// Everybody who counts at any of the times, ascending; their position is their number less one.
    people: Vec<PersonId>,
    times: Vec<At>,
}

/// The network in one window.
struct At {
    window: u32,
    network: Network,
}

/// The picture, or the sentence why there is none.
pub(super) fn network(w: &mut Writer, reading: &Reading<'_>, group: GroupId) -> Option<Drawn> {
    w.say_in("h3", &text::NETWORK);
    let Some(table) = [TableId::Members, TableId::Positions].iter().find_map(|&id| reading.panel().table(id)) else {
        w.say_in("p", &text::NO_PEOPLE_TABLE);
        return None;
    };
    let Some((scene, windows)) = spoken_of(reading, group) else {
        w.say_in("p", &text::NO_NETWORK);
        return None;
    };
    let times = scene.times(reading, group, table, &windows);
    if times.is_empty() {
        w.say_in("p", &text::NO_NETWORK);
        return None;
    }
    let mut people: Vec<PersonId> = times.iter().flat_map(|at| at.network.people().iter().copied()).collect();
    people.sort_unstable();
    people.dedup();
    let drawn = Drawn { scene, people, times };
    let caption = scene.caption(reading);
    if drawn.people.len() > MOST_PEOPLE {
        let (zh, en) = (&caption.zh, &caption.en);
        w.say_in("p", &Text::of(
            format!("{zh}。人数超过{MOST_PEOPLE}，画出来看不清，不画；可以从记录导出。"),
            format!("{en}. With more than {MOST_PEOPLE} people a picture cannot be read, and none is drawn; the network can be exported."),
        ));
        return Some(drawn);
    }
    let name = &reading.records().groups()[group.index()].id;
    let said = drawn
        .times
        .iter()
        .map(|at| Text::same(&days_of(&reading.windows()[at.window as usize])).then("：", ": ", &at.size()));
    let said = said.fold(caption.clone(), |all, one| all.then("；", "; ", &one));
    let picture = NetworkPicture {
        title: text::NETWORK.then("，", ", ", &Text::same(name)).plain(w.language()),
        description: said.plain(w.language()),
        staff: drawn.staff(group, table),
        times: drawn.times.iter().map(|at| drawn.at(reading, at)).collect(),
    };
    w.element("figure", &[("class", "network")], |w| {
        svg::draw_network(w, &picture);
        w.tag("figcaption", |w| {
            w.tag("b", |w| w.say(&caption));
            w.element("small", &[], |w| w.say(&text::NETWORK_NOTE));
        });
    });
    Some(drawn)
}

/// A tie rule, and who counts.
#[derive(Debug, Clone, Copy)]
struct Scene {
    ties: u32,
    shown: (u32, Population),
    /// The same population without staff, where the run has both.
    residents: Option<u32>,
}

/// The rule by which density has a value last, and the disjoint windows in which it has one, at most [`MOST_TIMES`] of them,
/// spread evenly and the last among them; ties stated by the speaker come first.
///
/// Below the plan's floors nothing is said of structure, in numbers or in a picture.
fn spoken_of(reading: &Reading<'_>, group: GroupId) -> Option<(Scene, Vec<u32>)> {
    let shown = reading.shown(&net::NET_DENSITY);
    let of = |staff| shown.iter().find(|(_, p)| p.staff == staff).copied();
    let main = of(Staff::Included).or(of(Staff::Removed))?;
    let residents = of(Staff::Included).and(of(Staff::Removed)).map(|(code, _)| code);
    let density = reading.column(net::NET_DENSITY.id())?;
    let mut best: Option<(Scene, Vec<u32>)> = None;
    for ties in reading.ties() {
        let choice = Choice { population: Some(main.0), ties: Some(ties) };
        let values = density.of(group.index() as u32, choice);
        let is_disjoint = |window: u32| reading.windows()[window as usize].disjoint;
        let positive = |value: linli::Value| value.is_ok_and(|density| density > 0.0);
        let seen = values.iter().filter(|seen| is_disjoint(seen.window) && positive(seen.value));
        let windows: Vec<u32> = seen.map(|seen| seen.window).collect();
        if best.as_ref().is_none_or(|(_, best)| best.last() < windows.last()) {
            best = Some((Scene { ties, shown: main, residents }, windows));
        }
    }
    best.filter(|(_, windows)| !windows.is_empty()).map(|(scene, windows)| (scene, spread(&windows)))
}

/// The first, the last, and as many as may be between, evenly.
fn spread(windows: &[u32]) -> Vec<u32> {
    let shown = windows.len().min(MOST_TIMES);
    (0..shown).map(|at| windows[if shown < 2 { 0 } else { at * (windows.len() - 1) / (shown - 1) }]).collect()
}

impl Scene {
    /// The people of one population in a window, ascending: whoever has a row.
    fn people(group: GroupId, table: &Table, population: u32, window: u32) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = rows_of(table, group.index() as u32)
            .filter(|row| row.key(Key::Window) == Some(window) && row.key(Key::Population) == Some(population))
            .filter_map(|row| row.key(Key::Person))
            .map(|code| PersonId::from_index(code as usize))
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The networks that have a tie among those who count.
    fn times(&self, reading: &Reading<'_>, group: GroupId, table: &Table, windows: &[u32]) -> Vec<At> {
        let Some(chosen) = reading.protocol().ties().get(self.ties as usize) else { return Vec::new() };
        let timeline = timeline(reading, group);
        let ties = chosen.rule.ties(&chosen.parameters, &timeline);
        let of = |&window: &u32| {
            let people = Self::people(group, table, self.shown.0, window);
            At { window, network: in_window(reading, &timeline, &ties, (window, people)) }
        };
        windows.iter().map(of).filter(|at| at.network.edges() > 0).collect()
    }

    fn caption(&self, reading: &Reading<'_>) -> Text {
        let chosen = reading.protocol().ties().get(self.ties as usize);
        let rule = chosen.map_or_else(|| Text::same(""), |ties| Text::title(&ties.rule.card));
        rule.then("，", ", ", &text::population(self.shown.1))
    }
}

/// The ties of a window among these people.
fn in_window(
    reading: &Reading<'_>,
    timeline: &Timeline,
    ties: &[Tie],
    (window, people): (u32, Vec<PersonId>),
) -> Network {
    let window = reading.windows()[window as usize];
    let place = |position: u32| {
        let person = timeline.people()[position as usize];
        people.binary_search(&person).ok().map(|at| at as u32)
    };
    let own: Vec<(u32, u32, f64)> = ties
        .iter()
        .filter(|tie| window.contains(tie.time))
        .filter_map(|tie| Some((place(tie.from)?, place(tie.to)?, f64::from(tie.weight) / f64::from(WHOLE))))
        .collect();
    Network::of(people, &own)
}

impl At {
    /// How many people, and how many of them are tied.
    fn size(&self) -> Text {
        let (people, pairs) = (self.network.len(), self.network.edges());
        Text::of(format!("{people}人，{pairs}对关系"), format!("{people} people, {pairs} tied pairs"))
    }

    /// To how many others somebody is tied; `None` where they do not count.
    fn degree(&self, person: PersonId) -> Option<usize> {
        self.network.people().binary_search(&person).ok().map(|node| self.network.degree(node))
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
    /// Who is staff: whoever counts at some time and is missing from the population without them then.
    fn staff(&self, group: GroupId, table: &Table) -> Vec<bool> {
        let mut staff = vec![false; self.people.len()];
        let Some(residents) = self.scene.residents else { return staff };
        for at in &self.times {
            let residents = Scene::people(group, table, residents, at.window);
            for person in at.network.people().iter().filter(|person| residents.binary_search(person).is_err()) {
                if let Ok(node) = self.people.binary_search(person) {
                    staff[node] = true;
                }
            }
        }
        staff
    }

    /// One time, with everybody at their own number.
    fn at(&self, reading: &Reading<'_>, at: &At) -> NetworkAt {
        let node = |of: usize| self.people.binary_search(&at.network.people()[of]).unwrap_or(0);
        NetworkAt {
            label: days_of(&reading.windows()[at.window as usize]),
            counts: self.people.iter().map(|person| at.network.people().binary_search(person).is_ok()).collect(),
            edges: pairs(&at.network).into_iter().map(|(a, b)| (node(a), node(b))).collect(),
        }
    }

    /// How many count and how many pairs are tied at each time; and to how many others each person is tied.
    pub(super) fn table(&self, w: &mut Writer, reading: &Reading<'_>) {
        let days = |at: &At| reading.windows()[at.window as usize].first_day.to_string();
        table(w, "counts", Title::Shown(&text::NETWORK.then("，", ", ", &self.scene.caption(reading))), |w| {
            heads(w, &[&text::WINDOW, &text::PEOPLE, &text::TIED_PAIRS, &text::WITHOUT_TIE]);
            w.tag("tbody", |w| {
                for at in &self.times {
                    let network = &at.network;
                    let alone = (0..network.len()).filter(|&node| network.degree(node) == 0).count();
                    w.tag("tr", |w| {
                        row_head(w, |w| w.text(&days(at)));
                        for count in [network.len(), network.edges(), alone] {
                            number(w, &count.to_string());
                        }
                    });
                }
            });
        });
        if self.people.len() > MOST_PEOPLE {
            return;
        }
        table(w, "degrees", Title::Shown(&text::TIED_TO), |w| {
            let columns: Vec<Text> = self.times.iter().map(|at| Text::same(&days(at))).collect();
            let all: Vec<&Text> = [&text::NUMBER, &text::WHO].into_iter().chain(&columns).collect();
            heads(w, &all);
            w.tag("tbody", |w| {
                for (at, &person) in self.people.iter().enumerate() {
                    w.tag("tr", |w| {
                        row_head(w, |w| w.text(&(at + 1).to_string()));
                        w.text_in("td", &reading.names.called(person));
                        for time in &self.times {
                            let degree =
                                time.degree(person).map_or_else(|| "–".to_owned(), |degree| degree.to_string());
                            w.text_in("td", &degree);
                        }
                    });
                }
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spread_and_the_last_is_among_them() {
        assert_eq!(spread(&[3]), [3]);
        assert_eq!(spread(&[3, 5]), [3, 5]);
        assert_eq!(spread(&[0, 1, 2, 3, 4, 5, 6]), [0, 2, 4, 6]);
        assert_eq!(spread(&(0..26).collect::<Vec<_>>()), [0, 8, 16, 25]);
    }
}
