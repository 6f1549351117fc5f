//! Every limit, just below and just above: a study that is as large as the limit is read, and refused where the limit is
//! one less.

use std::fs;
use std::path::PathBuf;

use linli::ErrorKind;
use linli_io::{Limits, OpenOptions, open_with};

use crate::feed::packed;

/// A study in a folder that goes away with it.
struct Study(PathBuf);

impl Study {
    fn with(name: &str, files: &[(&str, Vec<u8>)]) -> Self {
        let study = Self(std::env::temp_dir().join(format!("linli-limit-{}-{name}", std::process::id())));
        for (path, content) in files {
            let path = study.0.join("study").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        fs::write(study.0.join("study/study.toml"), "id = 'limit'\nzone = 'Asia/Shanghai'\n").unwrap();
        study
    }

    /// What becomes of it when this limit has this value: nothing, or the code of the refusal.
    fn read(&self, limit: &str, value: u64) -> Option<String> {
        let mut options = OpenOptions::default();
        options.limits.set(limit, value).unwrap();
        let error = open_with(&self.0.join("study"), &options).err()?;
        assert_eq!(error.kind(), ErrorKind::Limit, "{limit}: {error}");
        Some(error.code().unwrap_or_default().to_owned())
    }
}

impl Drop for Study {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Reads the study at the limit and just above it.
fn holds(limit: &str, value: u64, code: &str, files: &[(&str, Vec<u8>)]) {
    let study = Study::with(limit, files);
    assert_eq!(study.read(limit, value), None, "{limit}={value}");
    assert_eq!(study.read(limit, value - 1).as_deref(), Some(code), "{limit}={}", value - 1);
}

const CHAT: &str = "[2019-12-24, 12:23] Rosa: ab\n[2019-12-24, 12:24] Piet: c\n[2019-12-24, 12:25] Piet: d\n";
const SHEET: &str = "name,place\nRosa,garden\nPiet,kitchen\n";

fn chat() -> (&'static str, Vec<u8>) {
    ("chats/a.txt", CHAT.into())
}

fn sheet() -> [(&'static str, Vec<u8>); 1] {
    [("sheets/布工坊/2019-12-24 a.csv", SHEET.into())]
}

#[test]
fn chats() {
    // The folder of the study has study.toml and chats/.
    holds("files", 2, "many-files", &[chat()]);
    holds("file", CHAT.len() as u64, "large-file", &[chat()]);
    holds("line", 28, "long-line", &[chat()]);
    holds("messages", 3, "many-messages", &[chat()]);
    holds("people", 2, "many-people", &[chat()]);
    // What two chats hold together, before they are put together.
    let copies = [chat(), ("chats/a (1).txt", CHAT.into())];
    holds("messages", 6, "many-messages", &copies);
    let said = r#"[{"id": 1, "type": "message", "date_unixtime": "1544004060", "from": "Rosa", "from_id": "user1", "text": "a"}]"#;
    let of_two = format!(
        r#"{{"chats": {{"list": [{{"name": "A", "messages": {said}}}, {{"name": "B", "messages": {said}}}]}}}}"#
    );
    holds("chats", 2, "many-chats", &[("chats/a.json", of_two.into())]);
}

#[test]
fn tables() {
    holds("table", SHEET.len() as u64, "large-file", &sheet());
    holds("cells", 6, "table-cells", &sheet());
    holds("columns", 2, "table-columns", &sheet());
    holds("field", 7, "table-field", &sheet());
    holds("text", 30, "table-text", &sheet());
    let names = "name,person\nRosa,Rosa Lind\nR.,Rosa Lind\nRosi,Rosa Lind\n";
    holds("aliases", 3, "many-aliases", &[chat(), ("aliases.csv", names.into())]);
}

#[test]
fn archives() {
    let parts = |count: usize| packed(&(0..count).map(|at| (format!("{at}.txt"), CHAT.into())).collect::<Vec<_>>());
    let one = [("chats/a.zip", parts(1))];
    let two = Study::with("entries", &[("chats/a.zip", parts(2))]);
    assert!(two.read("entries", 2).is_none() && two.read("entries", 1).is_some());
    let study = Study::with("entry", &one);
    assert!(study.read("entry", CHAT.len() as u64).is_none());
    // A part is read several times: to recognise it, and to take it in.
    assert!(study.read("unpacked", 4 * CHAT.len() as u64).is_none());
}

#[test]
fn every_limit_has_a_name_and_a_meaning() {
    let mut limits = Limits::default();
    for &(name, value, meaning) in Limits::ALL {
        assert!(meaning.ends_with('.'), "{name}");
        limits.set(name, value).unwrap();
    }
    assert_eq!(limits, Limits::default());
}
