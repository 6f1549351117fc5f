//! The answer of a check in the order in which it is read, whatever the language.

use linli::Error;
use linli::diagnostic::{Diagnostic, Severity};
use linli::plan::Plan;
use linli_report::one_line;

use super::voice::{TALK_RULE, Voice};
use super::{Checked, Task};

/// How many things are asked for first.
const FIRST: usize = 3;
/// How many places of one oddity are shown.
const PLACES: usize = 3;

/// The answer where no file could be read.
pub(super) fn nothing(plan: &Plan, refused: &[Error], voice: &dyn Voice) -> String {
    let mut lines = vec![voice.title(plan)];
    not_read(refused, voice, &mut lines);
    lines.extend([String::new(), voice.mend().to_owned(), String::new()]);
    joined(&lines)
}

/// The whole answer.
pub(super) fn text(checked: &Checked, voice: &dyn Voice, all: bool) -> String {
    let mut lines = vec![voice.title(&checked.study.plan)];
    not_read(&checked.refused, voice, &mut lines);
    lines.extend([String::new(), voice.understood().to_owned()]);
    lines.extend(voice.files(&checked.understood).into_iter().map(|line| format!("  {line}")));
    odd(checked, voice, all, &mut lines);
    tasks(checked, voice, all, &mut lines);
    if all {
        lines.push(String::new());
        lines.push(voice.sources().to_owned());
        for source in checked.study.records.sources() {
            lines.push(format!("  {}", voice.source(source)));
        }
    }
    lines.push(String::new());
    lines.push(if checked.refused.is_empty() { voice.run(checked.cells) } else { voice.mend().to_owned() });
    lines.push(String::new());
    joined(&lines)
}

/// Lines one under another; a name can hold no line of its own.
fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| one_line(line)).collect::<Vec<_>>().join("\n")
}

/// The files that are not read, each with its reason and the way out.
fn not_read(refused: &[Error], voice: &dyn Voice, lines: &mut Vec<String>) {
    if refused.is_empty() {
        return;
    }
    lines.extend([String::new(), voice.refused(refused.len())]);
    for error in refused {
        let (what, way) = voice.refusal(error);
        lines.push(format!("  {what}"));
        lines.extend(way.map(|way| format!("      → {way}")));
    }
}

/// What was not understood: warnings first, notes when everything is asked for.
fn odd(checked: &Checked, voice: &dyn Voice, all: bool, lines: &mut Vec<String>) {
    let found = || checked.diagnostics.iter();
    let (warnings, notes): (Vec<_>, Vec<_>) = found().partition(|(code, ..)| code.severity == Severity::Warning);
    lines.push(String::new());
    lines.push(voice.not_understood().to_owned());
    if warnings.is_empty() {
        lines.push(format!("  {}", voice.nothing()));
    }
    let shown = if all { notes.len() } else { 0 };
    for (code, count, samples) in warnings.iter().chain(notes.iter().take(shown)) {
        lines.push(format!("  {}", voice.odd(code, *count)));
        lines.extend(places(samples, voice).into_iter().map(|place| format!("      {place}")));
        lines.push(format!("      → {}", voice.remedy(code, samples)));
    }
    if shown < notes.len() {
        lines.push(format!("  {}", voice.more_notes(notes.len())));
    }
}

/// The first places of an oddity, each once.
fn places(samples: &[Diagnostic], voice: &dyn Voice) -> Vec<String> {
    let mut places: Vec<String> = samples.iter().map(|sample| voice.place(sample)).collect();
    places.retain(|place| !place.is_empty());
    places.dedup();
    places.truncate(PLACES);
    places
}

/// What to do: three things first.
fn tasks(checked: &Checked, voice: &dyn Voice, all: bool, lines: &mut Vec<String>) {
    let advice = &checked.advice;
    if advice.is_empty() {
        return;
    }
    lines.push(String::new());
    let first = if all { advice.len() } else { advice.len().min(FIRST) };
    let minutes: f64 = advice.iter().take(first).map(|one| one.minutes).sum();
    let minutes = minutes.ceil() as u64;
    lines.push(if first == advice.len() { voice.everything(first, minutes) } else { voice.first(first, minutes) });
    for (number, one) in (1..).zip(advice.iter().take(first)) {
        let (ask, buys) = voice.task(&one.task);
        lines.push(format!("  {number}. {}", voice.asked(&ask, one.minutes.ceil() as u64)));
        // What is to be typed stands on lines of its own, as it is.
        let typed = if matches!(one.task, Task::AddTalkRule { .. }) { TALK_RULE } else { "" };
        lines.extend(typed.lines().map(|line| format!("         {line}")));
        lines.push(format!("     → {buys}"));
    }
    if first < advice.len() {
        lines.push(format!("  {}", voice.rest(advice.len() - first)));
    }
}
