use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics::{IntervalScale, Spell, SpellEnd, kaplan_meier};

declare!(
    NET_FIRST_RESPONSE = Indicator {
        card: Card {
            id: "net_first_response",
            title: "Median time to first response",
            title_zh: "多久有人接话",
            summary: "How many minutes it takes until another neighbour takes up half of what is said to all.",
            summary_zh: "对大家说的话，过多少分钟有一半被别的街坊接住。",
            formula: "The Kaplan–Meier median (the first time at which half or fewer still wait), in minutes, of the time from an opening to its being taken up, as in `net_uptake`; an opening nobody takes up is censored at its author’s next opening, or after 24 hours.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, 1440.0],
            edges: &[
                Edge { id: "few-openings", when: "fewer than 20 openings", then: "undefined, too_few_events" },
                Edge {
                    id: "half-never",
                    when: "less than half is taken up, censoring counted",
                    then: "undefined, not_reached"
                },
                Edge { id: "half-at-once", when: "half is answered in the same minute", then: "0" }
            ],
            caveat: "Nights count: read it with the hour. An opener who speaks again censors their own waiting, which is not independent of being unanswered.",
            caveat_zh: "夜里的时间也算在内。说话人自己再开口就不再等了，这和没人接不是互相独立的。",
            complexity: "O(openings · log openings)",
            references: &["kaplan1958", "chaoss"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::OPENINGS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

/// Below this a median says nothing.
const LEAST: usize = 20;
const MINUTE: f64 = 60e6;

fn compute(frame: &GroupFrame<'_>) -> Value {
    let openings = frame.history.openings();
    if openings.len() < LEAST {
        return Err(Undefined::TooFewEvents);
    }
    let waits: Vec<Spell> = openings
        .iter()
        .map(|o| Spell {
            time: o.taken_up.unwrap_or(o.waits) as f64,
            end: if o.taken_up.is_some() { SpellEnd::Event } else { SpellEnd::Censored },
        })
        .collect();
    let survival = kaplan_meier(&waits, IntervalScale::Plain).map_err(|_| Undefined::TooFewEvents)?;
    // Half of them within a time: the first at which the share still waiting is a half or less.
    let reached = survival.steps.iter().find(|step| step.events > 0 && step.survival <= 0.5 + 1e-12);
    reached.map(|step| step.time / MINUTE).ok_or(Undefined::NotReached)
}
