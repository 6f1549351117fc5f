//! The `linli` binary: arguments in, one-line errors with the way out, documented exit codes.

mod arguments;
mod help;
mod terminal;
mod tongue;

use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use linli::Error;
use linli::brief::ActionState;
use linli::diagnostic::NEW_KEY;
use linli::plan::{Language as Tongue, Tier};
use linli::release::Reader;
use linli::time::Day;
use linli_cli::{
    AuditSampleOptions, BriefOptions, CheckOptions, DoneOptions, ExportOptions, FormOptions, InitOptions,
    InvitingOptions, MergeOptions, ReportOptions, RunOptions, SampleOptions, SimulateOptions,
};
use linli_report::{Naming, one_line, printable};

use self::arguments::{Arguments, Command, Sample, Source, Two};
use self::terminal::with_bar;
use self::tongue::{Language, language_of, mark, spoken};

impl Two {
    /// The study, and what is to be done.
    fn opened(self) -> Result<(linli_io::Opened, MergeOptions), Error> {
        let Self { source, one, other, within, day } = self;
        let source = source.options()?;
        let opened = open(&source)?;
        let language = spoken(None, Some(opened.study.plan.language));
        Ok((opened, MergeOptions { dir: source.dir, one, other, within, day, language }))
    }
}

fn main() -> ExitCode {
    let matches = help::matches(Arguments::command(), tongue::of_help());
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let study = study_of(&arguments.command).map(Path::to_path_buf);
    match obey(arguments.command) {
        Ok(Said { text, exit }) => {
            // A reader that closes the pipe early, such as `head`, is no error.
            let _ = stdout().write_all(text.as_bytes());
            ExitCode::from(exit)
        }
        Err(error) => {
            let tongue = spoken(tongue::asked(), study.as_deref().and_then(linli_cli::language_of));
            for one in error.each() {
                let code = one.code().map(|code| format!("[{code}] ")).unwrap_or_default();
                // What is put together in one error is said a line each.
                let said = match tongue {
                    Tongue::Zh => one.zh(),
                    _ => one.to_string().lines().next().unwrap_or_default().to_owned(),
                };
                let _ = writeln!(std::io::stderr(), "linli: {code}{}", printable(&one_line(&said)));
            }
            ExitCode::from(linli_cli::exit_code(error.kind()))
        }
    }
}

/// What a command prints, and the exit code beside it.
struct Said {
    text: String,
    exit: u8,
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { text, exit: 0 }
    }
}

/// The study folder that a command is about.
fn study_of(command: &Command) -> Option<&Path> {
    match command {
        Command::Check { source, .. }
        | Command::Run { source, .. }
        | Command::Report { source, .. }
        | Command::Export { source, .. }
        | Command::Brief { source, .. }
        | Command::Inviting { source, .. }
        | Command::Done { source, .. }
        | Command::Explain { source, .. }
        | Command::Person { source, .. }
        | Command::Validate { source, .. }
        | Command::AuditSample { source, .. }
        | Command::Form { source, .. } => Some(&source.dir),
        Command::Merge { two } | Command::Unmerge { two } => Some(&two.source.dir),
        _ => None,
    }
}

