//! What an indicator may look at: borrowed, plain, with people in ascending id; and the shared quantities.

mod doings;
mod exit;
mod history;
mod offline;
mod papers;
mod participant;
mod second_layer;

pub use doings::{Doings, HeldActivity, Listed};
pub use exit::Exit;
pub use history::{History, Joiner, Margin, Margins, Opened, Previous, TiedTurns, Weeks};
pub use offline::{ActivityFrame, OrganizationFrame, Post, SeriesFrame};
pub use papers::{Exchanges, Log, Papers};
pub(crate) use participant::taken;
pub use participant::{Opportunity, ParticipantFrame};
pub use second_layer::{Answer, Home, Homes, Hosted, PairFrame, Question, SecondLayerFrame, Showing, Talk};

use crate::definition::Card;
use crate::network::{
    CorePeriphery, Holes, Network, Paths, Sweep, Triples, core_numbers, core_periphery, onion_layers, shortest_paths,
    structural_holes, triples,
};
use crate::records::PersonId;
use crate::statistics::{Part, Stream};
use crate::time::{Day, Window};

/// What an indicator declares it reads. The engine fills exactly the union over the chosen ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs(u32);

impl Needs {
    /// Nothing beyond the frame itself.
    pub const NONE: Self = Self(0);
    /// [`Shared::paths`] without betweenness.
    pub const DISTANCES: Self = Self(1);
    /// [`Shared::paths`] with betweenness.
    pub const BETWEENNESS: Self = Self(1 | 2);
    /// [`Shared::triples`].
    pub const TRIANGLES: Self = Self(4);
    /// [`Shared::cores`].
    pub const CORES: Self = Self(8);
    /// A member list: values are `other_population` for other populations, `no_roster` for groups without a list.
    pub const ROSTER: Self = Self(16);
    /// Coverage of the whole presence period, not of the window alone.
    pub const PRESENCE: Self = Self(32);
    /// Enough tied turns to speak of structure: below the plan's floors values are `too_few_events`.
    pub const EVIDENCE: Self = Self(64);
    /// Names of sheets and chats known to be the same people: below the plan's floor values are `not_linked`.
    pub const LINKED: Self = Self(128);
    /// [`History::openings`].
    pub const OPENINGS: Self = Self(1 << 8);
    /// [`History::chance`].
    pub const CHANCE: Self = Self(1 << 8 | 1 << 9);
    /// [`History::clock`].
    pub const CLOCK: Self = Self(1 << 10);
    /// [`History::rhythm`].
    pub const RHYTHM: Self = Self(1 << 11);
    /// [`History::weeks`].
    pub const WEEKS: Self = Self(1 << 12);
    /// [`History::tenure`].
    pub const TENURE: Self = Self(1 << 13);
    /// [`History::joiners`].
    pub const JOINERS: Self = Self(1 << 14);
    /// [`History::invitations`].
    pub const INVITATIONS: Self = Self(1 << 15);
    /// [`History::previous`].
    pub const PREVIOUS: Self = Self(1 << 21);
    /// [`History::new_pairs`].
    pub const LOOKBACK: Self = Self(1 << 22);
    /// [`History::decayed`].
    pub const DECAY: Self = Self(1 << 23);
    /// [`History::tied`].
    pub const TIED_TURNS: Self = Self(1 << 24);
    /// Reads weights alone: also defined on ties that tell how strong they are and nothing else.
    pub const WEIGHTS: Self = Self(1 << 25);

    /// [`History::margins`].
    pub const MARGINALITY: Self = Self(1 << 26);
    /// Names a state of a person: written in tier T0 alone, and of whoever agreed.
    pub const LABEL: Self = Self(1 << 27);

    // Of networks, from 1 << 16.
    /// [`Shared::holes`].
    pub const HOLES: Self = Self(1 << 16);
    /// [`Shared::onion`].
    pub const ONION: Self = Self(1 << 17);
    /// [`Shared::core_periphery`].
    pub const CORE_PERIPHERY: Self = Self(1 << 18);
    /// Somebody known as staff who counts: values are `other_population` without staff, `not_recorded` where nobody is
    /// known as staff.
    pub const STAFF: Self = Self(1 << 19);
    /// [`ParticipantFrame::model`].
    pub const OCCASIONS: Self = Self(1 << 30);
    /// Costs many times what the others cost: computed only where the plan lists it.
    pub const ON_REQUEST: Self = Self(1 << 20);

