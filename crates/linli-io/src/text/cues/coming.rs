//! 报名: somebody says that they come.

use super::{bare, has};

/// Messages that are nothing but "I am coming". In these groups one says 报 or 去, hardly ever 报名.
const COMING: &[&str] = &[
    "去",
    "俺去",
    "俺也去",
    "来",
    "参加",
    "我参加",
    "报",
    "报名",
    "我报名",
    "到",
    "必到",
    "准时到",
    "算我",
    "算我一个",
    "算我一份",
    "算上我",
    "加我",
    "加我一个",
    "我能去",
    "我能来",
    "我要去",
    "我要来",
    "吱",
    "吱吱",
];
/// How a short message begins that offers to come or to bring something.
const OFFERING: &[&str] = &["我去", "我来", "我也去", "我也来", "我带", "我和我", "俺也去", "我报"];
/// What one says that one does, after 我.
const DOING: &[&str] = &[
    "去", "来", "带", "拉", "摊", "送", "会", "能", "可以", "拍", "接", "出", "帮", "负责", "报", "参加", "有", "做",
    "包", "搬", "教", "值", "管",
];
/// What takes it back, or says that it is over.
const DECLINING: &[&str] = &[
    "不去", "不来", "不了", "去不", "来不", "不能", "没去", "没来", "没能", "不行", "不会", "不带", "请假", "了吗",
    "到了", "来了", "送了", "吗", "行不", "成不",
];

/// Whether a message signs up by itself.
pub(super) fn is_sign_up(text: &str) -> bool {
    if has(text, &["#接龙", "#接龍"]) || text.contains('🙋') || text.contains("+1") {
        return true;
    }
    if has(text, &["我报名", "我们报名", "替她们报", "帮我报名", "给我报名", "代报"]) {
        return true;
    }
    // 我能上吗, 我可以来学习吗？: leave is asked to come.
    let leave = text.trim_end_matches(['?', '？']).strip_suffix('吗').filter(|said| said.chars().count() <= 10);
    let leave = leave.and_then(|said| ["我能", "我可以", "我也能"].iter().find_map(|own| said.strip_prefix(own)));
    if leave.is_some_and(|what| ["来", "去", "上", "参加", "报名"].iter().any(|coming| what.starts_with(coming)))
    {
        return true;
    }
    let short = text.chars().count() <= 16 && !text.contains(['?', '？', '吗']);
    let mut clauses = text.split(['。', '，', '！', ' ', '\n', ',', '[']).filter(|clause| !clause.is_empty());
    let first = clauses.next().and_then(bare).unwrap_or_default();
    // 小孟我去: somebody is called first.
    let called = first.split_once('我').filter(|(before, _)| (2..=3).contains(&before.chars().count()));
    let called = called.map(|(_, after)| format!("我{after}")).unwrap_or_default();
    let offers = short && !has(text, DECLINING) && OFFERING.iter().any(|words| first.starts_with(words));
    COMING.contains(&first.as_str())
        || offers
        || short && matches!(called.as_str(), "我去" | "我来" | "我报名" | "我也去")
}

/// Whether a message offers something that is a sign-up where one was called for: 我带瓜子, 老师我会择菜, 中 我拉桌子.
pub(in crate::text) fn is_offer(text: &str) -> bool {
    if text.chars().count() > 24 || text.contains(['?', '？']) || has(text, DECLINING) {
        return false;
    }
    text.split(['。', '，', '！', ' ', '\n', ',', '!']).any(|clause| {
        ["我们", "我俩", "我", "俺们", "俺"].iter().any(|who| {
            let Some((before, after)) = clause.split_once(who) else { return false };
            let after = after.trim_start_matches(['也', '就', '还']);
            before.chars().count() <= 3 && DOING.iter().any(|doing| after.starts_with(doing))
        })
    })
}
