//! The second layer counted again from the rows: what is shown and asked there, who comes to whom.

use std::collections::{BTreeMap, BTreeSet};

use linli::definition::{Undefined, Value};
use linli::indicator::{INDICATORS, TableId};
use linli::records::{ActivityOrigin, AttendanceStatus};
use linli::time::{DAY, Day, Timestamp, Zone};

use super::{Turn, turns, with_joins};
use crate::compare::{Cells, plain, run};
use crate::draft::{ActivityRow, Draft, day};
use crate::draw::{draw, study};
use crate::organizations::is_staff_of;

/// The group of leaders in one window.
struct Recount<'a> {
    draft: &'a Draft,
    turns: &'a [Turn<'a>],
    cells: &'a Cells,
    organizations: &'a [String],
    first: Day,
    end: Day,
}

const HOUR: i64 = DAY / 24;

impl<'a> Recount<'a> {
    fn touches(&self, row: &crate::draft::MemberRow) -> bool {
        row.start.is_none_or(|start| start < self.end) && row.end.is_none_or(|end| end > self.first)
    }

    fn is_staff(&self, person: &str) -> bool {
        self.draft.members.iter().any(|row| row.person == person && row.role.is_staff() && self.touches(row))
    }

    fn homes(&self, person: &str) -> BTreeSet<&'a str> {
        let mut homes = BTreeSet::new();
        for (group, organization) in [("g", "o"), ("h", "p")] {
            let row = [group, person, &self.first.to_string(), "present_without_staff"].map(str::to_owned);
            if self.cells.contains_key(&("node_turns", row.to_vec())) {
                homes.insert(organization);
            }
        }
        for row in self.draft.members.iter().filter(|row| row.person == person && !row.role.is_staff()) {
            if self.touches(row) {
                homes.extend(if row.group.as_deref() == Some("h") { Some("p") } else { row.organization.as_deref() });
            }
        }
        homes
    }

    fn elsewhere(&self, one: &str, other: &str) -> bool {
        let (one, other) = (self.homes(one), self.homes(other));
        !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
    }

    fn ends_here(&self, time: Timestamp) -> bool {
        let today = Zone::UTC.day(time);
        self.first <= today && today < self.end
    }

    fn answers(turn: &Turn<'_>, to: &Turn<'_>) -> bool {
        turn.author != to.author && (!turn.to_others || turn.targets.contains(&to.author))
    }

    /// Delegates' showings of this window, with who took each up from another home.
    fn showings(&self) -> Vec<(&'a str, BTreeSet<&'a str>)> {
        let all = self.turns;
        let follows = |at: usize| {
            let before = (0..at).rev().take_while(|&b| all[b].author == all[at].author).find(|&b| all[b].shows);
            before.is_some_and(|b| all[at].time.micros() - all[b].last.micros() <= HOUR)
        };
        let begins: Vec<usize> = (0..all.len()).filter(|&at| all[at].shows && !follows(at)).collect();
        let mut found = Vec::new();
        for &first in &begins {
            let by = all[first].author;
            let next =
                begins.iter().copied().find(|&other| other > first && all[other].author == by).unwrap_or(all.len());
            let last = (first..next).rfind(|&at| all[at].shows && all[at].author == by).unwrap_or(first);
            let until = all[last].last.plus(2 * DAY);
            if self.is_staff(by) || self.homes(by).is_empty() || !self.ends_here(until) {
                continue;
            }
            let takers =
                all[last + 1..next].iter().filter(|turn| turn.time <= until && Self::answers(turn, &all[last]));
            let takers = takers.filter(|turn| !self.is_staff(turn.author) && self.elsewhere(by, turn.author));
            found.push((by, takers.map(|turn| turn.author).collect()));
        }
        found
    }

    /// Delegates' questions of this window first answered by staff, or from another home.
    fn answered(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let all = self.turns;
        let asks = |turn: &Turn<'_>| turn.asks && !turn.to_others;
        let mut found = Vec::new();
        for (at, turn) in all.iter().enumerate().filter(|(_, turn)| asks(turn)) {
            let until = turn.last.plus(DAY);
            if self.is_staff(turn.author) || self.homes(turn.author).is_empty() || !self.ends_here(until) {
                continue;
            }
            let later = all[at + 1..].iter().take_while(|other| !(asks(other) && other.author == turn.author));
            let mut later = later.take_while(|other| other.time <= until);
            match later.find(|other| Self::answers(other, turn) && !other.receipt) {
                Some(answer) if self.is_staff(answer.author) => found.push((turn.author, None)),
                Some(answer) if self.elsewhere(turn.author, answer.author) => {
                    found.push((turn.author, Some(answer.author)));
                }
                _ => {}
            }
        }
        found
    }

    fn held(&self, from: Day) -> Vec<&'a ActivityRow> {
        let real = self.draft.activities.iter().filter(|row| row.origin != ActivityOrigin::Proposed);
        real.filter(|row| from <= row.day && row.day < self.end).collect()
    }

    fn visits(&self) -> Result<Vec<(&'a str, &'a str)>, Undefined> {
        let held = self.held(self.first);
        let rows = |id: &str| self.draft.attendance.iter().filter(|row| row.activity == id).collect::<Vec<_>>();
        if held.is_empty() {
            return Err(Undefined::TooFewEvents);
        }
        if held.iter().all(|activity| rows(&activity.id).is_empty()) {
            return Err(Undefined::NotRecorded);
        }
        let mut visits = Vec::new();
        for activity in held {
            for row in rows(&activity.id) {
                let homes = self.homes(&row.person);
                let here = activity.organization.as_str();
                if row.status == AttendanceStatus::Present
                    && !is_staff_of(self.draft, here, &row.person)
                    && !homes.is_empty()
                    && !homes.contains(here)
                {
                    visits.push((row.person.as_str(), here));
                }
            }
        }
        Ok(visits)
    }

    fn joint(&self) -> Result<Vec<&'a ActivityRow>, Undefined> {
        let held = self.held(self.first);
        if held.is_empty() {
            return Err(Undefined::TooFewEvents);
        }
        if self.held(day("1999-01-01")).iter().all(|row| row.partners.is_none()) {
            return Err(Undefined::NotRecorded);
        }
        Ok(held.into_iter().filter(|row| row.partners.is_some()).collect())
    }

    fn value(&self, id: &str) -> Value {
        let share = |hits: usize, of: usize| {
            if of == 0 { Err(Undefined::TooFewEvents) } else { Ok(hits as f64 / of as f64) }
        };
        match id {
            "inter_delegate_turn_share" => {
                let own: Vec<&str> =
                    self.turns.iter().filter(|turn| self.ends_here(turn.time)).map(|turn| turn.author).collect();
                let delegate = |person: &&&str| !self.is_staff(person) && !self.homes(person).is_empty();
                share(own.iter().filter(delegate).count(), own.len())
            }
            "inter_showing_uptake" => {
                let showings = self.showings();
                share(showings.iter().filter(|(_, takers)| !takers.is_empty()).count(), showings.len())
            }
            "inter_peer_answer_share" => {
                let answered = self.answered();
                share(answered.iter().filter(|(_, by)| by.is_some()).count(), answered.len())
            }
            "inter_visits" => self.visits().map(|visits| visits.len() as f64),
            "inter_joint" => self.joint().map(|joint| joint.len() as f64),
            other => panic!("`{other}` is not counted again"),
        }
    }

    /// Taken up, answers, visits, joint, of everybody with everybody.
    fn pairs(&self) -> BTreeMap<(String, String), [usize; 4]> {
        let mut pairs: BTreeMap<(String, String), [usize; 4]> = BTreeMap::new();
        let mut add = |from: &str, to: &str, what: usize| {
            if from != to {
                pairs.entry((from.to_owned(), to.to_owned())).or_default()[what] += 1;
            }
        };
        for (by, takers) in self.showings() {
            for to in self.homes(by) {
                let from: BTreeSet<&str> = takers.iter().flat_map(|taker| self.homes(taker)).collect();
                for from in from {
                    add(from, to, 0);
                }
            }
        }
        for (by, answer) in self.answered() {
            for to in self.homes(by) {
                for from in answer.iter().flat_map(|person| self.homes(person)) {
                    add(from, to, 1);
                }
            }
        }
        for (person, to) in self.visits().unwrap_or_default() {
            for from in self.homes(person) {
                add(from, to, 2);
            }
        }
        for held in self.joint().unwrap_or_default() {
            let partner = held.partners.as_deref().expect("a joint activity");
            if self.organizations.iter().any(|known| known == partner) {
                add(&held.organization, partner, 3);
            }
        }
        pairs
    }
}

