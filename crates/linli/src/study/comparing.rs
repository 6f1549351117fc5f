//! Comparing spans, for a study: names are looked up here, the test is made in [`crate::comparison`].

use super::Study;
use crate::comparison::{self, CompareOptions, Comparison};
use crate::error::{Error, ErrorKind};
use crate::indicator::Indicator;
use crate::records::{DaySpan, GroupId, Layer};

impl Study {
    /// Compares an indicator of groups between two disjoint spans.
    ///
    /// Within each weekday the days of both spans are shuffled, which keeps people, rules and weekdays as they are; the
    /// interval leaves out one day at a time. Holidays and days not covered are in neither span.
    ///
    /// ```
    /// # use linli::study::CompareOptions;
    /// # fn run(study: &linli::Study) -> Result<(), linli::Error> {
    /// use linli::records::DaySpan;
    /// let (before, after) = (DaySpan::named("2016Q3")?, DaySpan::named("2016Q4")?);
    /// let comparison = study.compare("net_density", before, after, &CompareOptions::default())?;
    /// println!("{}", comparison.methods_text());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// An unknown indicator, group, tie rule or population; an indicator whose value is not that of a set of days; spans
    /// that share days or stand the wrong way round.
    pub fn compare(
        &self,
        indicator: &str,
        before: DaySpan,
        after: DaySpan,
        options: &CompareOptions,
    ) -> Result<Comparison, Error> {
        let protocol = self.protocol()?;
        let indicator = self.comparable(indicator)?;
        let groups = self.compared_groups(options)?;
        let staff = self.named_staff();
        comparison::compare((&self.records, &protocol, &staff), indicator, [before, after], groups, options)
    }

    /// An indicator by its id, if its value is that of a set of days.
    fn comparable(&self, id: &str) -> Result<&'static Indicator, Error> {
        let indicator = self.catalogue.indicator(id)?;
        if indicator.is_of_days() {
            return Ok(indicator);
        }
        let able = self.catalogue.indicators().iter().filter(|i| i.is_of_days()).map(|i| i.id());
        Err(Error::new(
            ErrorKind::Plan,
            format!("`{id}` is not the value of a set of days, so shuffling days says nothing about it"),
        )
        .with_hint(format!("these are: {}", able.collect::<Vec<_>>().join(", "))))
    }

    /// The groups to pool, ascending.
    fn compared_groups(&self, options: &CompareOptions) -> Result<Vec<GroupId>, Error> {
        if options.groups.is_empty() {
            let first = |group: &GroupId| self.records.groups()[group.index()].layer == Layer::First;
            return Ok(self.groups()?.into_iter().filter(first).collect());
        }
        let known = || self.records.groups().iter().map(|g| g.id.as_str());
        let named = |name: &String| self.records.group(name).ok_or_else(|| Error::unknown("group", name, known()));
        let mut groups: Vec<GroupId> = options.groups.iter().map(named).collect::<Result<_, _>>()?;
        groups.sort();
        groups.dedup();
        Ok(groups)
    }
}
