//! The table of messages: ten million rows pass here, so nothing is made per row that is not kept.

use std::mem;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Schema};
use linli::diagnostic::{self, Diagnostics};
use linli::records::{
    Cues, DaySpan, Field, Fields, Flags, GroupId, How, MessageDraft, MessageKind, PersonId, RecordsBuilder, Source,
    SourceKind, Target,
};
use linli::time::{Timestamp, Zone};
use linli::{Error, Location};

use super::columns::{Column, Names, Places, optional, required};
use super::ids::{Cell, Ids, Known};
use super::stream::Rows;
use super::times::{Clock, Reading, Times};
use crate::errors::input;

const TABLE: &str = "messages";
const GROUP: usize = 0;
const TIME: usize = 1;
const AUTHOR: usize = 2;
const ID: usize = 3;
const REPLY_TO: usize = 4;
const MENTIONS: usize = 5;
const KIND: usize = 6;
const LENGTH: usize = 7;
const TEXT: usize = 8;

/// The columns, at the positions named above.
static COLUMNS: [Column; 9] = [
    required("group"),
    required("time"),
    required("author"),
    optional("id"),
    optional("reply_to"),
    optional("mentions"),
    optional("kind"),
    optional("length"),
    optional("text"),
];

/// The longest id of a person or a group, in bytes.
const LONGEST_ID: usize = 256;

/// Takes messages into the records.
pub(crate) struct Messages<'a> {
    builder: &'a mut RecordsBuilder,
    odd: &'a mut Diagnostics,
    names: &'a Names,
    clock: Clock,
    places: Places,
    groups: Known<Option<GroupId>>,
    people: Known<Option<PersonId>>,
    mentioned: Known<Option<PersonId>>,
    kinds: Known<Option<MessageKind>>,
    seen: Vec<GroupId>,
    first_and_last: Option<(Timestamp, Timestamp)>,
    fields: Fields,
    rows: u64,
    taken: u64,
    targets: Vec<Target>,
}

/// The columns of one batch, typed.
struct Batch<'a> {
    group: Ids<'a>,
    time: Times<'a>,
    author: Ids<'a>,
    id: Option<Ids<'a>>,
    reply_to: Option<Ids<'a>>,
    mentions: Option<Lists<'a>>,
    kind: Option<Ids<'a>>,
    length: Option<Ids<'a>>,
    text: Option<Ids<'a>>,
}

impl<'a> Messages<'a> {
    /// Messages go into `builder`, local times are of `zone`, columns may be called otherwise.
    pub(crate) fn new(builder: &'a mut RecordsBuilder, odd: &'a mut Diagnostics, names: &'a Names, zone: Zone) -> Self {
        Self {
            builder,
            odd,
            names,
            clock: Clock::new(zone),
            places: Places::default(),
            groups: Known::new(),
            people: Known::new(),
            mentioned: Known::new(),
            kinds: Known::new(),
            seen: Vec::new(),
            first_and_last: None,
            fields: Fields::of(&[Field::Seconds]),
            rows: 0,
            taken: 0,
            targets: Vec::new(),
        }
    }

