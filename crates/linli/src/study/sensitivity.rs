//! How far a result rests on choices: one indicator, rerun over tie rules × windows × phases × populations. Only
//! summaries are kept: a multiverse of values invites picking one.

use std::collections::BTreeMap;

use super::{Progress, Sink, Step, Study};
use crate::definition::Value;
use crate::error::{Error, ErrorKind};
use crate::frame::Needs;
use crate::indicator::{Indicator, TableId};
use crate::panel::{Key, Tables};
use crate::plan::{Plan, TieChoice};
use crate::population::Population;
use crate::statistics::{quartiles, slope_sign, spearman};
use crate::tie::{Tells, TieRule};
use crate::time::Span;

/// What to vary. An empty list is the default named beside it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct SensitivityOptions {
    /// Tie rules by a name of one's own; of those that tell what the indicator asks, the plan's and every other of the
    /// catalogue at its defaults.
    pub ties: BTreeMap<String, TieChoice>,
    /// Lengths of the window; half, once and twice the plan's, in whole days.
    pub windows: Vec<Span>,
    /// Into how many phases a window's beginning is shifted; 2: where the plan begins, and half a window later.
    pub phases: Option<u32>,
    /// Who counts; the plan's populations.
    pub populations: Vec<String>,
}

/// One combination of choices, and what the indicator looks like under it. Windows are disjoint throughout.
#[derive(Debug, Clone, PartialEq)]
pub struct Specification {
    /// The tie rule's name; `None` for an indicator that reads no ties.
    pub ties: Option<String>,
    /// Days of a window.
    pub window_days: i32,
    /// Days by which windows begin later than the plan's.
    pub phase_days: i32,
    /// Who counts.
    pub population: String,
    /// Cells with a value.
    pub defined: u64,
    /// Cells without.
    pub undefined: u64,
    /// Lower quartile, median and upper quartile of the values; `None` without values.
    pub quartiles: Option<[f64; 3]>,
    /// Spearman's rank correlation with the first specification, over the groups (or, of people, over the people of a
    /// group, averaged over groups), each by the mean of its values; `None` below three in common, or all alike.
    pub rank: Option<f64>,
    /// The share of groups (or people) whose Theil–Sen slope over windows has the sign it has under the first
    /// specification; `None` where none has three windows under both.
    pub sign: Option<f64>,
}

/// What became of one indicator under many choices. The first specification is the plan's own.
#[derive(Debug, Clone)]
pub struct Sensitivity {
    /// Which indicator.
    pub indicator: &'static Indicator,
    /// Every combination, the plan's own first.
    pub specifications: Vec<Specification>,
}

impl Sensitivity {
    /// The lowest and highest median over the specifications that have values.
    pub fn medians(&self) -> Option<[f64; 2]> {
        range(self.specifications.iter().filter_map(|s| s.quartiles.map(|[_, middle, _]| middle)))
    }

    /// The lowest rank correlation with the first specification.
    pub fn least_rank(&self) -> Option<f64> {
        range(self.specifications.iter().skip(1).filter_map(|s| s.rank)).map(|[low, _]| low)
    }

    /// The lowest share of equal signs.
    pub fn least_sign(&self) -> Option<f64> {
        range(self.specifications.iter().skip(1).filter_map(|s| s.sign)).map(|[low, _]| low)
    }

    /// The paragraph a paper needs.
    pub fn methods_text(&self) -> String {
        let count = |names: Vec<String>| {
            let mut names = names;
            names.sort();
            names.dedup();
            names.len()
        };
        let of = |choice: fn(&Specification) -> String| count(self.specifications.iter().map(choice).collect());
        let mut text = format!(
            "{} ({}) was computed under {} specifications: {} tie rules × {} window lengths × {} phases × {} populations, windows disjoint.",
            self.indicator.card.title,
            self.indicator.id(),
            self.specifications.len(),
            of(|s| s.ties.clone().unwrap_or_default()),
            of(|s| s.window_days.to_string()),
            self.phases(),
            of(|s| s.population.clone()),
        );
        match self.medians() {
            Some([low, high]) => text.push_str(&format!(" The median over windows runs from {low:.4} to {high:.4}.")),
            None => text.push_str(" It has no value under any of them."),
        }
        if let Some(rank) = self.least_rank() {
            text.push_str(&format!(
                " The rank order agrees with that of the plan's own specification by at least {rank:.2} (Spearman){}.",
                self.without(|s| s.rank.is_none())
            ));
        }
        if let Some(sign) = self.least_sign() {
            text.push_str(&format!(
                " Slopes over windows keep their sign in at least {:.0} % of cases (Theil–Sen){}.",
                100.0 * sign,
                self.without(|s| s.sign.is_none())
            ));
        }
        text
    }

    /// How many of the other specifications cannot be set beside the plan's own.
    fn without(&self, lacks: fn(&Specification) -> bool) -> String {
        let others = self.specifications.iter().skip(1);
        match others.clone().filter(|s| lacks(s)).count() {
            0 => String::new(),
            k => format!("; {k} of {} others have too few values for that", others.count()),
        }
    }

