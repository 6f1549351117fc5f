//! What a file cannot say of itself, as a person says it.

use std::collections::BTreeMap;
use std::fmt;

use linli::Error;
use linli::plan::SourceChoice;
use linli::time::{Day, Zone};

use crate::limits::Limits;

/// Which part of `03/04/2017` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// Year, month, day; to be said only where the year has two digits.
    YearFirst,
}

impl DateOrder {
    /// Every order, in a fixed order.
    pub const ALL: &'static [Self] = &[Self::DayFirst, Self::MonthFirst, Self::YearFirst];

    /// The name that stands in the plan and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::YearFirst => "year-first",
        }
    }

    /// The order of this name.
    pub fn named(text: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().copied().find(|order| order.id() == text.replace('_', "-"));
        found.ok_or_else(|| Error::unknown(("date order", "日期次序"), text, Self::ALL.iter().map(|order| order.id())))
    }
}

/// What becomes of a message whose time cannot be read, or lies where no message can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Times {
    /// The file is refused at that line: a message at a wrong time makes wrong numbers.
    #[default]
    Strict,
    /// The message is left out and counted; of an hour that occurs twice, the first is taken.
    Lenient,
}

impl Times {
    /// The choice of this name.
    pub fn named(text: &str) -> Result<Self, Error> {
        match text {
            "strict" => Ok(Self::Strict),
            "lenient" => Ok(Self::Lenient),
            _ => Err(Error::unknown(("way to read times", "时间读法"), text, ["strict", "lenient"])),
        }
    }
}

/// What a file cannot say of itself.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The file as the user knows it, for diagnostics.
    pub file: String,
    /// The zone of local times.
    pub zone: Zone,
    /// The encoding, where the bytes leave it open.
    pub encoding: Option<String>,
    /// Day and month order, where the file leaves it open.
    pub date_order: Option<DateOrder>,
    /// The year of the first message, where dates have none.
    pub year: Option<i32>,
    /// The name of whoever exported the file, where it writes `我` or nothing for them.
    pub me: Option<String>,
    /// Which column of a table is what: `time`, `author`, `text` and so on → the column's own header.
    pub columns: BTreeMap<String, String>,
    /// What becomes of messages whose time cannot be read.
    pub times: Times,
    /// The day on which the study is read: later times cannot be meant.
    pub as_of: Option<Day>,
    /// How much is read.
    pub limits: Limits,
}

impl ReadOptions {
    /// Local times are of this zone, nothing else is said.
    pub fn new(file: impl Into<String>, zone: Zone) -> Self {
        Self {
            file: file.into(),
            zone,
            encoding: None,
            date_order: None,
            year: None,
            me: None,
            columns: BTreeMap::new(),
            times: Times::default(),
            as_of: None,
            limits: Limits::default(),
        }
    }

    /// The same, with what the plan says of this source.
    pub fn told(mut self, choice: &SourceChoice) -> Result<Self, Error> {
        if let Some(order) = &choice.date_order {
            self.date_order = Some(DateOrder::named(order)?);
        }
        if let Some(times) = &choice.times {
            self.times = Times::named(times)?;
        }
        self.encoding.clone_from(&choice.encoding);
        self.year = choice.year;
        self.me.clone_from(&choice.me);
        self.columns.clone_from(&choice.columns);
        Ok(self)
    }
}

/// Without the exporter's name.
impl fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, zone, date_order, year, times, .. } = self;
        let mut shown = f.debug_struct("ReadOptions");
        shown.field("file", file).field("zone", zone).field("date_order", date_order);
        shown.field("year", year).field("times", times).finish_non_exhaustive()
    }
}
