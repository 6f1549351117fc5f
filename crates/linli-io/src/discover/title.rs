//! What a proposed activity is called until a person calls it something: its day, its hour, and what tells of it. No words of
//! anybody's are kept, so none can stand here.

use linli::plan::Language;
use linli::records::Cue;
use linli::time::Day;

/// What tells of an activity, in Chinese and in English, in the order of the evidence.
const WORDS: &[(Cue, &str, &str)] = &[
    (Cue::Notice, "预告", "notice"),
    (Cue::SignUp, "报名", "sign-up"),
    (Cue::Photos, "照片", "photos"),
    (Cue::Sheet, "签到表", "sheet"),
    (Cue::Record, "记录", "record"),
    (Cue::Reflection, "感受", "reflection"),
];

/// `3月8日14:00 预告+报名+照片`.
pub(super) fn made(day: Day, second: Option<u32>, cues: impl Fn(Cue) -> bool, language: Language) -> String {
    let is_english = language == Language::En;
    let told: Vec<&str> =
        WORDS.iter().filter(|(cue, ..)| cues(*cue)).map(|&(_, zh, en)| if is_english { en } else { zh }).collect();
    let hour = second.map(|second| format!("{:02}:{:02}", second / 3600, second / 60 % 60)).unwrap_or_default();
    let (_, month, of_month) = day.ymd();
    let told = told.join("+");
    if is_english {
        let hour = if hour.is_empty() { hour } else { format!(" {hour}") };
        return format!("{month}/{of_month}{hour} {told}");
    }
    format!("{month}月{of_month}日{hour} {told}")
}

/// Whether a title was made, and not typed by a person.
pub(crate) fn is_made(title: &str) -> bool {
    let Some((when, told)) = title.rsplit_once(' ') else { return false };
    let dated = when.chars().all(|c| c.is_ascii_digit() || matches!(c, '月' | '日' | ':' | '/' | ' '));
    dated && told.split('+').all(|word| WORDS.iter().any(|&(_, zh, en)| word == zh || word == en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_title_is_known_from_a_typed_one() {
        let day = Day::parse("2017-03-08").unwrap();
        let both = |cue| matches!(cue, Cue::Photos | Cue::Notice);
        let zh = made(day, Some(14 * 3600 + 1800), both, Language::Both);
        let en = made(day, None, |cue| cue == Cue::SignUp, Language::En);
        assert_eq!((zh.as_str(), en.as_str()), ("3月8日14:30 预告+照片", "3/8 sign-up"));
        assert!(is_made(&zh) && is_made(&en) && is_made(&made(day, Some(0), both, Language::En)));
        assert!(["包粽子", "3月8日 剪纸", "3月8日", "", "照片", "预告+照片"].iter().all(|typed| !is_made(typed)));
    }
}
