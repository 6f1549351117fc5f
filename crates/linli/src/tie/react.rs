use super::{Infer, Parameter, ParameterKind, Parameters, Stated, Tells, Tie, TieRule, Timeline, WHOLE, explicit};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Cue, Field, Fields};

static PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "within",
        kind: ParameterKind::Span,
        default: "24h",
        meaning: "longest time back to what is acknowledged",
    },
    Parameter {
        name: "back",
        kind: ParameterKind::Count,
        default: "100",
        meaning: "how many turns back it is looked for",
    },
];

declare!(
    REACT = TieRule {
        card: Card {
            id: "react",
            title: "Receipts",
            title_zh: "回应（收到、👍）",
            summary: "A tie from whoever merely acknowledges, in a word, a thumb or a flower, to whom they acknowledge. A rule of its own: receipts are in no other.",
            summary_zh: "只回一个“收到”、👍、🌹 的人，指向被回应的人。单独一条规则；别的规则里都不算回应。",
            formula: "For a turn of u at t that is a receipt (收到, 👍, 🌹) and nothing more: a tie u→v, weight 1, for every distinct v ≠ u it points at; where it points at nobody, one to the author v ≠ u of the nearest of the `back` turns before that is no receipt, if its last message is at most `within` before t (inclusive).",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "more-than-a-receipt", when: "a turn says more", then: "no tie" },
                Edge {
                    id: "a-row-of-receipts",
                    when: "many acknowledge one notice after another",
                    then: "each has a tie to its author"
                },
                Edge {
                    id: "points-at-somebody",
                    when: "a receipt quotes or mentions somebody",
                    then: "the tie goes there"
                },
                Edge {
                    id: "too-late",
                    when: "the last turn that is no receipt is longer ago than `within`, and it points at nobody",
                    then: "no tie"
                }
            ],
            caveat: "Perfunctory by construction: a notice and forty 收到 are one announcement. In no density and in no other structure; only the strengths of positions can be read.",
            caveat_zh: "多半是例行公事：一个通知四十个“收到”只是一次通知。不进密度等结构指标，只能看强度。",
            complexity: "O(back)",
            references: &["gibson2003"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Cue]),
        stated: Stated::Inferred,
        tells: Tells::Strength,
        parameters: PARAMETERS,
        infer: Infer::Turns(infer),
    }
);

fn infer(parameters: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    let turn = timeline.turn(at);
    if !turn.cues.has(Cue::Receipt) {
        return;
    }
    if turn.targets.iter().any(|&(to, _)| to != turn.author) {
        return explicit::pointed_at(timeline, at, |_| true, emit);
    }
    let (within, back) = (parameters.value("within"), parameters.value("back") as usize);
    for before in (at.saturating_sub(back)..at).rev().map(|i| timeline.turn(i)) {
        if turn.time.micros() - before.last_time.micros() > within {
            return;
        }
        if before.author != turn.author && !before.cues.has(Cue::Receipt) {
            return emit(Tie { time: turn.time, turn: at as u32, from: turn.author, to: before.author, weight: WHOLE });
        }
    }
}
