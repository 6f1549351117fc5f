//! 报名: somebody says that they come.

use super::times::clauses;
use super::{baits, bare};
use crate::text::SignUpList;
use crate::text::calls::forms::is_han_sign;
use crate::text::said::{Heads, Said, Words, heads, words};

/// Who comes, at the beginning of a clause; longer ones first.
const WHO: Heads = heads!["我们几个", "我们", "我俩", "我仨", "咱俩", "我家", "我", "俺们", "俺俩", "俺"];
/// When, which is known when somebody calls for people.
const WHEN: Heads = heads![
    "到时候",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "周末",
    "星期天",
    "礼拜天",
    "明天",
    "后天",
    "今天",
    "明早",
    "今晚",
    "明晚",
    "那天",
    "上午",
    "下午",
    "晚上",
];
/// How surely; longer ones first.
const SURELY: Heads = heads![
    "一定", "肯定", "必须", "准时", "可以", "应该", "都", "也", "能", "会", "要", "想", "必", "准", "就", "还", "那"
];
/// That they come; longer ones first.
const COME: Heads = heads!["报名参加", "参加", "报名", "报", "去", "来", "到", "有空", "可以"];
/// What a sign-up ends in.
const ENDS: &[&str] =
    &["", "吧", "啊", "呀", "哈", "啦", "哦", "嘿嘿", "哈哈", "了哈", "参加", "的", "一个", "一位", "一份", "报名"];
/// How one is put on a list.
const ENTERED: &[&str] = &[
    "算我",
    "算上我",
    "加我",
    "加上我",
    "带我",
    "带上我",
    "记上我",
    "写上我",
    "有我",
    "把我写上",
    "把我也写上",
    "把我算上",
    "把我也算上",
    "把我加上",
    "把我也加上",
    "给我留",
    "给我记上",
    "帮我记上",
    "吱",
    "报名报名",
    "加一",
    "扣1",
    "扣一",
    "必须的",
];
/// How others are entered: 给我妈报一个, 替楼上王大爷报名.
const FOR_OTHERS: &[&str] = &["给", "帮", "替", "代", "我和", "我跟", "我们", "俺和"];
const ENTERING: &[&str] = &[
    "报名",
    "报个名",
    "报一个",
    "报一位",
    "报上",
    "报了",
    "报俩",
    "报两个",
    "报三个",
    "都去",
    "都来",
    "一起去",
    "一块去",
];
/// What one says that one does, after 我.
const DOING: Heads = heads![
    "去", "来", "带", "拉", "摊", "送", "会", "能", "可以", "拍", "接", "出", "帮", "负责", "报", "参加", "有", "做",
    "包", "搬", "教", "值", "管", "画", "写", "扛", "借", "准备", "买",
];
/// What one says after 我 that is no offer.
const STATING: Heads = heads![
    "觉得",
    "看",
    "说",
    "以为",
    "刚",
    "想",
    "问",
    "听",
    "怕",
    "知道",
    "的",
    "是",
    "把",
    "也是",
    "还以为",
    "昨",
    "喜欢",
    "爱",
    "记得",
    "最",
    "在",
    "没",
    "不",
    "妈",
    "爸",
    "老",
    "孙",
    "女",
    "儿",
    "这",
    "那",
    "都",
    "才",
    "正",
    "已",
    "真",
    "服",
    "家",
    "们",
    "陪",
    "我",
    "给你",
    "给您",
    "接",
    "小时",
    "以前",
    "从前",
    "当年",
    "年轻",
    "原来",
    "从来",
    "一直",
    "平时",
];
/// What likens oneself to others, and offers nothing: 我也这样, 我跟你一样.
const LIKENING: &[&str] = &["这样", "那样", "一样", "差不多", "这么过来的"];
/// What takes it back, or says that it is over.
const DECLINING: Words = words![
    "不去",
    "不来",
    "不了",
    "去不",
    "来不",
    "不能",
    "没去",
    "没来",
    "没能",
    "不行",
    "不会",
    "不带",
    "请假",
    "了吗",
    "到了",
    "来了",
    "送了",
    "吗",
    "行不",
    "成不",
    "没空",
    "没时间",
    "不报",
    "要回",
    "有事",
    "上班",
    "加班",
    "开会",
    "走不",
    "外地",
    "就算了",
    "去掉",
    "取消",
    "退",
    "截止",
    "满了",
    "名额",
    "去年",
    "来晚",
    "谁",
    "过一次",
    "怎么",
];

