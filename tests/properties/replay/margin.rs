//! Where everybody stands, counted again day by day from the rows; the table itself is checked by hand elsewhere.

mod half_year;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use linli::definition::{Undefined, Value};
use linli::marginality::{Inputs, Link, Options, State, place};
use linli::population::{Population, Staff};
use linli::records::{ActivityOrigin, AttendanceStatus};
use linli::time::{DAY, Day, Zone};

use self::half_year::long;
use super::{Replay, Turn, turns, with_joins};
use crate::compare::{Cells, differences, plain, run};
use crate::draft::{ActivityRow, AttendanceRow, day};
use crate::draw::{DAYS, FIRST_DAY, study};

/// What is said of a person.
type Said = (Result<State, Undefined>, Day);

/// What was found so far in one group, by a window's first day and the first after: each is asked for many times.
pub(super) type Placements = RefCell<BTreeMap<(Day, Day), Rc<BTreeMap<String, Said>>>>;

/// The indicators recomputed here.
pub(super) const GROUPS: &[&str] = &[
    "net_marginal_share",
    "net_marginal",
    "net_classified",
    "net_unclassified",
    "net_chat_silent_share",
    "net_attends_silent_share",
    "net_peripheral_share",
    "net_return_from_margin",
    "net_move_to_margin",
];
const MEMBERS: &[&str] = &["node_marginality", "node_marginality_standing", "node_marginality_since"];

/// An opening: who, when said, when decided, whether a neighbour took it up and on which day, whether staff answered.
struct Opening<'a> {
    author: &'a str,
    day: Day,
    due: i64,
    taken_up: Option<(&'a str, Day)>,
    by_staff: bool,
}

impl<'a> Replay<'a> {
    fn days_back(&self, from: Day) -> Vec<Day> {
        (from.number()..self.end.number()).map(Day::from_number).collect()
    }

    fn on(&self, kind: &str, day: Day) -> bool {
        self.draft.calendar.iter().any(|e| e.kind == kind && e.start <= day && day < e.end)
    }

    fn away(&self, person: &'a str, day: Day) -> bool {
        let on = |row: &crate::draft::MemberRow| {
            row.start.is_none_or(|start| start <= day) && row.end.is_none_or(|end| day < end)
        };
        self.spells(person).any(|row| row.away && on(row))
    }

    fn expected(&self, person: &'a str, day: Day) -> bool {
        self.belonged(person, day) && !self.away(person, day) && !self.on("holiday", day)
    }

