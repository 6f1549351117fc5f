//! What the decision table reads of everybody, counted at the end of a window; and what is kept of it for later windows.
//!
//! The letters are those of the table ([`crate::marginality::Inputs`]). Days of each person are looked back on week by week
//! from the window's end until enough of them count; what lies between the first of them and the window's end is read whole,
//! so that a word on a holiday is no silence.

use std::collections::BTreeMap;

use super::belonging::{Belonging, Standing};
use super::group::GroupHistory;
use super::lives::{Lives, WEEK_LEAST, within};
use super::openings::RollingOpenings;
use super::sightings::turn_days;
use crate::definition::Undefined;
use crate::frame;
use crate::marginality::{Inputs, Link, Options, State, place};
use crate::records::{ActivityId, ActivityOrigin, AttendanceStatus, Cue, DaySpan, union_of_spans};
use crate::tie::Timeline;
use crate::time::{Day, Timestamp, Window, Zone};

/// How far back a return from the margin is looked for.
const EARLIER: i32 = 84;
/// The most people of an activity at which two of them can be said to have met.
const SMALL: usize = 15;

/// An activity with a list of names.
#[derive(Debug)]
struct Listed {
    day: Day,
    /// Whether everybody could be expected: no holiday, no inspection.
    expects: bool,
    /// Few enough to have met.
    small: bool,
    /// Who of the group's people came, ascending.
    came: Vec<u32>,
    /// Who of them was excused, ascending.
    excused: Vec<u32>,
}

/// An opening of somebody.
#[derive(Debug, Clone, Copy)]
struct Said {
    day: Day,
    due: Timestamp,
    taken_up: bool,
    by_staff: bool,
}

/// What was said and answered, as these people being staff make it.
#[derive(Debug, Default)]
struct Talk {
    staff: Vec<bool>,
    /// By position, in order.
    openings: Vec<Vec<Said>>,
    /// By position: on which day with whom, either way, ascending; no staff.
    met: Vec<Vec<(Day, u32)>>,
}

/// Counts what the table reads, by position among the group's people.
#[derive(Debug)]
pub(super) struct Margins<'a> {
    timeline: &'a Timeline,
    options: Options,
    zone: Zone,
    coverage: Vec<DaySpan>,
    lists: Vec<Listed>,
    link: Vec<Link>,
    /// Distinct days with a turn.
    spoke: Vec<Vec<Day>>,
    openings: RollingOpenings<'a>,
    talk: Talk,
    kept: BTreeMap<Day, Placed>,
}

/// Everybody at the end of one window.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    first_day: Day,
    pub(super) people: Vec<Person>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) state: Result<State, Undefined>,
    pub(crate) since: Day,
    /// What the state rests on; nothing for whoever is no member.
    pub(crate) inputs: Option<Inputs>,
}

/// What can be said of somebody's weeks.
struct Weeks {
    /// First day of the earliest that counts; the window's end where none does.
    from: Day,
    /// First days of those that count.
    countable: Vec<Day>,
    /// How many of them the chat covers.
    of_chat: u32,
}

impl<'a> Margins<'a> {
    pub(super) fn new(
        history: GroupHistory<'_>,
        timeline: &'a Timeline,
        belonging: &Belonging<'_>,
        options: Options,
        zone: Zone,
    ) -> Self {
        let mut spoke = vec![Vec::new(); timeline.people().len()];
        for (day, position) in turn_days(timeline, zone) {
            spoke[position as usize].push(day);
        }
        Self {
            lists: lists(history, timeline, belonging, &spoke),
            link: links(history, timeline),
            coverage: history.records.group_coverage(history.group),
            openings: RollingOpenings::new(timeline, options.uptake),
            timeline,
            options,
            zone,
            spoke,
            talk: Talk::default(),
            kept: BTreeMap::new(),
        }
    }

