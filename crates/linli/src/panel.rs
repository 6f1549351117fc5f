//! The panel: tables of one grain each, in typed columns and chunks that can be lent out without a copy.

use std::sync::Arc;

use crate::definition::{Kind, Undefined, Value};
use crate::error::Error;
use crate::indicator::{Indicator, TableId};
use crate::population::Population;
use crate::time::Window;

/// Rows after which a chunk is sealed.
pub const CHUNK_ROWS: usize = 65_536;

/// One key column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A group, by its id.
    Group,
    /// A person, by their id.
    Person,
    /// A window, by its first day, the first day after, and whether it is of the disjoint series.
    Window,
    /// A population, by its name.
    Population,
    /// A tie rule, by its name in the plan.
    Ties,
    /// An organization, by its id.
    Organization,
    /// An activity, by its id.
    Activity,
    /// A series of activities, by its name.
    Series,
    /// The organization whose people do something with another's, by its id.
    FromOrganization,
    /// The other organization, by its id.
    ToOrganization,
}

impl Key {
    /// The name of the column (a window has `window_start`, `window_end` and `disjoint`).
    pub const fn id(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Person => "person",
            Self::Window => "window",
            Self::Population => "population",
            Self::Ties => "ties",
            Self::Organization => "organization",
            Self::Activity => "activity",
            Self::Series => "series",
            Self::FromOrganization => "from_organization",
            Self::ToOrganization => "to_organization",
        }
    }

    /// What it names.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Group => "the chat group",
            Self::Person => "the person, by pseudonym outside the team",
            Self::Window => "the time window, half-open",
            Self::Population => "who counts as a node",
            Self::Ties => "the tie rule, by its name in the plan",
            Self::Organization => "the organization",
            Self::Activity => "the activity",
            Self::FromOrganization => "the organization whose people take up, answer, visit or invite",
            Self::ToOrganization => "the organization that showed, asked, was visited or came in as partner",
            Self::Series => {
                "the series of activities: by kind, else by venue (one nobody wrote down is that of the activity before), else all of the organization"
            }
        }
    }
}

impl TableId {
    /// The keys of a table, in the order its rows are sorted.
    pub const fn keys(self) -> &'static [Key] {
        match self {
            Self::Groups => &[Key::Group, Key::Window, Key::Population],
            Self::Networks => &[Key::Group, Key::Window, Key::Population, Key::Ties],
            Self::Members => &[Key::Group, Key::Person, Key::Window, Key::Population],
            Self::Positions => &[Key::Group, Key::Person, Key::Window, Key::Population, Key::Ties],
            Self::Activities => &[Key::Organization, Key::Activity],
            Self::Series => &[Key::Organization, Key::Series, Key::Window],
            Self::Participants => &[Key::Organization, Key::Person, Key::Window],
            Self::Organizations => &[Key::Organization, Key::Window],
            Self::SecondLayer => &[Key::Group, Key::Window],
            Self::SecondLayerPairs => &[Key::Group, Key::Window, Key::FromOrganization, Key::ToOrganization],
        }
    }
}

/// What the codes in key columns stand for.
#[derive(Debug, Clone, Default)]
pub struct Dictionaries {
    /// Groups, ascending.
    pub groups: Vec<String>,
    /// People, ascending.
    pub people: Vec<String>,
    /// Windows, by first day.
    pub windows: Vec<Window>,
    /// Populations, in their order.
    pub populations: Vec<Population>,
    /// Tie rules, ascending by their name in the plan.
    pub ties: Vec<String>,
    /// Organizations, ascending.
    pub organizations: Vec<String>,
    /// Activities, in the order of the records.
    pub activities: Vec<String>,
    /// Series, ascending.
    pub series: Vec<String>,
}

impl Dictionaries {
    /// What a code of a key stands for; for a window its first day.
    pub fn label(&self, key: Key, code: u32) -> String {
        let code = code as usize;
        match key {
            Key::Window => self.windows[code].first_day.to_string(),
            Key::Population => self.populations[code].id().to_owned(),
            _ => self.strings(key)[code].clone(),
        }
    }

    /// The strings of a key; empty for windows and populations, which are no strings.
    pub fn strings(&self, key: Key) -> &[String] {
        match key {
            Key::Group => &self.groups,
            Key::Person => &self.people,
            Key::Ties => &self.ties,
            Key::Organization | Key::FromOrganization | Key::ToOrganization => &self.organizations,
            Key::Activity => &self.activities,
            Key::Series => &self.series,
            Key::Window | Key::Population => &[],
        }
    }
}

/// Values of one column, as its kind stores them.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Real numbers.
    Real(Vec<f64>),
    /// Whole numbers from 0.
    Count(Vec<u32>),
    /// Positions in a fixed list.
    Category(Vec<u8>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
}

