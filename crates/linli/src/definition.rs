//! The card of everything registered, the kinds of values, and the reasons for having none.

mod bibliography;
mod laws;

pub use bibliography::BIBLIOGRAPHY;
pub use laws::{Isolate, Laws, Reversal, Union, Weights};

/// Why a value is undefined. Never 0, never silently absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Undefined {
    /// Nobody counts under this population.
    NoMembers = 1,
    /// Fewer people than the definition needs.
    TooFewMembers,
    /// Fewer events than the definition needs.
    TooFewEvents,
    /// No tie in the window.
    NoTies,
    /// The person has no tie.
    Isolate,
    /// No source covers the window.
    NotCovered,
    /// Sources cover too little of the window.
    PartlyCovered,
    /// No source can record what is asked.
    NotRecorded,
    /// Too few names are linked across sources.
    NotLinked,
    /// The group has no member list.
    NoRoster,
    /// There is no window before this one.
    NoPreviousWindow,
    /// This is the opening itself; there is nothing before it to return to.
    IsOpening,
    /// The denominator is zero.
    ZeroDenominator,
    /// An iteration did not settle.
    NotConverged,
    /// Defined for another population only.
    OtherPopulation,
    /// Defined for tie rules of another kind only.
    OtherTies,
    /// The time in which it is decided is not over.
    NotYetDue,
    /// What is waited for has not come, or comes too seldom to say when.
    NotReached,
    /// A member for less than four weeks.
    Newcomer,
    /// Declared away.
    Away,
    /// The person has not agreed to what would be said of them.
    NoConsent,
    /// Said of windows that do not overlap, and this one does.
    Overlapping,
}

impl Undefined {
    /// Every reason, in the order of its code.
    pub const ALL: &'static [Self] = &[
        Self::NoMembers,
        Self::TooFewMembers,
        Self::TooFewEvents,
        Self::NoTies,
        Self::Isolate,
        Self::NotCovered,
        Self::PartlyCovered,
        Self::NotRecorded,
        Self::NotLinked,
        Self::NoRoster,
        Self::NoPreviousWindow,
        Self::IsOpening,
        Self::ZeroDenominator,
        Self::NotConverged,
        Self::OtherPopulation,
        Self::OtherTies,
        Self::NotYetDue,
        Self::NotReached,
        Self::Newcomer,
        Self::Away,
        Self::NoConsent,
        Self::Overlapping,
    ];

    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoMembers => "no_members",
            Self::TooFewMembers => "too_few_members",
            Self::TooFewEvents => "too_few_events",
            Self::NoTies => "no_ties",
            Self::Isolate => "isolate",
            Self::NotCovered => "not_covered",
            Self::PartlyCovered => "partly_covered",
            Self::NotRecorded => "not_recorded",
            Self::NotLinked => "not_linked",
            Self::NoRoster => "no_roster",
            Self::NoPreviousWindow => "no_previous_window",
            Self::IsOpening => "is_opening",
            Self::ZeroDenominator => "zero_denominator",
            Self::NotConverged => "not_converged",
            Self::OtherPopulation => "other_population",
            Self::OtherTies => "other_ties",
            Self::NotYetDue => "not_yet_due",
            Self::NotReached => "not_reached",
            Self::Newcomer => "newcomer",
            Self::Away => "away",
            Self::NoConsent => "no_consent",
            Self::Overlapping => "overlapping",
        }
    }

    /// The reason in words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::NoMembers => "nobody counts under this population",
            Self::TooFewMembers => "fewer people than the definition needs",
            Self::TooFewEvents => "too few events",
            Self::NoTies => "no tie in the window",
            Self::Isolate => "the person has no tie",
            Self::NotCovered => "no source covers the window",
            Self::PartlyCovered => "sources cover too little of the window",
            Self::NotRecorded => "no source can record what is asked",
            Self::NotLinked => "too few names are linked across sources",
            Self::NoRoster => "the group has no member list",
            Self::NoPreviousWindow => "there is no window before this one",
            Self::IsOpening => "this is the opening itself",
            Self::ZeroDenominator => "the denominator is zero",
            Self::NotConverged => "an iteration did not settle",
            Self::OtherPopulation => "defined for another population only",
            Self::OtherTies => "defined for tie rules of another kind only",
            Self::NotYetDue => "the time in which it is decided is not over",
            Self::NotReached => "what is waited for has not come, or comes too seldom to say when",
            Self::Newcomer => "a member for less than four weeks",
            Self::Away => "declared away",
            Self::NoConsent => "the person has not agreed to what would be said of them",
            Self::Overlapping => "said of windows that do not overlap",
        }
    }

    /// The reason in Chinese.
    pub const fn meaning_zh(self) -> &'static str {
        match self {
            Self::NoMembers => "这一口径下没有人",
            Self::TooFewMembers => "人数不够",
            Self::TooFewEvents => "事件太少",
            Self::NoTies => "窗内没有关系",
            Self::Isolate => "此人没有关系",
            Self::NotCovered => "没有资料覆盖",
            Self::PartlyCovered => "资料只覆盖一小部分",
            Self::NotRecorded => "来源记录不了",
            Self::NotLinked => "对上的名字太少",
            Self::NoRoster => "没有成员名单",
            Self::NoPreviousWindow => "没有上一个时间窗",
            Self::IsOpening => "这就是第一次活动",
            Self::ZeroDenominator => "分母为零",
            Self::NotConverged => "计算没有收敛",
            Self::OtherPopulation => "只对别的口径有定义",
            Self::OtherTies => "只对别类关系规则有定义",
            Self::NotYetDue => "还没到能判断的时候",
            Self::NotReached => "还没等到，或者等到的太少，说不出要等多久",
            Self::Newcomer => "新来不到四周",
            Self::Away => "已登记外出",
            Self::NoConsent => "本人没有同意",
            Self::Overlapping => "只对互不重叠的时间窗有定义",
        }
    }

    /// The one-byte code tables keep.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The reason of a code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.code() == code)
    }
}

