//! `aliases.todo.csv` and `aliases.log.csv` as they are written. What a person began to answer is never lost.

use std::fs;
use std::path::{Path, PathBuf};

use linli::time::Day;
use linli::{Error, ErrorKind, Location, refusal};

use super::{Question, Unknown, WhoIsWho};
use crate::grid::{GridLimits, read_csv};
use crate::identity::decision::{Pair, Verdict};
use crate::run_folder::sheet::{BYTE_ORDER_MARK, cell, unguarded};
use crate::source;
use crate::table::{self, Column, TodoRow};

/// The to-do list within a study folder.
pub(crate) const TODO: &str = "aliases.todo.csv";
/// The log of decisions within a study folder.
pub(crate) const LOG: &str = "aliases.log.csv";

/// The headers, in both languages, in the order of the table's columns.
const HEADERS: [&str; 12] = [
    "答案 answer",
    "名字 name",
    "在哪里 where",
    "另一个名字 other",
    "另一个在哪里 other_where",
    "依据 evidence",
    "可对上 settles",
    "占未对上 share",
    "累计 cumulative",
    "备注 note",
    "编号 id",
    "另一个编号 other_id",
];

/// What became of the to-do list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wrote {
    /// Nobody could be anybody else, and nobody was asked before: no file.
    Nothing,
    /// The file says the same as before.
    Unchanged(PathBuf),
    /// The file has columns of a person's own, which would be lost; it was left as it is.
    Left(PathBuf),
    /// The file was written.
    File(PathBuf),
}

impl WhoIsWho {
    /// How many questions are open.
    pub fn open_questions(&self) -> usize {
        self.open().len()
    }

    /// How much the first `count` questions would join, of all that is not joined to another source yet: 0 to 1.
    pub fn settled_by(&self, count: usize) -> f64 {
        let last = self.open().iter().take(count).next_back();
        last.map_or(0.0, |question| f64::from(question.cumulative) / 1000.0)
    }

    /// Writes the open questions to `aliases.todo.csv` in the study folder, above what a person answered there before.
    ///
    /// # Errors
    /// Where the file was changed since the folder was read, or cannot be written.
    pub fn write_todo(&self, dir: &Path) -> Result<Wrote, Error> {
        let path = dir.join(TODO);
        if self.open().is_empty() && self.unknown().is_empty() && self.kept.is_empty() && !path.exists() {
            return Ok(Wrote::Nothing);
        }
        if self.is_foreign {
            return Ok(Wrote::Left(path));
        }
        put(dir, TODO, &self.todo(), self.read_as.as_deref())
    }

    fn todo(&self) -> String {
        let mut rows = Vec::new();
        for question in self.open() {
            let begun = self.kept.iter().find(|row| row.pair.as_ref() == Some(&question.pair));
            let begun = |column: usize| begun.and_then(|row| row.cells.get(column)).cloned().unwrap_or_default();
            rows.push(cells(question, begun(0), begun(9)).to_vec());
        }
        for unknown in self.unknown() {
            let begun = self.kept.iter().find(|row| is_about(row, &unknown.id));
            if begun.is_some_and(|row| row.is_answered) {
                continue;
            }
            let note = begun.and_then(|row| row.cells.get(9)).cloned().unwrap_or_default();
            rows.push(lone_cells(unknown, note).to_vec());
        }
        let noted =
            |kept: &TodoRow| !kept.is_answered && self.unknown().iter().any(|unknown| is_about(kept, &unknown.id));
        let asked = |pair: &Option<Pair>| self.open().iter().any(|question| pair.as_ref() == Some(&question.pair));
        let kept = self.kept.iter().filter(|kept| !asked(&kept.pair) && !noted(kept));
        rows.extend(kept.map(|kept| kept.cells.clone()));
        lines(&HEADERS, rows)
    }

    /// The id of the one person of a name, as it was before any decision; `within` is a group or an organization.
    /// `张姐@布工坊` names her within one.
    ///
    /// # Errors
    /// Where nobody has the name, or several do.
    pub fn find(&self, name: &str, within: Option<&str>) -> Result<String, Error> {
        let found = self.named(name, within);
        match &found[..] {
            [one] => Ok((*one).to_owned()),
            [] => {
                let place = within.map(|within| format!(" in `{within}`")).unwrap_or_default();
                let zh = format!("没有叫“{name}”的人");
                Err(Error::new(ErrorKind::UnknownName, (format!("nobody is called `{name}`{place}"), zh)).with_hint((
                    "write the name as a source shows it; linli check lists the sources",
                    "名字要和资料里显示的一模一样",
                )))
            }
            several => Err(Error::refused(
                &refusal::NAME_OF_SEVERAL,
                (
                    format!("{} people are called `{name}`", several.len()),
                    format!("叫“{name}”的有{}个人", several.len()),
                ),
            )
            .with_hint((
                format!("say which, by id: {}", several.join(", ")),
                format!("用编号说是哪一个：{}", several.join("，")),
            ))),
        }
    }

