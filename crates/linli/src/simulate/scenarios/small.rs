//! Small streets, for tests and for looking at.

use super::super::plant::Plant::{
    AttendsSilently, Drifts, Empties, Lively, MosquitoHall, ReadyAlone, StaffFacing, Steady,
};
use super::super::scenario::Tool::{ChatLab, MemoTrace, WechatText};
use super::super::scenario::{Effect, Keeping, Scenario};
use super::Line;
use crate::time::Day;

#[rustfmt::skip]
static LANE: &[Line] = &[
    Line { name: "布艺组", community: "东巷社区", kind: "service", titles: &["缝杯垫", "做布包", "给老人改衣服"], venue: "东巷活动室", members: 14, meets: (2, 14, 1), channel: Some((WechatText, 2.6)), plants: &[(ReadyAlone, 0), (Drifts, 1), (Lively, 1)] },
    Line { name: "腰鼓队", community: "东巷社区", kind: "interest", titles: &["练鼓点", "排队形"], venue: "东巷广场", members: 18, meets: (5, 9, 1), channel: Some((MemoTrace, 2.2)), plants: &[(Empties, 0), (AttendsSilently, 1)] },
    Line { name: "健康小屋", community: "西巷社区", kind: "service", titles: &["量血压", "听讲座"], venue: "西巷小屋", members: 12, meets: (4, 9, 2), channel: Some((ChatLab, 1.6)), plants: &[(MosquitoHall, 0), (StaffFacing, 0)] },
];

#[rustfmt::skip]
static ONE: &[Line] = &[
    Line { name: "毛线组", community: "东巷社区", kind: "interest", titles: &["织帽子", "织围巾"], venue: "东巷活动室", members: 12, meets: (3, 14, 1), channel: Some((WechatText, 2.6)), plants: &[(Steady, 0), (Lively, 1)] },
];

pub(super) fn lane() -> Scenario {
    Scenario {
        id: "lane".to_owned(),
        title: "一条小巷".to_owned(),
        start: Day::from_ymd(2016, 9, 5).unwrap_or(Day::FIRST),
        weeks: 26,
        effect: Effect::Medium,
        keeping: Keeping::Lifelike,
        organizations: LANE.iter().map(Line::design).collect(),
        second_layer: Some("巷子组长群".to_owned()),
    }
}

pub(super) fn one_group() -> Scenario {
    Scenario {
        id: "one-group".to_owned(),
        title: "一个群".to_owned(),
        start: Day::from_ymd(2017, 3, 6).unwrap_or(Day::FIRST),
        weeks: 12,
        effect: Effect::Medium,
        keeping: Keeping::Tidy,
        organizations: ONE.iter().map(Line::design).collect(),
        second_layer: None,
    }
}
