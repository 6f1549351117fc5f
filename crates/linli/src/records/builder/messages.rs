//! The messages of one group on their way in, and the one order they get.

use std::cmp::Ordering;

use super::order::{Numbers, Places};
use super::{ChatDraft, MessageDraft};
use crate::diagnostic::{self, Diagnostics};
use crate::error::Location;
use crate::records::message::{Flags, How, Messages, Overlap, Target};
use crate::records::{Limits, PersonId};

/// The messages of one group as they come: columns already, in no order yet.
#[derive(Default)]
pub(super) struct GroupDrafts {
    messages: Messages,
    numbers: Numbers,
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
        let position = m.len() as u32;
        if let Some(reply) = draft.reply_to {
            self.replies.push((position, reply));
        }
        m.make_room();
        m.targets.extend(&draft.targets[..targets]);
        m.time.push(draft.time);
        m.author.push(draft.author);
        m.target_end.push(m.targets.len() as u32);
        m.length.push(draft.length.min(u32::from(u16::MAX)) as u16);
        m.kind.push(draft.kind);
        m.flags.push(draft.flags);
        m.cues.push(draft.cues);
        self.numbers.push(position, draft.order, draft.id);
        true
    }

    /// Adds a whole chat, whose columns are kept as they are where it is the first of its group.
    pub(super) fn take(&mut self, chat: ChatDraft) -> bool {
        let ChatDraft { messages, ids, replies, .. } = chat;
        let m = &mut self.messages;
        let pointers = [m.targets.len(), self.replies.len(), messages.targets.len(), replies.len()];
        if pointers.iter().sum::<usize>() >= u32::MAX as usize {
            return false;
        }
        if m.is_empty() {
            self.numbers = Numbers::of_chat(messages.len() as u32, ids);
            (self.messages, self.replies) = (messages, replies);
            return true;
        }
        let (rows, targets) = (m.len() as u32, m.targets.len() as u32);
        let mut ids = ids.into_iter().peekable();
        for position in 0..messages.len() as u32 {
            let id = ids.next_if(|&(_, at)| at == position).map(|(id, _)| id);
            self.numbers.push(rows + position, u64::from(position), id);
        }
        m.targets.extend_from_slice(&messages.targets);
        m.time.extend_from_slice(&messages.time);
        m.author.extend_from_slice(&messages.author);
        m.target_end.extend(messages.target_end.iter().map(|end| targets + end));
        m.length.extend_from_slice(&messages.length);
        m.kind.extend_from_slice(&messages.kind);
        m.flags.extend_from_slice(&messages.flags);
        m.cues.extend_from_slice(&messages.cues);
        m.overlaps.extend(messages.overlaps.iter().map(|overlap| Overlap {
            later: rows + overlap.later,
            earlier: rows + overlap.earlier,
            ..*overlap
        }));
        self.replies.extend(replies.into_iter().map(|(position, id)| (rows + position, id)));
        true
    }

    /// Renumbers people, orders by time, then as the source orders, then by all there is — the same whatever the order of
    /// arrival — and resolves replies.
    pub(super) fn sorted(mut self, person_at: &[usize], group: &str, diagnostics: &mut Diagnostics) -> Messages {
        self.renumber(person_at);
        self.replies.sort_unstable();
        // Most sources are in order already; the larger they are, the more it is worth to leave them where they are.
        let rows = self.messages.len() as u32;
        if (1..rows).any(|i| self.compare(i - 1, i).is_gt()) {
            let mut rank: Vec<u32> = (0..rows).collect();
            rank.sort_unstable_by(|&a, &b| self.compare(a, b));
            self.permute(&rank);
        }
        self.resolve(group, diagnostics)
    }

    fn renumber(&mut self, person_at: &[usize]) {
        let place = |id: PersonId| PersonId::from_index(person_at[id.index()]);
        let m = &mut self.messages;
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
    }

    /// What is equal in all of this is the same message to everything after.
    fn compare(&self, a: u32, b: u32) -> Ordering {
        let m = &self.messages;
        let key = |at: u32| {
            let i = at as usize;
            (m.time[i], self.numbers.order.at(at), m.author[i], m.kind[i], m.length[i], m.flags[i], m.cues[i])
        };
        let targets = |i: u32| m.at(i as usize).targets;
        let reply = |at: u32| {
            let found = self.replies.binary_search_by_key(&at, |&(message, _)| message);
            found.ok().map(|found| self.replies[found].1)
        };
        key(a).cmp(&key(b)).then_with(|| targets(a).cmp(targets(b))).then_with(|| reply(a).cmp(&reply(b)))
    }

    /// Puts messages into this order, each column in its own place: a second copy of millions of rows has no room.
    fn permute(&mut self, rank: &[u32]) {
        let m = &mut self.messages;
        let mut targets = Vec::with_capacity(m.targets.len());
        for &i in rank {
            targets.extend_from_slice(m.at(i as usize).targets);
        }
        m.targets = targets;
        let mut start = 0;
        for end in &mut m.target_end {
            // How many, until they stand in their order and can be added up again.
            (start, *end) = (*end, *end - start);
        }
        reorder(&mut m.target_end, rank);
        let mut all = 0;
        for end in &mut m.target_end {
            all += *end;
            *end = all;
        }
        reorder(&mut m.time, rank);
        reorder(&mut m.author, rank);
        reorder(&mut m.length, rank);
        reorder(&mut m.kind, rank);
        reorder(&mut m.flags, rank);
        reorder(&mut m.cues, rank);
        self.numbers.reorder(rank);
        if !self.replies.is_empty() || !m.overlaps.is_empty() {
            let rank_of = inverse(rank);
            for overlap in &mut m.overlaps {
                overlap.later = rank_of[overlap.later as usize];
                overlap.earlier = rank_of[overlap.earlier as usize];
            }
            m.overlaps.sort_unstable();
            for (message, _) in &mut self.replies {
                *message = rank_of[*message as usize];
            }
            self.replies.sort_unstable();
        }
    }

    /// Puts the person answered before the people named.
    fn resolve(self, group: &str, diagnostics: &mut Diagnostics) -> Messages {
        let Self { messages: mut m, numbers, replies } = self;
        let places = if replies.is_empty() { Places::NONE } else { numbers.places() };
        let mut targets = Vec::with_capacity(m.targets.len() + replies.len());
        let (mut start, mut replies) = (0, replies.into_iter().peekable());
        for i in 0..m.len() {
            let named = start..m.target_end[i] as usize;
            start = named.end;
            let from = targets.len();
            let mut addressed = !named.is_empty();
            // Flagged as addressed without a target: whoever is meant is not known here.
            let mut unknown = named.is_empty() && m.flags[i].has(Flags::ADDRESSED);
            if let Some((_, id)) = replies.next_if(|&(at, _)| at as usize == i) {
                addressed = true;
                match places.of(id) {
                    Some(original) if m.kind[original].is_turn() => {
                        let answered = Target { person: m.author[original], how: How::Reply };
                        // The file may have quoted them by name as well.
                        if !m.targets[named.clone()].contains(&answered) {
                            targets.push(answered);
                        }
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
            targets.extend_from_slice(&m.targets[named]);
            m.target_end[i] = targets.len() as u32;
            if addressed {
                m.flags[i] = m.flags[i].with(Flags::ADDRESSED);
            }
            if unknown || targets[from..].iter().any(|target| target.person != m.author[i]) {
                m.flags[i] = m.flags[i].with(Flags::TO_OTHERS);
            }
        }
        targets.shrink_to_fit();
        m.targets = targets;
        m.shrink_to_fit();
        m
    }
}

/// Puts at each place what stands at the place its rank names, following one circle of places after the other.
fn reorder<T: Copy>(values: &mut [T], rank: &[u32]) {
    let mut done = vec![false; rank.len()];
    for start in 0..rank.len() {
        if done[start] {
            continue;
        }
        let (first, mut at) = (values[start], start);
        loop {
            done[at] = true;
            let from = rank[at] as usize;
            if from == start {
                values[at] = first;
                break;
            }
            values[at] = values[from];
            at = from;
        }
    }
}

/// Where each place went.
pub(super) fn inverse(rank: &[u32]) -> Vec<u32> {
    let mut rank_of = vec![0; rank.len()];
    for (at, &message) in (0..).zip(rank) {
        rank_of[message as usize] = at;
    }
    rank_of
}
