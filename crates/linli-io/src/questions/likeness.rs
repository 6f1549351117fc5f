//! Why two names could be one person's.
//!
//! Likeness is a reason to ask and never one to merge. How often each kind turns out right is a judgement from reading
//! sheets and chats of neighbours side by side; it only orders the questions.

use super::script::{TITLES, folded, full_name, is_surname};

/// Why two names could be one person's, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The chat shows that one became the other.
    Renamed,
    /// 凤霞 and 凤霞, by name alone.
    Same,
    /// 張姐 and 张姐, Ａ and A.
    Variant,
    /// 张三（3栋） and 张三.
    Decorated,
    /// 凤霞 and 李凤霞.
    Given,
    /// 李凤侠 and 李凤霞.
    Misspelt,
    /// 玉兰花开 and 王玉兰.
    GivenInside,
    /// 冰姐 and 韩冰; 兰兰 and 徐兰.
    GivenCalled,
    /// 张姐 and 张桂芬; 老李 and 李国强.
    Surname,
    /// 鲁桂珍老头 and 鲁桂珍.
    Beginning,
    /// 梅花三弄 and 邓梅.
    OneCharacter,
}

impl Likeness {
    /// Of a hundred such pairs within one organization, how many are about one person.
    pub(super) const fn chance(self) -> u32 {
        match self {
            Self::Renamed => 95,
            Self::Same | Self::Decorated => 90,
            Self::Variant | Self::Given => 85,
            Self::Misspelt => 70,
            Self::GivenInside => 65,
            Self::GivenCalled => 50,
            Self::Surname => 45,
            Self::Beginning => 20,
            Self::OneCharacter => 12,
        }
    }

    /// Whether it would say the same of two people of different organizations.
    pub(super) const fn travels(self) -> bool {
        matches!(self, Self::Same | Self::Variant | Self::Decorated)
    }

    /// Whether others can be called likewise, so that each of several is less likely.
    pub(super) const fn is_loose(self) -> bool {
        !matches!(self, Self::Renamed | Self::Variant | Self::Decorated)
    }

    /// 依据.
    pub(super) const fn meaning(self) -> [&'static str; 2] {
        match self {
            Self::Renamed => ["群里显示改过名", "the chat shows a change of name"],
            Self::Same => ["同名", "same name"],
            Self::Variant => ["全半角、繁简或符号不同", "same but for width, script or signs"],
            Self::Decorated => ["名字外加了住址或单位", "same name with something added"],
            Self::Given => ["名与姓名", "given name and full name"],
            Self::Misspelt => ["只差一个字", "one character differs"],
            Self::GivenInside => ["昵称里有这个名", "the nickname holds the given name"],
            Self::GivenCalled => ["按名里的一个字称呼", "called by a character of the given name"],
            Self::Surname => ["按姓称呼", "called by the surname"],
            Self::Beginning => ["名字后面还有字，也可能是另一个人", "the name goes on; it may be somebody else"],
            Self::OneCharacter => ["有一个字相同", "one character in common"],
        }
    }
}

/// A name taken apart.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) name: String,
    folded: String,
    /// What stands between signs and in brackets.
    parts: Vec<String>,
    /// Where the given name begins, if it looks like a full name.
    split: Option<usize>,
    /// Its characters, each as one of 128 bits: names without a common one are not alike.
    characters: u128,
}

impl Look {
    pub(super) fn of(name: &str) -> Self {
        let signs = |c: char| !(c.is_alphanumeric() || c == '·');
        let parts = name.split(signs).map(folded).filter(|part| !part.is_empty()).collect();
        let folded = folded(name);
        let split = full_name(&folded).map(|(surname, _)| surname.len());
        // Common characters lie close together in Unicode; a prime apart they spread over the bits.
        let characters = folded.chars().fold(0, |all, c| all | 1 << (u32::from(c).wrapping_mul(0x9e37_79b1) >> 25));
        Self { name: name.to_owned(), folded, parts, split, characters }
    }

