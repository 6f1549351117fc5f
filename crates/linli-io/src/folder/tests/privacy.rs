//! Keys, digests, links: what must not leave, and what must not be read.

use super::*;

#[test]
fn silence_before_a_known_export_is_covered() {
    // 1488787260 is 2017-03-06 16:01 in Shanghai, and 1489132800 is 2017-03-10 16:00.
    let chat = r#"{"chatlab":{"version":"0.0.2","exportedAt":1489132800},"meta":{"name":"布工坊","platform":"wechat"},
        "messages":[{"sender":"a","accountName":"甲","timestamp":1488787260,"type":0,"content":"好"}]}"#;
    let covered = |text: &str| {
        let folder = Folder::with_study("export-day", &[("study.toml", PLAN), ("chats/a.json", text)]);
        let records = opened(&folder).study.records;
        records
            .group_coverage(GroupId::from_index(0))
            .iter()
            .map(|s| (s.start.to_string(), s.end.to_string()))
            .collect::<Vec<_>>()
    };
    let span = |start: &str, end: &str| vec![(start.to_owned(), end.to_owned())];
    assert_eq!(covered(chat), span("2017-03-06", "2017-03-11"));
    assert_eq!(covered(&chat.replace(",\"exportedAt\":1489132800", "")), span("2017-03-06", "2017-03-07"));
}

#[test]
fn digests_of_inputs_are_keyed() {
    let files = [("study.toml", PLAN), ("chats/a.txt", CHAT), ("people.csv", "name\n张姐\n")];
    let digests = |folder: &Folder| opened(folder).inputs.into_iter().map(|input| input.digest).collect::<Vec<_>>();
    let (one, two) = (Folder::with_study("digest", &files), Folder::with_study("digest", &files));
    let (first, second) = (digests(&one), digests(&two));
    assert_eq!(first, digests(&one));
    assert!(first.len() == 3 && first.iter().all(|digest| !second.contains(digest)), "another key, other digests");
    let key = PseudonymKey::from_hex(&fs::read_to_string(one.path().join("study.key")).unwrap()).unwrap();
    // sha256("name\n张姐\n") is what whoever holds key and file computes first.
    let (_, plain) = source::whole(&one.study().join("people.csv"), "people.csv", 100).unwrap();
    assert_eq!(first[1], key.file_digest(&plain.digest));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_and_not_read() {
    let folder = Folder::with_study("links", &[("study.toml", PLAN), ("chats/a.txt", CHAT)]);
    fs::write(folder.path().join("secret.txt"), CHAT).unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), folder.study().join("chats/b.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.study().join("sheets")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(folder.study().join("chats/c.txt")).unwrap();
    let opened = opened(&folder);
    drop(socket);
    assert_eq!(places(&opened, &diagnostic::UNKNOWN_FILE), ["sheets", "chats/b.txt", "chats/c.txt"]);
    assert_eq!(opened.study.records.groups().len(), 1);
}

#[test]
fn debug_of_what_was_opened_shows_no_name() {
    let chat = CHAT.replace("张姐", "金丝雀");
    let files = [("study.toml", PLAN), ("chats/a.txt", &*chat), ("people.csv", "name,住处\n金丝雀,东巷\n")];
    let opened = opened(&Folder::with_study("canary", &files));
    assert!(opened.study.records.people().iter().any(|person| person.covariate(0) == Some("东巷")));
    let shown = format!("{opened:?}");
    assert!(!shown.contains("金丝雀") && !shown.contains("东巷"), "{shown}");
}
