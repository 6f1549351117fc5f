//! What a name is, looked at by itself: its spelling, and whether it is one at all.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The longest name kept, in bytes.
pub(crate) const LONGEST_NAME: usize = 512;

/// What a name is after cleaning.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Cleaned<'a> {
    /// A name.
    Name(Cow<'a, str>),
    /// A name longer than any; this is its beginning.
    Cut(Cow<'a, str>),
    /// Nothing that can be seen.
    Empty,
}

/// Takes away what cannot be seen at the ends, and nothing more: two spaces inside a name belong to it. Of the several
/// ways in which Unicode can write the same letters, one is kept (NFC).
pub(crate) fn clean_name(name: &str) -> Cleaned<'_> {
    let name = trimmed(name);
    if name.chars().all(is_invisible) {
        return Cleaned::Empty;
    }
    // What is far too long is cut before it is looked at closely.
    let most = LONGEST_NAME * 4;
    let (start, is_cut) = if name.len() > most { (&name[..floor(name, most)], true) } else { (name, false) };
    let name = composed(start);
    if name.len() <= LONGEST_NAME && !is_cut {
        return Cleaned::Name(name);
    }
    let end = floor(&name, LONGEST_NAME);
    Cleaned::Cut(match name {
        Cow::Borrowed(name) => Cow::Borrowed(&name[..end]),
        Cow::Owned(mut name) => {
            name.truncate(end);
            Cow::Owned(name)
        }
    })
}

/// A name as it is compared: tables write names in whatever way their program does.
pub(crate) fn spelling(name: &str) -> Cow<'_, str> {
    composed(trimmed(name))
}

fn trimmed(name: &str) -> &str {
    let outside = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    name.trim_matches(outside)
}

fn composed(name: &str) -> Cow<'_, str> {
    match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => Cow::Borrowed(name),
        _ => Cow::Owned(name.nfc().collect()),
    }
}

/// The last place at or before `most` where a character ends.
pub(crate) fn floor(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Characters that show nothing: spaces, controls, joiners and the Hangul fillers people hide behind.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a file says `我` of somebody: whoever exported or wrote it.
pub fn is_oneself(name: &str) -> bool {
    matches!(name, "我" | "我自己" | "自己" | "本人" | "你" | "您") || is_word(name, &["me", "you", "myself"])
}

/// Whether a name is the program's own, or a place it left unfilled: never a person.
pub(crate) fn is_system(name: &str) -> bool {
    let left_unfilled = name.len() > 2 && name.starts_with('$') && name.ends_with('$');
    let bare = name.split(['(', '（']).next().map_or(name, str::trim_end);
    left_unfilled
        || matches!(bare, "系统消息" | "系统" | "系统提示" | "系统通知" | "系統消息" | "系統訊息" | "10000" | "1000000")
        || is_word(bare, &["system", "system message", "system messages"])
}

/// Whether an account is the program's own, whatever it is called: QQ's 10000, WeChat's notices.
pub(crate) fn is_system_account(id: &str) -> bool {
    matches!(id, "10000" | "1000000" | "system" | "weixin" | "fmessage" | "notifymessage" | "系统消息")
}

/// Whether an account is a service's: WeChat gives those ids of their own.
pub(crate) fn is_service_account(id: &str) -> bool {
    id.starts_with("gh_")
}

/// Whether a name is a telephone or identity number, or the raw id of an account.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut digits = 0;
    for c in name.chars() {
        match c {
            '0'..='9' | '０'..='９' => digits += 1,
            '+' | '-' | ' ' | '(' | ')' | '\u{a0}' | '\u{2011}' | '*' => {}
            // The last place of an identity number can be an X.
            'x' | 'X' if digits == 17 => digits += 1,
            _ => return name.starts_with("wxid_") && name.len() > 8,
        }
    }
    (7..=18).contains(&digits)
}

/// Whether a name is that of a program or a service account, as such are called.
pub(crate) fn is_service(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = ["机器人", "機器人", "小助手", "小秘书", "公众号", "服务号", "订阅号", "客服"];
    let word = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ends.iter().any(|end| name.ends_with(end)) || lower.starts_with("gh_") || matches!(word, "bot" | "robot")
}

fn is_word(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.eq_ignore_ascii_case(word))
}

crate::redacted!(Cleaned<'_>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_trimmed_and_the_inside_is_not() {
        assert_eq!(clean_name(" 小孙  (7号院)\u{3000}"), Cleaned::Name("小孙  (7号院)".into()));
        assert_eq!(clean_name("\u{200e}张姐\u{a0}\u{feff}"), Cleaned::Name("张姐".into()));
        assert_eq!(clean_name("\u{200b}\u{3164} "), Cleaned::Empty);
        // A family is one sign of several joined ones, and stays whole.
        assert_eq!(clean_name("👨\u{200d}👩\u{200d}👧 "), Cleaned::Name("👨\u{200d}👩\u{200d}👧".into()));
    }

    #[test]
    fn a_name_has_one_spelling() {
        // é as one character, and as a letter with an accent (Unicode Standard Annex 15).
        let Cleaned::Name(apart) = clean_name("Rene\u{301}e") else { panic!("a name") };
        assert_eq!(apart, "Ren\u{e9}e");
        assert_eq!(spelling(" Rene\u{301}e "), "Ren\u{e9}e");
        // Full-width letters are another spelling, which a person decides about.
        assert_ne!(spelling("ＡＢ"), "AB");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(clean_name(&"字".repeat(171)), Cleaned::Cut("字".repeat(170).into()));
        assert!(matches!(clean_name(&"a".repeat(512)), Cleaned::Name(_)));
        // A letter under a thousand accents is no reason to compose a thousand accents.
        let towering = format!("a{}", "\u{301}".repeat(100_000));
        assert!(matches!(clean_name(&towering), Cleaned::Cut(name) if name.len() <= LONGEST_NAME));
    }

    #[test]
    fn what_is_no_name() {
        for name in ["我", "Me", "YOU", "你"] {
            assert!(is_oneself(name), "{name}");
        }
        assert!(!is_oneself("我的家") && !is_oneself("Mei"));
        for name in ["系统消息", "系统消息(10000)", "System", "10000", "$username$"] {
            assert!(is_system(name), "{name}");
        }
        assert!(!is_system("系统工程师老王") && !is_system("$") && !is_system("10001"));
    }

    #[test]
    fn numbers_and_programs_are_recognised() {
        for name in
            ["13800000000", "+86 138-0000-0000", "１３８００００００００", "11010119500101000X", "wxid_abc123def"]
        {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["张姐138", "2号楼", "老李(3栋)", "123456"] {
            assert!(!is_identifier(name), "{name}");
        }
        for name in ["社区小助手", "接龙机器人", "weather bot", "gh_0a1b2c"] {
            assert!(is_service(name), "{name}");
        }
        assert!(!is_service("Talbot") && !is_service("阿助"));
        assert!(is_system_account("10000") && !is_system_account("wxid_10000"));
        assert!(is_service_account("gh_0a1b2c") && !is_service_account("wxid_gh_1"));
    }
}