impl Values {
    /// No values yet, of this kind.
    pub fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Real => Self::Real(Vec::new()),
            Kind::Count => Self::Count(Vec::new()),
            Kind::Category(_) => Self::Category(Vec::new()),
            Kind::Date => Self::Date(Vec::new()),
        }
    }

    /// Adds a value. What the kind cannot hold is cut to its nearest: no declared range reaches there.
    pub fn push(&mut self, value: f64) {
        match self {
            Self::Real(values) => values.push(value),
            Self::Count(values) => values.push(value as u32),
            Self::Category(values) => values.push(value as u8),
            Self::Date(values) => values.push(value as i32),
        }
    }

    /// The value in a row.
    pub fn at(&self, row: usize) -> f64 {
        match self {
            Self::Real(values) => values[row],
            Self::Count(values) => f64::from(values[row]),
            Self::Category(values) => f64::from(values[row]),
            Self::Date(values) => f64::from(values[row]),
        }
    }

    fn with_room(&self) -> Self {
        match self {
            Self::Real(_) => Self::Real(Vec::with_capacity(CHUNK_ROWS)),
            Self::Count(_) => Self::Count(Vec::with_capacity(CHUNK_ROWS)),
            Self::Category(_) => Self::Category(Vec::with_capacity(CHUNK_ROWS)),
            Self::Date(_) => Self::Date(Vec::with_capacity(CHUNK_ROWS)),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Self::Real(values) => values.shrink_to_fit(),
            Self::Count(values) => values.shrink_to_fit(),
            Self::Category(values) => values.shrink_to_fit(),
            Self::Date(values) => values.shrink_to_fit(),
        }
    }

    fn append(&mut self, other: &Self) {
        match (self, other) {
            (Self::Real(a), Self::Real(b)) => extend(a, b),
            (Self::Count(a), Self::Count(b)) => extend(a, b),
            (Self::Category(a), Self::Category(b)) => extend(a, b),
            (Self::Date(a), Self::Date(b)) => extend(a, b),
            _ => unreachable!("a column keeps its kind"),
        }
    }
}

/// Adds values, and no room beyond them: the group that fills a chunk is its last.
fn extend<T: Copy>(values: &mut Vec<T>, more: &[T]) {
    values.reserve_exact(more.len());
    values.extend_from_slice(more);
}

/// One column of one chunk.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnChunk {
    /// Its values; 0 where there is none.
    pub values: Values,
    /// For every row the code of the reason for having no value, 0 for a value; `None` where every row has one.
    pub reasons: Option<Vec<u8>>,
    /// Lower and upper bound, NaN where there is none; only for ids the plan lists under `intervals`.
    pub bounds: Option<[Vec<f64>; 2]>,
}

impl ColumnChunk {
    /// The value, or the reason for having none.
    pub fn at(&self, row: usize) -> Value {
        match self.reasons.as_ref().and_then(|reasons| Undefined::from_code(reasons[row])) {
            Some(reason) => Err(reason),
            None => Ok(self.values.at(row)),
        }
    }
}

/// Some rows of a table: key codes and columns, all of one length.
#[derive(Debug, Clone, PartialEq)]
pub struct TableChunk {
    /// Codes, by key of the table.
    pub keys: Vec<Vec<u32>>,
    /// Columns, in the order of the table's indicators.
    pub columns: Vec<ColumnChunk>,
}

impl TableChunk {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.keys.first().map_or(0, Vec::len)
    }

    /// No rows, with the columns of `like` and room for a whole chunk: growing step by step would leave holes in memory.
    fn with_room(like: &Self) -> Self {
        let column = |column: &ColumnChunk| ColumnChunk {
            values: column.values.with_room(),
            reasons: column.reasons.as_ref().map(|_| Vec::with_capacity(CHUNK_ROWS)),
            bounds: column.bounds.as_ref().map(|_| [Vec::with_capacity(CHUNK_ROWS), Vec::with_capacity(CHUNK_ROWS)]),
        };
        Self {
            keys: like.keys.iter().map(|_| Vec::with_capacity(CHUNK_ROWS)).collect(),
            columns: like.columns.iter().map(column).collect(),
        }
    }

    /// The chunk as it stays, without the room it did not need.
    fn sealed(mut self) -> Arc<Self> {
        self.keys.iter_mut().for_each(Vec::shrink_to_fit);
        for column in &mut self.columns {
            column.values.shrink_to_fit();
            column.reasons.iter_mut().for_each(Vec::shrink_to_fit);
            column.bounds.iter_mut().flatten().for_each(Vec::shrink_to_fit);
        }
        Arc::new(self)
    }

    fn append(&mut self, other: &Self) {
        let rows = self.rows();
        for (mine, theirs) in self.columns.iter_mut().zip(&other.columns) {
            mine.values.append(&theirs.values);
            match (&mut mine.reasons, &theirs.reasons) {
                (Some(a), Some(b)) => extend(a, b),
                (Some(a), None) => a.resize(rows + other.rows(), 0),
                (None, Some(b)) => {
                    let mut reasons = Vec::with_capacity(CHUNK_ROWS.max(rows + b.len()));
                    reasons.resize(rows, 0);
                    reasons.extend_from_slice(b);
                    mine.reasons = Some(reasons);
                }
                (None, None) => {}
            }
            if let (Some([low, high]), Some([l, h])) = (&mut mine.bounds, &theirs.bounds) {
                extend(low, l);
                extend(high, h);
            }
        }
        for (mine, theirs) in self.keys.iter_mut().zip(&other.keys) {
            extend(mine, theirs);
        }
    }
}

