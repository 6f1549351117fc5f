use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_UPTAKE = Indicator {
        card: Card {
            id: "node_uptake",
            title: "Uptake of a person",
            title_zh: "本人的话有人接",
            summary: "Share of what the person says to all that another neighbour takes up within a day.",
            summary_zh: "此人对大家说的话，一天之内有别的街坊接的占多少。",
            formula: "Openings and uptake as in `net_uptake`: the person’s openings taken up / the person’s openings.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "never-answered", when: "three openings, none taken up", then: "0" },
                Edge { id: "own-answer", when: "only the person goes on", then: "not taken up" },
                Edge {
                    id: "no-openings",
                    when: "the person says nothing to all whose 24 hours are over",
                    then: "undefined, too_few_events"
                }
            ],
            caveat: "Three unanswered openings are chance in most groups; see how much of everybody’s is taken up before reading one person’s.",
            caveat_zh: "三句话没人接在多数群里只是碰巧；先看全群接话的比例，再看一个人的。",
            complexity: "O(openings)",
            references: &["gibson2003", "luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::OPENINGS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    let mut of = vec![(0_u32, 0_u32); frame.len()];
    for opening in frame.history.openings() {
        let (all, taken_up) = &mut of[opening.node as usize];
        *all += 1;
        *taken_up += u32::from(opening.taken_up.is_some());
    }
    for (node, &(all, taken_up)) in of.iter().enumerate() {
        let share = f64::from(taken_up) / f64::from(all);
        cells.set(node, if all == 0 { Err(Undefined::TooFewEvents) } else { Ok(share) });
    }
}