    /// The letters alone, in one script.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// The first part.
    pub(super) fn core(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    /// Whether it looks like a full name.
    pub(super) fn is_full(&self) -> bool {
        self.split.is_some()
    }

    /// Surname and given name, if it looks like a full name.
    fn full(&self) -> Option<(&str, &str)> {
        self.folded.split_at_checked(self.split?)
    }
}

/// Why two names could be one person's, if anything says so: the surest reason.
pub(super) fn likeness(a: &Look, b: &Look) -> Option<Likeness> {
    if a.name == b.name {
        return Some(Likeness::Same);
    }
    if a.characters & b.characters == 0 || a.folded.is_empty() || b.folded.is_empty() {
        return None;
    }
    if a.folded == b.folded {
        return Some(Likeness::Variant);
    }
    [symmetric(a, b), called(a, b), called(b, a)].into_iter().flatten().min()
}

fn symmetric(a: &Look, b: &Look) -> Option<Likeness> {
    let holds = |outer: &Look, inner: &Look| {
        let long = inner.folded.chars().count() >= 2;
        long && outer.parts.len() > 1 && outer.parts.contains(&inner.folded)
    };
    let same_core = a.core() == b.core() && a.core().chars().count() >= 2;
    if holds(a, b) || holds(b, a) || (same_core && (a.parts.len() > 1 || b.parts.len() > 1)) {
        return Some(Likeness::Decorated);
    }
    let both_full = a.full().zip(b.full());
    if let Some(((surname, given), (other, given_other))) = both_full {
        let pairs = || given.chars().zip(given_other.chars());
        let alike = pairs().filter(|(x, y)| x == y).count();
        let lengths = (given.chars().count(), given_other.chars().count());
        return (surname == other && lengths == (2, 2) && alike == 1).then_some(Likeness::Misspelt);
    }
    None
}

/// Whether a name is what people could call somebody of a full name.
fn called(name: &Look, full: &Look) -> Option<Likeness> {
    full.full()?;
    let all = name.parts.iter().map(|part| as_called(part, full));
    let whole = (name.parts.len() > 1).then(|| as_called(&name.folded, full));
    all.chain(whole).flatten().min()
}

/// Whether one part of a name is what people could call somebody.
fn as_called(part: &str, full: &Look) -> Option<Likeness> {
    let (surname, given) = full.full()?;
    let last = given.chars().next_back()?;
    let two = given.chars().count() == 2;
    if part == given {
        return Some(if two { Likeness::Given } else { Likeness::GivenCalled });
    }
    let full = full.folded.as_str();
    // Two characters, 文秀 say, are as often the end of 贺文秀 as somebody of the surname 文.
    let is_long = two || surname.chars().count() > 1;
    if is_long && let Some(rest) = part.strip_prefix(full) {
        return Some(if TITLES.contains(&rest) { Likeness::Decorated } else { Likeness::Beginning });
    }
    if is_long && part.ends_with(full) {
        return Some(Likeness::Decorated);
    }
    if two && part.contains(given) {
        // With another surname in front it is another person's full name.
        let other = full_name(part).is_some_and(|(_, own)| own == given);
        return (!other).then_some(Likeness::GivenInside);
    }
    let bare = untitled(part);
    let mut chars = bare.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(one), Some(again), None) if one == again && given.contains(one) => return Some(Likeness::GivenCalled),
        (Some(one), None, _) if one == last => return Some(Likeness::GivenCalled),
        (Some(_), None, _) if bare == surname && bare != part => return Some(Likeness::Surname),
        _ => {}
    }
    // 豆瓣巷社区小周, 绿手指苏姐: what people call somebody stands at the end.
    let tail = part.char_indices().nth_back(1).map_or(part, |(at, _)| &part[at..]);
    let own = untitled(tail);
    if own != tail && own == surname {
        return Some(Likeness::Surname);
    }
    if part.chars().count() == 3 && part.ends_with(surname) && !is_surname(part.chars().next()?) {
        // 布头刘: the trade in front, as people are called in a lane.
        return Some(Likeness::Surname);
    }
    let full_other = full_name(part).is_some();
    (!full_other && part.chars().count() <= 8 && given.chars().any(|c| part.contains(c)))
        .then_some(Likeness::OneCharacter)
}

/// What is left without 老, 小, 阿 in front and a title behind.
fn untitled(part: &str) -> &str {
    let many = |text: &str| text.chars().count() > 1;
    let mut bare = part;
    if let Some(rest) = TITLES.iter().find_map(|title| bare.strip_suffix(title)).filter(|rest| !rest.is_empty()) {
        bare = rest;
    }
    if many(bare)
        && let Some(rest) = bare.strip_prefix(['老', '小', '阿', '大'])
    {
        bare = rest;
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> Option<Likeness> {
        let found = likeness(&Look::of(a), &Look::of(b));
        assert_eq!(likeness(&Look::of(b), &Look::of(a)), found, "{a} {b}: a likeness has no direction");
        found
    }

    #[test]
    fn names_as_neighbours_call_each_other() {
        use Likeness::*;
        for (a, b, expected) in [
            ("张姐", "张姐", Some(Same)),
            ("張姐", "张姐", Some(Variant)),
            ("彭惠  1号楼(舞)", "彭惠 1号楼（舞）", Some(Variant)),
            ("🌸宝珍🌸", "宝珍", Some(Variant)),
            ("张三（3栋）", "张三", Some(Decorated)),
            ("小高-社造", "小高", Some(Decorated)),
            ("双槐社区 陈雨桐", "陈雨桐", Some(Decorated)),
            ("凤霞", "李凤霞", Some(Given)),
            ("李凤侠", "李凤霞", Some(Misspelt)),
            ("玉兰花开", "王玉兰", Some(GivenInside)),
            ("文秀", "贺文秀", Some(Given)),
            ("冰姐", "韩冰", Some(GivenCalled)),
            ("兰兰", "徐兰", Some(GivenCalled)),
            ("莲", "崔莲", Some(GivenCalled)),
            ("张阿姨", "张桂芬", Some(Surname)),
            ("老李(3栋)", "李国强", Some(Surname)),
            ("小林老师", "林晓岚", Some(Surname)),
            ("豆瓣巷社区小周", "周敏", Some(Surname)),
            ("绿手指苏姐", "苏红梅", Some(Surname)),
            ("布头刘", "刘淑琴", Some(Surname)),
            ("老杨头", "杨德顺", Some(Surname)),
            ("鲁桂珍老头", "鲁桂珍", Some(Beginning)),
            ("梅花三弄", "邓梅", Some(OneCharacter)),
            ("张桂芬", "张丽娟", None),
            ("王桂芬", "张桂芬", None),
            ("平安是福", "赵秀英", None),
            ("云淡风轻", "丁素琴", None),
        ] {
            assert_eq!(of(a, b), expected, "{a} {b}");
        }
    }
}
