//! XML inside messages, walked without recursion and within limits. Entities are the five of XML and numbers; a document
//! that declares its own is refused.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may stand in one another.
const MAX_DEPTH: usize = 64;
/// The most attributes of one element.
const MAX_ATTRIBUTES: usize = 256;
/// The longest name of an element or attribute, in bytes.
const MAX_NAME: usize = 64;

/// Hands over every attribute (`msg/appmsg@appid`) as its element opens and every element (`msg/appmsg/title`) with its
/// own text as it closes. False where the document breaks off, is no XML, or goes beyond the limits; what was handed
/// over before stands.
pub(super) fn walk(xml: &str, mut take: impl FnMut(&str, &str)) -> bool {
    let mut reader = Reader::from_str(xml);
    let mut path = Path { place: String::new(), lengths: Vec::new() };
    let mut text = String::new();
    loop {
        let Ok(event) = reader.read_event() else { return false };
        match event {
            Event::Start(tag) => {
                if path.enter(&tag, &mut take).is_none() {
                    return false;
                }
                text.clear();
            }
            Event::Empty(tag) => {
                if path.enter(&tag, &mut take).is_none() {
                    return false;
                }
                take(&path.place, "");
                path.leave();
                text.clear();
            }
            Event::End(_) => {
                take(&path.place, &text);
                path.leave();
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::CData(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => match (name.resolve_char_ref(), resolve_xml_entity(&name)) {
                (Ok(Some(c)), _) => text.push(c),
                (Ok(None), Some(known)) => text.push_str(known),
                _ => return false,
            },
            Event::DocType(_) => return false,
            Event::Eof => return path.lengths.is_empty(),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Where in the document the walk is.
struct Path {
    place: String,
    /// How long the place was before each open element.
    lengths: Vec<usize>,
}

impl Path {
    fn enter(&mut self, tag: &BytesStart<'_>, take: &mut impl FnMut(&str, &str)) -> Option<()> {
        let name = tag.name().0;
        if self.lengths.len() >= MAX_DEPTH || name.len() > MAX_NAME {
            return None;
        }
        self.lengths.push(self.place.len());
        if !self.place.is_empty() {
            self.place.push('/');
        }
        self.place.push_str(name);
        let element = self.place.len();
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            let attribute = attribute.ok()?;
            if count >= MAX_ATTRIBUTES || attribute.key.0.len() > MAX_NAME {
                return None;
            }
            self.place.push('@');
            self.place.push_str(attribute.key.0);
            take(&self.place, &attribute.value);
            self.place.truncate(element);
        }
        Some(())
    }

    fn leave(&mut self) {
        self.place.truncate(self.lengths.pop().unwrap_or_default());
    }
}

/// The XML of a message, without the line `id:` that raw contents of groups begin with.
pub(super) fn document(words: &str) -> Option<&str> {
    let starts = |text: &str| text.starts_with("<?xml") || text.starts_with("<msg") || text.starts_with("<sysmsg");
    let bare = words.trim_start_matches([' ', '\t', '\r', '\n']);
    if starts(bare) {
        return Some(bare);
    }
    let (first, rest) = bare.split_once('\n')?;
    let rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    (first.trim_end_matches(['\r', ' ']).ends_with(':') && starts(rest)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(xml: &str) -> (bool, Vec<(String, String)>) {
        let mut all = Vec::new();
        let whole = walk(xml, |place, text| all.push((place.to_owned(), text.to_owned())));
        (whole, all)
    }

    #[test]
    fn elements_attributes_and_entities() {
        let (whole, all) = walked("<?xml version=\"1.0\"?><m a=\"1\"><t>A &amp; &#x4E2D;<![CDATA[<b>]]></t><e/></m>");
        assert!(whole);
        let expected = [("m@a", "1"), ("m/t", "A & 中<b>"), ("m/e", ""), ("m", "")];
        assert_eq!(all.iter().map(|(place, text)| (place.as_str(), text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn limits_and_broken_documents() {
        assert!(walked(&format!("{}{}", "<a>".repeat(64), "</a>".repeat(64))).0);
        assert!(!walked(&format!("{}{}", "<a>".repeat(65), "</a>".repeat(65))).0);
        let many = |count: usize| format!("<a {}/>", "b=\"\" ".repeat(count));
        assert!(walked(&many(256)).0 && !walked(&many(257)).0);
        for text in ["<a>", "<a></b>", "<a>&b;</a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "<a b=></a>", "</a>"] {
            assert!(!walked(text).0, "{text}");
        }
        assert!(!walked(&format!("<{}/>", "n".repeat(65))).0);
    }

    #[test]
    fn the_prefix_of_group_messages_is_passed_over() {
        assert_eq!(document("wxid_a:\n<msg/>"), Some("<msg/>"));
        assert_eq!(document(" <?xml version=\"1.0\"?><msg/>"), Some("<?xml version=\"1.0\"?><msg/>"));
        assert_eq!((document("看<msg>"), document("一\n<msg>"), document("")), (None, None, None));
    }
}
