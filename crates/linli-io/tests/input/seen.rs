//! What became of a case.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use linli::Location;
use linli::diagnostic::{Diagnostics, NEW_KEY};
use linli::records::AttendanceStatus;
use linli::time::Day;
use linli_io::{OpenOptions, Opened, missing_key, open_with, pseudonym_key};

use crate::case::{Case, Class};
use crate::feed;

const PLAN: &str = "id = 'case'\nzone = 'Asia/Shanghai'\n";

/// What became of an input.
pub(crate) struct Seen {
    /// The code of the refusal; nothing where it was read.
    refused: Option<(Class, String, String)>,
    /// The places of every oddity by code, where it was read.
    odd: BTreeMap<&'static str, Vec<String>>,
    /// Messages, people, and those who came.
    counts: [usize; 3],
}

/// Writes the files of a case into a folder and opens it.
pub(crate) fn seen(case: &Case) -> Seen {
    let form = case.form.map(String::from).unwrap_or_default();
    let dir = Temporary(std::env::temp_dir().join(format!("linli-case-{}-{}{form}", std::process::id(), case.number)));
    let study = dir.0.join("study");
    fs::create_dir_all(&study).unwrap();
    let plan = if case.plan.contains("zone =") {
        format!("id = 'case'\n{}", case.plan)
    } else {
        format!("{PLAN}{}", case.plan)
    };
    fs::write(study.join("study.toml"), plan).unwrap();
    for file in &case.file {
        let path = study.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, feed::content(file)).unwrap();
    }
    let mut options = OpenOptions::default();
    case.limits.iter().for_each(|said| options.limits.say(said).unwrap());
    options.as_of = case.as_of.as_deref().and_then(Day::parse);
    if !case.keyless {
        pseudonym_key(&study, None).unwrap();
    }
    let new_key = missing_key(&study, None);
    match open_with(&study, &options) {
        Ok(opened) => {
            let mut odd = if case.met { opened.study.remarks().unwrap() } else { opened.study.diagnostics.clone() };
            if let Some(path) = new_key {
                odd.push(&NEW_KEY, Location::default(), path.display().to_string());
            }
            read(&opened, &odd)
        }
        Err(error) => {
            let class = if error.kind().asks() { Class::Asks } else { Class::Refused };
            let code = error.code().map_or_else(|| format!("(no code) {error}"), str::to_owned);
            Seen { refused: Some((class, code, error.location().to_string())), odd: BTreeMap::new(), counts: [0; 3] }
        }
    }
}

fn read(opened: &Opened, odd: &Diagnostics) -> Seen {
    let records = &opened.study.records;
    let present = records.attendance().iter().filter(|a| a.status == AttendanceStatus::Present).count();
    let odd = odd.iter().map(|(code, _, all)| (code.id, all.iter().map(|d| d.location.to_string()).collect()));
    Seen { refused: None, odd: odd.collect(), counts: [records.message_count(), records.people().len(), present] }
}

impl Seen {
    /// How this is not what the case says.
    pub(crate) fn differs(&self, case: &Case) -> Option<String> {
        let place = case.place.as_deref();
        if let Some((class, code, at)) = &self.refused {
            let same = *class == case.result && *code == case.code && place.is_none_or(|place| place == at);
            return (!same).then(|| format!("refused: {class:?} {code} at {at}"));
        }
        let wanted = [case.messages, case.people, case.present];
        let counts = wanted.iter().zip(self.counts).all(|(wanted, count)| wanted.is_none_or(|wanted| wanted == count));
        let own = self.odd.get(case.code.as_str());
        let codes = match case.result {
            Class::Accepted => true,
            Class::Odd => own.is_some_and(|at| place.is_none_or(|place| at.iter().any(|found| found == place))),
            Class::Asks | Class::Refused => false,
        };
        let others = self.odd.keys().all(|&code| code == case.code || case.also.iter().any(|also| also == code))
            && case.also.iter().all(|also| self.odd.contains_key(also.as_str()));
        (!counts || !codes || !others)
            .then(|| format!("read: {:?} messages, people, present; odd {:?}", self.counts, self.odd))
    }
}

/// A folder that goes away with its value.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
