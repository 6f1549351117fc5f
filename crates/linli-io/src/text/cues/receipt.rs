//! 收到: an acknowledgement and nothing more.

use super::{bare, has};

/// Words that acknowledge and say nothing more.
const ACKNOWLEDGING: &[&str] = &[
    "收到",
    "收道",
    "好",
    "好的",
    "好嘞",
    "好滴",
    "好哒",
    "行",
    "知道了",
    "明白",
    "明白了",
    "看见了",
    "看到了",
    "得令",
    "领命",
    "遵命",
    "哦",
    "ok",
    "1",
    "服从",
    "放心",
    "够",
];
/// Thanks go with an acknowledgement and add nothing.
const THANKS: &[&str] = &["谢谢大家", "谢谢", "感谢", "辛苦了", "辛苦"];
/// How the one acknowledged is addressed.
const ADDRESSES: &[&str] = &["老师", "师傅", "姐", "哥", "姨", "叔", "队", "队长", "社长", "书记", "主任"];
/// Faces that acknowledge alone.
const NODS: &[&str] = &["👍", "👌", "🌹", "🙏", "[强]", "[OK]", "[ok]", "[玫瑰]", "[抱拳]"];

/// The whole message is an acknowledgement: 收到, 好的小周谢谢; or it says 收到 first and adds a word.
pub(super) fn is_receipt(text: &str) -> bool {
    let Some(bare) = bare(text) else { return false };
    let length = bare.chars().count();
    if bare.is_empty() || text.contains(['?', '？']) {
        return false;
    }
    let received = ["收到", "收道"].iter().any(|word| {
        bare.starts_with(word) || text.split(['，', ',', ' ']).nth(1).is_some_and(|clause| clause.starts_with(word))
    });
    received && length <= 16
        || length <= 12 && ACKNOWLEDGING.iter().any(|word| bare.strip_prefix(word).is_some_and(is_courtesy))
}

/// The message is a face or two that acknowledge, if there was anything to acknowledge.
pub(in crate::text) fn is_nod(text: &str) -> bool {
    bare(text).is_some_and(|bare| bare.is_empty()) && has(text, NODS)
}

fn is_courtesy(rest: &str) -> bool {
    let rest = THANKS.iter().fold(rest.to_owned(), |rest, thanks| rest.replace(thanks, ""));
    let count = rest.chars().count();
    count == 0
        || (count <= 4 && (ADDRESSES.iter().any(|a| rest.ends_with(a)) || (count == 2 && rest.starts_with('小'))))
}
