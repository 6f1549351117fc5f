//! 预告、通知: something to come, said to all. Also that it is moved or called off.

use linli::records::MessageKind;

use super::times::{clauses, names_clock, names_day, names_hour, names_near_day, opens_with_time};
use super::{baits, headed};
use crate::text::said::{Said, Words, words};

/// How a notice calls itself.
const LABELS: &[&str] = &[
    "通知",
    "紧急通知",
    "重要通知",
    "活动通知",
    "预告",
    "活动预告",
    "公告",
    "温馨提示",
    "提醒一下",
    "提醒大家",
    "提醒各位",
    "召集",
    "招募",
    "提醒",
    "紧急",
];
/// Fields of a form that is filled in: two of them announce something.
const FIELDS: Words = words!["时间", "地点", "内容", "名额", "对象", "报名方式", "集合地点", "主题", "主讲", "自备"];
/// What one is asked to do.
const ASKED: Words = words![
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
    "别忘",
    "别迟到",
    "来晚",
    "过时不候",
    "出发",
    "准时",
    "登记",
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
    "兄弟姐妹",
    "叔叔阿姨",
    "热心",
    "志愿者们",
    "老少爷们",
    "伙伴们",
    "街坊邻居",
    "乡亲们",
    "队员们",
    "组员们",
    "同学们",
];
/// How one says that one turns to all.
const TOLD: Words = words!["跟大家", "给大家", "请大家", "和大家"];
/// What opens a greeting, thanks or an introduction of oneself.
const GREETING: Words =
    words!["大家好，我", "大家好 我", "大家好,我", "大家早", "大家好!", "大家好！", "大家晚安", "大家辛苦", "谢谢大家"];
/// What says that one is only answering.
const ANSWERING: Words = words![
    "去不了",
    "不能去",
    "来不了",
    "不能来",
    "去不成",
    "请假",
    "算我",
    "收到",
    "我就不去",
    "赶不过来",
    "赶不上",
    "我肯定",
    "我一定",
    "我准",
];
/// What calls for people or hands wherever it stands.
const SEEKING: Words = words![
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
    "能去的",
    "想去的",
    "想学的",
    "想参加",
    "有空的",
    "告诉我",
    "报给我",
    "说一声",
    "吱",
    "吼一声",
    "扣1",
    "扣一",
    "回1",
    "回我",
    "报一下",
    "报个",
    "举手",
    "找我",
    "登记",
    "都来",
    "搭把手",
    "大伙来",
    "哪些人",
    "哪位",
    "有没有人",
    "敢不敢",
    "愿意的",
    "愿意来",
    "商量个事",
];
/// What calls for people in what is announced.
const CALLING: Words = words!["需要", "帮忙", "欢迎", "参加", "咱", "一起", "带", "还差", "还缺", "名额", "人来就行"];
/// What moves or stops something that was to be.
const CHANGING: Words = words![
    "取消",
    "改到",
    "改在",
    "改期",
    "改成",
    "改为",
    "推迟",
    "延期",
    "延后",
    "提前到",
    "暂停",
    "停一次",
    "停课",
    "挪到",
    "不搞了",
    "不办了",
    "顺延",
];
/// What moves that is one's own.
const OWN: Words = words!["取消报名", "取消订单", "取消关注", "我的"];

/// 预告: it says so; it is a form; it moves or stops something; it begins with a day and an hour; it names both and asks for
/// something; or it turns to all at some length.
pub(super) fn is_notice(text: &Said<'_>, kind: MessageKind) -> bool {
    if kind == MessageKind::Announcement {
        return true;
    }
    let length = text.chars().count();
    // Posts of a sign-up list are settled beside each other: only the first announces anything.
    if length < 8 || kind == MessageKind::SignUp || super::coming::is_list(text) || baits::is_of_goods(text) {
        return false;
    }
    if is_labelled(text) || is_form(text) {
        return true;
    }
    if text.has(ANSWERING) || is_plain_question(text) {
        return false;
    }
    if is_change(text) {
        return true;
    }
    let all = turns_to_all(text);
    let elsewhere = !all && baits::is_elsewhere(text) || baits::is_weather(text) && !is_call(text);
    let one = text.starts_with('@') && !text.starts_with("@所有人");
    if elsewhere || one && !introduces(text) {
        return false;
    }
    let asked = text.has(ASKED);
    let over = super::record::is_record(text) || super::feeling::is_reflection(text);
    let timed = !is_own(text)
        && !over
        && (!baits::is_wish(text) || names_clock(text))
        && (opens_with_time(text)
            || opens_with_weekday(text)
            || names_day(text) && (names_hour(text) && asked || is_dated_call(text))
            || names_clock(text) && text.has(words!["集合", "别迟到", "来晚", "出发", "过时不候", "准时"]));
    let asks = super::asking::is_question(text) && !names_near_day(text);
    let told = all && !asks && (length >= 20 || names_near_day(text) && names_hour(text));
    timed || told || introduces(text)
}

