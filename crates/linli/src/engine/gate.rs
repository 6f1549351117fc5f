//! Why sources do not allow a value in a window.

use crate::definition::Undefined;
use crate::frame::{GroupFrame, Needs};
use crate::indicator::Indicator;
use crate::population::{Base, Population, Staff};
use crate::records::{DaySpan, Field, Fields, covered_share};
use crate::tie::Tells;
use crate::time::Window;

/// What sources say of a window.
pub(super) struct Gate {
    pub(super) window: Option<Undefined>,
    pub(super) presence: Option<Undefined>,
    pub(super) fields: Fields,
    pub(super) has_list: bool,
    pub(super) linked: bool,
    /// Whether anybody here is known as staff.
    pub(super) has_staff: bool,
}

/// What is known of the ties at hand.
pub(super) struct Seen {
    pub(super) reads: Fields,
    pub(super) tells: Tells,
    pub(super) sparse: bool,
}

impl Gate {
    pub(super) fn refuses(
        &self,
        indicator: &Indicator,
        population: Population,
        ties: Option<&Seen>,
    ) -> Option<Undefined> {
        let needs = |need| indicator.needs.has(need);
        if needs(Needs::ROSTER) && population.base != Base::Roster {
            return Some(Undefined::OtherPopulation);
        }
        if ties.is_some_and(|ties| ties.tells == Tells::Strength) && !needs(Needs::WEIGHTS) {
            return Some(Undefined::OtherTies);
        }
        if needs(Needs::STAFF)
            && population.staff == Staff::Removed
            && (population.base != Base::Roster || self.has_list)
        {
            return Some(Undefined::OtherPopulation);
        }
        let refused = self.population(population).or(self.presence.filter(|_| needs(Needs::PRESENCE)));
        if refused.is_some() {
            return refused;
        }
        // A list of members counts by itself, whoever came.
        let by_list = population.base == Base::Roster && indicator.id() == "net_members";
        if needs(Needs::LINKED) && !self.linked && !by_list {
            return Some(Undefined::NotLinked);
        }
        if needs(Needs::STAFF) && !self.has_staff {
            return Some(Undefined::NotRecorded);
        }
        if !self.recorded(indicator.reads) {
            return Some(Undefined::NotRecorded);
        }
        ties.and_then(|ties| self.ties(ties, needs(Needs::EVIDENCE)))
    }

    /// Why nothing can be said of a population.
    pub(super) fn population(&self, population: Population) -> Option<Undefined> {
        let no_list = population.base == Base::Roster && !self.has_list;
        if no_list { Some(Undefined::NoRoster) } else { self.window }
    }

    /// Why nothing can be said of ties, or of their structure.
    pub(super) fn ties(&self, ties: &Seen, structure: bool) -> Option<Undefined> {
        if !self.recorded(ties.reads) {
            return Some(Undefined::NotRecorded);
        }
        if ties.reads.has(Field::Attendance) && !self.linked {
            return Some(Undefined::NotLinked);
        }
        (structure && ties.sparse).then_some(Undefined::TooFewEvents)
    }

    fn recorded(&self, reads: Fields) -> bool {
        reads == Fields::NONE || self.fields.meets(reads)
    }
}

/// Fewer people than the definition needs.
pub(super) fn too_few(indicator: &Indicator, frame: &GroupFrame<'_>) -> Option<Undefined> {
    let (n, least) = (frame.len(), indicator.min_members as usize);
    (n < least).then_some(if n == 0 { Undefined::NoMembers } else { Undefined::TooFewMembers })
}

/// Less of a window covered than is asked for.
pub(super) fn gap(coverage: &[DaySpan], window: &Window, least: f64) -> Option<Undefined> {
    let share = covered_share(coverage, window);
    if share <= 0.0 { Some(Undefined::NotCovered) } else { (share < least).then_some(Undefined::PartlyCovered) }
}