    /// Places everybody at the end of a window, and keeps it for the windows that look back on it.
    pub(super) fn place(&mut self, window: &Window, standing: &Standing, lives: &Lives) {
        if self.talk.staff != standing.staff {
            self.talk = Talk::of(self.timeline, &mut self.openings, &standing.staff, self.zone);
        }
        let own = self.weeks_of_the_group(window.end_day, lives);
        let here: Vec<bool> = (0..self.spoke.len())
            .map(|position| {
                let belongs = if lives.has_spells(position) {
                    lives.was_here(position, window.end_day.plus(-1))
                } else {
                    lives.seen_between(position, own, window.end_day)
                };
                belongs && !standing.staff[position]
            })
            .collect();
        let members = here.iter().filter(|&&here| here).count() as u32;
        let rate = self.rate(own, window);
        let before = self
            .kept
            .get(&window.first_day)
            .filter(|then| window.first_day.number() - then.first_day.number() == window.days());
        let people = here.iter().enumerate().map(|(position, &here)| {
            if !here {
                return Person { state: Err(Undefined::OtherPopulation), since: window.end_day, inputs: None };
            }
            let weeks = self.weeks(position, window.end_day, lives);
            let inputs = self.inputs(position, window, lives, &weeks, (members, rate));
            let state = place(&inputs, &self.options);
            let before = before.map(|then| &then.people[position]);
            Person { state, since: self.since(position, state, &weeks, window, lives, before), inputs: Some(inputs) }
        });
        let placed = Placed { first_day: window.first_day, people: people.collect() };
        let oldest = window.end_day.plus(-EARLIER.max(window.days()));
        self.kept.retain(|&end, _| end >= oldest);
        self.kept.insert(window.end_day, placed);
    }

    /// Everybody as placed at the end of a window.
    pub(super) fn at(&self, end: Day) -> Option<&Placed> {
        self.kept.get(&end)
    }

    /// What the indicators of a window may look at; `agreed` by position.
    pub(super) fn of(&self, window: &Window, nodes: &[u32], agreed: &[bool]) -> Result<frame::Margins, Undefined> {
        let now = self.at(window.end_day).filter(|now| now.first_day == window.first_day);
        let now = now.ok_or(Undefined::Overlapping)?;
        let before = self.at(window.first_day);
        let earlier = self.at(window.end_day.plus(-EARLIER));
        let of = nodes.iter().map(|&node| {
            let (node, person) = (node as usize, &now.people[node as usize]);
            frame::Margin {
                state: person.state,
                earlier: earlier.map_or(Err(Undefined::OtherPopulation), |then| then.people[node].state),
                seen_twice: before.is_some_and(|then| then.people[node].state == person.state),
                since: person.since,
                agreed: agreed[node],
            }
        });
        Ok(frame::Margins { of: of.collect(), has_earlier: earlier.is_some() })
    }

    fn inputs(
        &self,
        position: usize,
        window: &Window,
        lives: &Lives,
        weeks: &Weeks,
        (members, rate): (u32, Option<f64>),
    ) -> Inputs {
        let (from, end) = (weeks.from, window.end_day);
        let expected = |list: &&&Listed| list.expects && is_expected(lives, position, list.day);
        let came = |list: &&Listed| list.came.binary_search(&(position as u32)).is_ok();
        let excused = |list: &&&Listed| list.excused.binary_search(&(position as u32)).is_ok();
        let lists: Vec<&Listed> = self.lists_between(from, end).iter().collect();
        let attended = lists.iter().filter(|list| came(list)).count();
        let missed = lists.iter().filter(|list| !came(list)).filter(|list| expected(list) && !excused(list)).count();
        let openings = &self.talk.openings[position];
        let own: Vec<&Said> = openings.iter().filter(|said| said.day >= from && said.due < window.end).collect();
        let mut days: Vec<Day> = own.iter().map(|said| said.day).collect();
        days.dedup();
        let seen = |first: &&Day| lives.seen_between(position, **first, first.plus(7));
        let count = |holds: &dyn Fn(&Said) -> bool| own.iter().filter(|said| holds(said)).count() as u32;
        Inputs {
            staff: false,
            weeks: weeks.countable.len() as u32,
            chat_covered: weeks.of_chat > 0 && 3 * weeks.of_chat as usize >= 2 * weeks.countable.len(),
            link: self.link[position],
            tenure: lives.unbroken(position, end),
            away: lives.is_away(position, end.plus(-1)),
            d: between(&self.spoke[position], from, end).len() as u32,
            a: attended as u32,
            k: (attended + missed) as u32,
            o: own.len() as u32,
            o_days: days.len() as u32,
            u: count(&|said| said.taken_up),
            s: count(&|said| !said.taken_up && said.by_staff),
            w: weeks.countable.iter().filter(seen).count() as u32,
            p: self.partners(position, from, end) as u32,
            members,
            rate,
        }
    }

    /// Neighbours met on two days, or at two small activities.
    fn partners(&self, position: usize, from: Day, end: Day) -> usize {
        let met = &self.talk.met[position];
        let met = &met[met.partition_point(|&(day, _)| day < from)..met.partition_point(|&(day, _)| day < end)];
        let mut by_days: Vec<u32> = met.iter().map(|&(_, other)| other).collect();
        let shared = self
            .lists_between(from, end)
            .iter()
            .filter(|list| list.small && list.came.binary_search(&(position as u32)).is_ok());
        let others = shared.flat_map(|list| list.came.iter().copied());
        let mut by_lists: Vec<u32> =
            others.filter(|&other| other as usize != position && !self.talk.staff[other as usize]).collect();
        let mut partners = twice(&mut by_days);
        partners.extend(twice(&mut by_lists));
        partners.sort_unstable();
        partners.dedup();
        partners.len()
    }

