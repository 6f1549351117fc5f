//! What an indicator may look at: borrowed, plain, with people in ascending id; and the shared quantities.

use crate::definition::Undefined;
use crate::network::{Network, Paths, Sweep, Triples, core_numbers, shortest_paths, triples};
use crate::records::{Activity, PersonId};
use crate::time::Window;

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

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of them asks for more than a set of days holds: a list, the time before, other sources.
    pub const fn reaches_beyond_days(self) -> bool {
        const BEYOND: Needs = Needs::ROSTER.with(Needs::PRESENCE).with(Needs::LINKED);
        self.0 & BEYOND.0 != 0
    }

    /// Whether all of `other` is among them.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Needs {
    /// The needs in words.
    pub fn ids(self) -> Vec<&'static str> {
        let known = [
            (Self::BETWEENNESS, "shortest paths"),
            (Self::TRIANGLES, "triangles"),
            (Self::CORES, "core numbers"),
            (Self::ROSTER, "a member list"),
            (Self::PRESENCE, "coverage of the presence period"),
            (Self::EVIDENCE, "enough tied turns"),
            (Self::LINKED, "names known across sources"),
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

/// Quantities several indicators share; filled only where somebody declared the need.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    filled: Needs,
    paths: Paths,
    triples: Triples,
    cores: Vec<u32>,
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

/// One activity within its series.
#[derive(Debug, Clone, Copy)]
pub struct ActivityFrame<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Who came, staff and guests apart, by ascending person; empty where there is no list.
    pub present: &'a [PersonId],
    /// Who came to the first activity of the series, likewise; or why that cannot be said.
    pub opening: Result<&'a [PersonId], Undefined>,
}

/// The held activities of one series up to the end of a window, in order, and how many came to each.
#[derive(Debug, Clone, Copy)]
pub struct SeriesFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// The activities.
    pub activities: &'a [&'a Activity],
    /// How many came to each, counted one way throughout: by lists (staff and guests apart) or by headcounts (of
    /// everybody). `None` where that was not recorded.
    pub attendance: &'a [Option<u32>],
}

/// The activities of one organization.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// Its held activities in the window, in order.
    pub activities: &'a [Activity],
}

/// The second-layer group in one window beside the first-layer groups.
#[derive(Debug, Clone, Copy)]
pub struct SecondLayerFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// People other than staff who had a turn in the second-layer group in the window, ascending.
    pub active: &'a [PersonId],
    /// For every first-layer group: its people other than staff, ascending.
    pub homes: &'a [&'a [PersonId]],
}
