//! Panel → finding. A rule over the panel, one file each; a finding carries its evidence and its innocent explanations.

mod bought_attendance;
mod copied_sheets;
mod delegates;
mod density_change;
mod density_change_pooled;
mod drifting;
mod false_alarms;
mod finding;
mod inspection_bursts;
mod keeps_record;
mod lists_missing;
mod marginal_rising;
mod marginal_share;
mod newcomers_not_landing;
mod no_delegate;
mod one_home_dominates;
mod opening_only;
mod questions_waiting;
mod quiet;
mod quiet_channel;
mod ready_alone;
mod recovering;
mod rests_on_one;
mod scene;
mod silent_share;
mod staff_answers;
mod staff_facing;
mod stalled;
mod step_skipped;
mod talk;
mod unanswered;

pub use bought_attendance::BOUGHT_ATTENDANCE;
pub use copied_sheets::COPIED_SHEETS;
pub use density_change::DENSITY_CHANGE;
pub(crate) use density_change::DRAWS;
pub use density_change_pooled::DENSITY_CHANGE_POOLED;
pub use drifting::DRIFTING;
pub use false_alarms::FalseAlarms;
pub use finding::{Chance, Effect, Evidence, Finding, stable_id};
pub use inspection_bursts::INSPECTION_BURSTS;
pub use keeps_record::KEEPS_RECORD;
pub use lists_missing::LISTS_MISSING;
pub use marginal_rising::MARGINAL_RISING;
pub use marginal_share::MARGINAL_SHARE;
pub use newcomers_not_landing::NEWCOMERS_NOT_LANDING;
pub use no_delegate::NO_DELEGATE;
pub use one_home_dominates::ONE_HOME_DOMINATES;
pub use opening_only::OPENING_ONLY;
pub use questions_waiting::QUESTIONS_WAITING;
pub use quiet::QUIET;
pub use quiet_channel::QUIET_CHANNEL;
pub use ready_alone::READY_ALONE;
pub use recovering::RECOVERING;
pub use rests_on_one::RESTS_ON_ONE;
pub use scene::{Looked, Place, Scene, Search};
pub use silent_share::SILENT_SHARE;
pub use staff_answers::STAFF_ANSWERS;
pub use staff_facing::STAFF_FACING;
pub use stalled::STALLED;
pub use step_skipped::STEP_SKIPPED;
pub use unanswered::UNANSWERED;

use crate::definition::{Card, Undefined};
use crate::error::Error;
use crate::indicator::Indicator;
use crate::plan::{Plan, Purpose, Tier};
use crate::records::PersonId;
use crate::statistics::{Family, Tested, benjamini_hochberg};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum About {
    /// A group.
    Group,
    /// A person: only as far as the plan, the tier and their consent allow.
    Person,
    /// An activity or a series of them.
    Activity,
    /// An organization.
    Organization,
    /// A second-layer group.
    SecondLayer,
    /// All groups together.
    Programme,
}

impl About {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Person => "person",
            Self::Activity => "activity",
            Self::Organization => "organization",
            Self::SecondLayer => "second_layer",
            Self::Programme => "programme",
        }
    }
}

/// What a finding asks for: the order in which a brief tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody waits.
    Waiting,
    /// Something that should be there is not.
    Missing,
    /// Something is not as it was, or not as it should be.
    Changed,
    /// Good news.
    Good,
}

impl Urgency {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Good => "good",
        }
    }
}

/// How a signal decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// A written rule over counts; nothing is tested.
    Rule,
    /// A test of one subject at a level of its own.
    Test {
        /// The test.
        name: &'static str,
        /// The level.
        alpha: f64,
    },
    /// A test of each subject, believed together at a false-discovery rate (Benjamini and Hochberg).
    Family {
        /// The test.
        name: &'static str,
        /// The rate.
        rate: f64,
    },
}

