//! The study folder: what a social worker can really fill, read in a fixed order into a study.

mod chats;
mod listing;
mod look;
mod refused;
mod sample;
mod sheets;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use linli::brief::Action;
use linli::diagnostic::{self, Diagnostics};
use linli::records::{Limits as RecordLimits, PseudonymKey, RecordsBuilder};
use linli::time::Day;
use linli::{Error, ErrorKind, Location, Plan, Study, refusal};

use self::listing::{Entry, Listing};
pub use self::look::{Looked, look};
pub use self::refused::Found;
use self::refused::Refused;
pub use self::sample::{SampleOptions, Sampled, sample};
use self::tables::Tables;
use crate::chat::DateOrder;
use crate::discover::{self, Proposals};
use crate::draft::Draft;
use crate::exporter::{Evidence, Exporters};
use crate::grid::{GridLimits, read_csv};
use crate::groups::GroupBook;
use crate::holes::{self, Holes};
use crate::identity::Identity;
use crate::identity::decision::{Decision, Decisions, Pair, Verdict};
use crate::limits::Limits;
use crate::questions::{self, Said, WhoIsWho};
use crate::roster::{self, Picture};
use crate::source::InputFile;
use crate::table::{Alias, Named, Table, TableFormat};
use crate::{key, source, table};

/// How a study folder is read.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The pseudonym key, in place of the one beside the folder. It must lie outside the folder.
    pub key: Option<PathBuf>,
    /// Day and month order of chats that leave it open.
    pub date_order: Option<DateOrder>,
    /// The day on which the study is read. A message later than that is reported, and one more than two days later
    /// refused; without it no message is too late.
    pub as_of: Option<Day>,
    /// How much is read.
    pub limits: Limits,
}

/// A study folder as it was read.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The study: what was recorded, under pseudonyms, the plan of study.toml, and what was odd.
    pub study: Study,
    /// Every file that was read, in ascending path.
    pub inputs: Vec<InputFile>,
    /// What became of everything that lies in the folder.
    pub found: Found,
    /// Who is who, for the team.
    pub who: WhoIsWho,
    /// What was answered about activities that chats tell of, for the team.
    pub proposals: Proposals,
    /// What was answered about long silences of chats.
    pub holes: Holes,
    /// What was done about findings, for the team; a run does not read it.
    pub actions: Vec<Action>,
}

/// Reads a study folder. Nothing in it is changed; the pseudonym key is made beside it where there is none.
///
/// ```no_run
/// let study = linli_io::open(std::path::Path::new("dashilar"))?;
/// println!("{} messages", study.records.message_count());
/// # Ok::<(), linli::Error>(())
/// ```
pub fn open(dir: &Path) -> Result<Study, Error> {
    open_with(dir, &OpenOptions::default()).map(|opened| opened.study)
}

/// Reads a study folder, as told, and says which files were read.
///
/// # Errors
/// Where a file cannot be read: the error names all of them ([`Error::each`]). [`look`] goes on past them.
pub fn open_with(dir: &Path, options: &OpenOptions) -> Result<Opened, Error> {
    let Looked { opened, refused, .. } = look(dir, options)?;
    match (opened, Error::together(refused)) {
        (_, Some(error)) => Err(error),
        (Some(opened), None) => Ok(opened),
        (None, None) => Err(nothing_recorded(&Diagnostics::new())),
    }
}

/// Whether something was odd in the lists of questions that linli writes itself: where they are written anew, what is odd
/// stands on another line than it was read at.
pub fn remarks_on_lists(opened: &Opened) -> bool {
    let lists = [questions::todo::TODO, discover::PROPOSED, holes::HOLES];
    let samples = opened.study.diagnostics.iter().flat_map(|(.., samples)| samples);
    samples.filter_map(|sample| sample.location.file.as_deref()).any(|file| lists.contains(&file))
}

/// What a folder is read with, once or again.
struct Ground<'a> {
    dir: &'a Path,
    options: &'a OpenOptions,
    plan: &'a Plan,
    key: &'a PseudonymKey,
    /// Every file that lies there.
    whole: &'a Listing,
    /// What was odd about the listing.
    odd: &'a Diagnostics,
    /// The plan as an input.
    input: &'a [InputFile],
}

