//! What an indicator of one person's attendance may look at.

use crate::definition::Undefined;
use crate::records::Part;
use crate::statistics::{OccasionModel, Taken};
use crate::time::{Day, Window};

/// An activity with a list of names that somebody could have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opportunity {
    /// When.
    pub day: Day,
    /// Whether they came.
    pub came: bool,
    /// As what, where the list says.
    pub part: Option<Part>,
}

/// One person at the activities of one organization, up to the end of a window.
#[derive(Debug, Clone, Copy)]
pub struct ParticipantFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// The first day of the presence period that ends with the window.
    pub presence: Day,
    /// The listed activities from the first one they came to, in order, those left out at which they were away.
    pub opportunities: &'a [Opportunity],
    /// Whether they agreed to be spoken of by name for the plan's purpose.
    pub agreed: bool,
    /// How often the people of all organizations come again, fitted up to the window's end; or why there is no fit.
    pub model: Option<&'a Result<OccasionModel, Undefined>>,
}

impl ParticipantFrame<'_> {
    /// The opportunities from a day on.
    pub fn since(&self, day: Day) -> &[Opportunity] {
        &self.opportunities[self.opportunities.partition_point(|one| one.day < day)..]
    }

    /// What the model of occasions reads: the first attendance is no opportunity.
    pub fn taken(&self) -> Taken {
        taken(self.opportunities)
    }

    /// The model.
    ///
    /// # Panics
    /// If the indicator did not declare [`super::Needs::OCCASIONS`].
    pub fn model(&self) -> Result<&OccasionModel, Undefined> {
        let model = self.model.expect("an indicator reads the model of occasions, which it did not declare in `needs`");
        model.as_ref().map_err(|&reason| reason)
    }
}

/// What the model of occasions reads of opportunities that begin with the first attendance.
pub(crate) fn taken(opportunities: &[Opportunity]) -> Taken {
    let later = opportunities.get(1..).unwrap_or_default();
    let came = later.iter().zip(1..).filter(|(one, _)| one.came);
    came.fold(Taken { x: 0, last: 0, n: later.len() as u32 }, |taken, (_, at)| Taken {
        x: taken.x + 1,
        last: at,
        ..taken
    })
}
