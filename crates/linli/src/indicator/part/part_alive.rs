use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    PART_ALIVE = Indicator {
        card: Card {
            id: "part_alive",
            title: "Probability of still being active",
            title_zh: "还会再来的概率",
            summary: "How likely it is that the person has not stopped coming.",
            summary_zh: "这个人没有“不来了”的可能性有多大。",
            formula: "P(not dropped out by the next opportunity | x, t, n) of the beta-geometric/beta-Bernoulli model, x = opportunities taken after the first attendance, t = the last of them, n = how many there were up to the window's end; α, β, γ, δ by maximum likelihood from the people of all organizations of the study up to the window's end. An opportunity is an activity of the organization with a list of names, on or after the first to which they came and outside spells of membership in which they are away; staff and guests apart.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "few-people",
                    when: "fewer than 30 people of the study have had an opportunity",
                    then: "undefined, too_few_members"
                },
                Edge { id: "seven-kinds", when: "thirty-six people of seven kinds", then: "as the model gives it" }
            ],
            caveat: "A model of chances for many, and no word on one: it knows nothing of illness, grandchildren and moves. A rule by weeks not seen is often as good. Computed only where the plan lists it.",
            caveat_zh: "这是对很多人算出来的机会，说不准某一个人；生病、带孙、搬家它都不知道。方案写了才算。",
            complexity: "O(opportunities); the fit O(most opportunities · most taken) for some hundred steps, a window",
            references: &["fader2010", "wuebben2008"],
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

fn compute(frame: &ParticipantFrame<'_>) -> Value {
    frame.model()?.alive(frame.taken(), 1).map_err(|_| Undefined::NotConverged)
}