/// Everybody in one group of the two: else nearly all are at home in both, and nobody comes from elsewhere.
fn keep_apart(draft: &mut Draft) {
    draft.members.retain(|row| row.role.is_staff());
    draft.invitations.clear();
    for row in draft.messages.iter_mut().filter(|row| row.group != "s" && row.author != "t") {
        (if row.author.ends_with(['0', '2', '4', '6', '8']) { "g" } else { "h" }).clone_into(&mut row.group);
        row.mentions.clear();
        row.reply_to = None;
    }
    // Who is pointed at is somebody of the group too.
    draft.messages.iter_mut().filter(|row| row.author == "t" && row.group != "s").for_each(|row| row.mentions.clear());
}

#[test]
fn the_second_layer_is_what_its_rows_say() {
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..60 {
        let (mut drawn, plan) = draw(seed);
        if seed % 2 == 1 {
            keep_apart(&mut drawn);
        }
        let panel = run(&study(&drawn, &plan)).panel;
        let draft = with_joins(&drawn);
        let cells = plain(&panel);
        let turns = turns(&draft, "s", plan.turn_gap.micros());
        let organizations = &panel.dictionaries().organizations;
        for window in &panel.dictionaries().windows {
            let (first, end) = (window.first_day, window.end_day);
            let recount = Recount { draft: &draft, turns: &turns, cells: &cells, organizations, first, end };
            let row = vec!["s".to_owned(), first.to_string()];
            let staff_known = cells[&("net_staff_turn_share", [row.clone(), vec!["present".to_owned()]].concat())].0;
            for indicator in INDICATORS.iter().filter(|i| i.table() == TableId::SecondLayer) {
                let id = indicator.id();
                if id == "inter_delegate_coverage" {
                    continue;
                }
                let value = cells[&(id, row.clone())].0;
                let expected = match (id, staff_known) {
                    ("inter_peer_answer_share", Err(Undefined::NotRecorded)) => Err(Undefined::NotRecorded),
                    _ => recount.value(id),
                };
                assert_eq!(value, expected, "seed {seed}: {id} {row:?}");
                *defined.entry(id).or_default() += usize::from(value.is_ok());
            }
            let pairs = recount.pairs();
            let rows = cells.keys().filter(|(id, at)| *id == "inter_pair_visits" && at[..2] == row[..]);
            let seen: Vec<(String, String)> = rows.map(|(_, at)| (at[2].clone(), at[3].clone())).collect();
            assert_eq!(seen, pairs.keys().cloned().collect::<Vec<_>>(), "seed {seed}: {row:?}");
            let ids = ["inter_pair_taken_up", "inter_pair_answers", "inter_pair_visits", "inter_pair_joint"];
            let gaps = [None, None, recount.visits().err(), recount.joint().err()];
            for ((from, to), counts) in &pairs {
                for ((id, gap), &count) in ids.into_iter().zip(gaps).zip(counts) {
                    let at = [row.clone(), vec![from.clone(), to.clone()]].concat();
                    let expected = gap.map_or(Ok(count as f64), Err);
                    assert_eq!(cells[&(id, at)].0, expected, "seed {seed}: {id} {row:?} {from} {to}");
                    *defined.entry(id).or_default() += count.min(1);
                }
            }
        }
    }
    for indicator in INDICATORS.iter().filter(|i| matches!(i.table(), TableId::SecondLayer | TableId::SecondLayerPairs))
    {
        let count = defined.get(indicator.id()).copied().unwrap_or(0);
        assert!(count >= 8 || indicator.id() == "inter_delegate_coverage", "{}: {count} values", indicator.id());
    }
}