    /// Ends the table: it is one source, which covers the days from its first to its last message for all its groups.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.rows > 0 && self.taken == 0 {
            let place = self
                .odd
                .iter()
                .find_map(|(code, _, samples)| samples.first().map(|s| (code.meaning, s.detail.clone())));
            let why = place.map_or_else(String::new, |(meaning, detail)| format!(": {meaning} ({detail})"));
            return Err(input(format!("not one of {} messages could be read{why}", self.rows), "check the columns"));
        }
        let covers = self
            .first_and_last
            .map(|(first, last)| DaySpan { start: self.clock.day(first), end: self.clock.day(last).plus(1) });
        self.builder.source(Source {
            label: TABLE.to_owned(),
            kind: SourceKind::Table,
            format: "table",
            groups: self.seen,
            organizations: Vec::new(),
            covers: covers.into_iter().collect(),
            exported_on: None,
            fields: self.fields,
            rows: self.taken,
        });
        Ok(())
    }

    /// Where, when and who; nothing where one of them cannot be read, which is noted.
    fn said(&mut self, batch: &Batch<'_>, row: usize) -> Result<Option<(GroupId, Timestamp, PersonId)>, Error> {
        let (builder, seen) = (&mut *self.builder, &mut self.seen);
        let group = self.groups.at(&batch.group, row, |id| {
            Ok(acceptable(id).then(|| {
                let group = builder.group(id);
                seen.push(group);
                group
            }))
        })?;
        let Some(group) = group.flatten() else {
            self.note(&diagnostic::BAD_ROW, "`group` is empty or longer than 256 bytes");
            return Ok(None);
        };
        let time = match self.clock.read(&batch.time, row)? {
            Reading::At(time) => time,
            Reading::On(day) => self.clock.midnight(day),
            Reading::Missing => {
                self.note(&diagnostic::BAD_TIME, "`time` is empty");
                return Ok(None);
            }
            Reading::Bad => {
                self.note(&diagnostic::BAD_TIME, "`time` is no time between the years 1990 and 2100");
                return Ok(None);
            }
        };
        if let Some(code) = self.clock.odd {
            self.note(code, self.clock.day(time).to_string());
        }
        let builder = &mut *self.builder;
        let author = self.people.at(&batch.author, row, |id| person(builder, id))?.flatten();
        if author.is_none() {
            self.note(&diagnostic::EMPTY_NAME, "`author` is empty or longer than 256 bytes");
        }
        Ok(author.map(|author| (group, time, author)))
    }

    fn row(&mut self, batch: &Batch<'_>, row: usize) -> Result<(), Error> {
        self.rows += 1;
        let Some((group, time, author)) = self.said(batch, row)? else { return Ok(()) };
        let kind = self.kind(batch, row)?;
        let (mut length, mut cues, mut flags) = (0, Cues::NONE, Flags::NONE);
        if let Some(Cell::Text(text)) = batch.text.as_ref().and_then(|text| text.at(row)) {
            let kept = linli_io::text::features(text, kind);
            (length, cues) = (kept.length, kept.cues);
            if kept.to_all {
                flags = Flags::TO_ALL;
            }
        }
        if let Some(Cell::Whole(given)) = batch.length.as_ref().and_then(|length| length.at(row)) {
            length = u32::try_from(given.max(0)).unwrap_or(u32::MAX);
        }
        let id = batch.id.as_ref().and_then(|id| id.at(row)).and_then(number);
        let mut targets = mem::take(&mut self.targets);
        targets.clear();
        if let Some(mentions) = &batch.mentions {
            self.mentioned_in(mentions, row, &mut targets)?;
        }
        let draft = MessageDraft {
            time,
            author,
            kind,
            length,
            flags,
            cues,
            order: id.unwrap_or(self.rows),
            id,
            reply_to: batch.reply_to.as_ref().and_then(|id| id.at(row)).and_then(number),
            targets: &targets,
        };
        self.builder.message(group, draft)?;
        self.targets = targets;
        self.taken += 1;
        let (first, last) = self.first_and_last.get_or_insert((time, time));
        *first = (*first).min(time);
        *last = (*last).max(time);
        Ok(())
    }

    fn kind(&mut self, batch: &Batch<'_>, row: usize) -> Result<MessageKind, Error> {
        let Some(column) = &batch.kind else { return Ok(MessageKind::Text) };
        let kind = self.kinds.at(column, row, |text| Ok(MessageKind::parse(text)))?;
        match kind {
            None => Ok(MessageKind::Text),
            Some(Some(kind)) => Ok(kind),
            Some(None) => {
                self.note(&diagnostic::UNKNOWN_KIND, "`kind` is none of the known kinds; taken as `other`");
                Ok(MessageKind::Other)
            }
        }
    }

    fn mentioned_in(&mut self, mentions: &Lists<'_>, row: usize, targets: &mut Vec<Target>) -> Result<(), Error> {
        for at in mentions.range(row) {
            let builder = &mut *self.builder;
            let person = self.mentioned.at(&mentions.values, at, |id| person(builder, id))?;
            targets.extend(person.flatten().map(|person| Target { person, how: How::Mention }));
        }
        Ok(())
    }

    fn note(&mut self, code: &'static diagnostic::DiagnosticCode, detail: impl Into<linli::error::Words>) {
        self.odd.push(code, Location::line(TABLE, self.rows), detail);
    }
}

