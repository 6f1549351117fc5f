//! Panel → finding. A rule over the panel, one file each; a finding carries its evidence and its innocent explanations.

mod opening_only;
mod silent_share;

pub use opening_only::OPENING_ONLY;
pub use silent_share::SILENT_SHARE;

use crate::definition::Card;
use crate::engine::Protocol;
use crate::error::Error;
use crate::indicator::{Indicator, TableId};
use crate::panel::Panel;
use crate::time::Day;

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum About {
    /// A group.
    Group,
    /// An activity or a series of them.
    Activity,
}

impl About {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Activity => "activity",
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
    pub detect: fn(&Panel, &Protocol, &mut Vec<Finding>),
}

impl Signal {
    /// Its page, in Markdown.
    pub fn page(&self) -> String {
        let reads: Vec<String> = self.reads.iter().map(|i| format!("`{}`", i.id())).collect();
        self.card.page(&[
            ("about", self.about.id().to_owned()),
            ("reads", reads.join(", ")),
            ("could also be", self.explanations.join("; ")),
            ("也可能", self.explanations_zh.join("；")),
            ("what to do", format!("{} · {}", self.action, self.action_zh)),
            ("expires after", format!("{} days", self.expires_after)),
        ])
    }
}

/// One cell of the panel that a finding rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The table.
    pub table: TableId,
    /// The indicator.
    pub indicator: &'static str,
    /// The row, as `key=label` in the table's key order.
    pub row: String,
    /// The value.
    pub value: f64,
}

/// One occurrence of a signal, with its evidence.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Stable: the same signal about the same subject has the same id in every run.
    pub id: String,
    /// The signal.
    pub signal: &'static Signal,
    /// The group, or the organization and series.
    pub subject: String,
    /// First day it speaks of.
    pub since: Day,
    /// First day after.
    pub until: Day,
    /// What was seen.
    pub statement: String,
    /// 看到了什么.
    pub statement_zh: String,
    /// The cells it rests on.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// The day on which it expires.
    pub fn expires(&self) -> Day {
        self.until.plus(self.signal.expires_after)
    }
}

/// Every signal that comes with the library, in the order of their ids.
pub static SIGNALS: &[&Signal] = &[&OPENING_ONLY, &SILENT_SHARE];

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

/// What these signals find, by signal and subject. A signal whose indicators are not all in the run is not looked for.
pub fn findings(signals: &[&'static Signal], panel: &Panel, protocol: &Protocol) -> Vec<Finding> {
    let mut found = Vec::new();
    for signal in signals {
        let present = signal.reads.iter().all(|read| protocol.indicators().iter().any(|i| i.id() == read.id()));
        if present {
            (signal.detect)(panel, protocol, &mut found);
        }
    }
    found.sort_by(|a, b| (a.signal.card.id, &a.subject).cmp(&(b.signal.card.id, &b.subject)));
    found
}

/// A short id for a finding, which depends on signal and subject alone (FNV-1a, in Crockford's digits).
pub fn stable_id(signal: &str, subject: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in signal.bytes().chain([0]).chain(subject.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let digits = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let tail: String = (0..7).map(|i| digits[(hash >> (5 * i)) as usize & 31] as char).collect();
    format!("F{tail}")
}
