//! The decision table: the first row that fits.
//!
//! K activities with a list of names, A of them attended · D days with a turn · O turns to all (openings), U of them answered
//! by another neighbour, S by staff alone · W countable weeks with a turn or an attendance · P partners: neighbours with an
//! explicit tie or an answer, either way, on two days, or at two activities of at most 15 people together.

use super::{Options, State};
use crate::definition::Undefined;

/// What is known of one person on the last day of the look-back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inputs {
    /// Whether they are staff.
    pub staff: bool,
    /// Countable weeks: covered by the chat or by an activity with a list, no holiday, in tenure, not away.
    pub weeks: u32,
    /// Whether the chat covers two thirds of them, enough to say that somebody wrote nothing.
    pub chat_covered: bool,
    /// Whether the name is known in chat and sheets.
    pub link: Link,
    /// Days of membership; `None` where its beginning is not known, which is no beginning of late.
    pub tenure: Option<u32>,
    /// Whether they are declared away.
    pub away: bool,
    /// D, days with a turn.
    pub d: u32,
    /// A, activities attended.
    pub a: u32,
    /// K, activities with a list of names to which they could have come.
    pub k: u32,
    /// O, openings.
    pub o: u32,
    /// Days with an opening.
    pub o_days: u32,
    /// U, openings answered by another neighbour.
    pub u: u32,
    /// S, openings answered by staff alone.
    pub s: u32,
    /// W, countable weeks with a turn or an attendance.
    pub w: u32,
    /// P, distinct partners among the neighbours.
    pub p: u32,
    /// Members of the group, staff apart, this one among them.
    pub members: u32,
    /// p, the share of the group's openings that neighbours answer; `None` without openings.
    pub rate: Option<f64>,
}

/// Whether a name of one source is known in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// There is nothing to link (the organization has a chat or sheets, not both), the name is known in both, or it is
    /// declared the person's own everywhere: where it does not stand, they were not.
    Linked,
    /// The name is known in one of the two, and might be another name of the other.
    OneOfTwo,
}

/// Days of membership before anything is said.
const NEWCOMER: u32 = 28;
/// Lists of names it takes to call somebody absent.
const LEAST_LISTS: u32 = 3;
/// Days on which somebody must have spoken to all to be called unanswered.
const LEAST_DAYS: u32 = 3;
/// Openings answered by staff alone, from which on staff are the company somebody has.
const LEAST_STAFF: u32 = 3;
/// Partners that are enough for the core of any group.
const CORE_PARTNERS: u32 = 4;

/// The share of answered openings from which so many unanswered ones are more than bad luck.
const ENOUGH: &[(f64, u32)] = &[(0.7, 3), (0.6, 4), (0.5, 5), (0.4, 6), (0.3, 9)];

/// o(p): how many openings it takes; `None` is never.
fn enough(rate: Option<f64>) -> Option<u32> {
    let rate = rate?;
    ENOUGH.iter().find(|&&(least, _)| rate >= least).map(|&(_, openings)| openings)
}

/// The state, or the reason for having none.
///
/// # Errors
/// `other_population` for staff, `not_covered` for fewer countable weeks than [`Options::least_weeks`] and fewer than
/// three lists, `not_linked`, `newcomer`, `away`. Of whoever is in no list and in no chat while the chat is not covered
/// nothing is known, which is `not_covered` as well: missing is not none.
pub fn place(of: &Inputs, options: &Options) -> Result<State, Undefined> {
    let unseen = of.d == 0 && of.a == 0;
    let silent = of.d == 0 && of.chat_covered;
    if of.staff {
        return Err(Undefined::OtherPopulation);
    }
    if of.weeks < options.least_weeks() && of.k < LEAST_LISTS {
        return Err(Undefined::NotCovered);
    }
    if of.link == Link::OneOfTwo {
        return Err(Undefined::NotLinked);
    }
    if of.tenure.is_some_and(|days| days < NEWCOMER) {
        return Err(Undefined::Newcomer);
    }
    if of.away {
        return Err(Undefined::Away);
    }
    if unseen && !of.chat_covered {
        return Err(Undefined::NotCovered);
    }
    let alone = of.p == 0 && of.u == 0;
    Ok(if silent && unseen && of.k >= LEAST_LISTS {
        State::Absent
    } else if silent && unseen {
        State::Silent
    } else if silent {
        State::AttendsSilent
    } else if alone && of.s == 0 && of.o_days >= LEAST_DAYS && enough(of.rate).is_some_and(|least| of.o >= least) {
        State::Unanswered
    } else if alone && of.s >= LEAST_STAFF {
        State::StaffOnly
    } else if 3 * of.w >= 2 * of.weeks && of.p >= CORE_PARTNERS.min(of.members.saturating_sub(1).div_ceil(2)) {
        State::Core
    } else if of.w <= 2 || of.p <= 1 {
        State::Peripheral
    } else {
        State::Connected
    })
}
