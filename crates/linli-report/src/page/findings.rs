use linli::definition::Kind;
use linli::signal::Finding;

use super::{Title, heads, note, number, table, term};
use crate::html::Writer;
use crate::number::of_kind;
use crate::reading::Reading;
use crate::text::{self, Text};

/// What was found, with what speaks for it and what else could explain it.
pub(super) fn findings(w: &mut Writer, reading: &Reading<'_>) {
    w.element("section", &[("id", "findings"), ("class", "page")], |w| {
        w.say_in("h2", &text::FINDINGS);
        if reading.outcome.findings.is_empty() {
            w.say_in("p", &text::NO_FINDINGS);
        } else {
            note(w, &text::FINDINGS_NOTE);
        }
        let same = |a: &Finding, b: &Finding| std::ptr::eq(a.signal, b.signal);
        for findings in reading.outcome.findings.chunk_by(same) {
            w.element("article", &[("class", "finding")], |w| of_signal(w, reading, findings));
        }
        looked_for(w, reading);
    });
}

/// Findings of a signal of which the page shows days and cells; of more of them it says what was seen.
const DETAILED: usize = 5;

/// How much is told of a finding.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    Whole,
    Briefly,
}

/// What one signal found, and then once what it is.
fn of_signal(w: &mut Writer, reading: &Reading<'_>, findings: &[Finding]) {
    let Some(signal) = findings.first().map(|finding| finding.signal) else { return };
    let card = &signal.card;
    w.tag("h3", |w| w.say(&Text::title(card)));
    for (at, finding) in findings.iter().enumerate() {
        let told = if at < DETAILED { Told::Whole } else { Told::Briefly };
        one(w, reading, finding, told);
    }
    w.tag("dl", |w| {
        term(w, &text::EXPLANATIONS, |w| {
            w.say(&Text::of(signal.explanations_zh.join("；"), signal.explanations.join("; ")));
        });
        term(w, &text::ACTION, |w| w.say(&Text::fixed(signal.action_zh, signal.action)));
        let alarms = signal.false_alarms;
        term(w, &text::FALSE_ALARMS, |w| w.say(&Text::of(alarms.words_zh(), alarms.words())));
        term(w, &text::DEFINITION, |w| {
            w.say(&Text::fixed(card.summary_zh, card.summary));
            w.void("br", &[]);
            w.element("code", &[("lang", "en")], |w| w.text(card.formula));
        });
        term(w, &text::CAVEAT, |w| w.say(&Text::caveat(card)));
    });
    w.element("p", &[("class", "note")], |w| w.text(&format!("{} r{}", card.id, card.revision)));
}

fn one(w: &mut Writer, reading: &Reading<'_>, finding: &Finding, told: Told) {
    w.text_in("h4", &finding.subject);
    w.element("p", &[("class", "statement")], |w| {
        let told = |text: &str| reading.names.told(text).into_owned();
        w.say(&Text::of(told(&finding.statement_zh), told(&finding.statement)));
    });
    if told == Told::Briefly {
        w.element("p", &[("class", "note")], |w| w.text(&format!("{} · {}", finding.id, finding.since)));
        return;
    }
    w.tag("dl", |w| {
        for (head, day) in
            [(&text::SINCE, finding.since), (&text::UNTIL, finding.until), (&text::EXPIRES, finding.expires())]
        {
            term(w, head, |w| w.text(&day.to_string()));
        }
    });
    evidence(w, reading, finding);
    w.element("p", &[("class", "note")], |w| w.text(&finding.id));
}

/// Cells of a finding that a page shows; all stand in `findings.csv`.
const SHOWN: usize = 6;

fn evidence(w: &mut Writer, reading: &Reading<'_>, finding: &Finding) {
    table(w, "evidence", Title::Shown(&text::EVIDENCE), |w| {
        heads(w, &[&text::TABLE, &text::ROW, &text::INDICATOR, &text::VALUE]);
        w.tag("tbody", |w| {
            for cell in finding.evidence.iter().take(SHOWN) {
                let indicator = reading.column(cell.indicator).map(|column| column.indicator);
                let title = indicator.map(|indicator| Text::title(&indicator.card));
                let kind = indicator.map_or(Kind::Real, |indicator| indicator.kind);
                w.tag("tr", |w| {
                    w.text_in("td", cell.table);
                    w.text_in("td", &reading.names.told(&cell.row));
                    w.say_in("td", &title.unwrap_or_else(|| Text::same(cell.indicator)));
                    number(w, &of_kind(kind, cell.value));
                });
            }
        });
    });
    let more = finding.evidence.len().saturating_sub(SHOWN);
    if more > 0 {
        note(
            w,
            &Text::of(format!("另有{more}格在 findings.csv 里。"), format!("{more} more cells stand in findings.csv.")),
        );
    }
}

/// The signals of the run, and what they could not see.
fn looked_for(w: &mut Writer, reading: &Reading<'_>) {
    // The plan was checked before the run; an unknown signal would have been an error there.
    let Ok(signals) = reading.outcome.study.chosen_signals() else { return };
    w.say_in("h3", &text::LOOKED_FOR);
    w.tag("ul", |w| {
        for signal in signals {
            let lacks = signal.reads.iter().find(|read| reading.column(read.id()).is_none());
            w.tag("li", |w| {
                w.say(&Text::title(&signal.card));
                if let Some(lacks) = lacks {
                    w.tag("b", |w| {
                        w.say(&Text::of(
                            format!("没有看：方案没有算{}。", lacks.card.title_zh),
                            format!(" Not looked for: the plan does not compute “{}”.", lacks.card.title),
                        ));
                    });
                }
            });
        }
    });
}
