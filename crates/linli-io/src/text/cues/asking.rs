//! 提问: something is asked that somebody may answer.

use crate::text::said::{Said, Words, words};

/// Words that ask wherever they stand. A word for something unknown (什么, 谁) also stands in statements and is not here.
const ASKING: Words = words![
    "什么时候",
    "啥时候",
    "多少钱",
    "多少户",
    "几点",
    "哪天",
    "哪里买",
    "哪买",
    "怎么办",
    "咋办",
    "怎么报",
    "怎么写",
    "怎么样",
    "怎么没有",
    "可不可以",
    "有没有",
    "有没得",
    "请问",
    "请教",
    "谁家有",
    "谁能",
    "谁会",
    "谁有空",
    "教教我",
    "什么建议",
    "怎么看",
    "为啥",
    "为什么",
];
/// Particles and words that end a question.
const ENDING: &[&str] = &[
    "吗",
    "么",
    "行不",
    "咋整",
    "写啥",
    "干啥",
    "是啥",
    "哪个",
    "什么",
    "还是",
    "还是不",
    "多少",
    "了没有",
    "了没",
    "周几",
    "来着",
];
/// Words that open one, in a short message: 几个鸡蛋.
const OPENING: &[&str] =
    &["什么", "啥", "几个", "几点", "谁", "怎么", "咋", "哪", "多少", "多大", "多久", "还差几", "周几"];
/// Words for something unknown: in a short clause that says nothing else of it, it is asked for.
const UNKNOWN: Words = words![
    "什么", "啥", "谁", "哪", "怎么", "咋", "多少", "多大", "多久", "多远", "几个", "几点", "几人", "几位", "几号",
    "几回", "几次", "几天", "几斤", "几块", "何时",
];
/// What makes the unknown known, or all of it: 不知道几点, 谁都行, 看看谁能.
const SETTLED: Words = words![
    "都",
    "也",
    "不管",
    "随便",
    "无论",
    "只要",
    "不知",
    "知道",
    "忘了",
    "看看",
    "告诉",
    "没怎么",
    "不怎么",
    "没什么",
    "没啥",
    "有什么事",
    "就行",
    "随意",
    "说不准",
    "记得",
    "教给",
    "好几",
    "十几",
    "几个人也",
];
/// Asked for no answer: 急什么, 谁说不是呢, 那还用说吗, 怎么这么好看.
const RHETORICAL: Words = words![
    "谁说",
    "可不是",
    "那还用",
    "还用说",
    "何必",
    "怎么会",
    "怎么这么",
    "怎么那么",
    "急什么",
    "谢什么",
    "怕什么",
    "客气什么",
    "说什么呢",
    "难道",
    "这不",
    "不就",
    "不是说",
    "哪能",
    "哪有",
    "哪里哪里",
    "哪儿的话",
    "至于吗",
    "谁不",
    "谁让",
    "多不好意思",
    "怎么说",
];
/// Words by which all are asked for their minds or their hands.
const CONSULTING: Words = words![
    "商量个事",
    "商量一下",
    "商量件事",
    "商量商量",
    "提提意见",
    "提意见",
    "挑挑毛病",
    "出出主意",
    "帮忙看",
    "帮看看",
    "需要几个",
    "需要几位",
];
/// Words that make a question of another's words: 他问我, 说：.
const REPORTED: Words = words!["问我", "问他", "问她", "问了", "问：", "说：", "说，", "问题", "考虑", "没有理由"];
/// Ends of a wish put as a question.
const GUESSED: &[&str] = &["吧", "吧啊", "哦", "喽", "哈"];
/// Surprise and agreement put as a question, where more is said after them: 真的吗，太好了.
const SURPRISE: &[&str] = &["真的吗", "是吗", "是么", "好吗", "对吗", "对吧"];

/// Whether a message asks. Of a long one only the first and the last sentence count: what is asked in between is said in
/// passing.
pub(super) fn is_question(text: &Said<'_>) -> bool {
    text.asks(|| is_asked(text))
}

fn is_asked(text: &Said<'_>) -> bool {
    if text.has(CONSULTING) {
        return true;
    }
    if text.has(REPORTED) {
        return false;
    }
    let mut sentences: Vec<&str> = Vec::new();
    for part in text.split_inclusive(['。', '！', '？', '!', '?', '\n']) {
        if !part.trim().is_empty() {
            sentences.push(part.trim());
        }
    }
    let last = sentences.len().saturating_sub(1);
    let asks = |(at, sentence): (usize, &&str)| (last < 4 || at == 0 || at == last) && asks(text, sentence);
    sentences.iter().enumerate().any(asks)
}

