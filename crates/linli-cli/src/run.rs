use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use linli::definition::Card;
use linli::study::Progress;
use linli::time::{Day, Timestamp, Zone};
use linli::{Error, Outcome};
use linli_io::chat::DateOrder;
use linli_io::run_folder::{self, Extras, RunContext};
use linli_io::{Limits, Looked, OpenOptions, Opened};
use linli_report::Language;

use crate::study_file::zone_of;

/// How a study is run.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// The study folder.
    pub dir: PathBuf,
    /// Where the outcome goes; `outcome` in the study folder where it is not said.
    pub out: Option<PathBuf>,
    /// A key file in place of the one beside the study.
    pub key: Option<PathBuf>,
    /// Day and month order of chats that leave it open.
    pub date_order: Option<DateOrder>,
    /// The day on which the study is read; today in the study's zone where it is not said.
    pub as_of: Option<Day>,
    /// How much is read.
    pub limits: Limits,
    /// Indicators in place of the plan's.
    pub indicators: Vec<String>,
    /// Groups in place of the plan's.
    pub groups: Vec<String>,
    /// The report's language.
    pub language: Language,
}

/// What a run did.
#[derive(Debug)]
pub struct Ran {
    /// The outcome.
    pub outcome: Outcome,
    /// The folder it was written to.
    pub out: PathBuf,
}

/// How many activities were written down or confirmed.
fn held(records: &linli::records::Records) -> usize {
    records.activities().iter().filter(|activity| activity.origin != linli::records::ActivityOrigin::Proposed).count()
}

impl Ran {
    /// What was found, in three lines; in English where the language is both.
    pub fn lines(&self, language: linli::plan::Language) -> [String; 3] {
        if language == linli::plan::Language::Zh {
            return self.lines_zh();
        }
        let records = &self.outcome.study.records;
        let counts = format!(
            "{} groups, {} people, {} messages, {} activities, {} attendances; {} windows",
            records.groups().len(),
            records.people().len(),
            records.message_count(),
            held(records),
            records.attendance().len(),
            self.outcome.panel.dictionaries().windows.len()
        );
        let cells = format!("{} cells in {} tables", self.outcome.provenance.cells, self.outcome.panel.tables().len());
        let findings = match self.outcome.findings.as_slice() {
            [] => match self.looked_for(|card| card.title) {
                looked if looked.is_empty() => "nothing found: no signal was looked for".to_owned(),
                looked => format!("nothing found: none of these had its minimum evidence: {}", looked.join(", ")),
            },
            found => found.iter().map(|f| f.statement.as_str()).collect::<Vec<_>>().join(" · "),
        };
        [counts, cells, findings]
    }

    /// What was looked for, as its cards call it.
    fn looked_for(&self, title: fn(&Card) -> &'static str) -> Vec<&'static str> {
        self.outcome.searches.iter().map(|search| title(&search.signal.card)).collect()
    }

    fn lines_zh(&self) -> [String; 3] {
        let records = &self.outcome.study.records;
        let counts = format!(
            "{}个群，{}个人，{}条消息，{}次活动，{}人次签到；{}个时间窗",
            records.groups().len(),
            records.people().len(),
            records.message_count(),
            held(records),
            records.attendance().len(),
            self.outcome.panel.dictionaries().windows.len()
        );
        let cells =
            format!("算了{}个数，分在{}张表里", self.outcome.provenance.cells, self.outcome.panel.tables().len());
        let findings = match self.outcome.findings.as_slice() {
            [] => match self.looked_for(|card| card.title_zh) {
                looked if looked.is_empty() => "没有发现：没有要找的信号".to_owned(),
                looked => format!("没有发现：找过的这几样，证据都不够：{}", looked.join("、")),
            },
            found => format!("发现{}条，写在报告里", found.len()),
        };
        [counts, cells, findings]
    }
}

/// Looks through a study folder as the options say, past files that cannot be read.
pub fn look(options: &RunOptions) -> Result<Looked, Error> {
    linli_io::look(&options.dir, &options.reading())
}

impl RunOptions {
    /// How the folder is read, whoever reads it: today is the last day a message can be of.
    pub(crate) fn reading(&self) -> OpenOptions {
        OpenOptions {
            key: self.key.clone(),
            date_order: self.date_order,
            as_of: Some(self.as_of.unwrap_or_else(|| today(&self.dir))),
            limits: self.limits,
        }
    }
}

/// Today, where a study is. Of a plan that cannot be read no zone is known, and nothing else of the folder is read either.
pub fn today(dir: &Path) -> Day {
    zone_of(dir).unwrap_or(Zone::UTC).day(now())
}

/// Opens a study as the options say, before anything is computed: `study.cells()` says how much a run would be.
pub fn open(options: &RunOptions) -> Result<Opened, Error> {
    let mut opened = linli_io::open_with(&options.dir, &options.reading())?;
    if !options.indicators.is_empty() {
        opened.study.plan.indicators.clone_from(&options.indicators);
    }
    if !options.groups.is_empty() {
        opened.study.plan.groups.clone_from(&options.groups);
    }
    Ok(opened)
}

/// Runs an opened study and writes the outcome: panel, findings, report, codebook and run record.
pub fn run(opened: &Opened, options: &RunOptions, progress: Progress<'_>) -> Result<Ran, Error> {
    let out = options.out.clone().unwrap_or_else(|| options.dir.join("outcome"));
    run_folder::writable(&out)?;
    let started = now();
    let outcome = opened.study.run(progress)?;
    let release = outcome.release()?;
    let written = linli_report::ReportOptions { language: options.language, ..Default::default() };
    let report = linli_report::html(release.as_ref(), &written);
    let finished = now();
    let context = RunContext {
        started: Some(shown(started)),
        finished: Some(shown(finished)),
        seconds: Some((finished.micros() - started.micros()) as f64 / 1e6),
        threads: std::thread::available_parallelism().ok().map(std::num::NonZero::get),
        host: Some(format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
    };
    run_folder::write(release.as_ref(), &out, &Extras { report_html: &report, inputs: &opened.inputs, context })?;
    drop(release);
    Ok(Ran { outcome, out: shorten(&out) })
}

/// The time on the clock: for the run record, and for what day it is today.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

fn shown(at: Timestamp) -> String {
    format!("{}Z", Zone::UTC.format(at))
}

/// The path without a useless `./` in front.
fn shorten(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_path_buf()
}