impl Ground<'_> {
    /// Reads what is not refused; what is refused on the way is added.
    fn read(&self, refused: &mut Refused) -> Result<Opened, Error> {
        let Self { dir, options, plan, key, whole, .. } = *self;
        let listing = whole.without(refused);
        let (mut odd, mut inputs) = (self.odd.clone(), self.input.to_vec());
        let tables = Tables::read(&listing, &mut inputs, &mut odd, refused);
        let zone = plan.zone()?;

        let people = tables.each("people").flat_map(|table| table::read_people(table, &mut odd)).collect::<Vec<_>>();
        let aliases: Vec<Alias> =
            tables.each("aliases").flat_map(|table| table::read_aliases(table, &mut odd)).collect();
        few_enough(&aliases, options.limits.aliases)?;
        let groups = tables.each("groups").flat_map(|table| table::read_groups(table, &mut odd)).collect();
        let mut who = Identity::new(aliases, people.clone(), &plan.staff);
        let said = said(&tables, &who, &mut inputs, &mut odd);
        who.decide(&said.decisions)?;
        let mut draft = Draft::new(zone, who, odd);
        let most = options.limits;
        draft.builder = RecordsBuilder::with_limits(RecordLimits {
            messages: most.messages,
            people: most.people,
            ..RecordLimits::default()
        });
        let evidence = Evidence { chats: listing.chats.len(), lists: listing.rosters.len() + listing.sheets.len() };
        draft.exporters = Exporters::of(plan, evidence);
        let mut book = GroupBook::new(groups, plan);
        tables.each("organizations").for_each(|table| table::read_organizations(table, &mut draft));

        // Member lists are read before the chats, whose messages may mention people who never speak, and become people
        // after them, when the chats' own ids are known.
        let pictures = read_rosters(&listing, &mut book, &mut draft, &mut inputs, refused);
        chats::read(&listing, options, (plan, key), &pictures, &mut book, &mut draft, (&mut inputs, refused))?;
        // A file that groups.csv names and that cannot be read is there all the same.
        let files: BTreeSet<String> = whole.chats.iter().map(|entry| entry.name.clone()).collect();
        book.settle(&files, &mut draft);
        roster::apply(pictures, &mut draft)?;

        tables.each("activities").for_each(|table| table::read_activities(table, &mut draft));
        sheets::read(&listing, &mut draft, &mut inputs, refused)?;
        let proposals = if refused.has(discover::PROPOSED) {
            Proposals::default()
        } else {
            let read = read_proposals(dir, options.limits, &mut draft, &mut inputs);
            refused.keep(discover::PROPOSED, read).unwrap_or_default()
        };
        discover::settle(&mut draft, &proposals.kept, plan.language);
        tables.each("attendance").try_for_each(|table| table::read_attendance(table, &mut draft))?;
        tables.each("memberships").try_for_each(|table| table::read_memberships(table, &mut draft))?;
        tables.each("coaching").try_for_each(|table| table::read_coaching(table, &mut draft))?;
        tables.each("grants").for_each(|table| table::read_grants(table, &mut draft));
        tables.each("expenses").for_each(|table| table::read_expenses(table, &mut draft));
        tables.each("audit").try_for_each(|table| table::read_audit(table, &mut draft))?;
        tables.each("milestones").for_each(|table| table::read_milestones(table, &mut draft));
        book.settle_creators(&mut draft)?;
        table::apply_covariates(&people, &mut draft)?;
        tables.each("calendar").for_each(|table| table::read_calendar(table, &mut draft));
        tables.each("consent").try_for_each(|table| table::read_consent(table, &mut draft))?;

        let actions: Vec<Action> =
            tables.each("actions").flat_map(|table| table::read_actions(table, &mut draft.odd)).collect();

        draft.name_unmet(&said.decisions);
        let holes = if refused.has(holes::HOLES) {
            Holes::default()
        } else {
            let read = read_holes(dir, options.limits, &mut draft, &mut inputs);
            refused.keep(holes::HOLES, read).unwrap_or_default()
        };
        let (mut records, mut diagnostics, who) = draft.finish(plan, key)?;
        holes.uncover(&mut records, zone);
        if records.message_count() == 0 && records.activities().is_empty() {
            return Err(nothing_recorded(&diagnostics));
        }
        let who = WhoIsWho::of(&who, &records, said, &|id| key.pseudonym(&plan.id, id));
        name_variants(&who, &mut diagnostics);
        let found = Found::of(whole, refused, &records, &inputs, &tables.labels());
        let study = Study::new(records, plan.clone(), diagnostics);
        Ok(Opened { study, inputs: source::keyed(inputs, key), found, who, proposals, holes, actions })
    }
}

/// Says once that there are names which differ in width, script or signs alone.
fn name_variants(who: &WhoIsWho, diagnostics: &mut Diagnostics) {
    let variants = who.variants();
    if variants > 0 {
        let detail = format!("{variants} pairs of names; aliases.todo.csv asks about them");
        diagnostics.push(&diagnostic::ALIKE_NAMES, Location::default(), detail);
    }
}