    /// Phases of one window length; every length has as many.
    fn phases(&self) -> usize {
        let first = self.specifications.first().map(|s| s.window_days);
        let mut phases: Vec<i32> =
            self.specifications.iter().filter(|s| Some(s.window_days) == first).map(|s| s.phase_days).collect();
        phases.sort_unstable();
        phases.dedup();
        phases.len()
    }
}

fn range(values: impl Iterator<Item = f64>) -> Option<[f64; 2]> {
    values.fold(None, |all: Option<[f64; 2]>, x| Some(all.map_or([x, x], |[low, high]| [low.min(x), high.max(x)])))
}

impl Study {
    /// Reruns one indicator of a group or of its members over tie rules × windows × phases × populations.
    ///
    /// Cost: one run of the indicator for each window length and phase.
    ///
    /// # Errors
    /// An unknown indicator, one of activities or organizations, choices that a plan refuses, or a stop.
    pub fn sensitivity(
        &self,
        indicator: &str,
        options: &SensitivityOptions,
        progress: Progress<'_>,
    ) -> Result<Sensitivity, Error> {
        let indicator = self.catalogue.indicator(indicator)?;
        let table = indicator.table();
        if !matches!(table, TableId::Groups | TableId::Networks | TableId::Members | TableId::Positions) {
            return Err(Error::new(
                ErrorKind::Plan,
                format!(
                    "`{}` stands in the table `{}`, which has no tie rule and no population",
                    indicator.id(),
                    table.id()
                ),
            )
            .with_hint("sensitivity takes indicators whose id begins with net_ or node_"));
        }
        let plans = self.plans(indicator, options)?;
        let total = plans.len();
        let mut found: BTreeMap<Choice, Values> = BTreeMap::new();
        for (done, (window_days, phase_days, plan)) in plans.into_iter().enumerate() {
            let study = self.clone().with_plan(plan);
            let protocol = study.protocol()?;
            let names = study.dictionaries(&protocol);
            let mut collected = Collected { table, values: BTreeMap::new() };
            study.run_into(&mut collected, &mut |_| progress(Step { done, total }))?;
            for ((population, ties), values) in collected.values {
                let choice = Choice {
                    ties: ties.map(|code| names.ties[code as usize].clone()),
                    window_days,
                    phase_days,
                    population: names.populations[population as usize],
                };
                found.insert(choice, values);
            }
        }
        Ok(Sensitivity { indicator, specifications: specifications(&self.primary(table)?, found) })
    }

    /// The choice of the plan itself: its first tie rule and population, its window, no shift.
    fn primary(&self, table: TableId) -> Result<Choice, Error> {
        let protocol = self.protocol()?;
        let has_ties = matches!(table, TableId::Networks | TableId::Positions);
        Ok(Choice {
            ties: protocol.ties().first().filter(|_| has_ties).map(|t| t.name.clone()),
            window_days: self.plan.window.whole_days().unwrap_or(1),
            phase_days: 0,
            population: protocol.populations()[0],
        })
    }

    /// One plan for every window length and phase.
    fn plans(&self, indicator: &Indicator, options: &SensitivityOptions) -> Result<Vec<(i32, i32, Plan)>, Error> {
        let protocol = self.protocol()?;
        let own = self.plan.window.whole_days().unwrap_or(1);
        let windows: Vec<i32> = if options.windows.is_empty() {
            let mut lengths = vec![own, own / 2, own.saturating_mul(2)];
            lengths.retain(|&days| days >= 1);
            lengths
        } else {
            let days = |span: &Span| {
                span.whole_days().filter(|&days| days >= 1).ok_or_else(|| {
                    Error::new(ErrorKind::Plan, format!("a window of {span} is no number of whole days"))
                        .with_hint("write 28d")
                })
            };
            options.windows.iter().map(days).collect::<Result<_, _>>()?
        };
        let phases = options.phases.unwrap_or(2).max(1);
        let populations = if options.populations.is_empty() {
            protocol.populations().iter().map(|p| p.id().to_owned()).collect()
        } else {
            options.populations.clone()
        };
        let ties = if options.ties.is_empty() { self.all_rules(indicator) } else { options.ties.clone() };
        let Some(first) = protocol.windows().first().map(|w| w.first_day) else { return Ok(Vec::new()) };
        let mut plans = Vec::new();
        for &days in &windows {
            for phase in 0..phases {
                let shift = i32::try_from(i64::from(days) * i64::from(phase) / i64::from(phases)).unwrap_or(0);
                let plan = Plan {
                    window: Span::days(i64::from(days)),
                    step: Span::days(i64::from(days)),
                    presence: self.plan.presence.max(Span::days(i64::from(days))),
                    start: Some(first.plus(shift)),
                    indicators: vec![indicator.id().to_owned()],
                    intervals: Vec::new(),
                    signals: Vec::new(),
                    populations: populations.clone(),
                    ties: ties.clone(),
                    ..self.plan.clone()
                };
                plans.push((days, shift, plan));
            }
        }
        Ok(plans)
    }

