//! Invented chats with a reader's annotations.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use super::{Recorder, options};

/// The folder of shared data: `LINLI_SHARED`, or beside the workspace.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("LINLI_SHARED").map_or_else(beside, PathBuf::from).join("data").join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the shared data are not here (LINLI_SHARED)");
    None
}

/// Some chats, and what a reader says of them.
pub(crate) struct Lane {
    folder: PathBuf,
    /// The first are those that rules were made on.
    groups: &'static [&'static str],
}

/// What the annotation says of a message.
pub(crate) struct Annotated {
    pub(crate) person: String,
    pub(crate) addressees: Vec<String>,
    pub(crate) cues: Vec<String>,
}

impl Lane {
    /// Four groups of twelve weeks.
    pub(crate) fn a() -> Option<Self> {
        let groups = &["花布头布工坊", "双槐舞蹈队", "石榴井老街坊饭桌", "胡同小苗骨干群"];
        shared("invented-lane-a").map(|folder| Self { folder, groups })
    }

    /// Two groups of ten weeks, by another hand: rules were looked at on the first, and only measured on the second.
    pub(crate) fn b() -> Self {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/lanes/invented-lane-b"));
        Self { folder, groups: &["银杏坝合唱团", "芙蓉巷夜巡茶馆群"] }
    }

    /// Two groups of ten weeks, by a third hand: not seen while the rules were made, and measured once.
    pub(crate) fn c() -> Self {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/lanes/invented-lane-c"));
        Self { folder, groups: &["蒲公英亲子读书种菜群", "清凉里墨趣修补组"] }
    }

    /// Where a file of the annotation is.
    pub(crate) fn truth_file(&self, name: &str) -> PathBuf {
        self.folder.join("truth").join(name)
    }

    /// The chats, read, by the names of their groups.
    pub(crate) fn chats(&self) -> Vec<(String, Recorder)> {
        let read = |group: &&str| {
            let file = File::open(self.folder.join("chats").join(format!("{group}.txt"))).unwrap();
            let mut recorder = Recorder::default();
            let format = crate::chat::read(file, &options(), None, &mut recorder).unwrap();
            assert_eq!(format.id, "wechat_text");
            ((*group).to_owned(), recorder)
        };
        self.groups.iter().map(read).collect()
    }

    /// The annotation, by group and index from 1.
    pub(crate) fn truth(&self) -> BTreeMap<(String, usize), Annotated> {
        let rows = csv::Reader::from_path(self.truth_file("messages.csv")).unwrap().into_records();
        rows.map(|row| {
            let row = row.unwrap();
            let list = |field: usize| row[field].split(';').map(str::to_owned).collect();
            (
                (row[0].to_owned(), row[1].parse().unwrap()),
                Annotated { person: row[2].to_owned(), addressees: list(4), cues: list(5) },
            )
        })
        .collect()
    }

    /// Which person a display name means: person ids by group and name.
    pub(crate) fn people(&self) -> BTreeMap<(String, String), String> {
        let mut reader = csv::Reader::from_path(self.truth_file("people.csv")).unwrap();
        let headers = reader.headers().unwrap().clone();
        let mut people = BTreeMap::new();
        for row in reader.records() {
            let row = row.unwrap();
            for (header, field) in headers.iter().zip(&row) {
                let Some(group) = header.strip_prefix("name_in_") else { continue };
                // `old[..2017-03-11];new[2017-03-12..]` where a person was renamed.
                for name in field.split(';').map(|name| name.split_once('[').map_or(name, |(name, _)| name)) {
                    people.insert((group.to_owned(), name.to_owned()), row[0].to_owned());
                }
            }
        }
        people
    }
}
