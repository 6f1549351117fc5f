//! How people are called on a page. A team's page shows names behind stars until they are opened one by one, also where
//! somebody typed the name that stands for them in the records into a title; another name of theirs is not known here. In
//! research people have pseudonyms, and titles stand as they were typed (decision 0005).

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
    /// What stands for a name in what somebody typed, by its first character, the longest first. A name that was opened stands
    /// for itself, or a shorter one would be found in it.
    known: BTreeMap<char, Vec<(&'a str, String)>>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(release: &'a dyn Release, open: &'a [PersonId]) -> Self {
        let mut known: BTreeMap<char, Vec<(&str, String)>> = BTreeMap::new();
        if release.tier() == Tier::T0 {
            for person in (0..release.outcome().study.records.people().len()).map(PersonId::from_index) {
                let name = release.person(person);
                // One character is no name that could be told from a word.
                if let (Some(first), Some(_)) = (name.chars().next(), name.chars().nth(1)) {
                    let stands = if open.contains(&person) { name.to_owned() } else { Naming::Masked.of(name) };
                    known.entry(first).or_default().push((name, stands));
                }
            }
        }
        for names in known.values_mut() {
            names.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Self { release, open, known }
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
            let found =
                self.known.get(&first).and_then(|names| names.iter().find(|(name, _)| begins(rest, name, before)));
            let length = found.map_or(first.len_utf8(), |(name, _)| name.len());
            let at = text.len() - rest.len();
            if let Some((_, stands)) = found {
                out.push_str(&text[from..at]);
                out.push_str(stands);
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
