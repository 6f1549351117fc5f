use std::path::PathBuf;

use linli::brief::{Action, ActionState, Brief};
use linli::plan::Language;
use linli::release::{Release, Team};
use linli::signal::Finding;
use linli::study::Progress;
use linli::time::Day;
use linli::{Error, ErrorKind, Outcome, Study};
use linli_io::Opened;
use linli_report::{Naming, one_line};

use crate::init::no_writing;

/// What a brief is made of.
#[derive(Debug, Clone, Default)]
pub struct BriefOptions {
    /// A page of HTML beside the text.
    pub out: Option<PathBuf>,
    /// Whether that page shows names as they are.
    pub naming: Naming,
    /// In which language.
    pub language: linli_report::Language,
}

/// A study as a team reads it on a day.
#[derive(Debug)]
pub struct Briefed {
    /// The run up to that day.
    pub outcome: Outcome,
    /// The brief.
    pub brief: Brief,
}

impl Briefed {
    /// What the study is called.
    fn title(&self) -> &str {
        let plan = &self.outcome.study.plan;
        if plan.title.is_empty() { &plan.id } else { &plan.title }
    }

    /// The brief as plain text.
    pub fn text(&self, language: linli_report::Language) -> String {
        linli_report::brief_text(&self.brief, self.title(), language)
    }

    /// The finding of an id, or of the beginning of one.
    ///
    /// # Errors
    /// No finding or several that begin so.
    pub fn finding(&self, id: &str) -> Result<&Finding, Error> {
        let wanted = id.trim().to_uppercase();
        let findings = &self.outcome.findings;
        let mut fitting = findings.iter().filter(|finding| finding.id.starts_with(&wanted));
        match (fitting.next(), fitting.next()) {
            (Some(finding), None) => Ok(finding),
            (None, _) => Err(Error::unknown(("finding", "发现"), &wanted, findings.iter().map(|f| f.id.as_str()))),
            (Some(one), Some(other)) => Err(Error::new(
                ErrorKind::UnknownName,
                (
                    format!("`{wanted}` begins both {} and {}", one.id, other.id),
                    format!("“{wanted}”开头的有{}和{}", one.id, other.id),
                ),
            )
            .with_hint(("write one character more", "再多写一个字"))),
        }
    }
}

/// Runs an opened study up to a day, and makes its brief.
pub fn brief(opened: &Opened, as_of: Option<Day>, progress: Progress<'_>) -> Result<Briefed, Error> {
    let as_of = as_of.unwrap_or_else(|| next_monday(&opened.study));
    let (outcome, brief) = opened.study.brief(as_of, &opened.actions, progress)?;
    Ok(Briefed { outcome, brief })
}

/// The Monday on or after the day after the last record.
pub(crate) fn next_monday(study: &Study) -> Day {
    study.records.span().map_or(Day::from_number(0), |span| span.end.plus(6).monday())
}

/// Writes a brief as a page, where one is asked for.
pub fn brief_page(briefed: &Briefed, options: &BriefOptions) -> Result<(), Error> {
    let Some(out) = &options.out else { return Ok(()) };
    let team = briefed.outcome.team()?;
    let page = linli_report::brief_html(&briefed.brief, &team, options.language, options.naming);
    std::fs::write(out, page).map_err(|error| Error::new(ErrorKind::File, no_writing(out)).with_source(error))
}

/// What is written down about a finding: in the team's own words, which no Debug shows.
#[derive(Clone)]
pub struct DoneOptions {
    /// The finding's id, or as much of it as tells it from others.
    pub finding: String,
    /// What was done.
    pub what: String,
    /// By whom.
    pub by: String,
    /// The day.
    pub on: Day,
    /// What it makes of the finding.
    pub state: ActionState,
}

impl std::fmt::Debug for DoneOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { finding, on, state, .. } = self;
        let mut shown = f.debug_struct("DoneOptions");
        shown.field("finding", finding).field("on", on).field("state", state).finish_non_exhaustive()
    }
}

/// Adds a line to the team's log, with the finding's value as it stands.
pub fn done(opened: &Opened, briefed: &Briefed, dir: &std::path::Path, options: DoneOptions) -> Result<Action, Error> {
    // Somebody may come back to what is found no longer: its whole id is enough.
    let known = opened.actions.iter().any(|action| action.finding == options.finding);
    let finding = if known { briefed.finding(&options.finding).ok() } else { Some(briefed.finding(&options.finding)?) };
    let action = Action {
        finding: finding.map_or(options.finding.clone(), |finding| finding.id.clone()),
        on: options.on,
        by: options.by,
        what: options.what,
        state: options.state,
        value: finding.and_then(|finding| finding.effect).map(|effect| effect.value),
    };
    linli_io::add_action(dir, &action)?;
    Ok(action)
}

/// A finding whole: what was seen, the cells it rests on, its definition, what else could explain it.
pub fn explain(briefed: &Briefed, id: &str, language: Language) -> Result<String, Error> {
    let finding = briefed.finding(id)?;
    let (signal, card) = (finding.signal, &finding.signal.card);
    let zh = language == Language::Zh;
    let mut lines: Vec<String> = Vec::new();
    let mut say = |head_zh: &str, head: &str, text: String| {
        if !text.is_empty() {
            lines.push(if zh { format!("{head_zh}：{text}") } else { format!("{head}: {text}") });
        }
    };
    let team: Team<'_> = briefed.outcome.team()?;
    let pick = |both: [&str; 2]| both[usize::from(!zh)].to_owned();
    say("编号", "id", format!("{} · {} r{}", finding.id, card.id, card.revision));
    say("标题", "title", pick([card.title_zh, card.title]));
    say("说的是", "about", finding.subject.clone());
    if let Some(person) = finding.person {
        // Opened names are written down, and this can be pasted anywhere: behind stars, as on the brief's page.
        say("谁", "who", Naming::Masked.of(team.person(person)));
    }
    say("看到了什么", "seen", pick([&finding.statement_zh, &finding.statement]));
    say("从何时起", "since", finding.since.to_string());
    say("到哪天过期", "expires", finding.expires().to_string());
    if let Some(effect) = finding.effect {
        let interval = effect.interval.map(|[low, high]| format!(" [{low:.3}, {high:.3}]")).unwrap_or_default();
        let expected = effect.expected.map(|value| format!("{}{value:.3}", if zh { "，平常 " } else { ", expected " }));
        say("大小", "size", format!("{:.3}{interval}{}", effect.value, expected.unwrap_or_default()));
    }
    if let Some(chance) = finding.chance {
        say("碰巧的可能", "p", format!("{:.4} ({:.4})", chance.p, chance.adjusted));
    }
    say("怎么判定", "decides by", if zh { signal.decision.words_zh() } else { signal.decision.words() });
    let alarms = signal.false_alarms;
    say("没事也报的时候", "told where nothing was planted", if zh { alarms.words_zh() } else { alarms.words() });
    say("定义", "definition", pick([card.summary_zh, card.summary]));
    say("公式", "formula", card.formula.to_owned());
    say("至少要有", "least evidence", pick([signal.least_zh, signal.least]));
    say("也可能", "could also be", if zh { signal.explanations_zh.join("；") } else { signal.explanations.join("; ") });
    say("可以做什么", "what to do", pick([signal.action_zh, signal.action]));
    say("注意", "caveat", pick([card.caveat_zh, card.caveat]));
    for cell in &finding.evidence {
        lines.push(format!("  {} · {} · {} = {}", cell.table, cell.row, cell.indicator, cell.value));
    }
    Ok(lines.iter().map(|line| one_line(line) + "\n").collect())
}
