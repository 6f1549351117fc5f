use linli::plan::{Purpose, Tier};

use super::{Subjects, group_anchor, link, mark, name_of, note, organization_anchor, term};
use crate::Language;
use crate::html::Writer;
use crate::reading::{Reading, last_day};
use crate::text::{self, Text};

/// The title of the study, or its id.
pub(super) fn title<'a>(reading: &Reading<'a>) -> &'a str {
    let plan = reading.protocol().plan();
    if plan.title.trim().is_empty() { &plan.id } else { &plan.title }
}

/// Title, tier, language, period, zone, coverage.
pub(super) fn header(w: &mut Writer, reading: &Reading<'_>) {
    w.tag("header", |w| {
        w.text_in("h1", title(reading));
        w.element("p", &[("class", "tier")], |w| w.say(&mark(reading.tier)));
        if !reading.protocol().plan().synthetic.is_empty() {
            w.element("p", &[("class", "tier")], |w| w.say(&text::SYNTHETIC));
        }
        if w.language() == Language::Both {
            switch(w);
        }
        w.tag("dl", |w| facts(w, reading));
        w.element("p", &[("class", "note")], |w| w.say(&text::COMMITMENT));
        if reading.tier == Tier::T0 {
            note(w, &text::NAMES_MASKED);
        }
    });
}

/// Two radio buttons; the style sheet hides the other language.
pub(super) fn switch(w: &mut Writer) {
    w.element("fieldset", &[("class", "switch")], |w| {
        w.tag("legend", |w| w.text("语言 Language"));
        for (id, lang, name, checked) in [("in-zh", "zh", "中文", true), ("in-en", "en", "English", false)] {
            w.tag("label", |w| {
                let attributes = [("type", "radio"), ("name", "language"), ("id", id), ("checked", "checked")];
                w.void("input", if checked { &attributes } else { &attributes[..3] });
                w.element("b", &[("lang", lang)], |w| w.text(name));
            });
        }
    });
}

fn facts(w: &mut Writer, reading: &Reading<'_>) {
    let (windows, records, plan) = (reading.windows(), reading.records(), reading.protocol().plan());
    let disjoint = windows.iter().filter(|window| window.disjoint).count();
    term(w, &text::PERIOD, |w| match (windows.first(), windows.last()) {
        (Some(first), Some(last)) => {
            w.text(&format!("{} – {}", first.first_day, last_day(last.end_day)));
            let (n, length, step) = (windows.len(), text::span(plan.window), text::span(plan.step));
            w.say(&Text::of(
                format!("：{n}个时间窗，长{}，步长{}，其中{disjoint}个互不重叠", length.zh, step.zh),
                format!(": {n} windows of {} every {}, {disjoint} of them disjoint", length.en, step.en),
            ));
        }
        _ => w.say(&text::NONE),
    });
    term(w, &text::RECORDED, |w| match records.span() {
        Some(span) => w.text(&format!("{} – {}", span.start, last_day(span.end))),
        None => w.say(&text::NONE),
    });
    term(w, &text::ZONE, |w| w.text(reading.protocol().zone().name()));
    term(w, &text::COVERED, |w| covered(w, reading));
    term(w, &text::PURPOSE, |w| {
        w.say(&match plan.purpose {
            Purpose::Coaching => Text::fixed("辅导", "coaching"),
            Purpose::Evaluation => Text::fixed("评估", "evaluation"),
            Purpose::Research => Text::fixed("研究", "research"),
        });
    });
}

/// How many sources there are of each kind, and how much of the period any of them covers.
fn covered(w: &mut Writer, reading: &Reading<'_>) {
    let sources = reading.records().sources();
    let mut kinds: Vec<_> = sources.iter().map(|source| source.kind).collect();
    kinds.sort_unstable();
    let mut said = Text::fixed("", "");
    for same in kinds.chunk_by(|a, b| a == b) {
        let name = text::source_kind(same[0]);
        let one = Text::of(format!("{}{}份", name.zh, same.len()), format!("{} × {}", name.en, same.len()));
        said = if said.zh.is_empty() { one } else { said.then("，", ", ", &one) };
    }
    let Some(period) = reading.period() else { return w.say(&text::NONE) };
    let spans = linli::records::union_of_spans(sources.iter().flat_map(|s| s.covers.iter().copied()));
    let days = period.end.number() - period.start.number();
    let inside: i32 =
        spans.iter().map(|s| (s.end.min(period.end).number() - s.start.max(period.start).number()).max(0)).sum();
    let share = Text::of(
        format!("{days}天里有{inside}天至少有一份资料"),
        format!("on {inside} of {days} days there is at least one source"),
    );
    w.say(&if said.zh.is_empty() { share } else { said.then("；", "; ", &share) });
}

/// Links to every section.
pub(super) fn contents(w: &mut Writer, reading: &Reading<'_>, subjects: &Subjects) {
    w.tag("nav", |w| {
        w.say_in("h2", &text::CONTENTS);
        w.tag("ul", |w| {
            for (anchor, head) in [("overview", &text::OVERVIEW), ("findings", &text::FINDINGS)] {
                w.tag("li", |w| w.element("a", &[("href", &format!("#{anchor}"))], |w| w.say(head)));
            }
            for organized in &subjects.organizations {
                w.tag("li", |w| link(w, &organization_anchor(organized.id), name_of(reading, organized.id)));
            }
            for &id in &subjects.groups {
                let group = &reading.records().groups()[id.index()];
                w.tag("li", |w| link(w, &group_anchor(id), &group.id));
            }
            w.tag("li", |w| w.element("a", &[("href", "#method")], |w| w.say(&text::METHOD)));
        });
    });
}
