//! Where the records come from, what each source covers and what it can record.

use linli::records::Source;

use super::{Title, heads, note, number, row_head, table};
use crate::html::Writer;
use crate::reading::{Reading, last_day};
use crate::text::{self, Text};

/// Sources listed at most: a study of thousands of sheets is listed in its run record.
const MOST_SOURCES: usize = 400;

/// Every source.
pub(super) fn sources(w: &mut Writer, reading: &Reading<'_>) {
    let all = reading.records().sources();
    w.say_in("h3", &text::SOURCES);
    table(w, "words", Title::Heard(&text::SOURCES), |w| {
        heads(w, &[&text::SOURCE, &text::KIND, &text::FORMAT, &text::ROWS, &text::COVERED, &text::FIELDS]);
        w.tag("tbody", |w| {
            for source in all.iter().take(MOST_SOURCES) {
                w.tag("tr", |w| {
                    row_head(w, |w| w.text(&reading.names.told(&source.label)));
                    w.say_in("td", &text::source_kind(source.kind));
                    w.text_in("td", source.format);
                    number(w, &source.rows.to_string());
                    w.text_in("td", &covered(source));
                    w.say_in("td", &fields(source));
                });
            }
        });
    });
    if all.len() > MOST_SOURCES {
        let more = all.len() - MOST_SOURCES;
        note(
            w,
            &Text::of(
                format!("还有{more}个来源，见运行记录。"),
                format!("{more} more sources stand in the run record."),
            ),
        );
    }
}

/// The days covered; of many spans the first and the last day and how many there are.
fn covered(source: &Source) -> String {
    let (Some(first), Some(last)) = (source.covers.first(), source.covers.last()) else { return "–".to_owned() };
    let days = format!("{} – {}", first.start, last_day(last.end));
    if source.covers.len() > 1 { format!("{days} ({})", source.covers.len()) } else { days }
}

fn fields(source: &Source) -> Text {
    let all = source.fields.iter().map(text::field);
    all.reduce(|said, field| said.then("、", ", ", &field)).unwrap_or_else(|| Text::same("–"))
}
