use super::{Infer, Parameters, Stated, Tells, Tie, TieRule, Timeline, WHOLE};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Cue, Field, Fields, How};

declare!(
    EXPLICIT = TieRule {
        card: Card {
            id: "explicit",
            title: "Explicit ties",
            title_zh: "明示关系",
            summary: "A tie from whoever speaks to everybody the turn answers, quotes, mentions with @ or addresses by name.",
            summary_zh: "发言人指向被回复、被引用、被@、被点名的每个人。",
            formula: "For a turn of u at t: one tie u→v at t, weight 1, for every distinct v ≠ u among the authors of the messages it answers and the people it names. @all is no tie, and a mere receipt (收到, 👍) makes none.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "reply-and-mention", when: "a person is both answered and mentioned", then: "one tie" },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more, whomever it answers",
                    then: "no tie"
                },
                Edge { id: "self-reply", when: "somebody answers their own message", then: "no tie" },
                Edge {
                    id: "unknown-target",
                    when: "the message answered is not in the records",
                    then: "no tie; the turn still counts as addressed"
                }
            ],
            caveat: "Precise but rare: most turns in a neighbours' group name nobody. Read `net_explicit_share` beside every value on these ties.",
            caveat_zh: "准而稀：街坊群里多数话不点名。须同时看 net_explicit_share。",
            complexity: "O(targets of the turn)",
            references: &["gibson2003", "kummerfeld2019"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Reply, Field::Mention, Field::Named]),
        stated: Stated::ByTheSpeaker,
        tells: Tells::Structure,
        parameters: &[],
        infer: Infer::Turns(infer),
    }
);

pub(super) fn infer(_: &Parameters, timeline: &Timeline, at: usize, emit: &mut dyn FnMut(Tie)) {
    stated(timeline, at, |_| true, emit);
}

/// One tie to each other person a turn points at in one of these ways; a mere receipt points at nobody.
pub(super) fn stated(timeline: &Timeline, at: usize, ways: fn(How) -> bool, emit: &mut dyn FnMut(Tie)) {
    if !timeline.turn(at).cues.has(Cue::Receipt) {
        pointed_at(timeline, at, ways, emit);
    }
}

/// The same, of a receipt too.
pub(super) fn pointed_at(timeline: &Timeline, at: usize, ways: fn(How) -> bool, emit: &mut dyn FnMut(Tie)) {
    let turn = timeline.turn(at);
    for (i, &(to, how)) in turn.targets.iter().enumerate() {
        let seen = turn.targets[..i].iter().any(|&(earlier, by)| earlier == to && ways(by));
        if to != turn.author && ways(how) && !seen {
            emit(Tie { time: turn.time, turn: at as u32, from: turn.author, to, weight: WHOLE });
        }
    }
}