    /// Activities of the organization with a list of names, on one day.
    fn lists(&self) -> Vec<&'a ActivityRow> {
        let own = self.draft.activities.iter().filter(|activity| {
            Some(&activity.organization) == self.group.organization.as_ref()
                && activity.origin != ActivityOrigin::Proposed
                && self.draft.has_list(&activity.id)
        });
        own.collect()
    }

    fn marked(&self, activity: &ActivityRow, person: &'a str, status: AttendanceStatus) -> bool {
        let row = |row: &&AttendanceRow| row.activity == activity.id && row.person == person && row.status == status;
        let heard = self.turns.iter().any(|turn| turn.author == person && Zone::UTC.day(turn.time) <= activity.day);
        let member = self.spells(person).any(|row| {
            row.start.is_none_or(|start| start <= activity.day) && row.end.is_none_or(|end| activity.day < end)
        });
        (heard || member) && self.draft.attendance.iter().any(|r| row(&r))
    }

    fn small(&self, activity: &ActivityRow) -> bool {
        let came = self.draft.attendance.iter().filter(|row| row.activity == activity.id);
        let came = came.filter(|row| row.status == AttendanceStatus::Present).map(|row| &row.person);
        came.collect::<BTreeSet<_>>().len() <= 15 && activity.headcount.unwrap_or(0) <= 15
    }

    fn all_openings(&self) -> Vec<Opening<'a>> {
        let opens = |turn: &Turn<'_>| !turn.to_others && !turn.receipt;
        let mut found = Vec::new();
        for (at, turn) in self.turns.iter().enumerate().filter(|(_, turn)| opens(turn)) {
            let mut opening = Opening {
                author: turn.author,
                day: Zone::UTC.day(turn.last),
                due: turn.last.micros() + DAY,
                taken_up: None,
                by_staff: false,
            };
            for later in &self.turns[at + 1..] {
                let own = later.author == turn.author;
                if later.time.micros() - turn.last.micros() > DAY || own && opens(later) {
                    break;
                }
                if own || later.to_others && !later.targets.contains(&turn.author) {
                    continue;
                }
                if self.staff(later.author) {
                    opening.by_staff = true;
                } else {
                    opening.taken_up = Some((later.author, Zone::UTC.day(later.time)));
                    break;
                }
            }
            found.push(opening);
        }
        found
    }

    /// The weeks of a person that count, from the end back, and how many of them the chat covers.
    fn countable(&self, person: &'a str, lists: &[&ActivityRow]) -> (Vec<Day>, usize) {
        let (mut weeks, mut of_chat) = (Vec::new(), 0);
        for back in 1..=24 {
            let first = self.end.plus(-7 * back);
            let days: Vec<Day> = (0..7).map(|d| first.plus(d)).filter(|&d| self.expected(person, d)).collect();
            let chat = days.iter().filter(|&&day| self.is_covered(day)).count() >= 4;
            let listed = days.len() >= 4 && lists.iter().any(|list| days.contains(&list.day));
            if (chat || listed) && weeks.len() < 12 {
                weeks.push(first);
                of_chat += usize::from(chat);
            }
        }
        (weeks, of_chat)
    }

    fn group_from(&self) -> Day {
        let firsts = (1..=24).map(|back| self.end.plus(-7 * back));
        let counts = |first: &Day| {
            (0..7).map(|d| first.plus(d)).filter(|&d| self.is_covered(d) && !self.on("holiday", d)).count() >= 4
        };
        firsts.filter(counts).take(12).last().unwrap_or(self.end)
    }

    /// Members at the window's end, staff apart.
    fn members_at_the_end(&self, everybody: &BTreeSet<&'a str>) -> Vec<&'a str> {
        let own = self.group_from();
        let here = |person: &&'a str| {
            let belongs = if self.spells(person).next().is_some() {
                self.belonged(person, self.end.plus(-1))
            } else {
                self.seen_ever(person).iter().any(|&day| own <= day && day < self.end)
            };
            belongs && !self.staff(person)
        };
        everybody.iter().copied().filter(here).collect()
    }

    fn tenure(&self, person: &'a str) -> Option<u32> {
        let mut first = self.end.plus(-1);
        if self.spells(person).next().is_none() {
            first = *self.seen_ever(person).first()?;
            return Some((self.end.number() - first.number()).unsigned_abs());
        }
        loop {
            let here = self
                .spells(person)
                .filter(|row| row.start.is_none_or(|start| start <= first) && row.end.is_none_or(|end| first < end));
            if here.into_iter().any(|row| row.start.is_none()) {
                return None;
            }
            if !self.belonged(person, first.plus(-1)) {
                return Some((self.end.number() - first.number()).unsigned_abs());
            }
            first = first.plus(-1);
        }
    }

    fn partners(&self, person: &'a str, from: Day, lists: &[&ActivityRow], everybody: &BTreeSet<&'a str>) -> usize {
        let within = |day: Day| from <= day && day < self.end;
        let mut met: BTreeMap<&str, BTreeSet<Day>> = BTreeMap::new();
        let mut meet = |a: &'a str, b: &'a str, day: Day| {
            let other = if a == person { b } else { a };
            if (a == person || b == person) && a != b && within(day) && !self.staff(other) {
                met.entry(other).or_default().insert(day);
            }
        };
        for turn in self.turns.iter().filter(|turn| !turn.receipt) {
            for &target in &turn.targets {
                meet(turn.author, target, Zone::UTC.day(turn.time));
            }
        }
        for opening in self.all_openings() {
            if let Some((by, day)) = opening.taken_up.filter(|_| !self.staff(opening.author)) {
                meet(opening.author, by, day);
            }
        }
        let is_partner = |other: &&&'a str| {
            let other: &'a str = other;
            let both = |list: &&&ActivityRow| {
                let came = |who| self.marked(list, who, AttendanceStatus::Present);
                within(list.day) && self.small(list) && came(person) && came(other)
            };
            let by_lists = lists.iter().filter(both).count() >= 2 && other != person && !self.staff(other);
            met.get(other).is_some_and(|days| days.len() >= 2) || by_lists
        };
        everybody.iter().filter(is_partner).count()
    }

    /// The state of everybody at the window's end, and since when; `earlier` is that of the window before, where it is known.
    fn place_all(
        &self,
        everybody: &BTreeSet<&'a str>,
        earlier: Option<&BTreeMap<String, Said>>,
    ) -> BTreeMap<String, Said> {
        let here = self.members_at_the_end(everybody);
        let (lists, openings, own) = (self.lists(), self.all_openings(), self.group_from());
        let end = Zone::UTC.midnight(self.end).micros();
        let of_group: Vec<&Opening<'_>> =
            openings.iter().filter(|o| !self.staff(o.author) && o.day >= own && o.due < end).collect();
        let answered = of_group.iter().filter(|o| o.taken_up.is_some()).count();
        let rate = (!of_group.is_empty()).then(|| answered as f64 / of_group.len() as f64);
        let sheets = self.sheets();
        let mut all = BTreeMap::new();
        for &person in everybody {
            if !here.contains(&person) {
                all.insert(person.to_owned(), (Err(Undefined::OtherPopulation), self.end));
                continue;
            }
            let (weeks, of_chat) = self.countable(person, &lists);
            let from = weeks.last().copied().unwrap_or(self.end);
            let days = self.days_back(from);
            let seen = self.seen_ever(person);
            let spoke: BTreeSet<Day> =
                self.turns.iter().filter(|t| t.author == person).map(|t| Zone::UTC.day(t.time)).collect();
            let (mut attended, mut missed) = (0, 0);
            for list in lists.iter().filter(|list| days.contains(&list.day)) {
                let is = |status| self.marked(list, person, status);
                if is(AttendanceStatus::Present) {
                    attended += 1;
                } else if self.expected(person, list.day)
                    && !self.on("inspection", list.day)
                    && !is(AttendanceStatus::Excused)
                {
                    missed += 1;
                }
            }
            let own: Vec<&Opening<'_>> =
                openings.iter().filter(|o| o.author == person && o.day >= from && o.due < end).collect();
            let apart = self.draft.by_name_alone.iter().any(|name| name == person);
            let inputs = Inputs {
                staff: false,
                weeks: weeks.len() as u32,
                chat_covered: of_chat > 0 && of_chat as f64 >= 2.0 * weeks.len() as f64 / 3.0 - 1e-9,
                link: if apart && sheets.as_ref().is_some_and(|known| !known.contains(person)) {
                    Link::OneOfTwo
                } else {
                    Link::Linked
                },
                tenure: self.tenure(person),
                away: self.away(person, self.end.plus(-1)),
                d: days.iter().filter(|day| spoke.contains(day)).count() as u32,
                a: attended,
                k: attended + missed,
                o: own.len() as u32,
                o_days: own.iter().map(|o| o.day).collect::<BTreeSet<_>>().len() as u32,
                u: own.iter().filter(|o| o.taken_up.is_some()).count() as u32,
                s: own.iter().filter(|o| o.taken_up.is_none() && o.by_staff).count() as u32,
                w: weeks.iter().filter(|first| (0..7).any(|d| seen.contains(&first.plus(d)))).count() as u32,
                p: self.partners(person, from, &lists, everybody) as u32,
                members: here.len() as u32,
                rate,
            };
            let state = place(&inputs, &Options::default());
            let decided = || openings.iter().filter(|o| o.author == person && o.due < end);
            let last = |days: &mut dyn Iterator<Item = Day>| days.filter(|&day| day < self.end).max();
            let contrary = match state {
                Ok(State::Absent | State::Silent) => last(&mut seen.iter().copied()),
                Ok(State::AttendsSilent) => last(&mut spoke.iter().copied()),
                Ok(State::Unanswered) => {
                    last(&mut decided().filter(|o| o.taken_up.is_some() || o.by_staff).map(|o| o.day))
                }
                Ok(State::StaffOnly) => last(&mut decided().filter(|o| o.taken_up.is_some()).map(|o| o.day)),
                _ => earlier
                    .map(|then| then[person])
                    .map(|(was, since)| if was == state { since } else { self.first })
                    .map(|day| day.plus(-1)),
            };
            all.insert(person.to_owned(), (state, contrary.map_or(from, |day| day.plus(1))));
        }
        all
    }

    /// Whose names stand on a sheet and in a chat or on a list; `None` where one of the two is missing.
    fn sheets(&self) -> Option<BTreeSet<&'a str>> {
        let organization = self.group.organization.as_ref()?;
        let held = |id: &str| self.draft.activities.iter().any(|a| a.id == id && a.organization == *organization);
        let rows = self.draft.attendance.iter().filter(|row| held(&row.activity));
        let on_sheets: BTreeSet<&str> = rows.map(|row| row.person.as_str()).collect();
        let groups: Vec<&str> = self
            .draft
            .groups
            .iter()
            .filter(|g| g.organization.as_ref() == Some(organization) && g.layer == linli::records::Layer::First)
            .map(|g| g.id.as_str())
            .collect();
        let wrote =
            self.draft.messages.iter().filter(|m| groups.contains(&m.group.as_str())).map(|m| m.author.as_str());
        let listed = self.draft.members.iter().filter(|row| self.draft.is_listed(row)).filter(|row| match &row.group {
            Some(group) => groups.contains(&group.as_str()),
            None => row.organization.as_ref() == Some(organization),
        });
        let here: BTreeSet<&str> = wrote.chain(listed.map(|row| row.person.as_str())).collect();
        (!on_sheets.is_empty() && !here.is_empty()).then(|| on_sheets.intersection(&here).copied().collect())
    }

    /// The window of the disjoint series that is so many days earlier, if there is one.
    fn sooner(&self, days: i32) -> Option<Self> {
        let (first, length) = (self.first.plus(-days), self.end.number() - self.first.number());
        let since = first.number() - day(FIRST_DAY).number();
        (since >= 0 && since % length == 0).then(|| Self { first, end: self.end.plus(-days), ..*self })
    }

    /// Everybody at the window's end, from the first window of the series on.
    fn everybody_placed(&self, everybody: &BTreeSet<&'a str>) -> Result<Rc<BTreeMap<String, Said>>, Undefined> {
        self.sooner(0).ok_or(Undefined::Overlapping)?;
        if let Some(known) = self.placed.borrow().get(&(self.first, self.end)) {
            return Ok(known.clone());
        }
        let before = self.sooner(self.end.number() - self.first.number());
        let before = before.and_then(|before| before.everybody_placed(everybody).ok());
        let found = Rc::new(self.place_all(everybody, before.as_deref()));
        self.placed.borrow_mut().insert((self.first, self.end), found.clone());
        Ok(found)
    }

    /// A value of the group.
    pub(super) fn margin(&self, id: &str, people: &[&'a str], everybody: &BTreeSet<&'a str>) -> Value {
        let all = self.everybody_placed(everybody)?;
        let is_member = |person: &&str| all[*person].0 != Err(Undefined::OtherPopulation);
        let members: Vec<&str> = people.iter().copied().filter(is_member).collect();
        let states: Vec<State> = members.iter().filter_map(|person| all[*person].0.ok()).collect();
        let without: Vec<Undefined> = members.iter().filter_map(|person| all[*person].0.err()).collect();
        let marginal = |state: &State| matches!(state.row(), 5 | 8 | 9);
        let among = |state: &State| matches!(state.row(), 10 | 12);
        let share = |counts: &dyn Fn(&State) -> bool| {
            if members.is_empty() {
                return Err(Undefined::NoMembers);
            }
            if states.len() * 10 < members.len() * 7 {
                let count = |reason: Undefined| without.iter().filter(|&&r| r == reason).count();
                let most = Undefined::ALL.iter().map(|&reason| count(reason)).max().unwrap_or(0);
                return Err(*Undefined::ALL.iter().find(|&&reason| count(reason) == most).expect("a reason"));
            }
            Ok((states.iter().filter(|state| counts(state)).count(), states.len()))
        };
        let moved = |from: &dyn Fn(&State) -> bool, to: &dyn Fn(&State) -> bool| {
            let then = self.sooner(84).ok_or(Undefined::NoPreviousWindow)?.everybody_placed(everybody)?;
            let were: Vec<&&str> = members.iter().filter(|person| then[**person].0.is_ok_and(|s| from(&s))).collect();
            let now = were.iter().filter(|person| all[***person].0.is_ok_and(|s| to(&s))).count();
            if were.is_empty() { Err(Undefined::ZeroDenominator) } else { Ok(now as f64 / were.len() as f64) }
        };
        let of = |counts: &dyn Fn(&State) -> bool| share(counts).map(|(k, n)| k as f64 / n as f64);
        match id {
            "net_marginal_share" => of(&marginal),
            "net_marginal" => share(&marginal).map(|(k, _)| k as f64),
            "net_classified" => Ok(states.len() as f64),
            "net_unclassified" => Ok(without.len() as f64),
            "net_chat_silent_share" => of(&|state| state.row() == 6),
            "net_attends_silent_share" => of(&|state| state.row() == 7),
            "net_peripheral_share" => of(&|state| state.row() == 11),
            "net_return_from_margin" => moved(&marginal, &among),
            "net_move_to_margin" => moved(&among, &marginal),
            _ => panic!("`{id}` is not replayed: write its definition here"),
        }
    }

    /// A value of a person, of whom it is known whether they agreed.
    fn labelled(&self, id: &str, person: &'a str, agreed: bool, everybody: &BTreeSet<&'a str>) -> Value {
        let (state, since) = self.everybody_placed(everybody)?[person];
        if !agreed {
            return Err(Undefined::NoConsent);
        }
        let row = f64::from(state?.row());
        let before = self.sooner(self.end.number() - self.first.number());
        let before = before.and_then(|before| before.everybody_placed(everybody).ok()).map(|then| then[person].0);
        match id {
            "node_marginality" => Ok(row - 5.0),
            "node_marginality_standing" => Ok(f64::from(u8::from(before == Some(state)))),
            "node_marginality_since" => Ok(f64::from(since.number())),
            _ => panic!("`{id}` is not replayed: write its definition here"),
        }
    }
}