impl std::fmt::Display for Undefined {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

/// A number, or the reason for having none. Counts, category codes and day numbers are exact in `f64`.
pub type Value = Result<f64, Undefined>;

/// So many of so many: a share that shows what it was counted from, and so has an interval of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// Those that are meant.
    pub hits: u32,
    /// All.
    pub of: u32,
}

impl Portion {
    /// The share; undefined of nothing.
    pub fn value(self) -> Value {
        if self.of == 0 { Err(Undefined::ZeroDenominator) } else { Ok(f64::from(self.hits) / f64::from(self.of)) }
    }
}

/// A share, or the reason for having none.
pub type Share = Result<Portion, Undefined>;

/// How a column is stored, printed and handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A real number.
    Real,
    /// A whole number from 0.
    Count,
    /// One of a fixed list, by position.
    Category(&'static [&'static str]),
    /// A civil date, in days since 1970-01-01.
    Date,
}

impl Kind {
    /// The name that stands in codebooks.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Count => "count",
            Self::Category(_) => "category",
            Self::Date => "date",
        }
    }
}

/// What is being counted; decides what a release must suppress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// People.
    Persons,
    /// Pairs of people.
    Dyads,
    /// Messages or turns.
    Messages,
    /// Activities.
    Events,
    /// Days or weeks.
    Time,
    /// Groups or organizations.
    Groups,
    /// Units of the currency.
    Money,
    /// A dimensionless quantity.
    One,
}

impl Unit {
    /// The name that stands in codebooks.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Dyads => "pairs of persons",
            Self::Messages => "messages",
            Self::Events => "events",
            Self::Time => "time",
            Self::Groups => "groups",
            Self::Money => "money",
            Self::One => "1",
        }
    }
}

/// One edge case of a definition; a case file of the same name shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Its name, `kebab-case`, the `name` of a case in `tests/cases/<register>/<id>.json`.
    pub id: &'static str,
    /// When it arises.
    pub when: &'static str,
    /// What the value is then.
    pub then: &'static str,
}

/// What is said, once, about everything registered: indicators, tie rules, signals.
///
/// Rustdoc, Python's `help`, the command line, the codebook, captions and `docs/reference` all print this card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// The id, with the prefix of its level.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// 中文名.
    pub title_zh: &'static str,
    /// What it says, in one or two sentences.
    pub summary: &'static str,
    /// 一两句话.
    pub summary_zh: &'static str,
    /// The definition, with its symbols explained.
    pub formula: &'static str,
    /// Unit of the numerator (or of the whole, where there is no denominator).
    pub numerator: Unit,
    /// Unit of the denominator; [`Unit::One`] where there is none.
    pub denominator: Unit,
    /// Smallest and largest possible value, both attained or approached.
    pub range: [f64; 2],
    /// Edge cases, each with a case file.
    pub edges: &'static [Edge],
    /// What must be kept in mind when reading it.
    pub caveat: &'static str,
    /// 读数时要注意什么.
    pub caveat_zh: &'static str,
    /// Cost.
    pub complexity: &'static str,
    /// Keys into [`BIBLIOGRAPHY`].
    pub references: &'static [&'static str],
    /// Goes up whenever a value changes.
    pub revision: u16,
    /// What known changes of a network do to a value, where there is a network.
    pub laws: Option<Laws>,
}

