//! Timeline → ties. A tie rule is a declared input: a named rule with parameters, never silently summed with another.

mod adjacent;
mod coattend;
mod exchange;
mod explicit;
mod explicit_else_adjacent;
mod mention;
mod named;
mod openings;
mod parameters;
mod quote;
mod react;
mod recent;
mod timeline;

pub use adjacent::ADJACENT;
pub use coattend::COATTEND;
pub use exchange::EXCHANGE;
pub use explicit::EXPLICIT;
pub use explicit_else_adjacent::EXPLICIT_ELSE_ADJACENT;
pub use mention::MENTION;
pub use named::NAMED;
pub use openings::{Opening, Receipts, Taken, Uptake, WAIT, answers, openings};
pub use parameters::{Parameter, ParameterKind, Parameters};
pub use quote::QUOTE;
pub use react::REACT;
pub use recent::RECENT;
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

/// What may be asked of the ties of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    /// Who is tied to whom, and how strongly: every indicator.
    Structure,
    /// How strongly alone: the indicators that read weights. Whether a pair is tied at all says little here, so every
    /// other indicator is `other_ties`.
    Strength,
}

impl Tells {
    /// In words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Structure => "every indicator on ties",
            Self::Strength => "the strengths of positions alone; every other indicator is `other_ties`",
        }
    }
}

/// Something several people took part in. In the two-mode network it is the second kind of node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// When it was over, and known to be.
    pub time: Timestamp,
    /// Who took part, as positions in the group's timeline, ascending.
    pub people: Vec<u32>,
}

/// How a rule comes to its ties.
#[derive(Debug, Clone, Copy)]
pub enum Infer {
    /// The ties of one turn, from the turns up to it.
    Turns(fn(&Parameters, &Timeline, usize, &mut dyn FnMut(Tie))),
    /// Occasions, from the turns and from the activities people came to. Two people are then as close in a window as
    /// the two-mode network says: occasions together / occasions with either, while both were members.
    Occasions(fn(&Parameters, &Timeline, &[Occasion]) -> Vec<Occasion>),
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
    /// What may be asked of its ties.
    pub tells: Tells,
    /// The parameters it takes.
    pub parameters: &'static [Parameter],
    /// Its ties.
    pub infer: Infer,
}

/// Every tie rule that comes with the library, in the order of their names.
pub static TIE_RULES: &[&TieRule] =
    &[&ADJACENT, &COATTEND, &EXCHANGE, &EXPLICIT, &EXPLICIT_ELSE_ADJACENT, &MENTION, &NAMED, &QUOTE, &REACT, &RECENT];

impl TieRule {
    /// Its page, in Markdown.
    pub fn page(&self) -> String {
        let reads: Vec<&str> = self.reads.iter().map(|field| field.id()).collect();
        let mut facts = Vec::new();
        if !reads.is_empty() {
            facts.push(("needs a source that records", reads.join(" or ")));
        }
        facts.push(("may be used in", self.tells.meaning().to_owned()));
        for parameter in self.parameters {
            facts.push(("parameter", format!("`{}` = {}: {}", parameter.name, parameter.default, parameter.meaning)));
        }
        self.card.page(&facts)
    }

    /// All ties of a timeline that come from turns, in order.
    pub fn ties(&self, parameters: &Parameters, timeline: &Timeline) -> Vec<Tie> {
        let mut ties = Vec::new();
        if let Infer::Turns(infer) = self.infer {
            for turn in 0..timeline.len() {
                infer(parameters, timeline, turn, &mut |tie| ties.push(tie));
            }
        }
        ties
    }

    /// All occasions of a rule that looks for them, in order; `activities` are those people came to.
    pub fn occasions(&self, parameters: &Parameters, timeline: &Timeline, activities: &[Occasion]) -> Vec<Occasion> {
        match self.infer {
            Infer::Turns(_) => Vec::new(),
            Infer::Occasions(infer) => infer(parameters, timeline, activities),
        }
    }
}
