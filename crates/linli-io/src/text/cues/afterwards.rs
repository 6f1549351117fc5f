//! What is said when something is over: 签到表, 活动记录, 感受.

use super::has;

/// A sign-in sheet that is there, not one that is wanted or forgotten.
pub(super) fn is_sheet(text: &str) -> bool {
    text.contains("签到") && !has(text, &["要", "忘", "没", "方便", "可以", "拍一张", "谁", "怎么"])
}

/// 活动记录: it says so, or counts those who came to something that is over.
pub(super) fn is_report(text: &str) -> bool {
    let says = has(text, &["记录：", "记录:", "小结：", "活动记录："]) || text.starts_with("账：");
    let over = has(text, &["今天", "实到", "到场", "参加", "用餐", "来了"]);
    let hours = ["点", "上午", "下午", "晚上", "早上", ":30", ":00", "：30", "：00"];
    says || (over && counts_people(text) && !has(text, &hours))
}

/// Whether a number stands before 人, 位 or 名.
pub(in crate::text) fn counts_people(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "两二三四五六七八九十百".contains(c);
    let mut counted = false;
    for c in text.chars() {
        if counted && matches!(c, '人' | '位' | '名') {
            return true;
        }
        // 13个人, 20多人.
        counted = number(c) || counted && matches!(c, '个' | '多');
    }
    false
}

/// 感受: feelings about something done together.
const FEELING: &[&str] =
    &["感受", "体会", "感想", "感触", "收获", "开心", "高兴", "感动", "第一次", "头一回", "心里", "眼泪", "有意思"];

pub(super) fn is_reflection(text: &str) -> bool {
    let asked_for = has(text, &["谁有感受", "听听大家", "写两句", "有感受"]);
    has(text, FEELING) && !asked_for && !has(text, &["上午", "下午"]) && text.chars().count() >= 6
}
