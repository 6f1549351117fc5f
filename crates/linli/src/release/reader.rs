//! Who reads a release, and for what people let the records be made.

use crate::error::{Error, ErrorKind};
use crate::plan::{Purpose, Tier};
use crate::study::Study;

/// Who reads a release. Each has a content of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// 辅导者: the team, with names.
    Coach,
    /// 研究者: keyed pseudonyms.
    Researcher,
    /// 资助方: aggregates by organization.
    Funder,
    /// 公众: aggregates of the whole programme.
    Public,
}

impl Reader {
    /// Every reader.
    pub const ALL: &'static [Self] = &[Self::Coach, Self::Researcher, Self::Funder, Self::Public];

    /// What one types.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Coach => "coach",
            Self::Researcher => "researcher",
            Self::Funder => "funder",
            Self::Public => "public",
        }
    }

    /// The reader of this id.
    ///
    /// # Errors
    /// An id that is none; the nearest is named.
    pub fn named(id: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().copied().find(|reader| reader.id() == id);
        found.ok_or_else(|| Error::unknown(("audience", "读者"), id, Self::ALL.iter().map(|reader| reader.id())))
    }

    /// The tier of what they read.
    pub const fn tier(self) -> Tier {
        match self {
            Self::Coach => Tier::T0,
            Self::Researcher => Tier::T1,
            Self::Funder => Tier::T2,
            Self::Public => Tier::T3,
        }
    }

    /// Whom a purpose admits. People let a coach in because she helps; the same log must not weigh their money.
    pub const fn of(purpose: Purpose) -> &'static [Self] {
        match purpose {
            Purpose::Coaching => &[Self::Coach, Self::Researcher],
            Purpose::Evaluation => &[Self::Funder, Self::Public],
            Purpose::Research => &[Self::Researcher, Self::Public],
        }
    }
}

impl Study {
    /// Whether the plan's purpose lets a reader have the content that is theirs. Names need its tier as well.
    ///
    /// # Errors
    /// A purpose that serves others.
    pub fn admits(&self, reader: Reader) -> Result<(), Error> {
        let plan = &self.plan;
        let (purpose, admitted) = (plan.purpose.id(), Reader::of(plan.purpose));
        if !admitted.contains(&reader) {
            let names: Vec<&str> = admitted.iter().map(|reader| reader.id()).collect();
            let whose: Vec<&str> = [Purpose::Coaching, Purpose::Evaluation, Purpose::Research]
                .into_iter()
                .filter(|&purpose| Reader::of(purpose).contains(&reader))
                .map(Purpose::id)
                .collect();
            let (id, names, whose) = (reader.id(), names.join(", "), whose.join("\" / \""));
            return Err(Error::new(
                ErrorKind::Plan,
                (
                    format!(
                        "the plan's purpose is {purpose}, which is for {names}; it gives nothing to the audience {id}"
                    ),
                    format!("这个方案的用途是 {purpose}，只给 {names}，不能给 {id}"),
                ),
            )
            .with_hint((
                format!("people agreed to one purpose; for another ask them first, then set purpose = \"{whose}\""),
                format!("大家只同意了一种用途；要换用途先问过大家，再写 purpose = \"{whose}\""),
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reader_is_admitted_by_some_purpose_and_none_by_all() {
        let purposes = [Purpose::Coaching, Purpose::Evaluation, Purpose::Research];
        for reader in Reader::ALL {
            let admitting = purposes.iter().filter(|&&purpose| Reader::of(purpose).contains(reader)).count();
            assert!((1..3).contains(&admitting), "{reader:?}");
        }
        // The log of those who help pays nobody and is shown to nobody outside.
        assert!(!Reader::of(Purpose::Coaching).contains(&Reader::Funder));
        assert!(!Reader::of(Purpose::Evaluation).contains(&Reader::Coach));
    }
}
