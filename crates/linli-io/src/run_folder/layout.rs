//! The columns of every table that is written, said once: panel files, codebook and descriptor are made from this.

use linli::definition::{Kind, Undefined};
use linli::indicator::{Indicator, TableId};
use linli::panel::{Key, Table};

/// A column that is not an indicator: what it is called and what it means.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) name: &'static str,
    /// `text`, `date`, `flag` or `count`.
    pub(super) kind: &'static str,
    pub(super) title: &'static str,
    pub(super) title_zh: &'static str,
    pub(super) meaning: &'static str,
    pub(super) meaning_zh: &'static str,
}

macro_rules! described {
    ($($name:ident = [$($column:literal $kind:literal $title:literal $title_zh:literal $meaning:expr, $meaning_zh:literal;)+];)+) => {$(
        pub(super) static $name: &[Described] = &[$(Described {
            name: $column, kind: $kind, title: $title, title_zh: $title_zh, meaning: $meaning, meaning_zh: $meaning_zh,
        }),+];
    )+};
}

described! {
    GROUP = ["group" "text" "Group" "群" Key::Group.meaning(), "微信群";];
    PERSON = ["person" "text" "Person" "人" Key::Person.meaning(), "人；团队之外用假名";];
    WINDOW = [
        "window_start" "date" "Window start" "窗起" "first day inside the time window", "时间窗的第一天";
        "window_end" "date" "Window end" "窗止" "first day after the time window", "时间窗之后的第一天";
        "disjoint" "flag" "Disjoint" "不重叠" "whether the window is of the series that does not overlap, which alone serves tests and trends", "是否属于不重叠的窗；检验和趋势只用这些";
    ];
    POPULATION = ["population" "text" "Population" "口径" Key::Population.meaning(), "谁算在内";];
    TIES = ["ties" "text" "Ties" "关系规则" Key::Ties.meaning(), "方案里关系规则的名字";];
    ORGANIZATION = ["organization" "text" "Organization" "自组织" Key::Organization.meaning(), "自组织";];
    ACTIVITY = ["activity" "text" "Activity" "活动" Key::Activity.meaning(), "活动";];
    SERIES = ["series" "text" "Series" "系列" Key::Series.meaning(), "活动系列：按种类，否则按地点，否则该组织的全部活动";];
    FROM_ORGANIZATION = ["from_organization" "text" "From organization" "哪一个队" Key::FromOrganization.meaning(), "接话、回答、去串门、请人合办的队";];
    TO_ORGANIZATION = ["to_organization" "text" "To organization" "对哪一个队" Key::ToOrganization.meaning(), "晒活动、提问、被串门、受邀合办的队";];
    TIER = ["tier" "text" "Release tier" "发布级别" "what may be done with the row: T0 team, T1 research", "发布级别：T0 团队，T1 研究";];
    FINDINGS = [
        "id" "text" "Finding" "发现编号" "stays the same as long as signal and subject do", "信号和对象不变，编号就不变";
        "signal" "text" "Signal" "信号" "the rule that found it", "发现它的规则";
        "about" "text" "About" "关于" "what kind of thing the subject is", "对象的种类";
        "subject" "text" "Subject" "对象" "what it was found in", "在哪里发现的";
        "since" "date" "Since" "起" "first day it speaks of", "所说的第一天";
        "until" "date" "Until" "止" "first day after those it speaks of", "所说的日子之后的第一天";
        "expires" "date" "Expires" "失效" "day from which it should not be used any more", "从这天起不再使用";
        "statement" "text" "Statement" "英文说明" "what was seen", "英文说明";
        "statement_zh" "text" "Statement in Chinese" "看到了什么" "what was seen, in Chinese", "看到了什么";
        "evidence" "text" "Evidence" "依据" "the cells of the panel it rests on", "所依据的格子";
        "explanations" "text" "Other explanations" "其他解释（英文）" "what else could explain it", "也可能是什么（英文）";
        "explanations_zh" "text" "Other explanations in Chinese" "也可能" "what else could explain it, in Chinese", "也可能是什么";
    ];
    CODEBOOK = [
        "table" "text" "Table" "表" "the table the column stands in", "所在的表";
        "column" "text" "Column" "列" "the column", "列名";
        "role" "text" "Role" "作用" "key, value, status, low, high or tier", "键、数值、状态、下界、上界或级别";
        "title" "text" "Title" "英文名" "its name in words", "英文名";
        "title_zh" "text" "Title in Chinese" "中文名" "its name in Chinese", "中文名";
        "kind" "text" "Kind" "类型" "real, count, category, date, text or flag", "实数、计数、类别、日期、文字或是非";
        "unit" "text" "Unit" "单位" "what is counted, and per what", "数的是什么，除以什么";
        "range" "text" "Range" "范围" "smallest and largest possible value", "可能的最小值和最大值";
        "meaning" "text" "Meaning" "含义（英文）" "what it says", "含义（英文）";
        "meaning_zh" "text" "Meaning in Chinese" "含义" "what it says, in Chinese", "含义";
        "formula" "text" "Definition" "定义" "the definition, with its symbols explained", "定义和符号";
        "edge_cases" "text" "Edge cases" "边界情形" "what the value is where one might doubt it", "容易有疑问的情形下取什么值";
        "caveat" "text" "Caveat" "注意（英文）" "what must be kept in mind when reading it", "读数时的注意（英文）";
        "caveat_zh" "text" "Caveat in Chinese" "注意" "what must be kept in mind, in Chinese", "读数时要注意什么";
        "references" "text" "References" "文献" "where the definition comes from", "定义的出处";
        "revision" "text" "Revision" "修订" "goes up whenever a value changes", "数值有变就加一";
        "missing" "text" "Missing" "缺失" "why values are missing in this outcome, and how often", "本次结果里为何缺失，各多少格";
    ];
}