impl Card {
    /// The page of the thing declared, in Markdown: the command line, Python and `docs/reference` show this text.
    ///
    /// `facts` are what the register adds to the card, as name and value.
    pub fn page(&self, facts: &[(&str, String)]) -> String {
        use std::fmt::Write;
        let mut page = String::new();
        // Writing to a String cannot fail.
        let mut put = |text: std::fmt::Arguments<'_>| {
            let _ = page.write_fmt(text);
        };
        put(format_args!("# {} · {} (`{}`)\n\n", self.title, self.title_zh, self.id));
        put(format_args!("{}\n\n{}\n\n", self.summary, self.summary_zh));
        put(format_args!("**Definition.** {}\n\n", self.formula));
        let [low, high] = self.range.map(|bound| if bound.is_infinite() { "∞".to_owned() } else { bound.to_string() });
        put(format_args!("- range: {low} to {high}\n"));
        put(format_args!("- counts: {} / {}\n", self.numerator.id(), self.denominator.id()));
        for (name, value) in facts {
            put(format_args!("- {name}: {value}\n"));
        }
        for (name, value) in self.laws.iter().flat_map(Laws::facts) {
            put(format_args!("- {name}: {value}\n"));
        }
        put(format_args!("- cost: {}\n- revision: {}\n\n## Edge cases\n\n", self.complexity, self.revision));
        for edge in self.edges {
            put(format_args!("- *{}*: {} → {}\n", edge.id, edge.when, edge.then));
        }
        put(format_args!("\n## Caveat\n\n{}\n\n{}\n\n## References\n\n", self.caveat, self.caveat_zh));
        for key in self.references {
            put(format_args!("- {}\n", reference(key).unwrap_or(key)));
        }
        page
    }
}

/// Declares one registered thing: a static and its documentation page from the same literals.
///
/// A field left out is a compile error, except `laws`, which only values of a network have; `tests/suite` checks that none
/// is empty and that no network's value is without laws.
#[macro_export]
macro_rules! declare {
    (@laws) => {
        None
    };
    (@laws $laws:expr) => {
        Some($laws)
    };
    ($name:ident = $type:ident {
        card: Card {
            id: $id:literal,
            title: $title:literal,
            title_zh: $title_zh:literal,
            summary: $summary:literal,
            summary_zh: $summary_zh:literal,
            formula: $formula:literal,
            numerator: $numerator:expr,
            denominator: $denominator:expr,
            range: [$low:expr, $high:expr],
            edges: &[$(Edge { id: $edge:literal, when: $when:literal, then: $then:literal $(,)? }),* $(,)?],
            caveat: $caveat:literal,
            caveat_zh: $caveat_zh:literal,
            complexity: $complexity:literal,
            references: &[$($reference:literal),* $(,)?],
            revision: $revision:literal $(, laws: $laws:expr)? $(,)?
        },
        $($rest:tt)*
    }) => {
        #[doc = concat!($title, " · ", $title_zh, " (`", $id, "`)")]
        #[doc = ""]
        #[doc = $summary]
        #[doc = ""]
        #[doc = $summary_zh]
        #[doc = ""]
        #[doc = concat!("**Definition.** ", $formula)]
        #[doc = ""]
        #[doc = concat!("**Range** ", stringify!($low), " to ", stringify!($high), " · **counts** ", stringify!($numerator), " / ", stringify!($denominator))]
        #[doc = ""]
        #[doc = "# Edge cases"]
        $(#[doc = concat!("- *", $edge, "*: ", $when, " → ", $then)])*
        #[doc = ""]
        #[doc = "# Caveat"]
        #[doc = $caveat]
        #[doc = ""]
        #[doc = "# Complexity"]
        #[doc = $complexity]
        #[doc = ""]
        #[doc = "# References"]
        $(#[doc = concat!("- ", $reference)])*
        #[doc = ""]
        #[doc = concat!("Revision ", stringify!($revision), ".")]
        pub static $name: $type = $type {
            card: $crate::Card {
                id: $id,
                title: $title,
                title_zh: $title_zh,
                summary: $summary,
                summary_zh: $summary_zh,
                formula: $formula,
                numerator: $numerator,
                denominator: $denominator,
                range: [$low, $high],
                edges: &[$($crate::Edge { id: $edge, when: $when, then: $then }),*],
                caveat: $caveat,
                caveat_zh: $caveat_zh,
                complexity: $complexity,
                references: &[$($reference),*],
                revision: $revision,
                laws: $crate::declare!(@laws $($laws)?),
            },
            $($rest)*
        };
    };
}

/// The full reference of a key.
pub fn reference(key: &str) -> Option<&'static str> {
    BIBLIOGRAPHY.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}
