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

/// What the annotation says of a message.
pub(crate) struct Annotated {
    pub(crate) person: String,
    pub(crate) addressees: Vec<String>,
    pub(crate) cues: Vec<String>,
}

/// The four chats, read, by the names of their groups.
pub(crate) fn chats() -> Option<Vec<(String, Recorder)>> {
    let folder = shared("invented-lane-a")?;
    let read = |group: &str| {
        let file = File::open(folder.join("chats").join(format!("{group}.txt"))).unwrap();
        let mut recorder = Recorder::default();
        let format = crate::chat::read(file, &options(), None, &mut recorder).unwrap();
        assert_eq!(format.id, "wechat_text");
        (group.to_owned(), recorder)
    };
    Some(["花布头布工坊", "双槐舞蹈队", "石榴井老街坊饭桌", "胡同小苗骨干群"].map(read).into())
}

/// The annotation, by group and index from 1.
pub(crate) fn truth() -> BTreeMap<(String, usize), Annotated> {
    let path = shared("invented-lane-a").unwrap().join("truth/messages.csv");
    let rows = csv::Reader::from_path(path).unwrap().into_records();
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
pub(crate) fn people() -> BTreeMap<(String, String), String> {
    let path = shared("invented-lane-a").unwrap().join("truth/people.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
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