#[test]
fn half_a_year_day_by_day_gives_the_same_states() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..40 {
        let (drawn, plan) = long(seed);
        let draft = with_joins(&drawn);
        let mut everybody: BTreeSet<&str> = draft.members.iter().map(|row| row.person.as_str()).collect();
        everybody.extend(draft.messages.iter().map(|row| row.author.as_str()));
        everybody.extend(draft.messages.iter().flat_map(|row| row.mentions.iter().map(String::as_str)));
        everybody.extend(draft.attendance.iter().map(|row| row.person.as_str()));
        let length = (plan.window.micros() / DAY) as i32;
        let last = day(FIRST_DAY).plus(2 * DAYS / length * length - 1);
        let mut slow = Cells::new();
        for group in &draft.groups {
            // One first-layer group with its lists, one with gaps, one of the second layer.
            let turns = turns(&draft, &group.id, plan.turn_gap.micros());
            let placed = Placements::default();
            for start in (0..=2 * DAYS - length).step_by(length as usize) {
                let first = day(FIRST_DAY).plus(start);
                let replay = Replay {
                    draft: &draft,
                    plan: &plan,
                    group,
                    turns: &turns,
                    placed: &placed,
                    first,
                    end: first.plus(length),
                };
                for &population in Population::ALL {
                    let people: Vec<&str> =
                        everybody.iter().copied().filter(|p| replay.counts(population, p)).collect();
                    let place = [first.to_string(), population.id().to_owned()];
                    for &id in GROUPS {
                        let refused = replay.refused(id, population, &everybody, &people, None);
                        let refused = refused.or(people.is_empty().then_some(Undefined::NoMembers));
                        let value = refused.map_or_else(|| replay.margin(id, &people, &everybody), Err);
                        let key = vec![group.id.clone(), place[0].clone(), place[1].clone()];
                        slow.insert((id, key), (value, None));
                    }
                    // In the twin without staff they are the same people, and in the same states.
                    if population.staff == Staff::Removed {
                        continue;
                    }
                    for &id in MEMBERS {
                        for &person in &people {
                            let agreed = draft.consent.iter().any(|row| {
                                let holds = |day: Day| {
                                    row.from.is_none_or(|from| from <= day) && row.until.is_none_or(|until| day < until)
                                };
                                row.person == person
                                    && row.purpose == "coaching"
                                    && holds(replay.end.plus(-1))
                                    && holds(last)
                            });
                            let refused = replay.refused(id, population, &everybody, &people, None);
                            let value = refused.map_or_else(|| replay.labelled(id, person, agreed, &everybody), Err);
                            if let (Ok(code), "node_marginality") = (value, id) {
                                *seen.entry(State::ALL[code as usize].id().to_owned()).or_default() += 1;
                            }
                            let key = vec![group.id.clone(), person.to_owned(), place[0].clone(), place[1].clone()];
                            slow.insert((id, key), (value, None));
                        }
                    }
                }
            }
        }
        for (value, _) in slow.values() {
            if let Err(reason) = value {
                *seen.entry(reason.id().to_owned()).or_default() += 1;
            }
        }
        for ((id, _), (value, _)) in &slow {
            *seen.entry((*id).to_owned()).or_default() += usize::from(value.is_ok());
        }
        let mut fast = plain(&run(&study(&drawn, &plan)).panel);
        fast.retain(|(id, row), _| !id.starts_with("node_") || !row[3].ends_with("_without_staff"));
        let wrong = differences(&slow, &fast, 0.0);
        assert!(wrong.is_empty(), "seed {seed}, slow and fast: {wrong:#?}");
    }
    let never: Vec<&str> = State::IDS
        .iter()
        .chain(GROUPS)
        .chain(MEMBERS)
        .chain(&[
            "not_covered",
            "not_linked",
            "newcomer",
            "away",
            "no_consent",
            "no_previous_window",
            "zero_denominator",
        ])
        .copied()
        .filter(|name| seen.get(*name).is_none_or(|&count| count == 0))
        .collect();
    assert!(never.is_empty(), "never drawn: {never:?} of {seen:?}");
}
