//! A text with an index of the signs that stand beside each other in it. Rules look for some nine hundred words, hardly one of
//! which is there; that it is not, the index says at a glance.

use std::cell::OnceCell;
use std::ops::Deref;

/// How many places the index has, as a power of two.
const PLACES: u32 = 13;

/// A text that is read by many rules.
pub(super) struct Said<'t> {
    text: &'t str,
    /// One bit for each sign of the text and for each two that stand together.
    index: [u64; 1 << (PLACES - 6)],
    asks: OnceCell<bool>,
    names_day: OnceCell<bool>,
}

/// Words that are looked for, each with its place in the index. Made by [`words!`].
#[derive(Clone, Copy)]
pub(super) struct Words {
    all: &'static [&'static str],
    places: &'static [u16],
}

/// Words that a text may begin with, each with its first sign. Made by [`heads!`].
#[derive(Clone, Copy)]
pub(super) struct Heads {
    all: &'static [&'static str],
    signs: &'static [u32],
}

/// Signs of everyday Chinese, each a bit.
pub(super) struct Signs([u64; 328]);

/// The [`Words`] of a list.
macro_rules! words {
    ($($word:expr),+ $(,)?) => {{
        const ALL: &[&str] = &[$($word),+];
        const PLACES: [u16; ALL.len()] = crate::text::said::places(ALL);
        crate::text::said::Words::new(ALL, &PLACES)
    }};
}
pub(super) use words;

/// The [`Heads`] of a list.
macro_rules! heads {
    ($($word:expr),+ $(,)?) => {{
        const ALL: &[&str] = &[$($word),+];
        const SIGNS: [u32; ALL.len()] = crate::text::said::first_signs(ALL);
        crate::text::said::Heads::new(ALL, &SIGNS)
    }};
}
pub(super) use heads;

impl<'t> Said<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut said = Self { text, index: [0; 1 << (PLACES - 6)], asks: OnceCell::new(), names_day: OnceCell::new() };
        let mut last = None;
        for c in text.chars().map(u32::from) {
            said.mark(place(c, 0));
            if let Some(last) = last.replace(c) {
                said.mark(place(last, c));
            }
        }
        said
    }

    fn mark(&mut self, place: u16) {
        if let Some(word) = self.index.get_mut(usize::from(place >> 6)) {
            *word |= 1 << (place & 63);
        }
    }

    fn is_marked(&self, place: u16) -> bool {
        self.index.get(usize::from(place >> 6)).is_some_and(|word| word >> (place & 63) & 1 == 1)
    }

    /// Those of the words that may stand in the text; the others do not.
    pub(super) fn perhaps(&self, words: Words) -> impl Iterator<Item = &'static str> {
        words.all.iter().zip(words.places).filter(|&(_, &place)| self.is_marked(place)).map(|(word, _)| *word)
    }

    /// Whether one of these words stands in the text.
    pub(super) fn has(&self, words: Words) -> bool {
        self.has_in(self.text, words)
    }

    /// Whether one of these words stands in a part of the text.
    pub(super) fn has_in(&self, part: &str, words: Words) -> bool {
        self.perhaps(words).any(|word| part.contains(word))
    }

    /// Where the first of these words stands.
    pub(super) fn find_any(&self, words: Words) -> Option<usize> {
        self.perhaps(words).filter_map(|word| self.text.find(word)).min()
    }

    /// Whether it asks, as found out once.
    pub(super) fn asks(&self, find_out: impl FnOnce() -> bool) -> bool {
        *self.asks.get_or_init(find_out)
    }

    /// Whether it names a day, as found out once.
    pub(super) fn names_day(&self, find_out: impl FnOnce() -> bool) -> bool {
        *self.names_day.get_or_init(find_out)
    }
}

impl Deref for Said<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl Words {
    pub(super) const fn new(all: &'static [&'static str], places: &'static [u16]) -> Self {
        Self { all, places }
    }
}

impl Heads {
    pub(super) const fn new(all: &'static [&'static str], signs: &'static [u32]) -> Self {
        Self { all, signs }
    }

    /// What stands after each of the words that a text begins with, in the order of the list.
    pub(super) fn after(self, text: &str) -> impl Iterator<Item = &str> {
        let first = text.chars().next().map(u32::from);
        let like = self.all.iter().zip(self.signs).filter(move |&(_, &sign)| first == Some(sign));
        like.filter_map(|(word, _)| text.strip_prefix(word))
    }

    /// Whether a text begins with one of the words.
    pub(super) fn open(self, text: &str) -> bool {
        self.after(text).next().is_some()
    }
}

impl Signs {
    /// The first of them, as the language writes them in Unicode.
    const FIRST: u32 = 0x4e00;

