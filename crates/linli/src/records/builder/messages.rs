//! The messages of one group on their way in, and the one order they get.

use super::MessageDraft;
use crate::diagnostic::{self, Diagnostics};
use crate::error::Location;
use crate::records::message::{Flags, How, Messages, Target};
use crate::records::{Limits, PersonId};

/// The messages of one group as they come: columns already, in no order yet.
#[derive(Default)]
pub(super) struct GroupDrafts {
    messages: Messages,
    order: Vec<u64>,
    /// Ids with the position of their message; kept only once one of them is not its message's `order`.
    ids: Vec<(u64, u32)>,
    other_ids: bool,
    replies: Vec<(u32, u64)>,
}

impl GroupDrafts {
    /// Adds a message, unless the positions of targets would go beyond what their column can count.
    pub(super) fn push(&mut self, draft: &MessageDraft<'_>, limits: &Limits) -> bool {
        let m = &mut self.messages;
        let targets = draft.targets.len().min(limits.targets);
        // A reply becomes one more target when its message is found.
        if m.targets.len() + self.replies.len() + targets >= u32::MAX as usize {
            return false;
        }
        let position = self.order.len() as u32;
        if !self.other_ids && draft.id != Some(draft.order) {
            self.other_ids = true;
            self.ids.extend(self.order.iter().copied().zip(0..));
        }
        if self.other_ids
            && let Some(id) = draft.id
        {
            self.ids.push((id, position));
        }
        if let Some(reply) = draft.reply_to {
            self.replies.push((position, reply));
        }
        m.targets.extend(&draft.targets[..targets]);
        m.time.push(draft.time);
        m.author.push(draft.author);
        m.target_end.push(m.targets.len() as u32);
        m.length.push(draft.length.min(u32::from(u16::MAX)) as u16);
        m.kind.push(draft.kind);
        m.flags.push(draft.flags);
        m.cues.push(draft.cues);
        self.order.push(draft.order);
        true
    }

    /// Resolves replies, renumbers people, and orders by time, then as the source orders, then by all there is: the same
    /// whatever the order of arrival.
    pub(super) fn sorted(self, person_at: &[usize], group: &str, diagnostics: &mut Diagnostics) -> Messages {
        let Self { messages: mut m, order, ids, other_ids, mut replies } = self;
        let place = |id: PersonId| PersonId::from_index(person_at[id.index()]);
        for author in &mut m.author {
            *author = place(*author);
        }
        let mut start = 0;
        for &end in &m.target_end {
            let targets = &mut m.targets[start..end as usize];
            for target in targets.iter_mut() {
                target.person = place(target.person);
            }
            targets.sort_unstable_by_key(|target| (target.how, target.person));
            start = end as usize;
        }
        replies.sort_unstable();
        let reply_of = |at: u32| {
            let found = replies.binary_search_by_key(&at, |&(message, _)| message);
            found.ok().map(|found| replies[found].1)
        };
        let mut rank: Vec<u32> = (0..m.len() as u32).collect();
        // What is equal in all of this is the same message to everything after.
        rank.sort_by(|&a, &b| {
            let key = |i: u32| {
                let i = i as usize;
                (m.time[i], order[i], m.author[i], m.kind[i], m.length[i], m.flags[i], m.cues[i])
            };
            let targets = |i: u32| m.at(i as usize).targets;
            key(a).cmp(&key(b)).then_with(|| targets(a).cmp(targets(b))).then_with(|| reply_of(a).cmp(&reply_of(b)))
        });
        let ids = if replies.is_empty() { Vec::new() } else { by_rank(&order, ids, other_ids, &rank) };
        let answered = |id: u64| {
            let at = ids.partition_point(|&(known, _)| known < id);
            ids.get(at).filter(|&&(known, _)| known == id).map(|&(_, rank_of)| rank[rank_of as usize] as usize)
        };

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
            if let Some(id) = reply_of(i) {
                flags = flags.with(Flags::ADDRESSED);
                match answered(id) {
                    Some(original) if m.kind[original].is_turn() => {
                        out.targets.push(Target { person: m.author[original], how: How::Reply });
                    }
                    _ => diagnostics.push(
                        &diagnostic::UNKNOWN_TARGET,
                        Location::default(),
                        format!("group `{group}`: a reply to a message that is not in the source"),
                    ),
                }
            }
            out.targets.extend(message.targets);
            if !message.targets.is_empty() {
                flags = flags.with(Flags::ADDRESSED);
            }
            out.time.push(message.time);
            out.author.push(message.author);
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

/// Ids with the rank of their message, ascending: where several messages bear one id, the first of them is found.
fn by_rank(order: &[u64], ids: Vec<(u64, u32)>, other_ids: bool, rank: &[u32]) -> Vec<(u64, u32)> {
    let mut ids = if other_ids { ids } else { order.iter().copied().zip(0..).collect() };
    let mut rank_of = vec![0; rank.len()];
    for (at, &message) in (0..).zip(rank) {
        rank_of[message as usize] = at;
    }
    for (_, message) in &mut ids {
        *message = rank_of[*message as usize];
    }
    ids.sort_unstable();
    ids
}
