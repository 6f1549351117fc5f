use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Exit, Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_EXIT_EVIDENCE = Indicator {
        card: Card {
            id: "org_exit_evidence",
            title: "Record kept after the last visit",
            title_zh: "离开后的记录",
            summary: "By how much the share of activities of which members kept the record rose or fell from the two quarters before the coach’s last visit to the two after.",
            summary_zh: "成员自己留记录的活动所占比例，最后一次到访后的两个季度比之前高了还是低了多少。",
            formula: "The last visit is that by the window’s end; before and after are the 182 days that end with its day and the 182 that follow. Share of activities held after of which members posted notice, sheet and photos (photos where the chat tells pictures from words) − the same before; activities on whose day no chat can show it are left out.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [-1.0, 1.0],
            edges: &[
                Edge { id: "rise", when: "one of two before, two of two after", then: "1/2" },
                Edge { id: "fall", when: "all before, none after", then: "-1" },
                Edge { id: "nothing-after", when: "nothing was held after", then: "undefined, too_few_events" },
                Edge {
                    id: "no-chat",
                    when: "no chat of the organization can show it",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-yet-due",
                    when: "the two quarters after the last visit are not over by the window’s end",
                    then: "undefined, not_yet_due"
                },
                Edge { id: "never-visited", when: "no visit by the window’s end", then: "undefined, not_reached" },
                Edge {
                    id: "not-covered",
                    when: "activities are not recorded for all of the four quarters",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "log-broke-off",
                    when: "the coaching log’s last row, of whatever organization, lies more than 28 days before the end of the two quarters, and no list of theirs shows that staff stayed away",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-log",
                    when: "no coaching of the organization is recorded",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "Coaches may leave what goes well alone, and stay where it does not: no effect of coaching. A log that was no longer kept looks like an exit.",
            caveat_zh: "辅导者可能放心离开好的、守着难的，不能说是辅导的效果。辅导记录停了，看着也像离开。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 2,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let exit = Exit::of(frame)?;
    Ok(exit.kept(exit.after)? - exit.kept(exit.before)?)
}
