//! Which chats can be one group at all, before their contents are compared. One file can hold very many chats, so none of
//! this looks at every pair of them.

use std::collections::BTreeMap;

use super::Part;

/// What decides whether two parts can be one group at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    /// The group that groups.csv puts it into, as a number.
    told: Option<usize>,
    /// Its file, or its part of an archive, as a number.
    file: usize,
    /// Without ids: whoever wrote the file may not have known its chats apart.
    free: bool,
}

impl Kind {
    /// The kind of each part, with the group that groups.csv puts it into.
    pub(super) fn of_parts<'p>(parts: &'p [Part], told: impl Iterator<Item = Option<&'p str>>) -> Vec<Self> {
        let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
        let mut files: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
        let mut kinds = Vec::new();
        for (part, told) in parts.iter().zip(told) {
            let (next_group, next_file) = (groups.len(), files.len());
            let told = told.map(|group| *groups.entry(group).or_insert(next_group));
            let file = *files.entry((&part.label, part.member.as_deref())).or_insert(next_file);
            kinds.push(Self { told, file, free: part.stage.chat.ids().is_empty() && !part.stage.prints.is_empty() });
        }
        kinds
    }

    /// Two chats of one file that have ids are two: whoever wrote the file knew them apart. So are two that groups.csv
    /// puts into two groups.
    pub(super) fn may_be_one_with(self, other: Self) -> bool {
        let told = self.told.is_none() || other.told.is_none() || self.told == other.told;
        told && (self.file != other.file || (self.free && other.free))
    }
}

/// Parts that were looked at, to find the earliest that another can be one group with.
#[derive(Default)]
struct Earlier {
    first: Option<(usize, usize)>,
    /// The first of another file than that.
    other: Option<(usize, usize)>,
    free: BTreeMap<usize, usize>,
}

impl Earlier {
    fn add(&mut self, at: usize, kind: Kind) {
        let (first, _) = *self.first.get_or_insert((kind.file, at));
        if first != kind.file {
            self.other.get_or_insert((kind.file, at));
        }
        if kind.free {
            self.free.entry(kind.file).or_insert(at);
        }
    }

    /// The earliest, whatever groups.csv says.
    fn fitting(&self, kind: Kind) -> Option<usize> {
        let elsewhere = [self.first, self.other].into_iter().flatten().find(|&(file, _)| file != kind.file);
        let here = self.free.get(&kind.file).filter(|_| kind.free);
        elsewhere.map(|(_, at)| at).into_iter().chain(here.copied()).min()
    }
}

/// Pairs each of these parts with the earliest of those before it that it can be one group with.
pub(super) fn paired(parts: &[usize], kinds: &[Kind]) -> Vec<(usize, usize)> {
    let (mut all, mut told) = (Earlier::default(), BTreeMap::<Option<usize>, Earlier>::new());
    let mut pairs = Vec::new();
    for &a in parts {
        let kind = kinds[a];
        let fitting = |earlier: &Earlier| earlier.fitting(kind);
        let found = match kind.told {
            None => fitting(&all),
            group => [told.get(&None), told.get(&group)].into_iter().flatten().filter_map(fitting).min(),
        };
        pairs.extend(found.map(|b| (a, b)));
        all.add(a, kind);
        told.entry(kind.told).or_default().add(a, kind);
    }
    pairs
}

/// Whether none of these parts can be one group with another: all are of one file that knows its chats apart.
pub(super) fn all_apart(parts: &[usize], kinds: &[Kind]) -> bool {
    let mut free = 0;
    parts.windows(2).all(|pair| kinds[pair[0]].file == kinds[pair[1]].file)
        && parts.iter().all(|&at| {
            free += usize::from(kinds[at].free);
            free < 2
        })
}

/// Disjoint sets of parts.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// So many, each for itself.
    pub(super) fn apart(parts: usize) -> Self {
        Self((0..parts).collect())
    }

    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            // The way is halved for whoever comes next.
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub(super) fn are_one(&mut self, parts: &[usize]) -> bool {
        parts.windows(2).all(|pair| self.root(pair[0]) == self.root(pair[1]))
    }

    /// The earlier part stands for both.
    pub(super) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.0[second] = first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind there is among two groups of groups.csv and three files.
    fn some(seed: u64, length: usize) -> Vec<Kind> {
        let mut state = seed;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % below) as usize
        };
        (0..length)
            .map(|_| Kind { told: [None, Some(0), Some(1)][next(3)], file: next(3), free: next(2) == 0 })
            .collect()
    }

    #[test]
    fn the_earliest_that_fits_is_found_as_if_each_were_tried() {
        for seed in 0..2000 {
            let kinds = some(seed, 8);
            let parts: Vec<usize> = (0..8).collect();
            let tried = |a: usize| (0..a).find(|&b| kinds[a].may_be_one_with(kinds[b])).map(|b| (a, b));
            assert_eq!(paired(&parts, &kinds), parts.iter().filter_map(|&a| tried(a)).collect::<Vec<_>>(), "{kinds:?}");
            if all_apart(&parts, &kinds) {
                assert!(parts.iter().all(|&a| tried(a).is_none()), "{kinds:?}");
            }
        }
    }

    #[test]
    fn a_file_of_many_chats_is_gone_through_once() {
        let count = 200_000;
        let parts: Vec<usize> = (0..count).collect();
        let closed = vec![Kind { told: None, file: 0, free: false }; count];
        assert!(all_apart(&parts, &closed) && paired(&parts, &closed).is_empty());
        // Each the same as the one before it: a chain as long as there are parts.
        let mut sets = Sets::apart(count);
        for at in (1..count).rev() {
            sets.unite(at - 1, at);
        }
        assert!(sets.are_one(&parts) && sets.root(count - 1) == 0);
    }
}