/// Whether a text is the post of a list of names, as 接龙 makes it.
pub(in crate::text) fn is_list(text: &Said<'_>) -> bool {
    text.has(words!["#接龙", "#接龍"]) || SignUpList::read(text).is_some()
}

/// Whether a message signs up by itself.
pub(super) fn is_sign_up(text: &Said<'_>) -> bool {
    if is_list(text) {
        return !baits::is_of_goods(text);
    }
    if text.contains('🙋') || is_plus(text) {
        return true;
    }
    if asks_leave(text) {
        return true;
    }
    if baits::is_of_goods(text) {
        return false;
    }
    // What is asked after one has said that one comes takes nothing back: 我来，那句领唱还是我吧？
    let opening = clauses(text).next().and_then(bare).unwrap_or_default();
    let sentence = text.split(['。', '！', '\n']).next().unwrap_or(text);
    if ["我", "俺", "报名"].iter().any(|own| opening.starts_with(own))
        && says_coming(&opening)
        && !text.has_in(sentence, words!["去不", "来不", "不去", "不来", "没空", "请假", "取消", "这么", "怎么"])
    {
        return true;
    }
    if text.contains(['?', '？', '吗']) || text.has(DECLINING) {
        return false;
    }
    let short = text.chars().count() <= 24;
    let mut said = clauses(text).map(|clause| clause.split('[').next().unwrap_or(clause));
    let first = said.next().and_then(bare).unwrap_or_default();
    // 我去，这么贵: an oath.
    if matches!(first.as_str(), "我去" | "我靠")
        && said.next().is_some_and(|next| next.starts_with(['这', '怎', '太', '好', '真', '吓', '咋', '什']))
    {
        return false;
    }
    // Who is called first, signs up after: 小孟我去.
    let called = first.find(['我', '俺']).filter(|&at| (2..=3).contains(&first[..at].chars().count()));
    says_coming(&first)
        || called.is_some_and(|at| says_coming(&first[at..]))
        || short && clauses(text).filter_map(bare).any(|clause| is_entry(&clause) || says_who_comes(&clause))
        || text.has(words!["我报名", "我们报名", "替她们报", "帮我报名", "给我报名", "代报"])
}

/// +1, 报名+2, 妈妈＋1.
fn is_plus(text: &str) -> bool {
    let plus = |sign: char| {
        text.split_once(sign).is_some_and(|(before, after)| {
            before.chars().count() <= 8
                && after.starts_with(|c: char| ('1'..='9').contains(&c))
                && after.chars().count() <= 12
        })
    };
    plus('+') || plus('＋')
}

/// 我能上吗, 我可以来学习吗？: leave is asked to come.
fn asks_leave(text: &str) -> bool {
    let leave = text.trim_end_matches(['?', '？']).strip_suffix('吗').filter(|said| said.chars().count() <= 10);
    let leave = leave.and_then(|said| ["我能", "我可以", "我也能"].iter().find_map(|own| said.strip_prefix(own)));
    leave.is_some_and(|what| ["来", "去", "上", "参加", "报名"].iter().any(|coming| what.starts_with(coming)))
}