fn asks(text: &Said<'_>, sentence: &str) -> bool {
    let said = sentence.trim_end_matches(['?', '？']);
    if is_courtesy(text, said.rsplit(['，', ',', ' ']).next().unwrap_or(said)) || text.has_in(said, RHETORICAL) {
        return false;
    }
    // 两件事：计划书怎么写、钱怎么报 is a list of questions that nobody asks here.
    let enumerates = sentence.contains('：') && sentence.contains('、');
    if said.len() < sentence.len() {
        return !GUESSED.iter().any(|end| said.ends_with(end));
    }
    if text.has_in(sentence, ASKING) && !enumerates && !generalises(text, sentence) || has_choice(sentence) {
        return true;
    }
    let short = sentence.chars().count() <= 8;
    let clauses: Vec<&str> = sentence.split(['。', '！', '，', '；', '、', ' ', '\n', ',', '!', '[']).collect();
    let more = clauses.iter().filter(|clause| !clause.is_empty()).count() > 1;
    let said_in_passing = |clause: &str| is_courtesy(text, clause) || more && SURPRISE.contains(&clause);
    clauses.iter().filter(|clause| !said_in_passing(clause)).any(|clause| {
        if clause.chars().count() <= 2 {
            return matches!(*clause, "咋办" | "咋整" | "谁呀" | "哪天");
        }
        let said = clause.trim_end_matches(['啊', '呀', '呢', '。']);
        let quoted = text.has(words!["“", "”"]) && clause.matches('“').count() != clause.matches('”').count();
        let open = leaves_open(text, said);
        let listed =
            || (quoted || generalises(text, said) || sentence.contains('：')) && !said.ends_with('吗') && !open;
        (ENDING.iter().any(|end| said.ends_with(end)) || open) && !listed()
            || (short && OPENING.iter().any(|word| said.starts_with(word)) && !generalises(text, said))
            || asks_how(text, said) && !listed()
            || asks_for_unknown(text, said) && !listed()
            || asks_whether(said) && !listed()
    })
}

/// 我把布拿回家扎行吗, 我能上吗, 要不要我帮着画: leave is asked for what is offered.
fn is_courtesy(text: &Said<'_>, clause: &str) -> bool {
    if !clause.contains('我') {
        return false;
    }
    let offers = clause.contains("要不要我") || ["我能", "我可以", "我也能"].iter().any(|own| clause.starts_with(own));
    let asks_leave = ["行吗", "行不", "好吗", "成不", "可以吗"].iter().any(|end| clause.ends_with(end));
    asks_leave || offers && !text.has_in(clause, words!["领", "拿", "报销", "用", "写"])
}

/// 谁都不会, 谁能干啥干啥: a word for something unknown that means all of it, or that is known.
fn generalises(text: &Said<'_>, sentence: &str) -> bool {
    text.has_in(sentence, SETTLED)
        || text.perhaps(words!["啥", "谁", "什么", "哪"]).any(|word| sentence.matches(word).count() > 1)
}

/// 活动室钥匙在谁那, 这花叫什么名字, 还差几个人: a short clause about something unknown.
fn asks_for_unknown(text: &Said<'_>, clause: &str) -> bool {
    let object = ["叫", "在", "是", "差", "吃", "到", "有", "带", "找", "用", "做", "买", "见着", "看见", "等"];
    let asked = text.perhaps(UNKNOWN).any(|unknown| {
        clause.split_once(unknown).is_some_and(|(before, after)| {
            unknown == "谁" && before.is_empty() && after.ends_with('了')
                || object.iter().any(|verb| before.ends_with(verb)) && after.chars().count() <= 4
                || after.is_empty()
                || before.chars().count() <= 1
                    && (after.starts_with('见') || after.starts_with("看见") || after.starts_with('有'))
        })
    });
    asked && clause.chars().count() <= 12 && !generalises(text, clause) && !clause.starts_with(['我', '想', '没'])
        || clause.starts_with("有人") && (clause.ends_with('没') || clause.ends_with("没有"))
}

/// 名单定了没, 要自己带凳子不: a clause that ends in its own denial.
fn asks_whether(clause: &str) -> bool {
    let stem = clause
        .strip_suffix("没有")
        .or_else(|| clause.strip_suffix("没得").filter(|stem| stem.contains('有')))
        .or_else(|| clause.strip_suffix(['没', '不']));
    let stem = stem.filter(|stem| (2..=14).contains(&stem.chars().count()));
    stem.is_some_and(|stem| {
        !stem
            .ends_with(['还', '都', '也', '就', '从', '可', '我', '说', '偏', '并', '是', '来', '你', '他', '她', '们'])
    })
}

/// 怎么炸的, 做多少个合适, 在哪买的好: a short clause with a word for something unknown and nothing that generalises it.
fn asks_how(text: &Said<'_>, clause: &str) -> bool {
    clause.chars().count() <= 10
        && text.has_in(clause, words!["怎么", "多少个", "在哪", "哪儿"])
        && !text.has_in(clause, SETTLED)
        && ["的", "合适", "好", "呢", "买", "弄", "啊", "办", "走", "去", "集合"]
            .iter()
            .any(|end| clause.ends_with(end))
}

/// 收五块钱还是不收, 算材料还是其他, 能让我照着写不, 万一下雨呢: a clause that leaves two ends open.
fn leaves_open(text: &Said<'_>, clause: &str) -> bool {
    if !text.has(words!["还是", "能", "万一"]) {
        return false;
    }
    let choice = clause.split_once("还是").is_some_and(|(one, other)| {
        let subjects = ["我", "他", "她", "都", "就", "这", "又", "最后", "，"];
        // 还是那个味儿 is as it was, and a choice only beside another this: 要这个还是那个.
        let unchanged = other.starts_with(['那', '老', '原']) && !one.contains('这');
        !one.is_empty()
            && !unchanged
            && !other.is_empty()
            && other.chars().count() <= 4
            && !subjects.iter().any(|end| one.ends_with(end))
    });
    let short = clause.chars().count() <= 14;
    choice && short || short && clause.contains('能') && clause.ends_with('不') || clause.contains("万一") && short
}

/// 行不行, 补不补: the same character on both sides of 不.
fn has_choice(text: &str) -> bool {
    let (mut before, mut last) = (' ', ' ');
    for c in text.chars() {
        // 时不时 and 动不动 say how often.
        if last == '不' && before == c && !matches!(c, '时' | '动' | ' ') {
            return true;
        }
        (before, last) = (last, c);
    }
    false
}
