use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_UPTAKE = Indicator {
        card: Card {
            id: "net_uptake",
            title: "Uptake",
            title_zh: "接话比例",
            summary: "Share of what is said to all that another neighbour takes up within a day.",
            summary_zh: "对大家说的话，一天之内有别的街坊接的占多少。",
            formula: "An opening is a turn that states no target and is more than a receipt; it belongs to the window in which its 24 hours are over. It is taken up by a turn of another person who is no staff, whoever counts, that is said to all as well or points at the opener, receipts among them, within 24 hours (inclusive) and before the opener’s next opening. U / O, O = openings of the population, U = those taken up.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "at-the-limit", when: "the answer comes exactly 24 hours later", then: "taken up" },
                Edge {
                    id: "next-opening-first",
                    when: "the opener says something else to all before anybody answers",
                    then: "the first is not taken up"
                },
                Edge { id: "only-staff-answers", when: "staff alone answer", then: "not taken up" },
                Edge { id: "receipt", when: "another neighbour answers with a receipt", then: "taken up" },
                Edge { id: "pointing-elsewhere", when: "the others talk to each other by name", then: "not taken up" },
                Edge {
                    id: "last-day",
                    when: "the opening is less than 24 hours old at the end of the window",
                    then: "it belongs to the next window"
                },
                Edge {
                    id: "no-openings",
                    when: "nobody who counts says anything to all whose 24 hours are over",
                    then: "undefined, too_few_events"
                }
            ],
            caveat: "Where sources mark no target every turn is an opening and the next one its answer: read it beside `net_explicit_share` and `net_excess_uptake`.",
            caveat_zh: "资料不记对象时，每句话都像对大家说的，下一句就像接话；要和 net_explicit_share、net_excess_uptake 一起看。",
            complexity: "O(openings)",
            references: &["gibson2003", "luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::OPENINGS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let openings = frame.history.openings();
    let taken_up = openings.iter().filter(|opening| opening.taken_up.is_some()).count();
    if openings.is_empty() { Err(Undefined::TooFewEvents) } else { Ok(taken_up as f64 / openings.len() as f64) }
}
