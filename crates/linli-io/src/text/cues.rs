//! What a text shows of activities. Every list is as short as the measurement allows: a cue is evidence that is joined with
//! other evidence later, so a wrong one costs more than a missed one.

use linli::records::{Cue, Cues, MessageKind};

/// The cues of a message.
pub(super) fn of(text: &str, kind: MessageKind) -> Cues {
    let mut cues = Cues::NONE;
    let mut add = |cue, there: bool| cues = if there { cues.with(cue) } else { cues };
    let placeholder = text.contains("[图片") || text.contains("[圖片");
    add(Cue::Photos, matches!(kind, MessageKind::Picture | MessageKind::Video) || placeholder);
    add(Cue::SignUp, kind == MessageKind::SignUp);
    if !matches!(kind, MessageKind::Text | MessageKind::SignUp | MessageKind::Announcement | MessageKind::File) {
        return cues;
    }
    let receipt = is_receipt(text);
    add(Cue::Receipt, receipt);
    if receipt {
        return cues;
    }
    let question = is_question(text);
    let report = is_report(text);
    add(Cue::Question, question);
    add(Cue::SignUp, is_sign_up(text));
    add(Cue::Notice, !report && is_notice(text, kind));
    add(Cue::Sheet, !question && is_sheet(text));
    add(Cue::Record, !question && report);
    add(Cue::Reflection, !question && is_reflection(text));
    cues
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Without blanks, punctuation, faces in brackets and pictographs at its ends and between.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let face = rest
            .strip_prefix('[')
            .and_then(|inside| inside.split_once(']'))
            .filter(|(word, _)| word.chars().count() <= 4);
        if let Some((_, after)) = face {
            rest = after;
            continue;
        }
        if c.is_alphanumeric() {
            bare.extend(c.to_lowercase());
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    bare
}

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
    "嗯",
    "嗯嗯",
    "哦",
    "ok",
    "1",
    "服从",
    "放心",
];
/// Thanks go with an acknowledgement and add nothing.
const THANKS: &[&str] = &["谢谢大家", "谢谢", "感谢", "辛苦了", "辛苦"];
/// How the one acknowledged is addressed.
const ADDRESSES: &[&str] = &["老师", "师傅", "姐", "哥", "姨", "叔", "队", "队长", "社长", "书记", "主任"];
/// Faces that acknowledge alone.
const NODS: &[&str] = &["👍", "👌", "🌹", "🙏", "[强]", "[OK]", "[ok]", "[玫瑰]", "[抱拳]"];

/// The whole message is an acknowledgement: 收到, 好的小周谢谢, 👍.
fn is_receipt(text: &str) -> bool {
    let bare = bare(text);
    if bare.is_empty() {
        return has(text, NODS);
    }
    if bare.chars().count() > 12 || text.contains(['?', '？']) {
        return false;
    }
    ACKNOWLEDGING.iter().any(|word| bare.strip_prefix(word).is_some_and(is_courtesy))
}

fn is_courtesy(rest: &str) -> bool {
    let rest = THANKS.iter().fold(rest.to_owned(), |rest, thanks| rest.replace(thanks, ""));
    let count = rest.chars().count();
    count == 0
        || (count <= 4 && (ADDRESSES.iter().any(|a| rest.ends_with(a)) || (count == 2 && rest.starts_with('小'))))
}

/// Words that ask wherever they stand. A word for something unknown (什么, 谁) also stands in statements and is not here.
const ASKING: &[&str] = &[
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
    "请问",
    "请教",
    "谁家有",
];
/// Particles and words that end a question.
const ENDING: &[&str] = &["吗", "么", "行不", "咋整", "写啥", "干啥", "是啥", "哪个", "什么"];
/// Words that open one, in a short message: 几个鸡蛋.
const OPENING: &[&str] = &["什么", "啥", "几个", "几点", "谁", "怎么", "咋", "哪"];

fn is_question(text: &str) -> bool {
    if text.contains(['?', '？']) || has(text, ASKING) || has_choice(text) {
        return true;
    }
    let short = text.chars().count() <= 8;
    let clauses = text.split(['。', '！', '，', '；', '、', ' ', '\n', ',', '!']);
    clauses.filter(|clause| clause.chars().count() > 2).any(|clause| {
        let said = clause.trim_end_matches(['啊', '呀']);
        ENDING.iter().any(|end| said.ends_with(end)) || (short && OPENING.iter().any(|word| said.starts_with(word)))
    })
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
    "加我",
    "加我一个",
    "我能去",
    "我能来",
    "吱",
    "吱吱",
];
/// How a short message begins that offers to come or to bring something.
const OFFERING: &[&str] = &["我去", "我来", "我也去", "我也来", "我带", "我和我", "俺也去"];

fn is_sign_up(text: &str) -> bool {
    if has(text, &["#接龙", "#接龍"]) || text.contains('🙋') || text.contains("+1") {
        return true;
    }
    let first = bare(text.split(['。', '，', '！', ' ', '\n', ',']).next().unwrap_or_default());
    let short = text.chars().count() <= 12 && !text.contains(['?', '？', '吗']);
    let offers = short && OFFERING.iter().any(|words| first.starts_with(words));
    COMING.contains(&first.as_str()) || offers || has(text, &["我报名", "替她们报", "帮我报名"])
}