    fn lists_between(&self, from: Day, end: Day) -> &[Listed] {
        let start = self.lists.partition_point(|list| list.day < from);
        let stop = self.lists.partition_point(|list| list.day < end);
        &self.lists[start..stop.max(start)]
    }

    /// Somebody's weeks, from the end back until enough of them count.
    fn weeks(&self, position: usize, end: Day, lives: &Lives) -> Weeks {
        let mut weeks = Weeks { from: end, countable: Vec::new(), of_chat: 0 };
        for back in 1..=self.options.most_weeks() {
            let first = end.plus(-7 * back as i32);
            let days = (0..7).map(|day| first.plus(day)).filter(|&day| is_expected(lives, position, day));
            let (mut expected, mut covered) = (0, 0);
            for day in days {
                expected += 1;
                covered += usize::from(within(&self.coverage, day));
            }
            let listed = || {
                let lists = self.lists_between(first, first.plus(7));
                lists.iter().any(|list| is_expected(lives, position, list.day))
            };
            let of_chat = covered >= WEEK_LEAST;
            if of_chat || (expected >= WEEK_LEAST && listed()) {
                weeks.from = first;
                weeks.countable.push(first);
                weeks.of_chat += u32::from(of_chat);
            }
            if weeks.countable.len() as u32 == self.options.weeks {
                break;
            }
        }
        weeks
    }

    /// The first day of as many weeks of the group's own in which the chat is covered and no holiday stands.
    fn weeks_of_the_group(&self, end: Day, lives: &Lives) -> Day {
        let firsts = (1..=self.options.most_weeks()).map(|back| end.plus(-7 * back as i32));
        let counts = |first: &Day| {
            let open = |&day: &Day| within(&self.coverage, day) && !lives.is_holiday(day);
            (0..7).map(|day| first.plus(day)).filter(open).count() >= WEEK_LEAST
        };
        firsts.filter(counts).take(self.options.weeks as usize).last().unwrap_or(end)
    }

    /// p: the share of what neighbours say to all that other neighbours answer.
    fn rate(&self, from: Day, window: &Window) -> Option<f64> {
        let all = self.talk.openings.iter().zip(&self.talk.staff).filter(|&(_, &staff)| !staff);
        let own = all.flat_map(|(said, _)| said.iter().filter(|said| said.day >= from && said.due < window.end));
        let (answered, of) = own.fold((0_u32, 0_u32), |(u, o), said| (u + u32::from(said.taken_up), o + 1));
        (of > 0).then(|| f64::from(answered) / f64::from(of))
    }

    /// The first day after the last evidence of anything but this state. Where no single day can speak against it, the
    /// end of the last window that gave another.
    fn since(
        &self,
        position: usize,
        state: Result<State, Undefined>,
        weeks: &Weeks,
        window: &Window,
        lives: &Lives,
        before: Option<&Person>,
    ) -> Day {
        let openings = || self.talk.openings[position].iter().filter(|said| said.due < window.end);
        let contrary = match state {
            Ok(State::Absent | State::Silent) => lives.last_seen(position, window.end_day),
            Ok(State::AttendsSilent) => {
                between(&self.spoke[position], Day::from_number(i32::MIN), window.end_day).last().copied()
            }
            Ok(State::Unanswered) => openings().rfind(|said| said.taken_up || said.by_staff).map(|said| said.day),
            Ok(State::StaffOnly) => openings().rfind(|said| said.taken_up).map(|said| said.day),
            Ok(State::Core | State::Peripheral | State::Connected) | Err(_) => {
                return match before {
                    Some(then) if then.state == state => then.since,
                    Some(_) => window.first_day,
                    None => weeks.from,
                };
            }
        };
        contrary.map_or(weeks.from, |day| day.plus(1))
    }
}

