//! People spoken to by name without an @: `许队，队形要不要我画？`, `谢谢小高老师`, `nick: try again`.
//!
//! Who is in a chat is known when it ends, and its words are gone by then. So of each message a few numbers are kept, one for
//! each run of words at a place where people are called; a number means somebody if a name of the group, or a way of calling
//! that name ([`Callings`]), has the same one. Only direct address counts: who is talked about is not spoken to.

pub(super) mod forms;
#[cfg(test)]
mod tests;

use linli::records::MessageKind;

use super::said::{Heads, heads};

pub use self::forms::Callings;

/// Whoever calls somebody does so within so many characters.
const LOOKED_AT: usize = 300;

/// How many clauses are looked at.
const CLAUSES: usize = 8;

/// The longest way of calling somebody, in characters.
const LONGEST: usize = 12;

/// The longest name at the head of a message, in characters; names of accounts may be long.
const LONGEST_HEAD: usize = 40;

/// What comes before a name when somebody is thanked, greeted or answered.
const BEFORE: Heads = heads![
    "太谢谢您了",
    "太谢谢了",
    "谢谢您了",
    "谢谢您",
    "谢谢你",
    "谢谢",
    "感谢",
    "多谢",
    "辛苦了",
    "辛苦",
    "麻烦",
    "那就拜托",
    "拜托",
    "恭喜",
    "祝贺",
    "欢迎",
    "好的",
    "太好了",
    "收到",
    "请问",
    "知道了",
    "明白了",
    "放心",
    "早上好",
    "早安",
    "早",
    "你好",
    "您好",
    "晚安",
    "是啊",
    "是的",
    "对啊",
    "对",
    "嗯嗯",
    "嗯",
    "行",
    "好嘞",
    "没事",
    "没问题",
    "不客气",
    "别客气",
    "听你的",
    "听您的",
    "生日快乐",
    "节日快乐",
    "对不起",
    "不好意思",
    "等等我",
];

/// What comes after a name when somebody is spoken to.
const AFTER: Heads = heads!["您", "你", "辛苦", "谢谢"];

/// What one says of somebody with a title to their face: praise, advice, a question whether they are there.
const FACED: Heads = heads![
    "真",
    "太",
    "好好",
    "好样",
    "厉害",
    "最棒",
    "棒",
    "此言",
    "有心",
    "慢走",
    "慢点",
    "快去",
    "快吃",
    "快来",
    "先",
    "别",
    "在吗",
    "在不",
    "能不能",
    "什么时候",
    "啥时候",
    "放心",
    "歇",
    "保重",
    "威武",
];

/// A whole clause that is a name and one of these is a greeting.
const GREETINGS: &[&str] = &["好", "早", "您好", "你好", "早上好", "晚上好", "早安", "晚安", "新年好", "节日快乐"];

/// Particles after which a name at the end of a clause is a call.
const PARTICLES: &[char] = &['吧', '啦', '呀', '哈', '哦'];

/// Hands over a number for each run of words by which a text may call somebody.
pub fn each_call(text: &str, kind: MessageKind, mut take: impl FnMut(u64)) {
    if kind != MessageKind::Text || ["#接龙", "#接龍"].iter().any(|mark| text.trim_start().starts_with(mark)) {
        return;
    }
    let text = text.char_indices().nth(LOOKED_AT).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    heads(text, &mut take);
    for (place, clause) in clauses(text).take(CLAUSES).enumerate() {
        // Where words are apart, only the head of a message says whom it is for.
        if !clause.words.starts_with(['@', '＠']) && clause.words.chars().any(forms::is_han_sign) {
            clause.calls(place, &mut take);
        }
    }
}

/// The number of a run of words (FNV-1a), capitals or not. It is not stored.
fn number(words: &str) -> u64 {
    let next = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    words.chars().fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        if forms::is_han_sign(c) { next(hash, c) } else { c.to_lowercase().fold(hash, next) }
    })
}

/// `name: …` and `name, other: …` at the beginning, in any script.
fn heads(text: &str, take: &mut impl FnMut(u64)) {
    let mut rest = text.trim_start();
    for _ in 0..3 {
        let ends = |c: char| matches!(c, ':' | ',' | '：' | '，' | '\n' | '@' | '＠');
        let mut ended = rest.char_indices().take(LONGEST_HEAD).filter(|&(_, c)| ends(c));
        let Some((end, c)) = ended.next() else { return };
        let (head, after) = (&rest[..end], &rest[end + c.len_utf8()..]);
        // `10:30` and `http://` are none.
        let apart = !c.is_ascii() || after.is_empty() || after.starts_with(|c: char| c == ' ' || !c.is_ascii());
        if !matches!(c, ':' | ',' | '：' | '，') || !apart || head.split_whitespace().count() > 3 {
            return;
        }
        if head.chars().nth(1).is_some() {
            take(number(head));
        }
        if !matches!(c, ',' | '，') {
            return;
        }
        rest = after.trim_start();
    }
}

