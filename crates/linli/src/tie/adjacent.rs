use super::{Infer, Parameter, ParameterKind, Parameters, Stated, Tells, Tie, TieRule, Timeline, WHOLE};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Cue, Fields};

/// The parameters of adjacency, shared with the composite that falls back on it.
pub(super) static PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "within",
        kind: ParameterKind::Span,
        default: "60m",
        meaning: "longest time back to the turn answered; 60 minutes suit a group of fewer than 20 turns a day",
    },
    Parameter {
        name: "back",
        kind: ParameterKind::Count,
        default: "8",
        meaning: "how many turns back the other speaker is looked for",
    },
];

declare!(
    ADJACENT = TieRule {
        card: Card {
            id: "adjacent",
            title: "Adjacency",
            title_zh: "相邻发言",
            summary: "A tie from whoever speaks to the last other person who spoke shortly before.",
            summary_zh: "发言人指向不久之前最后一个说话的别人。",
            formula: "For a turn of u at t: v is the author of the nearest of the `back` turns before with v ≠ u; one tie u→v at t, weight 1, if the last message of that turn is at most `within` before t (inclusive). A mere receipt (收到, 👍) makes no tie and is passed over.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "at-the-limit", when: "exactly `within` has passed", then: "a tie" },
                Edge { id: "after-silence", when: "the turn before is longer ago than `within`", then: "no tie" },
                Edge {
                    id: "after-a-long-turn",
                    when: "the turn before began earlier than `within` ago and ended within it",
                    then: "a tie"
                },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more",
                    then: "no tie, and the next speaker answers the one before it"
                },
                Edge { id: "nobody-before", when: "the first turn of the records", then: "no tie" }
            ],
            caveat: "Makes every talker look connected, also the one nobody ever answers; in a busy room two ties in three are wrong. For sensitivity, never as the only rule for the margin.",
            caveat_zh: "会把没人接话的人也算成有来往；只作敏感性分析。",
            complexity: "O(back)",
            references: &["kummerfeld2019"],
            revision: 1,
        },
        reads: Fields::NONE,
        stated: Stated::Inferred,
        tells: Tells::Structure,
        parameters: PARAMETERS,
        infer: Infer::Turns(infer),
    }
);

pub(super) fn infer(parameters: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    let turn = timeline.turn(at);
    if turn.cues.has(Cue::Receipt) {
        return;
    }
    let (within, back) = (parameters.value("within"), parameters.value("back") as usize);
    for before in (at.saturating_sub(back)..at).rev().map(|i| timeline.turn(i)) {
        // A long turn is answered when it ends.
        if turn.time.micros() - before.last_time.micros() > within {
            return;
        }
        if before.author != turn.author && !before.cues.has(Cue::Receipt) {
            return emit(Tie { time: turn.time, turn: at as u32, from: turn.author, to: before.author, weight: WHOLE });
        }
    }
}