impl Rows for Messages<'_> {
    fn schema(&mut self, schema: &Schema) -> Result<(), Error> {
        self.places = Places::of(TABLE, &COLUMNS, self.names, schema)?;
        self.places.note_private(TABLE, self.odd);
        self.places.note_extra(TABLE, self.odd);
        for (column, field) in [
            (REPLY_TO, Field::Reply),
            (MENTIONS, Field::Mention),
            (KIND, Field::Kind),
            (LENGTH, Field::Length),
            (TEXT, Field::Length),
            (TEXT, Field::Cue),
        ] {
            if self.places.position(column).is_some() {
                self.fields = self.fields.with(Fields::of(&[field]));
            }
        }
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let column = |at: usize| self.places.position(at).and_then(|at| batch.columns().get(at)).map(AsRef::as_ref);
        let ids = |at: usize| column(at).map(|array| Ids::of(array, TABLE, COLUMNS[at].id)).transpose();
        // `schema` has refused tables without these three.
        let (Some(group), Some(time), Some(author)) = (ids(GROUP)?, column(TIME), ids(AUTHOR)?) else { return Ok(()) };
        let typed = Batch {
            group,
            time: Times::of(time, TABLE, "time")?,
            author,
            id: ids(ID)?,
            reply_to: ids(REPLY_TO)?,
            mentions: column(MENTIONS).map(Lists::of).transpose()?,
            kind: ids(KIND)?,
            length: ids(LENGTH)?,
            text: ids(TEXT)?,
        };
        self.groups.begin(&typed.group);
        self.people.begin(&typed.author);
        if let Some(kind) = &typed.kind {
            self.kinds.begin(kind);
        }
        if let Some(mentions) = &typed.mentions {
            self.mentioned.begin(&mentions.values);
        }
        (0..batch.num_rows()).try_for_each(|row| self.row(&typed, row))
    }
}

/// A column of lists.
struct Lists<'a> {
    array: &'a dyn Array,
    offsets: Offsets<'a>,
    values: Ids<'a>,
}

enum Offsets<'a> {
    Short(&'a OffsetBuffer<i32>),
    Long(&'a OffsetBuffer<i64>),
    None,
}

impl<'a> Lists<'a> {
    fn of(array: &'a dyn Array) -> Result<Self, Error> {
        let (offsets, values) = match array.data_type() {
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                (Offsets::Short(list.offsets()), list.values())
            }
            DataType::LargeList(_) => {
                let list = array.as_list::<i64>();
                (Offsets::Long(list.offsets()), list.values())
            }
            DataType::Null => return Ok(Self { array, offsets: Offsets::None, values: Ids::Nothing }),
            other => {
                return Err(input(
                    format!("column `mentions` of table `{TABLE}` is {other}; it must hold lists of ids"),
                    "split the text into lists before it is handed over",
                ));
            }
        };
        Ok(Self { array, offsets, values: Ids::of(values.as_ref(), TABLE, "mentions")? })
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        if self.array.is_null(row) {
            return 0..0;
        }
        match self.offsets {
            Offsets::Short(offsets) => offsets[row] as usize..offsets[row + 1] as usize,
            Offsets::Long(offsets) => offsets[row] as usize..offsets[row + 1] as usize,
            Offsets::None => 0..0,
        }
    }
}

fn acceptable(id: &str) -> bool {
    !id.trim().is_empty() && id.len() <= LONGEST_ID
}

fn person(builder: &mut RecordsBuilder, id: &str) -> Result<Option<PersonId>, Error> {
    if acceptable(id) { builder.person(id).map(Some) } else { Ok(None) }
}

/// A message's id as a number that orders as whole numbers do. Other text gives the same number wherever it stands.
fn number(cell: Cell<'_>) -> Option<u64> {
    const NEGATIVE: u64 = 1 << 63;
    match cell {
        Cell::Whole(number) => Some(number as u64 ^ NEGATIVE),
        Cell::Text("") => None,
        Cell::Text(text) => Some(text.parse::<i64>().map_or_else(|_| digest(text), |number| number as u64 ^ NEGATIVE)),
    }
}

/// FNV-1a.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
