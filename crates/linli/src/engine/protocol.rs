//! The checked plan: windows resolved, names looked up, needs united.

use super::Catalogue;
use crate::error::{Error, ErrorKind};
use crate::frame::Needs;
use crate::indicator::{Grain, Indicator, TableId};
use crate::plan::{Plan, Tier};
use crate::population::{Base, Population};
use crate::records::{DaySpan, Records};
use crate::tie::{Parameters, TieRule};
use crate::time::{self, Window, Zone};

/// What a plan leaves open and the records answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The days anything was recorded on.
    pub span: Option<DaySpan>,
    /// Whether any group has a member list.
    pub any_roster: bool,
}

impl Extent {
    /// The extent of these records.
    pub fn of(records: &Records) -> Self {
        let any_roster = records.memberships().iter().any(|m| m.listed);
        Self { span: records.span(), any_roster }
    }
}

/// A tie rule as the plan asks for it.
#[derive(Debug, Clone)]
pub struct ChosenTies {
    /// Its name in the plan, and in the panel's key column.
    pub name: String,
    /// The rule.
    pub rule: &'static TieRule,
    /// Its parameters.
    pub parameters: Parameters,
}

/// How much there is beside the first-layer groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rest {
    /// Organizations.
    pub organizations: u64,
    /// Activities of all organizations.
    pub activities: u64,
    /// People who came, counted for each organization.
    pub participants: u64,
    /// Second-layer groups.
    pub second_layer: u64,
    /// Two organizations that can have done something with each other, counted for each second-layer group.
    pub pairs: u64,
}

/// A checked plan.
#[derive(Debug, Clone)]
pub struct Protocol {
    plan: Plan,
    zone: Zone,
    windows: Vec<Window>,
    populations: Vec<Population>,
    ties: Vec<ChosenTies>,
    indicators: Vec<&'static Indicator>,
    intervals: Vec<&'static Indicator>,
}

impl Protocol {
    /// Checks a plan against the registers; what it leaves open, the extent of the records answers.
    pub fn of(plan: &Plan, catalogue: &Catalogue, extent: Extent) -> Result<Self, Error> {
        plan.check()?;
        let zone = plan.zone()?;
        let mut ties = Vec::with_capacity(plan.ties.len());
        for (name, choice) in &plan.ties {
            let rule = catalogue.tie_rule(&choice.rule)?;
            let parameters = Parameters::of(&choice.rule, rule.parameters, &choice.parameters)?;
            ties.push(ChosenTies { name: name.clone(), rule, parameters });
        }
        let indicators: Vec<&'static Indicator> = if plan.indicators.is_empty() {
            catalogue.indicators().iter().copied().filter(|i| !i.needs.has(Needs::ON_REQUEST)).collect()
        } else {
            let asked: Vec<_> = plan.indicators.iter().map(|id| catalogue.indicator(id)).collect::<Result<_, _>>()?;
            // The order of the panel is the catalogue's, however the plan lists them.
            catalogue.indicators().iter().copied().filter(|i| asked.iter().any(|a| a.id() == i.id())).collect()
        };
        if let Some(label) = indicators.iter().find(|i| i.needs.meets(Needs::FOR_THE_TEAM))
            && plan.release.tier != Tier::T0
        {
            return Err(for_the_team(label, plan.release.tier));
        }
        let mut intervals = Vec::new();
        for id in &plan.intervals {
            let indicator = catalogue.indicator(id)?;
            if !indicator.has_interval() {
                let able = catalogue.indicators().iter().filter(|i| i.has_interval()).map(|i| i.id());
                return Err(Error::new(
                    ErrorKind::Plan,
                    (format!("indicator `{id}` declares no interval"), format!("指标“{id}”没有区间")),
                )
                .with_hint(format!("these do: {}", able.collect::<Vec<_>>().join(", "))));
            }
            intervals.push(indicator);
        }
        let windows = windows(plan, zone, extent.span)?;
        Ok(Self {
            zone,
            windows,
            populations: populations(plan, extent.any_roster)?,
            ties,
            indicators,
            intervals,
            plan: plan.clone(),
        })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The zone in which days begin.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The windows, by first day.
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// The populations, in their order.
    pub fn populations(&self) -> &[Population] {
        &self.populations
    }

    /// The tie rules, by their name in the plan.
    pub fn ties(&self) -> &[ChosenTies] {
        &self.ties
    }

    /// The chosen indicators, in the order of the panel.
    pub fn indicators(&self) -> &[&'static Indicator] {
        &self.indicators
    }