impl Decision {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Rule => "a written rule; nothing is tested".to_owned(),
            Self::Test { name, alpha } => format!("{name}, at {alpha} for each"),
            Self::Family { name, rate } => {
                format!("{name}, all subjects of a run together at a false-discovery rate of {rate}")
            }
        }
    }
}

impl Decision {
    /// 用话说.
    pub fn words_zh(self) -> String {
        match self {
            Self::Rule => "按写定的规则，没有做检验".to_owned(),
            Self::Test { alpha, .. } => format!("一个一个检验，水平{alpha}"),
            Self::Family { rate, .. } => format!("所有对象一起检验，错报比例控制在{rate}"),
        }
    }
}

/// A rule over the panel.
#[derive(Debug)]
pub struct Signal {
    /// What is said about it.
    pub card: Card,
    /// The indicators it reads; without all of them in the run it is not looked for.
    pub reads: &'static [&'static Indicator],
    /// What its findings are about.
    pub about: About,
    /// What a finding asks for.
    pub urgency: Urgency,
    /// What must be there before anything is said.
    pub least: &'static str,
    /// 至少要有.
    pub least_zh: &'static str,
    /// How it decides.
    pub decision: Decision,
    /// How often it speaks where nothing is planted.
    pub false_alarms: FalseAlarms,
    /// Whether its findings stay in the team, whatever they are about.
    pub audience: Audience,
    /// What else could explain a finding.
    pub explanations: &'static [&'static str],
    /// 也可能.
    pub explanations_zh: &'static [&'static str],
    /// What a coach could do.
    pub action: &'static str,
    /// 可以做什么.
    pub action_zh: &'static str,
    /// Days after which a finding expires.
    pub expires_after: i32,
    /// The rule.
    pub detect: fn(&Scene<'_>, &mut Search),
}

/// Who may read the findings of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Whoever may read the panel.
    Readers,
    /// The team alone: never a report for others, never for or against funding.
    Team,
}

impl Signal {
    /// Its page, in Markdown.
    pub fn page(&self) -> String {
        let reads: Vec<String> = self.reads.iter().map(|i| format!("`{}`", i.id())).collect();
        let reads = if reads.is_empty() { "the records themselves".to_owned() } else { reads.join(", ") };
        let audience = match self.audience {
            Audience::Readers => "whoever may read the panel",
            Audience::Team => "the team alone (T0); never for or against funding",
        };
        self.card.page(&[
            ("about", self.about.id().to_owned()),
            ("reads", reads),
            ("least evidence", self.least.to_owned()),
            ("至少要有", self.least_zh.to_owned()),
            ("decides by", self.decision.words()),
            ("told without a plant", self.false_alarms.words()),
            ("没事也报", self.false_alarms.words_zh()),
            ("told as", self.urgency.id().to_owned()),
            ("read by", audience.to_owned()),
            ("could also be", self.explanations.join("; ")),
            ("也可能", self.explanations_zh.join("；")),
            ("what to do", format!("{} · {}", self.action, self.action_zh)),
            ("expires after", format!("{} days", self.expires_after)),
        ])
    }

    /// Whether a plan lets this signal speak at all: of persons, and for the team alone, only in tier T0; of persons only
    /// where the plan asks for it and serves coaching.
    pub fn may_speak(&self, plan: &Plan) -> bool {
        let team = plan.release.tier == Tier::T0;
        match self.about {
            About::Person => team && plan.release.persons && plan.purpose == Purpose::Coaching,
            _ => team || self.audience == Audience::Readers,
        }
    }
}

