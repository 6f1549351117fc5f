//! 接龙: the sign-up list as text, and as ranges of the text in XML.

use linli::time::Timestamp;

use super::super::clock;
use super::xml;

/// A group has 500 members at most; longer lists are cut.
const MOST_ENTRIES: usize = 2000;
/// The longest entry, in UTF-16 units.
const LONGEST: usize = 4096;

/// One entry.
#[derive(PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(super) struct Entry {
    pub(super) words: String,
    pub(super) id: Option<String>,
    pub(super) at: Option<Timestamp>,
}

/// A list.
#[derive(PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(super) struct List {
    /// The id of whoever began it.
    pub(super) starter: Option<String>,
    pub(super) entries: Vec<Entry>,
}

/// Reads the entries of a list from its text. They follow the last blank line after which counting begins; a notice
/// above may hold numbered lines itself.
pub(super) fn of_text(text: &str) -> List {
    let lines: Vec<&str> = text.split('\n').collect();
    let begins = |at: usize, one: bool| {
        let line = lines.get(at).copied().unwrap_or_default();
        numbered(line, 1).is_some_and(|(number, _)| !one || number == 1)
    };
    let after_blank = |at: usize| at > 0 && lines.get(at - 1).is_some_and(|line| super::super::is_blank(line));
    let all = || 1..lines.len();
    let start = all().rev().find(|&at| begins(at, true) && after_blank(at));
    let start = start.or_else(|| all().find(|&at| begins(at, true)));
    let start = start.or_else(|| all().find(|&at| begins(at, false) && after_blank(at)));
    let mut entries: Vec<Entry> = Vec::new();
    let (mut next, mut open) = (1, false);
    for line in lines.get(start.unwrap_or(lines.len())..).unwrap_or_default() {
        // Below a blank line a number with digits after its dot is one of what follows the list.
        let expected = if open || entries.is_empty() { next } else { 0 };
        if let Some((number, words)) = numbered(line, expected) {
            if entries.len() == MOST_ENTRIES {
                break;
            }
            next = number.saturating_add(1);
            open = true;
            entries.push(Entry { words: words.trim().to_owned(), id: None, at: None });
        } else if super::super::is_blank(line) {
            open = false;
        } else if open && let Some(last) = entries.last_mut() {
            last.words.push('\n');
            last.words.push_str(line.trim());
        }
    }
    entries.retain(|entry| !entry.words.is_empty());
    List { starter: None, entries }
}

/// A line that begins with a number: `1. `, `1、`, `1．`, `①`. Digits after the dot (`3.5`) make it a number of the text,
/// unless it is the one expected next.
fn numbered(line: &str, next: u32) -> Option<(u32, &str)> {
    let line = line.trim_start_matches([' ', '\t']);
    let first = line.chars().next()?;
    if let Some(circled) = (first as u32).checked_sub('①' as u32).filter(|&at| at < 20) {
        return Some((circled + 1, line.get(first.len_utf8()..)?));
    }
    let (number, _, rest) = super::super::number(line, 3)?;
    let rest = rest.strip_prefix(['.', '、', '．', '。'])?;
    let fraction = rest.starts_with(|c: char| c.is_ascii_digit()) && number != next;
    (!fraction).then_some((number, rest))
}

/// Reads `<solitaire>`: whose entry is where in the title. None where it holds nothing that fits the title.
pub(super) fn of_xml(solitaire: &str, title: &str) -> Option<List> {
    let units: Vec<u16> = title.encode_utf16().collect();
    let mut list = List { starter: None, entries: Vec::new() };
    let mut open = Entry { words: String::new(), id: None, at: None };
    let mut fits = true;
    let whole = xml::walk(solitaire, |place, text| match place {
        "solitaire/au" => list.starter = Some(text.trim().to_owned()).filter(|id| !id.is_empty()),
        "solitaire/content/i/u" => open.id = Some(text.trim().to_owned()).filter(|id| !id.is_empty()),
        "solitaire/content/i/t" => open.at = text.trim().parse().ok().and_then(clock::instant),
        "solitaire/content/i/r" => match range(&units, text) {
            Some(words) => open.words = words,
            None => fits = false,
        },
        "solitaire/content/i" => {
            let entry = std::mem::replace(&mut open, Entry { words: String::new(), id: None, at: None });
            if list.entries.len() < MOST_ENTRIES && !(entry.words.is_empty() && entry.id.is_none()) {
                list.entries.push(entry);
            }
        }
        _ => {}
    });
    (whole && fits && !list.entries.is_empty()).then_some(list)
}

/// `start-length`, in UTF-16 units of the title.
fn range(units: &[u16], text: &str) -> Option<String> {
    let (start, length) = text.trim().split_once('-')?;
    let (start, length): (usize, usize) = (start.parse().ok()?, length.parse().ok()?);
    let part = units.get(start..start.checked_add(length.min(LONGEST))?)?;
    // A range that begins or ends inside a character does not mean this title.
    String::from_utf16(part).ok().map(|words| words.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        of_text(text).entries.into_iter().map(|entry| entry.words).collect()
    }

    #[test]
    fn entries_in_every_writing() {
        assert_eq!(
            words("#接龙\n周六清洗楼道\n\n1. 张三\n2. 李四 2大1小\n带扫帚\n3. 王五"),
            ["张三", "李四 2大1小\n带扫帚", "王五"]
        );
        assert_eq!(
            words("#接龙\n周六\n例 姓名+门牌\n\n1、张三\n2．李四\n③王五\n4.🌸六姐"),
            ["张三", "李四", "王五", "🌸六姐"]
        );
        assert_eq!(words("打卡#接龙\n1.张三\n2.3栋李四\n\n3.5公斤米到了"), ["张三", "3栋李四"]);
        assert_eq!(words("#Group Note\nTrip\n\n2. Rosa\n2. Piet\n5. Ann"), ["Rosa", "Piet", "Ann"]);
    }

    #[test]
    fn numbered_notices_are_not_entries() {
        let text = "#接龙\n注意：\n1. 周六九点\n2. 带手套\n\n1. 张三\n2. \n3. 李四\n\n谢谢大家";
        assert_eq!(words(text), ["张三", "李四"]);
        assert!(words("#接龙\n周六清洗楼道").is_empty() && words("").is_empty());
    }

    #[test]
    fn ranges_count_utf16_units() {
        // The emoji takes two units, one code point: a reader that counts code points misses by one from there on.
        let title = "#接龙\n周六🌸\n\n1. 张三\n2. 李四 带扫帚";
        let solitaire = "<solitaire><au>wxid_a</au><content><s>2</s><i><u>wxid_a</u><t>1667959229</t><r>13-2</r></i>\
                         <i><u>wxid_b</u><r>19-6</r></i></content></solitaire>";
        let list = of_xml(solitaire, title).unwrap();
        assert_eq!(list.starter.as_deref(), Some("wxid_a"));
        let read: Vec<(&str, Option<&str>)> =
            list.entries.iter().map(|e| (e.words.as_str(), e.id.as_deref())).collect();
        assert_eq!(read, [("张三", Some("wxid_a")), ("李四 带扫帚", Some("wxid_b"))]);
        assert_eq!(list.entries[0].at, clock::instant(1_667_959_229));
        for broken in ["", "<solitaire/>", &solitaire.replace("13-2", "13-200"), &solitaire.replace("13-2", "7-1")] {
            assert_eq!(of_xml(broken, title), None, "{broken}");
        }
    }
}
