use super::{Infer, Parameters, Stated, Tells, Tie, TieRule, Timeline, adjacent, explicit};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Field, Fields, Flags};

declare!(
    EXPLICIT_ELSE_ADJACENT = TieRule {
        card: Card {
            id: "explicit_else_adjacent",
            title: "Explicit ties, else adjacency",
            title_zh: "明示关系，否则相邻",
            summary: "A turn that states a target gives its explicit ties; any other turn gives its adjacent tie. A composite with a name of its own, not a sum.",
            summary_zh: "点了名的话按明示关系算，没点名的按相邻发言算；这是一条有自己名字的复合规则，不是相加。",
            formula: "For a turn that states a target (known here or not): the ties of `explicit`. For any other turn: the tie of `adjacent` with the same parameters.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "addressed-to-nobody-known",
                    when: "the turn states a target that is not in the records",
                    then: "no tie, and no adjacent tie either"
                },
                Edge { id: "falls-back", when: "the turn states no target", then: "the adjacent tie" }
            ],
            caveat: "Mixes two kinds of evidence; the share that is stated (`net_explicit_share`) says how much of it is inferred.",
            caveat_zh: "混合两种证据；net_explicit_share 说明其中多少是明示的。",
            complexity: "O(targets of the turn + back)",
            references: &["kummerfeld2019"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Reply, Field::Mention, Field::Named]),
        stated: Stated::Inferred,
        tells: Tells::Structure,
        parameters: adjacent::PARAMETERS,
        infer: Infer::Turns(infer),
    }
);

fn infer(parameters: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    if timeline.turn(at).flags.has(Flags::ADDRESSED) {
        explicit::infer(parameters, timeline, at, emit);
    } else {
        adjacent::infer(parameters, timeline, at, emit);
    }
}
