use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SecondLayerFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, PersonId};

declare!(
    INTER_DELEGATE_COVERAGE = Indicator {
        card: Card {
            id: "inter_delegate_coverage",
            title: "Coverage by delegates",
            title_zh: "代表覆盖率",
            summary: "Share of the first-layer groups that have somebody who spoke in the second-layer group.",
            summary_zh: "有人在第二层群里说过话的第一层群占多少。",
            formula: "First-layer groups with at least one person, staff apart, who had a turn in the second-layer group in the window / first-layer groups with anybody present.",
            numerator: Unit::Groups,
            denominator: Unit::Groups,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "no-homes",
                    when: "no covered first-layer group has anybody present",
                    then: "undefined, no_members"
                },
                Edge { id: "nobody-speaks", when: "nobody but staff speaks in the second-layer group", then: "0" },
                Edge { id: "staff-only", when: "a coach is in every group", then: "not a delegate" },
                Edge {
                    id: "not-linked",
                    when: "fewer than nine in ten of those who ever speak in the second layer are known in a first-layer group",
                    then: "undefined, not_linked"
                },
                Edge {
                    id: "home-not-covered",
                    when: "no source covers a first-layer group in the window",
                    then: "the group is in neither count"
                }
            ],
            caveat: "A person counts for a group only where the records know both names as one person.",
            caveat_zh: "同一个人在两个群里的名字对得上，才算代表。",
            complexity: "O(people)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::SecondLayer(compute),
        interval: None,
    }
);

fn compute(frame: &SecondLayerFrame<'_>) -> Value {
    let speaking: Vec<PersonId> = frame.speaking()?.map(|(person, _)| person).collect();
    let homes: Vec<_> = frame.homes.iter().filter(|people| !people.is_empty()).collect();
    if homes.is_empty() {
        return Err(Undefined::NoMembers);
    }
    let covered = homes.iter().filter(|people| speaking.iter().any(|person| people.binary_search(person).is_ok()));
    Ok(covered.count() as f64 / homes.len() as f64)
}