/// 【通知】, 预告：…, 提醒一下，…
fn is_labelled(text: &Said<'_>) -> bool {
    let opening = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after = LABELS.iter().filter_map(|label| opening.strip_prefix(label)).max_by_key(|after| after.len());
    let labelled =
        after.is_some_and(|after| after.starts_with(|c: char| !c.is_alphanumeric()) || after.starts_with("大家"));
    labelled || text.has(words!["通知】", "预告】", "【通知", "【预告"])
}

/// 时间：… 地点：…
fn is_form(text: &Said<'_>) -> bool {
    headed(text, FIELDS).nth(1).is_some()
}

/// 周六的活动取消, 改到后天下午: what was to be, on a day that is named or near, is not or not then.
fn is_change(text: &Said<'_>) -> bool {
    text.has(CHANGING) && !text.has(OWN) && names_near_day(text) && !is_own(text)
}

/// Whether what is said of the day is about the writer alone: 周六我肯定到, 明早我给您送过去.
fn is_own(text: &Said<'_>) -> bool {
    let first = clauses(text).next().unwrap_or_default();
    let alone = |clause: &str| {
        clause.match_indices(['我', '俺']).any(|(at, own)| {
            let after = clause.get(at + own.len()..).unwrap_or_default();
            let before = clause.get(..at).unwrap_or_default();
            !after.starts_with('们') && !before.ends_with(['跟', '给', '找', '和', '诉'])
        })
    };
    let own = |clause: &str| clause.starts_with(['我', '俺']) && !clause.starts_with("我们");
    // 周四有空，我给你们留着: when one has time is said of oneself.
    let then = clauses(text).nth(1).unwrap_or_default();
    let free = ["有空", "有时间", "在家", "没事", "休息"].iter().any(|end| first.ends_with(end));
    own(text)
        || alone(first) && !text.has_in(first, SEEKING)
        || free && own(then) && !text.has(SEEKING) && !text.has(CALLING)
}

/// A question and nothing more: 周日上午是几点开始来着？
fn is_plain_question(text: &Said<'_>) -> bool {
    let asks = super::asking::is_question(text);
    asks && text.chars().count() < 24 && !text.has(SEEKING) && text.split(['。', '！', '？', '?']).nth(2).is_none()
}

/// 11号周六开饭，要来的告诉我人数: a date at the beginning of a sentence, and a call.
fn is_dated_call(text: &Said<'_>) -> bool {
    let opens = |sentence: &str| {
        let at = crate::text::when::day_named(sentence).map(|(at, _)| at);
        at.is_some_and(|at| sentence.get(..at).is_some_and(|lead| lead.chars().count() <= 2))
    };
    text.split(['。', '！', '，', '\n', '：', ' '])
        .any(|sentence| opens(sentence) && (is_search(text) || is_dated(sentence) && is_call(text)))
}

/// Whether a text begins with 8号, 3月8日 and the like.
fn is_dated(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    (1..=2).contains(&digits) && text.get(digits..).is_some_and(|rest| rest.starts_with(['号', '月', '日']))
}

/// 周三做小白菊: a day of the week, and what is done.
fn opens_with_weekday(text: &Said<'_>) -> bool {
    let opening = text.trim_start_matches(['下', '本', '这', '个']);
    opening.starts_with(['周', '礼']) && names_day(text) && !baits::is_wish(text) && !text.has(words!["不用", "吧"])
}

fn turns_to_all(text: &Said<'_>) -> bool {
    let opening: String = text.chars().take(10).collect();
    let all =
        TO_ALL.iter().any(|all| opening.starts_with(all)) || text.has_in(&opening, TOLD) || opening.contains("注意了");
    let lead: String = text.chars().take(16).collect();
    let greets = opening.starts_with("大家好") && text.has_in(&lead, words!["我是", "我叫"]);
    all && !greets && !text.has_in(&opening, GREETING) && !baits::opens_with_wish(text, &opening)
}

/// A newcomer is introduced to the others.
fn introduces(text: &Said<'_>) -> bool {
    text.contains('@')
        && text.has(words!["欢迎@", "大家欢迎", "欢迎新", "新朋友", "新成员", "新邻居", "新来的", "介绍一"])
}

/// Whether it calls on people to come or to help.
pub(in crate::text) fn is_call(text: &Said<'_>) -> bool {
    (text.has(SEEKING) || text.has(CALLING))
        && !text.has(words!["不用扣", "不用报", "不用接", "不必报"])
        && !baits::is_of_goods(text)
}

/// Whether it looks for people or hands, announced or not: 谁有空搬一下桌子.
pub(in crate::text) fn is_search(text: &Said<'_>) -> bool {
    text.has(SEEKING) && is_call(text) && !baits::is_of_goods(text)
}
