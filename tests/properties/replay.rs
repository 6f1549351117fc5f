//! The panel of a group, computed again from the rows: no rolling store, no shared quantities, every window from scratch.

mod ids;
mod joins;
mod margin;
mod second_layer;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use linli::Plan;
use linli::definition::{Undefined, Value};
use linli::frame::Needs;
use linli::indicator::{INDICATORS, TableId};
use linli::population::{Base, Population, Staff};
use linli::records::{ActivityOrigin, AttendanceStatus, Cue, Field, Layer};
use linli::time::{DAY, Day, Timestamp, Zone};

use crate::compare::{Cells, differences, plain, run};
use crate::draft::{Draft, GroupRow, MemberRow, MessageRow, day};
use crate::draw::{DAYS, FIRST_DAY, draw, study};
use crate::measures::Dense;
use ids::{OF_STRENGTH, OF_TURNS, ON_EVIDENCE, ON_STAFF};
pub(crate) use joins::with_joins;

/// A turn, with the names it states.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing known of a turn")]
struct Turn<'a> {
    time: Timestamp,
    /// When its last message came.
    last: Timestamp,
    author: &'a str,
    targets: Vec<&'a str>,
    /// It states a target, known or not.
    addressed: bool,
    /// It states a target other than its own author.
    to_others: bool,
    /// Every message of it is a receipt.
    receipt: bool,
    /// It has words said before.
    repeated: bool,
    /// It has photos or a record.
    shows: bool,
    /// It has a question.
    asks: bool,
}

/// One group in one window.
#[derive(Clone, Copy)]
struct Replay<'a> {
    draft: &'a Draft,
    plan: &'a Plan,
    group: &'a GroupRow,
    turns: &'a [Turn<'a>],
    placed: &'a margin::Placements,
    first: Day,
    end: Day,
}

fn turns<'a>(draft: &'a Draft, group: &str, gap: i64) -> Vec<Turn<'a>> {
    let mut messages: Vec<&MessageRow> = draft.messages.iter().filter(|m| m.group == group).collect();
    messages.sort_by_key(|m| (m.time, m.id));
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for message in messages.iter().filter(|m| m.kind.is_turn()) {
        let answered = message.reply_to.and_then(|id| messages.iter().find(|m| m.id == id && m.kind.is_turn()));
        let mut targets: Vec<&str> = answered.iter().map(|m| m.author.as_str()).collect();
        targets.extend(message.mentions.iter().map(String::as_str));
        let addressed = message.reply_to.is_some() || !message.mentions.is_empty();
        let unknown = message.reply_to.is_some() && answered.is_none();
        let to_others = unknown || targets.iter().any(|&target| target != message.author);
        let receipt = message.cues.has(Cue::Receipt);
        let shows = message.cues.has(Cue::Photos) || message.cues.has(Cue::Record);
        let asks = message.cues.has(Cue::Question);
        match turns.last_mut() {
            Some(turn)
                if gap > 0 && turn.author == message.author && message.time.micros() - turn.last.micros() <= gap =>
            {
                turn.last = message.time;
                turn.targets.extend(targets);
                turn.addressed |= addressed;
                turn.to_others |= to_others;
                turn.receipt &= receipt;
                turn.repeated |= message.repeated;
                turn.shows |= shows;
                turn.asks |= asks;
            }
            _ => turns.push(Turn {
                time: message.time,
                last: message.time,
                author: &message.author,
                targets,
                addressed,
                to_others,
                receipt,
                repeated: message.repeated,
                shows,
                asks,
            }),
        }
    }
    turns
}

/// Ties of one turn with their weights.
fn ties<'a>(rule: &str, turns: &[Turn<'a>], at: usize) -> Vec<(&'a str, f64)> {
    let turn = &turns[at];
    let others = targets(rule, turns, at);
    let weight = if rule == "lately" { 1.0 / others.len() as f64 } else { 1.0 };
    if turn.receipt == (rule == "thanks") { others.into_iter().map(|to| (to, weight)).collect() } else { Vec::new() }
}