    /// The tie rules that may answer: the plan's, and every other of the catalogue at its defaults under its own name.
    fn all_rules(&self, indicator: &Indicator) -> BTreeMap<String, TieChoice> {
        let answers = |rule: &TieRule| rule.tells == Tells::Structure || indicator.needs.has(Needs::WEIGHTS);
        let able: Vec<&str> =
            self.catalogue.tie_rules().iter().filter(|rule| answers(rule)).map(|rule| rule.card.id).collect();
        let mut ties = self.plan.ties.clone();
        ties.retain(|_, choice| able.contains(&choice.rule.as_str()));
        for id in able {
            if !ties.values().any(|choice| choice.rule == id) {
                ties.entry(id.to_owned())
                    .or_insert_with(|| TieChoice { rule: id.to_owned(), parameters: BTreeMap::new() });
            }
        }
        ties
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Choice {
    ties: Option<String>,
    window_days: i32,
    phase_days: i32,
    population: Population,
}

/// A group, and a person in it; none for the group's own values.
type Who = (u32, Option<u32>);

/// Values by whose they are, then window.
#[derive(Debug, Default)]
struct Values {
    by: BTreeMap<Who, Vec<(u32, f64)>>,
    undefined: u64,
}

/// Keeps the one column, by population and tie rule.
struct Collected {
    table: TableId,
    values: BTreeMap<(u32, Option<u32>), Values>,
}

impl Sink for Collected {
    fn tables(&mut self, tables: Tables) -> Result<(), Error> {
        let place = |key| self.table.keys().iter().position(|&k| k == key);
        let (group, person, window) = (place(Key::Group), place(Key::Person), place(Key::Window));
        let (population, ties) = (place(Key::Population), place(Key::Ties));
        for (_, chunk) in tables.0.iter().filter(|(id, _)| *id == self.table) {
            for row in 0..chunk.rows() {
                let code = |key: Option<usize>| key.map(|at| chunk.keys[at][row]);
                let choice = (code(population).unwrap_or(0), code(ties));
                let values = self.values.entry(choice).or_default();
                let value: Value = chunk.columns[0].at(row);
                match value {
                    Ok(value) => {
                        let who = (code(group).unwrap_or(0), code(person));
                        values.by.entry(who).or_default().push((code(window).unwrap_or(0), value));
                    }
                    Err(_) => values.undefined += 1,
                }
            }
        }
        Ok(())
    }
}

fn specifications(primary: &Choice, mut found: BTreeMap<Choice, Values>) -> Vec<Specification> {
    let reference = found.remove(primary).unwrap_or_default();
    let first = specification(primary, &reference, None);
    let others = found.iter().map(|(choice, values)| specification(choice, values, Some(&reference)));
    std::iter::once(first).chain(others).collect()
}

fn specification(choice: &Choice, values: &Values, reference: Option<&Values>) -> Specification {
    let mut all: Vec<f64> = values.by.values().flatten().map(|&(_, value)| value).collect();
    Specification {
        ties: choice.ties.clone(),
        window_days: choice.window_days,
        phase_days: choice.phase_days,
        population: choice.population.id().to_owned(),
        defined: all.len() as u64,
        undefined: values.undefined,
        quartiles: quartiles(&mut all),
        rank: reference.and_then(|reference| rank(values, reference)),
        sign: reference.and_then(|reference| sign(values, reference)),
    }
}

/// Spearman's correlation of means: over groups, or over the people of each group and then averaged.
fn rank(values: &Values, reference: &Values) -> Option<f64> {
    let mut classes: BTreeMap<u32, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for (who, mine) in &values.by {
        let Some(theirs) = reference.by.get(who) else { continue };
        let class = classes.entry(if who.1.is_some() { who.0 } else { 0 }).or_default();
        class.0.push(mean(mine));
        class.1.push(mean(theirs));
    }
    let correlations: Vec<f64> = classes.values().filter_map(|(mine, theirs)| spearman(mine, theirs)).collect();
    (!correlations.is_empty()).then(|| correlations.iter().sum::<f64>() / correlations.len() as f64)
}

fn mean(values: &[(u32, f64)]) -> f64 {
    values.iter().map(|&(_, value)| value).sum::<f64>() / values.len() as f64
}

fn sign(values: &Values, reference: &Values) -> Option<f64> {
    let (mut same, mut of) = (0_u32, 0_u32);
    for (who, mine) in &values.by {
        let Some(theirs) = reference.by.get(who) else { continue };
        let (Some(mine), Some(theirs)) = (slope_sign(mine), slope_sign(theirs)) else { continue };
        of += 1;
        same += u32::from(mine == theirs);
    }
    (of > 0).then(|| f64::from(same) / f64::from(of))
}
