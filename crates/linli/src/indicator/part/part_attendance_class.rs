use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    PART_ATTENDANCE_CLASS = Indicator {
        card: Card {
            id: "part_attendance_class",
            title: "Attendance class",
            title_zh: "出席类型",
            summary: "Whether the person belongs to those who come most often, to those at the fringe, or between.",
            summary_zh: "常来的、偶尔来的，还是介于两者之间。",
            formula: "r = opportunities taken / opportunities in the presence period that ends with the window; core where r ≥ 1/2, peripheral where r < 1/4, secondary between; at least 4 opportunities. An opportunity is an activity of the organization with a list of names, on or after the first to which they came and outside spells of membership in which they are away; staff and guests apart.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 2.0],
            edges: &[
                Edge {
                    id: "no-consent",
                    when: "the person has not agreed to the plan's purpose",
                    then: "undefined, no_consent"
                },
                Edge {
                    id: "few-opportunities",
                    when: "fewer than four opportunities",
                    then: "undefined, too_few_events"
                },
                Edge { id: "half", when: "half of them", then: "core" },
                Edge { id: "a-quarter", when: "a quarter of them", then: "secondary" },
                Edge { id: "less", when: "one in five", then: "peripheral" },
                Edge {
                    id: "davis",
                    when: "the eighteen women of Davis, Gardner & Gardner",
                    then: "of the ethnographers' core all seven are core, of their secondary women one is"
                }
            ],
            caveat: "The bounds are ours. It says how often, not with whom: the ethnographers' own three levels also ask who came together. A class is a name given to a person: it is for the team, where the plan lists it and the person agreed.",
            caveat_zh: "界线是我们定的，只看来得多不多。这是给人贴标签：方案写了、本人同意才算，只给团队看。",
            complexity: "O(activities)",
            references: &["davis1941", "freeman2003"],
            revision: 1,
        },
        kind: Kind::Category(CLASSES),
        grain: Grain::Population,
        needs: Needs::LABEL.with(Needs::ON_REQUEST),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Participant(compute),
        interval: None,
    }
);

/// Opportunities below which nobody is classed.
const LEAST: usize = 4;
const CLASSES: &[&str] = &["peripheral", "secondary", "core"];

fn compute(frame: &ParticipantFrame<'_>) -> Value {
    if !frame.agreed {
        return Err(Undefined::NoConsent);
    }
    let own = frame.since(frame.presence);
    if own.len() < LEAST {
        return Err(Undefined::TooFewEvents);
    }
    let came = own.iter().filter(|one| one.came).count();
    let class = if 2 * came >= own.len() { 2 } else { usize::from(4 * came >= own.len()) };
    Ok(class as f64)
}
