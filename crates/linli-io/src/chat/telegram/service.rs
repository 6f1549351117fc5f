//! Service messages: who came, who left, what the chat is called.
//!
//! The names of members stand there without ids. Whoever speaks anywhere in the chat has one, so comings and goings wait
//! for its end: a name that exactly one id bears is that person, and any other stays a name.

use std::collections::BTreeMap;

use linli::Error;
use linli::records::MessageKind as Kind;
use linli::time::Timestamp;
use serde_json::Value;

use super::super::reading::json;
use super::super::{Event, Party, RawMessage, Receiver};
use super::message::Person;

/// A service message.
pub(super) struct Service<'a> {
    pub(super) time: Timestamp,
    pub(super) line: u64,
    pub(super) id: Option<String>,
    pub(super) actor: Person<'a>,
    pub(super) action: &'a Value,
    pub(super) members: &'a Value,
    pub(super) inviter: &'a Value,
    pub(super) title: &'a Value,
}

/// Hands over a service message, or keeps it until the ids are known.
pub(super) fn give(service: &Service<'_>, moves: &mut Moves, receiver: &mut dyn Receiver) -> Result<(), Error> {
    if let (Some(name), Some(id)) = (service.actor.name, &service.actor.id) {
        moves.note(name, id);
    }
    match json::text(service.action).unwrap_or_default() {
        // Whoever leaves is written as removing themselves.
        "remove_members" => service.members(Kind::Leave, moves, receiver),
        "invite_members" | "create_group" => service.members(Kind::Join, moves, receiver),
        "join_group_by_link" | "join_group_by_request" => match service.actor.shown() {
            Some(name) => {
                let by = json::text(service.inviter).filter(|&inviter| inviter != name);
                let by = by.map(|name| Somebody { name: name.to_owned(), id: None });
                moves.keep(service.moved(Kind::Join, name, by), receiver)
            }
            None => service.report(Kind::System, Event::None, receiver),
        },
        "edit_group_title" => {
            let titled = json::text(service.title).map_or(Event::None, Event::Titled);
            service.report(Kind::GroupRename, titled, receiver)
        }
        "phone_call" | "group_call" => service.report(Kind::Call, Event::None, receiver),
        _ => service.system(receiver),
    }
}

impl Service<'_> {
    fn system(&self, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let id = self.id.as_deref();
        receiver.message(RawMessage { id, ..RawMessage::of(self.time, self.line, "", Kind::System) })
    }

    /// What the actor did to the chat.
    fn report(&self, kind: Kind, event: Event<'_>, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let Some(name) = self.actor.shown() else { return self.system(receiver) };
        let message = RawMessage::of(self.time, self.line, name, kind);
        receiver.message(RawMessage { author_id: self.actor.id.as_deref(), id: self.id.as_deref(), event, ..message })
    }

    /// Deleted accounts are null among the members, and whoever acts on others invited or removed them.
    fn members(&self, kind: Kind, moves: &mut Moves, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let mut names = self.members.as_array().into_iter().flatten().filter_map(json::text).peekable();
        if names.peek().is_none() {
            return self.system(receiver);
        }
        for name in names {
            let by = self.actor.shown().filter(|&actor| actor != name);
            let by = by.map(|actor| Somebody { name: actor.to_owned(), id: self.actor.id.clone() });
            moves.keep(self.moved(kind, name, by), receiver)?;
        }
        Ok(())
    }

    fn moved(&self, kind: Kind, name: &str, by: Option<Somebody>) -> Moved {
        // Where the actor is meant, the id is there after all.
        let id = self.actor.id.clone().filter(|_| self.actor.shown() == Some(name));
        let who = Somebody { name: name.to_owned(), id };
        Moved { time: self.time, line: self.line, message: self.id.clone(), kind, who, by }
    }
}

/// More than any chat has; beyond it comings and goings are handed over as they are.
const MOST_WAITING: usize = 200_000;

/// Comings and goings that wait for the ids of the chat.
#[derive(Default)]
pub(super) struct Moves {
    waiting: Vec<Moved>,
    /// Who bears a name; None where several do.
    bearers: BTreeMap<String, Option<String>>,
}

struct Moved {
    time: Timestamp,
    line: u64,
    message: Option<String>,
    kind: Kind,
    who: Somebody,
    by: Option<Somebody>,
}

struct Somebody {
    name: String,
    id: Option<String>,
}

impl Moves {
    /// An id was seen under a name.
    pub(super) fn note(&mut self, name: &str, id: &str) {
        match self.bearers.get_mut(name) {
            Some(bearer) if bearer.as_deref() != Some(id) => *bearer = None,
            Some(_) => {}
            None => drop(self.bearers.insert(name.to_owned(), Some(id.to_owned()))),
        }
    }

    fn keep(&mut self, moved: Moved, receiver: &mut dyn Receiver) -> Result<(), Error> {
        if self.waiting.len() >= MOST_WAITING {
            return self.give(&moved, receiver);
        }
        self.waiting.push(moved);
        Ok(())
    }

    /// Hands over all that waits.
    pub(super) fn give_all(self, receiver: &mut dyn Receiver) -> Result<(), Error> {
        self.waiting.iter().try_for_each(|moved| self.give(moved, receiver))
    }

    fn give(&self, moved: &Moved, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let by = moved.by.as_ref().map(|by| Party { name: &by.name, id: self.id(by) });
        receiver.message(RawMessage {
            author_id: self.id(&moved.who),
            id: moved.message.as_deref(),
            event: by.map_or(Event::None, Event::By),
            ..RawMessage::of(moved.time, moved.line, &moved.who.name, moved.kind)
        })
    }

    fn id<'s>(&'s self, who: &'s Somebody) -> Option<&'s str> {
        who.id.as_deref().or_else(|| self.bearers.get(&who.name)?.as_deref())
    }
}
