use super::{Infer, Parameter, ParameterKind, Parameters, Stated, Tells, Tie, TieRule, Timeline, WHOLE};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Cue, Fields};

static PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "within",
        kind: ParameterKind::Span,
        default: "60m",
        meaning: "longest time back to a turn; 60 minutes suit a group of fewer than 20 turns a day",
    },
    Parameter {
        name: "back",
        kind: ParameterKind::Count,
        default: "100",
        meaning: "how many turns back others are looked for; 99 in 100 answers come within so many",
    },
];

declare!(
    RECENT = TieRule {
        card: Card {
            id: "recent",
            title: "Recent speakers",
            title_zh: "近时发言人",
            summary: "A turn shares one tie out among all others who spoke shortly before.",
            summary_zh: "一次发言把一份关系平分给不久之前说过话的所有别人。",
            formula: "For a turn of u at t: R = the distinct v ≠ u with a turn among the `back` turns before whose last message is at most `within` before t (inclusive). One tie u→v at t to each v in R, weight 1/|R|, so that every turn gives mass 1. A mere receipt gives no tie and makes nobody a recent speaker.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "shares",
                    when: "several others spoke within the limit",
                    then: "each an equal share, 1 in all, however often they spoke"
                },
                Edge { id: "at-the-limit", when: "exactly `within` has passed", then: "counts" },
                Edge { id: "after-silence", when: "nobody else spoke within the limit", then: "no tie" },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more",
                    then: "no tie, and it makes its author no recent speaker"
                }
            ],
            caveat: "Ties whoever talks in the same hour, answered or not. The limit is for quiet groups; a busy one needs minutes. For sensitivity, never as the only rule for the margin.",
            caveat_zh: "同一小时里说话的人都算有来往，不管有没有接话。默认时限适合话少的群，话多的群要用几分钟。只作敏感性分析。",
            complexity: "O(back) for each turn",
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

fn infer(parameters: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    let turn = timeline.turn(at);
    if turn.cues.has(Cue::Receipt) {
        return;
    }
    let (within, back) = (parameters.value("within"), parameters.value("back") as usize);
    let mut recent: Vec<u32> = Vec::new();
    for before in (at.saturating_sub(back)..at).rev().map(|i| timeline.turn(i)) {
        if turn.time.micros() - before.last_time.micros() > within {
            break;
        }
        if before.author != turn.author && !before.cues.has(Cue::Receipt) && !recent.contains(&before.author) {
            recent.push(before.author);
        }
    }
    let Some(share) = WHOLE.checked_div(recent.len() as u32) else { return };
    let rest = WHOLE - share * recent.len() as u32;
    for (place, &to) in recent.iter().enumerate() {
        // Beyond sixteen, shares are no whole units: the units left over go to whoever spoke last.
        let weight = share + u32::from((place as u32) < rest);
        emit(Tie { time: turn.time, turn: at as u32, from: turn.author, to, weight });
    }
}
