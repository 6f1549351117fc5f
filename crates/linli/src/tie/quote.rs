use super::{Infer, Parameters, Stated, Tells, Tie, TieRule, Timeline, explicit};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Field, Fields, How};

declare!(
    QUOTE = TieRule {
        card: Card {
            id: "quote",
            title: "Quotes and replies",
            title_zh: "引用和回复",
            summary: "A tie from whoever speaks to the author of each message the turn answers or quotes: the part of the explicit ties that no name carries.",
            summary_zh: "发言人指向被引用、被回复的那句话的作者；是明示关系里不靠名字的那一部分。",
            formula: "For a turn of u at t: one tie u→v at t, weight 1, for every distinct v ≠ u among the authors of the messages it answers or quotes. A mere receipt makes none.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "not-this-way",
                    when: "a turn mentions somebody with @ or addresses them by name and quotes nothing",
                    then: "no tie"
                },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more, whomever it points at",
                    then: "no tie"
                },
                Edge { id: "to-oneself", when: "somebody points at themselves", then: "no tie" }
            ],
            caveat: "WeChat has had quotes since about 2019: before that the rule is not recorded rather than empty. A part of `explicit`: the two are never added up.",
            caveat_zh: "微信大约2019年才有引用功能，之前是“记录不了”，不是没有。它是 explicit 的一部分，不能与之相加。",
            complexity: "O(targets of the turn)",
            references: &["kummerfeld2019"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Reply]),
        stated: Stated::ByTheSpeaker,
        tells: Tells::Structure,
        parameters: &[],
        infer: Infer::Turns(infer),
    }
);

fn infer(_: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    explicit::stated(timeline, at, |how| how == How::Reply, emit);
}