/// 我去, 周六我可以, 到时候一定到, 报名两个人: who, when, how surely, that they come, how many, and nothing more.
fn says_coming(clause: &str) -> bool {
    let mut rest = clause;
    let mut sure = false;
    let who = loop {
        let next = WHEN.after(rest).next();
        match next {
            Some(after) => rest = after,
            None => break WHO.after(rest).next(),
        }
    };
    rest = who.unwrap_or(rest);
    while let Some(after) = WHEN.after(rest).next() {
        rest = after;
    }
    if COME.after(rest).next().is_some_and(ends) {
        // 可以 and 有空 alone are answers to anything.
        return who.is_some() || !matches!(rest, "可以" | "有空");
    }
    while let Some(after) = SURELY.after(rest).next() {
        (rest, sure) = (after, true);
    }
    sure && COME.after(rest).any(ends) || sure && who.is_some() && rest.strip_prefix("上").is_some_and(ends)
}

fn ends(rest: &str) -> bool {
    let rest = if counts(rest) { "" } else { rest };
    ENDS.contains(&rest)
}

/// 两个人, 2位, 三口: a small number and a word for people.
fn counts(text: &str) -> bool {
    let number = |c: char| ('1'..='9').contains(&c) || "一两俩二三仨四五六七八".contains(c);
    let rest = text.trim_start_matches(number);
    rest.len() < text.len() && matches!(rest, "" | "个" | "人" | "个人" | "位" | "口" | "口人" | "名" | "家")
}

/// 算我一个, 给我妈报一个, 报名李秀兰, 3号楼报两个.
fn is_entry(clause: &str) -> bool {
    let entered = ENTERED.iter().any(|entered| {
        ["", "也", "那", "再", "还"].iter().any(|lead| {
            let after = clause.strip_prefix(lead).and_then(|clause| clause.strip_prefix(entered));
            after.is_some_and(|after| after.chars().count() <= 6)
        })
    });
    let others = FOR_OTHERS.iter().any(|lead| {
        let after = clause.strip_prefix(lead).filter(|after| after.chars().count() <= 12);
        after.is_some_and(|after| ENTERING.iter().any(|end| after.ends_with(end)))
    });
    let house = clause.split_once('报').is_some_and(|(house, count)| {
        house.ends_with(['楼', '家', '栋', '组', '户']) && (counts(count) || count == "名")
    });
    let name = clause.strip_prefix("报名").is_some_and(|name| {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(is_han_sign)
            && !name.starts_with(['的', '了', '请', '截', '表', '费', '人', '时', '方', '链', '接', '开', '到'])
    });
    entered || others || house || name
}

/// 我和隔壁刘姐都去, 我们一家三口报名.
fn says_who_comes(clause: &str) -> bool {
    WHO.open(clause) && clause.chars().count() <= 14 && ENTERING.iter().any(|end| clause.ends_with(end))
}

/// Whether a message offers something that is a sign-up where one was called for: 我带瓜子, 老师我会择菜, 我家仨, 两个人.
pub(in crate::text) fn is_offer(text: &Said<'_>) -> bool {
    if text.chars().count() > 24 || text.contains(['?', '？']) || text.has(DECLINING) {
        return false;
    }
    let whole = bare(text).unwrap_or_default();
    if LIKENING.iter().any(|end| whole.trim_end_matches(['的', '啊', '呀', '呢']).ends_with(end)) {
        return false;
    }
    // 那我装打太极的, 我第一个: what one does, not what one thinks or did.
    let own = clauses(text).any(|clause| {
        let clause = clause.trim_start_matches(['那', '好', '行']);
        let after = clause.strip_prefix(['我', '俺']).unwrap_or_default();
        // 我把口琴也带上; 我们低音部全体.
        if after.starts_with('把') && after.contains(['带', '拿', '搬', '拉'])
            || after.starts_with('们') && ["全体", "全家", "都去", "都来"].iter().any(|end| after.ends_with(end))
        {
            return true;
        }
        !after.is_empty() && !STATING.open(after) && !after.contains(['了', '过'])
    });
    let doing = |clause: &str| {
        ["我们", "我俩", "我", "俺们", "俺"].iter().any(|who| {
            let Some((before, after)) = clause.split_once(who) else { return false };
            let after = after.trim_start_matches(['也', '就', '还']);
            before.chars().count() <= 3 && DOING.open(after)
        })
    };
    let with = ["我和", "我跟", "俺和"].iter().any(|with| whole.starts_with(with)) && whole.chars().count() <= 8;
    let home = ["我家", "俺家", "我们"].iter().any(|home| whole.strip_prefix(home).is_some_and(counts));
    own || clauses(text).any(doing) || with || home || counts(&whole) || is_numbered(text)
}

