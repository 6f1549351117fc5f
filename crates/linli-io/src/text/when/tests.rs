use super::*;

/// Days and quarters read of a text that was written on a day.
fn read(written: &str, text: &str) -> Vec<(String, Option<u8>)> {
    let written = Day::parse(written).unwrap();
    let days = days_spoken_of(text, written);
    days.into_iter().map(|when| (written.plus(i32::from(when.days)).to_string(), when.quarter)).collect()
}

#[test]
fn days_against_the_day_of_the_message() {
    // 2024-05-08 is a Wednesday.
    for (text, day, quarter) in [
        ("今天下午三点开会", "2024-05-08", Some(60)),
        ("今晚7点半广场见", "2024-05-08", Some(78)),
        ("明早8点集合", "2024-05-09", Some(32)),
        ("大后天去公园", "2024-05-11", None),
        ("周六上午9:30包粽子", "2024-05-11", Some(38)),
        ("周三老地方", "2024-05-08", None),
        ("周二照旧", "2024-05-14", None),
        ("下周三继续", "2024-05-15", None),
        ("这个星期天大扫除", "2024-05-12", None),
        ("礼拜五来", "2024-05-10", None),
        ("本周末摆摊", "2024-05-11", None),
        ("下下周一", "2024-05-20", None),
        ("5月11日（周六）下午两点", "2024-05-11", Some(56)),
        ("五月十一号", "2024-05-11", None),
        ("11号剪纸", "2024-05-11", None),
        ("6号的照片", "2024-05-06", None),
        ("二十六号晚上7点", "2024-05-26", Some(76)),
        ("3号报名截止", "2024-05-03", None),
        ("2024-05-20 14:00 讲座", "2024-05-20", Some(56)),
        ("昨天的照片发一下", "2024-05-07", None),
    ] {
        assert_eq!(read("2024-05-08", text), [(day.to_owned(), quarter)], "{text}");
    }
}

#[test]
fn what_is_no_day() {
    for text in [
        "每周三下午活动",
        "住在10号院",
        "3号楼的人",
        "第8日",
        "3月8元",
        "周大夫来讲",
        "一周年庆",
        "电话12345号",
        "两周一次",
        "12月31日的事",
        "收到",
        "32号",
        "",
    ] {
        assert_eq!(read("2024-05-08", text), [], "{text}");
    }
}

#[test]
fn years_turn_and_the_first_moon() {
    assert_eq!(read("2023-12-28", "1月2号")[0].0, "2024-01-02");
    assert_eq!(read("2023-12-28", "5号")[0].0, "2024-01-05");
    assert_eq!(read("2024-01-03", "12月30日")[0].0, "2023-12-30");
    // 元宵 of 2024 was on 24 February.
    assert_eq!(read("2024-02-20", "正月十五猜灯谜")[0].0, "2024-02-24");
    assert_eq!(read("2024-02-09", "大年初二")[0].0, "2024-02-11");
    assert_eq!(read("2024-01-31", "31号")[0].0, "2024-01-31");
}

#[test]
fn several_days_each_once() {
    let days: Vec<_> = read("2024-05-08", "周五有课，周六5月11日上午9点走，周五别忘").into_iter().collect();
    assert_eq!(days, [("2024-05-10".to_owned(), None), ("2024-05-11".to_owned(), Some(36))]);
    assert!(read("2024-05-08", &"明天周五周六周日周一周二周三".repeat(20)).len() <= MOST);
}
