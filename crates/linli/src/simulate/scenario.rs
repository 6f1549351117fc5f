//! What street is simulated: organizations, how strong what is planted is, how untidy what people keep of it.

use super::plant::Plant;
use super::scenarios;
use crate::error::Error;
use crate::time::Day;

/// How strong what is planted is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// A fall leaves 70 %, a rise brings half as much again, a habit is kept in seven of ten cases.
    Small,
    /// A fall leaves half, a rise doubles, a habit is kept in nine of ten cases.
    Medium,
    /// A fall leaves a fifth, a rise brings three times as much, a habit is always kept.
    Large,
}

impl Effect {
    /// Every one, in a fixed order.
    pub const ALL: &'static [Self] = &[Self::Small, Self::Medium, Self::Large];

    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// The effect of this name.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn named(id: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().copied().find(|effect| effect.id() == id);
        found.ok_or_else(|| Error::unknown(("effect", "强度"), id, Self::ALL.iter().map(|effect| effect.id())))
    }

    /// What a fall leaves.
    pub const fn fallen(self) -> f64 {
        match self {
            Self::Small => 0.7,
            Self::Medium => 0.5,
            Self::Large => 0.2,
        }
    }

    /// What a rise brings.
    pub const fn risen(self) -> f64 {
        match self {
            Self::Small => 1.5,
            Self::Medium => 2.0,
            Self::Large => 3.0,
        }
    }

    /// How much of the usual is left beside a planted habit.
    pub const fn exceptions(self) -> f64 {
        match self {
            Self::Small => 0.3,
            Self::Medium => 0.1,
            Self::Large => 0.0,
        }
    }
}

/// How tidy what people keep is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Every sheet is kept as a list, every chat is exported whole from one telephone, nobody changes a name.
    Tidy,
    /// Sheets are lost, late, copied, counted or ticked in a table; chats have missing weeks; two telephones show two names.
    Lifelike,
}

/// With what a chat was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Tool {
    /// WeChat's own text, by mail.
    WechatText,
    /// ChatLab.
    ChatLab,
    /// MemoTrace, CSV.
    MemoTrace,
    /// WhatsApp's own export.
    WhatsApp,
}

/// A chat group that an organization keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// With what it is exported.
    pub tool: Tool,
    /// How many conversations begin on an ordinary day.
    pub daily: f64,
}

/// An organization before anybody lives in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Its name; random choices are keyed by it.
    pub name: String,
    /// Its community.
    pub community: String,
    /// `service` or `interest`.
    pub kind: String,
    /// What it does, in turn.
    pub titles: Vec<String>,
    /// Where.
    pub venue: String,
    /// How many members it begins with.
    pub members: usize,
    /// On which weekday it meets, 0 for Monday.
    pub weekday: i32,
    /// At what hour.
    pub hour: u32,
    /// Every so many weeks.
    pub every: i32,
    /// Its chat group, if it has one.
    pub channel: Option<Channel>,
    /// What is planted, and in how many people where it is about people.
    pub plants: Vec<(Plant, usize)>,
}

/// A street before anybody lives in it.
///
/// ```
/// use linli::simulate::{Effect, Scenario};
///
/// let mut scenario = Scenario::named("lane")?;
/// scenario.effect = Effect::Large;
/// assert_eq!(scenario.organizations.len(), 3);
/// # Ok::<(), linli::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its id, and that of the study.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The first day.
    pub start: Day,
    /// How many weeks it lasts.
    pub weeks: i32,
    /// How strong what is planted is.
    pub effect: Effect,
    /// How tidy what people keep is.
    pub keeping: Keeping,
    /// The organizations.
    pub organizations: Vec<Design>,
    /// The name of the second-layer group, if there is one.
    pub second_layer: Option<String>,
}

impl Scenario {
    /// The registered scenario of this name.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn named(id: &str) -> Result<Self, Error> {
        let found = scenarios::SCENARIOS.iter().find(|known| known.id == id);
        let known = || scenarios::SCENARIOS.iter().map(|known| known.id);
        Ok((found.ok_or_else(|| Error::unknown(("scenario", "场景"), id, known()))?.make)())
    }

    /// The same street with nothing planted but the controls: whatever is found in it is found by chance, or is so.
    #[must_use]
    pub fn with_controls_alone(mut self) -> Self {
        for design in &mut self.organizations {
            design.plants.retain(|(plant, _)| plant.is_control());
        }
        self
    }

    /// The first day after.
    pub fn end(&self) -> Day {
        self.start.plus(7 * self.weeks)
    }
}
