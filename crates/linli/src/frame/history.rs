//! What an indicator may look at beyond the turns and ties of its own window: openings and who took them up, seen days,
//! joins, and the window before.

use super::Needs;
use crate::definition::Undefined;
use crate::marginality::State;
use crate::records::PersonId;
use crate::time::Day;

/// Filled only where somebody declared the need. People are nodes of the frame.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// For [`Needs::OPENINGS`].
    pub openings: Option<Vec<Opened>>,
    /// For [`Needs::CHANCE`]: how many openings of all would be taken up by chance; `None` in a window of one day.
    pub chance: Option<Option<f64>>,
    /// For [`Needs::CLOCK`]: the turns on a clock that runs as the group's days and weeks do, ascending.
    pub clock: Option<Vec<f64>>,
    /// For [`Needs::RHYTHM`]: the median of each one's own gaps between seen days, where there are enough.
    pub rhythm: Option<Vec<Option<f64>>>,
    /// For [`Needs::WEEKS`].
    pub weeks: Option<Vec<Weeks>>,
    /// For [`Needs::TENURE`]: days of membership up to the window's end, where the first is known.
    pub tenure: Option<Vec<Option<u32>>>,
    /// For [`Needs::JOINERS`]: whoever joined in the twelve weeks before the window's end, no staff; `None` where no
    /// join is known so far.
    pub joiners: Option<Option<Vec<Joiner>>>,
    /// For [`Needs::INVITATIONS`]: for everybody in the tree, the place of who invited them, which is an earlier one.
    pub invitations: Option<Vec<Option<u32>>>,
    /// For [`Needs::MARGINALITY`]: `overlapping` in a window that is not of the disjoint series.
    pub margins: Option<Result<Margins, Undefined>>,
    /// For [`Needs::PREVIOUS`]: the window of the same length that ends where this one begins, or why it says nothing.
    pub previous: Option<Result<Previous, Undefined>>,
    /// For [`Needs::LOOKBACK`]: how many of the tied pairs were not tied in the presence period before the window.
    pub new_pairs: Option<Result<u32, Undefined>>,
    /// For [`Needs::DECAY`]: the decayed weight of each one's ties, either way.
    pub decayed: Option<Vec<f64>>,
    /// For [`Needs::TIED_TURNS`].
    pub tied: Option<TiedTurns>,
}

/// An opening of somebody in the frame whose 24 hours were over in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// Whose.
    pub node: u32,
    /// How long it waited, in microseconds.
    pub waits: i64,
    /// How long until another person who is no staff took it up, where somebody did.
    pub taken_up: Option<i64>,
    /// Whether staff answered before that.
    pub staff_first: bool,
}

/// Somebody's weeks in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weeks {
    /// With a turn or an attendance.
    pub seen: u32,
    /// In which being seen can be expected.
    pub countable: u32,
    /// Both.
    pub seen_countable: u32,
}

/// Somebody who joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joiner {
    /// Whether eight weeks have passed since.
    pub due: bool,
    /// Whether they were seen in the first four weeks.
    pub seen: bool,
    /// Whether they were, and again in the next four.
    pub landed: bool,
}

/// Where everybody stands at the window's end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Margins {
    /// One entry a person of the frame.
    pub of: Vec<Margin>,
    /// Whether the same was asked 84 days before.
    pub has_earlier: bool,
}

/// Of so many members so many must have a state before a share of them is given: seven in ten.
const LEAST_CLASSIFIED: (u32, u32) = (7, 10);

impl Margins {
    /// Members with a state, and members without one. Staff are no members, nor is whoever left.
    pub fn classified(&self) -> (u32, u32) {
        let members = self.of.iter().filter(|one| one.state != Err(Undefined::OtherPopulation));
        members.fold((0, 0), |(with, without), one| match one.state {
            Ok(_) => (with + 1, without),
            Err(_) => (with, without + 1),
        })
    }

