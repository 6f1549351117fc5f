//! Openings, weeks, joins, invitations and the window before, by their definitions alone.

use std::collections::{BTreeMap, BTreeSet};

use linli::definition::{Undefined, Value};
use linli::population::Population;
use linli::records::AttendanceStatus;
use linli::time::{DAY, Day, SECOND, Zone};

use super::{Replay, Turn, ties};
use crate::draft::{MemberRow, day};
use crate::draw::FIRST_DAY;
use crate::measures::Dense;

/// One opening and what came of it.
struct Opened<'a> {
    time: i64,
    author: &'a str,
    waits: i64,
    taken_up: Option<i64>,
    staff_first: bool,
}

fn opens(turn: &Turn<'_>) -> bool {
    !turn.to_others && !turn.receipt
}

fn answers(turn: &Turn<'_>, opener: &str) -> bool {
    turn.author != opener && (!turn.to_others || turn.targets.contains(&opener))
}

fn share(part: usize, of: usize) -> Value {
    if of == 0 { Err(Undefined::TooFewEvents) } else { Ok(part as f64 / of as f64) }
}

/// All distinct days, whoever they are of.
fn number(days: i32) -> f64 {
    f64::from(days)
}

impl<'a> Replay<'a> {
    fn openings(&self, people: &[&'a str]) -> Vec<Opened<'a>> {
        let mut found = Vec::new();
        for (at, turn) in self.turns.iter().enumerate() {
            let due = Zone::UTC.day(turn.last.plus(DAY));
            if !opens(turn) || !people.contains(&turn.author) || due < self.first || due >= self.end {
                continue;
            }
            let since = |later: &Turn<'_>| later.time.micros() - turn.last.micros();
            let next = self.turns[at + 1..].iter().position(|later| later.author == turn.author && opens(later));
            let until = next.map_or(self.turns.len(), |steps| at + 1 + steps);
            let heard: Vec<&Turn<'a>> = self.turns[at + 1..until]
                .iter()
                .filter(|later| answers(later, turn.author) && since(later) <= DAY)
                .collect();
            let taken_up = heard.iter().position(|answer| !self.staff(answer.author));
            found.push(Opened {
                time: turn.last.micros(),
                author: turn.author,
                waits: next.map_or(DAY, |steps| since(&self.turns[at + 1 + steps]).min(DAY)),
                taken_up: taken_up.map(|place| since(heard[place])),
                staff_first: heard.first().is_some_and(|answer| self.staff(answer.author)),
            });
        }
        found
    }

    /// How many openings would be taken up on another day, on average.
    fn by_chance(&self, openings: &[Opened<'a>]) -> Option<f64> {
        let base = Zone::UTC.midnight(self.first).micros() - DAY;
        let length = i64::from(self.end.number() - self.first.number()) * DAY;
        let inside = |turn: &&Turn<'a>| (base..base + length).contains(&turn.time.micros());
        let may_answer: Vec<&Turn<'a>> =
            self.turns.iter().filter(inside).filter(|turn| !self.staff(turn.author)).collect();
        let mut taken = 0;
        for shift in 1..length / DAY {
            for opening in openings {
                let from = (opening.time - base + shift * DAY) % length;
                taken += usize::from(may_answer.iter().any(|turn| {
                    let time = turn.time.micros() - base;
                    let later = if time < from { time + length } else { time };
                    answers(turn, opening.author) && later - from <= opening.waits
                }));
            }
        }
        (length > DAY).then(|| taken as f64 / (length / DAY - 1) as f64)
    }

    /// The first time by which half or less still wait, by the product of the shares that go on waiting.
    fn first_response(openings: &[Opened<'a>]) -> Value {
        if openings.len() < 20 {
            return Err(Undefined::TooFewEvents);
        }
        let times: BTreeSet<i64> = openings.iter().filter_map(|opening| opening.taken_up).collect();
        let mut waiting = 1.0;
        for time in times {
            let still = openings.iter().filter(|o| o.taken_up.unwrap_or(o.waits) >= time).count() as f64;
            let came = openings.iter().filter(|o| o.taken_up == Some(time)).count() as f64;
            waiting *= 1.0 - came / still;
            if waiting <= 0.5 + 1e-9 {
                return Ok(time as f64 / (60 * SECOND) as f64);
            }
        }
        Err(Undefined::NotReached)
    }

    fn burstiness(&self, people: &[&'a str]) -> Value {
        let own: Vec<(Day, f64)> = self
            .turns
            .iter()
            .filter(|turn| people.contains(&turn.author) && self.within(turn, self.first))
            .map(|turn| {
                let today = Zone::UTC.day(turn.time);
                (today, (turn.time.micros() - Zone::UTC.midnight(today).micros()) as f64 / (3600 * SECOND) as f64)
            })
            .collect();
        if own.len() < 30 {
            return Err(Undefined::TooFewEvents);
        }
        let all = own.len() as f64;
        let days: Vec<Day> = (self.first.number()..self.end.number()).map(Day::from_number).collect();
        let same = |a: Day, b: Day| (a.number() - b.number()) % 7 == 0;
        let pace = |today: Day| {
            let turns = own.iter().filter(|(day, _)| same(*day, today)).count() as f64;
            turns / days.iter().filter(|day| same(**day, today)).count() as f64 / (all / days.len() as f64)
        };
        // The share of the day's talk before an hour, the hour itself in proportion.
        let before = |hour: f64| {
            let part = |at: &f64| {
                let (begun, whole) = (at.floor(), hour.floor());
                match begun.total_cmp(&whole) {
                    std::cmp::Ordering::Less => 1.0,
                    std::cmp::Ordering::Equal => hour - whole,
                    std::cmp::Ordering::Greater => 0.0,
                }
            };
            own.iter().map(|(_, at)| part(at)).sum::<f64>() / all
        };
        let mut clock: Vec<f64> = own
            .iter()
            .map(|&(today, hour)| {
                days.iter().filter(|day| **day < today).map(|&day| pace(day)).sum::<f64>() + pace(today) * before(hour)
            })
            .collect();
        clock.sort_by(f64::total_cmp);
        let gaps: Vec<f64> = clock.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
        if mean <= 0.0 {
            return Err(Undefined::ZeroDenominator);
        }
        let r = (gaps.iter().map(|gap| (gap / mean - 1.0).powi(2)).sum::<f64>() / gaps.len() as f64).sqrt();
        let (above, below) = ((all + 1.0).sqrt(), (all - 1.0).sqrt());
        Ok((above * r - below) / ((above - 2.0) * r + below))
    }

    /// Whether the person belonged here on a day, as far as is known.
    pub(super) fn belonged(&self, person: &'a str, day: Day) -> bool {
        let mut spells = self.spells(person).peekable();
        if spells.peek().is_none() {
            return self.seen_ever(person).first().is_some_and(|&first| first <= day);
        }
        spells.any(|row| row.start.is_none_or(|start| start <= day) && row.end.is_none_or(|end| day < end))
    }

    pub(super) fn is_covered(&self, day: Day) -> bool {
        self.group.covers.iter().any(|span| span.start <= day && day < span.end)
    }

    /// Days seen, whenever.
    pub(super) fn seen_ever(&self, person: &'a str) -> BTreeSet<Day> {
        let spoke = self.turns.iter().filter(|turn| turn.author == person).map(|turn| Zone::UTC.day(turn.time));
        spoke.chain(self.attended(person)).collect()
    }

    /// Weeks seen, weeks that count, both.
    fn weeks(&self, person: &'a str) -> [usize; 3] {
        let seen = self.seen_ever(person);
        let mut weeks = [0; 3];
        let mut first = self.first;
        while first.plus(7) <= self.end {
            let days: Vec<Day> = (0..7).map(|at| first.plus(at)).collect();
            let counts = |&&day: &&Day| {
                let away = self.spells(person).any(|row| {
                    row.away && row.start.is_none_or(|start| start <= day) && row.end.is_none_or(|end| day < end)
                });
                let holiday = |e: &linli::records::CalendarEntry| e.kind == "holiday" && e.start <= day && day < e.end;
                self.is_covered(day) && !self.draft.calendar.iter().any(holiday) && self.belonged(person, day) && !away
            };
            let (was_seen, countable) =
                (days.iter().any(|day| seen.contains(day)), days.iter().filter(counts).count() >= 4);
            weeks[0] += usize::from(was_seen);
            weeks[1] += usize::from(countable);
            weeks[2] += usize::from(was_seen && countable);
            first = first.plus(7);
        }
        weeks
    }

    fn landing(&self, everybody: &BTreeSet<&'a str>) -> Value {
        let joined = |person: &'a str| -> Option<Day> {
            let spells: Vec<&MemberRow> = self.spells(person).collect();
            let first = spells.iter().map(|row| row.start).min()??;
            let as_staff = spells.iter().filter(|row| row.start == Some(first)).all(|row| row.role.is_staff());
            (!as_staff && !self.plan.staff.iter().any(|name| name == person) && first < self.end).then_some(first)
        };
        let all: Vec<(&str, Day)> = everybody.iter().filter_map(|&who| Some((who, joined(who)?))).collect();
        let newcomers: Vec<_> = all.iter().filter(|(_, joined)| *joined >= self.end.plus(-84)).collect();
        let due: Vec<_> = newcomers.iter().filter(|(_, joined)| joined.plus(56) <= self.end).collect();
        if all.is_empty() {
            return Err(Undefined::NotRecorded);
        }
        if due.is_empty() {
            return Err(if newcomers.is_empty() { Undefined::TooFewEvents } else { Undefined::NotYetDue });
        }
        let landed = due.iter().filter(|(person, joined)| {
            let seen = self.seen_ever(person);
            seen.range(*joined..joined.plus(28)).next().is_some()
                && seen.range(joined.plus(28)..joined.plus(56)).next().is_some()
        });
        share(landed.count(), due.len())
    }

    /// Everybody in the tree with the chain of those above them.
    fn chains(&self) -> BTreeMap<&'a str, Vec<&'a str>> {
        let mut rows: Vec<_> =
            self.draft.invitations.iter().filter(|row| row.group == self.group.id && row.day < self.end).collect();
        rows.sort_by_key(|row| (row.day, &row.person, &row.by));
        let mut by: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let above = |by: &BTreeMap<&'a str, Option<&'a str>>, person: &'a str| {
            let mut chain = vec![person];
            while let Some(Some(next)) = by.get(chain[chain.len() - 1]) {
                chain.push(next);
            }
            chain
        };
        let mut told = BTreeSet::new();
        for row in rows {
            let first = told.insert(row.person.as_str());
            by.entry(&row.person).or_default();
            by.entry(&row.by).or_default();
            if first && !above(&by, &row.by).contains(&row.person.as_str()) {
                by.insert(&row.person, Some(&row.by));
            }
        }
        by.keys().map(|&person| (person, above(&by, person))).collect()
    }

    fn invitations(&self, id: &str) -> Value {
        let chains = self.chains();
        let depth = chains.values().map(|chain| chain.len() - 1).max().ok_or(Undefined::NotRecorded)?;
        if id == "net_invitation_depth" {
            return Ok(depth as f64);
        }
        let (mut steps, mut pairs) = (0, 0);
        for (at, a) in chains.values().enumerate() {
            for b in chains.values().skip(at + 1).filter(|b| b.last() == a.last()) {
                let shared = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
                steps += a.len() + b.len() - 2 * shared;
                pairs += 1;
            }
        }
        if pairs == 0 { Err(Undefined::NotRecorded) } else { Ok(steps as f64 / f64::from(pairs)) }
    }

    /// The window of the same length that ends where this one begins.
    fn before(&self) -> Option<Self> {
        let first = self.first.plus(self.first.number() - self.end.number());
        (first >= day(FIRST_DAY)).then_some(Self { first, end: self.first, ..*self })
    }

    /// The window before, and who counted then.
    fn previous(
        &self,
        population: Population,
        everybody: &BTreeSet<&'a str>,
    ) -> Result<(Self, Vec<&'a str>), Undefined> {
        let before = self.before().ok_or(Undefined::NoPreviousWindow)?;
        let people: Vec<&str> = everybody.iter().copied().filter(|p| before.counts(population, p)).collect();
        before.refused("net_members", population, everybody, &people, None).map_or(Ok((before, people)), Err)
    }

    /// Who of a turn's targets stands among these people.
    fn arcs(&self, rule: &str, people: &[&'a str], at: usize) -> Vec<(&'a str, &'a str, f64)> {
        let from = self.turns[at].author;
        let all = ties(rule, self.turns, at).into_iter();
        all.filter(|(to, _)| people.contains(&from) && people.contains(to)).map(|(to, w)| (from, to, w)).collect()
    }

    /// Tied pairs of a span of days, the smaller first.
    fn pairs(&self, rule: &str, people: &[&'a str], first: Day) -> BTreeSet<(&'a str, &'a str)> {
        let turns = (0..self.turns.len()).filter(|&at| self.within(&self.turns[at], first));
        turns.flat_map(|at| self.arcs(rule, people, at)).map(|(a, b, _)| (a.min(b), a.max(b))).collect()
    }

    /// How often two people took part in the same things, of the things either did while both belonged here.
    pub(super) fn associations(&self, people: &[&'a str], rule: &str) -> Dense {
        let mut occasions: Vec<(Day, BTreeSet<&str>)> = Vec::new();
        if rule == "talk" {
            let gap = 30 * 60 * SECOND;
            let mut over: Option<i64> = None;
            for turn in self.turns.iter().filter(|turn| !turn.receipt) {
                if over.is_none_or(|over| turn.time.micros() >= over) {
                    occasions.push((self.first, BTreeSet::new()));
                }
                over = Some(turn.last.micros() + gap);
                let last = occasions.last_mut().expect("one was just begun");
                *last = (Zone::UTC.day(turn.last.plus(gap)), last.1.clone());
                last.1.insert(turn.author);
            }
        } else {
            for activity in &self.draft.activities {
                let here = Some(&activity.organization) == self.group.organization.as_ref();
                let came = |person: &&&str| {
                    let row = |row: &&crate::draft::AttendanceRow| {
                        row.activity == activity.id
                            && row.person == ***person
                            && row.status == AttendanceStatus::Present
                    };
                    self.draft.attendance.iter().any(|r| row(&r)) && self.attended(person).contains(&activity.day)
                };
                if here && activity.origin != linli::records::ActivityOrigin::Proposed {
                    occasions.push((activity.day, people.iter().filter(came).copied().collect()));
                }
            }
        }
        let here = |(day, _): &&(Day, BTreeSet<&str>)| self.first <= *day && *day < self.end;
        let mut weights = Vec::new();
        for (a, &who) in people.iter().enumerate() {
            for (b, &other) in people.iter().enumerate().filter(|&(b, _)| b != a) {
                let both = |(day, part): &&(Day, BTreeSet<&str>)| {
                    let could = |p: &'a str| part.contains(p) || self.belonged(p, *day);
                    could(who) && could(other)
                };
                let shared: Vec<_> = occasions.iter().filter(here).filter(both).collect();
                let either = shared.iter().filter(|(_, p)| p.contains(who) || p.contains(other)).count();
                let together = shared.iter().filter(|(_, p)| p.contains(who) && p.contains(other)).count();
                if together > 0 {
                    let unit = f64::from(linli::tie::WHOLE);
                    weights.push((a as u32, b as u32, (together as f64 / either as f64 * unit).round() / unit));
                }
            }
        }
        Dense::of(people.len(), &weights)
    }

    /// Indicators of a population that look beyond the turns of the window.
    pub(super) fn beyond(
        &self,
        id: &str,
        population: Population,
        people: &[&'a str],
        everybody: &BTreeSet<&'a str>,
    ) -> Value {
        let own = || people.iter().flat_map(|person| self.turns_of(person, self.first));
        let openings = || self.openings(people);
        let taken = |all: &[Opened<'_>]| all.iter().filter(|opening| opening.taken_up.is_some()).count();
        match id {
            "net_turnover" | "net_retention" => {
                let (_, then) = self.previous(population, everybody)?;
                let both = then.iter().filter(|person| people.contains(person)).count();
                let of = if id == "net_retention" { then.len() } else { then.len() + people.len() - both };
                let part = if id == "net_retention" { both } else { of - both };
                if of == 0 { Err(Undefined::NoMembers) } else { share(part, of) }
            }
            id if super::margin::GROUPS.contains(&id) => self.margin(id, people, everybody),
            "net_newcomer_landing" => self.landing(everybody),
            "net_uptake" => share(taken(&openings()), openings().len()),
            "net_excess_uptake" => {
                let all = openings();
                let chance = self.by_chance(&all).ok_or(Undefined::TooFewEvents)?;
                Ok(share(taken(&all), all.len())? - chance / all.len() as f64)
            }
            "net_peer_answer_share" => {
                if !self.knows_staff(everybody) {
                    return Err(Undefined::NotRecorded);
                }
                let answered: Vec<_> =
                    openings().into_iter().filter(|o| o.taken_up.is_some() || o.staff_first).collect();
                share(answered.iter().filter(|o| !o.staff_first).count(), answered.len())
            }
            "net_first_response" => Self::first_response(&openings()),
            "net_burstiness" => self.burstiness(people),
            "net_absence_factor" => {
                let mut counts: Vec<usize> = people.iter().map(|p| self.turns_of(p, self.first).len()).collect();
                counts.sort_unstable();
                counts.reverse();
                let all: usize = counts.iter().sum();
                let half = (1..=counts.len()).find(|&k| 2 * counts[..k].iter().sum::<usize>() >= all);
                half.filter(|_| all > 0).map(|k| k as f64).ok_or(Undefined::TooFewEvents)
            }
            "net_receipt_share" => share(own().filter(|turn| turn.receipt).count(), own().count()),
            "net_repeated_share" => share(own().filter(|turn| turn.repeated).count(), own().count()),
            "net_invitation_depth" | "net_invitation_wiener" => self.invitations(id),
            _ => panic!("`{id}` is not replayed: write its definition here"),
        }
    }

    /// Indicators of a person that look beyond the turns of the window.
    pub(super) fn beyond_of(&self, id: &str, person: &'a str) -> Value {
        match id {
            "node_uptake" => {
                let own = self.openings(&[person]);
                share(own.iter().filter(|opening| opening.taken_up.is_some()).count(), own.len())
            }
            "node_recency_to_rhythm" => {
                let seen: Vec<Day> = self.seen_ever(person).into_iter().filter(|&day| day < self.end).collect();
                let last = *seen.last().ok_or(Undefined::TooFewEvents)?;
                let own: Vec<Day> = seen.into_iter().filter(|&day| last.number() - day.number() < 182).collect();
                if own.len() < 6 {
                    return Err(Undefined::TooFewEvents);
                }
                let mut gaps: Vec<i32> = own.windows(2).map(|pair| pair[1].number() - pair[0].number()).collect();
                gaps.sort_unstable();
                let (low, high) = (gaps[(gaps.len() - 1) / 2], gaps[gaps.len() / 2]);
                Ok(number(self.end.number() - 1 - last.number()) / (number(low + high) / 2.0))
            }
            "node_tenure" => {
                let spells = self.spells(person).filter(|row| self.touches(row));
                let first = spells.min_by_key(|row| (row.start, row.end)).ok_or(Undefined::NotRecorded)?;
                let start = first.start.ok_or(Undefined::NotRecorded)?;
                Ok(number(first.end.map_or(self.end, |end| end.min(self.end)).number() - start.number()))
            }
            "node_seen_weeks" => Ok(self.weeks(person)[0] as f64),
            "node_seen_weeks_share" => {
                let [_, countable, both] = self.weeks(person);
                if countable == 0 { Err(Undefined::NotCovered) } else { Ok(both as f64 / countable as f64) }
            }
            _ => panic!("`{id}` is not replayed: write its definition here"),
        }
    }

    /// Indicators on ties that look beyond those of the window; `None` for all others.
    pub(super) fn beyond_ties(
        &self,
        id: &str,
        rule: &str,
        population: Population,
        people: &[&'a str],
        everybody: &BTreeSet<&'a str>,
    ) -> Option<Value> {
        let value = match id {
            "net_tie_stability" => self.previous(population, everybody).and_then(|(before, then)| {
                let refused = before.refused("net_density", population, everybody, &then, Some(rule));
                let both: Vec<&str> = people.iter().copied().filter(|person| then.contains(person)).collect();
                let (old, new) = (before.pairs(rule, &both, before.first), self.pairs(rule, &both, self.first));
                match (refused, old.union(&new).count()) {
                    (Some(reason), _) => Err(reason),
                    (None, 0) => Err(Undefined::NoTies),
                    (None, all) => Ok(old.intersection(&new).count() as f64 / all as f64),
                }
            }),
            "net_new_dyad_share" => {
                let first = self.first.plus(-((self.plan.presence.micros() / DAY) as i32));
                let before = Self { first, end: self.first, ..*self };
                let (old, new) = (before.pairs(rule, people, first), self.pairs(rule, people, self.first));
                match (before.gap(first, self.plan.coverage.max(0.9)), new.len()) {
                    (Some(reason), _) => Err(reason),
                    (None, 0) => Err(Undefined::NoTies),
                    (None, all) => Ok(new.difference(&old).count() as f64 / all as f64),
                }
            }
            "net_rarefied_density" => {
                let mut times: BTreeMap<(&str, &str), u32> = BTreeMap::new();
                let mut turns = 0;
                for at in (0..self.turns.len()).filter(|&at| self.within(&self.turns[at], self.first)) {
                    let arcs = self.arcs(rule, people, at);
                    turns += u32::from(!arcs.is_empty());
                    for (a, b, _) in arcs {
                        *times.entry((a, b)).or_default() += 1;
                    }
                }
                let n = people.len() as f64;
                // C(N − c, 30) / C(N, 30) = C(N − 30, c) / C(N, c).
                let seen = |&count: &u32| {
                    let part = |at: u32| (f64::from(turns) - 30.0 - f64::from(at)).max(0.0) / f64::from(turns - at);
                    1.0 - (0..count).map(part).product::<f64>()
                };
                let all: f64 = times.values().map(seen).sum();
                if turns < 30 { Err(Undefined::TooFewEvents) } else { Ok(all / (n * (n - 1.0))) }
            }
            _ => return None,
        };
        Some(value)
    }

    /// The decayed weight of a person's ties, either way.
    pub(super) fn decayed(&self, rule: &str, people: &[&'a str], person: &'a str) -> f64 {
        let mut sum = 0.0;
        for at in 0..self.turns.len() {
            let age = self.end.number() - 1 - Zone::UTC.day(self.turns[at].time).number();
            if (0..280).contains(&age) {
                let own = self.arcs(rule, people, at).into_iter().filter(|(a, b, _)| *a == person || *b == person);
                sum += own.map(|(_, _, weight)| weight).sum::<f64>() * 0.5_f64.powf(number(age) / 28.0);
            }
        }
        sum
    }
}
