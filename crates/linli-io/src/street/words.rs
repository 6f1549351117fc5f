//! Words for what people do. The street itself has none: an act, a draw and what it is about give a sentence.

use linli::simulate::{Act, Activity, Message, Pointing, Street};
use linli::time::Day;

use super::phrases as of;

/// A draw taken apart, one choice after another.
struct Choices(u64);

impl Choices {
    fn below(&mut self, n: usize) -> usize {
        // A step of SplitMix64 (Steele, Lea & Flood 2014): one draw serves several choices.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn pick(&mut self, items: &[&'static str]) -> &'static str {
        items[self.below(items.len())]
    }

    /// One in five is hard to understand for whoever does not know the people.
    fn or_hard(&mut self, usual: &[&'static str], hard: &[&'static str]) -> &'static str {
        if self.below(5) == 0 { self.pick(hard) } else { self.pick(usual) }
    }
}

/// What is written in a message, but for whom it points at; empty where nothing is written.
pub(super) fn bare(street: &Street, message: &Message) -> String {
    let mut choose = Choices(message.words);
    let about = |at: usize| &street.activities[at];
    match &message.act {
        Act::Greeting => choose.pick(of::GREETINGS).to_owned(),
        Act::Remark => choose.pick(of::REMARKS).to_owned(),
        Act::Link => choose.pick(of::LINKS).to_owned(),
        Act::Question(need) => choose.pick(of::questions(*need)).to_owned(),
        Act::Answer(need) => choose.pick(of::answers(*need)).to_owned(),
        Act::Reply => choose.pick(of::REPLIES).to_owned(),
        Act::Thanks => choose.pick(of::THANKS).to_owned(),
        Act::Receipt => choose.pick(of::RECEIPTS).to_owned(),
        // The same news in the same words, whoever passes it on.
        Act::News(number) => of::NEWS[*number as usize % of::NEWS.len()].to_owned(),
        Act::Encouragement => choose.pick(of::ENCOURAGEMENTS).to_owned(),
        Act::Notice(at) => filled(choose.or_hard(of::NOTICES, of::HARD_NOTICES), street, about(*at)),
        Act::SignUp(_) => choose.or_hard(of::SIGN_UPS, of::HARD_SIGN_UPS).to_owned(),
        Act::SignUpList(at, entered) => list(street, about(*at), entered, street.zone.day(message.at)),
        Act::Sheet(at) => filled(choose.pick(of::SHEETS), street, about(*at)),
        Act::Record(at) => filled(choose.or_hard(of::RECORDS, of::HARD_RECORDS), street, about(*at)),
        Act::Reflection(at) => filled(choose.or_hard(of::REFLECTIONS, of::HARD_REFLECTIONS), street, about(*at)),
        _ => String::new(),
    }
}

/// What is written in a message, with the @ or the name of whoever it points at. A quote stands outside: every format has
/// its own.
pub(super) fn said(street: &Street, messages: &[Message], message: &Message) -> String {
    let text = bare(street, message);
    let Some(asked) = message.answers.filter(|_| !text.is_empty()) else { return text };
    let name = street.people[messages[asked].author].nickname_on(street.zone.day(message.at));
    match message.pointing {
        // WeChat ends a name with a four-per-em space.
        Pointing::Mention => format!("@{name}\u{2005}{text}"),
        Pointing::Named => format!("{}，{text}", called(name)),
        Pointing::None | Pointing::Quote => text,
    }
}

/// A name as it is said: without the courtyard and without pictures.
fn called(name: &str) -> String {
    let plain = name.split(['(', '（']).next().unwrap_or(name);
    plain.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn filled(phrase: &str, street: &Street, activity: &Activity) -> String {
    let came: Vec<&str> = activity
        .attended
        .iter()
        .filter(|attended| attended.came)
        .map(|attended| street.people[attended.person].name.as_str())
        .collect();
    let names = came.iter().take(5).copied().collect::<Vec<_>>().join("、");
    phrase
        .replace("{title}", &activity.title)
        .replace("{day}", weekday(activity.day))
        .replace("{hour}", &hour(activity.hour))
        .replace("{place}", &activity.venue)
        .replace("{names}", &names)
        .replace("{n}", &came.len().to_string())
}

/// 周三.
pub(super) fn weekday(day: Day) -> &'static str {
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        [(day.number() - day.monday().number()).rem_euclid(7) as usize]
}

/// 下午两点.
fn hour(hour: u32) -> String {
    const NUMBERS: [&str; 12] = ["一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let half = match hour {
        0..12 => "上午",
        12..18 => "下午",
        _ => "晚上",
    };
    format!("{half}{}点", NUMBERS[(hour as usize + 11) % 12])
}

/// 接龙, as everybody posts it again with one more name.
fn list(street: &Street, activity: &Activity, entered: &[usize], day: Day) -> String {
    let mut text = format!("#接龙\n{}{}，{}\n", weekday(activity.day), activity.title, activity.venue);
    for (number, &person) in (1..).zip(entered) {
        text.push_str(&format!("\n{number}. {}", street.people[person].nickname_on(day)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_weekdays_are_said_as_people_say_them() {
        assert_eq!([7, 11, 12, 14, 19].map(hour), ["上午七点", "上午十一点", "下午十二点", "下午两点", "晚上七点"]);
        assert_eq!(Day::parse("2017-03-06").map(weekday), Some("周一"));
    }

    #[test]
    fn names_are_called_plainly() {
        assert_eq!(called("桂兰(6号院)"), "桂兰");
        assert_eq!(called("百合花🌸"), "百合花");
    }
}
