//! The contents of a message: words without tags and quotes, who is mentioned, what is answered.

use linli::records::MessageKind as Kind;

use super::super::discord_json::of_file;
use super::super::reading::entities::entities;
use super::super::reading::html::{Piece, each_piece};

/// More people than any message mentions.
const MOST_MENTIONED: usize = 1000;

/// What somebody wrote.
#[derive(Default)]
pub(in crate::chat) struct Written {
    pub(in crate::chat) text: String,
    pub(super) mentioned: Vec<String>,
    pub(super) answered: Option<String>,
    /// What is shown beside the words.
    pub(super) shown: Option<Kind>,
}

/// Where in the text a reader of HTML is.
#[derive(Default)]
struct Place {
    quotes: u32,
    paragraph: usize,
    /// A name that rings nobody's bell stands in this paragraph: so begins an answer.
    is_silent: bool,
    /// The message a link points at, and where its words begin.
    link: Option<(String, usize)>,
    /// What follows in this paragraph is the program's.
    skips: bool,
}

impl Written {
    pub(in crate::chat) fn of_html(html: &str) -> Self {
        let (mut all, mut place) = (Self::default(), Place::default());
        each_piece(html, |piece| {
            let tag = match piece {
                Piece::Words(words) => return all.say(&words, &place),
                Piece::Tag(tag) => tag,
            };
            let name = tag.split([' ', '\n']).next().unwrap_or_default().trim_end_matches('/');
            match name {
                "blockquote" | "style" | "script" | "head" => place.quotes = place.quotes.saturating_add(1),
                "/blockquote" | "/style" | "/script" | "/head" => place.quotes = place.quotes.saturating_sub(1),
                _ if place.quotes > 0 => {}
                "p" => place = Place { paragraph: all.text.len(), ..Place::default() },
                "/p" | "br" | "/li" | "/div" | "/pre" | "/h1" | "/h2" | "/h3" | "/tr" => {
                    place.skips = false;
                    if !all.text.is_empty() && !all.text.ends_with('\n') {
                        all.text.push('\n');
                    }
                }
                "span" => all.mention(tag, &mut place),
                "a" => all.link(tag, &mut place),
                "/a" => all.answer(&mut place),
                "img" if !attribute(tag, "class").unwrap_or_default().contains("emoji") => {
                    all.shown = all.shown.or(Some(Kind::Picture));
                }
                "img" => all.say(&entities(attribute(tag, "alt").unwrap_or_default()), &place),
                _ => {}
            }
        });
        all
    }

    fn say(&mut self, words: &str, place: &Place) {
        if place.quotes == 0 && !place.skips {
            self.text.push_str(words);
        }
    }

    fn mention(&mut self, tag: &str, place: &mut Place) {
        let class = attribute(tag, "class").unwrap_or_default();
        if !class.split(' ').any(|word| word == "user-mention") {
            return;
        }
        if class.split(' ').any(|word| word == "silent") {
            place.is_silent = true;
        } else if let Some(id) = attribute(tag, "data-user-id").filter(|id| *id != "*") {
            self.meet(id);
        }
    }

    fn meet(&mut self, id: &str) {
        if self.mentioned.len() < MOST_MENTIONED && !self.mentioned.iter().any(|known| known == id) {
            self.mentioned.push(id.to_owned());
        }
    }

    fn link(&mut self, tag: &str, place: &mut Place) {
        let address = attribute(tag, "href").unwrap_or_default();
        if let Some(id) = near(address) {
            place.link = Some((id.to_owned(), self.text.len()));
        } else if address.contains("/user_uploads/") {
            self.shown = self.shown.or(Some(of_file(address)));
        }
    }

    /// `name <a href="…/near/5">said</a>:` begins an answer and is no word of whoever answers.
    fn answer(&mut self, place: &mut Place) {
        let Some((id, from)) = place.link.take() else { return };
        let is_said = self.text.get(from..).is_some_and(|words| words.trim() == "said");
        if is_said || place.is_silent {
            self.answered.get_or_insert(id);
            self.text.truncate(place.paragraph.min(self.text.len()));
            place.skips = true;
        }
    }

    /// The same of contents that were asked for as they were typed.
    pub(super) fn of_markdown(text: &str) -> Self {
        let (mut all, mut quote) = (Self::default(), None::<usize>);
        for line in text.split('\n') {
            let fence = line.len() - line.trim_start_matches('`').len();
            if let Some(open) = quote {
                if fence >= open && line.trim_start_matches('`').trim().is_empty() {
                    quote = None;
                }
            } else if fence >= 3 && line.trim_start_matches('`').trim() == "quote" {
                quote = Some(fence);
            } else if let Some(id) = line.strip_prefix("@_**").and_then(near) {
                all.answered.get_or_insert_with(|| id.to_owned());
            } else {
                all.text.push_str(line);
                all.text.push('\n');
                all.marked(line);
            }
        }
        all
    }

    /// `@**name|12**`; without a number, the name is all that is known, and it stands in the text.
    fn marked(&mut self, line: &str) {
        for name in line.split("@**").skip(1) {
            let inside = name.split("**").next().unwrap_or_default();
            if let Some((_, id)) = inside.rsplit_once('|').filter(|(_, id)| is_number(id)) {
                self.meet(id);
            }
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The id of a message in the address of one.
fn near(address: &str) -> Option<&str> {
    let (_, rest) = address.rsplit_once("/near/")?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|id| !id.is_empty())
}

/// An attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"')?;
        if before.rsplit([' ', '\n']).next() == Some(name) {
            return Some(value);
        }
        rest = next;
    }
    None
}
