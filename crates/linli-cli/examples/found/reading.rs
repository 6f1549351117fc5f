//! What is looked at for each plant, and what counts as found: declared once, before any street was read.

use linli::Error;
use linli::simulate::Plant;
use linli::time::Day;

use crate::town::Town;
use crate::{groups, organizations, persons};

/// In whom something is looked for, and in which days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    pub(crate) organization: usize,
    pub(crate) person: Option<usize>,
    /// The first day on which it holds.
    pub(crate) from: Day,
    /// The first day after.
    pub(crate) until: Day,
}

/// What a reading makes of a subject.
#[derive(Debug, Clone)]
pub(crate) enum Seen {
    /// It is there: after how many weeks, where it is a change; and whether the street's own diary says so too, where that
    /// can be asked.
    Yes { weeks: Option<i32>, diary: Option<bool> },
    /// It is not, and why.
    No(String),
    /// A rule calls where nothing should be found: which, and whether the diary says so too.
    Called { by: String, diary: bool },
    /// No indicator of this version looks for it.
    Nothing,
}

impl Seen {
    pub(crate) const HABIT: Self = Self::Yes { weeks: None, diary: None };

    pub(crate) fn no(why: impl Into<String>) -> Self {
        Self::No(why.into())
    }
}

/// One reading of a plant.
pub(crate) struct Reading {
    pub(crate) plant: Plant,
    /// What is looked at.
    pub(crate) by: &'static str,
    /// The indicators the run computes for it.
    pub(crate) looks_at: &'static [&'static str],
    /// What counts as found, in words.
    pub(crate) rule: &'static str,
    pub(crate) look: fn(&Town, Subject) -> Result<Seen, Error>,
}

