//! How findings went on: of what was newly told at a month-end, what was told again four weeks later. A team's own measure of its
//! signals, whatever was measured elsewhere.

use std::collections::BTreeSet;

use super::{Action, ActionState};
use crate::error::Error;
use crate::signal::{Finding, Looked, Search, Signal};
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
    /// Findings that were new at a month-end, all but the last: not told four weeks before.
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
        let mut newly: Vec<Finding> = Vec::new();
        let mut before: BTreeSet<String> = BTreeSet::new();
        for month in (0..=months).rev() {
            let end = until.plus(-MONTH * month);
            let now: Outcome = self.up_to(end).run(progress)?;
            let ids: BTreeSet<String> = now.findings.iter().map(|finding| finding.id.clone()).collect();
            for finding in &newly {
                let at = all.iter().position(|one| std::ptr::eq(one.signal, finding.signal));
                let at = at.unwrap_or_else(|| {
                    all.push(Lasting::of(finding.signal));
                    all.len() - 1
                });
                all[at].count(finding, &ids, &now.searches, is_under_action(actions, finding, end));
            }
            newly = now.findings;
            newly.retain(|finding| !before.contains(&finding.id));
            before = ids;
        }
        all.sort_by_key(|one| one.signal.card.id);
        Ok(all)
    }
}

impl Lasting {
    const fn of(signal: &'static Signal) -> Self {
        Self { signal, told: 0, again: 0, gone: 0, unsaid: 0, under_action: 0 }
    }

    fn count(&mut self, finding: &Finding, ids: &BTreeSet<String>, searches: &[Search], is_under_action: bool) {
        // Of whom the signal could speak and did not, nothing is found any more.
        let is_looked_at = searches.iter().filter(|search| std::ptr::eq(search.signal, finding.signal)).any(|search| {
            let of = |one: &Looked| one.subject == finding.subject && one.person == finding.person;
            search.looked_at.iter().any(of)
        });
        self.told += 1;
        *match (is_under_action, ids.contains(&finding.id), is_looked_at) {
            (true, ..) => &mut self.under_action,
            (false, true, _) => &mut self.again,
            (false, false, true) => &mut self.gone,
            (false, false, false) => &mut self.unsaid,
        } += 1;
    }
}

/// Whether anybody did something about a finding before a day.
fn is_under_action(actions: &[Action], finding: &Finding, end: Day) -> bool {
    let about = |action: &&Action| action.finding == finding.id && action.on < end;
    actions.iter().filter(about).any(|action| action.state == ActionState::UnderWay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Undefined;
    use crate::records::PersonId;
    use crate::signal::DRIFTING;

    #[test]
    fn what_became_of_a_person_does_not_hang_on_who_else_is_seldom_seen() {
        let day = Day::from_number;
        let about = |at| Finding::new(&DRIFTING, "g", [day(0), day(28)]).of_person(PersonId::from_index(at), "p");
        let mut search = Search::new(&DRIFTING);
        search.look_at("g", PersonId::from_index(0));
        search.cannot("g", Undefined::TooFewEvents);
        let mut lasting = Lasting::of(&DRIFTING);
        for (at, ids) in [(0, BTreeSet::new()), (0, BTreeSet::from([about(0).id])), (1, BTreeSet::new())] {
            lasting.count(&about(at), &ids, std::slice::from_ref(&search), false);
        }
        lasting.count(&about(0), &BTreeSet::new(), &[], true);
        let Lasting { told, again, gone, unsaid, under_action, .. } = lasting;
        assert_eq!([told, again, gone, unsaid, under_action], [4, 1, 1, 1, 1]);
    }
}
