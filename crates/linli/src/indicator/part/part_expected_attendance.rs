use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    PART_EXPECTED_ATTENDANCE = Indicator {
        card: Card {
            id: "part_expected_attendance",
            title: "Expected attendance",
            title_zh: "预计还会来几次",
            summary: "How many of the next ten opportunities the person is expected to take.",
            summary_zh: "接下来十次里预计会来几次。",
            formula: "E[X(n, n + 10) | x, t, n] of the beta-geometric/beta-Bernoulli model, fitted as for part_alive. An opportunity is an activity of the organization with a list of names, on or after the first to which they came and outside spells of membership in which they are away; staff and guests apart.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, 10.0],
            edges: &[
                Edge {
                    id: "few-people",
                    when: "fewer than 30 people of the study have had an opportunity",
                    then: "undefined, too_few_members"
                },
                Edge { id: "seven-kinds", when: "thirty-six people of seven kinds", then: "as the model gives it" }
            ],
            caveat: "Drawn towards what people of all organizations do, the more the shorter somebody is known. No target: expecting is not wishing. Computed only where the plan lists it.",
            caveat_zh: "认识得越短，越往大家的平均靠；是预计，不是指标。方案写了才算。",
            complexity: "O(opportunities); the fit as for part_alive",
            references: &["fader2010"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::OCCASIONS.with(Needs::ON_REQUEST),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Participant(compute),
        interval: None,
    }
);

/// Opportunities ahead.
const AHEAD: u32 = 10;

fn compute(frame: &ParticipantFrame<'_>) -> Value {
    frame.model()?.expected(frame.taken(), AHEAD).map_err(|_| Undefined::NotConverged)
}
