//! The card of everything registered, the kinds of values, and the reasons for having none.

mod laws;

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
    /// What is waited for comes too seldom to say when.
    NotReached,
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
        }
    }

    /// The reason in words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::NoMembers => "nobody counts under this population",
            Self::TooFewMembers => "fewer people than the definition needs",
            Self::TooFewEvents => "fewer events than the definition needs",
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
            Self::NotReached => "what is waited for comes too seldom to say when",
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
            Self::NotReached => "等到的太少，说不出要等多久",
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

/// What the keys in [`Card::references`] stand for.
pub static BIBLIOGRAPHY: &[(&str, &str)] = &[
    (
        "ahmad2021",
        "Ahmad, W., Porter, M. A. & Beguerisse-Díaz, M. (2021). Tie-decay networks in continuous time and eigenvector-based centralities. IEEE Transactions on Network Science and Engineering 8(2):1759–1771. arXiv:1805.00193.",
    ),
    (
        "ba2017",
        "Ba Zhichao, Li Gang, Wang Xiao & Li Xianxin (2017), on the structure of exchange in WeChat groups. 图书情报工作 61(20):111–119. doi:10.13266/j.issn.0252-3116.2017.20.012.",
    ),
    (
        "batagelj2003",
        "Batagelj, V. & Zaveršnik, M. (2003). An O(m) algorithm for cores decomposition of networks. arXiv:cs/0310049.",
    ),
    (
        "borgatti1997",
        "Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. Connections 20(1):35–38.",
    ),
    (
        "borgatti2000",
        "Borgatti, S. P. & Everett, M. G. (2000). Models of core/periphery structures. Social Networks 21(4):375–395. doi:10.1016/S0378-8733(99)00019-2.",
    ),
    (
        "brandes2001",
        "Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2):163–177. doi:10.1080/0022250X.2001.9990249.",
    ),
    ("burt1992", "Burt, R. S. (1992). Structural Holes. Harvard University Press."),
    (
        "chaoss",
        "CHAOSS project, metrics of community health: time to first response, contributor absence factor, burstiness.",
    ),
    ("davis1941", "Davis, A., Gardner, B. B. & Gardner, M. R. (1941). Deep South. University of Chicago Press."),
    (
        "deaton1997",
        "Deaton, A. (1997). The Analysis of Household Surveys. Johns Hopkins University Press (Gini coefficient of a finite population).",
    ),
    (
        "elsner2008",
        "Elsner, M. & Charniak, E. (2008). You talking to me? A corpus and algorithm for conversation disentanglement. Proceedings of ACL 2008, 834–842.",
    ),
    (
        "freeman1979",
        "Freeman, L. C. (1978/79). Centrality in social networks: conceptual clarification. Social Networks 1(3):215–239. doi:10.1016/0378-8733(78)90021-7.",
    ),
    (
        "gibson2003",
        "Gibson, D. R. (2003). Participation shifts: order and differentiation in group conversation. Social Forces 81(4):1335–1380. doi:10.1353/sof.2003.0055.",
    ),
    (
        "hebert2016",
        "Hébert-Dufresne, L., Grochow, J. A. & Allard, A. (2016). Multi-scale structure and topological anomaly detection via a new network statistic: the onion decomposition. Scientific Reports 6:31708. doi:10.1038/srep31708.",
    ),
    (
        "kojaku2018",
        "Kojaku, S. & Masuda, N. (2018). A generalised significance test for individual communities in networks. Scientific Reports 8:7351. doi:10.1038/s41598-018-25560-z.",
    ),
    (
        "krackhardt1988",
        "Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises: an experimental simulation. Social Psychology Quarterly 51(2):123–140. doi:10.2307/2786835.",
    ),
    (
        "krackhardt1994",
        "Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley, K. & Prietula, M. (eds), Computational Organization Theory, 89–111. Erlbaum.",
    ),
    (
        "goel2016",
        "Goel, S., Anderson, A., Hofman, J. & Watts, D. J. (2016). The structural virality of online diffusion. Management Science 62(1):180–196. doi:10.1287/mnsc.2015.2158.",
    ),
    (
        "hurlbert1971",
        "Hurlbert, S. H. (1971). The nonconcept of species diversity: a critique and alternative parameters. Ecology 52(4):577–586. doi:10.2307/1934145.",
    ),
    (
        "jo2012",
        "Jo, H.-H., Karsai, M., Kertész, J. & Kaski, K. (2012). Circadian pattern and burstiness in mobile phone communication. New Journal of Physics 14:013055. doi:10.1088/1367-2630/14/1/013055.",
    ),
    (
        "kaplan1958",
        "Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA 53(282):457–481. doi:10.1080/01621459.1958.10501452.",
    ),
    (
        "kim2016",
        "Kim, E.-K. & Jo, H.-H. (2016). Measuring burstiness for finite event sequences. Physical Review E 94:032311. doi:10.1103/PhysRevE.94.032311.",
    ),
    (
        "kummerfeld2019",
        "Kummerfeld, J. K. et al. (2019). A large-scale corpus for conversation disentanglement. Proceedings of ACL 2019. doi:10.18653/v1/P19-1374.",
    ),
    (
        "li2019",
        "Li Zhichao & Tan (2019), on self-organized and cadre networks and voluntary participation. Sustainability 11(4):993.",
    ),
    (
        "lip2011",
        "Lip, S. Z. W. (2011). A fast algorithm for the discrete core/periphery bipartitioning problem. arXiv:1102.5511.",
    ),
    (
        "luo2017",
        "Luo Jar-Der & Liang Xiaoyue (2017), on online-to-offline community governance: neighbours' own organizations, their WeChat groups and the second-layer group.",
    ),
    (
        "marchiori2000",
        "Marchiori, M. & Latora, V. (2000). Harmony in the small-world. Physica A 285(3–4):539–546. doi:10.1016/S0378-4371(00)00311-3.",
    ),
    (
        "nonnecke2000",
        "Nonnecke, B. & Preece, J. (2000). Lurker demographics: counting the silent. Proceedings of CHI 2000, 73–80. doi:10.1145/332040.332409.",
    ),
    (
        "qiu2016",
        "Qiu, J. et al. (2016). The lifecycle and cascade of WeChat social messaging groups. Proceedings of WWW 2016. arXiv:1512.07831.",
    ),
    (
        "seidman1983",
        "Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5(3):269–287. doi:10.1016/0378-8733(83)90028-X.",
    ),
    ("wasserman1994", "Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University Press."),
    (
        "whitehead2008",
        "Whitehead, H. (2008). Analyzing Animal Societies: Quantitative Methods for Vertebrate Social Analysis. University of Chicago Press (association indices).",
    ),
    (
        "wilson1927",
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22(158):209–212. doi:10.1080/01621459.1927.10502953.",
    ),
    (
        "wuebben2008",
        "Wübben, M. & von Wangenheim, F. (2008). Instant customer base analysis: managerial heuristics often “get it right”. Journal of Marketing 72(3):82–93. doi:10.1509/JMKG.72.3.082.",
    ),
];

/// The full reference of a key.
pub fn reference(key: &str) -> Option<&'static str> {
    BIBLIOGRAPHY.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}
