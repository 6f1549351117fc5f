//! Chats as the telephones and tools that people have write them.

mod chatlab;
mod memotrace;
mod wechat_text;
mod whatsapp;

use linli::simulate::{Export, Group, Message, Street, Tool};
use linli::time::Day;

use super::words;

/// One export on its way into a file.
struct Telephone<'a> {
    street: &'a Street,
    group: &'a Group,
    export: &'a Export,
}

/// A file: its name and its bytes.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The files of a group, one an export.
pub(super) fn files(street: &Street, group: &Group) -> Vec<File> {
    let file = |(number, export): (usize, &Export)| {
        let telephone = Telephone { street, group, export };
        let (ending, text) = match export.tool {
            Tool::ChatLab => ("json", chatlab::write(&telephone)),
            Tool::MemoTrace => ("csv", memotrace::write(&telephone)),
            Tool::WhatsApp => ("txt", whatsapp::write(&telephone)),
            _ => ("txt", wechat_text::write(&telephone)),
        };
        File { name: name(group, number, ending), bytes: text.into_bytes() }
    };
    group.exports.iter().enumerate().map(file).collect()
}

/// The names of the files of a group.
pub(super) fn names(group: &Group) -> impl Iterator<Item = String> {
    group.exports.iter().enumerate().map(|(number, export)| {
        let ending = match export.tool {
            Tool::ChatLab => "json",
            Tool::MemoTrace => "csv",
            _ => "txt",
        };
        name(group, number, ending)
    })
}

fn name(group: &Group, number: usize, ending: &str) -> String {
    match number {
        0 => format!("{}.{ending}", group.name),
        1 => format!("{} 另一部手机.{ending}", group.name),
        _ => format!("{} 手机{}.{ending}", group.name, number + 1),
    }
}

impl Telephone<'_> {
    /// The messages it holds, with their places in the group.
    fn held(&self) -> impl Iterator<Item = (usize, &Message)> {
        let held = |(_, message): &(usize, &Message)| self.export.holds(self.street.zone.day(message.at));
        self.group.messages.iter().enumerate().filter(held)
    }

    /// The name under which it shows somebody, as it was on the day of export.
    fn shown(&self, person: usize) -> &str {
        let remark = self.export.remarks.iter().find(|&&(of, _)| of == person);
        remark.map_or_else(|| self.chosen(person, self.export.until.plus(-1)), |(_, name)| name.as_str())
    }

    /// The name somebody had chosen on a day.
    fn chosen(&self, person: usize, day: Day) -> &str {
        self.street.people[person].nickname_on(day)
    }

    /// What is written in a message, without a quote.
    fn said(&self, message: &Message) -> String {
        words::said(self.street, &self.group.messages, message)
    }

    /// The message that a message answers.
    fn asked(&self, message: &Message) -> Option<(usize, &Message)> {
        message.answers.map(|at| (at, &self.group.messages[at]))
    }

    /// An account of somebody, as platforms give them.
    fn account(&self, person: usize) -> String {
        format!("wxid_{}", self.street.people[person].id)
    }
}