    fn named(&self, name: &str, within: Option<&str>) -> Vec<&str> {
        if self.met.contains_key(name) {
            return self.met.get_key_value(name).map(|(id, _)| vec![id.as_str()]).unwrap_or_default();
        }
        let at = name.rsplit_once(['@', '＠']).filter(|(_, scope)| within.is_none() && !scope.is_empty());
        let search = |name: &str, within: Option<&str>| -> Vec<&str> {
            let scope = within.map(|within| self.scopes.get(within).map_or(within, String::as_str));
            let spelt = crate::identity::spelling(name);
            let bears = |seen: &crate::identity::Sighting| {
                seen.name == *spelt && scope.is_none_or(|scope| seen.scope.as_deref() == Some(scope))
            };
            self.met.iter().filter(|(_, sightings)| sightings.iter().any(bears)).map(|(id, _)| id.as_str()).collect()
        };
        let found = search(name, within);
        match at {
            Some((name, scope)) if found.is_empty() => search(name, Some(scope)),
            _ => found,
        }
    }

    /// Writes into `aliases.log.csv` that two people, by their ids, are one.
    ///
    /// # Errors
    /// Where they are one already, or it would contradict what people.csv or an answer says.
    pub fn merge(&self, dir: &Path, one: &str, other: &str, day: Day) -> Result<PathBuf, Error> {
        let pair = two(one, other)?;
        if self.decisions.of(&pair) == Some(Verdict::Same) {
            return Err(Error::new(ErrorKind::Input, ("they are one person already", "本来就记着是同一个人")));
        }
        let mut after = self.decisions.clone();
        after.set(pair.clone(), Verdict::Same, Location::file(LOG));
        after.classes(|id| self.listed.contains(id))?;
        append(dir, day, "merge", &pair)
    }

    /// Writes into `aliases.log.csv` that what was decided about two people holds no more.
    ///
    /// # Errors
    /// Where nothing was decided about these two.
    pub fn unmerge(&self, dir: &Path, one: &str, other: &str, day: Day) -> Result<PathBuf, Error> {
        let pair = two(one, other)?;
        if self.decisions.of(&pair).is_none() {
            let joined: Vec<String> = self
                .decisions
                .same()
                .filter(|(said, _)| [&said.one, &said.other].iter().any(|id| **id == pair.one || **id == pair.other))
                .map(|(said, _)| format!("{} = {}", said.one, said.other))
                .collect();
            let error =
                Error::new(ErrorKind::Input, ("nothing was decided about these two", "这两个名字没有决定过什么"));
            return Err(if joined.is_empty() {
                error.with_hint((
                    "aliases.log.csv and aliases.todo.csv hold what was decided; a line of aliases.csv is taken out by hand",
                    "决定记在 aliases.log.csv 和 aliases.todo.csv 里；写在“别名”表里的，自己删掉那一行",
                ))
            } else {
                error.with_hint((
                    format!("they are joined by way of others: {}", joined.join(", ")),
                    format!("他们是通过别人连起来的：{}", joined.join("，")),
                ))
            });
        }
        append(dir, day, "unmerge", &pair)
    }
}

fn cells(question: &Question, answer: String, note: String) -> [String; 12] {
    let [name, other] = question.names.clone();
    let [place, other_place] = question.places.clone();
    [
        answer,
        name,
        place,
        other,
        other_place,
        question.evidence.join(" · "),
        question.settles.to_string(),
        percent(question.share),
        percent(question.cumulative),
        note,
        question.pair.one.clone(),
        question.pair.other.clone(),
    ]
}

/// A line with one name, to be answered with another.
fn lone_cells(unknown: &Unknown, note: String) -> [String; 12] {
    [
        String::new(),
        unknown.name.clone(),
        unknown.place.clone(),
        String::new(),
        String::new(),
        "没有相像的名字：知道是谁，就在答案里写上名字 · no name is like it: write the name as the answer".to_owned(),
        unknown.settles.to_string(),
        percent(unknown.share),
        percent(unknown.cumulative),
        note,
        unknown.id.clone(),
        String::new(),
    ]
}

/// Whether a line asks who somebody is.
fn is_about(row: &TodoRow, id: &str) -> bool {
    let cell = |at: usize| row.cells.get(at).map(String::as_str);
    row.pair.is_none() && cell(10) == Some(id) && cell(11) == Some("")
}

fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn two(one: &str, other: &str) -> Result<Pair, Error> {
    Pair::of(one, other).ok_or_else(|| {
        Error::new(ErrorKind::Input, ("both names are one person's already", "两个名字本来就是同一个人的"))
    })
}

/// Adds a line about two people to the log.
fn append(dir: &Path, day: Day, decision: &str, pair: &Pair) -> Result<PathBuf, Error> {
    add_line(dir, LOG, table::LOG.columns, &|column| match column {
        "day" => day.to_string(),
        "decision" => decision.to_owned(),
        "id" => pair.one.clone(),
        _ => pair.other.clone(),
    })
}

/// Adds a line to a log of a study folder. A spreadsheet may have saved it since with another separator, in another encoding
/// or with its columns in another order, so it is read as any table is and written anew.
pub(crate) fn add_line(
    dir: &Path,
    file: &str,
    columns: &[Column],
    written: &dyn Fn(&str) -> String,
) -> Result<PathBuf, Error> {
    use std::io::Read;
    let path = dir.join(file);
    let mut text = String::new();
    if path.exists() {
        let (bytes, _) = source::whole(&path, file, 64 << 20)?;
        let mut decoder = crate::decode::Text::new(&bytes[..], file)?;
        decoder.read_to_string(&mut text).map_err(|error| source::unreadable(file, error))?;
    }
    let grid = read_csv(&text, file, &GridLimits::default())?;
    let mut rows = grid.rows().map(|row| row.cells().collect::<Vec<_>>());
    let Some(headers) = rows.next() else {
        let headers: Vec<&str> = columns.iter().map(|column| column.id).collect();
        replace(&path, &lines(&headers, [columns.iter().map(|column| written(column.id)).collect()]))?;
        return Ok(path);
    };
    let width = headers.last().map_or(0, |(at, _)| at + 1);
    let spread = |cells: Vec<(usize, &str)>| {
        let mut row = vec![String::new(); cells.last().map_or(0, |(at, _)| at + 1)];
        for (at, text) in cells {
            row[at] = unguarded(text).into_owned();
        }
        row
    };
    let mut new = vec![String::new(); width];
    let mut headers = spread(headers);
    for column in columns {
        match headers.iter().position(|header| column.is_called(header)) {
            Some(at) => new[at] = written(column.id),
            // A column somebody took out is put back only where there is something to say in it.
            None if !written(column.id).is_empty() => {
                headers.push(column.id.to_owned());
                new.push(written(column.id));
            }
            None => {}
        }
    }
    let rows = rows.map(spread).chain([new]);
    replace(&path, &lines(&headers.iter().map(String::as_str).collect::<Vec<_>>(), rows))?;
    Ok(path)
}

/// Writes a file of questions within a study folder; `read_as` is its digest when the folder was read.
///
/// # Errors
/// Where the file was changed since then, or cannot be written.
pub(crate) fn put(dir: &Path, file: &str, text: &str, read_as: Option<&str>) -> Result<Wrote, Error> {
    let path = dir.join(file);
    if path.exists() {
        let (bytes, input) = source::whole(&path, file, 64 << 20)?;
        if bytes == text.as_bytes() {
            return Ok(Wrote::Unchanged(path));
        }
        if read_as != Some(&input.digest) {
            return Err(Error::new(
                ErrorKind::File,
                ("the file was changed while the folder was read", "读文件夹的时候，这个文件被改过"),
            )
            .at(Location::file(file))
            .with_hint(("save it, close it, and run linli check again", "保存、关上，再 linli check 一次")));
        }
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| {
            let folder = folder.file_name().unwrap_or_default().to_string_lossy();
            Error::new(ErrorKind::File, format!("the folder `{folder}` cannot be made")).with_source(error)
        })?;
    }
    replace(&path, text)?;
    Ok(Wrote::File(path))
}

/// The lines of a file of questions: a header, and the cells of each line.
pub(crate) fn lines(headers: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("{BYTE_ORDER_MARK}{}\n", headers.join(","));
    for cells in rows {
        let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// Puts a text in a file's place whole: whoever reads it sees the old one or the new one.
fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |error| {
        let path = path.display();
        Error::new(ErrorKind::File, (format!("`{path}` cannot be written"), format!("“{path}”写不进去")))
            .with_hint((
                "close it where it is open, and look that the folder can be written to",
                "要是在 Excel 或 WPS 里开着，先关上",
            ))
            .with_source(error)
    };
    let beside = path.with_extension("csv.part");
    fs::write(&beside, text).map_err(failed)?;
    fs::rename(&beside, path).map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
