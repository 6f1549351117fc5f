//! A drawn conversation, and the files different telephones and programs make of it.

use std::fmt::Write;

use linli::time::{SECOND, Timestamp, Zone};

use crate::draw::Random;

/// The zone of every drawn study.
pub(super) const ZONE: &str = "Asia/Shanghai";

/// 2017-03-06 00:00 in Shanghai, in seconds.
const START: i64 = 1_488_729_600;

/// Names as one telephone shows them; the others are remark names.
pub(super) const NAMES: [&str; 6] = ["张姐", "李师傅", "小周(3号楼)", "王阿姨", "老陈", "小林老师"];

const SAID: &[&str] = &["收到", "好的", "收到", "周六上午九点活动室见", "谁家的自行车挡了楼道", "[图片]", "谢谢大家"];

/// One message.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Its id, unique and ascending.
    pub(super) id: u64,
    /// Seconds since 1970.
    pub(super) at: i64,
    /// Position in the names.
    pub(super) who: usize,
    pub(super) text: String,
    /// The id of the message it answers; only programs that know ids write it.
    pub(super) answers: Option<u64>,
}

impl Said {
    pub(super) fn minute(&self) -> i64 {
        self.at.div_euclid(60)
    }
}

/// How messages lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// Several in one minute, or in one second.
    Crowded,
    /// No two in one second.
    OneASecond,
}

/// A conversation of up to 40 messages.
pub(super) fn talk(random: &mut Random, pace: Pace) -> Vec<Said> {
    let people = 2 + random.below(NAMES.len() - 1);
    let mut at = START + random.below(40 * 86_400) as i64;
    (0..4 + random.below(37) as u64)
        .map(|id| {
            let gap = *random.one(&[0, 0, 1, 7, 20, 45, 60, 300, 7_200, 86_400]);
            at += if pace == Pace::OneASecond { gap.max(1) } else { gap };
            let mut text = (*random.one(SAID)).to_owned();
            if random.percent(40) {
                text = format!("{text}，第{id}次");
            }
            if random.percent(25) {
                text = format!("@{}\u{2005}{text}", NAMES[random.below(people)]);
            }
            let answers = (id > 0 && random.percent(20)).then(|| random.below(id as usize) as u64);
            Said { id, at, who: random.below(people), text, answers }
        })
        .collect()
}

/// WeChat's text export: minutes, no ids.
pub(super) fn wechat(talk: &[Said], names: &[&str]) -> String {
    let zone = Zone::named(ZONE).unwrap();
    let mut file = "邻里花园 微信群上的聊天记录如下，请查收。\n\n".to_owned();
    let mut today = None;
    for said in talk {
        let (day, second) = zone.day_and_second(Timestamp::from_micros(said.at * SECOND));
        if today != Some(day) {
            write!(file, "—————  {day}  —————\n\n\n").unwrap();
            today = Some(day);
        }
        let text = &said.text;
        write!(file, "{}  {:02}:{:02}\n\n{text}\n\n", names[said.who], second / 3600, second / 60 % 60).unwrap();
    }
    file
}

/// Whether a file says the ids of its messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    Written,
    Left,
}

/// ChatLab's lines: seconds, ids of people, and of messages where asked.
pub(super) fn lines(talk: &[Said], ids: Ids) -> Vec<String> {
    talk.iter()
        .map(|said| {
            let mut line = serde_json::json!({
                "_type": "message", "sender": format!("u{}", said.who), "accountName": NAMES[said.who],
                "timestamp": said.at, "type": u8::from(said.text == "[图片]"), "content": said.text,
            });
            if ids == Ids::Written {
                line["platformMessageId"] = format!("m{}", said.id).into();
                if let Some(answered) = said.answers {
                    line["replyToMessageId"] = format!("m{answered}").into();
                }
            }
            line.to_string()
        })
        .collect()
}

/// A file of such lines.
pub(super) fn chatlab(lines: &[String]) -> String {
    let head = r#"{"_type": "header", "chatlab": {"version": "0.0.2", "exportedAt": 1600000000}, "meta": {"name": "邻里花园", "platform": "wechat", "type": "group"}}"#;
    format!("{head}\n{}\n", lines.join("\n"))
}

/// WhatsApp's text export with the day before the month: seconds, no ids.
pub(super) fn whatsapp(talk: &[Said]) -> String {
    let zone = Zone::named(ZONE).unwrap();
    let mut file = String::new();
    for said in talk {
        let (day, second) = zone.day_and_second(Timestamp::from_micros(said.at * SECOND));
        let (year, month, day) = day.ymd();
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let text = said.text.replace("[图片]", "图片");
        writeln!(file, "[{day:02}/{month:02}/{year}, {hour:02}:{minute:02}:{second:02}] {}: {text}", NAMES[said.who])
            .unwrap();
    }
    file
}
