//! What a team reads on a Monday: where to look first, what was done, what cannot be said, what is missing, and the team's
//! own load. Everything in it is an outcome's; nothing is computed for it alone that the outcome would not answer for.

mod action;
mod gaps;
mod lasting;
mod load;

use std::collections::BTreeSet;

pub use action::{Action, ActionState, Followed};
pub use gaps::{Gaps, LateSource};
pub use lasting::Lasting;
pub use load::{Answers, Load};

use crate::definition::Undefined;
use crate::error::Error;
use crate::plan::{Plan, Purpose, ReleasePlan, Tier};
use crate::records::{DaySpan, Layer, PersonId};
use crate::signal::{self, Finding, Search, Signal, Urgency};
use crate::study::{CompareOptions, Comparison, NotSeen, Outcome, Progress, Study};
use crate::time::Day;

/// The most things a brief asks a team to look at.
pub const MOST_ITEMS: usize = 7;
/// Days after which something that has not changed is told in one line.
pub const STALE: i32 = 21;
/// Subjects of which more than half can be called most.
const FEW: usize = 6;
/// Days of a brief's comparison, on either side.
const QUARTER: i32 = 84;

/// What a brief is made of, beside the outcome.
#[derive(Debug, Clone, Copy, Default)]
pub struct BriefOptions<'a> {
    /// What was done about findings so far.
    pub actions: &'a [Action],
    /// The findings as of [`STALE`] days before, to tell what has not changed since.
    pub before: &'a [Finding],
}

/// A brief, before it is put into words.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The first day after all that it speaks of: the day on which it is read.
    pub as_of: Day,
    /// First-layer groups.
    pub groups: usize,
    /// Organizations.
    pub organizations: usize,
    /// What was done in the week before, and what is seen of it.
    pub followed: Vec<Followed>,
    /// What to look at, in order; at most [`MOST_ITEMS`].
    pub items: Vec<Item>,
    /// What did not find room, by signal.
    pub left_out: Vec<Item>,
    /// Members not seen for four weeks: no finding.
    pub unseen: Vec<(String, NotSeen)>,
    /// Of how many members a drift could be told at all, and of how many it could not.
    pub warnable: [u32; 2],
    /// Density of all first-layer groups together, the last twelve weeks against the twelve before.
    pub density: Result<Comparison, Undefined>,
    /// What is missing.
    pub gaps: Gaps,
    /// What the staff themselves had to do.
    pub load: Load,
}

/// One thing to look at: a signal, and whom it is found of.
#[derive(Debug, Clone)]
pub struct Item {
    /// The signal.
    pub signal: &'static Signal,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Whether nothing of it has changed for three weeks: then one line is enough.
    pub is_stale: bool,
    /// Whether it is found of more than half of those it could be found of: then it is the usual, and one line is enough.
    pub is_common: bool,
}

impl Study {
    /// The study as a team reads it on a day: named (T0), up to that day, in windows of which one of the series that shares no
    /// day ends on it, with just the indicators that signals read.
    #[must_use]
    pub fn up_to(&self, as_of: Day) -> Self {
        // What is said of people is said at windows that share no day, and those are counted from the first: whole windows back
        // from the day, the last is one of them.
        let window = self.plan.window.whole_days().unwrap_or(28).max(1);
        let first = self.plan.start.or_else(|| self.records.span().map(|span| span.start)).unwrap_or(as_of);
        // A day no records can mean stops the run, and not the arithmetic before it.
        let windows = as_of.number().saturating_sub(first.number()).max(0) / window + 1;
        let reads = self.signals.iter().flat_map(|signal| signal.reads.iter().map(|read| read.id().to_owned()));
        let indicators: BTreeSet<String> = reads.collect();
        let plan = Plan {
            start: Some(as_of.plus(window.saturating_mul(windows).saturating_neg())),
            end: Some(as_of),
            indicators: indicators.into_iter().collect(),
            intervals: Vec::new(),
            release: ReleasePlan { tier: Tier::T0, ..self.plan.release.clone() },
            ..self.plan.clone()
        };
        self.clone().with_plan(plan)
    }

    /// Runs the study up to a day, and up to three weeks before it, and makes the brief of that day.
    ///
    /// # Errors
    /// As [`Outcome::brief`].
    pub fn brief(&self, as_of: Day, actions: &[Action], progress: Progress<'_>) -> Result<(Outcome, Brief), Error> {
        let outcome = self.up_to(as_of).run(progress)?;
        let before = self.up_to(as_of.plus(-STALE)).run(progress)?;
        let brief = outcome.brief(BriefOptions { actions, before: &before.findings })?;
        Ok((outcome, brief))
    }
}

