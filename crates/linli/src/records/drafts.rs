//! The messages of one group as they come, and the order they are put into.

use super::PersonId;
use super::message::{Flags, How, Messages, Target};
use crate::diagnostic::{self, Diagnostics};
use crate::error::Location;

/// The messages of one group as they come: columns already, in no order yet.
#[derive(Debug, Default)]
pub(super) struct GroupDrafts {
    pub(super) messages: Messages,
    pub(super) order: Vec<u64>,
    /// Ids that differ from `order`, with the position of their message.
    pub(super) ids: Vec<(u64, u32)>,
    pub(super) order_is_id: bool,
    pub(super) replies: Vec<(u32, u64)>,
}

impl GroupDrafts {
    /// Resolves replies, renumbers people, and orders by time, then as the source orders, then by content: the same
    /// whatever the order of arrival.
    pub(super) fn sorted(self, person_at: &[usize], group: &str, diagnostics: &mut Diagnostics) -> Messages {
        let m = self.messages;
        let place = |id: PersonId| PersonId::from_index(person_at[id.index()]);
        let mut rank: Vec<u32> = (0..m.len() as u32).collect();
        rank.sort_by(|&a, &b| {
            let key = |i: u32| {
                let i = i as usize;
                (m.time[i], self.order[i], place(m.author[i]), m.kind[i], m.length[i], m.flags[i], m.cues[i])
            };
            key(a).cmp(&key(b))
        });

        let mut ids: Vec<(u64, u32)> = self.ids;
        if !self.replies.is_empty() {
            if self.order_is_id {
                ids = self.order.iter().zip(0..).map(|(&id, at)| (id, at)).collect();
            }
            ids.sort_unstable();
        }
        let answered = |id: u64| {
            let at = ids.partition_point(|&(known, _)| known < id);
            ids.get(at).filter(|&&(known, _)| known == id).map(|&(_, message)| message)
        };
        let mut replies = self.replies;
        replies.sort_unstable();

        let mut out = Messages {
            time: Vec::with_capacity(m.len()),
            author: Vec::with_capacity(m.len()),
            target_end: Vec::with_capacity(m.len()),
            length: Vec::with_capacity(m.len()),
            kind: Vec::with_capacity(m.len()),
            flags: Vec::with_capacity(m.len()),
            cues: Vec::with_capacity(m.len()),
            targets: Vec::with_capacity(m.targets.len() + replies.len()),
        };
        for &i in &rank {
            let message = m.at(i as usize);
            let mut flags = message.flags;
            let from = out.targets.len();
            let mut unknown = message.targets.is_empty() && flags.has(Flags::ADDRESSED);
            let first = replies.partition_point(|&(at, _)| at < i);
            for &(_, id) in replies[first..].iter().take_while(|&&(at, _)| at == i) {
                flags = flags.with(Flags::ADDRESSED);
                match answered(id) {
                    Some(original) if m.kind[original as usize].is_turn() => {
                        let person = place(m.author[original as usize]);
                        out.targets.push(Target { person, how: How::Reply });
                    }
                    _ => {
                        unknown = true;
                        diagnostics.push(
                            &diagnostic::UNKNOWN_TARGET,
                            Location::default(),
                            format!("group `{group}`: a reply to a message that is not in the source"),
                        );
                    }
                }
            }
            out.targets.extend(message.targets.iter().map(|t| Target { person: place(t.person), how: t.how }));
            if !message.targets.is_empty() {
                flags = flags.with(Flags::ADDRESSED);
            }
            let author = place(message.author);
            if unknown || out.targets[from..].iter().any(|target| target.person != author) {
                flags = flags.with(Flags::TO_OTHERS);
            }
            out.time.push(message.time);
            out.author.push(author);
            out.target_end.push(out.targets.len() as u32);
            out.length.push(message.length);
            out.kind.push(message.kind);
            out.flags.push(flags);
            out.cues.push(message.cues);
        }
        out.targets.shrink_to_fit();
        out
    }
}
