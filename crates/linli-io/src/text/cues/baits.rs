//! What looks like an activity of neighbours and is none: goods that are ordered together, what others hold, the weather.

use crate::text::said::{Said, Words, words};

/// Goods that many order: 团购接龙 has days, hours and sign-ups too.
const GOODS: Words = words![
    "团购", "拼团", "拼单", "截单", "到货", "下单", "秒杀", "包邮", "代购", "预订", "预定", "现货", "元一", "块一",
    "元/", "块/", "一箱", "一板", "一斤", "优惠", "砍价", "打折", "特价", "甩卖", "自提", "开团", "转让", "出售",
    "清仓",
];
/// What others hold, or nobody comes to from here: school, the screen, weddings, journeys, the doctor.
const ELSEWHERE: Words = words![
    "家长会",
    "学校通知",
    "老师通知",
    "放学",
    "开学",
    "考试",
    "中考",
    "高考",
    "央视",
    "中央",
    "频道",
    "电视",
    "直播",
    "春晚",
    "球赛",
    "结婚",
    "婚礼",
    "喜酒",
    "满月",
    "火车",
    "高铁",
    "飞机",
    "航班",
    "医院",
    "住院",
    "复查",
    "挂号",
    "快递",
    "物业",
    "装修",
    "维修",
    "红包",
    "驾校",
    "相亲",
    "公众号",
    "转发",
    "链接",
];
/// The weather is nobody's plan.
const WEATHER: Words = words!["有雨", "下雨", "降温", "下雪", "大风", "刮风", "高温", "雾霾", "预报", "预警"];
/// Wishes to all.
const WISHES: Words =
    words!["快乐", "安康", "愉快", "吉祥", "平安", "过年好", "恭喜", "祝大家", "祝各位", "早上好", "晚安"];

/// Whether it is about goods.
pub(in crate::text) fn is_of_goods(text: &Said<'_>) -> bool {
    text.has(GOODS)
}

/// Whether it is about something held elsewhere.
pub(super) fn is_elsewhere(text: &Said<'_>) -> bool {
    text.has(ELSEWHERE)
}

/// Whether it tells of the weather.
pub(super) fn is_weather(text: &Said<'_>) -> bool {
    text.has(WEATHER)
}

/// Whether it wishes something well.
pub(super) fn is_wish(text: &Said<'_>) -> bool {
    opens_with_wish(text, text)
}

/// Whether a part of a text wishes something well.
pub(super) fn opens_with_wish(text: &Said<'_>, opening: &str) -> bool {
    text.has_in(opening, WISHES)
}
