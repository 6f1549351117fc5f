use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use linli::plan::Language;
use linli::time::{Day, Timestamp};
use linli::{Error, ErrorKind};
use linli_io::{Opened, Wrote};

/// Which two people are merged, or held apart again.
#[derive(Debug, Clone, Default)]
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
}

/// Writes the open questions of a study to its `aliases.todo.csv`, and says what was written.
pub fn todo(opened: &Opened, dir: &std::path::Path, language: Language) -> Result<Option<String>, Error> {
    let who = &opened.who;
    let (open, first) = (who.open_questions(), who.open_questions().min(10));
    let percent = (who.settled_by(first) * 100.0).round();
    let wrote = who.write_todo(dir)?;
    Ok(if language == Language::Zh {
        let brings = match first {
            0 => "没有要问的".to_owned(),
            _ => format!("{open}个“是不是同一个人”；先答前{first}个，能对上{percent}%；在里面填 是 或 否，再运行一次"),
        };
        match wrote {
            Wrote::File(path) => Some(format!("写好了 {}：{brings}", path.display())),
            Wrote::Unchanged(path) => Some(format!("{} 没有变：{brings}", path.display())),
            Wrote::Left(path) => Some(format!("{} 有您自己加的列，没有动它；{brings}", path.display())),
            _ => None,
        }
    } else {
        let brings = match first {
            0 => "no question is open".to_owned(),
            _ => format!(
                "{open} questions who is whom; the first {first} settle {percent} % of what is not joined; answer 是 or 否 (yes \
                 or no) there and run again"
            ),
        };
        match wrote {
            Wrote::File(path) => Some(format!("wrote {}: {brings}", path.display())),
            Wrote::Unchanged(path) => Some(format!("{} stands as it was: {brings}", path.display())),
            Wrote::Left(path) => {
                Some(format!("{} was left as it is: it has columns of your own; {brings}", path.display()))
            }
            _ => None,
        }
    })
}

/// Writes down that two names are one person; sources stay as they are, and [`unmerge`] takes it back.
pub fn merge(opened: &Opened, options: &MergeOptions) -> Result<String, Error> {
    let (one, other) = both(opened, options)?;
    let path = opened.who.merge(&options.dir, &one, &other, day(opened, options)?)?;
    Ok(format!("{one} = {other}\nwrote {}; linli unmerge takes it back\n", path.display()))
}

/// Takes back that two names are one person, or that they are two.
pub fn unmerge(opened: &Opened, options: &MergeOptions) -> Result<String, Error> {
    let (one, other) = both(opened, options)?;
    let path = opened.who.unmerge(&options.dir, &one, &other, day(opened, options)?)?;
    Ok(format!("nothing is said of {one} and {other} any more\nwrote {}\n", path.display()))
}

fn both(opened: &Opened, options: &MergeOptions) -> Result<(String, String), Error> {
    let find = |name: &str| opened.who.find(name, options.within.as_deref());
    Ok((find(&options.one)?, find(&options.other)?))
}

fn day(opened: &Opened, options: &MergeOptions) -> Result<Day, Error> {
    let Some(text) = &options.day else {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX));
        return Ok(opened.study.plan.zone()?.day(now));
    };
    Day::parse(text)
        .ok_or_else(|| Error::new(ErrorKind::Input, format!("`{text}` is no day")).with_hint("write it as 2017-03-06"))
}
