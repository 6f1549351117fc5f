use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Part};

declare!(
    PART_FIRST_TAKEN = Indicator {
        card: Card {
            id: "part_first_taken",
            title: "First part taken",
            title_zh: "最早的角色",
            summary: "As what the person came when a list first said so, up to the window's end: recipient, helper or organizer.",
            summary_zh: "到窗末为止，名单上第一次写明的角色。",
            formula: "The part of the earliest opportunity taken whose list names a part; of one day the least.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, 2.0],
            edges: &[
                Edge { id: "no-part", when: "no list so far says as what they came", then: "undefined, not_recorded" },
                Edge { id: "later-helper", when: "first a recipient, then a helper", then: "recipient" }
            ],
            caveat: "Beside the part taken it shows the way from being served to serving.",
            caveat_zh: "和参与角色放在一起，看得出从被服务到服务别人。",
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
    let known = frame.opportunities.iter().filter_map(|one| Some((one.day, one.part.and_then(rank)?)));
    known.min().map(|(_, part)| f64::from(part)).ok_or(Undefined::NotRecorded)
}
