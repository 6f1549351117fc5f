use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Part};

declare!(
    PART_TAKEN = Indicator {
        card: Card {
            id: "part_taken",
            title: "Part taken",
            title_zh: "参与角色",
            summary: "The furthest part the person took in an activity of the window: recipient, helper or organizer.",
            summary_zh: "窗内最多做到什么：参加、帮忙还是组织。",
            formula: "max over the opportunities taken in the window of the part on the list, recipient < helper < organizer.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, 2.0],
            edges: &[
                Edge {
                    id: "no-part",
                    when: "no list of the window says as what they came",
                    then: "undefined, not_recorded"
                },
                Edge { id: "not-there", when: "they came to nothing in the window", then: "undefined, too_few_events" },
                Edge { id: "served-and-helped", when: "recipient at one activity, helper at another", then: "helper" }
            ],
            caveat: "A list that gives parts to some only makes the others look like nobody in particular.",
            caveat_zh: "名单只写了部分人的分工时，其他人的看不出来。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Category(PARTS),
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Participant(compute),
        interval: None,
    }
);

const PARTS: &[&str] = &["recipient", "helper", "organizer"];

/// How far a part goes: from being served to organizing.
fn rank(part: Part) -> Option<u8> {
    match part {
        Part::Recipient => Some(0),
        Part::Helper => Some(1),
        Part::Organizer => Some(2),
        _ => None,
    }
}

fn compute(frame: &ParticipantFrame<'_>) -> Value {
    let mut came = frame.since(frame.window.first_day).iter().filter(|one| one.came).peekable();
    if came.peek().is_none() {
        return Err(Undefined::TooFewEvents);
    }
    came.filter_map(|one| one.part).filter_map(rank).max().map(f64::from).ok_or(Undefined::NotRecorded)
}