impl Outcome {
    /// The brief of the outcome's last day.
    ///
    /// Findings of one signal are one item. Items stand in the order in which somebody should hear of them: somebody waits,
    /// something is missing, something changed, good news; among them, what is new before what has stood for three weeks or is
    /// found of most, then what was found of more, then by the signal's id. The last place is kept for good news where there is any.
    /// Findings that somebody explained or put off stay silent until they change.
    ///
    /// # Errors
    /// A plan whose purpose is not coaching: a brief is for those who help, and no consent for anything else covers it. A
    /// plan that cannot be met.
    pub fn brief(&self, options: BriefOptions<'_>) -> Result<Brief, Error> {
        let study = &self.study;
        for_coaching(&study.plan)?;
        let windows = &self.panel.dictionaries().windows;
        let as_of = windows.last().map_or(Day::from_number(0), |window| window.end_day);
        let told: Vec<&Finding> = self.findings.iter().filter(|finding| finding.expires() > as_of).collect();
        let told: Vec<&Finding> =
            told.into_iter().filter(|finding| !action::is_silent(options.actions, finding, as_of)).collect();
        let (items, left_out) = items(&told, options.before, &self.searches);
        let chosen = study.groups()?;
        let own = || chosen.iter().map(|at| &study.records.groups()[at.index()]);
        let first_layer = || own().filter(|group| group.layer == Layer::First);
        let mut unseen = Vec::new();
        let mut warnable = [0; 2];
        for group in first_layer() {
            let drifts = study.drifts(&group.id, as_of, &crate::marginality::DriftRule::default())?;
            warnable[0] += drifts.can_be_warned;
            warnable[1] += drifts.members - drifts.can_be_warned;
            let not_seen = study.not_seen(&group.id, as_of)?;
            if not_seen.members > 0 {
                unseen.push((group.id.clone(), not_seen));
            }
        }
        Ok(Brief {
            as_of,
            groups: first_layer().count(),
            organizations: study.organizations().len(),
            followed: action::followed(options.actions, &self.findings, as_of),
            items,
            left_out,
            unseen,
            warnable,
            density: density(self, as_of),
            gaps: Gaps::of(study, &chosen, as_of),
            load: Load::of(study, &chosen, as_of),
        })
    }
}

/// Refuses a plan that is not for coaching.
fn for_coaching(plan: &Plan) -> Result<(), Error> {
    if plan.purpose == Purpose::Coaching {
        return Ok(());
    }
    Err(Error::new(
        crate::error::ErrorKind::Plan,
        (
            format!("this is for coaching; the plan's purpose is {}", plan.purpose.id()),
            format!("这是辅导用的，这个方案的用途是 {}", plan.purpose.id()),
        ),
    )
    .with_hint((
        "people agreed to one purpose; for another ask them first, then set `purpose = \"coaching\"`",
        "大家只同意了一种用途；要换用途先问过大家，再写 purpose = \"coaching\"",
    )))
}

/// Items in their order, and those that found no room.
fn items(findings: &[&Finding], before: &[Finding], searches: &[Search]) -> (Vec<Item>, Vec<Item>) {
    let mut all: Vec<Item> = Vec::new();
    for &finding in findings {
        match all.iter_mut().find(|item| std::ptr::eq(item.signal, finding.signal)) {
            Some(item) => item.findings.push(finding.clone()),
            None => all.push(Item {
                signal: finding.signal,
                findings: vec![finding.clone()],
                is_stale: false,
                is_common: false,
            }),
        }
    }
    for item in &mut all {
        let looked_at = searches.iter().find(|search| std::ptr::eq(search.signal, item.signal));
        let is_most =
            |search: &Search| search.looked_at.len() >= FEW && 2 * item.findings.len() > search.looked_at.len();
        // Whoever waits is never the usual.
        item.is_common = item.signal.urgency != Urgency::Waiting && looked_at.is_some_and(is_most);
        item.is_stale = item.findings.iter().all(|finding| stood_before(finding, before));
        item.findings.sort_by(|a, b| {
            let size =
                |f: &Finding| f.effect.map_or(0.0, |effect| (effect.value - effect.expected.unwrap_or(0.0)).abs());
            size(b).total_cmp(&size(a)).then_with(|| a.subject.cmp(&b.subject))
        });
    }
    let rank = |item: &Item| {
        (
            item.signal.urgency,
            item.is_stale || item.is_common,
            std::cmp::Reverse(item.findings.len()),
            item.signal.card.id,
        )
    };
    all.sort_by_key(rank);
    if all.len() <= MOST_ITEMS {
        return (all, Vec::new());
    }
    // Good news is not crowded out: it has the last place.
    let first_good = all.iter().position(|item| item.signal.urgency == Urgency::Good);
    if let Some(at) = first_good.filter(|&at| at >= MOST_ITEMS) {
        let good = all.remove(at);
        all.insert(MOST_ITEMS - 1, good);
    }
    let left_out = all.split_off(MOST_ITEMS);
    (all, left_out)
}

/// Whether the same was found three weeks before, with a value that has not changed by more than a fifth since.
fn stood_before(finding: &Finding, before: &[Finding]) -> bool {
    let Some(earlier) = before.iter().find(|other| other.id == finding.id) else { return false };
    match (finding.effect, earlier.effect) {
        (Some(now), Some(then)) => !has_changed(now.value, then.value),
        _ => true,
    }
}

/// Whether a value differs from another by more than a fifth of it.
fn has_changed(now: f64, then: f64) -> bool {
    (now - then).abs() > 0.2 * then.abs().max(f64::MIN_POSITIVE)
}

fn density(outcome: &Outcome, as_of: Day) -> Result<Comparison, Undefined> {
    let middle = as_of.plus(-QUARTER);
    let (before, after) =
        (DaySpan { start: middle.plus(-QUARTER), end: middle }, DaySpan { start: middle, end: as_of });
    let compared =
        outcome.study.compare("net_density", before, after, &CompareOptions::default().with_draws(signal::DRAWS));
    let comparison = compared.map_err(|_| Undefined::NotRecorded)?;
    match comparison.change {
        Ok(_) => Ok(comparison),
        Err(reason) => Err(reason),
    }
}

impl Brief {
    /// Everybody the brief may name: whom findings about persons speak of, and who was not seen, as far as they agreed.
    pub fn people(&self) -> Vec<PersonId> {
        let of_items = self.items.iter().flat_map(|item| item.findings.iter().filter_map(|finding| finding.person));
        let unseen = self.unseen.iter().flat_map(|(_, not_seen)| not_seen.people.iter().map(|one| one.person));
        let mut people: Vec<PersonId> = of_items.chain(unseen).collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}
