//! How people are called on a page. A team's page shows names behind stars until they are opened one by one; research has
//! pseudonyms, which need no stars.

use std::borrow::Cow;
use std::collections::BTreeMap;

use linli::plan::{Plan, Tier};
use linli::records::PersonId;
use linli::release::Release;

use crate::Naming;

/// The names of a release, and who of them was opened.
pub(crate) struct Names<'a> {
    release: &'a dyn Release,
    open: &'a [PersonId],
    /// Names that must not stand whole, by their first character, the longest first.
    hidden: BTreeMap<char, Vec<&'a str>>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(release: &'a dyn Release, open: &'a [PersonId]) -> Self {
        let mut hidden: BTreeMap<char, Vec<&str>> = BTreeMap::new();
        if release.tier() == Tier::T0 {
            let all = (0..release.outcome().study.records.people().len()).map(PersonId::from_index);
            for name in all.filter(|person| !open.contains(person)).map(|person| release.person(person)) {
                // One character is no name that could be told from a word.
                if let (Some(first), Some(_)) = (name.chars().next(), name.chars().nth(1)) {
                    hidden.entry(first).or_default().push(name);
                }
            }
            for names in hidden.values_mut() {
                names.sort_by_key(|name| std::cmp::Reverse(name.len()));
            }
        }
        Self { release, open, hidden }
    }

    /// How a person is called.
    pub(crate) fn called(&self, person: PersonId) -> String {
        let name = self.release.person(person);
        let is_masked = self.release.tier() == Tier::T0 && !self.open.contains(&person);
        if is_masked { Naming::Masked.of(name) } else { name.to_owned() }
    }

    /// What somebody typed, with the names in it masked.
    pub(crate) fn told<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        let (mut rest, mut from, mut before) = (text, 0, None);
        while let Some(first) = rest.chars().next() {
            let found = self.hidden.get(&first).and_then(|names| names.iter().find(|name| begins(rest, name, before)));
            let length = found.map_or(first.len_utf8(), |name| name.len());
            let at = text.len() - rest.len();
            if let Some(name) = found {
                out.push_str(&text[from..at]);
                out.push_str(&Naming::Masked.of(name));
                from = at + length;
            }
            before = rest[..length].chars().next_back();
            rest = &rest[length..];
        }
        if from == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[from..]) }
    }

    /// The plan as a page prints it: whom it names is masked too, and whoever is named by another name than the records have.
    pub(crate) fn plan(&self) -> Plan {
        let mut plan = self.release.plan();
        if self.release.tier() == Tier::T0 {
            let opened: Vec<&str> = self.open.iter().map(|&person| self.release.person(person)).collect();
            let cover = |name: &mut String| {
                if !opened.contains(&name.as_str()) {
                    *name = Naming::Masked.of(name);
                }
            };
            plan.staff.iter_mut().for_each(cover);
            plan.me.iter_mut().for_each(cover);
            plan.sources.values_mut().filter_map(|choice| choice.me.as_mut()).for_each(cover);
        }
        plan
    }
}

/// Whether a text begins with a name that is no part of a longer word in letters.
fn begins(text: &str, name: &str, before: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let Some(rest) = text.strip_prefix(name) else { return false };
    let inside = |outer: Option<char>, own: Option<char>| is_letter(outer) && is_letter(own);
    !inside(before, name.chars().next()) && !inside(rest.chars().next(), name.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_no_part_of_a_word() {
        assert!(begins("Al came", "Al", None) && !begins("Also", "Al", None) && !begins("Al", "Al", Some('x')));
        assert!(begins("王阿姨教剪纸", "王阿姨", Some('请')));
        assert_eq!(["李桂兰", "A", ""].map(|name| Naming::Masked.of(name)), ["李＊＊", "A＊＊", "＊＊"]);
    }
}