/// The sign that a call asks for, or that an answer begins with and gives alone: 扣1, 回我“夕”字, 吱一声; 1, 夕夕.
pub(in crate::text) fn sign(text: &Said<'_>) -> Option<u64> {
    // 来的回收到 makes a sign-up of it; 收到请回1 makes a receipt of the 1.
    let received = text.has(words!["收到"]);
    let comers = text.has(words!["来的", "去的", "参加的", "能到的"]);
    let asked = match (received, comers && text.contains("回")) {
        (true, true) => Some('收'),
        (true, false) => None,
        _ => asked_sign(text),
    };
    let given = || {
        let first = clauses(text).next()?;
        if first == "收到" {
            return Some('收');
        }
        let first = first.split(['（', '(', '[']).next().unwrap_or(first);
        let sign = first.chars().next()?;
        // People also count themselves: 1, 2, 3.
        if (1..=2).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit()) && !first.starts_with('0') {
            return Some('1');
        }
        let alone = first.chars().take(4).all(|c| c == sign) && first.chars().count() <= 3;
        (alone && sign.is_alphanumeric()).then_some(sign)
    };
    asked.or_else(given).map(chain_of)
}

/// The number of a sign.
pub(in crate::text) fn chain_of(sign: char) -> u64 {
    (0xcbf2_9ce4_8422_2325_u64 ^ u64::from(sign)).wrapping_mul(0x0100_0000_01b3)
}

/// 扣1, 回1, 打个1, 回我“夕”字, 吱一声, 吼一声.
fn asked_sign(text: &Said<'_>) -> Option<char> {
    for sound in text.perhaps(words!["吱", "吼", "喵", "举手"]) {
        let once = |at: usize| text.get(at + sound.len()..).is_some_and(is_once);
        if text.match_indices(sound).any(|(at, _)| once(at)) {
            return sound.chars().next();
        }
    }
    text.match_indices(['扣', '回', '打', '敲', '刷', '发', '喊', '写']).find_map(|(at, verb)| {
        let rest = text.get(at + verb.len()..)?.trim_start_matches(['我', '个', '复', '一', '字', '数', ' ']);
        let inside = rest.strip_prefix(['“', '"', '「', '‘', '【', '\'']);
        let sign = inside.unwrap_or(rest).chars().next()?;
        let quoted = inside.is_some() && rest.chars().nth(2).is_some_and(|c| !c.is_alphanumeric());
        let digit = sign.is_ascii_digit()
            && !rest
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_ascii_digit() || matches!(c, '点' | '月' | '号' | '个' | '元' | '块'));
        (quoted || digit && verb != "写").then_some(sign)
    })
}

fn is_once(rest: &str) -> bool {
    ["一声", "一下", "个声", "声"].iter().any(|once| rest.starts_with(once))
}

/// Every line is a number and a short name: a list whose heading was left out.
fn is_numbered(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    lines().count() >= 2
        && lines().enumerate().all(|(at, line)| {
            let line = line.trim();
            let name =
                line.strip_prefix(&(at + 1).to_string()).and_then(|rest| rest.strip_prefix(['.', '、', '．', ' ']));
            name.is_some_and(|name| (1..=12).contains(&name.trim().chars().count()))
        })
}
