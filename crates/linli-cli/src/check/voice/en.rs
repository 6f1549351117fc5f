//! English.

use linli::Error;
use linli::diagnostic::{Diagnostic, DiagnosticCode};
use linli::plan::Plan;
use linli::records::{Layer, Source, SourceKind};

use super::{Voice, all_in, days, file, is_list, is_sheet};
use crate::check::advice::is_stray_sheet;
use crate::check::{Lack, Nearest, Task, Understood};

/// Speaks English.
pub(in crate::check) struct En;

impl Voice for En {
    fn title(&self, plan: &Plan) -> String {
        format!("study {} · {} · {}", plan.id, plan.zone, plan.release.tier.mark())
    }

    fn understood(&self) -> &'static str {
        "understood"
    }

    fn files(&self, seen: &Understood) -> Vec<String> {
        let files = seen.files;
        let mut lines = Vec::new();
        let kinds = [
            (files.chats, "chat export"),
            (files.sheets, "sign-in sheet"),
            (files.rosters, "member list"),
            (files.tables(), "plan and table file"),
        ];
        let kinds: Vec<String> =
            kinds.iter().filter(|(count, _)| *count > 0).map(|&(count, kind)| number(count, kind)).collect();
        let span = seen.span.map(|span| format!("; days {}", days(span, " to "))).unwrap_or_default();
        let found = files.found;
        lines.push(format!("{}, {} read: {}{span}", number(found.all(), "file"), found.read, kinds.join(", ")));
        let others = [
            (found.refused, "that cannot be read"),
            (found.unknown, "of no known kind"),
            (found.aside, "with nothing to use (empty, without a day, or of no group)"),
        ];
        let others = others.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}"));
        if found.all() > found.read {
            lines.push(format!("  besides, {}", others.collect::<Vec<_>>().join(", ")));
        }
        for group in &seen.groups {
            let covers = group.covers.map_or_else(|| "no message".to_owned(), |span| days(span, " to "));
            let layer = if group.layer == Layer::Second { " (second layer)" } else { "" };
            let listed =
                group.listed.map_or_else(|| "no member list".to_owned(), |count| format!("{count} on its list"));
            let messages = number(group.messages, "message");
            let (name, writers) = (&group.name, group.writers);
            let known =
                group.delegates.map_or_else(String::new, |d| format!(" ({} known in a first-layer group)", d.known));
            lines.push(format!("group {name}{layer}: {messages}, {covers}, {writers} spoke{known}, {listed}"));
        }
        for one in &seen.organizations {
            let counted = if one.counted > 0 { format!(", {} with a number only", one.counted) } else { String::new() };
            let activities = match one.activities {
                1 => "1 activity".to_owned(),
                count => format!("{count} activities"),
            };
            let (name, named, people) = (&one.name, one.named, one.people);
            lines.push(format!("activities of {name}: {activities}, {named} with names{counted}; {people} came"));
            if let Some(linkage) = one.linkage {
                let short = if one.is_linked { "" } else { "; too few: what joins them is not_linked" };
                let (came, here) = (linkage.attended, linkage.present);
                lines.push(format!(
                    "  of {} on sheets {} known in chat or member list, of {} there {} known on sheets{short}",
                    came.of, came.known, here.of, here.known
                ));
            }
        }
        let people = seen.people;
        let both = if people.chats > 0 && people.activities > 0 {
            format!(", {} in both; whether two names are one person, only a person can say", people.both)
        } else {
            String::new()
        };
        let (all, chats, activities) = (people.all, people.chats, people.activities);
        let elsewhere = match people.elsewhere() {
            0 => String::new(),
            count => format!("; {count} in neither, only in tables or spoken of"),
        };
        lines.push(format!("people: {all} names, {chats} in the chats, {activities} at activities{both}{elsewhere}"));
        lines.push(match people.staff {
            0 => {
                "staff: nobody is named; until then what is \"without staff\" is the same as with staff, and holds them"
                    .to_owned()
            }
            count => format!("staff: {count} known"),
        });
        let papers = seen.papers.counts().into_iter().zip(["coaching contact", "application", "payment", "milestone"]);
        let papers: Vec<String> = papers.filter(|(count, _)| *count > 0).map(|(n, kind)| number(n, kind)).collect();
        if !papers.is_empty() {
            lines.push(format!("papers: {}", papers.join(", ")));
        }
        let lacks: Vec<&str> = seen.lacks().into_iter().map(lack).collect();
        if !lacks.is_empty() {
            lines.push(format!(
                "not here: {}; what rests on them has no value and says why, the rest is computed",
                lacks.join(", ")
            ));
        }
        lines
    }

    fn not_understood(&self) -> &'static str {
        "not understood"
    }

    fn nothing(&self) -> &'static str {
        "nothing: all was understood"
    }

    fn odd(&self, code: &DiagnosticCode, count: u64) -> String {
        let times = if count == 1 { String::new() } else { format!(" × {count}") };
        format!("{}{times}: {}", code.id, code.meaning)
    }

    fn place(&self, sample: &Diagnostic) -> String {
        let place = sample.location.to_string();
        if place.is_empty() { sample.detail.clone() } else { format!("{place}: {}", sample.detail) }
    }

    fn remedy(&self, code: &DiagnosticCode, samples: &[Diagnostic]) -> String {
        match code.id {
            "unnamed-exporter" if all_in(samples, is_sheet) => format!(
                "Write the name in place of `我` on the sheet, or end study.toml with [sources.\"{}\"] and me = \"…\".",
                samples.first().map(file).unwrap_or_default()
            ),
            "no-date" if all_in(samples, is_list) => {
                "Name the list like `布工坊 2017-03-06.txt`: the day it was copied.".to_owned()
            }
            "unknown-file" if all_in(samples, is_stray_sheet) => {
                "Put the sheet into its organization's folder: sheets/布工坊/2017-03-06 剪纸.csv.".to_owned()
            }
            "unknown-name" if all_in(samples, is_list) => "Call the list as its chat is called.".to_owned(),
            _ => code.remedy.to_owned(),
        }
    }

    fn refused(&self, count: usize) -> String {
        format!("not read: {}", number(count, "file"))
    }

    fn refusal(&self, error: &Error) -> (String, Option<String>) {
        let place = error.location().to_string();
        let colon = if place.is_empty() { "" } else { ": " };
        (format!("{place}{colon}{}", error.message()), error.hint().map(str::to_owned))
    }

    fn mend(&self) -> &'static str {
        "mend what is not read, or take it out of the folder, and check again: linli run needs every file. What is not understood, and what to do, changes with it."
    }

    fn more_notes(&self, kinds: usize) -> String {
        format!("and {} that lost nothing; see them with --all", number(kinds, "kind"))
    }

    fn first(&self, count: usize, minutes: u64) -> String {
        let things = if count == 1 { "one thing".to_owned() } else { format!("{count} things") };
        format!("do {things} first, about {}", number(minutes as usize, "minute"))
    }

    fn everything(&self, count: usize, minutes: u64) -> String {
        format!(
            "what could be done, what settles most in a minute first: {}, about {}",
            number(count, "thing"),
            number(minutes as usize, "minute")
        )
    }

    #[expect(clippy::too_many_lines, reason = "a sentence or two for every task, and nothing else")]
    fn task(&self, task: &Task) -> (String, String) {
        match task {
            Task::NameInPlan { groups, second_layer } => {
                let staff = (*groups > 0).then(|| "staff = [\"…\"] with their names as the chats show them".to_owned());
                let second: Vec<String> = second_layer.iter().map(|group| format!("\"{group}\"")).collect();
                let second = (!second.is_empty()).then(|| {
                    format!("second_layer = [{}] if it joins leaders of several organizations", second.join(", "))
                });
                let ask = [staff, second].into_iter().flatten().collect::<Vec<_>>().join(", and ");
                let told = (*groups > 0).then(|| {
                    format!("what residents say and what staff say, told apart in {}", number(*groups, "group"))
                });
                let joined = (!second_layer.is_empty())
                    .then(|| "the second layer is seen, and not taken for an organization of its own".to_owned());
                let buys = [told, joined].into_iter().flatten().collect::<Vec<_>>().join("; ");
                (format!("write into study.toml {ask}"), buys)
            }
            Task::CorrectStaff { entry, nearest } => (
                format!(
                    "nobody is called as entry {entry} of `staff` in study.toml says{}",
                    near_person(nearest.as_ref())
                ),
                "what they say is not taken for a resident's".to_owned(),
            ),
            Task::CorrectSecondLayer { written, nearest } => (
                format!("there is no group `{written}`, which `second_layer` names{}", near(nearest.as_deref())),
                "the second layer is seen".to_owned(),
            ),
            Task::AnswerProposed { count, same_day } => {
                let pairs: Vec<String> = same_day
                    .iter()
                    .map(|(own, other, count)| {
                        format!("{count} of {own} fall on days of a sheet of {other}: if they are those, answer 同")
                    })
                    .collect();
                let pairs = if pairs.is_empty() { String::new() } else { format!("; {}", pairs.join("; ")) };
                (
                    format!(
                        "answer {count} activities that chats tell of, in proposed/activities.csv, yes or no{pairs}"
                    ),
                    "they count, and it is known which of them still lack a sheet".to_owned(),
                )
            }
            Task::DateFiles { files, count } => (
                format!(
                    "put the day into {}, as in `2017-03-06 剪纸.csv`: {}",
                    number(*count as usize, "file name"),
                    some(files, *count)
                ),
                "they are read".to_owned(),
            ),
            Task::CopyMembers { groups } => (
                format!(
                    "copy the member screen into rosters/<group> <date>.txt, one name a line: {}",
                    some(groups, groups.len() as u64)
                ),
                "who never spoke, and how many stand at the margin".to_owned(),
            ),
            Task::DateRosters { files, count } => (
                format!(
                    "put the day into {}, as in `<group> 2017-03-06.txt`: {}",
                    number(*count as usize, "member list"),
                    some(files, *count)
                ),
                "who is in these groups, and who never spoke".to_owned(),
            ),
            Task::RenameRoster { file, nearest } => (
                format!("whose member list is {file}? No group is called so{}", near(nearest.as_deref())),
                "the list is used: who never spoke, only a list knows".to_owned(),
            ),
            Task::PlaceSheets { files, count } => (
                format!(
                    "put {} into the folder of their organization, sheets/<organization>/: {}",
                    number(*count as usize, "sheet"),
                    some(files, *count)
                ),
                "it is known whose they are".to_owned(),
            ),
            Task::AddTalkRule { groups, stated, turns } => (
                "end study.toml with five lines, for a picture (the first two unless they are there):".to_owned(),
                format!(
                    "structure of {}, as sensitivity and no finding: {stated} of {turns} messages say whom they are for",
                    some(groups, groups.len() as u64)
                ),
            ),
            Task::RetypeSheets { organization, month: (year, month), count, listed, all } => (
                format!("retype {} of {year}-{month:02} into sheets/{organization}/", number(*count, "sheet")),
                format!(
                    "retention for {organization}: names for {} of its {all} activities instead of {listed}",
                    listed + count
                ),
            ),
            Task::FirstSheet { organization } => (
                format!("retype one sign-in sheet into sheets/{organization}/<date title>.csv"),
                format!("attendance of {organization}; return from the second sheet on"),
            ),
            Task::AnswerWho { unlinked, first, all, percent } => {
                let ask = match first {
                    0 => "say in the table of aliases who the people on the sheets are in the chats".to_owned(),
                    _ => {
                        format!("answer the first {first} of {all} questions who is whom in aliases.todo.csv, 是 or 否")
                    }
                };
                let gain =
                    if *first > 0 { format!("{percent} % of what is not joined") } else { "what is joined".to_owned() };
                let waits: Vec<String> =
                    unlinked.iter().map(|(name, known, of)| format!("{known} of {of} in {name}")).collect();
                let buys = match &waits[..] {
                    [] => gain,
                    _ => format!("{gain}; what joins talk and attendance waits for it: known are {}", waits.join(", ")),
                };
                (ask, buys)
            }
            Task::ExportAgain { group, until } => (
                format!("export `{group}` again: it ends on {until}"),
                "the weeks after it; no record is not silence".to_owned(),
            ),
            Task::AskHole(hole) => (
                format!(
                    "`{}` has no message for {} days between {} and {} (never more than {} before): answer silent or missing in proposed/holes.csv; what is missing can be exported again",
                    hole.group, hole.days, hole.before, hole.after, hole.longest_before
                ),
                "missing days are not taken for silence, and silence is not asked about again".to_owned(),
            ),
            Task::MarkNames { count, place } => (
                format!("write √ or 未到 beside {} without a mark, from {place} on", number(*count as usize, "name")),
                "whether they came".to_owned(),
            ),
            Task::CorrectRows { count, place } => (
                format!("correct {} that could not be read, from {place} on", number(*count as usize, "row")),
                "what they say is not lost".to_owned(),
            ),
        }
    }

    fn asked(&self, ask: &str, minutes: u64) -> String {
        format!("{ask} ({minutes} min)")
    }

    fn rest(&self, count: usize) -> String {
        format!("and {count} more; see them with --all")
    }

    fn sources(&self) -> &'static str {
        "sources"
    }

    fn source(&self, source: &Source) -> String {
        let covers: Vec<String> = source.covers.iter().map(|&span| days(span, " to ")).collect();
        let fields: Vec<&str> = source.fields.iter().map(|field| field.id()).collect();
        let unit = if source.kind == SourceKind::Chat { "messages" } else { "rows" };
        format!(
            "{} · {} · {} {unit} · {} · records {}",
            source.label,
            source.format,
            source.rows,
            if covers.is_empty() { "covers no day".to_owned() } else { covers.join(", ") },
            if fields.is_empty() { "nothing more".to_owned() } else { fields.join(", ") }
        )
    }

    fn run(&self, cells: u64) -> String {
        format!("ready for a first report: linli run computes at most {cells} cells")
    }
}

/// `1 sheet`, `2 sheets`.
fn number(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The first three of several, and how many there are.
fn some(all: &[String], count: u64) -> String {
    let shown = all.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    if count > 3 { format!("{shown} and {} more", count - 3) } else { shown }
}

/// The name that is nearly so.
fn near(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; is it `{name}`?"))
}

/// Somebody who is called nearly so.
fn near_person(nearest: Option<&Nearest>) -> String {
    let Some(one) = nearest else { return String::new() };
    match &one.group {
        Some(group) => {
            format!("; `{}`, with {} in `{group}`, is called nearly so", one.shown, number(one.messages, "message"))
        }
        None => format!("; `{}` is called nearly so", one.shown),
    }
}

/// A kind of source, and where it would lie.
const fn lack(of: Lack) -> &'static str {
    match of {
        Lack::Chats => "chats (chats/)",
        Lack::Lists => "lists of who came (sheets/)",
        Lack::Members => "member lists (rosters/)",
        Lack::Coaching => "a log of coaching (coaching)",
        Lack::Grants => "applications and payments (grants, expenses)",
    }
}