/// What stands between two marks.
struct Clause<'t> {
    words: &'t str,
    /// The mark before it.
    before: Option<char>,
    /// The mark that ended it; a face in brackets is `[`.
    end: Option<char>,
}

fn clauses(text: &str) -> impl Iterator<Item = Clause<'_>> {
    let (mut rest, mut before) = (text, None);
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let end = rest.char_indices().find(|&(at, c)| is_mark(c) || (c == '[' && face(&rest[at..]).is_some()));
            let Some((at, mark)) = end else {
                return Some(Clause { words: std::mem::take(&mut rest), before, end: None });
            };
            let words = &rest[..at];
            let after = at + face(&rest[at..]).unwrap_or(mark.len_utf8());
            rest = &rest[after..];
            let since = before.replace(mark);
            if !words.is_empty() {
                return Some(Clause { words, before: since, end: Some(mark) });
            }
        }
    })
}

fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '。' | '！' | '!' | '？' | '?' | '；' | ';' | '，' | ',' | '…' | '：' | ':' | '~' | '～')
}

/// How long the face at the beginning of a text is: `[强]`.
fn face(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let end = inside.char_indices().take(5).find(|&(_, c)| c == ']')?.0;
    (end > 0).then_some(end + 2)
}

/// Whether what follows a name is said to somebody's face: 真棒, 慢走, 写得真好.
fn is_faced(rest: &str) -> bool {
    FACED.open(rest) || done_well(rest)
}

/// 写得真好, 擀得比我圆: what somebody does, and how well. Of what is said (说得对) somebody else may be told.
fn done_well(rest: &str) -> bool {
    let mut signs = rest.chars();
    signs.next().is_some_and(|doing| doing != '说' && doing != '觉') && signs.next() == Some('得')
}

/// 能再教一遍吗: a question that begins with 能 or 会.
fn is_asked_for_more(rest: &str, end: Option<char>) -> bool {
    let asks = rest.ends_with(['吗', '不', '么']) || matches!(end, Some('？' | '?'));
    asks && rest.starts_with(['能', '会'])
}

impl Clause<'_> {
    fn calls(&self, place: usize, take: &mut impl FnMut(u64)) {
        let words = self.words;
        let mut ends: [usize; LONGEST + 1] = [0; LONGEST + 1];
        let mut count = 0;
        for (at, c) in words.char_indices().take(LONGEST) {
            count += 1;
            ends[count] = at + c.len_utf8();
        }
        let is_short = ends[count] == words.len();
        // The name is all of it: `许队，…`, and at the end of what is said: `收到，许队`.
        let called = match self.end {
            // A line with nothing else is one of a list.
            Some('。') | None => place > 0 && self.before != Some('\n'),
            Some(mark) => !matches!(mark, '？' | '?' | '；' | ';' | '\n'),
        };
        if is_short && count >= 2 && called {
            take(number(words));
        }
        for &end in ends.iter().take(count.min(9)).skip(2) {
            let (head, rest) = words.split_at(end);
            let second = AFTER.open(rest);
            let greeted = GREETINGS.contains(&rest);
            // Somebody with a title is told about oneself, or about what is theirs; `张姐我俩` is about both.
            let told = forms::is_titled(head)
                && (rest.starts_with('这')
                    || rest.strip_prefix('我').is_some_and(|rest| !rest.starts_with(['们', '俩', '和', '跟', '与'])));
            let faced = forms::is_titled(head) && (is_faced(rest) || is_asked_for_more(rest, self.end));
            if second || greeted || told || faced {
                take(number(head));
            }
        }
        for rest in BEFORE.after(words) {
            if rest.chars().nth(1).is_some() && rest.chars().nth(LONGEST).is_none() {
                take(number(rest));
            }
            for (at, _) in rest.char_indices().skip(2).take(7) {
                let (head, after) = rest.split_at(at);
                if forms::is_titled(head) && !after.starts_with(['、', '和', '跟', '与', '的']) {
                    take(number(head));
                }
            }
        }
        let tail = words.char_indices().rev().take(9).find(|(_, c)| PARTICLES.contains(c));
        if let Some(tail) = tail.and_then(|(at, c)| words.get(at + c.len_utf8()..))
            && tail.chars().nth(1).is_some()
        {
            take(number(tail));
        }
    }
}
