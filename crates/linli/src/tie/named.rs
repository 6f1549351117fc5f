use super::{Infer, Parameters, Stated, Tells, Tie, TieRule, Timeline, explicit};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Field, Fields, How};

declare!(
    NAMED = TieRule {
        card: Card {
            id: "named",
            title: "Named address",
            title_zh: "点名称呼",
            summary: "A tie from whoever speaks to everybody the turn addresses by name in its words.",
            summary_zh: "发言人指向话里称呼到的每个人（王阿姨、李姐）。",
            formula: "For a turn of u at t: one tie u→v at t, weight 1, for every distinct v ≠ u addressed by name in the text (王阿姨, 李姐), as import recognised it before the text was dropped. A mere receipt makes none.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "not-this-way",
                    when: "a turn answers a message or mentions somebody with @ and calls nobody by name",
                    then: "no tie"
                },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more, whomever it points at",
                    then: "no tie"
                },
                Edge { id: "to-oneself", when: "somebody points at themselves", then: "no tie" }
            ],
            caveat: "Recognised and not stated: who is talked about may be taken for who is talked to. A part of `explicit`: the two are never added up.",
            caveat_zh: "称呼是导入时识别的，会把“说到谁”当成“对谁说”。它是 explicit 的一部分，不能与之相加。",
            complexity: "O(targets of the turn)",
            references: &["kummerfeld2019"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Named]),
        stated: Stated::ByTheSpeaker,
        tells: Tells::Structure,
        parameters: &[],
        infer: Infer::Turns(infer),
    }
);

fn infer(_: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    explicit::stated(timeline, at, |how| how == How::Named, emit);
}
