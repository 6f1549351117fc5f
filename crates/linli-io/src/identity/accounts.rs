//! Accounts that were shown under a name which a table or the plan knows.
//!
//! Without an id, a name that people.csv or the plan has is that person. An id cannot make that less sure, and can contradict
//! it: where two accounts of one platform bear the name, where one account bore the names of two people, or where somebody
//! decided on the account, nobody is joined and the question stays open.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::Decisions;

#[derive(Default)]
pub(super) struct Accounts {
    /// The people whose names an account bore.
    people: BTreeMap<String, BTreeSet<String>>,
    /// The accounts that bore a person's name: platform, person.
    bearers: BTreeMap<(String, String), BTreeSet<String>>,
    /// Accounts that somebody decided on, whatever it was.
    decided: BTreeSet<String>,
}

impl Accounts {
    pub(super) fn decided(&mut self, decisions: &Decisions) {
        self.decided = decisions.ids().map(str::to_owned).collect();
    }

    /// Notes that an account was shown under a name of a person.
    pub(super) fn note(&mut self, account: &str, person: &str) {
        self.people.entry(account.to_owned()).or_default().insert(person.to_owned());
        let bearers = self.bearers.entry((platform(account).to_owned(), person.to_owned())).or_default();
        bearers.insert(account.to_owned());
    }

    /// The one person an account is, where nothing speaks against it.
    pub(super) fn person(&self, account: &str) -> Option<&String> {
        let people = self.people.get(account).filter(|people| people.len() == 1)?;
        let person = people.first().filter(|_| !self.decided.contains(account))?;
        let bearers = self.bearers.get(&(platform(account).to_owned(), person.clone()))?;
        (bearers.len() == 1).then_some(person)
    }
}

/// The platform that gave an id.
fn platform(account: &str) -> &str {
    account.split_once(':').map_or("", |(platform, _)| platform)
}

crate::redacted!(Accounts);