    // Of organizations.
    /// [`OrganizationFrame::papers`] in place of activities recorded in the window: values stand wherever those papers speak.
    pub const PAPERS: Self = Self(1 << 28);
    /// [`Papers::exchanges`].
    pub const EXCHANGES: Self = Self(1 << 29);
    /// Of the staff's own load: written in tier T0 alone.
    pub const TEAM: Self = Self(1 << 31);
    /// What no tier but T0 may hold.
    pub const FOR_THE_TEAM: Self = Self::LABEL.with(Self::TEAM);

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is among them.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a value on ties hangs on more than the network of its window: on the window before, on older ties.
    pub const fn looks_beyond_its_network(self) -> bool {
        self.meets(Self::PREVIOUS.with(Self::LOOKBACK).with(Self::DECAY).with(Self::TIED_TURNS))
    }

    /// Whether any of them asks for more than a set of days holds: a list, the time before or after, other sources.
    pub const fn reaches_beyond_days(self) -> bool {
        const BEYOND: Needs = Needs::ROSTER
            .with(Needs::PRESENCE)
            .with(Needs::LINKED)
            .with(Needs::OPENINGS)
            .with(Needs::CHANCE)
            .with(Needs::CLOCK)
            .with(Needs::RHYTHM)
            .with(Needs::WEEKS)
            .with(Needs::TENURE)
            .with(Needs::JOINERS)
            .with(Needs::INVITATIONS)
            .with(Needs::PREVIOUS)
            .with(Needs::LOOKBACK)
            .with(Needs::DECAY)
            .with(Needs::TIED_TURNS)
            .with(Needs::MARGINALITY);
        self.meets(BEYOND)
    }

    /// Whether some of `other` is among them.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Needs {
    /// The needs in words.
    pub fn ids(self) -> Vec<&'static str> {
        let known = [
            (Self::BETWEENNESS, "shortest paths"),
            (Self::TRIANGLES, "triangles"),
            (Self::CORES, "core numbers"),
            (Self::HOLES, "structural holes"),
            (Self::ONION, "onion layers"),
            (Self::CORE_PERIPHERY, "core and periphery"),
            (Self::STAFF, "known staff"),
            (Self::ON_REQUEST, "to be listed in the plan"),
            (Self::ROSTER, "a member list"),
            (Self::PRESENCE, "coverage of the presence period"),
            (Self::EVIDENCE, "enough tied turns"),
            (Self::LINKED, "names known across sources"),
            (Self::OPENINGS, "openings"),
            (Self::CHANCE, "openings at other days"),
            (Self::CLOCK, "the group's own clock"),
            (Self::RHYTHM, "seen days"),
            (Self::WEEKS, "weeks"),
            (Self::TENURE, "days of membership"),
            (Self::JOINERS, "joins"),
            (Self::INVITATIONS, "invitations"),
            (Self::PREVIOUS, "the window before"),
            (Self::LOOKBACK, "the presence period before the window, nine tenths of it covered"),
            (Self::DECAY, "ties of the 40 weeks before"),
            (Self::TIED_TURNS, "turns of each tie"),
            (Self::WEIGHTS, "weights alone"),
            (Self::MARGINALITY, "states by the decision table, at the ends of windows that do not overlap"),
            (Self::LABEL, "tier T0, and each person's consent for the plan's purpose"),
            (Self::PAPERS, "coaching, grants, expenses or milestones"),
            (Self::EXCHANGES, "what staff and members said to each other"),
            (Self::TEAM, "tier T0"),
            (Self::OCCASIONS, "a model of coming again, fitted to all organizations together"),
        ];
        let distances = self.has(Self::DISTANCES) && !self.has(Self::BETWEENNESS);
        let named = known.into_iter().filter(|&(need, _)| self.has(need)).map(|(_, name)| name);
        distances.then_some("distances").into_iter().chain(named).collect()
    }
}

/// Turns and sightings in the window, one entry a person of the frame.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    /// Turns in the window.
    pub turns: Vec<u32>,
    /// Turns in the window that state a target.
    pub addressed: Vec<u32>,
    /// Turns in the window that are a receipt and nothing more.
    pub receipts: Vec<u32>,
    /// Turns in the window with words that were said before in this chat.
    pub repeated: Vec<u32>,
    /// Distinct days in the window with a turn or an attendance.
    pub seen_days: Vec<u32>,
    /// Turns in the presence period that ends with the window.
    pub presence_turns: Vec<u32>,
    /// Who is away, or a member for less than 28 days: their silence means nothing yet.
    pub excused: Vec<bool>,
    /// Days from the last turn or attendance to the end of the window; `None` if never seen.
    pub days_since_seen: Vec<Option<u32>>,
    /// Turns of everybody in the group in the window, whoever counts.
    pub all_turns: u32,
    /// Turns of staff in the window; `None` where nobody is known as staff.
    pub staff_turns: Option<u32>,
}