/// What a kernel hands over: rows of some tables.
#[derive(Debug, Clone, Default)]
pub struct Tables(pub Vec<(TableId, TableChunk)>);

/// One table of the panel.
#[derive(Debug, Clone)]
pub struct Table {
    id: TableId,
    indicators: Vec<&'static Indicator>,
    chunks: Vec<Arc<TableChunk>>,
}

impl Table {
    /// Which table.
    pub fn id(&self) -> TableId {
        self.id
    }

    /// Its indicators, in order.
    pub fn indicators(&self) -> &[&'static Indicator] {
        &self.indicators
    }

    /// Its chunks, of at least [`CHUNK_ROWS`] rows each but for the last.
    pub fn chunks(&self) -> &[Arc<TableChunk>] {
        &self.chunks
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.rows()).sum()
    }

    /// The position of an indicator among the columns.
    pub fn column(&self, id: &str) -> Result<usize, Error> {
        self.indicators
            .iter()
            .position(|indicator| indicator.id() == id)
            .ok_or_else(|| Error::unknown(("column of this table", "列"), id, self.indicators.iter().map(|i| i.id())))
    }

    /// All rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.chunks.iter().flat_map(move |chunk| (0..chunk.rows()).map(move |row| Row { table: self, chunk, at: row }))
    }
}

/// One row, as a view.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    chunk: &'a TableChunk,
    at: usize,
}

impl Row<'_> {
    /// The code of a key; `None` if the table has no such key.
    pub fn key(&self, key: Key) -> Option<u32> {
        let at = self.table.id.keys().iter().position(|&k| k == key)?;
        Some(self.chunk.keys[at][self.at])
    }

    /// The value in a column.
    pub fn value(&self, column: usize) -> Value {
        self.chunk.columns[column].at(self.at)
    }

    /// The bounds in a column, where the plan asked for them and they exist.
    pub fn bounds(&self, column: usize) -> Option<[f64; 2]> {
        let [low, high] = self.chunk.columns[column].bounds.as_ref()?;
        let bounds = [low[self.at], high[self.at]];
        (!bounds[0].is_nan()).then_some(bounds)
    }
}

/// All tables, and what their key codes stand for.
#[derive(Debug, Clone)]
pub struct Panel {
    dictionaries: Arc<Dictionaries>,
    tables: Vec<Table>,
}

impl Panel {
    /// What key codes stand for.
    pub fn dictionaries(&self) -> &Arc<Dictionaries> {
        &self.dictionaries
    }

    /// The tables that have indicators, in their order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// One table; `None` where no chosen indicator stands in it.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// Number of cells.
    pub fn cells(&self) -> u64 {
        self.tables.iter().map(|table| table.rows() as u64 * table.indicators.len() as u64).sum()
    }
}

/// Collects rows of kernels, in key order, into a panel.
#[derive(Debug)]
pub struct PanelBuilder {
    dictionaries: Arc<Dictionaries>,
    tables: Vec<(Table, Option<TableChunk>)>,
}

impl PanelBuilder {
    /// An empty panel of these indicators.
    pub fn new(dictionaries: Arc<Dictionaries>, indicators: &[&'static Indicator]) -> Self {
        let tables = TableId::ALL
            .iter()
            .map(|&id| {
                let own: Vec<&'static Indicator> = indicators.iter().copied().filter(|i| i.table() == id).collect();
                (Table { id, indicators: own, chunks: Vec::new() }, None)
            })
            .filter(|(table, _): &(Table, Option<TableChunk>)| !table.indicators.is_empty())
            .collect();
        Self { dictionaries, tables }
    }

    /// Adds rows; they must follow those before in key order.
    pub fn append(&mut self, tables: &Tables) {
        for (id, rows) in &tables.0 {
            let Some((table, open)) = self.tables.iter_mut().find(|(table, _)| table.id == *id) else { continue };
            let chunk = open.get_or_insert_with(|| TableChunk::with_room(rows));
            chunk.append(rows);
            if chunk.rows() >= CHUNK_ROWS {
                table.chunks.extend(open.take().map(TableChunk::sealed));
            }
        }
    }

    /// The panel.
    pub fn finish(self) -> Panel {
        let tables = self
            .tables
            .into_iter()
            .map(|(mut table, open)| {
                table.chunks.extend(open.filter(|chunk| chunk.rows() > 0).map(TableChunk::sealed));
                table
            })
            .collect();
        Panel { dictionaries: self.dictionaries, tables }
    }
}