    /// The signs of a text.
    pub(super) const fn of(text: &str) -> Self {
        let (mut all, mut bytes) = ([0; 328], text.as_bytes());
        while !bytes.is_empty() {
            let (sign, rest) = sign(bytes);
            bytes = rest;
            let place = sign.wrapping_sub(Self::FIRST);
            assert!(place < 64 * 328, "no sign of everyday Chinese");
            let (_, mut words): (&mut [u64], &mut [u64]) = all.split_at_mut(place as usize / 64);
            if let [word, ..] = &mut words {
                *word |= 1 << (place % 64);
            }
        }
        Self(all)
    }

    pub(super) fn has(&self, c: char) -> bool {
        let place = u32::from(c).wrapping_sub(Self::FIRST);
        self.0.get(place as usize / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// The first sign of each word.
pub(super) const fn first_signs<const N: usize>(mut words: &[&str]) -> [u32; N] {
    let mut signs = [0; N];
    let mut rest: &mut [u32] = &mut signs;
    while let ([word, words_after @ ..], [first, after @ ..]) = (words, rest) {
        *first = sign(word.as_bytes()).0;
        (words, rest) = (words_after, after);
    }
    signs
}

/// The places of words in the index: of their first two signs, or of their only one.
pub(super) const fn places<const N: usize>(mut words: &[&str]) -> [u16; N] {
    let mut places = [0; N];
    let mut rest: &mut [u16] = &mut places;
    while let ([word, words_after @ ..], [place_of, places_after @ ..]) = (words, rest) {
        let (first, after) = sign(word.as_bytes());
        *place_of = place(first, sign(after).0);
        (words, rest) = (words_after, places_after);
    }
    places
}

/// The first sign of a text in UTF-8, and the bytes after it; 0 where there is none.
const fn sign(bytes: &[u8]) -> (u32, &[u8]) {
    match bytes {
        [a @ 0..=0x7f, rest @ ..] => (*a as u32, rest),
        [a @ 0..=0xdf, b, rest @ ..] => ((*a as u32 & 0x1f) << 6 | *b as u32 & 0x3f, rest),
        [a @ 0..=0xef, b, c, rest @ ..] => ((*a as u32 & 0xf) << 12 | (*b as u32 & 0x3f) << 6 | *c as u32 & 0x3f, rest),
        [a, b, c, d, rest @ ..] => {
            ((*a as u32 & 7) << 18 | (*b as u32 & 0x3f) << 12 | (*c as u32 & 0x3f) << 6 | *d as u32 & 0x3f, rest)
        }
        _ => (0, &[]),
    }
}

const fn place(first: u32, second: u32) -> u16 {
    ((first.wrapping_mul(0x9e37_79b1) ^ second.wrapping_mul(0x85eb_ca6b)) >> (32 - PLACES)) as u16
}

crate::redacted!(Said<'_>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_the_language() {
        for text in ["a", "é", "接", "🙋", "a接🙋é?"] {
            let mut bytes = text.as_bytes();
            for c in text.chars() {
                let (first, rest) = sign(bytes);
                assert_eq!(first, u32::from(c), "{text}");
                bytes = rest;
            }
            assert_eq!(sign(bytes), (0, &[][..]));
        }
    }

    static SOME: Signs = Signs::of("一龥的");

    #[test]
    fn heads_and_signs() {
        let heads = heads!["大后天", "后天", "后", "ok"];
        assert_eq!(heads.after("后天见").collect::<Vec<_>>(), ["见", "天见"]);
        assert!(heads.open("ok的") && !heads.open("天后") && !heads.open(""));
        assert!(['一', '龥', '的'].into_iter().all(|c| SOME.has(c)));
        assert!(['丁', 'a', '，', '🙋', '\u{3400}', '\u{9fff}'].into_iter().all(|c| !SOME.has(c)));
    }

    #[test]
    fn a_word_that_is_there_is_found_and_no_other() {
        let words = words!["接龙", "？", "报", "🙋", "ok", "周六上午"];
        for (text, there) in [
            ("#接龙", true),
            ("来吗？", true),
            ("报", true),
            ("🙋我", true),
            ("OK ok", true),
            ("周六上午", true),
            ("", false),
            ("接着，龙", false),
            ("周六下午", false),
            ("o k", false),
        ] {
            assert_eq!(Said::of(text).has(words), there, "{text}");
            assert_eq!(words.all.iter().any(|word| text.contains(word)), there, "{text}");
        }
        let said = Said::of("周六接龙，周日也报");
        assert!(said.has_in("周六接龙", words) && !said.has_in("周日也", words));
        assert_eq!(said.find_any(words), Some("周六".len()));
    }
}
