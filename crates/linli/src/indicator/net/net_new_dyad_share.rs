use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_NEW_DYAD_SHARE = Indicator {
        card: Card {
            id: "net_new_dyad_share",
            title: "Share of new pairs",
            title_zh: "新结成的对子",
            summary: "Share of the tied pairs that were not tied in the presence period (84 days) before the window.",
            summary_zh: "有往来的对子里，此前 presence 期（84天）没有往来的占多少。",
            formula: "Tied pairs, in either direction, with no tie between them in the presence period that ends where the window begins / tied pairs.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "all-new", when: "none of the pairs was tied before", then: "1" },
                Edge { id: "tied-before", when: "the one pair was tied before, the other way", then: "0" },
                Edge {
                    id: "before-not-covered",
                    when: "no source that can record such ties covers the period before",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "before-partly-covered",
                    when: "such sources cover less than nine tenths of it",
                    then: "undefined, partly_covered"
                },
                Edge { id: "no-ties", when: "no pair is tied", then: "undefined, no_ties" },
                Edge {
                    id: "few-events",
                    when: "fewer tied turns than the plan’s floor",
                    then: "undefined, too_few_events"
                }
            ],
            caveat: "Falls as a record grows longer and as people talk more. New pairs are not more cooperation.",
            caveat_zh: "说得越多，新对子的比例越低。新对子多不等于合作多。",
            complexity: "O(m log m)",
            references: &["wasserman1994"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::LOOKBACK),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let new = (*frame.history.new_pairs())?;
    match frame.network.edges() {
        0 => Err(Undefined::NoTies),
        pairs => Ok(f64::from(new) / pairs as f64),
    }
}
