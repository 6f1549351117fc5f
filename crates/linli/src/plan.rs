//! The plan as written: the methods section as a value. Names are strings here; nothing is looked up.

mod explain;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::explain::explain;
use crate::error::{Error, Location};
use crate::time::{Day, Span, Zone};

/// What may leave, and for whom. 发布级别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// The team: named.
    T0,
    /// Research: keyed pseudonyms.
    T1,
    /// The funder: aggregates, suppressed.
    T2,
    /// The public: pooled aggregates.
    T3,
}

impl Tier {
    /// The mark that stands on everything released.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::T0 => "T0 team, named: do not forward",
            Self::T1 => "T1 research, keyed pseudonyms: personal data, not anonymous",
            Self::T2 => "T2 funder, aggregates",
            Self::T3 => "T3 public, pooled aggregates",
        }
    }

    /// 标记.
    pub const fn mark_zh(self) -> &'static str {
        match self {
            Self::T0 => "T0 团队内部，含姓名，勿转发",
            Self::T1 => "T1 研究用，假名；仍是个人信息，不是匿名",
            Self::T2 => "T2 资助方，汇总",
            Self::T3 => "T3 公开，合并汇总",
        }
    }

    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::T0 => "T0",
            Self::T1 => "T1",
            Self::T2 => "T2",
            Self::T3 => "T3",
        }
    }
}

/// What the study is for; one consent does not serve another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Helping the groups.
    Coaching,
    /// Accounting to a funder.
    Evaluation,
    /// Research.
    Research,
}

impl Purpose {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Coaching => "coaching",
            Self::Evaluation => "evaluation",
            Self::Research => "research",
        }
    }
}

/// In which language linli speaks of the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// 中文.
    Zh,
    /// English.
    En,
    /// Chinese with English beside it, where a text has both.
    #[default]
    Both,
}

impl Language {
    /// Whether nothing else was asked for.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_both(&self) -> bool {
        *self == Self::Both
    }
}

/// One entry of `[ties]`: a rule by name, and its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TieChoice {
    /// The name of a registered rule.
    pub rule: String,
    /// Parameters that differ from the rule's defaults.
    #[serde(flatten)]
    pub parameters: BTreeMap<String, Setting>,
}

/// A parameter as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// A whole number.
    Number(i64),
    /// Text, such as a length of time.
    Text(String),
}

/// One entry of `[sources]`: what a file cannot say of itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourceChoice {
    /// The format's id, where the file is not recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The encoding, where the bytes leave it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// `day-first`, `month-first` or `year-first`, where the file leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
    /// The year of the first message, where dates have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The name of whoever exported the file, where it writes `我` for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub me: Option<String>,
    /// `strict` (the file is refused at a message whose time cannot be) or `lenient` (the message is left out).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// Which column of a table is what: `time`, `author`, `text` and so on → the column's own header.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
}

/// What may leave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePlan {
    /// Of which tier everything that leaves is.
    #[serde(default = "Plan::default_tier")]
    pub tier: Tier,
    /// Whether findings about persons are made: in tier T0 alone, for coaching, and of whoever agreed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub persons: bool,
}

impl Default for ReleasePlan {
    fn default() -> Self {
        Self { tier: Plan::default_tier(), persons: false }
    }
}

