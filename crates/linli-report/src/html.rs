//! The one place where text becomes markup. Names of elements and attributes are literals of this crate; everything
//! else passes [`escape`]. Elements close by construction.

use crate::Language;
use crate::text::Text;

/// Attributes: the name is a literal, the value is escaped.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Writes markup.
#[derive(Debug)]
pub(crate) struct Writer {
    out: String,
    language: Language,
    place: Place,
}

/// Where what is written will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a page, with the style sheet of this crate.
    Page,
    /// Alone: a picture has to bring its own style.
    Alone,
}

impl Writer {
    pub(crate) fn new(language: Language) -> Self {
        Self { out: String::new(), language, place: Place::Page }
    }

    /// For a picture by itself.
    pub(crate) fn alone() -> Self {
        Self { place: Place::Alone, ..Self::new(Language::Both) }
    }

    pub(crate) fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The line before `<html>`.
    pub(crate) fn doctype(&mut self) {
        self.out.push_str("<!doctype html>\n");
    }

    /// What stands first in every head: nothing is loaded from anywhere, the style is in the file, and no script runs.
    pub(crate) fn guarded(&mut self) {
        self.void("meta", &[("charset", "utf-8")]);
        self.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        self.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    }

    /// An element with attributes and content.
    pub(crate) fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, content: impl FnOnce(&mut Self)) {
        self.start(tag, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        if BLOCKS.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// An element without attributes.
    pub(crate) fn tag(&mut self, tag: &'static str, content: impl FnOnce(&mut Self)) {
        self.element(tag, &[], content);
    }

    /// An element without content.
    pub(crate) fn void(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.out.push_str("/>");
    }

    /// Text from anywhere.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// An element that holds nothing but text.
    pub(crate) fn text_in(&mut self, tag: &'static str, text: &str) {
        self.tag(tag, |w| w.text(text));
    }

    /// Words of this project, in the languages of the report.
    pub(crate) fn say(&mut self, text: &Text) {
        match self.language {
            Language::Zh => self.text(&text.zh),
            Language::En => self.text(&text.en),
            Language::Both if text.zh == text.en => self.text(&text.en),
            Language::Both => {
                // The shortest element that may say in which language it is: a page has thousands of them.
                self.element("i", &[("lang", "zh")], |w| w.text(&text.zh));
                self.element("i", &[("lang", "en")], |w| w.text(&text.en));
            }
        }
    }

    /// An element that holds nothing but words.
    pub(crate) fn say_in(&mut self, tag: &'static str, text: &Text) {
        self.tag(tag, |w| w.say(text));
    }

    /// A style sheet of this crate, of literals alone.
    pub(crate) fn style(&mut self, css: &str) {
        self.tag("style", |w| w.out.push_str(css));
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }
}

/// Elements after which a line ends, so that two reports can be compared line by line.
const BLOCKS: &[&str] = &[
    "head",
    "meta",
    "title",
    "style",
    "header",
    "main",
    "section",
    "article",
    "footer",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "figure",
    "figcaption",
    "svg",
    "div",
    "pre",
    "fieldset",
    "body",
    "html",
];

/// Text that is text anywhere in HTML, attribute values in quotes included.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    escape(text, &mut safe);
    safe
}

/// Escapes text for content and for attribute values in double quotes.
///
/// Control characters, and characters that turn the direction of what follows, are dropped: a name must not be able to
/// rearrange the line it stands in.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_unprintable(c) => {}
            c => out.push(c),
        }
    }
}

/// Text as one line of plain text: a name with a line's end in it cannot begin a line of its own.
pub fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

/// Text that comes from strangers, for a terminal: what would move the cursor or turn the line is shown as a replacement.
/// Line ends stay.
pub fn printable(text: &str) -> String {
    let hidden = |c: char| c != '\n' && (is_unprintable(c) || matches!(c, '\u{2028}' | '\u{2029}'));
    text.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether a character has no place in a line that is shown: it moves what stands around it, or is none at all.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // direction
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}') // order mark, interlinear annotation
        || (u32::from(c) & 0xfffe) == 0xfffe // noncharacters, which no document may hold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escaped("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(escaped("\" onmouseover='x'"), "&quot; onmouseover=&#39;x&#39;");
        assert_eq!(escaped("&#x3c;]]>"), "&amp;#x3c;]]&gt;");
    }

    #[test]
    fn controls_and_overrides_are_dropped_and_other_writing_stays() {
        assert_eq!(escaped("a\u{202e}b\u{0}\u{1b}[31m\u{85}\u{2067}c\u{ffff}"), "ab[31mc");
        assert_eq!(escaped("王阿姨\u{1f469}\u{200d}\u{1f33e}"), "王阿姨\u{1f469}\u{200d}\u{1f33e}");
        assert_eq!(escaped("a\u{2028}b\nc"), "a b\nc");
    }

    #[test]
    fn elements_close_and_words_bear_their_language() {
        let mut writer = Writer::new(Language::Both);
        writer.element("b", &[("class", "a\"b")], |w| w.say(&Text::fixed("群", "group")));
        assert_eq!(writer.finish(), "<b class=\"a&quot;b\"><i lang=\"zh\">群</i><i lang=\"en\">group</i></b>");
    }
}
