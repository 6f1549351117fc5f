//! What a person decided about two people met: one or two, or neither any more.
//!
//! A decision speaks of a pair of ids and is never carried out on records: sources are read anew each time, and ids that
//! are one person get one id on the way. So a decision can be taken back by a later one, the order of decisions about
//! different pairs changes nothing, and records after a merge and its withdrawal are those of before.

use std::collections::BTreeMap;

use linli::{Error, Location, refusal};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One person.
    Same,
    /// Two people.
    Different,
    /// What was decided before holds no more.
    Withdrawn,
}

/// A decision about two ids.
#[derive(Clone)]
pub(crate) struct Decision {
    pub(crate) pair: Pair,
    pub(crate) verdict: Verdict,
    pub(crate) location: Location,
}

/// Two ids, the smaller first: a decision has no direction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) one: String,
    pub(crate) other: String,
}

impl Pair {
    /// A pair; nobody is a pair with themselves.
    pub(crate) fn of(one: &str, other: &str) -> Option<Self> {
        let (one, other) = if one < other { (one, other) } else { (other, one) };
        (one != other).then(|| Self { one: one.to_owned(), other: other.to_owned() })
    }
}

/// What holds of each pair ever decided on.
#[derive(Default, Clone)]
pub(crate) struct Decisions {
    holds: BTreeMap<Pair, (Verdict, Location)>,
}

impl Decisions {
    /// Replays decisions; of those about one pair the last holds.
    pub(crate) fn replay(decisions: impl IntoIterator<Item = Decision>) -> Self {
        let mut holds = BTreeMap::new();
        for Decision { pair, verdict, location } in decisions {
            holds.insert(pair, (verdict, location));
        }
        Self { holds }
    }

    /// Adds a decision, the last of all.
    pub(crate) fn set(&mut self, pair: Pair, verdict: Verdict, location: Location) {
        self.holds.insert(pair, (verdict, location));
    }

    /// Every pair that something holds of, and where it was said.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&Pair, &Location)> {
        let holds = self.holds.iter().filter(|(_, (verdict, _))| *verdict != Verdict::Withdrawn);
        holds.map(|(pair, (_, at))| (pair, at))
    }

    /// Every id that something was ever decided of, also what holds no more.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.holds.keys().flat_map(|pair| [pair.one.as_str(), pair.other.as_str()])
    }

    /// What holds of a pair.
    pub(crate) fn of(&self, pair: &Pair) -> Option<Verdict> {
        self.holds.get(pair).map(|&(verdict, _)| verdict).filter(|&verdict| verdict != Verdict::Withdrawn)
    }

    /// The pairs that are one person, and where it was said.
    pub(crate) fn same(&self) -> impl Iterator<Item = (&Pair, &Location)> {
        self.holds.iter().filter(|(_, (verdict, _))| *verdict == Verdict::Same).map(|(pair, (_, at))| (pair, at))
    }

    /// For each id that is somebody else's too, the one that stands for all: an id of people.csv, else the smallest.
    ///
    /// # Errors
    /// Where two rows of people.csv would be one person, or two ids that were said to be two people become one by way
    /// of others.
    pub(crate) fn classes(&self, is_listed: impl Fn(&str) -> bool) -> Result<BTreeMap<String, String>, Error> {
        let mut parent: BTreeMap<&str, &str> = BTreeMap::new();
        for (Pair { one, other }, at) in self.same() {
            let (one, other) = (root(&mut parent, one), root(&mut parent, other));
            if one == other {
                continue;
            }
            let (stands, follows) = match (is_listed(one), is_listed(other)) {
                (true, true) => return Err(contradiction("people.csv lists both as people of their own", at)),
                (true, false) => (one, other),
                (false, true) => (other, one),
                (false, false) => (one.min(other), one.max(other)),
            };
            parent.insert(follows, stands);
        }
        for (Pair { one, other }, (verdict, at)) in &self.holds {
            if *verdict == Verdict::Different && root(&mut parent, one) == root(&mut parent, other) {
                return Err(contradiction("other decisions make them one person", at));
            }
        }
        let ids: Vec<&str> = parent.keys().copied().collect();
        Ok(ids.into_iter().map(|id| (id.to_owned(), root(&mut parent, id).to_owned())).collect())
    }
}