    /// How many members are in one of these states, of how many with any.
    ///
    /// # Errors
    /// `no_members`; and where fewer than seven in ten of them have a state, the reason of most of the others (of two the
    /// first in the list of reasons).
    pub fn share(&self, counts: impl Fn(State) -> bool) -> Result<(u32, u32), Undefined> {
        let (with, without) = self.classified();
        if with + without == 0 {
            return Err(Undefined::NoMembers);
        }
        let (part, whole) = LEAST_CLASSIFIED;
        if whole * with < part * (with + without) {
            let reasons = self.of.iter().filter_map(|one| one.state.err());
            let mut reasons: Vec<Undefined> = reasons.filter(|&reason| reason != Undefined::OtherPopulation).collect();
            reasons.sort_unstable();
            let most = reasons.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), std::cmp::Reverse(same[0])));
            return Err(most.map_or(Undefined::NoMembers, |same| same[0]));
        }
        Ok((self.of.iter().filter(|one| one.state.is_ok_and(&counts)).count() as u32, with))
    }

    /// Of those members who were in one kind of state 84 days ago, the share who are in another now.
    ///
    /// # Errors
    /// `no_previous_window` where nothing was asked 84 days ago, `zero_denominator` where nobody was in such a state.
    pub fn moved(&self, from: impl Fn(State) -> bool, to: impl Fn(State) -> bool) -> Result<(u32, u32), Undefined> {
        if !self.has_earlier {
            return Err(Undefined::NoPreviousWindow);
        }
        let still = self.of.iter().filter(|one| one.state != Err(Undefined::OtherPopulation));
        let were = still.filter(|one| one.earlier.is_ok_and(&from));
        let (k, n) = were.fold((0, 0), |(k, n), one| (k + u32::from(one.state.is_ok_and(&to)), n + 1));
        if n == 0 { Err(Undefined::ZeroDenominator) } else { Ok((k, n)) }
    }
}

/// Where somebody stands. `other_population` is staff, and whoever is no member any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margin {
    /// The state, or why there is none.
    pub state: Result<State, Undefined>,
    /// The state 84 days before; `other_population` where nothing was asked then.
    pub earlier: Result<State, Undefined>,
    /// Whether the window before gave the same state. A state seen once is provisional.
    pub seen_twice: bool,
    /// The first day after the last evidence of anything else.
    pub since: Day,
    /// Whether the person agreed to what is said of them by name.
    pub agreed: bool,
}

/// The window before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Previous {
    /// Who counted then, ascending.
    pub people: Vec<PersonId>,
    /// Pairs tied then, whatever the direction, the smaller first, ascending; none at the grain of the population.
    pub pairs: Vec<(PersonId, PersonId)>,
}

/// How often each tie was renewed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TiedTurns {
    /// Turns with a tie.
    pub turns: u32,
    /// For every directed tie, the turns that gave it.
    pub of_ties: Vec<u32>,
}

macro_rules! readers {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $need:ident;)+) => {
        impl History {
            $(
                $(#[$doc])*
                ///
                /// # Panics
                /// If the indicator did not declare the need.
                pub fn $name(&self) -> &$type {
                    self.$name.as_ref().unwrap_or_else(|| panic!("an indicator reads {:?}, which it did not declare in `needs`", Needs::$need.ids()))
                }
            )+
        }
    };
}

readers! {
    /// The openings of the frame's people, in order.
    openings: Vec<Opened> = OPENINGS;
    /// How many openings would be taken up by chance.
    chance: Option<f64> = CHANCE;
    /// The turns on the group's own clock.
    clock: Vec<f64> = CLOCK;
    /// Median gaps between seen days.
    rhythm: Vec<Option<f64>> = RHYTHM;
    /// Weeks.
    weeks: Vec<Weeks> = WEEKS;
    /// Days of membership.
    tenure: Vec<Option<u32>> = TENURE;
    /// Who joined.
    joiners: Option<Vec<Joiner>> = JOINERS;
    /// Who invited whom.
    invitations: Vec<Option<u32>> = INVITATIONS;
    /// Where everybody stands.
    margins: Result<Margins, Undefined> = MARGINALITY;
    /// The window before.
    previous: Result<Previous, Undefined> = PREVIOUS;
    /// How many tied pairs are new.
    new_pairs: Result<u32, Undefined> = LOOKBACK;
    /// Decayed weights.
    decayed: Vec<f64> = DECAY;
    /// Tied turns.
    tied: TiedTurns = TIED_TURNS;
}
