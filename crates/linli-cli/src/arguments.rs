//! What the binary takes: commands and their arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use linli::Error;
use linli::release::Reader;
use linli::time::Day;
use linli_cli::{EXIT_CODES, RunOptions};
use linli_io::Limits;
use linli_io::chat::{DateOrder, Export};

use super::tongue::Language;

/// linli 邻里: what neighbours' groups leave behind, as indicators, findings and reports.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a study folder with a plan that explains itself.
    Init {
        /// The folder.
        dir: PathBuf,
        /// The study's id; the folder's name by default.
        #[arg(long)]
        id: Option<String>,
        /// The time zone in which days begin.
        #[arg(long, default_value = "Asia/Shanghai")]
        zone: String,
        /// The language of the plan and of what linli says; with zh or en there is a workbook to fill in, 台账.xlsx.
        #[arg(long, value_enum, default_value_t = Language::Both)]
        language: Language,
    },
    /// Say what was understood, what was not, and the three things to do first; write the questions who is whom to
    /// DIR/aliases.todo.csv, to be answered there.
    Check {
        #[command(flatten)]
        source: Source,
        /// The answer's language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
        /// Everything, and not only what matters first.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        sample: Sample,
    },
    /// Run a study: panel, findings, report, codebook and run record into one folder, replacing an earlier outcome whole.
    Run {
        #[command(flatten)]
        source: Source,
        /// Where the outcome goes; DIR/outcome by default.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Compute only these indicators, separated by commas: net_density,net_turns.
        #[arg(long, value_delimiter = ',')]
        indicators: Vec<String>,
        /// Run only these groups, separated by commas.
        #[arg(long, value_delimiter = ',')]
        groups: Vec<String>,
        /// The report's language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Run a study and write its report alone.
    Report {
        #[command(flatten)]
        source: Source,
        /// Who reads it; the report of the plan's tier by default.
        ///
        /// The plan's purpose decides who may: coaching serves coach and researcher, evaluation funder and public, research
        /// researcher and public.
        #[arg(long, value_enum)]
        audience: Option<Audience>,
        /// The HTML file.
        #[arg(long, default_value = "report.html")]
        out: PathBuf,
        /// Show this name on the team's page as it is, as often as needed; all others stand behind stars.
        #[arg(long, value_name = "NAME", requires = "because")]
        open: Vec<String>,
        /// Why names are opened: it is written down in DIR/opened.csv.
        #[arg(long, value_name = "WHY", requires = "open")]
        because: Option<String>,
        /// Its language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// The brief for a Monday: at most seven things to look at first, what was done, what cannot be said, what is missing.
    ///
    /// For the team alone, whatever the plan releases. The text holds no name and can be pasted into a chat.
    Brief {
        #[command(flatten)]
        source: Source,
        /// Write it as a page of HTML too, with the names of those who agreed behind stars.
        #[arg(short, long)]
        out: Option<PathBuf>,
        /// Show those names on the page as they are, and say why: it is written down in DIR/opened.csv.
        #[arg(long, value_name = "WHY", requires = "out")]
        named: Option<String>,
        /// Its language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// For everybody of a group who is at the margin or was not seen for four weeks: who could invite them, why, and to what.
    ///
    /// For the team alone, whatever the plan releases. Whoever agreed to be named stands there, behind stars.
    Inviting {
        #[command(flatten)]
        source: Source,
        /// The group, by its name.
        group: String,
        /// Show the names as they are, and say why: it is written down in DIR/opened.csv.
        #[arg(long, value_name = "WHY")]
        named: Option<String>,
        /// Its language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Write down in DIR/actions.csv what was done about a finding.
    Done {
        #[command(flatten)]
        source: Source,
        /// Its id, or as much of it as tells it from others.
        finding: String,
        /// What was done.
        what: String,
        /// By whom.
        #[arg(long, default_value = "")]
        by: String,
        /// There is an explanation: keep silent until it changes.
        #[arg(long, conflicts_with = "until")]
        explained: bool,
        /// Put it off: keep silent up to this day, or until it changes.
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<Day>,
    },
    /// Print all that a finding rests on: cells, counts, definition, what else could explain it.
    Explain {
        #[command(flatten)]
        source: Source,
        /// Its id, or as much of it as tells it from others.
        finding: String,
        /// In which language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Print all that is held and concluded about one person, for that person, and how to have it erased.
    Person {
        #[command(flatten)]
        source: Source,
        /// Their name as a source shows it, their id or pseudonym.
        name: String,
        /// In which language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Write the next sign-in sheet of an organization to print and tick, with the names that are known.
    ///
    /// It holds names and is the team's own file (T0), whatever the plan releases. Filled in, it goes into sheets/.
    Form {
        #[command(flatten)]
        source: Source,
        /// Whose.
        #[arg(long)]
        organization: String,
        /// The first day it is for; the first of the month after the last record by default.
        #[arg(long, value_parser = day)]
        on: Option<Day>,
        /// Its days, separated by commas, in place of those that are planned or expected.
        #[arg(long, value_delimiter = ',', value_parser = day)]
        days: Vec<Day>,
        /// Its language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
        /// The file to write, ending in .xlsx.
        #[arg(short, long)]
        out: PathBuf,
    },
    /// Say of every signal what became of its findings within four weeks: still there, no longer, or no more to be said.
    ///
    /// What somebody followed up (`linli done`) counts for neither: what became of it says nothing of the signal. No group
    /// and no person is named.
    Validate {
        #[command(flatten)]
        source: Source,
        /// In which language; the study's own by default.
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Draw activities for a random check, and write a sheet for whoever visits or telephones.
    ///
    /// Every recorded activity has the same chance; organizations, and days with gifts or guests, are drawn from in
    /// proportion. Filled in, the sheet is DIR/audit.csv, and its rate stands on the funder's page. No resident is named.
    AuditSample {
        #[command(flatten)]
        source: Source,
        /// How many activities.
        #[arg(short, long, default_value_t = 20)]
        n: usize,
        /// Another seed, other activities; the same seed and records, the same activities.
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// The new CSV file.
        #[arg(short, long)]
        out: PathBuf,
    },
    /// Write the messages of the groups, without texts, for other programs and for linli: names in T0, pseudonyms in T1.
    Export {
        #[command(flatten)]
        source: Source,
        /// What is written: chatlab and chatlab_jsonl are ChatLab 0.0.2, table is a CSV with one row a message.
        #[arg(long, value_enum, default_value_t = Format::ChatlabJsonl)]
        format: Format,
        /// The file.
        #[arg(short, long)]
        out: PathBuf,
        /// Write only these groups, separated by commas.
        #[arg(long, value_delimiter = ',')]
        groups: Vec<String>,
    },
    /// Write down in DIR/aliases.log.csv that two names are one person; the sources stay as they are.
    Merge {
        #[command(flatten)]
        two: Two,
    },
    /// Take back what was decided about two names, in a new line of DIR/aliases.log.csv.
    Unmerge {
        #[command(flatten)]
        two: Two,
    },
    /// Make a study of which the truth is known: a simulated street, written as the files that people really hold, with what
    /// was planted in DIR.truth beside it. Nobody in it is real. 模拟一条街：谁都不是真人，真相另放一处。
    #[command(after_help = linli_cli::scenarios())]
    Simulate {
        /// Which street: dashilar, lane or one-group.
        #[arg(long, default_value = "dashilar")]
        scenario: String,
        /// Another seed, another street; the same seed, the same bytes.
        #[arg(long, default_value_t = 2017)]
        seed: u64,
        /// How strong what is planted is: small, medium or large.
        #[arg(long, default_value = "medium")]
        effect: String,
        /// The study folder, a new one.
        #[arg(short, long, value_name = "DIR")]
        out: PathBuf,
    },
    /// List what can be computed, or show the page of one indicator, tie rule or signal.
    Indicators {
        /// Its id.
        id: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct Source {
    /// The study folder.
    pub(crate) dir: PathBuf,
    /// A pseudonym key in place of the one beside the folder.
    #[arg(long)]
    pub(crate) key: Option<PathBuf>,
    /// Day and month order of chats that leave it open.
    #[arg(long, value_enum)]
    pub(crate) date_order: Option<Order>,
    /// The day on which the study is read, after which no message can be; today in the study's zone by default.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// Another limit on what is read, name=number, as often as needed: people=200000.
    #[arg(long = "limit", value_name = "NAME=NUMBER")]
    pub(crate) limits: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Sample {
    /// Also write so many messages with their words, the two before each, names and empty columns to code: the team's own
    /// file (T0), with --out. Nothing else linli writes holds words.
    #[arg(long = "sample", value_name = "N", requires = "out")]
    pub(crate) messages: Option<usize>,
    /// Another seed, other messages; the same seed and files, the same messages.
    #[arg(long, default_value_t = 0, requires = "messages")]
    pub(crate) seed: u64,
    /// The new CSV file for the sample, outside any outcome.
    #[arg(short, long, requires = "messages")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Two {
    #[command(flatten)]
    pub(crate) source: Source,
    /// A name as a source shows it, name@group, or an id.
    pub(crate) one: String,
    /// The other name.
    pub(crate) other: String,
    /// The group or organization in which both are meant.
    #[arg(long = "in")]
    pub(crate) within: Option<String>,
    /// The day of the decision; today by default.
    #[arg(long)]
    pub(crate) day: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
#[allow(clippy::enum_variant_names, reason = "they are the words a person types")]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
    YearFirst,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Audience {
    Coach,
    Researcher,
    Funder,
    Public,
}

impl From<Audience> for Reader {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Coach => Self::Coach,
            Audience::Researcher => Self::Researcher,
            Audience::Funder => Self::Funder,
            Audience::Public => Self::Public,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Format {
    Chatlab,
    ChatlabJsonl,
    Table,
}

impl From<Format> for Export {
    fn from(format: Format) -> Self {
        match format {
            Format::Chatlab => Self::ChatLab,
            Format::ChatlabJsonl => Self::ChatLabLines,
            Format::Table => Self::Table,
        }
    }
}

impl Source {
    pub(crate) fn options(self) -> Result<RunOptions, Error> {
        let mut limits = Limits::default();
        self.limits.iter().try_for_each(|said| limits.say(said))?;
        let date_order = self.date_order.map(|order| match order {
            Order::DayFirst => DateOrder::DayFirst,
            Order::MonthFirst => DateOrder::MonthFirst,
            Order::YearFirst => DateOrder::YearFirst,
        });
        let Self { dir, key, as_of, .. } = self;
        Ok(RunOptions { dir, key, date_order, as_of, limits, ..RunOptions::default() })
    }
}

/// A day as an argument.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write 2017-03-06 · 日期写成 2017-03-06".to_owned())
}
