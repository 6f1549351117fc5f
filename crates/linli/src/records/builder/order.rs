//! The numbers by which messages of one instant are ordered, and under which they are answered.

/// Order and id of the messages of one group.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) order: Order,
    ids: Ids,
}

/// The order among messages of one instant, by position.
///
/// Line and row numbers, and most ids, count on by one: as long as they do, two numbers say it all.
pub(super) enum Order {
    CountingOn { first: u64, len: u32 },
    Listed(Vec<u64>),
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

/// Where the message of an id stands. Where several bear one id, the first of them is found.
pub(super) enum Places {
    CountingOn { first: u64, len: u32 },
    Listed(Vec<(u64, u32)>),
}

impl Numbers {
    /// Adds the numbers of the message at this position, the next one.
    pub(super) fn push(&mut self, position: u32, order: u64, id: Option<u64>) {
        if matches!(self.ids, Ids::Order) && id != Some(order) {
            self.ids = Ids::Listed((0..position).map(|at| (self.order.at(at), at)).collect());
        }
        if let (Ids::Listed(ids), Some(id)) = (&mut self.ids, id) {
            ids.push((id, position));
        }
        self.order.push(order);
    }

    /// The numbers of a chat: it orders its messages itself, and few or none of them have ids.
    pub(super) fn of_chat(rows: u32, ids: Vec<(u64, u32)>) -> Self {
        Self { order: Order::CountingOn { first: 0, len: rows }, ids: Ids::Listed(ids) }
    }

    /// Follows messages to the places they have now. The order has done its work by then, except where it is the id.
    pub(super) fn reorder(&mut self, rank: &[u32]) {
        match &mut self.ids {
            Ids::Order => self.order = Order::Listed(rank.iter().map(|&i| self.order.at(i)).collect()),
            Ids::Listed(ids) if ids.is_empty() => {}
            Ids::Listed(ids) => {
                let rank_of = super::messages::inverse(rank);
                for (_, message) in ids {
                    *message = rank_of[*message as usize];
                }
            }
        }
    }

    /// Where the message of each id stands.
    pub(super) fn places(self) -> Places {
        match (self.ids, self.order) {
            (Ids::Order, Order::CountingOn { first, len }) => Places::CountingOn { first, len },
            (Ids::Order, Order::Listed(order)) => Places::listed(order.into_iter().zip(0..).collect()),
            (Ids::Listed(ids), _) => Places::listed(ids),
        }
    }
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

    pub(super) fn at(&self, position: u32) -> u64 {
        match self {
            Self::CountingOn { first, .. } => first + u64::from(position),
            Self::Listed(listed) => listed[position as usize],
        }
    }
}

impl Places {
    pub(super) const NONE: Self = Self::Listed(Vec::new());

    fn listed(mut ids: Vec<(u64, u32)>) -> Self {
        ids.sort_unstable();
        Self::Listed(ids)
    }

    /// The position of the message of this id.
    pub(super) fn of(&self, id: u64) -> Option<usize> {
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
