use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{HeldActivity, Needs, OrganizationFrame, Papers};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_STEP_6 = Indicator {
        card: Card {
            id: "org_step_6",
            title: "Step 6: members keep the record",
            title_zh: "步骤六：自己留记录",
            summary: "The day of the activity with which eight of the last ten had notice, photos and list posted by members, at least one of them held without staff.",
            summary_zh: "最近十次活动里有八次的预告、照片、名单都由成员自己发出，而且至少一次没有工作人员在场：满足的那次活动的日子。",
            formula: "Over the activities in order of which the day and the two days after it end before the window does: the day of the first activity a of which, of the ten up to and with a, eight have notice, sheet and photos posted by people who are no staff (photos where the chat tells pictures from words) and at least one has a list without staff.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [-25567.0, 84006.0],
            edges: &[
                Edge {
                    id: "eight-of-ten",
                    when: "eight of ten are kept by members, one without staff",
                    then: "the day of the tenth"
                },
                Edge { id: "seven-of-ten", when: "seven of ten", then: "undefined, not_reached" },
                Edge {
                    id: "always-staff",
                    when: "eight of ten, and staff on every list",
                    then: "undefined, not_reached"
                },
                Edge { id: "nine-held", when: "nine activities, all kept", then: "undefined, not_reached" },
                Edge {
                    id: "no-chat",
                    when: "no chat of the organization can show it",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "What import saw in the chat; a list without staff is not proof that no staff came.",
            caveat_zh: "是导入时从群里看出来的；名单上没有工作人员，不能证明没有人到场。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Date,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

/// How many activities are looked at, and how many of them members must keep.
const LAST: usize = 10;
const LEAST: usize = 8;

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let held = frame.doings.settled_so_far();
    if !held.is_empty() && held.iter().all(|held| held.posts == Err(Undefined::NotRecorded)) {
        return Err(Undefined::NotRecorded);
    }
    let is_kept = |held: &HeldActivity<'_>| frame.doings.is_kept(held) == Ok(true);
    let stands = |ten: &&[HeldActivity<'_>]| {
        let kept = ten.iter().filter(|held| is_kept(held)).count();
        let without_staff = ten.iter().any(|held| held.activity.has_list && !held.staff_came);
        kept >= LEAST && without_staff
    };
    let found = held.windows(LAST).find(stands);
    Papers::nth(found.and_then(|ten| ten.last()).map(|held| held.activity.day), 1)
}