/// The columns of a key; a window has three.
pub(super) fn key_columns(key: Key) -> &'static [Described] {
    match key {
        Key::Group => GROUP,
        Key::Person => PERSON,
        Key::Window => WINDOW,
        Key::Population => POPULATION,
        Key::Ties => TIES,
        Key::Organization => ORGANIZATION,
        Key::Activity => ACTIVITY,
        Key::Series => SERIES,
        Key::FromOrganization => FROM_ORGANIZATION,
        Key::ToOrganization => TO_ORGANIZATION,
    }
}

/// An indicator and the columns that go with it.
#[derive(Debug)]
pub(super) struct ValueColumns {
    pub(super) indicator: &'static Indicator,
    /// The reasons for missing values anywhere in the table, with their numbers; without any there is no status column.
    pub(super) missing: Vec<(Undefined, u64)>,
    /// Whether there are columns for the bounds.
    pub(super) bounded: bool,
}

/// One column of a panel file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column<'a> {
    Key(&'static Described),
    Value(&'a ValueColumns),
    Status(&'a ValueColumns),
    Low(&'a ValueColumns),
    High(&'a ValueColumns),
    Tier,
}

impl Column<'_> {
    pub(super) fn name(&self) -> String {
        match self {
            Self::Key(described) => described.name.to_owned(),
            Self::Value(of) => of.indicator.id().to_owned(),
            Self::Status(of) => format!("{}_status", of.indicator.id()),
            Self::Low(of) => format!("{}_low", of.indicator.id()),
            Self::High(of) => format!("{}_high", of.indicator.id()),
            Self::Tier => TIER[0].name.to_owned(),
        }
    }

    pub(super) fn role(&self) -> &'static str {
        match self {
            Self::Key(_) => "key",
            Self::Value(_) => "value",
            Self::Status(_) => "status",
            Self::Low(_) => "low",
            Self::High(_) => "high",
            Self::Tier => "tier",
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Key(described) => described.kind,
            Self::Value(of) => of.indicator.kind.id(),
            Self::Status(_) => "category",
            Self::Low(_) | Self::High(_) => Kind::Real.id(),
            Self::Tier => TIER[0].kind,
        }
    }

    pub(super) fn title(&self) -> String {
        match self {
            Self::Key(described) => described.title.to_owned(),
            Self::Value(of) => of.indicator.card.title.to_owned(),
            Self::Status(of) => format!("{}: status", of.indicator.card.title),
            Self::Low(of) => format!("{}: lower bound", of.indicator.card.title),
            Self::High(of) => format!("{}: upper bound", of.indicator.card.title),
            Self::Tier => TIER[0].title.to_owned(),
        }
    }

    pub(super) fn title_zh(&self) -> String {
        match self {
            Self::Key(described) => described.title_zh.to_owned(),
            Self::Value(of) => of.indicator.card.title_zh.to_owned(),
            Self::Status(of) => format!("{}：状态", of.indicator.card.title_zh),
            Self::Low(of) => format!("{}：下界", of.indicator.card.title_zh),
            Self::High(of) => format!("{}：上界", of.indicator.card.title_zh),
            Self::Tier => TIER[0].title_zh.to_owned(),
        }
    }

    pub(super) fn meaning(&self) -> String {
        match self {
            Self::Key(described) => described.meaning.to_owned(),
            Self::Value(of) => of.indicator.card.summary.to_owned(),
            Self::Status(of) => {
                let reasons = of.missing.iter().map(|(reason, _)| format!("; {reason}: {}", reason.meaning()));
                format!("ok, or why there is no value{}", reasons.collect::<String>())
            }
            Self::Low(of) => format!("lower bound of the 95 % interval of {}", of.indicator.id()),
            Self::High(of) => format!("upper bound of the 95 % interval of {}", of.indicator.id()),
            Self::Tier => TIER[0].meaning.to_owned(),
        }
    }

    pub(super) fn meaning_zh(&self) -> String {
        match self {
            Self::Key(described) => described.meaning_zh.to_owned(),
            Self::Value(of) => of.indicator.card.summary_zh.to_owned(),
            Self::Status(of) => {
                let reasons = of.missing.iter().map(|(reason, _)| format!("；{reason}：{}", reason.meaning_zh()));
                format!("ok，或为何没有数值{}", reasons.collect::<String>())
            }
            Self::Low(of) => format!("{}的95%区间下界", of.indicator.id()),
            Self::High(of) => format!("{}的95%区间上界", of.indicator.id()),
            Self::Tier => TIER[0].meaning_zh.to_owned(),
        }
    }
}

/// A table of the panel, and the columns of its file.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) table: &'a Table,
    values: Vec<ValueColumns>,
}

impl<'a> Layout<'a> {
    /// Looks through the whole table first, so that its columns do not depend on where a value is missing.
    pub(super) fn of(table: &'a Table) -> Self {
        let values = table.indicators().iter().enumerate().map(|(at, &indicator)| {
            let columns = || table.chunks().iter().filter_map(move |chunk| chunk.columns.get(at));
            let mut counts = [0_u64; 256];
            for reason in columns().filter_map(|column| column.reasons.as_deref()).flatten() {
                counts[usize::from(*reason)] += 1;
            }
            let counted = |&reason: &Undefined| (reason, counts[usize::from(reason.code())]);
            let missing = Undefined::ALL.iter().map(counted).filter(|&(_, count)| count > 0).collect();
            ValueColumns { indicator, missing, bounded: columns().any(|column| column.bounds.is_some()) }
        });
        Self { table, values: values.collect() }
    }

    pub(super) fn id(&self) -> TableId {
        self.table.id()
    }

    /// Where it stands in the run folder.
    pub(super) fn path(&self) -> String {
        path(self.id())
    }

    pub(super) fn values(&self) -> &[ValueColumns] {
        &self.values
    }

    /// All columns, from left to right.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        let keys = self.id().keys().iter().flat_map(|&key| key_columns(key)).map(Column::Key);
        let values = self.values.iter().flat_map(|of| {
            let status = (!of.missing.is_empty()).then_some(Column::Status(of));
            let bounds = of.bounded.then_some([Column::Low(of), Column::High(of)]);
            [Column::Value(of)].into_iter().chain(status).chain(bounds.into_iter().flatten())
        });
        keys.chain(values).chain([Column::Tier])
    }
}

/// Where the file of a table stands in the run folder.
pub(super) fn path(table: TableId) -> String {
    format!("panel/{}.csv", table.id())
}