/// Whom one turn is tied to.
fn targets<'a>(rule: &str, turns: &[Turn<'a>], at: usize) -> BTreeSet<&'a str> {
    let turn = &turns[at];
    let explicit =
        || -> BTreeSet<&'a str> { turn.targets.iter().copied().filter(|&target| target != turn.author).collect() };
    // Receipts are passed over, and are among the turns looked back on.
    let adjacent = |minutes: i64, back: usize| {
        let mut before = turns[..at].iter().rev().take(back);
        let answered = before.find(|before| before.author != turn.author && !before.receipt);
        let near = |before: &&Turn<'a>| turn.time.micros() - before.last.micros() <= minutes * 60_000_000;
        answered.filter(near).map(|before| before.author).into_iter().collect()
    };
    let lately = || {
        let near = |before: &&Turn<'a>| turn.time.micros() - before.last.micros() <= 90 * 60_000_000;
        let recent = turns[..at].iter().rev().take(5).take_while(near);
        recent.filter(|before| before.author != turn.author && !before.receipt).map(|before| before.author).collect()
    };
    match rule {
        "explicit" => explicit(),
        "lately" => lately(),
        "thanks" if turn.targets.iter().any(|&target| target != turn.author) => explicit(),
        "thanks" => adjacent(24 * 60, 100),
        "near" => adjacent(5, 2),
        "either" if turn.addressed => explicit(),
        _ => adjacent(60, 8),
    }
}

impl<'a> Replay<'a> {
    fn within(&self, turn: &Turn<'_>, first: Day) -> bool {
        let today = Zone::UTC.day(turn.time);
        first <= today && today < self.end
    }

    fn turns_of(&self, person: &str, first: Day) -> Vec<&Turn<'a>> {
        self.turns.iter().filter(|turn| turn.author == person && self.within(turn, first)).collect()
    }

    fn concerns(&self, row: &MemberRow) -> bool {
        let through = row.organization.is_some() && row.organization == self.group.organization;
        row.group.as_ref() == Some(&self.group.id) || row.group.is_none() && through && self.group.layer == Layer::First
    }

    fn spells(&self, person: &'a str) -> impl Iterator<Item = &'a MemberRow> {
        let own = self.draft.members.iter().filter(move |row| row.person == person);
        own.filter(|row| self.concerns(row)).collect::<Vec<_>>().into_iter()
    }

    fn touches(&self, row: &MemberRow) -> bool {
        row.start.is_none_or(|start| start < self.end) && row.end.is_none_or(|end| end > self.first)
    }

    /// Days on which the person, a member that day or heard here by then, came to an activity of the organization.
    fn attended(&self, person: &'a str) -> Vec<Day> {
        let heard = self.turns.iter().find(|turn| turn.author == person).map(|turn| Zone::UTC.day(turn.time));
        let member = |day: Day| {
            self.spells(person).any(|row| row.start.is_none_or(|from| from <= day) && row.end.is_none_or(|to| day < to))
        };
        let held = self.draft.activities.iter().filter(|activity| {
            Some(&activity.organization) == self.group.organization.as_ref()
                && activity.origin != ActivityOrigin::Proposed
        });
        let came = |activity: &str| {
            self.draft
                .attendance
                .iter()
                .any(|row| row.activity == activity && row.person == person && row.status == AttendanceStatus::Present)
        };
        let days = held.filter(|activity| came(&activity.id)).map(|activity| activity.day);
        days.filter(|&day| heard.is_some_and(|first| first <= day) || member(day)).collect()
    }

    /// Distinct days from `first` to the window's end with a turn or an attendance.
    fn seen(&self, person: &'a str, first: Day) -> BTreeSet<Day> {
        let spoke = self.turns_of(person, first).into_iter().map(|turn| Zone::UTC.day(turn.time));
        let came = self.attended(person).into_iter().filter(|&day| first <= day && day < self.end);
        spoke.chain(came).collect()
    }

    fn presence_first(&self) -> Day {
        self.end.plus(-((self.plan.presence.micros() / DAY) as i32))
    }

    fn staff(&self, person: &'a str) -> bool {
        let here = || self.spells(person).filter(|row| self.touches(row));
        let elsewhere = || {
            let rows = self.draft.members.iter().filter(|row| row.person == person);
            rows.filter(|row| !self.concerns(row) && self.touches(row)).any(|row| row.role.is_staff())
        };
        self.plan.staff.iter().any(|name| name == person)
            || here().any(|row| row.role.is_staff())
            || here().next().is_none() && elsewhere()
    }

    /// Whether the list of members speaks for the window: always where it is dated, around its days where it is seen.
    fn has_list(&self) -> bool {
        let listed = self.draft.members.iter().any(|row| self.draft.is_listed(row) && self.concerns(row));
        let pictures = self.draft.pictures.iter().filter(|(group, _)| *group == self.group.id).map(|(_, day)| *day);
        let reach = (self.plan.presence.micros() / DAY) as i32;
        let speaks = match (pictures.clone().min(), pictures.max()) {
            (Some(first), Some(last)) => first.plus(-reach) < self.end && self.first <= last.plus(reach),
            _ => true,
        };
        listed && speaks
    }

    /// Whether silence means nothing yet: away, or a member for less than 28 days.
    fn excused(&self, person: &'a str) -> bool {
        let newcomer = |row: &MemberRow| row.start.is_some_and(|start| start > self.end.plus(-28));
        self.spells(person).filter(|row| self.touches(row)).any(|row| row.away || newcomer(row))
    }

    /// Whether anybody who was seen here so far, or belongs here in the window, is staff.
    fn knows_staff(&self, people: &BTreeSet<&'a str>) -> bool {
        let here = |person: &str| {
            self.draft.members.iter().any(|row| row.person == person && self.concerns(row) && self.touches(row))
        };
        let seen = |person: &'a str| !self.seen(person, Day::from_number(0)).is_empty();
        people.iter().any(|&person| self.staff(person) && (here(person) || seen(person)))
    }

    fn counts(&self, population: Population, person: &'a str) -> bool {
        let speaks = !self.turns_of(person, self.first).is_empty();
        let listed = self.spells(person).any(|row| self.draft.is_listed(row) && self.touches(row));
        // Whoever certainly left before the window is not present in it, unless they speak.
        let left = self.spells(person).any(|row| row.end.is_some_and(|end| end <= self.first))
            && !self.spells(person).any(|row| self.touches(row));
        let counts = match population.base {
            Base::Active => !self.seen(person, self.first).is_empty(),
            Base::Present => !self.seen(person, self.presence_first()).is_empty() && (speaks || !left),
            Base::Roster => speaks || listed,
        };
        counts && (population.staff == Staff::Included || !self.staff(person))
    }

    fn gap(&self, first: Day, least: f64) -> Option<Undefined> {
        let days: Vec<Day> = (first.number()..self.end.number()).map(Day::from_number).collect();
        let covered = |day: &&Day| self.group.covers.iter().any(|span| span.start <= **day && **day < span.end);
        let share = days.iter().filter(covered).count() as f64 / days.len() as f64;
        if share == 0.0 { Some(Undefined::NotCovered) } else { (share < least).then_some(Undefined::PartlyCovered) }
    }
}

