//! The `linli` binary: arguments in, one-line errors with the way out, documented exit codes.

use std::io::{IsTerminal, Write, stdout};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use linli::Error;
use linli::study::Step;
use linli_cli::{EXIT_CODES, ExportOptions, InitOptions, MergeOptions, ReportOptions, RunOptions};
use linli_io::chat::{DateOrder, Export};

/// linli 邻里: what neighbours' groups leave behind, as indicators, findings and reports.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    },
    /// Say what is there, what is odd, and what the next hour of typing would buy; write the questions who is whom to
    /// DIR/aliases.todo.csv, to be answered there.
    Check {
        #[command(flatten)]
        source: Source,
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
        /// The report's language.
        #[arg(long, value_enum, default_value_t = Language::Both)]
        language: Language,
    },
    /// Run a study and write its report alone.
    Report {
        #[command(flatten)]
        source: Source,
        /// The HTML file.
        #[arg(long, default_value = "report.html")]
        out: PathBuf,
        /// Its language.
        #[arg(long, value_enum, default_value_t = Language::Both)]
        language: Language,
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
    /// List what can be computed, or show the page of one indicator, tie rule or signal.
    Indicators {
        /// Its id.
        id: Option<String>,
    },
}

#[derive(Args)]
struct Source {
    /// The study folder.
    dir: PathBuf,
    /// A pseudonym key in place of the one beside the folder.
    #[arg(long)]
    key: Option<PathBuf>,
    /// Day and month order of chats that leave it open.
    #[arg(long, value_enum)]
    date_order: Option<Order>,
}

#[derive(Args)]
struct Two {
    #[command(flatten)]
    source: Source,
    /// A name as a source shows it, name@group, or an id.
    one: String,
    /// The other name.
    other: String,
    /// The group or organization in which both are meant.
    #[arg(long = "in")]
    within: Option<String>,
    /// The day of the decision; today by default.
    #[arg(long)]
    day: Option<String>,
}

impl Two {
    /// The study, and what is to be done.
    fn opened(self) -> Result<(linli_io::Opened, MergeOptions), Error> {
        let Self { source, one, other, within, day } = self;
        let source = source.options();
        let opened = open(&source)?;
        Ok((opened, MergeOptions { dir: source.dir, one, other, within, day }))
    }
}

#[derive(Clone, Copy, ValueEnum)]
#[allow(clippy::enum_variant_names, reason = "they are the words a person types")]
enum Order {
    DayFirst,
    MonthFirst,
    YearFirst,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
    Both,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Format {
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

impl From<Language> for linli_report::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
            Language::Both => Self::Both,
        }
    }
}