/// The id at the end of the way from an id; the way is shorter afterwards, so that a long chain costs little.
fn root<'a>(parent: &mut BTreeMap<&'a str, &'a str>, id: &'a str) -> &'a str {
    let (mut end, mut passed) = (id, Vec::new());
    while let Some(&next) = parent.get(end) {
        passed.push(end);
        end = next;
    }
    for id in passed {
        parent.insert(id, end);
    }
    end
}

fn contradiction(why: &str, at: &Location) -> Error {
    Error::refused(&refusal::ONE_AND_TWO, format!("two people are said to be one and two: {why}")).at(at.clone())
}

crate::redacted!(Decision, Pair, Decisions);

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::*;

    fn decision(one: &str, other: &str, verdict: Verdict) -> Decision {
        Decision { pair: Pair::of(one, other).unwrap(), verdict, location: Location::default() }
    }

    fn classes(decisions: &[Decision]) -> BTreeMap<String, String> {
        Decisions::replay(decisions.iter().cloned()).classes(|_| false).unwrap()
    }

    /// Whole numbers below `below`, always the same ones.
    fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
        let mut state = seed;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        }
    }

    #[test]
    fn the_order_of_merges_does_not_matter() {
        for seed in 0..512 {
            let mut next = numbers(seed);
            let id = |at: usize| format!("p{at:02}");
            let mut merges: Vec<Decision> = (0..12)
                .filter_map(|_| Pair::of(&id(next(10)), &id(next(10))))
                .map(|pair| Decision { pair, verdict: Verdict::Same, location: Location::default() })
                .collect();
            let before = classes(&merges);
            for at in (1..merges.len()).rev() {
                merges.swap(at, next(at + 1));
            }
            assert_eq!(classes(&merges), before, "seed {seed}");
            // The one that stands for a class is its smallest.
            assert!(before.iter().all(|(id, stands)| stands < id && !before.contains_key(stands)), "seed {seed}");
        }
    }

    #[test]
    fn a_merge_taken_back_leaves_no_trace() {
        for seed in 0..512 {
            let mut next = numbers(seed);
            let mut log: Vec<Decision> = Vec::new();
            let pair =
                |next: &mut dyn FnMut(usize) -> usize| Pair::of(&format!("p{}", next(8)), &format!("q{}", next(8)));
            for _ in 0..6 {
                log.extend(pair(&mut next).map(|p| decision(&p.one, &p.other, Verdict::Same)));
            }
            let before = classes(&log);
            let new = Pair::of("r1", &format!("p{}", next(8))).unwrap();
            log.push(decision(&new.one, &new.other, Verdict::Same));
            assert_ne!(classes(&log), before, "seed {seed}");
            log.push(decision(&new.other, &new.one, Verdict::Withdrawn));
            assert_eq!(classes(&log), before, "seed {seed}");
        }
    }

    #[test]
    fn contradictions_are_asked() {
        let chain = [decision("a", "b", Verdict::Same), decision("b", "c", Verdict::Same)];
        let with = |verdict| Decisions::replay(chain.iter().cloned().chain([decision("a", "c", verdict)]));
        assert_eq!(with(Verdict::Different).classes(|_| false).unwrap_err().kind(), ErrorKind::Ambiguous);
        assert!(with(Verdict::Withdrawn).classes(|_| false).is_ok());
        let all = Decisions::replay(chain.iter().cloned());
        assert!(all.classes(|id| id == "a" || id == "c").unwrap_err().to_string().contains("people.csv"));
        // The id of people.csv stands for the others, whichever it is.
        assert!(all.classes(|id| id == "c").unwrap().values().all(|stands| stands == "c"));
        assert!(Pair::of("a", "a").is_none());
    }
}