/// Days that a notice names.
const DAYS: &[&str] =
    &["周一", "周二", "周三", "周四", "周五", "周六", "周日", "周天", "星期", "明天", "后天", "今晚", "号", "日"];
/// Hours, or a half of the day.
const HOURS: &[&str] =
    &["点", "上午", "下午", "晚上", "早上", ":30", ":00", "：30", "：00", "照旧", "照常", "老时间", "老地方"];
/// What one is asked to do.
const ASKED: &[&str] =
    &["参加", "集合", "请", "带", "开", "一起", "咱们", "欢迎", "排练", "报给我", "告诉我", "见", "到"];

/// 预告: it says so; or it opens with a day of the week; or it names a day and an hour and asks for something.
fn is_notice(text: &str, kind: MessageKind) -> bool {
    let marked = has(text, &["通知】", "预告】", "活动预告", "活动通知"]) || kind == MessageKind::Announcement;
    let opens = text.trim_start_matches(['下', '本', '这']).starts_with('周') && has(text, DAYS);
    let asks = has(text, DAYS) && has(text, HOURS) && has(text, ASKED) && !text.starts_with('我');
    // Every later post of a sign-up list repeats what its first post announced.
    let repeats = kind == MessageKind::SignUp && text.lines().any(|line| line.starts_with("2."));
    let declines = has(text, &["去不了", "不能去", "来不了", "不能来"]);
    marked || (text.chars().count() >= 8 && (opens || asks) && !repeats && !declines)
}

/// A sign-in sheet that is there, not one that is wanted or forgotten.
fn is_sheet(text: &str) -> bool {
    text.contains("签到") && !has(text, &["要", "忘", "没", "方便", "可以", "拍一张"])
}

/// 活动记录: it says so, or counts those who came to something that is over.
fn is_report(text: &str) -> bool {
    let says = has(text, &["记录：", "记录:", "小结：", "活动记录："]);
    let over = has(text, &["今天", "实到", "到场", "参加", "用餐", "来了"]);
    says || (over && counts_people(text) && !has(text, HOURS))
}

/// Whether a number stands before 人 or 位.
fn counts_people(text: &str) -> bool {
    let mut last = ' ';
    for c in text.chars() {
        if last.is_ascii_digit() && matches!(c, '人' | '位') {
            return true;
        }
        last = c;
    }
    false
}

/// 感受: feelings about something done together.
const FEELING: &[&str] =
    &["感受", "体会", "感想", "感触", "收获", "开心", "高兴", "感动", "第一次", "头一回", "心里", "眼泪", "有意思"];

fn is_reflection(text: &str) -> bool {
    let asked_for = has(text, &["谁有感受", "听听大家", "写两句", "有感受"]);
    has(text, FEELING) && !asked_for && !has(text, &["上午", "下午"]) && text.chars().count() >= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<Cue> {
        of(text, MessageKind::Text).iter().collect()
    }

    #[test]
    fn a_receipt_is_the_whole_message() {
        for text in ["收到", "收到！", "收到。谢谢", "好的小周，谢谢", "👍", "[强][强]", "OK", "好的杨师傅", "🌹🌹🌹"]
        {
            assert_eq!(cues(text), [Cue::Receipt], "{text}");
        }
        for text in ["收到？", "收到，我掌勺，明天见", "好吃", "[呲牙]", "", "好像不对"] {
            assert!(!cues(text).contains(&Cue::Receipt), "{text}");
        }
    }

    #[test]
    fn questions() {
        for text in ["几个鸡蛋？", "我老伴不跳舞能领吗", "这布在哪买的 还有吗", "队形咋办", "绿的行不"]
        {
            assert!(cues(text).contains(&Cue::Question), "{text}");
        }
        for text in ["收到", "没什么事", "我去"] {
            assert!(!cues(text).contains(&Cue::Question), "{text}");
        }
    }

    #[test]
    fn notices_sign_ups_and_the_rest() {
        assert_eq!(cues("周三下午两点老地方，做杯垫，带剪刀"), [Cue::Notice]);
        assert_eq!(cues("【通知】暂停一次"), [Cue::Notice]);
        assert_eq!(cues("我去"), [Cue::SignUp]);
        assert_eq!(cues("今天实到13位大人，签到在这里"), [Cue::Sheet, Cue::Record]);
        assert_eq!(cues("今天很开心 谢谢大家"), [Cue::Reflection]);
        assert!(cues("每次活动后谁有感受写两句").is_empty());
    }

    #[test]
    fn kinds_without_words() {
        assert_eq!(of("", MessageKind::Picture).iter().collect::<Vec<_>>(), [Cue::Photos]);
        assert_eq!(of("倒春寒吗？", MessageKind::Link), Cues::NONE);
        assert_eq!(of("#接龙\n1. 张三", MessageKind::SignUp).iter().collect::<Vec<_>>(), [Cue::SignUp]);
    }
}