macro_rules! plan {
    ($($(#[$attribute:meta])* $field:ident: $type:ty = $default:expr, $shown:literal, $meaning:literal, $meaning_zh:literal;)+) => {
        /// The plan of a study: how it is read, what is computed, what may leave.
        ///
        /// Every key has a default; `study.toml` needs only `id` and `zone`.
        ///
        /// ```
        /// let plan = linli::Plan::from_toml("id = 'lane'\nzone = 'Asia/Shanghai'\nwindow = '84d'\nstep = '84d'")?;
        /// assert_eq!(plan.window, linli::time::Span::days(84));
        /// assert_eq!(linli::Plan::from_toml(&plan.to_toml())?, plan);
        /// # Ok::<(), linli::Error>(())
        /// ```
        #[derive(Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Plan {
            $(#[doc = $meaning] $(#[$attribute])* pub $field: $type,)+
        }

        impl Default for Plan {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        /// The keys of `study.toml` with their defaults and meanings: documentation and error messages read them here.
        pub static PLAN_KEYS: &[PlanKey] = &[
            $(PlanKey { key: stringify!($field), default: $shown, meaning: $meaning, meaning_zh: $meaning_zh },)+
        ];
    };
}

/// One documented key of `study.toml`.
#[derive(Debug, Clone, Copy)]
pub struct PlanKey {
    /// The key.
    pub key: &'static str,
    /// Its default, as one would write it.
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// 含义.
    pub meaning_zh: &'static str,
}

plan! {
    id: String = String::new(), "(required)",
        "Short name of the study; pseudonyms are made in its domain.", "研究的短名；假名在它的范围内生成。";
    title: String = String::new(), "\"\"",
        "Title for reports.", "报告标题。";
    #[serde(skip_serializing_if = "String::is_empty")]
    synthetic: String = String::new(), "\"\"",
        "What made the data, where nobody and nothing in them is real; everything that leaves is marked so.", "合成数据写明是怎么做出来的；写了，出去的东西都标明“合成数据”。";
    #[serde(skip_serializing_if = "Language::is_both")]
    language: Language = Language::Both, "\"both\"",
        "Language of what is said of the study: zh, en or both.", "说明和报告用什么语言：zh 中文、en 英文、both 两种。";
    zone: String = "Asia/Shanghai".to_owned(), "(required)",
        "IANA time zone in which days begin.", "时区，一天从何时开始。";
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<Day> = None, "the Monday on or before the first record",
        "First day of the first window, as a string: \"2017-01-02\".", "第一个时间窗的第一天。";
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Day> = None, "the day after the last record",
        "First day after the last window.", "最后一个时间窗之后的第一天。";
    window: Span = Span::days(28), "\"28d\"",
        "Length of a window, in whole days. Four weeks balance the weekdays and give self-similar networks.", "时间窗长度（整天）。";
    step: Span = Span::days(7), "\"7d\"",
        "Distance between windows; it divides the window, so that every so-many-th belongs to a disjoint series.", "时间窗的步长，须整除窗长。";
    presence: Span = Span::days(84), "\"84d\"",
        "How long after a turn or an attendance a person still counts as present, and how long silence lasts before somebody is called silent.", "多久没露面仍算在场；沉默多久算沉默。";
    turn_gap: Span = Span::seconds(120), "\"2m\"",
        "Messages of one person with nobody between, each within this of the one before, are one turn; \"0s\" makes every message a turn.", "同一人连续发言多久之内算一次。";
    coverage: f64 = 0.5, "0.5",
        "Share of a window's days that sources must cover; below it values are `partly_covered`.", "时间窗至少被资料覆盖多少才计算。";
    least_tied_turns: u32 = 30, "30",
        "Turns with a tie a window needs before anything is said of its structure; below it values are `too_few_events`.", "窗内至少多少次有对象的发言，才谈结构。";
    least_explicit_share: f64 = 0.2, "0.2",
        "Share of turns with a stated target that ties stated by the speaker need; below it structure on them is `too_few_events`.", "明示关系至少要有多大比例的发言有对象。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    populations: Vec<String> = Vec::new(), "present and present_without_staff; roster and its twin where a member list is known",
        "Who counts as a node.", "口径：谁算在内。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    indicators: Vec<String> = Vec::new(), "all, except those that say they are to be listed",
        "Ids of the indicators to compute.", "要算的指标。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    intervals: Vec<String> = Vec::new(), "none",
        "Ids of the indicators for which an interval is computed as well.", "要附区间的指标。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    signals: Vec<String> = Vec::new(), "all",
        "Ids of the signals to look for.", "要看的信号。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String> = Vec::new(), "all",
        "Names of the groups to run.", "只算这些群。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    staff: Vec<String> = Vec::new(), "none",
        "Names of staff, as the sources show them.", "工作人员的名字，与导出里一致。";
    #[serde(skip_serializing_if = "Option::is_none")]
    me: Option<String> = None, "asked where a chat writes 我 and the study knows more people",
        "Name of whoever exported the chats, where they write 我 (me) for them; for one file: `[sources.\"chats/a.txt\"] me = \"…\"`.", "聊天里的“我”是谁：导出人的名字，与群里显示的一致。";
    #[serde(skip_serializing_if = "Vec::is_empty")]
    second_layer: Vec<String> = Vec::new(), "none",
        "Names of the second-layer groups.", "第二层微信群的名字。";
    least_linkage: f64 = 0.9, "0.9",
        "Share of the names of one source that the others must know before what joins sources is computed; below it values are `not_linked`.", "一份资料里的名字至少有多大比例能在别的资料里对上，才计算跨资料的指标。";
    max_cells: u64 = 200_000_000, "200000000",
        "Largest number of cells a run may compute.", "一次运行最多算多少格。";
    seed: u64 = 2017, "2017",
        "Seed of every random stream.", "随机种子。";
    purpose: Purpose = Purpose::Coaching, "\"coaching\"",
        "What the study is for: coaching, evaluation or research.", "用途：辅导、评估或研究。";
    ties: BTreeMap<String, TieChoice> = Plan::default_ties(), "[ties.explicit] rule = \"explicit\"",
        "Tie rules by the name that stands in the panel's key column `ties`.", "关系规则。";
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sources: BTreeMap<String, SourceChoice> = BTreeMap::new(), "[sources.\"chats/a.txt\"] date_order = \"day-first\"",
        "What a chat file cannot say of itself, by its name: format, encoding, date_order, year, me (the exporter's name), times (strict or lenient), columns.", "文件自己说不清的事：格式、编码、日期次序、年份、“我”是谁、时间有误时怎么办、各列的含义。";
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    cues: BTreeMap<String, Vec<String>> = BTreeMap::new(), "[cues] photos = [\"#照片\"]",
        "Marks the study has agreed on, by the cue they stand for (notice, sign_up, photos, sheet, record, reflection, question, receipt); a message that bears one has that cue and no other.", "约定的标记，如 #照片：写了就以它为准，不再猜。";
    release: ReleasePlan = ReleasePlan::default(), "[release] tier = \"T1\"",
        "What may leave: tier T0 (team, named) or T1 (research, pseudonyms); `persons = true` makes findings about persons too, in T0 alone and of whoever agreed.", "发布级别；写了 persons = true，才对同意了的人给出关于个人的发现，只在 T0。";
}

/// As TOML, without the names of staff and of whoever exported the chats.
impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Plan").field(&self.unnamed().to_toml()).finish()
    }
}

impl Plan {
    /// The plan as it is shown to whoever may not read names: those it names are counted, an `…` each.
    #[must_use]
    pub fn unnamed(&self) -> Self {
        let mut plan = self.clone();
        let exporters = plan.sources.values_mut().filter_map(|source| source.me.as_mut());
        for name in plan.staff.iter_mut().chain(&mut plan.me).chain(exporters) {
            "…".clone_into(name);
        }
        plan
    }

    /// A plan with every default, for a study of this id in this zone.
    #[must_use]
    pub fn new(id: impl Into<String>, zone: impl Into<String>) -> Self {
        Self { id: id.into(), zone: zone.into(), ..Self::default() }
    }

    /// Reads `study.toml`. Unknown keys, zones and impossible values are errors with their line.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let plan: Self = toml::from_str(text).map_err(|error| explain(text, &error))?;
        match plan.fault() {
            None => Ok(plan),
            Some((key, error)) => {
                let written = |line: &str| {
                    line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
                };
                let line = text.lines().position(written).map(|at| at as u64 + 1);
                Err(error.at(Location { file: Some("study.toml".to_owned()), line }))
            }
        }
    }

    /// The plan as `study.toml`.
    pub fn to_toml(&self) -> String {
        // Every type in the plan has a TOML form; an empty text would show the impossible case in the first test.
        toml::to_string(self).unwrap_or_default()
    }

    /// The zone.
    pub fn zone(&self) -> Result<Zone, Error> {
        Zone::named(&self.zone)
    }

    /// Refuses values that cannot be meant.
    pub fn check(&self) -> Result<(), Error> {
        self.fault().map_or(Ok(()), |(_, error)| Err(error))
    }

    /// The tie rules where the plan names none: explicit ties, which no time limit bends.
    fn default_ties() -> BTreeMap<String, TieChoice> {
        let explicit = TieChoice { rule: "explicit".to_owned(), parameters: BTreeMap::new() };
        BTreeMap::from([("explicit".to_owned(), explicit)])
    }

    const fn default_tier() -> Tier {
        Tier::T1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_plan_reads_what_it_prints() {
        let mut plan = Plan::new("lane", "Asia/Shanghai");
        plan.start = Day::parse("2017-02-06");
        plan.staff = vec!["小林老师".to_owned()];
        plan.ties.insert(
            "talk".to_owned(),
            TieChoice {
                rule: "adjacent".to_owned(),
                parameters: BTreeMap::from([
                    ("within".to_owned(), Setting::Text("5m".to_owned())),
                    ("back".to_owned(), Setting::Number(1)),
                ]),
            },
        );
        assert_eq!(Plan::from_toml(&plan.to_toml()).unwrap(), plan);
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line() {
        let error = Plan::from_toml("id = 'a'\nzone = 'UTC'\nwindw = '28d'\n").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownName);
        assert_eq!(error.location().line, Some(3));
        assert!(error.to_string().contains("`window`"), "{error}");
    }

    #[test]
    fn an_impossible_value_is_refused_with_its_line() {
        let error = Plan::from_toml("id = 'a'\nzone = 'Asia/Shangai'\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "study.toml:2: there is no time zone `Asia/Shangai`; did you mean `Asia/Shanghai`?"
        );
    }

    #[test]
    fn impossible_plans_are_refused() {
        for (bad, says) in [
            ("window = '28d'\nstep = '9d'", "does not divide"),
            ("window = '12h'\nstep = '12h'", "whole days"),
            ("presence = '7d'", "shorter"),
            ("coverage = 1.5", "share"),
            ("start = '2017-02-01'\nend = '2017-01-01'", "not before"),
            ("start = '2017-02-30'", "not a date"),
            ("[cues]\nphoto = ['#照片']", "`photo` is no cue"),
            ("[release]\ntier = 'T2'", "T2"),
            ("[release]\nteir = 'T1'", "tier"),
        ] {
            let error = Plan::from_toml(&format!("id = 'a'\nzone = 'UTC'\n{bad}")).unwrap_err();
            assert!(error.to_string().contains(says), "{bad}: {error}");
        }
        assert!(Plan::from_toml("zone = 'UTC'").unwrap_err().to_string().contains("no `id`"));
    }

    #[test]
    fn every_key_is_documented() {
        let full = Plan {
            synthetic: "by a test".to_owned(),
            language: Language::Zh,
            start: Day::parse("2017-01-02"),
            end: Day::parse("2018-01-01"),
            populations: vec![String::new()],
            indicators: vec![String::new()],
            intervals: vec![String::new()],
            signals: vec![String::new()],
            groups: vec![String::new()],
            staff: vec![String::new()],
            me: Some(String::new()),
            second_layer: vec![String::new()],
            sources: BTreeMap::from([("a".to_owned(), SourceChoice::default())]),
            cues: BTreeMap::from([("photos".to_owned(), vec!["#照片".to_owned()])]),
            ..Plan::new("a", "UTC")
        };
        let table: toml::Table = toml::from_str(&full.to_toml()).unwrap();
        let mut written: Vec<&str> = table.keys().map(String::as_str).collect();
        let mut documented: Vec<&str> = PLAN_KEYS.iter().map(|k| k.key).collect();
        written.sort_unstable();
        documented.sort_unstable();
        assert_eq!(written, documented);
        assert!(PLAN_KEYS.iter().all(|k| !k.meaning.is_empty() && !k.meaning_zh.is_empty()));
    }
}