    /// The chosen indicators of one table.
    pub fn of_table(&self, table: TableId) -> Vec<&'static Indicator> {
        self.indicators.iter().copied().filter(|i| i.table() == table).collect()
    }

    /// Whether an interval was asked for.
    pub fn wants_interval(&self, indicator: &Indicator) -> bool {
        self.intervals.iter().any(|i| i.id() == indicator.id())
    }

    /// The united needs of the chosen indicators at one grain: what is not in here is not computed.
    pub fn needs(&self, grain: Grain) -> Needs {
        let own = self.indicators.iter().filter(|i| {
            i.grain == grain
                && matches!(i.table(), TableId::Groups | TableId::Networks | TableId::Members | TableId::Positions)
        });
        own.fold(Needs::NONE, |all, i| all.with(i.needs))
    }

    /// At most how many cells a group of so many people gives.
    pub fn cells_of_group(&self, people: usize) -> u64 {
        let count = |table| self.of_table(table).len() as u64;
        let (windows, populations, ties) =
            (self.windows.len() as u64, self.populations.len() as u64, self.ties.len() as u64);
        let a_network = count(TableId::Groups) + ties * count(TableId::Networks);
        let a_person = count(TableId::Members) + ties * count(TableId::Positions);
        windows.saturating_mul(populations).saturating_mul(a_network + people as u64 * a_person)
    }

    /// At most how many cells all but the first-layer groups give.
    pub fn cells_of_the_rest(&self, rest: Rest) -> u64 {
        let count = |table| self.of_table(table).len() as u64;
        let windows = self.windows.len() as u64;
        // There are at most as many series as activities.
        let a_window = rest.activities.saturating_mul(count(TableId::Series))
            + rest.participants * count(TableId::Participants)
            + rest.organizations * count(TableId::Organizations)
            + rest.second_layer * count(TableId::SecondLayer)
            + rest.pairs.saturating_mul(count(TableId::SecondLayerPairs));
        windows.saturating_mul(a_window).saturating_add(rest.activities * count(TableId::Activities))
    }
}

/// What is for the team alone, in a plan of another tier.
pub(crate) fn for_the_team(indicator: &Indicator, tier: Tier) -> Error {
    let id = indicator.id();
    if indicator.needs.has(Needs::LABEL) {
        return not_for_release(id, tier);
    }
    let tier = tier.id();
    Error::new(
        ErrorKind::Plan,
        (
            format!("`{id}` is the staff's own load, and the plan's tier is {tier}"),
            format!("“{id}”说的是工作人员自己的工作量，而发布级别是{tier}"),
        ),
    )
    .with_hint((
        "it is for the team: set tier = \"T0\" under [release]",
        "只给团队自己看：在 [release] 里写 tier = \"T0\"",
    ))
}

/// The refusal of what names a state of a person.
pub(crate) fn not_for_release(id: &str, tier: Tier) -> Error {
    let tier = tier.id();
    Error::new(
        ErrorKind::Plan,
        (
            format!("`{id}` names a state of a person, and the plan's tier is {tier}"),
            format!("“{id}”说的是个人的处境，而发布级别是{tier}"),
        ),
    )
    .with_hint((
        "shares of states are in every tier (`net_marginal_share`); for the team's own use set tier = \"T0\" under [release]",
        "各级都有群的比例（net_marginal_share）；团队自己看，就在 [release] 里写 tier = \"T0\"",
    ))
}

/// The plan's windows over the days recorded.
fn windows(plan: &Plan, zone: Zone, span: Option<DaySpan>) -> Result<Vec<Window>, Error> {
    let (length, step) = (plan.window.whole_days().unwrap_or(1), plan.step.whole_days().unwrap_or(1));
    let Some(end) = plan.end.or(span.map(|s| s.end)) else { return Ok(Vec::new()) };
    let Some(start) = plan.start.or_else(|| {
        let first = span?.start;
        // A study shorter than a window is its own window, from its first day.
        Some(if end.number() - first.number() < length { first } else { first.monday() })
    }) else {
        return Ok(Vec::new());
    };
    let many = (i64::from(end.number()) - i64::from(start.number())) / i64::from(step.max(1));
    if many > MOST_WINDOWS {
        return Err(Error::new(
            ErrorKind::Limit,
            (
                format!("from {start} to {end} there are {many} windows of step {}", plan.step),
                format!("从{start}到{end}，步长{}，有{many}个时间窗，太多了", plan.step),
            ),
        )
        .with_hint((
            "choose a longer step, or `start` and `end` nearer to each other: a date may be wrong",
            "可能有个日期写错了；没错就把步长放大，或者在 study.toml 里写上 start 和 end",
        )));
    }
    Ok(time::windows(start, end, length, step, zone))
}

/// Windows of one run: more than fifty years of days.
const MOST_WINDOWS: i64 = 20_000;

fn populations(plan: &Plan, any_roster: bool) -> Result<Vec<Population>, Error> {
    let mut chosen: Vec<Population> = if plan.populations.is_empty() {
        Population::ALL
            .iter()
            .copied()
            .filter(|p| p.base == Base::Present || (p.base == Base::Roster && any_roster))
            .collect()
    } else {
        plan.populations.iter().map(|name| Population::named(name)).collect::<Result<_, _>>()?
    };
    chosen.sort_by_key(|p| p.id());
    chosen.dedup();
    Ok(chosen)
}
