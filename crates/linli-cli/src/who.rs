use std::path::PathBuf;

use linli::plan::Language;
use linli::time::Day;
use linli::{Error, ErrorKind};
use linli_io::{Opened, Wrote};

use crate::run::now;

/// Which two people are merged, or held apart again. Its Debug shows no name.
#[derive(Clone, Default)]
pub struct MergeOptions {
    /// The study folder.
    pub dir: PathBuf,
    /// One: a name as a source shows it, `name@group`, or an id.
    pub one: String,
    /// The other.
    pub other: String,
    /// The group or organization in which both names are meant, where others have them too.
    pub within: Option<String>,
    /// The day of the decision; today in the study's zone where it is not said.
    pub day: Option<String>,
    /// In which language is said what was done; English where it is both.
    pub language: Language,
}

impl std::fmt::Debug for MergeOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { dir, within, day, .. } = self;
        let mut shown = f.debug_struct("MergeOptions");
        shown.field("dir", dir).field("within", within).field("day", day).finish_non_exhaustive()
    }
}

/// Writes the open questions of a study to its `aliases.todo.csv`, and says what was written.
pub fn todo(opened: &Opened, dir: &std::path::Path, language: Language) -> Result<Option<String>, Error> {
    let who = &opened.who;
    let first = who.open_questions().min(10);
    let percent = (who.settled_by(first) * 100.0).round();
    if language == Language::Zh {
        let brings = match first {
            0 => "没有要问的了".to_owned(),
            _ => format!(
                "{}个“是不是同一个人”的问题，先答前{first}个，没对上的就能对上{percent}%；在表里写“是”或“否”，再跑一次",
                who.open_questions()
            ),
        };
        return Ok(match who.write_todo(dir)? {
            Wrote::File(path) => Some(format!("写好了 {}：{brings}", path.display())),
            Wrote::Unchanged(path) => Some(format!("{} 没有变：{brings}", path.display())),
            Wrote::Left(path) => Some(format!("{} 里有自己加的列，没有动它；{brings}", path.display())),
            _ => None,
        });
    }
    let brings = match first {
        0 => "no question is open".to_owned(),
        _ => format!(
            "who is whom, {} open; the first {first} settle {percent} % of what is not joined; answer 是 or 否 there and run again",
            who.open_questions()
        ),
    };
    Ok(match who.write_todo(dir)? {
        Wrote::File(path) => Some(format!("wrote {}: {brings}", path.display())),
        Wrote::Unchanged(path) => Some(format!("{} stands as it was: {brings}", path.display())),
        Wrote::Left(path) => {
            Some(format!("{} was left as it is: it has columns of your own; {brings}", path.display()))
        }
        _ => None,
    })
}

/// Writes the activities that wait for an answer to `proposed/activities.csv` of a study, and says what was written.
pub fn proposed(opened: &Opened, dir: &std::path::Path, language: Language) -> Result<Option<String>, Error> {
    let open = opened.proposals.open(&opened.study);
    let wrote = opened.proposals.write(&opened.study, dir)?;
    if language == Language::Zh {
        let asks = match open {
            0 => "没有等着回答的活动了".to_owned(),
            _ => format!(
                "聊天里看得出{open}次没有记下来的活动；在表里写“是”“否”；日期或名称不对，改过来写“改”；别的组织已经记了那一次，写“同”；再跑一次"
            ),
        };
        return Ok(match wrote {
            Wrote::File(path) => Some(format!("写好了 {}：{asks}", path.display())),
            Wrote::Unchanged(path) => Some(format!("{} 没有变：{asks}", path.display())),
            Wrote::Left(path) => Some(format!("{} 里有自己加的列，没有动它；{asks}", path.display())),
            _ => None,
        });
    }
    let asks = match open {
        0 => "no activity waits for an answer".to_owned(),
        _ => format!(
            "{open} activities that chats tell of and nobody wrote down; answer 是, 否, 改 with the day and title put right, or 同 for what another organization wrote down; then run again"
        ),
    };
    Ok(match wrote {
        Wrote::File(path) => Some(format!("wrote {}: {asks}", path.display())),
        Wrote::Unchanged(path) => Some(format!("{} stands as it was: {asks}", path.display())),
        Wrote::Left(path) => Some(format!("{} was left as it is: it has columns of your own; {asks}", path.display())),
        _ => None,
    })
}

