//! Which activities somebody outside goes to ask about.

use super::Study;
use crate::error::{Error, ErrorKind};
use crate::records::{ActivityId, ActivityOrigin};
use crate::statistics::{Part, Stream};

/// A random check of what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditOptions {
    /// How many activities.
    pub n: usize,
    /// Another seed, other activities.
    pub seed: u64,
}

impl Study {
    /// Activities to be checked, by organization and day: every recorded or confirmed one of the plan's groups has the same
    /// chance, and days with gifts or guests and organizations are drawn from in proportion, each to within one.
    ///
    /// They stand in a row, days with gifts or guests first, then by organization, within it as chance has it; from a place
    /// drawn by chance every so-many-th is taken. All of them where there are no more than asked for.
    ///
    /// # Errors
    /// A number of 0, groups nobody knows.
    ///
    /// # Complexity
    /// O(activities × log activities).
    pub fn audit_sample(&self, options: AuditOptions) -> Result<Vec<ActivityId>, Error> {
        if options.n == 0 {
            return Err(Error::new(ErrorKind::Plan, ("a check of 0 activities", "抽查0次活动"))
                .with_hint(("ask for 20, or for any number from 1", "写20，或者从1起的任何数")));
        }
        self.groups()?;
        let own = self.organizations();
        let all = self.records.activities();
        let positions = own.iter().flat_map(|&organization| self.records.activities_of(organization));
        let mut row: Vec<usize> = positions.filter(|&at| all[at].origin != ActivityOrigin::Proposed).collect();
        let mut stream = Stream::of(options.seed, &[Part::Text("audit_sample")]);
        stream.shuffle(&mut row);
        let is_stirred = |at: usize| all[at].incentive == Some(true) || all[at].guests == Some(true);
        row.sort_by_key(|&at| (!is_stirred(at), all[at].organization));
        let n = options.n.min(row.len());
        let start = stream.unit();
        // The largest place is below the length: start < 1.
        let place = |i: usize| (((i as f64 + start) * row.len() as f64 / n as f64) as usize).min(row.len() - 1);
        let mut drawn: Vec<usize> = (0..n).map(|i| row[place(i)]).collect();
        drawn.sort_unstable();
        Ok(drawn.into_iter().map(ActivityId::from_index).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::plan::Plan;
    use crate::records::{Activity, RecordsBuilder};
    use crate::time::{Day, Zone};

    /// 60 ordinary activities of one organization, 20 of another with gifts, 20 nobody has confirmed.
    fn study() -> Study {
        let mut builder = RecordsBuilder::new();
        let organizations = ["a", "b"].map(|name| builder.organization(name));
        for at in 0..100 {
            let day = Day::from_number(17_000 + at);
            builder.activity(Activity {
                id: format!("{day} {at}"),
                organization: organizations[usize::from(at % 5 == 0)],
                title: "x".to_owned(),
                kind: None,
                day,
                start: Zone::UTC.midnight(day),
                venue: None,
                headcount: None,
                incentive: Some(at % 5 == 0),
                guests: None,
                initiated_by: None,
                serves: None,
                partners: None,
                origin: if at % 5 == 1 { ActivityOrigin::Proposed } else { ActivityOrigin::Recorded },
                has_list: false,
            });
        }
        let (records, _) = builder.finish(None).unwrap();
        Study::new(records, Plan::new("audit", "UTC"), Diagnostics::new())
    }

    #[test]
    fn strata_are_drawn_in_proportion_and_every_activity_alike() {
        let study = study();
        let all = study.records.activities();
        let mut counts = vec![0_u32; all.len()];
        for seed in 0..400 {
            let drawn = study.audit_sample(AuditOptions { n: 20, seed }).unwrap();
            assert_eq!(drawn, study.audit_sample(AuditOptions { n: 20, seed }).unwrap());
            assert!(drawn.len() == 20 && drawn.is_sorted());
            assert!(drawn.iter().all(|at| all[at.index()].origin != ActivityOrigin::Proposed));
            let gifts = drawn.iter().filter(|at| all[at.index()].incentive == Some(true)).count();
            assert!((4..=6).contains(&gifts), "5 of 20 have gifts, and {gifts} were drawn");
            for at in &drawn {
                counts[at.index()] += 1;
            }
        }
        // Each has a chance of 1/4: 100 of 400, and 50 is nearly six standard deviations away.
        let drawable = counts.iter().zip(all).filter(|(_, a)| a.origin != ActivityOrigin::Proposed);
        assert!(drawable.clone().count() == 80 && drawable.clone().all(|(count, _)| (50..150).contains(count)));
    }

    #[test]
    fn small_studies_are_checked_whole_and_nothing_is_no_check() {
        let study = study();
        assert_eq!(study.audit_sample(AuditOptions { n: 500, seed: 1 }).unwrap().len(), 80);
        assert!(study.audit_sample(AuditOptions { n: 0, seed: 1 }).is_err());
    }
}
