//! Names of one place that differ in width, script or signs alone: likely one person, and never merged.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::{Likeness, likeness};
use super::people::{People, Person};
use crate::identity::decision::Pair;

/// As many of one spelling as are compared.
const MOST_ALIKE: usize = 40;

/// How many pairs of people have such names, are not known to be two, and of whom nobody said yet that they are.
pub(super) fn variants(people: &People, two: &BTreeSet<Pair>) -> usize {
    let mut alike: BTreeMap<[&str; 2], BTreeSet<usize>> = BTreeMap::new();
    for (at, person) in people.each().filter(|(_, person)| !person.is_unnamed) {
        for scope in &person.scopes {
            for look in person.looks.iter().filter(|look| !look.folded().is_empty()) {
                alike.entry([scope, look.folded()]).or_default().insert(at);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for found in alike.into_values().filter(|found| found.len() > 1) {
        let found: Vec<usize> = found.into_iter().take(MOST_ALIKE).collect();
        for (at, &a) in found.iter().enumerate() {
            pairs.extend(found.iter().skip(at + 1).map(|&b| (a, b)));
        }
    }
    pairs.into_iter().filter(|&(a, b)| is_open(people.at(a), people.at(b), two)).count()
}

fn is_open(a: &Person, b: &Person, two: &BTreeSet<Pair>) -> bool {
    let differ = || a.looks.iter().any(|x| b.looks.iter().any(|y| likeness(x, y) == Some(Likeness::Variant)));
    let are_two = a.proofs.meets(b.proofs) || a.met(b) || Pair::of(&a.id, &b.id).is_none_or(|pair| two.contains(&pair));
    !are_two && differ()
}
