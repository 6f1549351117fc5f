//! What is on paper of an organization, counted again from the rows, every window from scratch.

use std::collections::{BTreeMap, BTreeSet};

use linli::definition::{Undefined, Value};
use linli::frame::Needs;
use linli::indicator::INDICATORS;
use linli::records::{ActivityOrigin, AttendanceStatus, Channel, Decision, MilestoneKind, Stage};
use linli::time::{Day, Zone};

use crate::compare::{plain, run};
use crate::draft::{Draft, PaperRow, day};
use crate::draw::{draw, study};

/// Whether these are indicators of papers, counted here or, with what is said in chats and a year around a last visit, in
/// their cases.
pub(crate) fn is_of_papers(id: &str) -> bool {
    id == "org_cost_per_activity" || INDICATORS.iter().any(|i| i.id() == id && i.needs.has(Needs::PAPERS))
}

/// One organization in one window.
struct Recount<'a> {
    draft: &'a Draft,
    organization: &'a str,
    first: Day,
    end: Day,
}

fn date(day: Day) -> f64 {
    f64::from(day.number())
}

impl<'a> Recount<'a> {
    /// The days of a table, of everybody and of this organization's own rows.
    fn days(&self, of: &dyn Fn(&'a PaperRow) -> Option<Day>) -> (Vec<Day>, Vec<(Day, &'a PaperRow)>) {
        let all = self.draft.papers.iter().filter_map(|(_, row)| of(row)).collect();
        let own = self.draft.papers.iter().filter(|(whose, _)| whose == self.organization);
        (all, own.filter_map(|(_, row)| of(row).map(|on| (on, row))).collect())
    }