impl Talk {
    fn of(timeline: &Timeline, openings: &mut RollingOpenings<'_>, staff: &[bool], zone: Zone) -> Self {
        let mut talk =
            Self { staff: staff.to_vec(), openings: vec![Vec::new(); staff.len()], met: vec![Vec::new(); staff.len()] };
        let mut days = Days { zone, day: Day::from_number(i32::MIN), ends: Timestamp::from_micros(i64::MIN) };
        for opening in openings.all(staff) {
            talk.openings[opening.author as usize].push(Said {
                day: zone.day(opening.time),
                due: opening.due,
                taken_up: opening.taken_up.is_some(),
                by_staff: opening.staff_first,
            });
            if let Some(taken) = opening.taken_up {
                talk.meet(zone.day(opening.time.plus(taken.after)), opening.author, taken.by);
            }
        }
        for turn in (0..timeline.len()).map(|at| timeline.turn(at)) {
            // An acknowledgement that points at somebody is no tie, as in the rule `explicit`.
            if !turn.targets.is_empty() && !turn.cues.has(Cue::Receipt) {
                let day = days.of(turn.time);
                turn.targets.iter().for_each(|&(to, _)| talk.meet(day, turn.author, to));
            }
        }
        for met in &mut talk.met {
            met.sort_unstable();
            met.dedup();
        }
        talk
    }

    fn meet(&mut self, day: Day, a: u32, b: u32) {
        if a != b && !self.staff[a as usize] && !self.staff[b as usize] {
            self.met[a as usize].push((day, b));
            self.met[b as usize].push((day, a));
        }
    }
}

/// Days of ascending instants. The zone is asked once a day.
struct Days {
    zone: Zone,
    day: Day,
    ends: Timestamp,
}

impl Days {
    fn of(&mut self, at: Timestamp) -> Day {
        if at >= self.ends {
            self.day = self.zone.day(at);
            self.ends = self.zone.midnight(self.day.plus(1));
        }
        self.day
    }
}

/// Whether somebody could be seen on a day: a member, not away, no holiday.
pub(super) fn is_expected(lives: &Lives, position: usize, day: Day) -> bool {
    !lives.is_holiday(day) && lives.was_here(position, day) && !lives.is_away(position, day)
}

/// Those that stand there twice or more.
fn twice(names: &mut [u32]) -> Vec<u32> {
    names.sort_unstable();
    names.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect()
}

fn between(days: &[Day], from: Day, end: Day) -> &[Day] {
    let start = days.partition_point(|&day| day < from);
    &days[start..days.partition_point(|&day| day < end).max(start)]
}

/// The activities of the group's organization that have a list of names, by day.
fn lists(history: GroupHistory<'_>, timeline: &Timeline, belonging: &Belonging<'_>, spoke: &[Vec<Day>]) -> Vec<Listed> {
    let records = history.records;
    let Some(organization) = records.groups()[history.group.index()].organization else { return Vec::new() };
    let special = records.calendar().iter().filter(|entry| entry.kind == "holiday" || entry.kind == "inspection");
    let special = union_of_spans(special.map(|entry| DaySpan { start: entry.start, end: entry.end }));
    let held = records.activities_of(organization).filter(|&at| {
        let activity = &records.activities()[at];
        activity.has_list && activity.origin != ActivityOrigin::Proposed
    });
    let mut lists: Vec<Listed> = held
        .map(|at| {
            let activity = &records.activities()[at];
            let rows = records.attendance_of(ActivityId::from_index(at));
            // Whoever was no member counts from their first turn on, so that what comes later changes no earlier window.
            let known = |position: usize| {
                belonging.is_member_on(position, activity.day)
                    || spoke[position].first().is_some_and(|&first| first <= activity.day)
            };
            let of = |status| {
                let rows = rows.iter().filter(move |row| row.status == status);
                let positions = rows.filter_map(|row| timeline.people().binary_search(&row.person).ok());
                positions.filter(|&position| known(position)).map(|position| position as u32).collect()
            };
            let present = rows.iter().filter(|row| row.status == AttendanceStatus::Present).count();
            Listed {
                day: activity.day,
                expects: !within(&special, activity.day),
                small: present.max(activity.headcount.unwrap_or(0) as usize) <= SMALL,
                came: of(AttendanceStatus::Present),
                excused: of(AttendanceStatus::Excused),
            }
        })
        .collect();
    lists.sort_by_key(|list| list.day);
    lists
}

/// Whose name may be another one in the organization's other kind of source.
fn links(history: GroupHistory<'_>, timeline: &Timeline) -> Vec<Link> {
    let records = history.records;
    let organization = records.groups()[history.group.index()].organization;
    let linked = organization.and_then(|organization| records.known_on_both_sides(organization));
    let of = |person: &crate::records::PersonId| match &linked {
        Some(linked) if records.people()[person.index()].by_name_alone && !linked[person.index()] => Link::OneOfTwo,
        _ => Link::Linked,
    };
    timeline.people().iter().map(of).collect()
}
