//! Messages drawn for coding by hand, with their words: written to the team's own file when a person asks for it, and never
//! otherwise.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use linli::diagnostic::{DiagnosticCode, Diagnostics};
use linli::records::{GroupId, Message, PseudonymKey, Records};
use linli::time::{Timestamp, Zone};
use linli::{Error, ErrorKind};

use super::listing::Listing;
use super::{OpenOptions, Opened, chats};
use crate::chat::{self, ChatHead, RawMessage, Receiver};
use crate::key;
use crate::run_folder::sheet::{BYTE_ORDER_MARK, Sheet};

/// The most messages drawn: more are coded by nobody.
const MOST: usize = 10_000;
/// How many messages before it a message is shown with.
const BEFORE: usize = 2;
/// The headers, in both languages; the last ones are filled in by whoever codes.
const HEADERS: [&str; 13] = [
    "群 group",
    "时间 time",
    "作者 author",
    "类型 kind",
    "前两条 before_2",
    "前一条 before_1",
    "文字 text",
    "回应谁 reply_to",
    "对谁说 addressees",
    "线索 cues",
    "活动 activity",
    "编码人 coder",
    "备注 note",
];
/// How many of them are filled in here.
const FILLED: usize = 7;

/// Which messages are drawn, and where they go.
#[derive(Debug, Clone, Default)]
pub struct SampleOptions {
    /// How many in all, the same number from each group as far as its messages go.
    pub messages: usize,
    /// Another seed, other messages; the same seed and files, the same messages.
    pub seed: u64,
    /// The file: a new one, outside any outcome.
    pub out: PathBuf,
    /// How the folder is read.
    pub read: OpenOptions,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// How many messages.
    pub messages: usize,
    /// Of how many groups.
    pub groups: usize,
    /// The file.
    pub out: PathBuf,
}

/// Draws messages of an opened study folder and writes them, with their words and the two before each, for the team's own
/// eyes (T0). The chats are read once more: no text was kept.
///
/// # Errors
/// Where the file is there already, would lie in an outcome, or cannot be written; where a chat cannot be read.
pub fn sample(dir: &Path, opened: &Opened, options: &SampleOptions) -> Result<Sampled, Error> {
    if options.messages == 0 || options.messages > MOST {
        return Err(Error::new(
            ErrorKind::Input,
            (format!("a sample has 1 to {MOST} messages"), format!("一次抽1到{MOST}条")),
        )
        .with_hint(("a few hundred are a day's work: --sample 300", "几百条就够编码一天的：--sample 300")));
    }
    refuse_outcome(&options.out)?;
    let (plan, records) = (&opened.study.plan, &opened.study.records);
    let key = key::pseudonym_key(dir, options.read.key.as_deref())?;
    let listing = Listing::of(dir, options.read.limits, &mut Diagnostics::new())?;
    let mut draws = Draws {
        zone: plan.zone()?,
        key: &key,
        seed: options.seed.to_string(),
        quotas: quotas(records, options.messages),
        drawn: BTreeMap::new(),
    };
    for entry in &listing.chats {
        let file = File::open(&entry.path).map_err(|error| crate::source::unreadable(&entry.label, error))?;
        if file.metadata().map_err(|error| crate::source::unreadable(&entry.label, error))?.len() == 0 {
            continue;
        }
        let (read, named) = chats::how(entry, &options.read, plan)?;
        let mut sampler =
            Sampler { groups: groups_of(records, &entry.label), at: None, before: VecDeque::new(), draws: &mut draws };
        chat::read(&file, &read, named, &mut sampler)?;
    }
    let drawn = draws.drawn;
    let messages = drawn.values().map(BTreeMap::len).sum();
    let groups = drawn.values().filter(|own| !own.is_empty()).count();
    write(&options.out, drawn.values()).map_err(|error| {
        let taken = error.kind() == std::io::ErrorKind::AlreadyExists;
        let path = options.out.display();
        if taken {
            Error::new(ErrorKind::File, (format!("there is a `{path}` already"), format!("已经有“{path}”了")))
                .with_hint((
                    "give the sample another name: somebody may have coded in that file",
                    "换个文件名：里面可能有人编过码了",
                ))
        } else {
            Error::new(ErrorKind::File, (format!("`{path}` cannot be written"), format!("“{path}”写不进去")))
                .with_source(error)
        }
    })?;
    Ok(Sampled { messages, groups, out: options.out.clone() })
}

/// Words of people never lie in an outcome, which is passed on.
fn refuse_outcome(out: &Path) -> Result<(), Error> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = fs::canonicalize(parent)
        .map_err(|error| Error::new(ErrorKind::File, key::no_folder(parent)).with_source(error))?;
    let is_outcome =
        |folder: &Path| folder.join("run.json").exists() || folder.file_name().is_some_and(|name| name == "outcome");
    if whole.ancestors().any(is_outcome) {
        return Err(Error::new(
            ErrorKind::File,
            (format!("`{}` would lie in an outcome", out.display()), format!("“{}”会落在 outcome 里面", out.display())),
        )
        .with_hint((
            "an outcome is passed on, and the sample holds names and words: put it beside the study",
            "outcome 是要给别人的，抽样里有姓名和原话：放到研究文件夹旁边",
        )));
    }
    Ok(())
}

