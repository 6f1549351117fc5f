//! What WeChat puts into its messages, whichever tool exported them: kinds, quotes, sign-up lists, pats, system lines.

mod app;
mod lines;
mod people;
mod quote;
mod sign_up;
mod system;
mod types;
mod xml;

use linli::Error;
use linli::records::MessageKind as Kind;

use self::lines::{Line, Name};
use self::people::Somebody;
use self::sign_up::List;
use self::system::System;
use super::super::{Entrant, Event, RawMessage, Receiver};
use super::placeholder;

pub(in crate::chat) use self::people::People;
pub(in crate::chat) use self::types::kind;

/// How a quoted message is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chat) enum Quotes {
    /// By the id that the server gave it, which is the id of messages in this format.
    ById,
    /// By its author only.
    ByAuthor,
}

/// One message on its way: the frame is what the format says of it, the words are its content, text or XML.
#[derive(Debug, Clone, Copy)]
pub(in crate::chat) struct Post<'a> {
    pub(in crate::chat) frame: RawMessage<'a>,
    pub(in crate::chat) quotes: Quotes,
}

impl Post<'_> {
    /// Hands over a message of these words: text, or XML where the kind is none of text.
    pub(in crate::chat) fn give(
        self,
        words: &str,
        people: &mut People,
        receiver: &mut dyn Receiver,
    ) -> Result<(), Error> {
        let frame = self.frame;
        people.meet(frame.author, frame.author_id);
        if frame.kind == Kind::Text {
            // A quote is a text with a document around it.
            return match xml::document(words).and_then(app::read) {
                Some(app) => self.app(&app, people, receiver),
                None => self.text(self.unprefixed(words), receiver),
            };
        }
        if let Some(document) = xml::document(words) {
            if let Some(system) = system::read(document) {
                return self.system(&system, people, receiver);
            }
            return match app::read(document) {
                Some(app) => self.app(&app, people, receiver),
                None => self.bare(receiver),
            };
        }
        match frame.kind {
            Kind::SignUp => self.list(words, &sign_up::of_text(words), receiver),
            Kind::Link | Kind::File | Kind::Announcement => self.as_is(words, receiver),
            Kind::Call => self.bare(receiver),
            kind if kind.is_turn() => self.bare(receiver),
            _ => self.line(words, people, receiver),
        }
    }

    /// Raw contents of groups begin with the id of their author, who is known otherwise.
    fn unprefixed<'w>(&self, words: &'w str) -> &'w str {
        let own = self.frame.author_id.and_then(|id| words.strip_prefix(id)?.strip_prefix(":\n"));
        own.unwrap_or(words)
    }

    fn bare(self, receiver: &mut dyn Receiver) -> Result<(), Error> {
        self.as_is("", receiver)
    }

    fn as_is(self, text: &str, receiver: &mut dyn Receiver) -> Result<(), Error> {
        receiver.message(RawMessage { text, ..self.frame })
    }

    /// A text: what clients and tools write into it is told from what the person wrote.
    fn text(self, words: &str, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let (quoted, text) = quote::split(words);
        let frame = RawMessage { quoted: self.frame.quoted.or(quoted), ..self.frame };
        if let Some((kind, text)) = placeholder::bracketed(text) {
            return receiver.message(RawMessage { kind, text, ..frame });
        }
        if placeholder::is_sign_up(text) {
            let frame = RawMessage { kind: Kind::SignUp, ..frame };
            return Post { frame, quotes: self.quotes }.list(text, &sign_up::of_text(text), receiver);
        }
        receiver.message(RawMessage { text, ..frame })
    }

    fn list(self, text: &str, list: &List, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let entrants: Vec<Entrant<'_>> = list
            .entries
            .iter()
            .map(|entry| Entrant { words: &entry.words, id: entry.id.as_deref(), at: entry.at })
            .collect();
        let event = match entrants.as_slice() {
            [] => Event::None,
            entrants => Event::List { starter: list.starter.as_deref(), entrants },
        };
        receiver.message(RawMessage { text, event, ..self.frame })
    }

    fn app(mut self, app: &app::App, people: &People, receiver: &mut dyn Receiver) -> Result<(), Error> {
        self.frame.kind = app.kind.unwrap_or(self.frame.kind);
        let Self { frame, quotes } = self;
        match frame.kind {
            Kind::Text => {
                let quote = app.quote.as_ref();
                let known = quote.and_then(|quote| quote.author.as_deref()).and_then(|id| people.name(id));
                let by_name = known.or(quote.and_then(|quote| quote.name.as_deref()));
                let by_id = quote.and_then(|quote| quote.id.as_deref()).filter(|_| quotes == Quotes::ById);
                let quoted = if by_id.is_some() { None } else { by_name };
                let frame = RawMessage { reply_to: by_id.or(frame.reply_to), quoted: quoted.or(frame.quoted), ..frame };
                Post { frame, quotes }.text(&app.title, receiver)
            }
            Kind::SignUp => match &app.list {
                Some(list) => self.list(&app.title, list, receiver),
                None => self.list(&app.title, &sign_up::of_text(&app.title), receiver),
            },
            Kind::Pat if !app.pats.is_empty() => {
                for pat in &app.pats {
                    self.pat(&people.bearer(&pat.by), &people.bearer(&pat.whom), receiver)?;
                }
                Ok(())
            }
            Kind::Announcement if !app.announced.is_empty() => self.as_is(&app.announced, receiver),
            Kind::Link | Kind::File | Kind::Announcement => self.as_is(&app.title, receiver),
            _ => self.bare(receiver),
        }
    }

    fn system(self, system: &System, people: &People, receiver: &mut dyn Receiver) -> Result<(), Error> {
        match &system.pat {
            Some((by, whom)) => self.pat(&people.bearer(by), &people.bearer(whom), receiver),
            None => self.told(&system.line, system, people, receiver),
        }
    }

    fn line(self, words: &str, people: &People, receiver: &mut dyn Receiver) -> Result<(), Error> {
        self.told(words, &System::default(), people, receiver)
    }

    /// A system line, with the people that stand for the names of its template.
    fn told(self, line: &str, system: &System, people: &People, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let all = |name: Name<'_>| match name {
            Name::Me => vec![people.me()],
            Name::Themselves => Vec::new(),
            Name::Named(text) => match system.links.get(text) {
                Some(known) => known.clone(),
                None if lines::is_template(name) => Vec::new(),
                None => people.split(text).into_iter().map(Somebody::named).collect(),
            },
        };
        // Names of one person are not cut at the sign between names.
        let one = |name: Name<'_>| match name {
            Name::Named(text) if !system.links.contains_key(text) && !lines::is_template(name) => {
                Some(Somebody::named(text))
            }
            other => all(other).into_iter().next(),
        };
        match lines::read(line) {
            Line::Joined { who, by } => self.several(Kind::Join, &all(who), by.and_then(one).as_ref(), receiver),
            Line::JoinedWithMe { who, by } => {
                let mut who = all(who);
                who.push(people.me());
                self.several(Kind::Join, &who, one(by).as_ref(), receiver)
            }
            Line::Left { who, by } => self.several(Kind::Leave, &all(who), by.and_then(one).as_ref(), receiver),
            Line::Titled { by, title } => {
                let event = Event::Titled(title);
                self.of(Kind::GroupRename, one(by).as_ref(), event, receiver)
            }
            Line::Recalled(by) => self.of(Kind::Recall, one(by).as_ref(), Event::None, receiver),
            Line::Patted { by, whom } => match (one(by), one(whom)) {
                (Some(by), Some(whom)) => self.pat(&by, &whom, receiver),
                (Some(by), None) if whom == Name::Themselves => self.pat(&by, &by, receiver),
                (by, _) => self.of(Kind::Pat, by.as_ref(), Event::None, receiver),
            },
            Line::Other => self.of(Kind::System, None, Event::None, receiver),
        }
    }

    /// One message for everybody concerned.
    fn several(
        self,
        kind: Kind,
        who: &[Somebody],
        by: Option<&Somebody>,
        receiver: &mut dyn Receiver,
    ) -> Result<(), Error> {
        if who.is_empty() {
            return self.of(Kind::System, None, Event::None, receiver);
        }
        let event = by.map_or(Event::None, |by| Event::By(by.party()));
        who.iter().try_for_each(|somebody| self.of(kind, Some(somebody), event, receiver))
    }

    fn pat(self, by: &Somebody, whom: &Somebody, receiver: &mut dyn Receiver) -> Result<(), Error> {
        self.of(Kind::Pat, Some(by), Event::Patted(whom.party()), receiver)
    }

    /// An event of somebody, or of nobody known.
    fn of(
        self,
        kind: Kind,
        who: Option<&Somebody>,
        event: Event<'_>,
        receiver: &mut dyn Receiver,
    ) -> Result<(), Error> {
        let nobody = Somebody::named("");
        let who = who.unwrap_or(&nobody);
        let (author, author_id) = (who.name.as_str(), who.id.as_deref());
        let RawMessage { time, line, id, .. } = self.frame;
        receiver.message(RawMessage { author_id, id, event, ..RawMessage::of(time, line, author, kind) })
    }
}

#[cfg(test)]
mod tests;
