//! 接龙 as text: a heading and numbered names.

/// A post of a sign-up list, as typed or as the client wrote it: every post holds the whole list.
#[derive(Clone, PartialEq, Eq)]
pub struct SignUpList<'t> {
    /// What stands before the first number, without the mark.
    pub title: &'t str,
    /// The entries in their order: the words after each number.
    pub entries: Vec<&'t str>,
}

/// The most entries read of one list.
const MOST: usize = 2000;

impl<'t> SignUpList<'t> {
    /// Reads a text, if it is a list.
    pub fn read(text: &'t str) -> Option<Self> {
        let text = text.trim_start();
        let marked = ["#接龙", "#接龍", "＃接龙"].iter().find_map(|mark| text.strip_prefix(mark));
        // Typed by hand, the mark is a line of its own.
        let inside = marked.or_else(|| text.strip_prefix("接龙").filter(|inside| inside.starts_with(['\n', '\r'])))?;
        let mut title_end = None;
        let mut entries = Vec::new();
        let mut at = 0;
        for line in inside.split_inclusive('\n') {
            if let Some(entry) = entry(line.trim()).filter(|_| entries.len() < MOST) {
                title_end.get_or_insert(at);
                entries.push(entry);
            }
            at += line.len();
        }
        let title = inside.get(..title_end.unwrap_or(inside.len())).unwrap_or(inside).trim();
        Some(Self { title, entries })
    }

    /// A number for the heading (FNV-1a), by which posts of one list find each other while a chat is read. It is not stored.
    pub fn digest(&self) -> u64 {
        let bytes = self.title.bytes().filter(|byte| !byte.is_ascii_whitespace());
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

impl std::fmt::Debug for SignUpList<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignUpList").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

/// The words after `3. `, `3、` or `3．`.
fn entry(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    if number.is_empty() || number.len() > 4 {
        return None;
    }
    let words = rest.strip_prefix(['.', '、', '．', ')', '）'])?;
    // 2.5元 is no entry.
    (!words.starts_with(|c: char| c.is_ascii_digit())).then(|| words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_its_heading_and_its_entries() {
        let list =
            SignUpList::read("#接龙\n周六 包粽子 每人2.5元\n\n1. 张姐\n2. 老李 带糯米\n3、小何（代报）").unwrap();
        assert_eq!(list.title, "周六 包粽子 每人2.5元");
        assert_eq!(list.entries, ["张姐", "老李 带糯米", "小何（代报）"]);
        let earlier = SignUpList::read("#接龙\n周六 包粽子 每人2.5元\n1. 张姐").unwrap();
        assert_eq!(list.digest(), earlier.digest());
        assert_ne!(list.digest(), SignUpList::read("#接龙\n周日 包粽子\n1. 张姐").unwrap().digest());
        assert_eq!(SignUpList::read("1. 张姐"), None);
        assert_eq!(SignUpList::read("#接龙").unwrap().entries, [""; 0]);
    }
}
