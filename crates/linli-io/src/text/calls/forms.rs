//! The ways in which neighbours call somebody whose shown name is known: 许队 for `凤舞九天-许队`, 杨师傅 for `老杨头`, 兰兰姐 for
//! `兰兰`. What could mean two people means nobody.

use std::collections::BTreeMap;

use super::number;
use crate::text::said::Signs;

pub(super) const WOMEN: &[&str] = &[
    "姐", "大姐", "姨", "阿姨", "大妈", "妈妈", "奶奶", "婶", "大婶", "大娘", "姥姥", "嫂", "嫂子", "嬢", "嬢嬢",
    "婆婆", "妹",
];
pub(super) const MEN: &[&str] =
    &["哥", "大哥", "叔", "叔叔", "大叔", "大爷", "伯", "伯伯", "大伯", "爷爷", "师傅", "爷", "公公"];
pub(super) const OFFICES: &[&str] = &[
    "老师",
    "队长",
    "队",
    "主任",
    "书记",
    "医生",
    "大夫",
    "老板",
    "经理",
    "站长",
    "会长",
    "团长",
    "组长",
    "班长",
    "社工",
    "校长",
    "教练",
    "团",
    "指挥",
    "护士",
    "警官",
    "支书",
    "楼长",
    "网格员",
];

/// The last signs of all these titles.
static LAST_OF_TITLES: Signs = Signs::of("姐姨妈奶婶娘姥嫂子嬢婆妹哥叔爷伯傅公师长队任记生夫板理工校练团挥士官书员");

/// Surnames that are hardly ever the last sign of a given name or the first of another word.
static SURNAMES: Signs = Signs::of(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方姚谭廖邹熊孟秦邱侯尹钱段雷龙史陶贺顾毛郝龚邵覃武戚莫孔向汤温康施洪鲁葛柴庞聂齐乔崔",
);

/// Ends of words for places and bodies, which also stand in shown names.
const PLACES: &[&str] =
    &["社区", "居委会", "街道", "小区", "物业", "中心", "工坊", "村", "院", "楼", "队", "组", "群", "店"];

/// What may be somebody's shown name, and is said all the time.
const COMMON: &[&str] = &[
    "阿婆",
    "阿公",
    "大爷",
    "大妈",
    "大哥",
    "奶奶",
    "爷爷",
    "你好",
    "您好",
    "大家",
    "大家好",
    "好的",
    "收到",
    "谢谢",
    "早安",
    "晚安",
    "各位",
    "老师",
    "阿姨",
    "大姐",
    "老板",
    "师傅",
    "家长",
    "邻居",
    "邻居们",
    "朋友",
    "朋友们",
    "姐妹们",
    "平安",
    "快乐",
    "ok",
    "yes",
    "yeah",
    "yep",
    "no",
    "nope",
    "well",
    "so",
    "hi",
    "hello",
    "hey",
    "thanks",
    "thx",
    "please",
    "sorry",
    "also",
    "btw",
    "oh",
    "ah",
    "hm",
    "hmm",
    "all",
    "guys",
    "everyone",
    "note",
    "fyi",
    "and",
    "but",
    "or",
    "if",
    "then",
    "now",
    "right",
    "anyway",
    "actually",
    "lol",
    "err",
    "um",
];

/// Whether words end in a title, or are 小周 or 老李.
pub(super) fn is_titled(words: &str) -> bool {
    title(words).is_some() || words.chars().count() == 2 && diminutive(words).is_some()
}

/// The longest title at the end, and what is before it.
fn title(words: &str) -> Option<(&str, &'static str)> {
    if !words.chars().next_back().is_some_and(|c| LAST_OF_TITLES.has(c)) {
        return None;
    }
    let known = [WOMEN, MEN, OFFICES].into_iter().flatten();
    let found = known.filter_map(|&title| Some((words.strip_suffix(title).filter(|stem| !stem.is_empty())?, title)));
    found.max_by_key(|(_, title)| title.len())
}

/// The titles that can stand in place of this one.
fn like(title: &'static str) -> &'static [&'static str] {
    [WOMEN, MEN].into_iter().find(|titles| titles.contains(&title)).unwrap_or(match title {
        "队" | "队长" => &["队", "队长"],
        "老师" => &["老师"],
        _ => &[],
    })
}

/// The surname in 小周, 老李 and 老杨头, and whether 小 or 老 is before it.
fn diminutive(words: &str) -> Option<(char, &str)> {
    let mut signs = words.chars();
    let (first, surname, rest) = (signs.next()?, signs.next()?, signs.as_str());
    let known =
        matches!(first, '小' | '老') && is_surname(surname) && (rest.is_empty() || first == '老' && rest == "头");
    known.then(|| (surname, words.split_at(first.len_utf8()).0))
}

fn is_surname(sign: char) -> bool {
    SURNAMES.has(sign)
}

/// Whether it is a Chinese sign.
pub(in crate::text) fn is_han_sign(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// How a way of calling belongs to a name: as it stands there, or as people make it of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Stands,
    Made,
    Shortened,
}

/// Whom the numbers of [`each_call`](super::each_call) can mean, among these names.
#[derive(Default)]
pub struct Callings<'n> {
    by_number: BTreeMap<u64, (Nearness, Vec<&'n str>)>,
}

impl std::fmt::Debug for Callings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Callings").field("count", &self.by_number.len()).finish()
    }
}

