//! The messages of one group as they come, and the order they are put into.

use std::cmp::Ordering;

use super::MessageDraft;
use crate::diagnostic::{self, Diagnostics};
use crate::error::Location;
use crate::records::message::{Flags, How, Messages, Target};
use crate::records::{Limits, PersonId};

/// The messages of one group as they come: columns already, in no order yet.
#[derive(Default)]
pub(super) struct GroupDrafts {
    messages: Messages,
    order: Order,
    ids: Ids,
    /// Position and the id answered; at most one a message, ascending until messages are ordered.
    replies: Vec<(u32, u64)>,
}

/// The ids under which messages may be answered.
#[derive(Default)]
enum Ids {
    /// So far every message has one, and it is its order.
    #[default]
    Order,
    /// Ids with the positions of their messages.
    Listed(Vec<(u64, u32)>),
}

/// The order among messages of one instant, by position.
///
/// Line and row numbers, and most ids, count on by one: as long as they do, two numbers say it all.
enum Order {
    CountingOn { first: u64, len: u32 },
    Listed(Vec<u64>),
}

impl Default for Order {
    fn default() -> Self {
        Self::CountingOn { first: 0, len: 0 }
    }
}

impl Order {
    fn push(&mut self, order: u64) {
        match self {
            Self::CountingOn { first, len: len @ 0 } => (*first, *len) = (order, 1),
            Self::CountingOn { first, len } if first.checked_add(u64::from(*len)) == Some(order) => *len += 1,
            Self::CountingOn { first, len } => {
                let first = *first;
                *self = Self::Listed((0..u64::from(*len)).map(|i| first + i).chain([order]).collect());
            }
            Self::Listed(listed) => listed.push(order),
        }
    }

    fn at(&self, i: usize) -> u64 {
        match self {
            Self::CountingOn { first, .. } => first + i as u64,
            Self::Listed(listed) => listed[i],
        }
    }
}

/// Where the message of an id stands.
enum Places {
    CountingOn { first: u64, len: u32 },
    Listed(Vec<(u64, u32)>),
}

impl Places {
    /// Where several messages bear one id, the first of them is found.
    fn listed(mut ids: Vec<(u64, u32)>) -> Self {
        ids.sort_unstable();
        Self::Listed(ids)
    }

    fn of(&self, id: u64) -> Option<usize> {
        match self {
            Self::CountingOn { first, len } => {
                id.checked_sub(*first).filter(|&at| at < u64::from(*len)).map(|at| at as usize)
            }
            Self::Listed(ids) => {
                let at = ids.partition_point(|&(known, _)| known < id);
                ids.get(at).filter(|&&(known, _)| known == id).map(|&(_, message)| message as usize)
            }
        }
    }
}

impl GroupDrafts {
    /// Adds a message, unless the positions of targets would go beyond what their column can count.
    pub(super) fn push(&mut self, draft: &MessageDraft<'_>, limits: &Limits) -> bool {
        let targets = draft.targets.len().min(limits.targets);
        // A reply becomes one more target when its message is found.
        if self.messages.targets.len() + self.replies.len() + targets >= u32::MAX as usize {
            return false;
        }
        let position = self.messages.len() as u32;
        self.number(position, draft.order, draft.id);
        if let Some(reply) = draft.reply_to {
            self.replies.push((position, reply));
        }
        let m = &mut self.messages;
        m.make_room();
        m.targets.extend(&draft.targets[..targets]);
        m.time.push(draft.time);
        m.author.push(draft.author);
        m.target_end.push(m.targets.len() as u32);
        m.length.push(draft.length.min(u32::from(u16::MAX)) as u16);
        m.kind.push(draft.kind);
        m.flags.push(draft.flags);
        m.cues.push(draft.cues);
        true
    }

