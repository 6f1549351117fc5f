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
    /// Orders by time, then as the source orders, then by content: the same whatever the order of arrival. Then renumbers
    /// people and resolves replies.
    pub(super) fn sorted(mut self, person_at: &[usize], group: &str, diagnostics: &mut Diagnostics) -> Messages {
        for person in
            self.messages.author.iter_mut().chain(self.messages.targets.iter_mut().map(|target| &mut target.person))
        {
            *person = PersonId::from_index(person_at[person.index()]);
        }
        // Most sources are in order already; the larger they are, the more it is worth to leave them where they are.
        let in_order = (1..self.messages.len()).all(|i| self.key(i - 1) <= self.key(i));
        if !in_order {
            let mut rank: Vec<u32> = (0..self.messages.len() as u32).collect();
            rank.sort_by(|&a, &b| self.key(a as usize).cmp(&self.key(b as usize)));
            self.permute(&rank);
        }
        self.resolve(group, diagnostics)
    }

    /// What messages are ordered by.
    fn key(&self, i: usize) -> impl Ord {
        let m = &self.messages;
        (m.time[i], self.order[i], m.author[i], m.kind[i], m.length[i], m.flags[i], m.cues[i])
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
        permuted(&mut self.order, rank);
        let mut place = vec![0; rank.len()];
        rank.iter().zip(0..).for_each(|(&from, to)| place[from as usize] = to);
        self.ids.iter_mut().for_each(|(_, at)| *at = place[*at as usize]);
        self.replies.iter_mut().for_each(|(at, _)| *at = place[*at as usize]);
    }

    /// Puts the people answered before the people named.
    fn resolve(self, group: &str, diagnostics: &mut Diagnostics) -> Messages {
        let Self { messages: mut m, order, mut ids, order_is_id, mut replies } = self;
        if order_is_id && !replies.is_empty() {
            ids = order.iter().zip(0..).map(|(&id, at)| (id, at)).collect();
        }
        drop(order);
        ids.sort_unstable();
        replies.sort_unstable();
        let answered = |id: u64| {
            let at = ids.partition_point(|&(known, _)| known < id);
            ids.get(at).filter(|&&(known, _)| known == id).map(|&(_, message)| message as usize)
        };
        let mut targets = Vec::with_capacity(m.targets.len() + replies.len());
        let (mut start, mut replies) = (0, replies.into_iter().peekable());
        for i in 0..m.len() {
            let named = start..m.target_end[i] as usize;
            start = named.end;
            let mut addressed = !named.is_empty();
            while let Some((_, id)) = replies.next_if(|&(at, _)| at as usize == i) {
                addressed = true;
                match answered(id) {
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
