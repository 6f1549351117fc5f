//! A study folder that is written, read, changed and read again; and all that was read, for comparing.

use std::fs;
use std::path::{Path, PathBuf};

use linli::records::{
    Activity, Attendance, DaySpan, Fields, Group, Invitation, Membership, Messages, Organization, Records,
};
use linli_io::chat::DateOrder;
use linli_io::{OpenOptions, Opened};

use super::talk::ZONE;

/// A folder that goes away with its value.
#[derive(Debug)]
pub(super) struct Desk(PathBuf);

impl Desk {
    pub(super) fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("linli-ingest-{}-{name}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("key"), "5b".repeat(32)).unwrap();
        Self(dir)
    }

    /// Puts these files, and no others, into the folder, and reads it.
    pub(super) fn opened(&self, files: &[(&str, &str)]) -> Opened {
        let bytes: Vec<(&str, &[u8])> = files.iter().map(|&(path, text)| (path, text.as_bytes())).collect();
        self.opened_with(&bytes, &OpenOptions::default())
    }

    /// As [`Desk::opened`], told more.
    pub(super) fn opened_with(&self, files: &[(&str, &[u8])], options: &OpenOptions) -> Opened {
        let study = self.0.join("study");
        let _ = fs::remove_dir_all(&study);
        fs::create_dir_all(study.join("chats")).unwrap();
        if !files.iter().any(|(path, _)| *path == "study.toml") {
            fs::write(study.join("study.toml"), plan(ZONE)).unwrap();
        }
        for (path, bytes) in files {
            fs::write(study.join(path), bytes).unwrap();
        }
        self.again(&study, options)
    }

    fn again(&self, study: &Path, options: &OpenOptions) -> Opened {
        let options = OpenOptions { key: Some(self.0.join("key")), ..options.clone() };
        linli_io::open_with(study, &options).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What the records of these files hold.
    pub(super) fn state(&self, files: &[(&str, &str)]) -> State {
        State::of(&self.opened(files).study.records)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The least a study.toml says.
pub(super) fn plan(zone: &str) -> String {
    format!("id = \"ingest\"\nzone = \"{zone}\"\n")
}

/// Day before month, said by the caller.
pub(super) fn day_first() -> OpenOptions {
    OpenOptions { date_order: Some(DateOrder::DayFirst), ..OpenOptions::default() }
}

/// A message without names: time, writer, kind, length, whom it points at.
pub(super) type Row = (i64, usize, &'static str, u16, Vec<usize>);

/// All that records hold, but for the names of the files.
#[derive(Debug, PartialEq)]
pub(super) struct State {
    pub(super) people: Vec<String>,
    pub(super) groups: Vec<Group>,
    organizations: Vec<Organization>,
    memberships: Vec<Membership>,
    invitations: Vec<Invitation>,
    pub(super) messages: Vec<Messages>,
    activities: Vec<Activity>,
    attendance: Vec<Attendance>,
    covers: Vec<Vec<DaySpan>>,
    fields: Vec<Fields>,
}

impl State {
    pub(super) fn of(records: &Records) -> Self {
        let groups = || records.groups().iter().map(|group| records.group(&group.id).unwrap());
        Self {
            people: records.people().iter().map(|person| person.id.clone()).collect(),
            groups: records.groups().to_vec(),
            organizations: records.organizations().to_vec(),
            memberships: records.memberships().to_vec(),
            invitations: records.invitations().to_vec(),
            messages: groups().map(|group| records.messages(group).clone()).collect(),
            activities: records.activities().to_vec(),
            attendance: records.attendance().to_vec(),
            covers: groups().map(|group| records.group_coverage(group)).collect(),
            fields: groups().map(|group| records.group_fields(group)).collect(),
        }
    }

    /// Without the days covered: two files say nothing of the silence between them, one file does.
    pub(super) fn without_covers(mut self) -> Self {
        self.covers.clear();
        self
    }

    /// Without what names decide: the group's name, and with it the pseudonyms and numbers of its people. Messages keep
    /// their times, kinds, lengths and flags, and their writers by who speaks first.
    pub(super) fn nameless(&self) -> Vec<Vec<Row>> {
        let of_one = |messages: &Messages| {
            let mut seen = Vec::new();
            let mut place = |person| {
                seen.iter().position(|&known| known == person).unwrap_or_else(|| {
                    seen.push(person);
                    seen.len() - 1
                })
            };
            let rows = messages.iter().map(|m| {
                let author = place(m.author);
                let targets = m.targets.iter().map(|target| place(target.person)).collect();
                (m.time.micros(), author, m.kind.id(), m.length, targets)
            });
            rows.collect()
        };
        self.messages.iter().map(of_one).collect()
    }
}