/// The readings of every plant, in the order of the plants: one at least.
pub(crate) static READINGS: &[Reading] = &[
    Reading {
        plant: Plant::Drifts,
        by: "drift",
        looks_at: &[],
        rule: "`Study::drifts`, and so the signal `drifting`, says it (α = .0015) at a month-end within 24 weeks of the day",
        look: persons::drifts,
    },
    Reading {
        plant: Plant::Leaves,
        by: "drift or state",
        looks_at: &[],
        rule: "a drift at a month-end within 12 weeks of the day, or `absent` at one within 20 weeks: it takes twelve weeks without a record, and a month-end",
        look: persons::leaves,
    },
    Reading {
        plant: Plant::Lurks,
        by: "all rules for people",
        looks_at: &[],
        rule: "called where any rule for people calls: a drift, `absent`, or `unanswered` or `staff_only` at two month-ends",
        look: persons::called,
    },
    Reading {
        plant: Plant::AttendsSilently,
        by: "state",
        looks_at: &[],
        rule: "`attends_silent` (row 7) at two month-ends or more",
        look: persons::attends_silently,
    },
    Reading {
        plant: Plant::StaffOnly,
        by: "state",
        looks_at: &[],
        rule: "`staff_only` (row 9) at two month-ends or more: once is provisional",
        look: persons::staff_only,
    },
    Reading {
        plant: Plant::Unanswered,
        by: "state",
        looks_at: &[],
        rule: "`unanswered` (row 8) at two month-ends or more: once is provisional",
        look: persons::unanswered,
    },
    Reading {
        plant: Plant::Away,
        by: "all rules for people",
        looks_at: &[],
        rule: "called as `lurks` is, from the first day away to twelve weeks after the return",
        look: persons::called_away,
    },
    Reading {
        plant: Plant::Moves,
        by: "all rules for people",
        looks_at: &[],
        rule: "called as `lurks` is, from the day of the move on",
        look: persons::called,
    },
    Reading {
        plant: Plant::Lively,
        by: "all rules for people",
        looks_at: &[],
        rule: "called as `lurks` is",
        look: persons::called,
    },
    Reading {
        plant: Plant::Thickens,
        by: "comparison",
        looks_at: &[],
        rule: "`Study::compare` of the group alone, the 84 days before against 84 days from six weeks after: `net_density` or `net_turns` has risen, p ≤ .025 each",
        look: groups::thickens,
    },
    Reading {
        plant: Plant::Empties,
        by: "comparison",
        looks_at: &[],
        rule: "the same comparison: `net_density` or `net_turns` has fallen, p ≤ .025 each",
        look: groups::empties,
    },
    Reading {
        plant: Plant::Empties,
        by: "signal `quiet`",
        looks_at: &[],
        rule: "told within 24 weeks of the day",
        look: |town, of| told(town, of, "quiet", Some(168)),
    },
    Reading {
        plant: Plant::StaffFacing,
        by: "staff share of ties",
        looks_at: &["net_staff_tie_share"],
        rule: "`net_staff_tie_share` is above one half in most months that have a value, of three or more",
        look: groups::staff_facing,
    },
    Reading {
        plant: Plant::StaffFacing,
        by: "signal `staff_facing`",
        looks_at: &["net_staff_turn_share", "net_receipt_share"],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "staff_facing", None),
    },
    Reading {
        plant: Plant::QuietChannel,
        by: "turns beside attendances",
        looks_at: &["net_turns", "act_attendance"],
        rule: "in most months with three listed activities or more, of three or more, there are more attendances (`act_attendance`) than turns of members (`net_turns`)",
        look: groups::quiet_channel,
    },
    Reading {
        plant: Plant::QuietChannel,
        by: "signal `quiet_channel`",
        looks_at: &[],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "quiet_channel", None),
    },
    Reading {
        plant: Plant::Steady,
        by: "comparison",
        looks_at: &[],
        rule: "called where the comparison of `thickens` and `empties` finds a change either way, at the days of these plants",
        look: groups::changes,
    },
    Reading {
        plant: Plant::Steady,
        by: "signal `quiet`",
        looks_at: &[],
        rule: "called where it is told in any month",
        look: groups::quiet,
    },
    Reading {
        plant: Plant::MosquitoHall,
        by: "signal `opening_only`",
        looks_at: &[
            "series_opening_excess",
            "series_opening_attendance",
            "series_later_attendance",
            "series_opening_return",
            "series_opening_survival",
        ],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "opening_only", None),
    },
    Reading {
        plant: Plant::BoughtAttendance,
        by: "gift days beside others",
        looks_at: &["series_flagged_attendance", "series_ordinary_attendance"],
        rule: "at the end, `series_flagged_attendance` is one and a half times `series_ordinary_attendance` or more, with three flagged activities or more",
        look: organizations::bought_attendance,
    },
    Reading {
        plant: Plant::BoughtAttendance,
        by: "signal `bought_attendance`",
        looks_at: &[],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "bought_attendance", None),
    },
    Reading {
        plant: Plant::CopiedSheets,
        by: "lists of ten",
        looks_at: &["act_sheet_overlap", "act_attendance"],
        rule: "three lists or more of ten names or more in the 26 weeks from the day on are an earlier one's to the name: `act_sheet_overlap` = 1",
        look: organizations::copied_sheets,
    },
    Reading {
        plant: Plant::CopiedSheets,
        by: "signal `copied_sheets`",
        looks_at: &[],
        rule: "told within 26 weeks of the day",
        look: |town, of| told(town, of, "copied_sheets", Some(182)),
    },
    Reading {
        plant: Plant::SkippedStep,
        by: "steps",
        looks_at: &["org_step_1", "org_step_2"],
        rule: "by the end, the day of `org_step_2` (the group) lies before that of `org_step_1` (the first visit or activity with staff)",
        look: organizations::skipped_step,
    },
    Reading {
        plant: Plant::SkippedStep,
        by: "signal `step_skipped`",
        looks_at: &[],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "step_skipped", None),
    },
    Reading {
        plant: Plant::ReadyAlone,
        by: "step 6",
        looks_at: &["org_step_6"],
        rule: "by the end, `org_step_6` stands (eight of the last ten activities with notice, photos and list by members, one or more without staff), on or after the day",
        look: organizations::sixth_step,
    },
    Reading {
        plant: Plant::ReadyAlone,
        by: "habit without staff",
        looks_at: &["org_evidence_habit", "org_staffless_share"],
        rule: "`org_evidence_habit` of .8 and `org_staffless_share` of a half or more in most months of the last half year that have both",
        look: organizations::ready_alone,
    },
    Reading {
        plant: Plant::ReadyAlone,
        by: "signal `ready_alone`",
        looks_at: &[],
        rule: "told within 52 weeks of the day: what it looks at takes half a year",
        look: |town, of| told(town, of, "ready_alone", Some(364)),
    },
    Reading {
        plant: Plant::ReadyAlone,
        by: "signal `keeps_record`",
        looks_at: &["act_notice_by", "act_photos_by", "act_sheet_by"],
        rule: "told within 26 weeks of the day, and in no month of the half year before it",
        look: organizations::keeps_record,
    },
    Reading {
        plant: Plant::OnePerson,
        by: "absence factor",
        looks_at: &["org_absence_factor"],
        rule: "`org_absence_factor` is 1 in most months that have a value, of three or more",
        look: organizations::one_person,
    },
    Reading {
        plant: Plant::OnePerson,
        by: "signal `rests_on_one`",
        looks_at: &[],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "rests_on_one", None),
    },
    Reading {
        plant: Plant::InspectionBursts,
        by: "signal `inspection_bursts`",
        looks_at: &[],
        rule: "told in two months or more",
        look: |town, of| told(town, of, "inspection_bursts", None),
    },
];

/// Whether a signal tells of a subject at month-ends: a habit in two or more, for once is provisional; a change in one
/// within so many days.
fn told(town: &Town, of: Subject, signal: &str, within: Option<i32>) -> Result<Seen, Error> {
    let until = within.map_or(of.until, |days| of.from.plus(days));
    let ends = town.told(signal, of.organization, of.from, until);
    Ok(match (within, &ends[..]) {
        (Some(_), [first, ..]) => Seen::Yes { weeks: Some((first.number() - of.from.number()) / 7), diary: None },
        (None, [_, _, ..]) => Seen::HABIT,
        (None, [_]) => Seen::no("told once"),
        (_, []) => Seen::no("never told"),
    })
}