/// Nobody has a thousand names: a column was taken for another.
fn few_enough(aliases: &[Alias], most: usize) -> Result<(), Error> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for alias in aliases {
        let names = count.entry(alias.person.as_str()).or_default();
        *names += 1;
        if *names > most {
            let message = format!("one person has more than {most} names");
            return Err(Error::refused(&refusal::MANY_ALIASES, message).at(Location::file("aliases.csv")));
        }
    }
    Ok(())
}

/// What a person said about who is who: answers in the to-do list, and the log, whose word stands over them.
fn said(tables: &Tables, who: &Identity, inputs: &mut Vec<InputFile>, odd: &mut Diagnostics) -> Said {
    let mut said = Said::default();
    let mut decisions = Vec::new();
    for table in tables.each("aliases.todo") {
        let todo = table::read_todo(table, odd);
        // A list of questions without an answer changes nothing, and is no input of a run.
        let at = inputs.iter().position(|input| input.path == table.file);
        if let Some(at) = at {
            if table.file == questions::todo::TODO {
                said.read_as = Some(inputs[at].digest.clone());
            }
            if todo.decisions.is_empty() && todo.named.is_empty() {
                inputs.remove(at);
            }
        }
        decisions.extend(todo.decisions);
        for Named { id, name, scope, location } in todo.named {
            match Pair::of(&id, &who.id_within(&name, &scope, &location)) {
                Some(pair) => decisions.push(Decision { pair, verdict: Verdict::Same, location }),
                None => odd.push(&diagnostic::BAD_ROW, location, "the answer is the name that is asked about"),
            }
        }
        // Another file of the kind, a workbook say, is a person's own and stays as it is.
        if table.file == questions::todo::TODO {
            said.kept.extend(todo.rows);
            said.is_foreign |= table.is_foreign();
        }
    }
    for table in tables.each("aliases.log") {
        decisions.extend(table::read_log(table, odd));
    }
    said.decisions = Decisions::replay(decisions);
    said
}

/// What a person answered about activities that chats tell of.
fn read_proposals(
    dir: &Path,
    limits: Limits,
    draft: &mut Draft,
    inputs: &mut Vec<InputFile>,
) -> Result<Proposals, Error> {
    let Some(read) = read_answers(dir, discover::PROPOSED, &table::PROPOSED, limits, draft, inputs)? else {
        return Ok(Proposals::default());
    };
    let kept = table::read_proposed(&read.table, &mut draft.odd);
    read.keep_input(inputs, kept.iter().any(|row| row.verdict.is_some()));
    Ok(Proposals { kept, read_as: Some(read.digest), is_foreign: read.table.is_foreign() })
}

/// What a person answered about long silences of chats.
fn read_holes(dir: &Path, limits: Limits, draft: &mut Draft, inputs: &mut Vec<InputFile>) -> Result<Holes, Error> {
    let Some(read) = read_answers(dir, holes::HOLES, &table::HOLES, limits, draft, inputs)? else {
        return Ok(Holes::default());
    };
    let kept = table::read_holes(&read.table, &mut draft.odd);
    read.keep_input(inputs, kept.iter().any(|row| row.answer.is_some()));
    let holes = Holes { kept, read_as: Some(read.digest), is_foreign: read.table.is_foreign() };
    holes.remark(draft);
    Ok(holes)
}

/// A file of questions as a person left it.
struct Answers {
    table: Table,
    digest: String,
}

impl Answers {
    /// A list without an answer changes nothing, and is no input of a run.
    fn keep_input(&self, inputs: &mut Vec<InputFile>, is_answered: bool) {
        if !is_answered {
            inputs.retain(|input| input.path != self.table.file);
        }
    }
}

