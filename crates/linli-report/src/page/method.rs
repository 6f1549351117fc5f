//! The methods section: what was asked, how it was counted, what was odd, where it comes from.

use linli::definition::reference;
use linli::indicator::TableId;
use linli::tie::ParameterKind;
use linli::time::{SECOND, Span};

use super::{Title, heads, number, row_head, sources, staff_unknown, table, term};
use crate::html::Writer;
use crate::reading::Reading;
use crate::text::{self, Text};

/// The box at the end.
pub(super) fn method(w: &mut Writer, reading: &Reading<'_>) {
    w.element("section", &[("id", "method"), ("class", "page method")], |w| {
        w.say_in("h2", &text::METHOD);
        let provenance = &reading.outcome.provenance;
        w.tag("dl", |w| {
            term(w, &text::VERSION, |w| w.text(&format!("linli {}", provenance.version)));
            term(w, &text::ZONE_DATA, |w| w.text(&format!("IANA {}", provenance.zone_data)));
            term(w, &text::CELLS_COMPUTED, |w| w.text(&provenance.cells.to_string()));
            term(w, &text::ROWS, |w| {
                let rows: Vec<String> = provenance.rows.iter().map(|(id, rows)| format!("{id} {rows}")).collect();
                w.text(&rows.join(", "));
            });
        });
        w.say_in("h3", &text::PLAN);
        plan(w, reading);
        populations(w, reading);
        ties(w, reading);
        indicators(w, reading);
        linkage(w, reading);
        diagnostics(w, reading);
        sources::sources(w, reading);
        references(w, reading);
    });
}

/// The plan as the release has it: whom it names is called as everybody is here.
fn plan(w: &mut Writer, reading: &Reading<'_>) {
    w.tag("pre", |w| w.text(&reading.names.told(&reading.plan.to_toml())));
}

fn populations(w: &mut Writer, reading: &Reading<'_>) {
    w.say_in("h3", &text::POPULATIONS);
    table(w, "words", Title::Heard(&text::POPULATIONS), |w| {
        heads(w, &[&text::VALUE, &text::WHAT, &text::MEANING]);
        w.tag("tbody", |w| {
            for &population in reading.protocol().populations() {
                let meaning = Text::fixed(population.meaning_zh(), population.meaning());
                w.tag("tr", |w| {
                    row_head(w, |w| w.text_in("code", population.id()));
                    w.say_in("td", &text::population(population));
                    w.say_in("td", &meaning.then("；", "; ", &text::staff(population.staff)));
                });
            }
        });
    });
    staff_unknown(w, reading);
}

fn ties(w: &mut Writer, reading: &Reading<'_>) {
    w.say_in("h3", &text::TIES);
    table(w, "words", Title::Heard(&text::TIES), |w| {
        heads(w, &[&text::VALUE, &text::MEANING, &text::PARAMETERS, &text::CAVEAT]);
        w.tag("tbody", |w| {
            for chosen in reading.protocol().ties() {
                let (rule, card) = (chosen.rule, &chosen.rule.card);
                let parameters = rule
                    .parameters
                    .iter()
                    .map(|parameter| {
                        let value = chosen.parameters.value(parameter.name);
                        let value = match parameter.kind {
                            ParameterKind::Span => Span::seconds(value / SECOND).to_string(),
                            ParameterKind::Count => value.to_string(),
                        };
                        format!("{} = {value}", parameter.name)
                    })
                    .collect::<Vec<_>>()
                    .join(", ");
                w.tag("tr", |w| {
                    row_head(w, |w| w.text_in("code", &chosen.name));
                    w.tag("td", |w| {
                        w.tag("b", |w| w.say(&Text::title(card)));
                        w.text(&format!(" ({} r{}) ", card.id, card.revision));
                        w.say(&Text::fixed(card.summary_zh, card.summary));
                    });
                    w.text_in("td", if parameters.is_empty() { "–" } else { &parameters });
                    w.say_in("td", &Text::caveat(card));
                });
            }
        });
    });
}

/// The tables of which a page shows values.
const SHOWN: [TableId; 4] = [TableId::Groups, TableId::Networks, TableId::Series, TableId::SecondLayer];

