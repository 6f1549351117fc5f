use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_EXCESS_UPTAKE = Indicator {
        card: Card {
            id: "net_excess_uptake",
            title: "Uptake beyond chance",
            title_zh: "超出偶然的接话",
            summary: "How much more of what is said to all is taken up than would be if it had been said on other days at the same hour.",
            summary_zh: "对大家说的话被接的比例，比“同一钟点、换一天说”高多少。",
            formula: "U / O of `net_uptake` minus the mean, over all shifts by 1 to D − 1 whole days, of the same share with all openings moved. D = days of the window; the D days in which the openings lie go round, so that each has a day after it; how long an opening waits moves with it.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [-1.0, 1.0],
            edges: &[
                Edge {
                    id: "one-talk",
                    when: "all talk is on one day",
                    then: "the share taken up, but for the day before, whose next day it is"
                },
                Edge { id: "every-evening", when: "the same talk every evening", then: "0" },
                Edge { id: "one-day-window", when: "the window has one day", then: "undefined, too_few_events" },
                Edge {
                    id: "no-openings",
                    when: "nobody who counts says anything to all whose 24 hours are over",
                    then: "undefined, too_few_events"
                }
            ],
            caveat: "Corrects for how much is said at that hour, not for what is said: a busy evening answers everything. Uncovered days and holidays stand on the circle too and lower what chance would give.",
            caveat_zh: "扣除了那个钟点本来就有人说话的部分，不看说的是什么。没有资料的日子和假日也在里面，会压低偶然值。",
            complexity: "O(days · (openings + turns))",
            references: &["gibson2003"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::CHANCE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let openings = frame.history.openings();
    let taken_up = openings.iter().filter(|opening| opening.taken_up.is_some()).count() as f64;
    match frame.history.chance() {
        Some(chance) if !openings.is_empty() => Ok((taken_up - chance) / openings.len() as f64),
        _ => Err(Undefined::TooFewEvents),
    }
}
