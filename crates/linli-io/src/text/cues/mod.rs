//! What a text shows of activities. Every list is as short as the measurement allows: a cue is evidence that is joined with
//! other evidence later, so a wrong one costs more than a missed one.

mod asking;
pub(super) mod baits;
pub(super) mod coming;
pub(super) mod feeling;
pub(super) mod notice;
pub(super) mod receipt;
pub(super) mod record;
pub(super) mod sheet;
mod times;

use linli::records::{Cue, Cues, MessageKind};

use super::calls::forms::is_han_sign;
use super::said::{Said, Words, words};

/// The cues of a message, by its own words alone.
pub(super) fn of(text: &Said<'_>, kind: MessageKind) -> Cues {
    let mut cues = Cues::NONE;
    let mut add = |cue, there: bool| cues = if there { cues.with(cue) } else { cues };
    let placeholder = text.has(words!["[图片", "[圖片", "[照片", "[Image", "[Photo"]);
    add(Cue::Photos, kind == MessageKind::Picture || placeholder);
    add(Cue::SignUp, kind == MessageKind::SignUp);
    if !matches!(kind, MessageKind::Text | MessageKind::SignUp | MessageKind::Announcement | MessageKind::File) {
        return cues;
    }
    let receipt = receipt::is_receipt(text);
    add(Cue::Receipt, receipt);
    if receipt {
        return cues;
    }
    let notice = notice::is_notice(text, kind);
    let sign_up = coming::is_sign_up(text);
    let question = asking::is_question(text);
    let report = !notice && record::is_record(text);
    add(Cue::Question, question);
    add(Cue::SignUp, sign_up);
    add(Cue::Receipt, !sign_up && !notice && receipt::opens_with_receipt(text));
    add(Cue::Notice, notice);
    add(Cue::Sheet, !question && !notice && sheet::is_sheet(text));
    add(Cue::Record, !question && report);
    add(Cue::Reflection, !question && !notice && feeling::is_reflection(text));
    cues
}

/// Those of these words that stand before a colon.
fn headed(text: &Said<'_>, heads: Words) -> impl Iterator<Item = &'static str> {
    let colon = |at: usize| text.get(at..).is_some_and(|after| after.starts_with(['：', ':']));
    text.perhaps(heads).filter(move |head| text.match_indices(head).any(|(at, _)| colon(at + head.len())))
}

/// The letters and digits of a short text, without faces in brackets and pictographs; None for a long one, which says more.
fn bare(text: &str) -> Option<String> {
    if text.len() > 160 {
        return None;
    }
    let mut bare = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let face = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        if let Some((_, after)) = face.filter(|(word, _)| word.chars().count() <= 4) {
            rest = after;
            continue;
        }
        if c.is_alphanumeric() {
            if is_han_sign(c) { bare.push(c) } else { bare.extend(c.to_lowercase()) }
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<Cue> {
        of(&Said::of(text), MessageKind::Text).iter().collect()
    }

    #[test]
    fn a_receipt_is_the_whole_message() {
        for text in ["收到", "收到！", "收到。谢谢", "好的小周，谢谢", "OK", "好的杨师傅", "小孟，收到"]
        {
            assert_eq!(cues(text), [Cue::Receipt], "{text}");
        }
        for text in ["收到？", "好吃", "[呲牙]", "", "👍", "好像不对"] {
            assert!(!cues(text).contains(&Cue::Receipt), "{text}");
        }
    }

    #[test]
    fn questions() {
        for text in [
            "几个鸡蛋？",
            "我老伴不跳舞能领吗",
            "这布在哪买的 还有吗",
            "队形咋办",
            "绿的行不",
            "收五块钱还是不收",
            "万一下雨呢",
            "怎么炸的 教教我",
        ] {
            assert!(cues(text).contains(&Cue::Question), "{text}");
        }
        for text in [
            "收到",
            "没什么事",
            "我去",
            "我把布拿回家扎行吗",
            "绣的是石榴吧？",
            "他问我是不是新来的，我说是",
            "讲两件事：计划书怎么写、钱怎么报",
            "谁能干啥干啥",
        ] {
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
        assert_eq!(of(&Said::of(""), MessageKind::Picture).iter().collect::<Vec<_>>(), [Cue::Photos]);
        assert_eq!(of(&Said::of("倒春寒吗？"), MessageKind::Link), Cues::NONE);
        assert_eq!(of(&Said::of("#接龙\n1. 张三"), MessageKind::SignUp).iter().collect::<Vec<_>>(), [Cue::SignUp]);
    }
}