/// Writes the long silences of chats that wait for an answer to `proposed/holes.csv` of a study, and says what was written.
pub fn holes(opened: &Opened, dir: &std::path::Path, language: Language) -> Result<Option<String>, Error> {
    let open = opened.holes.open(&opened.study)?.len();
    let wrote = opened.holes.write(&opened.study, dir)?;
    let is_chinese = language == Language::Zh;
    let asks = match (open, is_chinese) {
        (0, true) => "没有要问的空白了".to_owned(),
        (_, true) => format!("聊天里有{open}段长长的空白；在表里写“没人说话”或“缺”，再跑一次"),
        (0, false) => "no long silence is open".to_owned(),
        (_, false) => format!("{open} long silences of chats; answer silent or missing there and run again"),
    };
    Ok(match (wrote, is_chinese) {
        (Wrote::File(path), true) => Some(format!("写好了 {}：{asks}", path.display())),
        (Wrote::Unchanged(path), true) => Some(format!("{} 没有变：{asks}", path.display())),
        (Wrote::Left(path), true) => Some(format!("{} 里有自己加的列，没有动它；{asks}", path.display())),
        (Wrote::File(path), false) => Some(format!("wrote {}: {asks}", path.display())),
        (Wrote::Unchanged(path), false) => Some(format!("{} stands as it was: {asks}", path.display())),
        (Wrote::Left(path), false) => {
            Some(format!("{} was left as it is: it has columns of your own; {asks}", path.display()))
        }
        _ => None,
    })
}

/// Writes down that two names are one person; sources stay as they are, and [`unmerge`] takes it back.
pub fn merge(opened: &Opened, options: &MergeOptions) -> Result<String, Error> {
    let (one, other) = both(opened, options)?;
    let path = opened.who.merge(&options.dir, &one, &other, day(opened, options)?)?;
    let path = path.display();
    Ok(match options.language {
        Language::Zh => format!("{one} = {other}\n写进了 {path}；要收回，用 linli unmerge\n"),
        _ => format!("{one} = {other}\nwrote {path}; linli unmerge takes it back\n"),
    })
}

/// Takes back that two names are one person, or that they are two.
pub fn unmerge(opened: &Opened, options: &MergeOptions) -> Result<String, Error> {
    let (one, other) = both(opened, options)?;
    let path = opened.who.unmerge(&options.dir, &one, &other, day(opened, options)?)?;
    let path = path.display();
    Ok(match options.language {
        Language::Zh => format!("{one} 和 {other} 是不是同一个人，现在没有说法了\n写进了 {path}\n"),
        _ => format!("nothing is said of {one} and {other} any more\nwrote {path}\n"),
    })
}

fn both(opened: &Opened, options: &MergeOptions) -> Result<(String, String), Error> {
    let find = |name: &str| opened.who.find(name, options.within.as_deref());
    Ok((find(&options.one)?, find(&options.other)?))
}

fn day(opened: &Opened, options: &MergeOptions) -> Result<Day, Error> {
    let Some(text) = &options.day else { return Ok(opened.study.plan.zone()?.day(now())) };
    Day::parse(text).ok_or_else(|| {
        Error::new(ErrorKind::Input, (format!("`{text}` is no day"), format!("“{text}”不是日期")))
            .with_hint(("write it as 2017-03-06", "日期写成 2017-03-06"))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::RunOptions;

    #[test]
    fn a_merge_from_the_command_line_and_back() {
        let root = std::env::temp_dir().join(format!("linli-cli-who-{}", std::process::id()));
        let dir = root.join("study");
        for (path, text) in [
            ("study.toml", "id = 'who'\nzone = 'Asia/Shanghai'\n"),
            ("chats/布工坊.txt", "—————  2017-02-06  —————\n\n\n张姐  07:31\n\n早\n"),
            ("sheets/布工坊/2017-02-06 剪纸.csv", "姓名\n张桂芬\n"),
        ] {
            fs::create_dir_all(dir.join(path).parent().unwrap()).unwrap();
            fs::write(dir.join(path), text).unwrap();
        }
        let opened = || crate::open(&RunOptions { dir: dir.clone(), ..RunOptions::default() }).unwrap();
        let before = opened();
        let said = todo(&before, &dir, Language::En).unwrap().unwrap();
        assert!(said.starts_with("wrote ") && said.contains("1 open") && said.contains("100 %"), "{said}");
        assert!(todo(&opened(), &dir, Language::En).unwrap().unwrap().contains("stands as it was"));
        assert!(crate::check(&before).unwrap().to_string().contains("of 1 on sheets 0 known"));

        let (one, other) = ("张姐".to_owned(), "张桂芬@布工坊".to_owned());
        let day = Some("2017-05-01".to_owned());
        let options = MergeOptions { dir: dir.clone(), one, other, within: None, day, language: Language::Zh };
        assert!(!format!("{options:?}").contains("张"), "{options:?}");
        let said = merge(&before, &options).unwrap();
        assert!(said.contains("aliases.log.csv") && said.contains("收回"), "{said}");
        assert_eq!(opened().study.records.people().len(), 1);
        assert!(merge(&opened(), &options).is_err(), "they are one already");
        let bad = MergeOptions { day: Some("gestern".to_owned()), ..options.clone() };
        assert!(unmerge(&opened(), &bad).unwrap_err().hint().is_some());
        unmerge(&opened(), &options).unwrap();
        assert_eq!(opened().study.records, before.study.records);
        fs::remove_dir_all(root).unwrap();
    }
}
