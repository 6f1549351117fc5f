//! Frame → value. One indicator a file, declared once, in folders by level; the register lists them in a fixed order.

pub mod act;
pub mod inter;
pub mod net;
pub mod node;
pub mod org;
pub mod part;
pub mod series;

use crate::definition::{Card, Kind, Share, Undefined, Value};
use crate::frame::{
    ActivityFrame, GroupFrame, Needs, OrganizationFrame, PairFrame, ParticipantFrame, SecondLayerFrame, SeriesFrame,
};
use crate::records::Fields;

/// What a value of a group depends on, and so the table it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// The window, and who counts.
    Population,
    /// The window, who counts, and the tie rule.
    Ties,
}

/// A defined number: one id, one computation, no knobs.
#[derive(Debug)]
pub struct Indicator {
    /// What is said about it.
    pub card: Card,
    /// How its column is stored.
    pub kind: Kind,
    /// What it depends on; for levels above the group it says nothing more than the level does.
    pub grain: Grain,
    /// Shared quantities and conditions.
    pub needs: Needs,
    /// Source fields of which at least one must be recorded; without any, values are `not_recorded`. None: no field.
    pub reads: Fields,
    /// Fewer people than this: `too_few_members`.
    pub min_members: u32,
    /// The computation, by level.
    pub compute: Compute,
    /// A 95 % interval, run only where the plan asks.
    pub interval: Option<Interval>,
}