/// How many messages are drawn of each group: the same number, and what a small group has not, from the others.
fn quotas(records: &Records, messages: usize) -> BTreeMap<GroupId, usize> {
    let groups = (0..records.groups().len()).map(GroupId::from_index);
    let mut sizes: Vec<(usize, GroupId)> =
        groups.map(|group| (records.messages(group).iter().filter(Message::is_turn).count(), group)).collect();
    sizes.sort_unstable();
    let (mut left, count) = (messages, sizes.len());
    let mut quotas = BTreeMap::new();
    for (at, (size, group)) in sizes.into_iter().enumerate() {
        // Smallest first; what does not divide goes to the largest.
        let quota = size.min(left / (count - at).max(1));
        left -= quota;
        quotas.insert(group, quota);
    }
    quotas
}

/// The groups whose messages a file holds, with their names.
fn groups_of<'r>(records: &'r Records, label: &str) -> Vec<(&'r str, GroupId)> {
    let sources = records.sources().iter().filter(|source| source.label == label);
    let mut groups: Vec<GroupId> = sources.flat_map(|source| source.groups.iter().copied()).collect();
    groups.sort_unstable();
    groups.dedup();
    let name = |group: GroupId| records.groups().get(group.index()).map(|row| (row.id.as_str(), group));
    groups.into_iter().filter_map(name).collect()
}

/// A row as it will stand: the group, the time, and whatever else tells it apart.
type Row = [String; FILLED];

/// What was drawn so far: of each group the messages of the smallest digests. Which these are depends neither on the order
/// of the files nor on how often a message stands in them.
struct Draws<'k> {
    zone: Zone,
    key: &'k PseudonymKey,
    seed: String,
    quotas: BTreeMap<GroupId, usize>,
    drawn: BTreeMap<GroupId, BTreeMap<u64, (Timestamp, Row)>>,
}

/// One file on its way through.
struct Sampler<'d, 'k, 'r> {
    groups: Vec<(&'r str, GroupId)>,
    at: Option<(&'r str, GroupId)>,
    before: VecDeque<String>,
    draws: &'d mut Draws<'k>,
}

impl Sampler<'_, '_, '_> {
    fn draw(&mut self, message: &RawMessage<'_>) {
        // Words must not stand under another group's name: where a file holds several, only its titles tell them apart.
        let only = if let [only] = self.groups[..] { Some(only) } else { None };
        let Some((name, group)) = only.or(self.at) else { return };
        let Draws { zone, key, seed, quotas, drawn } = &mut *self.draws;
        let quota = quotas.get(&group).copied().unwrap_or_default();
        let own = drawn.entry(group).or_default();
        let micros = message.time.micros().to_string();
        let digest = key.digest(&["sample", seed, name, &micros, message.author, message.kind.id(), message.text]);
        let last = own.last_key_value().map(|(&last, _)| last);
        if own.len() >= quota && last.is_none_or(|last| digest >= last) {
            return;
        }
        let context = |back: usize| {
            let at = self.before.len().checked_sub(back);
            at.and_then(|at| self.before.get(at)).cloned().unwrap_or_default()
        };
        let row = [
            name.to_owned(),
            zone.format(message.time),
            message.author.to_owned(),
            message.kind.id().to_owned(),
            context(2),
            context(1),
            message.text.to_owned(),
        ];
        // Of two files that hold it, the one that shows more of what came before.
        let known = |row: &Row| (row.iter().filter(|cell| !cell.is_empty()).count(), std::cmp::Reverse(row.clone()));
        match own.get(&digest) {
            Some((_, kept)) if known(kept) >= known(&row) => {}
            _ => drop(own.insert(digest, (message.time, row))),
        }
        if own.len() > quota {
            own.pop_last();
        }
    }
}

impl Receiver for Sampler<'_, '_, '_> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        let title = head.title.map(crate::value::trim).unwrap_or_default();
        self.at = self.groups.iter().copied().find(|(name, _)| *name == title);
        self.before.clear();
        Ok(())
    }

    fn member(&mut self, _: &str, _: Option<&str>) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        if !message.kind.is_turn() || message.recalled || message.kept.is_some() || message.author.is_empty() {
            return Ok(());
        }
        self.draw(&message);
        let words = if message.text.is_empty() { message.kind.id() } else { message.text };
        let (_, second) = self.draws.zone.day_and_second(message.time);
        if self.before.len() >= BEFORE {
            self.before.pop_front();
        }
        self.before.push_back(format!("{:02}:{:02} {}: {words}", second / 3600, second / 60 % 60, message.author));
        Ok(())
    }

    fn odd(&mut self, _: &'static DiagnosticCode, _: u64, _: &str) {}
}

/// A new file, readable by its owner alone where the system knows such a thing.
fn write<'d>(out: &Path, drawn: impl Iterator<Item = &'d BTreeMap<u64, (Timestamp, Row)>>) -> std::io::Result<()> {
    let mut text = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut sheet = Sheet::new(&mut text);
    sheet.row(HEADERS)?;
    for group in drawn {
        let mut rows: Vec<_> = group.iter().map(|(digest, (time, row))| (time, digest, row)).collect();
        rows.sort_unstable();
        for (_, _, row) in rows {
            let coded = HEADERS.iter().skip(FILLED).map(|_| "");
            sheet.row(row.iter().map(String::as_str).chain(coded))?;
        }
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(out)?;
    file.write_all(&text)?;
    file.sync_all()
}

crate::redacted!(Draws<'_>, Sampler<'_, '_, '_>);