fn indicators(w: &mut Writer, reading: &Reading<'_>) {
    let all = reading.protocol().indicators();
    let shown = all.iter().filter(|indicator| SHOWN.contains(&indicator.table()));
    w.say_in("h3", &text::INDICATORS);
    let others = all.len() - shown.clone().count();
    if others > 0 {
        w.say_in(
            "p",
            &Text::of(
                format!("这里写的是页上有数的指标；另外{others}个的定义在 codebook.csv。"),
                format!("Of the values on these pages; {others} others are defined in codebook.csv."),
            ),
        );
    }
    table(w, "words", Title::Heard(&text::INDICATORS), |w| {
        heads(w, &[&text::INDICATOR, &text::WHAT, &text::TABLE, &text::UNITS, &text::REVISION]);
        w.tag("tbody", |w| {
            for indicator in shown {
                let card = &indicator.card;
                w.tag("tr", |w| {
                    row_head(w, |w| w.text_in("code", card.id));
                    w.tag("td", |w| {
                        w.tag("b", |w| w.say(&Text::title(card)));
                        w.text(" ");
                        w.say(&Text::fixed(card.summary_zh, card.summary));
                        w.text(" ");
                        w.element("small", &[("lang", "en")], |w| w.text(card.formula));
                    });
                    w.text_in("td", indicator.table().id());
                    w.text_in("td", &format!("{} / {}", card.numerator.id(), card.denominator.id()));
                    number(w, &card.revision.to_string());
                });
            }
        });
    });
}

/// How far sheets and chats speak of the same people: what joins them rests on it.
fn linkage(w: &mut Writer, reading: &Reading<'_>) {
    let study = &reading.outcome.study;
    let all: Vec<_> = study.linkage().into_iter().filter(|(_, linkage)| linkage.present.of > 0).collect();
    if all.is_empty() {
        return;
    }
    w.say_in("h3", &text::LINKAGE);
    table(w, "words", Title::Heard(&text::LINKAGE), |w| {
        heads(w, &[&text::ORGANIZATION, &text::SHEETS_KNOWN, &text::CHATS_KNOWN, &text::JOINED]);
        w.tag("tbody", |w| {
            for (at, linkage) in all {
                w.tag("tr", |w| {
                    row_head(w, |w| {
                        w.text(&reading.records().organizations()[at.index()].id);
                    });
                    for part in [linkage.attended, linkage.present] {
                        number(w, &format!("{} / {}", part.known, part.of));
                    }
                    let joined = linkage.joins(study.plan.least_linkage);
                    w.say_in("td", if joined { &text::IS_JOINED } else { &text::IS_NOT_JOINED });
                });
            }
        });
    });
}

/// Codes with counts. Places and details stay in the run record: they may name people.
fn diagnostics(w: &mut Writer, reading: &Reading<'_>) {
    let diagnostics = &reading.outcome.study.diagnostics;
    w.say_in("h3", &text::DIAGNOSTICS);
    if diagnostics.is_empty() {
        return w.say_in("p", &text::NO_DIAGNOSTICS);
    }
    table(w, "words", Title::Heard(&text::DIAGNOSTICS), |w| {
        heads(w, &[&text::CODE, &text::COUNT, &text::MEANING, &text::REMEDY]);
        w.tag("tbody", |w| {
            for (code, count, _) in diagnostics.iter() {
                w.tag("tr", |w| {
                    row_head(w, |w| w.text_in("code", code.id));
                    number(w, &count.to_string());
                    w.say_in("td", &Text::fixed(code.meaning_zh, code.meaning));
                    w.say_in("td", &Text::fixed(code.remedy_zh, code.remedy));
                });
            }
        });
    });
}

/// What the definitions of this run cite.
fn references(w: &mut Writer, reading: &Reading<'_>) {
    let protocol = reading.protocol();
    let cards = protocol.indicators().iter().map(|i| &i.card).chain(protocol.ties().iter().map(|t| &t.rule.card));
    let mut keys: Vec<&str> = cards.flat_map(|card| card.references.iter().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    w.say_in("h3", &text::REFERENCES);
    w.element("ul", &[("class", "note")], |w| {
        for text in keys.into_iter().filter_map(reference) {
            w.element("li", &[("lang", "en")], |w| w.text(text));
        }
    });
}