/// Where the 95 % interval of a group's value comes from.
#[derive(Debug, Clone, Copy)]
pub enum Interval {
    /// From the frame: lower and upper bound, or the reason for having none.
    Of(fn(&GroupFrame<'_>) -> Result<[f64; 2], Undefined>),
    /// From the days of the window, by [leaving out one at a time](crate::statistics::jackknife()): given the largest
    /// value these people could have, symmetric on the logit of the value's share of it. The estimand is the expected
    /// value of the same people under the same rates. For values of a set of days that are never negative.
    Days(fn(&GroupFrame<'_>) -> f64),
}

impl Interval {
    /// In words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Of(_) => "95 %, where the plan lists it under `intervals`",
            Self::Days(_) => {
                "95 %, by leaving out one day at a time, where the plan lists it under `intervals`; at least 8 days"
            }
        }
    }
}

/// The computation, by level.
#[derive(Debug, Clone, Copy)]
pub enum Compute {
    /// One value a group.
    Group(fn(&GroupFrame<'_>) -> Value),
    /// One value a person: a whole column at once, written in place.
    Member(fn(&GroupFrame<'_>, &mut Cells<'_>)),
    /// One value an activity.
    Activity(fn(&ActivityFrame<'_>) -> Value),
    /// One share an activity, with Wilson's interval where the plan asks.
    ActivityShare(fn(&ActivityFrame<'_>) -> Share),
    /// One value a series and window.
    Series(fn(&SeriesFrame<'_>) -> Value),
    /// One share a series and window, with Wilson's interval where the plan asks.
    SeriesShare(fn(&SeriesFrame<'_>) -> Share),
    /// One value a person, organization and window.
    Participant(fn(&ParticipantFrame<'_>) -> Value),
    /// One share a person, organization and window, with Wilson's interval where the plan asks.
    ParticipantShare(fn(&ParticipantFrame<'_>) -> Share),
    /// One value an organization and window.
    Organization(fn(&OrganizationFrame<'_>) -> Value),
    /// One share an organization and window, with Wilson's interval where the plan asks.
    OrganizationShare(fn(&OrganizationFrame<'_>) -> Share),
    /// One value a second-layer group and window.
    SecondLayer(fn(&SecondLayerFrame<'_>) -> Value),
    /// One share a second-layer group and window, with Wilson's interval where the plan asks.
    SecondLayerShare(fn(&SecondLayerFrame<'_>) -> Share),
    /// One value a second-layer group, window and two organizations.
    Pair(fn(&PairFrame<'_>) -> Value),
}

/// The table an indicator stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableId {
    /// One row a group, window and population.
    Groups,
    /// One row a group, window, population and tie rule.
    Networks,
    /// One row a group, person, window and population.
    Members,
    /// One row a group, person, window, population and tie rule.
    Positions,
    /// One row an activity.
    Activities,
    /// One row a series and window.
    Series,
    /// One row a person, organization and window.
    Participants,
    /// One row an organization and window.
    Organizations,
    /// One row a second-layer group and window.
    SecondLayer,
    /// One row a second-layer group, window and two organizations between which something was seen, each way.
    SecondLayerPairs,
}

impl TableId {
    /// Every table, in the order of the panel.
    pub const ALL: &'static [Self] = &[
        Self::Groups,
        Self::Networks,
        Self::Members,
        Self::Positions,
        Self::Activities,
        Self::Series,
        Self::Participants,
        Self::Organizations,
        Self::SecondLayer,
        Self::SecondLayerPairs,
    ];

    /// The name of the table, and of its file.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Networks => "networks",
            Self::Members => "members",
            Self::Positions => "positions",
            Self::Activities => "activities",
            Self::Series => "series",
            Self::Participants => "participants",
            Self::Organizations => "organizations",
            Self::SecondLayer => "second_layer",
            Self::SecondLayerPairs => "second_layer_pairs",
        }
    }

    /// The prefix that ids of its indicators bear.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Groups | Self::Networks => "net_",
            Self::Members | Self::Positions => "node_",
            Self::Activities => "act_",
            Self::Series => "series_",
            Self::Participants => "part_",
            Self::Organizations => "org_",
            Self::SecondLayer | Self::SecondLayerPairs => "inter_",
        }
    }
}

impl Indicator {
    /// Its id.
    pub const fn id(&self) -> &'static str {
        self.card.id
    }

    /// Its page, in Markdown.
    pub fn page(&self) -> String {
        let reads: Vec<&str> = self.reads.iter().map(|field| field.id()).collect();
        let mut facts = vec![
            ("table", self.table().id().to_owned()),
            ("kind", self.kind.id().to_owned()),
            ("least members", self.min_members.to_string()),
        ];
        if !reads.is_empty() {
            facts.push(("needs a source that records", reads.join(" or ")));
        }
        if !self.needs.ids().is_empty() {
            facts.push(("needs", self.needs.ids().join(", ")));
        }
        if self.has_interval() {
            let meaning = self.interval.map_or("95 %, where the plan lists it under `intervals`", Interval::meaning);
            facts.push(("interval", meaning.to_owned()));
        }
        self.card.page(&facts)
    }

    /// Whether a 95 % interval can be had beside its value.
    pub const fn has_interval(&self) -> bool {
        self.interval.is_some()
            || matches!(
                self.compute,
                Compute::ActivityShare(_)
                    | Compute::SeriesShare(_)
                    | Compute::ParticipantShare(_)
                    | Compute::OrganizationShare(_)
                    | Compute::SecondLayerShare(_)
            )
    }

    /// The one table it stands in.
    pub const fn table(&self) -> TableId {
        match (&self.compute, self.grain) {
            (Compute::Group(_), Grain::Population) => TableId::Groups,
            (Compute::Group(_), Grain::Ties) => TableId::Networks,
            (Compute::Member(_), Grain::Population) => TableId::Members,
            (Compute::Member(_), Grain::Ties) => TableId::Positions,
            (Compute::Activity(_) | Compute::ActivityShare(_), _) => TableId::Activities,
            (Compute::Series(_) | Compute::SeriesShare(_), _) => TableId::Series,
            (Compute::Participant(_) | Compute::ParticipantShare(_), _) => TableId::Participants,
            (Compute::Organization(_) | Compute::OrganizationShare(_), _) => TableId::Organizations,
            (Compute::SecondLayer(_) | Compute::SecondLayerShare(_), _) => TableId::SecondLayer,
            (Compute::Pair(_), _) => TableId::SecondLayerPairs,
        }
    }
}

/// A column being written: one value or reason a person.
#[derive(Debug)]
pub struct Cells<'a> {
    values: &'a mut [f64],
    reasons: &'a mut [u8],
}

impl<'a> Cells<'a> {
    /// A column over these places. Reason 0 is "has a value".
    ///
    /// # Panics
    /// If the two are of different length.
    pub fn new(values: &'a mut [f64], reasons: &'a mut [u8]) -> Self {
        assert_eq!(values.len(), reasons.len(), "a column has one reason a value");
        Self { values, reasons }
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Writes the value of a person.
    pub fn set(&mut self, node: usize, value: Value) {
        match value {
            Ok(number) => {
                // The sum of nothing is -0.0; a table shows 0.
                self.values[node] = number + 0.0;
                self.reasons[node] = 0;
            }
            Err(reason) => {
                self.values[node] = 0.0;
                self.reasons[node] = reason.code();
            }
        }
    }

    /// Writes the same reason for everybody.
    pub fn fill(&mut self, reason: Undefined) {
        for node in 0..self.len() {
            self.set(node, Err(reason));
        }
    }
}

/// Every indicator that comes with the library, in the order of the panel.
pub static INDICATORS: &[&Indicator] = &[
    // groups
    &net::NET_MEMBERS,
    &net::NET_ACTIVE,
    &net::NET_TURNS,
    &net::NET_GINI_TURNS,
    &net::NET_SILENT_SHARE,
    &net::NET_STAFF_TURN_SHARE,
    &net::NET_EXPLICIT_SHARE,
    &net::NET_TURNOVER,
    &net::NET_RETENTION,
    &net::NET_NEWCOMER_LANDING,
    &net::NET_UPTAKE,
    &net::NET_EXCESS_UPTAKE,
    &net::NET_PEER_ANSWER_SHARE,
    &net::NET_FIRST_RESPONSE,
    &net::NET_BURSTINESS,
    &net::NET_ABSENCE_FACTOR,
    &net::NET_RECEIPT_SHARE,
    &net::NET_REPEATED_SHARE,
    &net::NET_INVITATION_DEPTH,
    &net::NET_INVITATION_WIENER,
    &net::NET_MARGINAL_SHARE,
    &net::NET_MARGINAL,
    &net::NET_CLASSIFIED,
    &net::NET_UNCLASSIFIED,
    &net::NET_CHAT_SILENT_SHARE,
    &net::NET_ATTENDS_SILENT_SHARE,
    &net::NET_PERIPHERAL_SHARE,
    &net::NET_RETURN_FROM_MARGIN,
    &net::NET_MOVE_TO_MARGIN,
    // networks
    &net::NET_TIES,
    &net::NET_DENSITY,
    &net::NET_MEAN_DEGREE,
    &net::NET_RECIPROCITY,
    &net::NET_TRANSITIVITY,
    &net::NET_CENTRALIZATION_DEGREE,
    &net::NET_ISOLATE_SHARE,
    &net::NET_CENTRALIZATION_BETWEENNESS,
    &net::NET_CENTRALIZATION_CLOSENESS,
    &net::NET_MEAN_BETWEENNESS,
    &net::NET_MAX_BETWEENNESS,
    &net::NET_MEAN_CLOSENESS,
    &net::NET_MEAN_CONSTRAINT,
    &net::NET_HARMONIC_DISTANCE,
    &net::NET_CONNECTEDNESS,
    &net::NET_DEGENERACY,
    &net::NET_MAIN_CORE_SIZE,
    &net::NET_CORE_SIZE,
    &net::NET_CORE_FIT,
    &net::NET_CORE_OPTIMA,
    &net::NET_CORE_SIGNIFICANCE,
    &net::NET_EI_ROLE,
    &net::NET_EI_ROLE_RESCALED,
    &net::NET_STAFF_TIE_SHARE,
    &net::NET_TIE_STABILITY,
    &net::NET_NEW_DYAD_SHARE,
    &net::NET_RAREFIED_DENSITY,
    // members
    &node::NODE_TURNS,
    &node::NODE_SEEN_DAYS,
    &node::NODE_RECENCY,
    &node::NODE_UPTAKE,
    &node::NODE_RECENCY_TO_RHYTHM,
    &node::NODE_TENURE,
    &node::NODE_SEEN_WEEKS,
    &node::NODE_SEEN_WEEKS_SHARE,
    &node::NODE_MARGINALITY,
    &node::NODE_MARGINALITY_STANDING,
    &node::NODE_MARGINALITY_SINCE,
    // positions
    &node::NODE_DEGREE,
    &node::NODE_IN_STRENGTH,
    &node::NODE_OUT_STRENGTH,
    &node::NODE_BETWEENNESS,
    &node::NODE_CLOSENESS,
    &node::NODE_CORE,
    &node::NODE_CONSTRAINT,
    &node::NODE_EFFECTIVE_SIZE,
    &node::NODE_EFFICIENCY,
    &node::NODE_HARMONIC_CLOSENESS,
    &node::NODE_ONION_LAYER,
    &node::NODE_CORENESS,
    &node::NODE_RECIPROCATED_SHARE,
    &node::NODE_STAFF_TIE_SHARE,
    &node::NODE_TIE_DECAY_STRENGTH,
    // activities
    &act::ACT_ATTENDANCE,
    &act::ACT_RETURN_RATE,
    &act::ACT_PLACE,
    &act::ACT_NEW_FACE_SHARE,
    &act::ACT_SIGN_UPS,
    &act::ACT_SHOW_RATE,
    &act::ACT_WALK_IN,
    &act::ACT_HEADCOUNT_GAP,
    &act::ACT_SHEET_OVERLAP,
    &act::ACT_NOTICE_BY,
    &act::ACT_PHOTOS_BY,
    &act::ACT_SHEET_BY,
    &act::ACT_RECORD_BY,
    &act::ACT_NOTICE_LEAD,
    &act::ACT_PHOTOS_LAG,
    &act::ACT_SHEET_LAG,
    &act::ACT_RECORD_LAG,
    // series
    &series::SERIES_ACTIVITIES,
    &series::SERIES_OPENING_ATTENDANCE,
    &series::SERIES_LATER_ATTENDANCE,
    &series::SERIES_OPENING_EXCESS,
    &series::SERIES_OPENING_CONCENTRATION,
    &series::SERIES_OPENING_RETURN,
    &series::SERIES_OPENING_SURVIVAL,
    &series::SERIES_HALF_LIFE,
    &series::SERIES_WEEKS,
    &series::SERIES_IDLE_WEEKS,
    &series::SERIES_CADENCE,
    &series::SERIES_LONGEST_GAP,
    &series::SERIES_ORDINARY_ATTENDANCE,
    &series::SERIES_FLAGGED_ATTENDANCE,
    // participants
    &part::PART_ATTENDANCE,
    &part::PART_ATTENDANCE_RATE,
    &part::PART_ATTENDANCE_CLASS,
    &part::PART_TAKEN,
    &part::PART_FIRST_TAKEN,
    &part::PART_ALIVE,
    &part::PART_EXPECTED_ATTENDANCE,
    // organizations
    &org::ORG_ACTIVITIES,
    &org::ORG_ATTENDANCE_TOTAL,
    &org::ORG_RETURNING,
    &org::ORG_RESIDENT_INITIATED_SHARE,
    &org::ORG_SERVICE_SHARE,
    &org::ORG_JOINT_SHARE,
    &org::ORG_STAFFLESS_SHARE,
    &org::ORG_RECIPIENTS,
    &org::ORG_HELPER_CONVERSION,
    &org::ORG_ORGANIZERS,
    &org::ORG_ORGANIZER_SUCCESSION,
    &org::ORG_ABSENCE_FACTOR,
    &org::ORG_TOP_ORGANIZER_SHARE,
    &org::ORG_EVIDENCE_HABIT,
    &org::ORG_STAGE,
    &org::ORG_STEP_1,
    &org::ORG_STEP_2,
    &org::ORG_STEP_3,
    &org::ORG_STEP_4,
    &org::ORG_STEP_5,
    &org::ORG_STEP_6,
    &org::ORG_GROUP_BEFORE_VISIT,
    &org::ORG_VISITS,
    &org::ORG_COACHING_HOURS,
    &org::ORG_ONLINE_COACHING,
    &org::ORG_STAFF_ANSWER_HOURS,
    &org::ORG_MONEY_ASKED,
    &org::ORG_MONEY_GRANTED,
    &org::ORG_APPLICATIONS_REFUSED,
    &org::ORG_MONEY_SPENT,
    &org::ORG_MONEY_RECEIPTED,
    &org::ORG_COST_PER_ACTIVITY,
    &org::ORG_EXIT_BEFORE,
    &org::ORG_EXIT_AFTER,
    &org::ORG_EXIT_RHYTHM,
    &org::ORG_EXIT_RETURNING,
    &org::ORG_EXIT_EVIDENCE,
    // second layer
    &inter::INTER_DELEGATE_COVERAGE,
    &inter::INTER_DELEGATE_TURN_SHARE,
    &inter::INTER_SHOWING_UPTAKE,
    &inter::INTER_PEER_ANSWER_SHARE,
    &inter::INTER_VISITS,
    &inter::INTER_JOINT,
    // second layer, by two organizations
    &inter::INTER_PAIR_TAKEN_UP,
    &inter::INTER_PAIR_ANSWERS,
    &inter::INTER_PAIR_VISITS,
    &inter::INTER_PAIR_JOINT,
];
