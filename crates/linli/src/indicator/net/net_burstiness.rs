use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics::burstiness;

declare!(
    NET_BURSTINESS = Indicator {
        card: Card {
            id: "net_burstiness",
            title: "Burstiness",
            title_zh: "突发性",
            summary: "Whether turns come in bursts, once the usual hours and weekdays are allowed for: −1 regular, 0 at random, towards 1 in bursts.",
            summary_zh: "扣除一天和一周的作息之后，发言是不是一阵一阵的：−1规则，0随机，接近1成阵。",
            formula: "A = (√(n+1) r − √(n−1)) / ((√(n+1) − 2) r + √(n−1)), n = turns of the population, r = σ/μ of the gaps between them (population σ), on a clock that advances in a day by (turns on its weekday / days of that weekday) / (turns / days) and in an hour by the hour’s share of the turns, local time, from these very turns.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [-1.0, 1.0],
            edges: &[
                Edge { id: "few-turns", when: "fewer than 30 turns", then: "undefined, too_few_events" },
                Edge { id: "every-day-the-same", when: "one turn a day at the same time", then: "-1" },
                Edge { id: "one-instant", when: "all turns at one instant", then: "undefined, zero_denominator" }
            ],
            caveat: "The usual hours are taken from the same turns, which takes out some of the bursts too: near 30 turns it leans towards regular. Talk before an inspection is one kind of burst, an accident in the lane another.",
            caveat_zh: "作息是从同一批发言估出来的，会把一部分突发也扣掉：三十次左右的发言偏向“规则”。检查前的热闹是一种突发，胡同里出了事也是。",
            complexity: "O(turns · log turns)",
            references: &["kim2016", "jo2012"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::CLOCK,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

/// Below this the measure is hopeless.
const LEAST: usize = 30;

fn compute(frame: &GroupFrame<'_>) -> Value {
    let clock = frame.history.clock();
    if clock.len() < LEAST {
        return Err(Undefined::TooFewEvents);
    }
    burstiness(clock).map(|found| found.a.clamp(-1.0, 1.0)).map_err(|_| Undefined::ZeroDenominator)
}
