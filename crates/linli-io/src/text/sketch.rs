//! The few pieces of a text that later texts are compared by: three characters in a row of a script without blanks, or a
//! word of four letters or more. What everybody says in every message is left out from the start.

use linli::records::MessageKind;

use super::said::Signs;

/// The most pieces kept of one text.
pub const MOST_PIECES: usize = 12;

/// A text with fewer characters than this is said by many, and tells nothing.
const TELLING: usize = 6;

/// The shortest word that is a piece.
const WORD: usize = 4;

/// The longest name after an `@`.
const NAME: usize = 12;

/// Characters that hold sentences together and say little: no piece contains one.
static COMMON: Signs = Signs::of(
    "的了是我你您他她它们在有没不也都就和跟与及吗呢吧啊呀哦噢嗯哈哎嘛啦哟好谢请这那个一二两三几些什么怎样\
                      把被让给对还要会能可以到去来上下里说看得着过为因所但如果很太真大小多少又再",
);

/// The pieces of one text, of many of them always the same ones whatever else the text says. They are no words, but the
/// numbers of so few words could be tried out: whoever keeps them keeps keyed digests of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sketch {
    pieces: [u64; MOST_PIECES],
    len: usize,
}

impl Sketch {
    /// The pieces of a text that is long enough to be recognised; a list of names is recognised as a whole and has none.
    pub fn of(text: &str, kind: MessageKind) -> Option<Self> {
        use MessageKind::{Announcement, Link, SignUp, Text};
        if !matches!(kind, Text | SignUp | Announcement | Link) {
            return None;
        }
        let mut reading = Reading { sketch: Self { pieces: [u64::MAX; MOST_PIECES], len: 0 }, ..Reading::default() };
        reading.read(text);
        if reading.letters < TELLING {
            return None;
        }
        let list = kind == SignUp || text.trim_start().starts_with("#接");
        Some(if list { Self::default() } else { reading.sketch })
    }

    /// The pieces, in an order of their own.
    pub fn pieces(&self) -> &[u64] {
        self.pieces.get(..self.len).unwrap_or_default()
    }

    /// Keeps a piece if it is among the first in an order that has nothing to do with their meaning, so that two texts
    /// that share many pieces keep some of the same.
    fn keep(&mut self, piece: u64) {
        let piece = mixed(piece);
        let Err(at) = self.pieces().binary_search(&piece) else { return };
        if at >= MOST_PIECES {
            return;
        }
        self.len = (self.len + 1).min(MOST_PIECES);
        if let Some(after) = self.pieces.get_mut(at..self.len) {
            after.rotate_right(1);
            if let Some(first) = after.first_mut() {
                *first = piece;
            }
        }
    }
}

impl Default for Sketch {
    fn default() -> Self {
        Self { pieces: [u64::MAX; MOST_PIECES], len: 0 }
    }
}

/// A text on its way through.
#[derive(Default)]
struct Reading {
    sketch: Sketch,
    letters: usize,
    /// The last characters of a run, the latest lowest, and how many there are.
    run: (u64, usize),
    /// The letters of a word so far (FNV-1a), how many, and whether one of them is no digit.
    word: (u64, usize, bool),
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

impl Reading {
    fn read(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '@' | '＠' => {
                    self.pause();
                    for _ in 0..NAME {
                        if chars.next_if(|c| c.is_alphanumeric()).is_none() {
                            break;
                        }
                    }
                }
                // The address of a page: it says where, and its words are those of a machine.
                ':' if chars.peek() == Some(&'/') => {
                    self.word = (FNV, 0, false);
                    while chars.next_if(|c| c.is_ascii() && !c.is_ascii_whitespace()).is_some() {}
                }
                _ => self.next(c),
            }
        }
        self.pause();
    }

    fn next(&mut self, c: char) {
        if is_ideograph(c) || (c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()) {
            self.end_word();
            self.letters += 1;
            if COMMON.has(c) {
                self.run = (0, 0);
                return;
            }
            let (run, count) = self.run;
            self.run = ((run << 21 | u64::from(u32::from(c))) & ((1 << 63) - 1), count + 1);
            if self.run.1 >= 3 {
                self.sketch.keep(self.run.0);
            }
        } else if c.is_alphanumeric() {
            self.run = (0, 0);
            self.letters += 1;
            if self.word.1 == 0 {
                self.word.0 = FNV;
            }
            for lower in c.to_lowercase() {
                self.word.0 = (self.word.0 ^ u64::from(u32::from(lower))).wrapping_mul(0x0100_0000_01b3);
            }
            self.word.1 += 1;
            self.word.2 |= !c.is_numeric();
        } else if !is_mark(c) {
            self.pause();
        }
    }

    fn pause(&mut self) {
        self.run = (0, 0);
        self.end_word();
    }

    fn end_word(&mut self) {
        let (hash, length, lettered) = std::mem::replace(&mut self.word, (FNV, 0, false));
        // Numbers are dates and telephones.
        if length >= WORD && lettered {
            self.sketch.keep(hash | 1 << 63);
        }
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

/// What is not seen, or changes only how its neighbour looks.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}')
}

/// Another number for each number (the finish of SplitMix64).
fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

crate::redacted!(Sketch);

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Option<usize> {
        Sketch::of(text, MessageKind::Text).map(|sketch| sketch.pieces().len())
    }

    fn shared(one: &str, other: &str) -> usize {
        let [one, other] = [one, other].map(|text| Sketch::of(text, MessageKind::Text).unwrap());
        one.pieces().iter().filter(|piece| other.pieces().contains(piece)).count()
    }

    #[test]
    fn short_texts_and_what_is_no_text_have_none() {
        for text in ["", "收到", "好的，谢谢", "👍👍👍👍👍👍👍", "@张姐 收到", "+1", "8点见"]
        {
            assert_eq!(count(text), None, "{text}");
        }
        assert_eq!(Sketch::of("[图片] 周六活动室合影", MessageKind::Picture), None);
        // Long enough to be known again, and nothing in it is rare.
        assert_eq!(count("谢谢你们都来了，我们下个也去"), Some(0));
    }

    #[test]
    fn pieces_are_three_in_a_row_or_a_word() {
        // 活动室, 灯坏 is too short.
        assert_eq!(count("活动室的灯坏了"), Some(1));
        assert_eq!(count("Projector cable in the hall 20170305"), Some(3));
        assert_eq!(count(&"社区微更新方案公示".repeat(40)), Some(9));
    }

    #[test]
    fn names_addresses_and_lists_are_no_pieces() {
        assert_eq!(shared("@邻居03号楼 窗台漏水怎么办", "@邻居03号楼\u{2005}灯笼骨架够用吗"), 0);
        assert_eq!(shared("https://example.org/pages/abc 灯笼骨架", "https://example.org/pages/abc 窗台漏水"), 0);
        assert_eq!(count("#接龙\n周六包粽子\n1. 张姐\n2. 老李"), Some(0));
    }

    #[test]
    fn who_takes_up_the_words_of_another_shares_pieces() {
        let notice = "周六上午九点在活动室剪窗花，喜鹊登梅的老师傅来教";
        assert!(shared(notice, "喜鹊登梅太难了吧，我只会剪福字") >= 2);
        assert!(shared("the lantern workshop was moved", "Which LANTERN workshop?") >= 2);
        assert_eq!(shared(notice, "水管漏了谁有物业电话号码"), 0);
    }
}
