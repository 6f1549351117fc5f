//! What each signal is for, declared once, before any street was read.

use linli::signal::SIGNALS;
use linli::simulate::Plant;

use super::diary::{self, Told};

/// What is asked about one signal.
pub(crate) struct Watched {
    /// The id of the signal.
    pub(crate) signal: &'static str,
    /// The plants it is there to tell of.
    pub(crate) plants: &'static [Plant],
    /// How its false calls are counted.
    pub(crate) counted: Counted,
    /// Days from the planted day within which telling counts as found; to the end where there are none.
    pub(crate) within: Option<i32>,
    /// Whether what it tells is so in the street as it was lived, where that can be asked.
    pub(crate) diary: Option<fn(Told<'_>) -> bool>,
}

/// How the false calls of a signal are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// It tells of something that happens: new findings in a hundred months of a subject.
    Months,
    /// It tells of something that lasts: subjects of which it tells at some time.
    Ever,
}

/// Half a year: a change that is told later is no news.
const SOON: Option<i32> = Some(168);

const fn of(
    signal: &'static str,
    plants: &'static [Plant],
    counted: Counted,
    within: Option<i32>,
    diary: Option<fn(Told<'_>) -> bool>,
) -> Watched {
    Watched { signal, plants, counted, within, diary }
}

/// Every signal, in the order of their ids.
#[rustfmt::skip]
pub(crate) static WATCHED: &[Watched] = &[
    of("bought_attendance", &[Plant::BoughtAttendance], Counted::Ever, None, Some(diary::gifts_bring_twice)),
    of("copied_sheets", &[Plant::CopiedSheets], Counted::Ever, Some(182), None),
    of("density_change", &[Plant::Thickens, Plant::Empties], Counted::Months, SOON, None),
    of("density_change_pooled", &[], Counted::Months, None, None),
    of("drifting", &[Plant::Drifts, Plant::Leaves], Counted::Months, SOON, None),
    of("inspection_bursts", &[Plant::InspectionBursts], Counted::Months, None, None),
    of("keeps_record", &[Plant::ReadyAlone], Counted::Ever, Some(364), Some(diary::five_were_shown_by_members)),
    of("lists_missing", &[], Counted::Months, None, Some(diary::three_lists_are_missing)),
    of("marginal_rising", &[Plant::Empties], Counted::Months, SOON, None),
    of("marginal_share", &[], Counted::Ever, None, Some(diary::a_quarter_left_no_trace)),
    of("newcomers_not_landing", &[], Counted::Months, None, Some(diary::fewer_than_half_landed)),
    of("no_delegate", &[], Counted::Ever, None, Some(diary::nobody_spoke_in_the_second_layer)),
    of("one_home_dominates", &[], Counted::Ever, None, Some(diary::one_home_has_most)),
    of("opening_only", &[Plant::MosquitoHall], Counted::Ever, None, Some(diary::the_first_had_twice_as_many)),
    of("questions_waiting", &[Plant::Unanswered], Counted::Months, None, Some(diary::a_question_waits)),
    of("quiet", &[Plant::Empties], Counted::Months, SOON, None),
    of("quiet_channel", &[Plant::QuietChannel], Counted::Ever, None, Some(diary::they_meet_and_do_not_write)),
    of("ready_alone", &[Plant::ReadyAlone], Counted::Ever, Some(364), Some(diary::most_was_held_without_staff)),
    of("recovering", &[], Counted::Months, None, None),
    of("rests_on_one", &[Plant::OnePerson], Counted::Ever, None, Some(diary::one_did_three_quarters)),
    of("silent_share", &[Plant::QuietChannel], Counted::Ever, None, Some(diary::half_wrote_nothing)),
    of("staff_answers", &[Plant::StaffFacing], Counted::Ever, None, Some(diary::staff_answered_most)),
    of("staff_facing", &[Plant::StaffFacing], Counted::Ever, None, Some(diary::they_acknowledge_staff)),
    of("stalled", &[], Counted::Ever, None, None),
    of("step_skipped", &[Plant::SkippedStep], Counted::Ever, None, Some(diary::the_group_came_first)),
    of("unanswered", &[Plant::Unanswered], Counted::Ever, None, Some(diary::nobody_answered)),
];

/// The declaration of a signal.
///
/// # Panics
/// A signal without one, or a declaration without a signal.
pub(crate) fn watched() -> impl Iterator<Item = &'static Watched> {
    let declared = WATCHED.iter().map(|watched| watched.signal);
    assert!(
        declared.eq(SIGNALS.iter().map(|signal| signal.card.id)),
        "WATCHED has every signal, in the order of SIGNALS"
    );
    WATCHED.iter()
}
