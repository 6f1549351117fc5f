use super::{Infer, Occasion, Parameter, ParameterKind, Parameters, Stated, Tells, TieRule, Timeline};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Cue, Fields};

static PARAMETERS: &[Parameter] = &[Parameter {
    name: "gap",
    kind: ParameterKind::Span,
    default: "30m",
    meaning: "how long a silence ends an exchange",
}];

declare!(
    EXCHANGE = TieRule {
        card: Card {
            id: "exchange",
            title: "Exchanges shared",
            title_zh: "同场交谈",
            summary: "How often two people talk in the same exchange. Two-mode: people and exchanges; nobody is tied for having been there once.",
            summary_zh: "两个人多常出现在同一场交谈里。二模网络：人与交谈；不因为同在过一次就算有关系。",
            formula: "Turns belong to one exchange until `gap` or more has passed since the last message before. With x = exchanges that a and b both took part in, y = exchanges that one of them did, each counted only while both were members: weight x / (x + y), the same both ways. An exchange belongs to the window in which the silence after it is over. Receipts take part in nothing.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "gap", when: "exactly `gap` has passed since the last message", then: "a new exchange" },
                Edge {
                    id: "alone",
                    when: "one person talks alone",
                    then: "an exchange of one: it weakens their ties to the others"
                },
                Edge {
                    id: "receipt",
                    when: "a turn is a receipt and nothing more",
                    then: "it takes part in nothing and keeps no exchange alive"
                }
            ],
            caveat: "Presence is opportunity and not relation. Only the strengths of positions can be read; a density of it would be that of a projection, near 1 wherever people meet.",
            caveat_zh: "同时在场是机会，不是关系。只能看强度；把它投影成一模网络，密度几乎总接近1。",
            complexity: "O(turns); pairs × exchanges / 64 for each window",
            references: &["whitehead2008", "elsner2008"],
            revision: 1,
        },
        reads: Fields::NONE,
        stated: Stated::Inferred,
        tells: Tells::Strength,
        parameters: PARAMETERS,
        infer: Infer::Occasions(infer),
    }
);

fn infer(parameters: &Parameters, timeline: &Timeline, _: &[Occasion]) -> Vec<Occasion> {
    let gap = parameters.value("gap");
    let mut exchanges: Vec<Occasion> = Vec::new();
    for turn in (0..timeline.len()).map(|at| timeline.turn(at)).filter(|turn| !turn.cues.has(Cue::Receipt)) {
        let over = turn.last_time.plus(gap);
        match exchanges.last_mut() {
            Some(last) if turn.time < last.time => {
                last.time = over;
                last.people.push(turn.author);
            }
            _ => exchanges.push(Occasion { time: over, people: vec![turn.author] }),
        }
    }
    for exchange in &mut exchanges {
        exchange.people.sort_unstable();
        exchange.people.dedup();
    }
    exchanges
}
