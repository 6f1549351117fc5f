use super::{Infer, Parameters, Stated, Tells, Tie, TieRule, Timeline, explicit};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Field, Fields, How};

declare!(
    MENTION = TieRule {
        card: Card {
            id: "mention",
            title: "Mentions",
            title_zh: "@提到",
            summary: "A tie from whoever speaks to everybody the turn mentions with @: the part of the explicit ties that the application itself marks.",
            summary_zh: "发言人指向被@的每个人；是明示关系里由软件标出的那一部分。",
            formula: "For a turn of u at t: one tie u→v at t, weight 1, for every distinct v ≠ u mentioned with @. @all is no tie, and a mere receipt makes none.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "not-this-way",
                    when: "a turn answers a message or addresses somebody by name and mentions nobody with @",
                    then: "no tie"
                },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more, whomever it points at",
                    then: "no tie"
                },
                Edge { id: "to-oneself", when: "somebody points at themselves", then: "no tie" }
            ],
            caveat: "Older people use @ seldom: few mentions are not few relations. A part of `explicit`: the two are never added up.",
            caveat_zh: "老人很少用@，@得少不等于来往少。它是 explicit 的一部分，不能与之相加。",
            complexity: "O(targets of the turn)",
            references: &["ba2017"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Mention]),
        stated: Stated::ByTheSpeaker,
        tells: Tells::Structure,
        parameters: &[],
        infer: Infer::Turns(infer),
    }
);

fn infer(_: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    explicit::stated(timeline, at, |how| how == How::Mention, emit);
}
