//! Invented names: given ones, and those people choose for themselves.

use super::draw::Draw;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林",
    "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "袁", "潘", "蔡",
    "蒋", "余",
];
const FIRST: &[&str] = &[
    "桂", "秀", "玉", "淑", "凤", "素", "春", "秋", "金", "红", "丽", "惠", "月", "翠", "爱", "宝", "建", "国", "志",
    "文", "永", "德", "长", "福", "振", "荣", "庆", "明", "新", "树",
];
const SECOND: &[&str] = &[
    "兰", "英", "珍", "芳", "华", "琴", "芬", "霞", "云", "梅", "敏", "萍", "娟", "荣", "清", "香", "茹", "民", "军",
    "祥", "林", "生", "和", "平", "贵", "山", "海", "良", "义", "安",
];
const FANCY: &[&str] = &[
    "岁月静好",
    "平安是福",
    "花开富贵",
    "静水流深",
    "荷塘月色",
    "快乐每一天",
    "知足常乐",
    "清风徐来",
    "夕阳红",
    "紫藤花",
    "阳光总在风雨后",
    "海阔天空",
    "一米阳光",
    "淡淡茶香",
    "雨后彩虹",
    "向日葵",
    "满天星",
    "老有所乐",
    "心宽体胖",
    "随遇而安",
    "百合花🌸",
    "开心就好😊",
    "好人一生平安",
    "茉莉清茶",
    "天天向上",
    "春暖花开",
    "枫叶红了",
    "微笑向暖",
    "胡同老炮",
    "远山如黛",
];

/// A given name: surname, two characters.
pub(super) fn given(draw: &mut Draw) -> String {
    format!("{}{}{}", draw.pick(SURNAMES), draw.pick(FIRST), draw.pick(SECOND))
}

/// A name somebody chooses, mostly made of the given one.
pub(super) fn chosen(name: &str, courtyard: u32, draw: &mut Draw) -> String {
    let signs: Vec<char> = name.chars().collect();
    let [surname, first, last] = signs[..] else { return name.to_owned() };
    match draw.below(10) {
        0 | 1 => name.to_owned(),
        2 | 3 => format!("{last}{}", draw.pick(&["姐", "姨", "哥", "叔"])),
        4 => format!("{first}{last}"),
        5 => format!("{first}{last}({courtyard}号院)"),
        6 => format!("{surname}{}", draw.pick(&["阿姨", "师傅", "大姐", "大哥"])),
        7 => format!("{}{surname}", draw.pick(&["老", "小"])),
        _ => (*draw.pick(FANCY)).to_owned(),
    }
}

/// What the owner of a telephone calls somebody.
pub(super) fn remark(name: &str, courtyard: u32, draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => format!("{name}{courtyard}号院"),
        1 => format!("{courtyard}院{name}"),
        _ => format!("{name}（居民）"),
    }
}
