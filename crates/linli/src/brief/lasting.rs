//! How findings went on: of what was told at a month-end, what was told again four weeks later. A team's own measure of its
//! signals, whatever was measured elsewhere.

use super::{Action, ActionState};
use crate::error::Error;
use crate::signal::{Finding, Search, Signal};
use crate::study::{Outcome, Progress, Study};
use crate::time::Day;

/// Days from one month-end to the next, and of the first that are needed.
const MONTH: i32 = 28;
const QUARTER: i32 = 84;

/// What became of a signal's findings within four weeks.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Lasting {
    /// The signal.
    pub signal: &'static Signal,
    /// Findings at all month-ends but the last; one that stands for a year is told twelve times.
    pub told: u32,
    /// Those found again four weeks later.
    pub again: u32,
    /// Those found no longer.
    pub gone: u32,
    /// Those of which nothing could be said any more.
    pub unsaid: u32,
    /// Those about which something was done in between or before: what became of them says nothing of the signal, and they
    /// count neither as found again nor as gone.
    pub under_action: u32,
}

impl Study {
    /// What became of the findings of every month-end up to a day within four weeks, by signal; signals that found nothing
    /// are left out.
    ///
    /// # Errors
    /// As [`Outcome::brief`].
    ///
    /// # Complexity
    /// A run for every four weeks of the study.
    pub fn lasting(&self, until: Day, actions: &[Action], progress: Progress<'_>) -> Result<Vec<Lasting>, Error> {
        super::for_coaching(&self.plan)?;
        until.meant()?;
        let first = self.records.span().map_or(until, |span| span.start);
        let months = (until.number() - first.number() - QUARTER).max(0) / MONTH;
        let mut all: Vec<Lasting> = Vec::new();
        let mut before: Vec<Finding> = Vec::new();
        for month in (0..=months).rev() {
            let end = until.plus(-MONTH * month);
            let now: Outcome = self.up_to(end).run(progress)?;
            for finding in &before {
                let at = all.iter().position(|one| std::ptr::eq(one.signal, finding.signal));
                let at = at.unwrap_or_else(|| {
                    all.push(Lasting::of(finding.signal));
                    all.len() - 1
                });
                all[at].count(finding, &now, is_under_action(actions, finding, end));
            }
            before = now.findings;
        }
        all.sort_by_key(|one| one.signal.card.id);
        Ok(all)
    }
}

impl Lasting {
    const fn of(signal: &'static Signal) -> Self {
        Self { signal, told: 0, again: 0, gone: 0, unsaid: 0, under_action: 0 }
    }

    fn count(&mut self, finding: &Finding, now: &Outcome, is_under_action: bool) {
        let unsaid = |search: &Search| {
            std::ptr::eq(search.signal, finding.signal) && search.unsaid.iter().any(|(of, _)| *of == finding.subject)
        };
        self.told += 1;
        let into = if is_under_action {
            &mut self.under_action
        } else if now.findings.iter().any(|other| other.id == finding.id) {
            &mut self.again
        } else if now.searches.iter().any(unsaid) {
            &mut self.unsaid
        } else {
            &mut self.gone
        };
        *into += 1;
    }
}

/// Whether anybody did something about a finding before a day.
fn is_under_action(actions: &[Action], finding: &Finding, end: Day) -> bool {
    let about = |action: &&Action| action.finding == finding.id && action.on < end;
    actions.iter().filter(about).any(|action| action.state == ActionState::UnderWay)
}
