//! 预告、通知: something to come, said to all.

use linli::records::MessageKind;

use super::has;

/// Days that a notice names.
const DAYS: &[&str] = &[
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "周天",
    "周末",
    "星期",
    "礼拜",
    "明天",
    "后天",
    "今晚",
    "明晚",
    "今天下午",
    "号",
    "日",
];
/// Hours, or a half of the day.
const HOURS: &[&str] = &[
    "点",
    "上午",
    "下午",
    "晚上",
    "早上",
    ":30",
    ":00",
    "：30",
    "：00",
    "照旧",
    "照常",
    "老时间",
    "老地方",
    "时间不变",
];
/// What one is asked to do.
const ASKED: &[&str] = &[
    "参加",
    "集合",
    "请",
    "带",
    "开",
    "一起",
    "咱们",
    "咱",
    "欢迎",
    "排练",
    "报给我",
    "告诉我",
    "跟我说",
    "说一声",
    "见",
    "到",
    "来",
    "谁能",
    "帮忙",
    "报名",
    "照常",
    "照旧",
];
/// How one turns to all.
const TO_ALL: &[&str] = &[
    "各位",
    "姐妹们",
    "大家",
    "街坊们",
    "邻居们",
    "老师们",
    "朋友们",
    "同志们",
    "家人们",
    "亲们",
    "@所有人",
    "通知",
    "兄弟姐妹",
    "叔叔阿姨",
];
/// How one says that one turns to all.
const TOLD: &[&str] = &["跟大家", "给大家", "请大家", "和大家"];
/// What opens a greeting, thanks or an introduction of oneself.
const GREETING: &[&str] = &[
    "大家好，我",
    "大家好 我",
    "大家好,我",
    "大家早",
    "大家好!",
    "大家好！",
    "大家晚安",
    "大家辛苦",
    "快乐",
    "安康",
    "谢谢大家",
];
/// What says that one is only answering.
const ANSWERING: &[&str] = &["去不了", "不能去", "来不了", "不能来", "去不成", "请假", "算我", "收到"];
/// What calls for people or hands.
const CALLING: &[&str] = &[
    "报名",
    "接龙",
    "谁能",
    "谁会",
    "谁有空",
    "谁来",
    "要来的",
    "来的跟",
    "能来的",
    "想来的",
    "告诉我",
    "报给我",
    "说一声",
    "吱一声",
    "需要",
    "帮忙",
    "都来",
    "欢迎",
    "参加",
    "集合",
    "大伙来",
    "咱",
    "一起",
    "带",
];

/// 预告: it says so; it opens with a day of the week; it names a day and asks for something; or it turns to all at some length.
pub(super) fn is_notice(text: &str, kind: MessageKind) -> bool {
    if kind == MessageKind::Announcement || has(text, &["通知】", "预告】", "活动预告", "活动通知", "【通知", "【预告"])
    {
        return true;
    }
    let length = text.chars().count();
    // Posts of a sign-up list are settled beside each other: only the first announces anything.
    if length < 8 || kind == MessageKind::SignUp || has(text, &["#接龙", "#接龍"]) || has(text, ANSWERING) {
        return false;
    }
    let opening = text.trim_start_matches(['下', '本', '这', '个']);
    let opens = opening.starts_with('周') && has(text, DAYS) || is_dated(opening) && has(text, HOURS);
    let own = text.starts_with(['我', '俺']);
    let one = text.starts_with('@') && !text.starts_with("@所有人");
    let asks = has(text, DAYS) && (has(text, HOURS) && has(text, ASKED) || is_dated_call(text)) && !own && !one;
    opens || asks || turns_to_all(text) && length >= 20 || introduces(text)
}

/// 11号周六开饭，要来的告诉我人数: a date at the beginning of a sentence, and a call.
fn is_dated_call(text: &str) -> bool {
    text.split(['。', '！', '，', '\n', '：', ' ']).any(is_dated) && is_call(text)
}

/// Whether a text begins with 8号, 3月8日 and the like.
fn is_dated(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    (1..=2).contains(&digits) && text.get(digits..).is_some_and(|rest| rest.starts_with(['号', '月', '日']))
}

fn turns_to_all(text: &str) -> bool {
    let opening: String = text.chars().take(10).collect();
    let all = TO_ALL.iter().any(|all| opening.starts_with(all)) || has(&opening, TOLD);
    all && !has(&opening, GREETING)
}

/// A newcomer is introduced to the others.
fn introduces(text: &str) -> bool {
    text.contains('@') && has(text, &["大家欢迎", "欢迎新", "新朋友", "新成员", "新邻居", "新来的", "介绍一"])
}

/// Whether it calls on people to come or to help.
pub(in crate::text) fn is_call(text: &str) -> bool {
    has(text, CALLING)
}
