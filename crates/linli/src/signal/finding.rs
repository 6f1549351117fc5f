//! What a signal found: one occurrence, with the cells it rests on.

use super::Signal;
use crate::panel::Key;
use crate::records::PersonId;
use crate::time::Day;

/// One cell that a finding rests on: of the panel, or of a table of the records.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The table: of the panel by its id, of the records by theirs.
    pub table: &'static str,
    /// The indicator, or what was counted.
    pub indicator: &'static str,
    /// The row, as `key=label` in the table's key order.
    pub row: String,
    /// The value.
    pub value: f64,
}

impl Evidence {
    /// Cells of one row that were counted for a finding: what was counted, and how many.
    pub fn counted(table: &'static str, row: &str, counts: &[(&'static str, f64)]) -> Vec<Self> {
        let cell = |&(indicator, value): &(&'static str, f64)| Self { table, indicator, row: row.to_owned(), value };
        counts.iter().map(cell).collect()
    }
}

/// How large what was seen is, and how sure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The value.
    pub value: f64,
    /// 95 % interval, where there is one.
    pub interval: Option<[f64; 2]>,
    /// What was to be expected.
    pub expected: Option<f64>,
}

/// How often chance alone brings as much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The p of this test alone.
    pub p: f64,
    /// The smallest p it could have given.
    pub floor: f64,
    /// Adjusted within the family of its signal; the same as `p` where the signal has none.
    pub adjusted: f64,
}

/// One occurrence of a signal, with its evidence.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Stable: the same signal about the same subject has the same id in every run.
    pub id: String,
    /// The signal.
    pub signal: &'static Signal,
    /// The group, or the organization and series; never a person.
    pub subject: String,
    /// Whom it is about, for a signal about persons: in tier T0 alone, and of whoever agreed.
    pub person: Option<PersonId>,
    /// First day it speaks of.
    pub since: Day,
    /// First day after.
    pub until: Day,
    /// What was seen.
    pub statement: String,
    /// 看到了什么.
    pub statement_zh: String,
    /// How large it is.
    pub effect: Option<Effect>,
    /// How often chance brings as much, where a test was made.
    pub chance: Option<Chance>,
    /// The cells it rests on.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// A finding about a subject, which begins on one day and was seen up to another.
    pub fn new(signal: &'static Signal, subject: impl Into<String>, days: [Day; 2]) -> Self {
        let subject = subject.into();
        Self {
            id: stable_id(signal.card.id, &subject),
            signal,
            subject,
            person: None,
            since: days[0],
            until: days[1],
            statement: String::new(),
            statement_zh: String::new(),
            effect: None,
            chance: None,
            evidence: Vec::new(),
        }
    }

    /// The same about one person of the subject, who stands there by a pseudonym.
    #[must_use]
    pub fn of_person(self, person: PersonId, pseudonym: &str) -> Self {
        let id = stable_id(self.signal.card.id, &format!("{}\0{pseudonym}", self.subject));
        Self { id, person: Some(person), ..self }
    }

    /// The same, saying what was seen.
    #[must_use]
    pub fn saying(self, statement: impl Into<String>, statement_zh: impl Into<String>) -> Self {
        Self { statement: statement.into(), statement_zh: statement_zh.into(), ..self }
    }

    /// The same, resting on these cells.
    #[must_use]
    pub fn resting_on(self, evidence: Vec<Evidence>) -> Self {
        Self { evidence, ..self }
    }

    /// The same, with how large it is.
    #[must_use]
    pub fn with_effect(self, value: f64, interval: Option<[f64; 2]>, expected: Option<f64>) -> Self {
        Self { effect: Some(Effect { value, interval, expected }), ..self }
    }

    /// The same, with how often chance brings as much.
    #[must_use]
    pub fn with_chance(self, p: f64, floor: f64) -> Self {
        Self { chance: Some(Chance { p, floor, adjusted: p }), ..self }
    }

    /// The day on which it expires.
    pub fn expires(&self) -> Day {
        self.until.plus(self.signal.expires_after)
    }
}

/// A row in words: `key=label` in order.
pub(super) fn row_of(labels: impl IntoIterator<Item = (Key, String)>) -> String {
    let words: Vec<String> = labels.into_iter().map(|(key, label)| format!("{}={label}", key.id())).collect();
    words.join(" ")
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