impl<'n> FromIterator<&'n str> for Callings<'n> {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        Self::among(names, |_| true)
    }
}

impl<'n> Callings<'n> {
    /// Only those whose number was heard: thousands of names can be called in a hundred thousand ways.
    pub fn among(names: impl IntoIterator<Item = &'n str>, is_heard: impl Fn(u64) -> bool) -> Self {
        let mut callings = Self::default();
        for name in names {
            each_form(name, &mut |nearness, form: &str| {
                let number = number(form);
                if is_heard(number) && is_telling(form) {
                    callings.add(name, nearness, number);
                }
            });
        }
        callings
    }

    /// The names a number means: those nearest to what was said. More than one is nobody, unless one person bears them all.
    pub fn of(&self, number: u64) -> &[&'n str] {
        self.by_number.get(&number).map_or(&[], |(_, names)| names)
    }

    fn add(&mut self, name: &'n str, nearness: Nearness, number: u64) {
        let (known, names) = self.by_number.entry(number).or_insert((nearness, Vec::new()));
        if nearness < *known {
            (*known, *names) = (nearness, Vec::new());
        }
        // Three that could be meant are as good as a hundred.
        if nearness == *known && names.len() < 3 && !names.contains(&name) {
            names.push(name);
        }
    }
}

/// Whether words can only be a name: one sign, and what is said all the time, tell nothing.
fn is_telling(form: &str) -> bool {
    form.chars().nth(1).is_some() && !COMMON.contains(&form.to_lowercase().as_str())
}

type Take<'a> = dyn FnMut(Nearness, &str) + 'a;

fn each_form(name: &str, take: &mut Take<'_>) {
    take(Nearness::Stands, name);
    let bare = without_brackets(name);
    let parts = bare.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().nth(1).is_some());
    for (place, part) in parts.enumerate() {
        if !part.chars().all(is_han_sign) {
            // A first name; in other scripts the rest is the family's.
            if place == 0 && part.chars().nth(2).is_some() && part.chars().all(char::is_alphabetic) {
                take(Nearness::Made, part);
            }
            continue;
        }
        let end = part.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        let (before, last) = part.split_at(end);
        if !before.is_empty() && diminutive(last).is_some() {
            person(last, take);
        }
        let titled = is_titled(part);
        let place_name = PLACES.iter().any(|end| part.ends_with(end)) && !titled;
        let full = part.chars().next().is_some_and(is_surname) && part.chars().count() <= 3;
        if !place_name && (place == 0 || titled || full) {
            person(part, take);
        }
    }
}

/// What is in brackets is a house, a trade or a remark.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    name.chars()
        .map(|c| {
            match c {
                '(' | '（' | '[' | '【' | '「' | '<' | '《' => depth += 1,
                ')' | '）' | ']' | '】' | '」' | '>' | '》' => depth = depth.saturating_sub(1),
                _ if depth == 0 => return c,
                _ => {}
            }
            ' '
        })
        .collect()
}

/// The ways of calling somebody known by these two to a few Chinese signs.
fn person(known: &str, take: &mut Take<'_>) {
    use Nearness::{Made, Shortened, Stands};
    take(Stands, known);
    let count = known.chars().count();
    let mut with = |nearness, stem: &str, titles: &[&str]| {
        for title in titles {
            take(nearness, &format!("{stem}{title}"));
        }
    };
    let all = [WOMEN, MEN, OFFICES];
    if let Some((surname, first)) = diminutive(known) {
        let surname = surname.to_string();
        with(Made, first, &[&surname]);
        if first == "小" {
            with(Made, known, &["老师"]);
        } else {
            with(Made, &surname, MEN);
        }
        with(Made, &surname, &["老师"]);
        return;
    }
    if let Some((stem, title)) = title(known) {
        let surname = stem.chars().count() == 1 && stem.chars().all(is_surname);
        if surname || stem.chars().count() == 2 {
            with(Made, stem, like(title));
        }
        return;
    }
    let (first, last) = (known.chars().next().unwrap_or_default(), known.chars().next_back().unwrap_or_default());
    // 陈雨桐 is 雨桐 and 陈老师; 布头刘 is 刘姐.
    let surname = match (is_surname(first), is_surname(last)) {
        (true, _) if count == 3 => Some(first),
        (false, true) if count >= 3 => Some(last),
        _ => None,
    };
    if let Some(surname) = surname {
        let surname = surname.to_string();
        for titles in all {
            with(Made, &surname, titles);
        }
        with(Made, "小", &[&surname]);
        with(Made, "老", &[&surname]);
    }
    let given = if surname == Some(first) { known.get(first.len_utf8()..).unwrap_or_default() } else { known };
    if given.chars().count() == 2 {
        if surname.is_some() {
            with(Made, given, &[""]);
        }
        for titles in all {
            with(Made, given, titles);
        }
    } else if let Some((end, _)) = known.char_indices().nth(2) {
        let short = known.get(..end).unwrap_or_default();
        with(Shortened, short, WOMEN.get(..4).unwrap_or_default());
        with(Shortened, short, MEN.get(..5).unwrap_or_default());
    }
}
