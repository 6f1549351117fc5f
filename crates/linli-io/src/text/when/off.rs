//! What is called off (取消, 暂停) or moved (改到周五): which of the days a text names it speaks of.

use super::{NEXT, When};
use crate::text::said::{Said, Words, words};

/// What calls something off.
const OFF: Words = words![
    "取消",
    "暂停",
    "停一次",
    "停办",
    "停课",
    "停练",
    "停排",
    "改期",
    "延期",
    "推迟",
    "不办了",
    "不搞了",
    "不开了",
    "不跳了",
    "不唱了",
    "不练了",
    "不排了",
    "不做了",
    "不活动了",
    "不举行",
    "没有活动",
    "先不办",
    "先不搞",
    "暂不",
];
/// What moves it: the days before the word are off, and those after it on.
const MOVED: Words = words![
    "改到",
    "改在",
    "改成",
    "改为",
    "挪到",
    "推迟到",
    "推迟至",
    "延期到",
    "延期至",
    "延到",
    "提前到",
    "调到",
    "调整到",
    "换到",
];
/// What says that nothing is off, or not yet, or that it is one's own coming that is.
const NOT: Words = words![
    "不取消",
    "没取消",
    "没有取消",
    "不会取消",
    "取消不",
    "取消没",
    "取消了没",
    "不改期",
    "不延期",
    "不推迟",
    "不暂停",
    "取消报名",
    "我取消",
    "帮我取消",
    "取消了我",
    "取消置顶",
    "取消免打扰",
    "如果",
    "要是",
    "万一",
    "的话",
    "就取消",
    "就改",
    "就暂停",
    "会不会",
    "是不是",
    "吗",
    "？",
    "?",
    "上次取消",
    "取消的那",
];
/// Without one of these a text moves nothing and calls nothing off.
const SIGNS: [char; 14] = ['取', '停', '期', '迟', '办', '搞', '不', '没', '改', '挪', '延', '提', '调', '换'];
/// A text that is longer tells of many things.
const LONGEST: usize = 600;

/// Marks the days of a text that it calls off; `days` with their places in the text, in its order. Where it calls off and
/// names none, it is what was announced last.
pub(super) fn mark(text: &str, days: &mut Vec<(usize, When)>) {
    if text.len() > LONGEST || !text.contains(SIGNS) {
        return;
    }
    let said = Said::of(text);
    let (moved, off) = (said.find_any(MOVED), said.find_any(OFF));
    let until = match (moved, off) {
        (Some(moved), _) => moved,
        (None, Some(_)) => text.len(),
        (None, None) => return,
    };
    if said.has(NOT) {
        return;
    }
    let mut named = false;
    for (at, when) in days.iter_mut().filter(|(_, when)| when.days >= 0) {
        if *at < until {
            (when.is_off, named) = (true, true);
        }
    }
    if !named {
        // 老时间改成三点 moves an hour of a day that nobody names: the day stays.
        let is_moved = off.is_none();
        if is_moved && days.iter().all(|(_, when)| when.days < 0) {
            return;
        }
        days.insert(0, (0, When { days: NEXT, quarter: None, is_off: true }));
    }
}

#[cfg(test)]
mod tests {
    use linli::time::Day;

    use super::super::days_spoken_of;
    use super::*;

    /// The days a text calls off, and those it leaves or sets, after 2024-05-08, a Wednesday.
    fn off(text: &str) -> (Vec<i16>, Vec<i16>) {
        let days = days_spoken_of(text, Day::parse("2024-05-08").unwrap());
        let (off, on): (Vec<When>, Vec<When>) = days.into_iter().partition(|when| when.is_off);
        (off.iter().map(|when| when.days).collect(), on.iter().map(|when| when.days).collect())
    }

    #[test]
    fn what_is_called_off_and_what_takes_its_place() {
        for (text, gone, stays) in [
            ("【通知】明天的活动取消", &[1_i16][..], &[][..]),
            ("周六包粽子取消了，下雨", &[3], &[]),
            ("因为下雨，周五排练暂停一次", &[2], &[]),
            ("大家注意，周四的剪纸改到周六下午两点", &[1], &[3]),
            ("原定周五的义诊推迟到下周二", &[2], &[6]),
            ("明天的课顺延到后天下午", &[1], &[2]),
            ("周四不跳了，周六再说", &[1, 3], &[]),
            ("改到周六上午了", &[NEXT], &[3]),
            ("活动取消，等通知", &[NEXT], &[]),
            ("【通知】改期，时间再定", &[NEXT], &[]),
            // Nothing is off, or it is not said that it is.
            ("时间改成三点", &[], &[]),
            ("周六取消吗", &[], &[3]),
            ("周六的课取消没", &[], &[3]),
            ("周六如果下雨就取消", &[], &[3]),
            ("周六不取消，照旧", &[], &[3]),
            ("周六我取消报名", &[], &[3]),
            ("昨天取消了", &[NEXT], &[-1]),
        ] {
            assert_eq!(off(text), (gone.to_vec(), stays.to_vec()), "{text}");
        }
    }
}