impl<'a> Replay<'a> {
    /// Why there is no value, before anything is counted.
    fn refused(
        &self,
        id: &str,
        population: Population,
        everybody: &BTreeSet<&'a str>,
        people: &[&'a str],
        rule: Option<&str>,
    ) -> Option<Undefined> {
        let silent = id == "net_silent_share";
        let of_list = population.base == Base::Roster;
        if silent && !of_list {
            return Some(Undefined::OtherPopulation);
        }
        let of_strength = rule.is_some_and(|rule| OF_STRENGTH.contains(&rule));
        if of_strength && !["node_in_strength", "node_out_strength"].contains(&id) {
            return Some(Undefined::OtherTies);
        }
        if of_list && !self.has_list() {
            return Some(Undefined::NoRoster);
        }
        let on_staff = ON_STAFF.contains(&id);
        if on_staff && population.staff == Staff::Removed {
            return Some(Undefined::OtherPopulation);
        }
        let gap = self.gap(self.first, self.plan.coverage);
        let period = || self.gap(self.presence_first(), self.plan.coverage.max(0.9)).filter(|_| silent);
        if let Some(gap) = gap.or_else(period) {
            return Some(gap);
        }
        if on_staff && !self.knows_staff(everybody) {
            return Some(Undefined::NotRecorded);
        }
        let states_targets = self.group.fields.has(Field::Reply) || self.group.fields.has(Field::Mention);
        let cues = self.group.fields.has(Field::Cue);
        let recorded = match rule {
            Some("explicit" | "either") => states_targets,
            Some("thanks") => cues,
            Some("together") => self.has_names_so_far(),
            _ => true,
        };
        let own = match id {
            "net_explicit_share" => states_targets,
            "net_receipt_share" | "net_repeated_share" => cues,
            _ => true,
        };
        if !recorded || !own {
            return Some(Undefined::NotRecorded);
        }
        let rule = rule.filter(|_| ON_EVIDENCE.contains(&id))?;
        let among = |at: &usize| {
            let others = ties(rule, self.turns, *at);
            people.contains(&self.turns[*at].author) && others.iter().any(|(other, _)| people.contains(other))
        };
        let tied = (0..self.turns.len()).filter(|&at| self.within(&self.turns[at], self.first)).filter(among).count();
        let own = || people.iter().flat_map(|person| self.turns_of(person, self.first));
        let addressed = own().filter(|turn| turn.to_others).count() as f64;
        let sparse = tied < self.plan.least_tied_turns as usize
            || rule == "explicit" && addressed / (own().count().max(1) as f64) < self.plan.least_explicit_share;
        sparse.then_some(Undefined::TooFewEvents)
    }

    /// Whether somebody known here came to an activity with a list before the window's end.
    fn has_names_so_far(&self) -> bool {
        let mut people = self.draft.attendance.iter().map(|row| row.person.as_str());
        people.any(|person| self.attended(person).iter().any(|&day| day < self.end))
    }

    fn network(&self, people: &[&'a str], rule: &str) -> Dense {
        if !OF_TURNS.contains(&rule) {
            return self.associations(people, rule);
        }
        let place = |name: &str| people.iter().position(|&person| person == name).map(|at| at as u32);
        let mut all = Vec::new();
        for at in (0..self.turns.len()).filter(|&at| self.within(&self.turns[at], self.first)) {
            for (target, weight) in ties(rule, self.turns, at) {
                if let (Some(from), Some(to)) = (place(self.turns[at].author), place(target)) {
                    all.push((from, to, weight));
                }
            }
        }
        Dense { staff: people.iter().map(|person| self.staff(person)).collect(), ..Dense::of(people.len(), &all) }
    }

    fn group_value(
        &self,
        id: &str,
        population: Population,
        people: &[&'a str],
        everybody: &BTreeSet<&'a str>,
    ) -> Value {
        let n = people.len() as f64;
        let turns: Vec<f64> = people.iter().map(|p| self.turns_of(p, self.first).len() as f64).collect();
        let sum: f64 = turns.iter().sum();
        let share = |part: usize, of: f64| if of == 0.0 { Err(Undefined::TooFewEvents) } else { Ok(part as f64 / of) };
        let here = || self.turns.iter().filter(|turn| self.within(turn, self.first));
        match id {
            "net_members" => Ok(n),
            "net_active" => Ok(people.iter().filter(|p| !self.seen(p, self.first).is_empty()).count() as f64),
            "net_turns" => Ok(sum),
            // Half the mean absolute difference over the mean.
            "net_gini_turns" if sum == 0.0 => Err(Undefined::TooFewEvents),
            "net_gini_turns" => {
                let apart = |x: &f64| turns.iter().map(|y| (x - y).abs()).sum::<f64>();
                Ok(turns.iter().map(apart).sum::<f64>() / (2.0 * n * sum))
            }
            "net_silent_share" => {
                let meant: Vec<&&str> = people.iter().filter(|person| !self.excused(person)).collect();
                let silent = meant.iter().filter(|p| self.turns_of(p, self.presence_first()).is_empty()).count();
                if meant.is_empty() { Err(Undefined::NoMembers) } else { Ok(silent as f64 / meant.len() as f64) }
            }
            "net_staff_turn_share" if !self.knows_staff(everybody) => Err(Undefined::NotRecorded),
            "net_staff_turn_share" => {
                share(here().filter(|turn| self.staff(turn.author)).count(), here().count() as f64)
            }
            "net_explicit_share" => {
                let addressed = |p: &&str| self.turns_of(p, self.first).iter().filter(|turn| turn.to_others).count();
                share(people.iter().map(addressed).sum(), sum)
            }
            _ => self.beyond(id, population, people, everybody),
        }
    }

    fn member_value(&self, id: &str, person: &'a str) -> Value {
        match id {
            "node_turns" => Ok(self.turns_of(person, self.first).len() as f64),
            "node_seen_days" => Ok(self.seen(person, self.first).len() as f64),
            "node_recency" => {
                let last = self.seen(person, Day::from_number(0)).pop_last().ok_or(Undefined::TooFewEvents)?;
                Ok(f64::from(self.end.number() - 1 - last.number()))
            }
            _ => self.beyond_of(id, person),
        }
    }

    /// Every cell of this group and window.
    fn cells(&self, everybody: &BTreeSet<&'a str>, cells: &mut Cells) {
        for &population in Population::ALL {
            let people: Vec<&str> = everybody.iter().copied().filter(|p| self.counts(population, p)).collect();
            let rules = ["either", "explicit", "lately", "near", "talk", "thanks", "together"].map(Some);
            let rules: Vec<Option<&str>> = std::iter::once(None).chain(rules).collect();
            let networks: BTreeMap<_, _> =
                rules.iter().flatten().map(|&rule| (rule, self.network(&people, rule))).collect();
            // What is computed on request alone is compared with its definition on small networks.
            for indicator in INDICATORS.iter().filter(|i| !i.needs.has(Needs::ON_REQUEST)) {
                let (id, least) = (indicator.id(), indicator.min_members as usize);
                let few = if people.is_empty() { Undefined::NoMembers } else { Undefined::TooFewMembers };
                let of_ties = matches!(indicator.table(), TableId::Networks | TableId::Positions);
                for &rule in rules.iter().filter(|rule| rule.is_some() == of_ties) {
                    let refused = self
                        .refused(id, population, everybody, &people, rule)
                        .or((people.len() < least).then_some(few));
                    let dense = rule.map(|rule| &networks[rule]);
                    let mut key = vec![self.group.id.clone(), self.first.to_string(), population.id().to_owned()];
                    key.extend(rule.map(str::to_owned));
                    let values: Vec<(Option<&str>, Value)> = match (indicator.table(), dense) {
                        (TableId::Groups, _) => {
                            vec![(
                                None,
                                refused.map_or_else(|| self.group_value(id, population, &people, everybody), Err),
                            )]
                        }
                        (TableId::Networks, Some(dense)) => {
                            let value = || {
                                let beyond = rule.and_then(|r| self.beyond_ties(id, r, population, &people, everybody));
                                beyond.unwrap_or_else(|| dense.network(id))
                            };
                            vec![(None, refused.map_or_else(value, Err))]
                        }
                        (TableId::Members, _) => {
                            let value = |p| refused.map_or_else(|| self.member_value(id, p), Err);
                            people.iter().map(|&p| (Some(p), value(p))).collect()
                        }
                        (TableId::Positions, Some(dense)) => {
                            let decayed = |rule| people.iter().map(|p| Ok(self.decayed(rule, &people, p))).collect();
                            let value = || match (id, rule) {
                                ("node_tie_decay_strength", Some(rule)) => decayed(rule),
                                _ => dense.positions(id),
                            };
                            let all = refused.map_or_else(value, |r| vec![Err(r); people.len()]);
                            people.iter().map(|&p| Some(p)).zip(all).collect()
                        }
                        _ => continue,
                    };
                    for (person, value) in values {
                        let mut key = key.clone();
                        if let Some(person) = person {
                            key.insert(1, person.to_owned());
                        }
                        cells.insert((id, key), (value, None));
                    }
                }
            }
        }
    }
}

#[test]
fn every_window_from_scratch_gives_the_same_panel() {
    for seed in 100..124 {
        let (drawn, plan) = draw(seed);
        let draft = with_joins(&drawn);
        let mut slow = Cells::new();
        let mut everybody: BTreeSet<&str> = draft.members.iter().map(|row| row.person.as_str()).collect();
        everybody.extend(draft.messages.iter().map(|row| row.author.as_str()));
        everybody.extend(draft.attendance.iter().map(|row| row.person.as_str()));
        let (length, step) = (plan.window.micros() / DAY, plan.step.micros() / DAY);
        for group in &draft.groups {
            let turns = turns(&draft, &group.id, plan.turn_gap.micros());
            let placed = margin::Placements::default();
            for start in (0..=i64::from(DAYS) - length).step_by(step as usize) {
                let first = day(FIRST_DAY).plus(start as i32);
                let end = first.plus(length as i32);
                let replay = Replay { draft: &draft, plan: &plan, group, turns: &turns, placed: &placed, first, end };
                replay.cells(&everybody, &mut slow);
            }
        }
        let mut fast = plain(&run(&study(&drawn, &plan)).panel);
        fast.retain(|(id, _), _| id.starts_with("net_") || id.starts_with("node_"));
        for (_, bounds) in fast.values_mut() {
            *bounds = None;
        }
        let wrong = differences(&slow, &fast, 1e-12);
        assert!(wrong.is_empty(), "seed {seed}, slow and fast: {wrong:#?}");
    }
}
