use super::{About, Audience, Decision, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::TableId;
use crate::indicator::net::{NET_RECEIPT_SHARE, NET_STAFF_TURN_SHARE, NET_TURNS};
use crate::panel::Key;
use crate::population::Staff;

/// Share of staff in what is more than an acknowledgement.
const STAFF_SHARE: f64 = 0.2;
/// Share of the members' turns that acknowledge and nothing more.
const RECEIPTS: f64 = 0.5;
/// Turns of members below which nothing is said.
const LEAST_TURNS: f64 = 20.0;

declare!(
    STAFF_FACING = Signal {
        card: Card {
            id: "staff_facing",
            title: "Talk faces the staff",
            title_zh: "话多半冲着工作人员",
            summary: "At least half of what members say only acknowledges, and of what is more than that staff say a fifth or more.",
            summary_zh: "居民的话一半以上只是“收到”之类的回应；除去这些，五分之一以上是工作人员在说。",
            formula: "At the last window and at the one before it that shares no day with it, with s = net_staff_turn_share and r = net_receipt_share, of the population without staff: r ≥ ½, w / (w + 1 − r) ≥ ⅕ with w = s / (1 − s), and 20 turns of members or more.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "once", when: "the window before was otherwise", then: "no finding yet" },
                Edge { id: "few-turns", when: "fewer than 20 turns of members", then: "nothing is said" },
                Edge { id: "no-staff", when: "nobody is known as staff", then: "nothing is said" }
            ],
            caveat: "The group of a few words for staff is often the official channel only; people may talk elsewhere, which is their right. It is no reason for or against anything.",
            caveat_zh: "寥寥数语的群往往只是公事渠道；大家也许另有说话的地方，那是他们的自由。不能拿它来说好坏、定经费。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&NET_STAFF_TURN_SHARE, &NET_RECEIPT_SHARE, &NET_TURNS],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "20 turns of members in each of two windows without a common day",
        least_zh: "没有重叠的两个时间窗里，居民各说过20次话",
        decision: Decision::Rule,
        audience: Audience::Team,
        explanations: &[
            "the group is meant for announcements",
            "people talk elsewhere, which is their right",
            "a campaign or an inspection filled these weeks with notices",
        ],
        explanations_zh: &[
            "这个群本来就是发通知用的",
            "大家另有说话的地方，那是他们的自由",
            "这几周搞活动、迎检查，通知特别多"
        ],
        action: "more company offline; ask a member to post the next notice",
        action_zh: "多到线下陪伴；下一次请居民来发预告",
        expires_after: 56,
        detect,
    }
);

/// The share of staff in what is more than an acknowledgement, with what staff say all counted as such.
fn of_words(staff: f64, receipts: f64) -> f64 {
    if staff >= 1.0 {
        return 1.0;
    }
    let words = staff / (1.0 - staff);
    words / (words + 1.0 - receipts)
}

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(before)) = (scene.as_of(), scene.window(1)) else { return };
    let earlier = scene.places(TableId::Groups, 1, Staff::Removed);
    let read = [&NET_STAFF_TURN_SHARE, &NET_RECEIPT_SHARE, &NET_TURNS];
    for place in scene.places(TableId::Groups, 0, Staff::Removed) {
        let subject = place.label(Key::Group);
        let Some(before_it) = earlier.iter().find(|other| other.key(Key::Group) == place.key(Key::Group)) else {
            continue;
        };
        let faces = |of: &super::Place<'_>| -> Result<bool, Undefined> {
            let [staff, receipts, turns] = [of.value(read[0])?, of.value(read[1])?, of.value(read[2])?];
            if turns < LEAST_TURNS {
                Err(Undefined::TooFewEvents)
            } else {
                Ok(receipts >= RECEIPTS && of_words(staff, receipts) >= STAFF_SHARE)
            }
        };
        let both = match (faces(&place), faces(before_it)) {
            (Ok(now), Ok(then)) => now && then,
            (Err(reason), _) | (_, Err(reason)) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        search.look();
        if !both {
            continue;
        }
        let value = |indicator| place.value(indicator).unwrap_or_default();
        let (receipts, words) = (value(read[1]), of_words(value(read[0]), value(read[1])));
        let percent = |share: f64| (100.0 * share).round();
        let cells = [place.cells(&read), before_it.cells(&read)].concat();
        search.find(
            Finding::new(&STAFF_FACING, &subject, [before.first_day, end])
                .saying(
                    format!(
                        "{subject}: {} % of what members said only acknowledged; of all the rest staff said {} %. In the weeks before both lines were crossed too.",
                        percent(receipts),
                        percent(words)
                    ),
                    format!(
                        "{subject}：居民的话有{}%只是“收到”一类；除去这些，{}%是工作人员在说；再往前一段也是这样。",
                        percent(receipts),
                        percent(words)
                    ),
                )
                .with_effect(words, None, None)
                .resting_on(cells),
        );
    }
}
