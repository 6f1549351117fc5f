use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_RAREFIED_DENSITY = Indicator {
        card: Card {
            id: "net_rarefied_density",
            title: "Rarefied density",
            title_zh: "等量密度",
            summary: "The density to be expected if the window had just 30 turns with a tie: windows with much and with little talk side by side.",
            summary_zh: "假定窗内只有30次有对象的发言，密度会是多少：话多话少的窗可以并排看。",
            formula: "Σ over directed ties (1 − C(N − c, 30) / C(N, 30)) / (n (n − 1)), N = turns with a tie between two people of the population, c = those of them that give this tie: the mean density over all draws of 30 of them, exactly.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "just-thirty", when: "exactly 30 tied turns", then: "the density" },
                Edge { id: "one-tie", when: "all of 60 turns give one and the same tie of two people", then: "1/2" },
                Edge { id: "few-turns", when: "fewer than 30 tied turns", then: "undefined, too_few_events" },
                Edge { id: "two-members", when: "n < 2", then: "undefined, too_few_members" }
            ],
            caveat: "Takes out how much was said, not how many people there are: compare like sizes. The draw takes turns one by one; real talk comes in bursts, so it spreads the ties too well.",
            caveat_zh: "扣除了话多话少，没有扣除人数。抽样是一次一次抽的，真实的话是一阵一阵的，所以略为高估。",
            complexity: "O(30 · m)",
            references: &["hurlbert1971"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::TIED_TURNS),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

/// Turns in a draw.
const DRAWN: u32 = 30;

fn compute(frame: &GroupFrame<'_>) -> Value {
    let tied = frame.history.tied();
    if tied.turns < DRAWN {
        return Err(Undefined::TooFewEvents);
    }
    let missed = |count: u32| {
        let left = tied.turns - count;
        let draw = |drawn: u32| f64::from(left.saturating_sub(drawn)) / f64::from(tied.turns - drawn);
        (0..DRAWN).map(draw).product::<f64>()
    };
    let ties: f64 = tied.of_ties.iter().map(|&count| 1.0 - missed(count)).sum();
    let n = frame.len() as f64;
    Ok((ties / (n * (n - 1.0))).min(1.0))
}
