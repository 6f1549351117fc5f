//! `coaching.csv`: visits and answers of coaches.

use linli::Error;
use linli::records::{Channel, Coaching};

use super::{Others, Table, TableFormat, header, log, optional, required, word};
use crate::draft::Draft;
use crate::value;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "coaching",
    title_zh: "辅导",
    meaning: "visits and answers of coaches; whoever coaches is staff",
    columns: &[
        required("coach", &["辅导者", "老师", "社工"], "who"),
        required("organization", &["组织", "自组织"], "whom"),
        required("at", &["时间", "日期", "date"], "the day, with the time where it is known"),
        optional("channel", &["方式"], "visit 到访, telephone 电话 or chat 微信"),
        optional("topic", &["主题", "话题", "内容"], "about what, in any words"),
        optional("minutes", &["分钟", "时长"], "how long, in minutes"),
    ],
    others: Others::Ignored,
};

/// Takes the coaching log into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) -> Result<(), Error> {
    let mut kept = log::Kept::default();
    for row in table.rows(&mut draft.odd) {
        let odd = &mut draft.odd;
        let (Some(coach), Some(name)) = (row.required("coach", odd), row.required("organization", odd)) else {
            continue;
        };
        let Some(moment) = row.required("at", odd).and_then(|_| row.moment("at", odd)) else { continue };
        let at = header::instant(moment, draft.zone, &row.location(), odd);
        let channel = row.value("channel", "visit, telephone or chat", odd, channel);
        let minutes = row.value("minutes", "a whole number of minutes", odd, minutes);
        let organization = draft.organization(name, &row.location());
        let Some(coach) = draft.person(coach, Some(name), None, &row.location())? else { continue };
        let topic = row.text("topic").map(str::to_owned);
        kept.add(organization);
        draft.builder.coaching(Coaching { organization, day: moment.day, at, coach, channel, topic, minutes });
    }
    kept.source(table, FORMAT.id, draft);
    Ok(())
}

fn channel(text: &str) -> Option<Channel> {
    word(
        text,
        &[
            (
                Channel::Visit,
                &[
                    "visit", "到访", "上门", "走访", "探访", "陪伴", "现场", "线下", "面谈", "见面", "开会", "会议",
                    "offline",
                ],
            ),
            (Channel::Telephone, &["telephone", "phone", "电话", "打电话", "通话"]),
            (Channel::Chat, &["chat", "微信", "微信群", "群里", "线上", "网上", "私信", "视频", "online"]),
        ],
    )
}

/// A length in minutes: `90`, `90分钟`, `1.5小时`. A day has 1440.
fn minutes(text: &str) -> Option<u32> {
    let folded = value::fold(text);
    let of = |word: &str| folded.strip_suffix(word).map(str::trim);
    let minutes = match of("小时").or_else(|| of("个小时")).or_else(|| of("h")) {
        Some(hours) => half_hours(hours)? * 30,
        None => value::whole(of("分钟").or_else(|| of("分")).or_else(|| of("min")).unwrap_or(&folded))?,
    };
    (minutes <= 1440).then_some(minutes)
}

/// Hours in halves: `2`, `1.5`, `半`.
fn half_hours(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('个');
    if text == "半" {
        return Some(1);
    }
    let (whole, half) = text.strip_suffix(".5").map_or((text, 0), |whole| (whole, 1));
    value::whole(whole).filter(|&hours| hours <= 24).map(|hours| 2 * hours + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_as_people_write_them() {
        for (text, expected) in [
            ("90", Some(90)),
            ("９０分钟", Some(90)),
            ("45 min", Some(45)),
            ("1.5小时", Some(90)),
            ("2个小时", Some(120)),
            ("半小时", Some(30)),
            ("1440", Some(1440)),
            ("1441", None),
            ("4000000000小时", None),
            ("一会儿", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