/// A file of questions; `None` where it is not there or empty.
fn read_answers(
    dir: &Path,
    label: &str,
    format: &'static TableFormat,
    limits: Limits,
    draft: &mut Draft,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<Answers>, Error> {
    let path = dir.join(label);
    if !path.symlink_metadata().is_ok_and(|found| found.is_file()) {
        return Ok(None);
    }
    let name = label.rsplit('/').next().unwrap_or(label).to_owned();
    let entry = Entry { label: label.to_owned(), name, path, limits };
    let Some(text) = read_text(&entry, inputs, &mut draft.odd)? else { return Ok(None) };
    let digest = inputs.last().map(|input| input.digest.clone()).unwrap_or_default();
    let grid = read_csv(&text, label, &GridLimits::of(&limits))?;
    let table = Table::new(format, grid, label.to_owned(), &mut draft.odd)?;
    Ok(Some(Answers { table, digest }))
}

/// Files were there, and nothing was in them: the first that was empty is named.
fn nothing_recorded(diagnostics: &Diagnostics) -> Error {
    let mut empty = diagnostics.iter().filter(|(code, ..)| code.id == diagnostic::EMPTY_SOURCE.id);
    let place = empty.find_map(|(_, _, samples)| samples.first()).map(|sample| sample.location.clone());
    // Without an empty file there are only tables that nobody has filled in yet.
    let hint = match place {
        Some(_) => "export the chat again, and look that the file is not empty",
        None => "put exported chats into chats/ and sign-in sheets into sheets/<organization>/, or fill in activities",
    };
    Error::refused(&refusal::NOTHING_RECORDED, "no message and no activity was found in any file")
        .at(place.unwrap_or_default())
        .with_hint(hint)
}

fn read_plan(dir: &Path, inputs: &mut Vec<InputFile>) -> Result<Plan, Error> {
    if !dir.is_dir() {
        return Err(Error::new(ErrorKind::File, key::no_folder(dir)));
    }
    let path = dir.join("study.toml");
    if !path.symlink_metadata().is_ok_and(|found| found.is_file()) {
        let message =
            (format!("`{}` has no study.toml", dir.display()), format!("“{}”里没有 study.toml", dir.display()));
        let hint = if dir.join("run.json").is_file() {
            (
                "it is the folder of a run: name the study folder, or read the run back with linli.load in Python",
                "这是跑出来的结果：要写研究文件夹；在 Python 里用 linli.load 读回结果",
            )
        } else {
            (
                "make one with linli init, or write two lines: id = \"dashilar\" and zone = \"Asia/Shanghai\"",
                "用 linli init 做一个，或者自己写两行：id = \"dashilar\" 和 zone = \"Asia/Shanghai\"",
            )
        };
        return Err(Error::new(ErrorKind::File, message).with_hint(hint));
    }
    let (bytes, input) = source::whole(&path, "study.toml", 1 << 20)?;
    inputs.push(input);
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::new(ErrorKind::Input, ("the plan is not UTF-8", "编码不是 UTF-8"))
            .at(Location::file("study.toml"))
            .with_hint(("save it as UTF-8", "用记事本打开，另存为，编码选 UTF-8"))
    })?;
    Plan::from_toml(&text)
}

fn read_rosters(
    listing: &Listing,
    book: &mut GroupBook,
    draft: &mut Draft,
    inputs: &mut Vec<InputFile>,
    refused: &mut Refused,
) -> Vec<Picture> {
    let mut pictures = Vec::new();
    for entry in &listing.rosters {
        if tables::is_workbook(entry) {
            let sheets = refused.keep(&entry.label, tables::workbook(entry, inputs, &mut draft.odd));
            let first = sheets.into_iter().flatten().find(|sheet| !sheet.grid.is_empty());
            pictures.extend(first.and_then(|sheet| Picture::read_sheet(&entry.label, &sheet.grid, book, draft)));
        } else if let Some(text) = refused.keep(&entry.label, read_text(entry, inputs, &mut draft.odd)).flatten() {
            pictures.extend(Picture::read(&entry.label, &text, book, draft));
        }
    }
    pictures
}

/// The names on the member lists of each group.
fn listed_names(pictures: &[Picture]) -> BTreeMap<String, Vec<String>> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for picture in pictures {
        names.entry(picture.group.clone()).or_default().extend(picture.names.iter().map(|(_, name)| name.clone()));
    }
    names
}

/// A text file whole, in whatever encoding. An empty one is named and left out.
fn read_text(entry: &Entry, inputs: &mut Vec<InputFile>, odd: &mut Diagnostics) -> Result<Option<String>, Error> {
    use std::io::Read;
    let (bytes, input) = source::whole(&entry.path, &entry.label, entry.limits.table)?;
    inputs.push(input);
    if is_blank(&bytes) {
        odd.push(&diagnostic::EMPTY_SOURCE, Location::file(&entry.label), "the file is empty");
        return Ok(None);
    }
    let mut decoder = crate::decode::Text::new(&bytes[..], &entry.label)?;
    let mut text = String::new();
    decoder.read_to_string(&mut text).map_err(|error| source::unreadable(&entry.label, error))?;
    if decoder.replaced() > 0 {
        let detail = format!("{} invalid sequences", decoder.replaced());
        odd.push(&diagnostic::BAD_BYTES, Location::file(&entry.label), detail);
    }
    Ok(Some(text))
}

/// Whether a file holds nothing but perhaps a byte order mark.
fn is_blank(bytes: &[u8]) -> bool {
    matches!(bytes, [] | [0xef, 0xbb, 0xbf] | [0xff, 0xfe] | [0xfe, 0xff])
}
