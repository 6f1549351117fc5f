//! Messages with their words, only for the team and only when asked.

use super::*;

/// A day of two groups, one with many messages and one with two.
fn files() -> Vec<(&'static str, String)> {
    let mut many = CHAT.to_owned();
    for minute in 0..40 {
        let _ = write!(many, "老李  09:{minute:02}\n\n=第{minute}根骨架糊好了\n\n");
    }
    let few = CHAT.replace("布工坊", "舞蹈队").replace("张姐", "王姨");
    vec![("study.toml", PLAN.to_owned()), ("chats/布工坊.txt", many), ("chats/舞蹈队.txt", few)]
}

fn folder(files: &[(&'static str, String)]) -> Folder {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = Folder::with_study("sample", &files);
    fs::write(folder.path().join("study.key"), "5b".repeat(32)).unwrap();
    folder
}

fn drawn(folder: &Folder, messages: usize, seed: u64) -> Result<(Sampled, String), Error> {
    let out = folder.path().join(format!("编码 {messages} {seed}.csv"));
    let options = SampleOptions { messages, seed, out: out.clone(), read: OpenOptions::default() };
    let sampled = sample(&folder.study(), &opened(folder), &options)?;
    Ok((sampled, fs::read_to_string(out).unwrap()))
}

#[test]
fn each_group_gives_its_share_and_the_same_seed_the_same_messages() {
    let folder = folder(&files());
    let (sampled, text) = drawn(&folder, 10, 1).unwrap();
    assert_eq!((sampled.messages, sampled.groups), (10, 2));
    assert!(text.starts_with("\u{feff}群 group,时间 time,作者 author,"), "{text}");
    let mut rows = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    // The small group gives both its messages, the large one the rest, in the order of time.
    assert_eq!(rows.iter().filter(|row| &row[0] == "舞蹈队").count(), 2);
    let times: Vec<&str> = rows.iter().filter(|row| &row[0] == "布工坊").map(|row| &row[1]).collect();
    assert!(times.len() == 8 && times.is_sorted(), "{times:?}");
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
        assert!(row.iter().skip(7).all(str::is_empty) && row.len() == 13, "{row:?}");
        // The two before it stand beside it.
        if let Some(number) = row[6].strip_prefix("'=第").and_then(|rest| rest.split('根').next()?.parse::<u32>().ok())
        {
            let before = |back: u32| format!("09:{:02} 老李: =第{}根骨架糊好了", number - back, number - back);
            assert!(number < 2 || (row[4] == before(2) && row[5] == before(1)), "{row:?}");
        }
    }
    let again = folder_like(&folder);
    assert_eq!(drawn(&again, 10, 1).unwrap().1, text);
    assert_ne!(drawn(&again, 10, 2).unwrap().1, text);
}

/// The same files under the same key, one of them twice.
fn folder_like(other: &Folder) -> Folder {
    let mut files = files();
    let twice = files[1].1.clone();
    files.push(("chats/布工坊 (2).txt", twice));
    let folder = folder(&files);
    assert_eq!(opened(&folder).study.records.message_count(), opened(other).study.records.message_count());
    folder
}

#[test]
fn a_sample_replaces_nothing_and_lies_in_no_outcome() {
    let folder = folder(&files());
    drawn(&folder, 3, 0).unwrap();
    assert_eq!(drawn(&folder, 3, 0).unwrap_err().kind(), ErrorKind::File);
    assert_eq!(drawn(&folder, 0, 0).unwrap_err().kind(), ErrorKind::Input);
    for (inside, marker) in [("outcome/deeper", None), ("sent", Some("sent/run.json"))] {
        let dir = folder.path().join(inside);
        fs::create_dir_all(&dir).unwrap();
        if let Some(marker) = marker {
            fs::write(folder.path().join(marker), "{}").unwrap();
        }
        let options = SampleOptions { messages: 3, out: dir.join("a.csv"), ..SampleOptions::default() };
        let error = sample(&folder.study(), &opened(&folder), &options).unwrap_err();
        assert!(error.to_string().contains("would lie in an outcome"), "{error}");
        assert!(!dir.join("a.csv").exists());
    }
}
