use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Cue, Fields};

declare!(
    ACT_NOTICE_BY = Indicator {
        card: Card {
            id: "act_notice_by",
            title: "Notice posted by",
            title_zh: "谁发的预告",
            summary: "Who posted a notice of the activity in a chat of the organization.",
            summary_zh: "这次活动的预告是谁发到群里的。",
            formula: "Whether members, staff or both posted at least one message in which import saw a notice of this activity.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, 3.0],
            edges: &[
                Edge {
                    id: "not-recorded",
                    when: "no chat of the organization can show it",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-covered",
                    when: "no chat of the organization exists for the day",
                    then: "undefined, not_covered"
                },
                Edge { id: "nobody", when: "the chats could show it and nobody posted any", then: "nobody" },
                Edge { id: "both", when: "a member and somebody of the staff post", then: "both" }
            ],
            caveat: "What import saw: its precision stands in the documentation of cues. Who keeps the record says more of an organization than how much is kept.",
            caveat_zh: "是导入时从消息里看出来的，准不准见线索的说明。谁在记，比记了多少更说明问题。",
            complexity: "O(messages of the activity)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Category(ActivityFrame::POSTERS),
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Activity(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Value {
    frame.shown_by(Cue::Notice)
}