impl Source {
    fn options(self) -> RunOptions {
        let date_order = self.date_order.map(|order| match order {
            Order::DayFirst => DateOrder::DayFirst,
            Order::MonthFirst => DateOrder::MonthFirst,
            Order::YearFirst => DateOrder::YearFirst,
        });
        RunOptions { dir: self.dir, key: self.key, date_order, ..RunOptions::default() }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match obey(arguments.command) {
        Ok(text) => {
            // A reader that closes the pipe early, such as `head`, is no error.
            let _ = stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let code = error.code().map(|code| format!("[{code}] ")).unwrap_or_default();
            let _ = writeln!(std::io::stderr(), "linli: {code}{}", printable(&error.to_string()));
            ExitCode::from(linli_cli::exit_code(error.kind()))
        }
    }
}

/// Does what is asked and returns what is to be printed.
fn obey(command: Command) -> Result<String, Error> {
    match command {
        Command::Init { dir, id, zone } => {
            let file = linli_cli::init(&InitOptions { dir: dir.clone(), id, zone })?;
            let (file, dir) = (file.display(), dir.display());
            Ok(format!(
                "wrote {file}\nput exports into {dir}/chats, sheets into {dir}/sheets, then: linli check {dir}\n"
            ))
        }
        Command::Check { source } => {
            let options = source.options();
            let opened = open(&options)?;
            let checked = linli_cli::check(&opened)?.to_string();
            let wrote = linli_cli::todo(&opened, &options.dir)?.map(|line| format!("\n{line}\n"));
            Ok(printable(&(checked + &wrote.unwrap_or_default())))
        }
        Command::Run { source, out, indicators, groups, language } => {
            let options = RunOptions { out, indicators, groups, language: language.into(), ..source.options() };
            let opened = open(&options)?;
            let cells = opened.study.cells()?;
            let ran =
                with_bar(&format!("up to {cells} cells"), |progress| linli_cli::run(&opened, &options, progress))?;
            let [counts, size, findings] = ran.lines();
            let (out, tier) = (ran.out.display(), ran.outcome.study.plan.release.tier.mark());
            let text = format!(
                "{counts}\n{size}\n{findings}\n\n{out}/report.html\n{out}/panel/\n{out}/findings.csv\n{tier}\n"
            );
            Ok(printable(&text))
        }
        Command::Report { source, out, language } => {
            let opened = open(&source.options())?;
            let options = ReportOptions { out, language: language.into() };
            with_bar("report", |progress| linli_cli::report(&opened, &options, progress))?;
            Ok(format!("wrote {}\n", options.out.display()))
        }
        Command::Export { source, format, out, groups } => {
            let opened = open(&RunOptions { groups, ..source.options() })?;
            let options = ExportOptions { out, format: format.into() };
            let done = linli_cli::export(&opened, &options)?;
            let tier = opened.study.plan.release.tier.mark();
            let (file, messages, groups) = (options.out.display(), done.messages, done.groups);
            Ok(printable(&format!("wrote {file}: {messages} messages of {groups} groups\n{tier}\n")))
        }
        Command::Merge { two } => {
            let (opened, options) = two.opened()?;
            linli_cli::merge(&opened, &options).map(|text| printable(&text))
        }
        Command::Unmerge { two } => {
            let (opened, options) = two.opened()?;
            linli_cli::unmerge(&opened, &options).map(|text| printable(&text))
        }
        Command::Indicators { id: Some(id) } => linli_cli::page(&id),
        Command::Indicators { id: None } => {
            let line = |listed: &linli_cli::Listed| {
                let table = if listed.table.is_empty() { listed.register } else { listed.table };
                format!("{:<28} {table:<14} {} · {}\n", listed.card.id, listed.card.title, listed.card.title_zh)
            };
            Ok(linli_cli::indicators().iter().map(line).collect())
        }
    }
}

/// Opens a study, and says so if that made a new key: with another key every pseudonym is another.
fn open(options: &RunOptions) -> Result<linli_io::Opened, Error> {
    let key = options.key.clone().map_or_else(|| linli_io::key_beside(&options.dir), Ok);
    let missing = key.as_ref().ok().filter(|path| !path.exists()).cloned();
    let opened = linli_cli::open(options)?;
    if let Some(path) = missing {
        let note = format!("made a new pseudonym key, {}: keep it, and keep it apart from the study", path.display());
        let _ = writeln!(std::io::stderr(), "{}", printable(&note));
    }
    Ok(opened)
}

/// Runs with a bar on a terminal, and quietly in a pipe.
fn with_bar<T>(
    what: &str,
    work: impl FnOnce(&mut dyn FnMut(Step) -> ControlFlow<()>) -> Result<T, Error>,
) -> Result<T, Error> {
    if !std::io::stderr().is_terminal() {
        return work(&mut |_| ControlFlow::Continue(()));
    }
    let bar = indicatif::ProgressBar::new(0).with_message(what.to_owned());
    let outcome = work(&mut |step| {
        bar.set_length(step.total as u64);
        bar.set_position(step.done as u64);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    outcome
}

/// Names come from strangers: control characters and escapes must not reach the terminal.
fn printable(text: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if (c.is_control() && c != '\n') || bidi(c) { '\u{fffd}' } else { c }).collect()
}
