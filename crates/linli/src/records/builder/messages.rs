//! The messages of one group on their way in, and the one order they get.

use std::cmp::Ordering;

use super::MessageDraft;
use super::order::{Numbers, Order, Places};
use crate::diagnostic::{self, Diagnostics};
use crate::error::Location;
use crate::records::message::{Flags, How, Messages, Target};
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

    /// Renumbers people, orders by time, then as the source orders, then by all there is — the same whatever the order of
    /// arrival — and resolves replies.
    pub(super) fn sorted(mut self, person_at: &[usize], group: &str, diagnostics: &mut Diagnostics) -> Messages {
        self.renumber(person_at);
        self.replies.sort_unstable();
        // Most sources are in order already; the larger they are, the more it is worth to leave them where they are.
        let rows = self.messages.len() as u32;
        if (1..rows).any(|i| self.compare(i - 1, i).is_gt()) {
            let mut rank: Vec<u32> = (0..rows).collect();
            rank.sort_by(|&a, &b| self.compare(a, b));
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

    /// Puts messages into this order, one column after the other.
    fn permute(&mut self, rank: &[u32]) {
        fn permuted<T: Copy>(values: &mut Vec<T>, rank: &[u32]) {
            *values = rank.iter().map(|&i| values[i as usize]).collect();
        }
        let m = &mut self.messages;
        let (mut targets, mut target_end) = (Vec::with_capacity(m.targets.len()), Vec::with_capacity(m.len()));
        for &i in rank {
            targets.extend_from_slice(m.at(i as usize).targets);
            target_end.push(targets.len() as u32);
        }
        (m.targets, m.target_end) = (targets, target_end);
        permuted(&mut m.time, rank);
        permuted(&mut m.author, rank);
        permuted(&mut m.length, rank);
        permuted(&mut m.kind, rank);
        permuted(&mut m.flags, rank);
        permuted(&mut m.cues, rank);
        let mut rank_of = vec![0; rank.len()];
        for (at, &message) in (0..).zip(rank) {
            rank_of[message as usize] = at;
        }
        self.numbers.order = Order::Listed(rank.iter().map(|&i| self.numbers.order.at(i)).collect());
        self.numbers.renumber(&rank_of);
        for (message, _) in &mut self.replies {
            *message = rank_of[*message as usize];
        }
        self.replies.sort_unstable();
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
                        targets.push(Target { person: m.author[original], how: How::Reply });
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
