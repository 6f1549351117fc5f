//! Timeline → ties. A tie rule is a declared input: a named rule with parameters, never silently summed with another.

mod adjacent;
mod explicit;
mod explicit_else_adjacent;
mod parameters;
mod timeline;

pub use adjacent::ADJACENT;
pub use explicit::EXPLICIT;
pub use explicit_else_adjacent::EXPLICIT_ELSE_ADJACENT;
pub use parameters::{Parameter, ParameterKind, Parameters};
pub use timeline::{Timeline, Turn};

use crate::definition::Card;
use crate::records::Fields;
use crate::time::Timestamp;

/// Weight units of one whole tie: the least common multiple of 1 … 16, so that shares of a tie add up exactly.
pub const WHOLE: u32 = 720_720;

/// A dated directed weighted pair. People are positions in the group's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// When: the time of the turn by `from`.
    pub time: Timestamp,
    /// The turn it comes from.
    pub turn: u32,
    /// Who.
    pub from: u32,
    /// Towards whom.
    pub to: u32,
    /// How much, in units of 1/[`WHOLE`].
    pub weight: u32,
}

/// Whether the people themselves state the ties of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// Every tie is stated by the one who speaks.
    ByTheSpeaker,
    /// Ties are inferred from the order of turns, at least in part.
    Inferred,
}

/// A tie rule. It looks back only, so that a late message is a replay and never a retraction.
#[derive(Debug)]
pub struct TieRule {
    /// What is said about it.
    pub card: Card,
    /// Source fields of which at least one must be recorded; without any the ties are `not_recorded`. None: no field.
    pub reads: Fields,
    /// Whether ties are stated or inferred.
    pub stated: Stated,
    /// The parameters it takes.
    pub parameters: &'static [Parameter],
    /// The ties of one turn.
    pub infer: fn(&Parameters, &Timeline, usize, &mut dyn FnMut(Tie)),
}

/// Every tie rule that comes with the library, in the order of their names.
pub static TIE_RULES: &[&TieRule] = &[&ADJACENT, &EXPLICIT, &EXPLICIT_ELSE_ADJACENT];

impl TieRule {
    /// Its page, in Markdown.
    pub fn page(&self) -> String {
        let reads: Vec<&str> = self.reads.iter().map(|field| field.id()).collect();
        let mut facts = Vec::new();
        if !reads.is_empty() {
            facts.push(("needs a source that records", reads.join(" or ")));
        }
        for parameter in self.parameters {
            facts.push(("parameter", format!("`{}` = {}: {}", parameter.name, parameter.default, parameter.meaning)));
        }
        self.card.page(&facts)
    }

    /// All ties of a timeline, in order.
    pub fn ties(&self, parameters: &Parameters, timeline: &Timeline) -> Vec<Tie> {
        let mut ties = Vec::new();
        for turn in 0..timeline.len() {
            (self.infer)(parameters, timeline, turn, &mut |tie| ties.push(tie));
        }
        ties
    }
}
