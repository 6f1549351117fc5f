//! 收到: an acknowledgement and nothing more.

use super::bare;
use super::times::clauses;
use crate::text::said::{Heads, Said, Words, heads, words};

/// Words that acknowledge; longer ones first.
const ACKNOWLEDGING: Heads = heads![
    "收到",
    "收道",
    "好的呢",
    "好的",
    "好嘞",
    "好滴",
    "好哒",
    "好咧",
    "好呀",
    "好啊",
    "好呢",
    "好",
    "行",
    "知道了",
    "知道啦",
    "知道",
    "晓得了",
    "明白了",
    "明白",
    "看见了",
    "看到了",
    "看到",
    "得令",
    "领命",
    "遵命",
    "嗯嗯",
    "嗯",
    "恩恩",
    "了解",
    "已阅",
    "记住了",
    "记下了",
    "没问题",
    "得嘞",
    "妥妥",
    "妥",
    "中",
    "要得",
    "哦哦",
    "哦",
    "噢",
    "ok",
    "1",
    "服从",
    "放心",
    "够",
    "可以",
    "懂了",
    "成",
];
/// What goes with an acknowledgement and adds nothing.
const THANKS: &[&str] = &[
    "谢谢大家",
    "谢谢通知",
    "谢谢提醒",
    "谢谢您",
    "谢谢",
    "感谢",
    "多谢",
    "谢了",
    "辛苦了",
    "辛苦",
    "提醒",
    "通知",
    "准时到",
    "准时参加",
    "一定到",
];
/// Alone they acknowledge too.
const THANKED: &[&str] = &["谢谢通知", "谢谢提醒", "感谢通知", "感谢提醒", "多谢提醒"];
/// How the one acknowledged is addressed.
const ADDRESSES: &[&str] = &[
    "老师", "师傅", "姐", "哥", "姨", "叔", "队", "队长", "社长", "书记", "主任", "嫂", "婶", "爷", "大妈", "奶奶",
    "组长", "站长", "医生", "社工",
];
/// Particles that soften.
const PARTICLES: &[char] = &['的', '了', '呢', '呀', '啊', '哈', '啦', '吧', '嘞', '滴'];
/// Faces that acknowledge alone.
const NODS: Words = words![
    "👍", "👌", "🌹", "🙏", "🆗", "✅", "[强]", "[OK]", "[ok]", "[好的]", "[玫瑰]", "[抱拳]", "[合十]", "[爱心]"
];
/// 收到 of something in one's hand.
const IN_HAND: &[&str] = &["货", "一", "快递", "红包", "钱", "款", "包", "礼", "信"];

/// The whole message is an acknowledgement: 收到, 好的小周谢谢, 嗯嗯知道了; or it says 收到 first and adds a word.
pub(super) fn is_receipt(text: &str) -> bool {
    let Some(bare) = bare(text) else { return false };
    let length = bare.chars().count();
    if bare.is_empty() || is_hum(&bare) || text.contains(['?', '？', '吗', '+', '＋']) {
        return false;
    }
    let received = |said: &str| {
        ["收到", "收道"].iter().any(|word| {
            said.strip_prefix(word).is_some_and(|after| !IN_HAND.iter().any(|thing| after.starts_with(thing)))
        })
    };
    let second = text.split(['，', ',', ' ']).nth(1);
    (received(&bare) || second.is_some_and(received)) && length <= 16
        || length <= 14 && acknowledges(&bare)
        || THANKED.contains(&bare.as_str())
}

/// One acknowledgement or several, particles, thanks, and whom they are for.
fn acknowledges(bare: &str) -> bool {
    let mut rest = bare;
    while let Some(after) = ACKNOWLEDGING.after(rest).next() {
        rest = after.trim_start_matches(PARTICLES);
    }
    rest.len() < bare.len() && is_courtesy(rest)
}

/// The message is a face or two that acknowledge, or 嗯 and no more, if there was anything to acknowledge.
pub(in crate::text) fn is_nod(text: &Said<'_>) -> bool {
    bare(text).is_some_and(|bare| bare.is_empty() && text.has(NODS) || is_hum(&bare))
}

/// 嗯嗯, 哦: somebody listens.
fn is_hum(bare: &str) -> bool {
    !bare.is_empty() && bare.chars().all(|c| matches!(c, '嗯' | '哦' | '噢' | '恩'))
}

/// It opens with 收到 and goes on: 收到。我们出两首，都是熟歌; 明白了 早点睡吧.
pub(super) fn opens_with_receipt(text: &str) -> bool {
    if text.contains(['?', '？']) {
        return false;
    }
    let first = clauses(text).next().unwrap_or_default();
    let received = matches!(first, "收到" | "收到了" | "好的收到" | "收到收到") && text.chars().count() <= 60;
    received || matches!(first, "明白了" | "明白" | "知道了" | "服从" | "晓得了") && text.chars().count() <= 16
}

fn is_courtesy(rest: &str) -> bool {
    let rest = THANKS.iter().fold(rest.to_owned(), |rest, thanks| rest.replace(thanks, ""));
    let rest = rest.trim_end_matches(PARTICLES);
    let count = rest.chars().count();
    count == 0
        || (2..=4).contains(&count)
            && (ADDRESSES.iter().any(|a| rest.ends_with(a)) || (count == 2 && rest.starts_with(['小', '老'])))
}
