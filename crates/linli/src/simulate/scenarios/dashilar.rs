//! 24 organizations, after the manner of the street of Luo and Liang (2017). Every name is invented.

use super::super::plant::Plant::{
    AttendsSilently, Away, BoughtAttendance, CopiedSheets, Drifts, Empties, InspectionBursts, Leaves, Lively, Lurks,
    MosquitoHall, Moves, OnePerson, QuietChannel, ReadyAlone, SkippedStep, StaffFacing, StaffOnly, Steady, Thickens,
    Unanswered,
};
use super::super::scenario::Tool::{ChatLab, MemoTrace, WechatText, WhatsApp};
use super::super::scenario::{Effect, Keeping, Scenario};
use super::Line;
use crate::time::Day;

const SHILIU: &str = "石榴社区";
const JINGTAI: &str = "井台社区";
const HUAIXI: &str = "槐西社区";
const QIAOTOU: &str = "桥头社区";

#[rustfmt::skip]
static ORGANIZATIONS: &[Line] = &[
    Line { name: "布工坊", community: SHILIU, kind: "service", titles: &["缝杯垫", "做布包", "改衣服", "给敬老院做坐垫"], venue: "石榴活动室", members: 18, meets: (2, 14, 1), channel: Some((WechatText, 2.6)), plants: &[(ReadyAlone, 0), (Lively, 2)] },
    Line { name: "舞蹈队", community: SHILIU, kind: "interest", titles: &["排扇子舞", "排水袖", "练基本功"], venue: "石榴广场", members: 26, meets: (1, 9, 1), channel: Some((WechatText, 2.4)), plants: &[(Empties, 0)] },
    Line { name: "合唱队", community: JINGTAI, kind: "interest", titles: &["练老歌", "练声部", "合排"], venue: "井台礼堂", members: 28, meets: (3, 15, 1), channel: Some((ChatLab, 2.2)), plants: &[(Thickens, 0)] },
    Line { name: "手工小组", community: JINGTAI, kind: "interest", titles: &["剪纸", "编绳结", "做香囊"], venue: "井台活动室", members: 20, meets: (4, 14, 1), channel: Some((WechatText, 2.8)), plants: &[(Steady, 0), (Drifts, 2), (Lively, 2)] },
    Line { name: "书法社", community: HUAIXI, kind: "interest", titles: &["临帖", "写春联", "看碑帖"], venue: "槐西书屋", members: 16, meets: (5, 9, 1), channel: Some((MemoTrace, 2.4)), plants: &[(Steady, 0), (Leaves, 2), (Moves, 1), (Lively, 1)] },
    Line { name: "京剧社", community: HUAIXI, kind: "interest", titles: &["吊嗓子", "排折子戏", "票友会"], venue: "槐西戏台", members: 15, meets: (6, 14, 1), channel: Some((WechatText, 2.0)), plants: &[(OnePerson, 0), (AttendsSilently, 2)] },
    Line { name: "太极队", community: QIAOTOU, kind: "interest", titles: &["晨练", "练推手", "练太极扇"], venue: "桥头河边", members: 22, meets: (0, 7, 1), channel: Some((WechatText, 2.2)), plants: &[(QuietChannel, 0)] },
    Line { name: "养老餐桌", community: QIAOTOU, kind: "service", titles: &["老人聚餐"], venue: "桥头餐厅", members: 14, meets: (2, 11, 2), channel: Some((WechatText, 1.8)), plants: &[(MosquitoHall, 0), (StaffFacing, 0)] },
    Line { name: "健康课堂", community: QIAOTOU, kind: "service", titles: &["量血压", "听讲座", "学急救"], venue: "桥头卫生站", members: 16, meets: (4, 9, 2), channel: Some((WechatText, 1.8)), plants: &[(SkippedStep, 0), (StaffFacing, 0)] },
    Line { name: "花友会", community: SHILIU, kind: "interest", titles: &["换盆", "分苗", "修枝"], venue: "石榴小院", members: 24, meets: (6, 9, 2), channel: Some((MemoTrace, 3.0)), plants: &[(Steady, 0), (Unanswered, 2), (Lurks, 2), (Lively, 1)] },
    Line { name: "夜巡队", community: JINGTAI, kind: "service", titles: &["夜巡", "查灭火器"], venue: "井台岗亭", members: 18, meets: (4, 19, 1), channel: Some((WechatText, 2.0)), plants: &[(InspectionBursts, 0), (Away, 2)] },
    Line { name: "摄影组", community: HUAIXI, kind: "interest", titles: &["拍胡同", "看片子", "拍银杏"], venue: "槐西书屋", members: 17, meets: (6, 15, 2), channel: Some((ChatLab, 2.6)), plants: &[(Steady, 0), (StaffOnly, 2), (Lively, 1)] },
    Line { name: "亲子绘本", community: QIAOTOU, kind: "service", titles: &["讲绘本", "画绘本"], venue: "桥头图书角", members: 21, meets: (5, 10, 1), channel: Some((WhatsApp, 2.6)), plants: &[(Steady, 0), (Leaves, 1), (AttendsSilently, 1), (Away, 1)] },
    Line { name: "读书会", community: SHILIU, kind: "interest", titles: &["读一本书", "讲街巷故事"], venue: "石榴书吧", members: 14, meets: (3, 19, 2), channel: Some((ChatLab, 2.6)), plants: &[(ReadyAlone, 0), (Drifts, 1)] },
    Line { name: "义剪队", community: JINGTAI, kind: "service", titles: &["义务理发"], venue: "井台活动室", members: 15, meets: (0, 14, 1), channel: Some((MemoTrace, 2.0)), plants: &[(BoughtAttendance, 0), (Lurks, 1)] },
    Line { name: "棋友会", community: SHILIU, kind: "interest", titles: &["下象棋", "下围棋"], venue: "石榴亭", members: 14, meets: (5, 14, 1), channel: None, plants: &[] },
    Line { name: "老物件馆", community: HUAIXI, kind: "service", titles: &["看老物件"], venue: "槐西展厅", members: 8, meets: (5, 10, 2), channel: None, plants: &[(MosquitoHall, 0)] },
    Line { name: "编织组", community: HUAIXI, kind: "interest", titles: &["织围巾", "织帽子"], venue: "槐西活动室", members: 16, meets: (1, 14, 1), channel: None, plants: &[(BoughtAttendance, 0)] },
    Line { name: "环保小队", community: JINGTAI, kind: "service", titles: &["捡垃圾", "讲分类"], venue: "井台街口", members: 18, meets: (6, 8, 1), channel: None, plants: &[(CopiedSheets, 0)] },
    Line { name: "旧衣改造", community: QIAOTOU, kind: "service", titles: &["改旧衣", "做抹布"], venue: "桥头活动室", members: 12, meets: (3, 14, 2), channel: None, plants: &[] },
    Line { name: "邻里厨房", community: SHILIU, kind: "service", titles: &["包饺子", "蒸馒头", "腌菜"], venue: "石榴厨房", members: 15, meets: (3, 9, 2), channel: None, plants: &[] },
    Line { name: "口琴队", community: QIAOTOU, kind: "interest", titles: &["练口琴"], venue: "桥头活动室", members: 12, meets: (4, 15, 1), channel: None, plants: &[(OnePerson, 0)] },
    Line { name: "乒乓队", community: HUAIXI, kind: "interest", titles: &["打乒乓", "双打"], venue: "槐西球室", members: 16, meets: (0, 16, 1), channel: None, plants: &[(InspectionBursts, 0)] },
    Line { name: "院落议事会", community: JINGTAI, kind: "service", titles: &["议事", "看院子"], venue: "井台会议室", members: 13, meets: (2, 19, 2), channel: None, plants: &[] },
];

pub(super) fn dashilar() -> Scenario {
    Scenario {
        id: "dashilar".to_owned(),
        title: "大栅栏样的一条街".to_owned(),
        start: Day::from_ymd(2015, 3, 9).unwrap_or(Day::FIRST),
        weeks: 104,
        effect: Effect::Medium,
        keeping: Keeping::Lifelike,
        organizations: ORGANIZATIONS.iter().map(Line::design).collect(),
        second_layer: Some("组长群".to_owned()),
    }
}