/// Does what is asked and returns what is to be printed.
fn obey(command: Command) -> Result<Said, Error> {
    let text = match command {
        Command::Init { dir, id, zone, language } => {
            let file = linli_cli::init(&InitOptions { dir: dir.clone(), id, zone, language: language.into() })?;
            let (file, dir) = (file.display(), dir.display());
            match language {
                Language::Zh => format!(
                    "写好了 {file} 和 {dir}/台账.xlsx\n把聊天导出放进 {dir}/chats，签到表放进 {dir}/sheets/<组织>，然后：linli check {dir}\n"
                ),
                Language::En => format!(
                    "wrote {file} and {dir}/ledger.xlsx\nput exports into {dir}/chats, sheets into {dir}/sheets, then: linli check {dir}\n"
                ),
                Language::Both => format!(
                    "wrote {file}\nput exports into {dir}/chats, sheets into {dir}/sheets, then: linli check {dir}\n"
                ),
            }
        }
        Command::Check { source, language, all, sample } => return check(source, language, all, &sample),
        Command::Run { source, out, indicators, groups, language } => {
            let mut options = RunOptions { out, indicators, groups, ..source.options()? };
            let opened = open(&options)?;
            options.language = language_of(language, &opened.study);
            let tongue = spoken(language, Some(opened.study.plan.language));
            let cells = opened.study.cells()?;
            let bar = match tongue {
                Tongue::Zh => format!("最多算{cells}个数"),
                _ => format!("up to {cells} cells"),
            };
            let ran = with_bar(&bar, |progress| linli_cli::run(&opened, &options, progress))?;
            let [counts, size, findings] = ran.lines(tongue).map(|line| one_line(&line));
            let tier = mark(ran.outcome.study.plan.release.tier, tongue);
            let out = ran.out.display();
            let text = format!(
                "{counts}\n{size}\n{findings}\n\n{out}/report.html\n{out}/panel/\n{out}/findings.csv\n{tier}\n"
            );
            printable(&text)
        }
        Command::Report { source, audience, out, open: names, because, language } => {
            let source = source.options()?;
            let opened = open(&source)?;
            let (audience, said) = (audience.map(Reader::from), language_of(language, &opened.study));
            let options = ReportOptions { source, audience, out, language: said, open: names, because };
            let tongue = spoken(language, Some(opened.study.plan.language));
            let (bar, wrote) = if tongue == Tongue::Zh { ("写报告", "写好了") } else { ("report", "wrote") };
            with_bar(bar, |progress| linli_cli::report(&opened, &options, progress))?;
            printable(&format!("{wrote} {}\n", options.out.display()))
        }
        Command::Export { source, format, out, groups } => {
            let opened = open(&RunOptions { groups, ..source.options()? })?;
            let options = ExportOptions { out, format: format.into() };
            let done = linli_cli::export(&opened, &options)?;
            let tongue = spoken(None, Some(opened.study.plan.language));
            let tier = mark(opened.study.plan.release.tier, tongue);
            let (file, messages, groups) = (options.out.display(), done.messages, done.groups);
            printable(&match tongue {
                Tongue::Zh => format!("写好了 {file}：{groups}个群的{messages}条消息，没有原话\n{tier}\n"),
                _ => format!("wrote {file}: {messages} messages of {groups} groups\n{tier}\n"),
            })
        }
        Command::Form { source, organization, on, days, language, out } => {
            let language = language.map(Tongue::from);
            form(source, &FormOptions { organization, on, days, language, out })?
        }
        Command::AuditSample { .. }
        | Command::Brief { .. }
        | Command::Inviting { .. }
        | Command::Done { .. }
        | Command::Explain { .. }
        | Command::Person { .. }
        | Command::Validate { .. } => for_the_team(command)?,
        Command::Merge { two } => {
            let (opened, options) = two.opened()?;
            printable(&linli_cli::merge(&opened, &options)?)
        }
        Command::Unmerge { two } => {
            let (opened, options) = two.opened()?;
            printable(&linli_cli::unmerge(&opened, &options)?)
        }
        Command::Simulate { scenario, seed, effect, out } => {
            simulated(&SimulateOptions { scenario, seed, effect, out })?
        }
        Command::Indicators { id: Some(id) } => linli_cli::page(&id)?,
        Command::Indicators { id: None } => {
            let line = |listed: &linli_cli::Listed| {
                let table = if listed.table.is_empty() { listed.register } else { listed.table };
                format!("{:<28} {table:<14} {} · {}\n", listed.card.id, listed.card.title, listed.card.title_zh)
            };
            linli_cli::indicators().iter().map(line).collect()
        }
    };
    Ok(text.into())
}

/// Writes the next sign-in sheet, and says what is on it.
fn form(source: Source, options: &FormOptions) -> Result<String, Error> {
    let opened = open(&source.options()?)?;
    let formed = linli_cli::form(&opened, options)?;
    let (out, names) = (formed.out.display(), formed.names);
    let days: Vec<String> = formed.days.iter().map(Day::to_string).collect();
    let tongue = spoken(None, options.language.or(Some(opened.study.plan.language)));
    Ok(printable(&match tongue {
        Tongue::Zh => format!(
            "写好了 {out}：{names}个名字，{}\n{}\n填好以后放进 sheets/{}/\n",
            days.join("、"),
            Tier::T0.mark_zh(),
            one_line(&options.organization)
        ),
        _ => format!(
            "wrote {out}: {names} names, {}\n{}\nfilled in, put it into sheets/{}/\n",
            days.join(", "),
            Tier::T0.mark(),
            one_line(&options.organization)
        ),
    }))
}

