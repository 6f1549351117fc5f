//! Tables in notebooks: the first and the last rows, counts, the tier. Every name is escaped.

use std::fmt::Write;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
pub(crate) use linli_report::escaped as escape;

use super::batches::{self, Batches};
use super::cells::Cell;

/// Rows shown from either end.
const SHOWN: usize = 10;

/// A small table of facts: what, and some cells beside it.
pub(crate) fn facts<const N: usize>(caption: &str, rows: impl IntoIterator<Item = (String, [String; N])>) -> String {
    let mut html = format!("<table class=\"linli\"><caption>{}</caption><tbody>", escape(caption));
    for (what, cells) in rows {
        // Writing to a String cannot fail.
        let _ = write!(html, "<tr><th>{}</th>", escape(&what));
        for cell in cells {
            let _ = write!(html, "<td>{}</td>", escape(&cell));
        }
        html.push_str("</tr>");
    }
    html + "</tbody></table>"
}

/// A number with its thousands apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A table as HTML, with this line above it.
pub(super) fn table(source: &dyn Batches, caption: &str) -> Result<String, ArrowError> {
    let schema = source.schema();
    let rows = source.rows();
    let mut html = format!("<table class=\"linli\"><caption>{}</caption><thead><tr>", escape(caption));
    for field in schema.fields() {
        let title =
            field.metadata().get("title").map_or(String::new(), |title| format!(" title=\"{}\"", escape(title)));
        // Writing to a String cannot fail.
        let _ = write!(html, "<th{title}>{}</th>", escape(field.name()));
    }
    html.push_str("</tr></thead><tbody>");
    let whole = rows <= 2 * SHOWN;
    let first = batches::head(source, if whole { rows } else { SHOWN })?;
    first.batches.iter().for_each(|batch| put_rows(&mut html, batch));
    if !whole {
        let columns = schema.fields().len();
        let left = grouped(rows - 2 * SHOWN);
        let _ = write!(html, "<tr><td colspan=\"{columns}\">… {left} more rows …</td></tr>");
        batches::tail(source, SHOWN)?.batches.iter().for_each(|batch| put_rows(&mut html, batch));
    }
    html.push_str("</tbody></table>");
    Ok(html)
}

fn put_rows(html: &mut String, batch: &RecordBatch) {
    for row in 0..batch.num_rows() {
        html.push_str("<tr>");
        for column in batch.columns() {
            let _ = write!(html, "<td>{}</td>", escape(&Cell::of(column, row).text()));
        }
        html.push_str("</tr>");
    }
}
