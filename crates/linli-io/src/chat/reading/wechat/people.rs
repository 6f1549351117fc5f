//! Who was seen in a file so far: by id, and by names that a list of names must not be cut inside.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::{Party, ReadOptions};
use crate::identity::LONGEST_NAME;

/// More people than any group has; names beyond are not kept.
const MOST: usize = 100_000;

/// Somebody, as far as a message says.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(in crate::chat) struct Somebody {
    pub(super) name: String,
    pub(super) id: Option<String>,
}

impl Somebody {
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), id: None }
    }

    pub(super) fn party(&self) -> Party<'_> {
        Party { name: &self.name, id: self.id.as_deref() }
    }
}

/// The people of a file.
pub(in crate::chat) struct People {
    names: BTreeMap<Box<str>, Box<str>>,
    /// Names that hold the sign between names.
    with_sign: BTreeSet<Box<str>>,
    me: Option<Somebody>,
    me_is_told: bool,
}

impl People {
    /// Nobody yet, but for the exporter where the options name them.
    pub(in crate::chat) fn new(options: &ReadOptions) -> Self {
        let me = options.me.as_deref().map(Somebody::named);
        Self { names: BTreeMap::new(), with_sign: BTreeSet::new(), me_is_told: me.is_some(), me }
    }

    /// Somebody wrote, or stands on a list of members.
    pub(in crate::chat) fn meet(&mut self, name: &str, id: Option<&str>) {
        // What is longer than any name is looked for nowhere.
        if name.len() > LONGEST_NAME || id.is_some_and(|id| id.len() > LONGEST_NAME) {
            return;
        }
        if let Some(id) = id
            && self.names.get(id).is_none_or(|known| &**known != name)
            && self.names.len() < MOST
            && !name.is_empty()
        {
            self.names.insert(id.into(), name.into());
        }
        if name.contains('、') && self.with_sign.len() < MOST {
            self.with_sign.insert(name.into());
        }
    }

    /// The exporter's own message: that name is meant where the system says "you", unless the options say another.
    pub(in crate::chat) fn meet_me(&mut self, name: &str, id: Option<&str>) {
        if self.me_is_told || name.is_empty() {
            return;
        }
        let same = self.me.as_ref().is_some_and(|me| me.name == name && me.id.as_deref() == id);
        if !same {
            self.me = Some(Somebody { name: name.to_owned(), id: id.map(str::to_owned) });
        }
    }

    /// The exporter.
    pub(in crate::chat) fn me(&self) -> Somebody {
        self.me.clone().unwrap_or_else(|| Somebody::named("我"))
    }

    /// The author's name: the exporter's own where the file writes only "I".
    pub(in crate::chat) fn author<'a>(written: &'a str, options: &'a ReadOptions) -> &'a str {
        if matches!(written, "我" | "我自己" | "Me" | "me") {
            options.me.as_deref().unwrap_or(written)
        } else {
            written
        }
    }

    /// The last name seen of whoever bears an id.
    pub(in crate::chat) fn name(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(|name| &**name)
    }

    /// Whoever bears an id.
    pub(super) fn bearer(&self, id: &str) -> Somebody {
        Somebody { name: self.name(id).unwrap_or(id).to_owned(), id: Some(id.to_owned()) }
    }

    /// Splits a list of names. A known name that holds the sign itself stays whole.
    pub(super) fn split<'t>(&self, list: &'t str) -> Vec<&'t str> {
        let sign = if list.contains('、') { "、" } else { ", " };
        let (mut names, mut rest) = (Vec::new(), list);
        while !rest.is_empty() {
            // The longest known name that a sign or the end of the list follows.
            let ends = rest.match_indices(sign).map(|(at, _)| at).chain([rest.len()]);
            let known = ends.take_while(|&end| end <= LONGEST_NAME).filter(|&end| {
                rest.get(..end).is_some_and(|name| name.contains('、') && self.with_sign.contains(name))
            });
            let length = known.last().or_else(|| rest.find(sign)).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let name = name.trim_matches(' ');
            if !name.is_empty() {
                names.push(name);
            }
            rest = after.strip_prefix(sign).unwrap_or(after);
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::tests::options;
    use super::*;

    #[test]
    fn known_names_are_not_cut() {
        let mut people = People::new(&options());
        assert_eq!(people.split("甲、乙、丙"), ["甲", "乙", "丙"]);
        people.meet("甲、乙", Some("a"));
        assert_eq!(people.split("甲、乙、丙"), ["甲、乙", "丙"]);
        assert_eq!(people.split("甲、乙丙"), ["甲", "乙丙"]);
        assert_eq!(people.split("Rosa, Piet"), ["Rosa", "Piet"]);
        assert!(people.split("、").is_empty() && people.split("").is_empty());
        assert_eq!(people.bearer("a").name, "甲、乙");
        assert_eq!(people.bearer("b").name, "b");
    }

    #[test]
    fn a_long_list_among_many_names_is_cut_at_once() {
        let mut people = People::new(&options());
        for at in 0..MOST {
            people.meet(&format!("甲{at}、乙"), None);
        }
        // Looking each of them up for each name of the list would be 10¹⁰ comparisons.
        let list = (0..MOST).map(|at| format!("甲{at}、乙、")).collect::<String>();
        assert_eq!(people.split(&list).len(), MOST);
        people.meet(&format!("丙、{}", "丁".repeat(LONGEST_NAME)), Some("long"));
        assert_eq!(people.name("long"), None);
    }

    #[test]
    fn the_exporter() {
        let mut people = People::new(&options());
        assert_eq!(people.me(), Somebody::named("我"));
        people.meet_me("秦姨", Some("wxid_q"));
        assert_eq!(people.me(), Somebody { name: "秦姨".to_owned(), id: Some("wxid_q".to_owned()) });
        let mut told = options();
        told.me = Some("老顾".to_owned());
        let mut people = People::new(&told);
        people.meet_me("秦姨", None);
        assert_eq!(people.me(), Somebody::named("老顾"));
        assert_eq!((People::author("我", &told), People::author("甲", &told)), ("老顾", "甲"));
    }
}