/// Names the random streams of one frame, so that they hang on what they are for and on nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Streams<'a> {
    /// The plan's seed.
    pub seed: u64,
    /// The group's id.
    pub group: &'a str,
    /// Who counts, by the population's id.
    pub population: &'a str,
    /// The tie rule by its name in the plan; empty at the grain of the population.
    pub ties: &'a str,
}

impl Streams<'_> {
    /// The stream of an indicator in a window, by the window's first day and the first after it.
    pub fn of(&self, card: &Card, window: &Window) -> Stream {
        let day = |day: Day| Part::from(i64::from(day.number()));
        Stream::of(
            self.seed,
            &[
                card.id.into(),
                i64::from(card.revision).into(),
                self.group.into(),
                day(window.first_day),
                day(window.end_day),
                self.ties.into(),
                self.population.into(),
            ],
        )
    }
}

/// Quantities several indicators share; filled only where somebody declared the need.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    filled: Needs,
    paths: Paths,
    triples: Triples,
    cores: Vec<u32>,
    holes: Holes,
    onion: Vec<u32>,
    core_periphery: Option<CorePeriphery>,
}

impl Shared {
    /// Computes what is needed and nothing else.
    pub fn of(network: &Network, needs: Needs) -> Self {
        let mut shared = Self { filled: needs, ..Self::default() };
        if needs.has(Needs::BETWEENNESS) {
            shared.paths = shortest_paths(network, Sweep::Betweenness);
        } else if needs.has(Needs::DISTANCES) {
            shared.paths = shortest_paths(network, Sweep::Distances);
        }
        if needs.has(Needs::TRIANGLES) {
            shared.triples = triples(network);
        }
        if needs.has(Needs::CORES) {
            shared.cores = core_numbers(network);
        }
        if needs.has(Needs::HOLES) {
            shared.holes = structural_holes(network);
        }
        if needs.has(Needs::ONION) {
            shared.onion = onion_layers(network);
        }
        if needs.has(Needs::CORE_PERIPHERY) {
            shared.core_periphery = core_periphery(network);
        }
        shared
    }

    /// Shortest paths. Declare [`Needs::DISTANCES`] or [`Needs::BETWEENNESS`].
    ///
    /// # Panics
    /// If the indicator did not declare the need: a mistake in the declaration, found by the first test that runs it.
    pub fn paths(&self) -> &Paths {
        self.require(Needs::DISTANCES);
        &self.paths
    }

    /// Triangles and triples. Declare [`Needs::TRIANGLES`].
    ///
    /// # Panics
    /// If the indicator did not declare the need.
    pub fn triples(&self) -> Triples {
        self.require(Needs::TRIANGLES);
        self.triples
    }

    /// Core numbers by node. Declare [`Needs::CORES`].
    ///
    /// # Panics
    /// If the indicator did not declare the need.
    pub fn cores(&self) -> &[u32] {
        self.require(Needs::CORES);
        &self.cores
    }

    /// Constraint and effective size by node. Declare [`Needs::HOLES`].
    ///
    /// # Panics
    /// If the indicator did not declare the need.
    pub fn holes(&self) -> &Holes {
        self.require(Needs::HOLES);
        &self.holes
    }

    /// Onion layers by node. Declare [`Needs::ONION`].
    ///
    /// # Panics
    /// If the indicator did not declare the need.
    pub fn onion(&self) -> &[u32] {
        self.require(Needs::ONION);
        &self.onion
    }

    /// The best core; `None` where there is none. Declare [`Needs::CORE_PERIPHERY`].
    ///
    /// # Panics
    /// If the indicator did not declare the need.
    pub fn core_periphery(&self) -> Option<&CorePeriphery> {
        self.require(Needs::CORE_PERIPHERY);
        self.core_periphery.as_ref()
    }

    /// What was computed.
    pub fn filled(&self) -> Needs {
        self.filled
    }

    fn require(&self, needs: Needs) {
        assert!(self.filled.has(needs), "an indicator reads a shared quantity it did not declare in `needs`");
    }
}

/// One group in one window, seen through one population and, at the grain of ties, one tie rule.
#[derive(Debug, Clone, Copy)]
pub struct GroupFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// The people of the population, ascending.
    pub people: &'a [PersonId],
    /// Who of them is staff.
    pub staff: &'a [bool],
    /// Their turns and sightings.
    pub turns: &'a Turns,
    /// The ties among them; without ties at the grain of the population.
    pub network: &'a Network,
    /// Shared quantities.
    pub shared: &'a Shared,
    /// For what is drawn at random.
    pub streams: Streams<'a>,
    /// What lies beyond the turns and ties of the window.
    pub history: &'a History,
}

impl GroupFrame<'_> {
    /// Number of people.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody counts.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }
}