/// What the team alone is told.
fn for_the_team(command: Command) -> Result<String, Error> {
    Ok(match command {
        Command::AuditSample { source, n, seed, out } => {
            let opened = open(&source.options()?)?;
            let options = AuditSampleOptions { n, seed, out };
            let drawn = linli_cli::audit_sample(&opened, &options)?;
            printable(&linli_cli::audit_said(drawn, &options, spoken(None, Some(opened.study.plan.language))))
        }
        Command::Brief { source, out, named, language } => {
            let dir = source.dir.clone();
            let (opened, briefed) = briefed(source)?;
            let naming = if named.is_some() { Naming::Open } else { Naming::Masked };
            let options = BriefOptions { out, naming, language: language_of(language, &opened.study) };
            if let Some(why) = named {
                linli_io::note_opened(&dir, linli_cli::today(&dir), briefed.brief.people().len(), &why)?;
            }
            linli_cli::brief_page(&briefed, &options)?;
            printable(&briefed.text(options.language))
        }
        Command::Inviting { source, group, named, language } => {
            let mut source = source.options()?;
            let as_of = source.as_of.take();
            let opened = open(&source)?;
            let naming = if named.is_some() { Naming::Open } else { Naming::Masked };
            let language = language_of(language, &opened.study);
            let invited = linli_cli::inviting(&opened, &InvitingOptions { group, as_of, naming, language })?;
            if let Some(why) = named {
                linli_io::note_opened(&source.dir, linli_cli::today(&source.dir), invited.names, &why)?;
            }
            printable(&invited.text)
        }
        Command::Done { source, finding, what, by, explained, until } => {
            let dir = source.dir.clone();
            let (opened, briefed) = briefed(source)?;
            let state = match (explained, until) {
                (true, _) => ActionState::Explained,
                (false, Some(until)) => ActionState::PutOff(until),
                (false, None) => ActionState::UnderWay,
            };
            let on = briefed.brief.as_of;
            let action = linli_cli::done(&opened, &briefed, &dir, DoneOptions { finding, what, by, on, state })?;
            let tongue = spoken(None, Some(opened.study.plan.language));
            printable(&match tongue {
                Tongue::Zh => format!("记在 {}/actions.csv 里了：{}\n", dir.display(), action.finding),
                _ => format!("wrote it down in {}/actions.csv: {}\n", dir.display(), action.finding),
            })
        }
        Command::Explain { source, finding, language } => {
            let (opened, briefed) = briefed(source)?;
            printable(&linli_cli::explain(&briefed, &finding, spoken(language, Some(opened.study.plan.language)))?)
        }
        Command::Person { source, name, language } => {
            let (opened, briefed) = briefed(source)?;
            printable(&linli_cli::person(&opened, &briefed, &name, spoken(language, Some(opened.study.plan.language)))?)
        }
        Command::Validate { source, language } => {
            let mut source = source.options()?;
            let as_of = source.as_of.take();
            let opened = open(&source)?;
            let language = spoken(language, Some(opened.study.plan.language));
            let bar = if language == Tongue::Zh { "每四周" } else { "month-ends" };
            let all = with_bar(bar, |progress| linli_cli::validate(&opened, as_of, progress))?;
            printable(&linli_cli::validate_said(&all, language))
        }
        _ => String::new(),
    })
}

/// A study as the team reads it on a day: `--as-of` is the day of the brief, and the folder is read as it lies there.
fn briefed(source: Source) -> Result<(linli_io::Opened, linli_cli::Briefed), Error> {
    let mut options = source.options()?;
    let as_of = options.as_of.take();
    let opened = open(&options)?;
    let bar = if spoken(None, Some(opened.study.plan.language)) == Tongue::Zh { "简报" } else { "brief" };
    let briefed = with_bar(bar, |progress| linli_cli::brief(&opened, as_of, progress))?;
    Ok((opened, briefed))
}

/// Simulates a street, and says what was written.
fn simulated(options: &SimulateOptions) -> Result<String, Error> {
    Ok(printable(&linli_cli::simulate(options)?.text(spoken(None, None))))
}

/// Says what was understood, writes the questions, and the sample where one is asked for. Where a file is not read nothing
/// is written: what is asked would be of half a study.
fn check(source: Source, language: Option<Language>, all: bool, sample: &Sample) -> Result<Said, Error> {
    let options = source.options()?;
    let mut looked = noting_a_key(&options, language, || linli_cli::look(&options))?;
    let language = spoken(language, Some(looked.plan.language));
    let mut after = String::new();
    if let (Some(opened), true) = (&looked.opened, looked.refused.is_empty()) {
        let written = [
            linli_cli::todo(opened, &options.dir, language)?,
            linli_cli::proposed(opened, &options.dir, language)?,
            linli_cli::holes(opened, &options.dir, language)?,
        ];
        after.extend(written.into_iter().flatten().map(|line| format!("\n{line}\n")));
        if let (Some(messages), Some(out)) = (sample.messages, &sample.out) {
            let options = SampleOptions { source: options.clone(), messages, seed: sample.seed, out: out.clone() };
            let sampled = linli_cli::sample(opened, &options)?;
            after += &format!("\n{}", linli_cli::sample_said(&sampled, language));
        }
        // The lists that were just written have other lines than before: what is odd in them is named as it stands now.
        if linli_io::remarks_on_lists(opened) {
            looked = linli_cli::look(&options)?;
        }
    }
    let exit = looked.refused.first().map_or(0, |error| linli_cli::exit_code(error.kind()));
    let text = linli_cli::check_text(looked, CheckOptions { language: Some(language), all })? + &after;
    Ok(Said { text: printable(&text), exit })
}

/// Opens a study, and says so if that made a new key.
fn open(options: &RunOptions) -> Result<linli_io::Opened, Error> {
    noting_a_key(options, None, || linli_cli::open(options))
}

/// Does something that may make a key. With another key every pseudonym is another, so that is said, whatever else fails.
fn noting_a_key<T>(
    options: &RunOptions,
    asked: Option<Language>,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let missing = linli_io::missing_key(&options.dir, options.key.as_deref());
    let done = work();
    if let Some(path) = missing.filter(|path| path.exists()) {
        let path = path.display();
        let note = match spoken(asked, linli_cli::language_of(&options.dir)) {
            Tongue::Zh => format!("{path}：{}{}", NEW_KEY.meaning_zh, NEW_KEY.remedy_zh),
            _ => format!("{path}: {} {}", NEW_KEY.meaning, NEW_KEY.remedy),
        };
        let _ = writeln!(std::io::stderr(), "{}", printable(&note));
    }
    done
}