/// Every signal that comes with the library, in the order of their ids.
pub static SIGNALS: &[&Signal] = &[
    &BOUGHT_ATTENDANCE,
    &COPIED_SHEETS,
    &DENSITY_CHANGE,
    &DENSITY_CHANGE_POOLED,
    &DRIFTING,
    &INSPECTION_BURSTS,
    &KEEPS_RECORD,
    &LISTS_MISSING,
    &MARGINAL_RISING,
    &MARGINAL_SHARE,
    &NEWCOMERS_NOT_LANDING,
    &NO_DELEGATE,
    &ONE_HOME_DOMINATES,
    &OPENING_ONLY,
    &QUESTIONS_WAITING,
    &QUIET,
    &QUIET_CHANNEL,
    &READY_ALONE,
    &RECOVERING,
    &RESTS_ON_ONE,
    &SILENT_SHARE,
    &STAFF_ANSWERS,
    &STAFF_FACING,
    &STALLED,
    &STEP_SKIPPED,
    &UNANSWERED,
];

/// The known signals of these ids; all where none is named.
pub fn named(known: &[&'static Signal], ids: &[String]) -> Result<Vec<&'static Signal>, Error> {
    if ids.is_empty() {
        return Ok(known.to_vec());
    }
    let one = |id: &String| {
        let found = known.iter().copied().find(|signal| signal.card.id == id);
        found.ok_or_else(|| Error::unknown(("signal", "信号"), id, known.iter().map(|s| s.card.id)))
    };
    ids.iter().map(one).collect()
}

/// What these signals find, each with what it looked at, by signal and subject. A signal whose indicators are not all in
/// the run is not looked for, nor one that the plan does not let speak.
pub fn searches(signals: &[&'static Signal], scene: &Scene<'_>) -> Vec<Search> {
    let computed = scene.protocol().indicators();
    let able = signals.iter().filter(|signal| {
        let present = signal.reads.iter().all(|read| computed.iter().any(|i| i.id() == read.id()));
        present && signal.may_speak(scene.plan())
    });
    let mut searches: Vec<Search> = able.map(|&signal| search(signal, scene)).collect();
    searches.sort_by_key(|search| search.signal.card.id);
    searches
}

fn search(signal: &'static Signal, scene: &Scene<'_>) -> Search {
    let mut search = Search::new(signal);
    (signal.detect)(scene, &mut search);
    let may_be_told = |person: Option<PersonId>| person.is_none_or(|person| agreed(scene, person));
    search.found.retain(|finding| may_be_told(finding.person));
    let (asked, others) = search.looked_at.into_iter().partition(|looked| may_be_told(looked.person));
    search.looked_at = asked;
    let others: Vec<Looked> = others;
    search.unsaid.extend(others.into_iter().map(|looked| (looked.subject, Undefined::NoConsent)));
    if let Decision::Family { name, rate } = signal.decision {
        search.found = believed(name, rate, search.found);
    }
    search.found.sort_by(|a, b| (&a.subject, a.person).cmp(&(&b.subject, b.person)));
    search.unsaid.sort();
    search
}

/// What a family of tests lets one believe. A family whose p cannot become small enough finds nothing.
fn believed(name: &str, rate: f64, mut tested: Vec<Finding>) -> Vec<Finding> {
    let tests: Vec<Option<Tested>> =
        tested.iter().map(|finding| finding.chance.map(|c| Tested { p: c.p, floor: c.floor })).collect();
    let adjusted = Family::new(name, rate).and_then(|family| benjamini_hochberg(&family, &tests));
    let Ok(adjusted) = adjusted else { return Vec::new() };
    for (finding, q) in tested.iter_mut().zip(&adjusted.q) {
        if let (Some(chance), Some(q)) = (&mut finding.chance, q) {
            chance.adjusted = *q;
        }
    }
    let mut found = adjusted.found.into_iter();
    tested.retain(|_| found.next().unwrap_or(false));
    tested
}

/// Whether somebody agreed, for the plan's purpose, to what is said on the last day, and has not taken it back.
fn agreed(scene: &Scene<'_>, person: PersonId) -> bool {
    let Some(last) = scene.as_of().map(|end| end.plus(-1)) else { return false };
    scene.records().agrees_still(person, scene.plan().purpose.id(), last, last)
}