    /// The own rows by the window's end, or why nothing can be said.
    fn so_far(&self, of: &dyn Fn(&'a PaperRow) -> Option<Day>) -> Result<Vec<(Day, &'a PaperRow)>, Undefined> {
        let (all, own) = self.days(of);
        match all.iter().min() {
            Some(first) if !own.is_empty() => {
                if self.end <= *first {
                    return Err(Undefined::NotCovered);
                }
                Ok(own.into_iter().filter(|(on, _)| *on < self.end).collect())
            }
            _ => Err(Undefined::NotRecorded),
        }
    }

    /// The sum of what the window's rows say.
    fn sum(&self, of: &dyn Fn(&'a PaperRow) -> Option<Day>, says: &dyn Fn(&PaperRow) -> Option<f64>) -> Value {
        let rows = self.so_far(of)?;
        if self.days(of).0.iter().max().is_some_and(|last| *last < self.first) {
            return Err(Undefined::NotCovered);
        }
        // The same row twice is one.
        let mut here: Vec<(Day, &PaperRow)> = Vec::new();
        for (on, row) in rows.into_iter().filter(|(on, _)| *on >= self.first) {
            let again = |(_, other): &(Day, &PaperRow)| format!("{other:?}") == format!("{row:?}");
            if !here.iter().any(again) {
                here.push((on, row));
            }
        }
        let said: Vec<f64> = here.iter().filter_map(|(_, row)| says(row)).collect();
        if said.is_empty() && !here.is_empty() { Err(Undefined::NotRecorded) } else { Ok(said.iter().sum()) }
    }

    fn visits(&self) -> Result<Vec<(Day, Option<&'a str>)>, Undefined> {
        let rows = self.so_far(&coaching)?;
        let told: Vec<_> = rows
            .into_iter()
            .filter_map(|(on, row)| match row {
                PaperRow::Coaching { channel, topic, .. } => Some((on, *channel, topic.as_deref())),
                _ => None,
            })
            .collect();
        if !told.is_empty() && told.iter().all(|(_, channel, _)| channel.is_none()) {
            return Err(Undefined::NotRecorded);
        }
        let visits = told.into_iter().filter(|(_, channel, _)| *channel == Some(Channel::Visit));
        Ok(visits.map(|(on, _, topic)| (on, topic)).collect())
    }

    /// The second different day of some visits.
    fn second(&self, days: impl Iterator<Item = Day>) -> Value {
        days.collect::<BTreeSet<_>>().into_iter().nth(1).map(date).ok_or_else(|| self.no_visit())
    }

    /// Why a visit is missing: a log of which the last row is more than 28 days older than the window's end may have missed it.
    fn no_visit(&self) -> Undefined {
        let (all, own) = self.days(&coaching);
        let first = all.iter().min().filter(|_| !own.is_empty());
        let last = all.iter().max().map_or(0, |last| last.number());
        let broke_off = first.is_some_and(|first| *first < self.end) && self.end.number() - last > 29;
        if broke_off { Undefined::NotCovered } else { Undefined::NotReached }
    }

    fn met(&self) -> Value {
        let held = self.draft.activities.iter().filter(|row| {
            row.organization == self.organization && row.origin != ActivityOrigin::Proposed && row.day < self.end
        });
        let listed: Vec<_> = held.filter(|row| self.draft.has_list(&row.id)).collect();
        let visits = self.visits();
        // In the draw `t` alone is staff of either organization, and may be a member of none.
        let is_staff = |person: &str| crate::organizations::is_staff_of(self.draft, self.organization, person);
        let with_staff = listed.iter().filter(|row| {
            let mut names = self.draft.attendance.iter().filter(|name| name.activity == row.id);
            names.any(|name| name.status == AttendanceStatus::Present && is_staff(&name.person))
        });
        let with_staff: Vec<_> = with_staff.collect();
        if let (true, Err(reason)) = (with_staff.is_empty(), &visits) {
            return Err(*reason);
        }
        let visited = visits.into_iter().flatten().map(|(on, _)| on);
        with_staff.iter().map(|row| row.day).chain(visited).min().map(date).ok_or_else(|| self.no_visit())
    }

    fn grouped(&self) -> Result<Day, Undefined> {
        let group = if self.organization == "o" { "g" } else { "h" };
        let said = self.draft.messages.iter().filter(|row| row.group == group).map(|row| Zone::UTC.day(row.time));
        let opened = self.draft.opened.iter().filter(|(id, _)| id == group).map(|&(_, on)| on);
        said.chain(opened).min().filter(|on| *on < self.end).ok_or(Undefined::NotReached)
    }

    fn stage(&self) -> Value {
        let position = |stage: Stage| Stage::ALL.iter().position(|&known| known == stage).expect("a stage") as i32;
        let of = |kind: MilestoneKind| match kind.id() {
            "stage_seed" => Some(0),
            "stage_sapling" => Some(1),
            id if id.starts_with("registered") => Some(2),
            _ => None,
        };
        let (_, own) = self.days(&milestone);
        let told = own.iter().filter_map(|(on, row)| match row {
            PaperRow::Milestone { kind, .. } => of(*kind).map(|stage| (*on, stage)),
            _ => None,
        });
        let listed = self.draft.stages.iter().filter(|(id, ..)| id == self.organization);
        let listed: Vec<(Day, i32)> =
            listed.filter_map(|&(_, stage, since)| Some((since?, position(stage?)))).collect();
        let any = !own.is_empty() || !listed.is_empty();
        let last = told.chain(listed).filter(|(on, _)| *on < self.end).max();
        match last {
            Some((_, stage)) => Ok(f64::from(stage)),
            None => Err(if any { Undefined::NotReached } else { Undefined::NotRecorded }),
        }
    }

    fn value(&self, id: &str, held: Value) -> Option<Value> {
        let spent = || self.sum(&expense, &|row| amount(row).map(|(sum, _)| sum));
        Some(match id {
            "org_step_1" => self.met(),
            "org_step_2" => self.grouped().map(date),
            "org_step_3" => self
                .grouped()
                .and_then(|since| self.second(self.visits()?.into_iter().map(|(on, _)| on).filter(|on| *on > since))),
            "org_step_5" => self.visits().and_then(|visits| {
                if !visits.is_empty() && visits.iter().all(|(_, topic)| topic.is_none()) {
                    return Err(Undefined::NotRecorded);
                }
                self.second(visits.into_iter().filter(|(_, topic)| *topic == Some("handbook")).map(|(on, _)| on))
            }),
            "org_group_before_visit" => match (self.met(), self.grouped().map(date)) {
                (Ok(met), Ok(group)) => {
                    Ok(1.0 + (met - group).signum() * f64::from(u8::from((met - group).abs() > 0.5)))
                }
                (Err(Undefined::NotReached), Ok(_)) => Ok(2.0),
                (Ok(_), Err(Undefined::NotReached)) => Ok(0.0),
                (_, Err(reason)) | (Err(reason), _) => Err(reason),
            },
            "org_stage" => self.stage(),
            "org_visits" => self.sum(&coaching, &|row| match row {
                PaperRow::Coaching { channel, .. } => {
                    channel.map(|channel| f64::from(u8::from(channel == Channel::Visit)))
                }
                _ => None,
            }),
            "org_coaching_hours" => self.sum(&coaching, &|row| match row {
                PaperRow::Coaching { minutes, .. } => minutes.map(|minutes| f64::from(minutes) / 60.0),
                _ => None,
            }),
            "org_money_asked" => self.sum(&applied, &|row| match row {
                PaperRow::Grant { sums, .. } => sums[0].map(linli::records::Money::units),
                _ => None,
            }),
            "org_money_granted" => self.sum(&decided, &|row| match row {
                PaperRow::Grant { decision: Some(Decision::Granted), sums, .. } => {
                    sums[1].map(linli::records::Money::units)
                }
                PaperRow::Grant { decision, .. } => decision.map(|_| 0.0),
                _ => None,
            }),
            "org_applications_refused" => self.sum(&decided, &|row| match row {
                PaperRow::Grant { decision, .. } => decision.map(|d| f64::from(u8::from(d == Decision::Refused))),
                _ => None,
            }),
            "org_money_spent" => spent(),
            "org_money_receipted" => self.sum(&expense, &|row| {
                amount(row).and_then(|(sum, receipt)| receipt.map(|has_one| if has_one { sum } else { 0.0 }))
            }),
            "org_cost_per_activity" => held.and_then(|held| {
                let spent = spent()?;
                if held < 1.0 { Err(Undefined::ZeroDenominator) } else { Ok(spent / held) }
            }),
            _ => return None,
        })
    }
}

fn coaching(row: &PaperRow) -> Option<Day> {
    if let PaperRow::Coaching { at, .. } = row { Some(Zone::UTC.day(*at)) } else { None }
}

fn applied(row: &PaperRow) -> Option<Day> {
    if let PaperRow::Grant { days: [applied, decided], .. } = row { applied.or(*decided) } else { None }
}

fn decided(row: &PaperRow) -> Option<Day> {
    if let PaperRow::Grant { days: [applied, decided], .. } = row { decided.or(*applied) } else { None }
}

fn expense(row: &PaperRow) -> Option<Day> {
    if let PaperRow::Expense { day, .. } = row { Some(*day) } else { None }
}

fn milestone(row: &PaperRow) -> Option<Day> {
    if let PaperRow::Milestone { day, .. } = row { Some(*day) } else { None }
}

fn amount(row: &PaperRow) -> Option<(f64, Option<bool>)> {
    if let PaperRow::Expense { amount, receipt, .. } = row { Some((amount.units(), *receipt)) } else { None }
}

#[test]
fn what_papers_say_of_organizations_is_what_their_rows_say() {
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..40 {
        let (draft, plan) = draw(seed);
        let cells = plain(&run(&study(&draft, &plan)).panel);
        for ((id, row), (value, _)) in cells.iter().filter(|((id, _), _)| is_of_papers(id)) {
            if !["o", "p"].contains(&row[0].as_str()) {
                continue;
            }
            let first = day(&row[1]);
            let recount = Recount { draft: &draft, organization: &row[0], first, end: first.plus(28) };
            let held = cells[&("org_activities", row.clone())].0;
            let Some(expected) = recount.value(id, held) else { continue };
            let same = match (value, expected) {
                (Ok(a), Ok(b)) => (a - b).abs() < 1e-9,
                (a, b) => *a == b,
            };
            assert!(same, "seed {seed}: {id} {row:?}: {value:?}, counted {expected:?}");
            *defined.entry(*id).or_default() += usize::from(value.is_ok());
        }
    }
    let counted = defined.values().filter(|&&count| count >= 8).count();
    assert!(counted == 14, "{defined:?}");
}
