//! A study without one of its sources, or with one alone: the rest still runs and says what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use linli::definition::Undefined;

use linli::simulate::{Kept, Scenario, Street, simulate};
use linli::study::quietly;
use linli::{Outcome, Value};
use linli_cli::{Checked, check};
use linli_io::{OpenOptions, Opened, open_with, write_street};

use crate::compare::{Cells, plain, run};

/// What people can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Chats,
    Sheets,
    Members,
    Coaching,
    Grants,
}

const SOURCES: &[Source] = &[Source::Chats, Source::Sheets, Source::Members, Source::Coaching, Source::Grants];

impl Source {
    const fn words(self) -> &'static str {
        match self {
            Self::Chats => "chats",
            Self::Sheets => "sheets",
            Self::Members => "lists of members",
            Self::Coaching => "a log of coaching",
            Self::Grants => "grants and expenses",
        }
    }

    /// The street as it is kept without it. What was lived is the same.
    fn forget(self, street: &mut Street) {
        match self {
            Self::Chats => street.groups.iter_mut().for_each(|group| group.exports.clear()),
            Self::Sheets => street.activities.iter_mut().for_each(|activity| activity.kept = Kept::Lost),
            Self::Members => {
                street.groups.iter_mut().for_each(|group| group.pictures.clear());
                street.memberships.clear();
            }
            Self::Coaching => street.visits.clear(),
            Self::Grants => {
                street.grants.clear();
                street.expenses.clear();
            }
        }
    }
}

/// A folder that goes away with its value.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("missing").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn lane() -> Street {
    simulate(&Scenario::named("lane").unwrap(), 5).unwrap()
}

/// A lane without some of its sources, through the door that everybody takes.
fn opened(without: &[Source]) -> Result<Opened, linli::Error> {
    let mut street = lane();
    without.iter().for_each(|source| source.forget(&mut street));
    let name: Vec<String> = without.iter().map(|source| format!("{source:?}")).collect();
    let place = Place::new(&format!("without-{}", name.join("-")));
    write_street(&street, &place.0.join("lane")).unwrap();
    open_with(&place.0.join("lane"), &OpenOptions::default())
}

struct Ran {
    opened: Opened,
    checked: Checked,
    outcome: Outcome,
}

fn ran(without: &[Source]) -> Ran {
    let opened = opened(without).unwrap_or_else(|error| panic!("without {without:?}: {error}"));
    let checked = check(&opened).unwrap();
    let outcome = run(&opened.study);
    Ran { opened, checked, outcome }
}

/// What became of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Values become undefined for this reason first of all.
    Undefined(&'static str),
    /// Its rows are gone: there is nobody, or nothing, left to speak of.
    Gone,
    /// Other values.
    Other,
}

/// What becomes of every indicator that does not stay as it was.
fn fates(before: &Cells, after: &Cells) -> BTreeMap<Fate, BTreeSet<&'static str>> {
    let mut fates: BTreeMap<Fate, BTreeSet<&'static str>> = BTreeMap::new();
    let ids: BTreeSet<&'static str> = before.keys().chain(after.keys()).map(|(id, _)| *id).collect();
    let of = |cells: &Cells, id| -> BTreeMap<Vec<String>, Value> {
        let own = cells.range((id, Vec::new())..).take_while(|((other, _), _)| *other == id);
        own.map(|((_, row), (value, _))| (row.clone(), *value)).collect()
    };
    for id in ids {
        let (old, new) = (of(before, id), of(after, id));
        let mut reasons: BTreeMap<Undefined, usize> = BTreeMap::new();
        let (mut gone, mut other) = (0, 0);
        for (row, value) in &old {
            match (value, new.get(row)) {
                (_, None) => gone += 1,
                (Ok(_), Some(Err(reason))) => *reasons.entry(*reason).or_default() += 1,
                (value, Some(now)) if value != now => other += 1,
                _ => {}
            }
        }
        other += new.keys().filter(|row| !old.contains_key(*row)).count();
        let most = reasons.iter().max_by_key(|&(reason, count)| (*count, std::cmp::Reverse(reason.code())));
        let fate = match most {
            Some((reason, _)) => Fate::Undefined(reason.id()),
            None if other > 0 => Fate::Other,
            None if gone > 0 => Fate::Gone,
            None => continue,
        };
        fates.entry(fate).or_default().insert(id);
    }
    fates
}

#[test]
fn explore() {
    let whole = plain(&ran(&[]).outcome.panel);
    for &source in SOURCES {
        let ran = ran(&[source]);
        println!("== without {}", source.words());
        for (fate, ids) in fates(&whole, &plain(&ran.outcome.panel)) {
            println!("{fate:?}: {ids:?}");
        }
        println!("{}", ran.checked.text(linli_cli::CheckOptions { language: None, all: true }));
        let now = plain(&ran.outcome.panel);
        if source == Source::Members { let mut n = 0; for ((id, row), (value, _)) in &whole { let new = now.get(&(*id, row.clone())).map(|n| n.0); if row.contains(&"present".to_owned()) && new != Some(*value) && new.is_some() && value.is_ok() { n += 1; if n % 12 == 0 { println!("CH {id} {row:?} {value:?} {new:?}"); } } } }

    }
    for &source in SOURCES {
        let without: Vec<Source> = SOURCES.iter().copied().filter(|&other| other != source).collect();
        println!("== only {}: {:?}", source.words(), opened(&without).map(|o| o.study.run(&mut quietly).unwrap().panel.cells()).map_err(|e| e.to_string()));
    }
}