    /// Says how the message at a position, the next one, is ordered and under which id it may be answered.
    fn number(&mut self, position: u32, order: u64, id: Option<u64>) {
        if matches!(self.ids, Ids::Order) && id != Some(order) {
            self.ids = Ids::Listed((0..position).map(|at| (self.order.at(at as usize), at)).collect());
        }
        if let (Ids::Listed(ids), Some(id)) = (&mut self.ids, id) {
            ids.push((id, position));
        }
        self.order.push(order);
    }

    /// Orders by time, then as the source orders, then by content: the same whatever the order of arrival. Then renumbers
    /// people and resolves replies.
    pub(super) fn sorted(mut self, person_at: &[usize], group: &str, diagnostics: &mut Diagnostics) -> Messages {
        let place = |person: PersonId| PersonId::from_index(person_at[person.index()]);
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
        // Most sources are in order already; the larger they are, the more it is worth to leave them where they are.
        let in_order = (1..self.messages.len()).all(|i| self.compare(i - 1, i) != Ordering::Greater);
        if !in_order {
            let mut rank: Vec<u32> = (0..self.messages.len() as u32).collect();
            rank.sort_by(|&a, &b| self.compare(a as usize, b as usize));
            self.permute(&rank);
        }
        self.resolve(group, diagnostics)
    }

    /// What messages are ordered by. What is equal in all of this is the same message to everything after.
    fn compare(&self, a: usize, b: usize) -> Ordering {
        let m = &self.messages;
        let key = |i: usize| (m.time[i], self.order.at(i), m.author[i], m.kind[i], m.length[i], m.flags[i], m.cues[i]);
        let answered = |i: usize| {
            let found = self.replies.binary_search_by_key(&(i as u32), |&(message, _)| message);
            found.ok().map(|found| self.replies[found].1)
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| m.at(a).targets.cmp(m.at(b).targets))
            .then_with(|| answered(a).cmp(&answered(b)))
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
        self.order = Order::Listed(rank.iter().map(|&i| self.order.at(i as usize)).collect());
        let mut place = vec![0; rank.len()];
        for (&from, to) in rank.iter().zip(0..) {
            place[from as usize] = to;
        }
        if let Ids::Listed(ids) = &mut self.ids {
            for (_, at) in ids {
                *at = place[*at as usize];
            }
        }
        for (at, _) in &mut self.replies {
            *at = place[*at as usize];
        }
    }

    /// Puts the people answered before the people named.
    fn resolve(self, group: &str, diagnostics: &mut Diagnostics) -> Messages {
        let Self { messages: mut m, order, ids, mut replies } = self;
        replies.sort_unstable();
        let places = match (ids, order) {
            (Ids::Order, Order::CountingOn { first, len }) => Places::CountingOn { first, len },
            (Ids::Order, Order::Listed(order)) if !replies.is_empty() => {
                Places::listed(order.into_iter().zip(0..).collect())
            }
            (Ids::Order, Order::Listed(_)) => Places::Listed(Vec::new()),
            (Ids::Listed(ids), _) => Places::listed(ids),
        };
        let mut targets = Vec::with_capacity(m.targets.len() + replies.len());
        let (mut start, mut replies) = (0, replies.into_iter().peekable());
        for i in 0..m.len() {
            let named = start..m.target_end[i] as usize;
            start = named.end;
            let mut addressed = !named.is_empty();
            while let Some((_, id)) = replies.next_if(|&(at, _)| at as usize == i) {
                addressed = true;
                match places.of(id) {
                    Some(original) if m.kind[original].is_turn() => {
                        targets.push(Target { person: m.author[original], how: How::Reply });
                    }
                    _ => diagnostics.push(
                        &diagnostic::UNKNOWN_TARGET,
                        Location::default(),
                        format!("group `{group}`: a reply to a message that is not in the source"),
                    ),
                }
            }
            targets.extend_from_slice(&m.targets[named]);
            m.target_end[i] = targets.len() as u32;
            if addressed {
                m.flags[i] = m.flags[i].with(Flags::ADDRESSED);
            }
        }
        targets.shrink_to_fit();
        m.targets = targets;
        m.shrink_to_fit();
        m
    }
}
