//! JSON with one object a line, for formats that write either one value or lines.

use std::io::BufRead;

use linli::Error;
use serde::de::DeserializeSeed;

use super::super::{ReadOptions, Receiver};
use super::json::{Failure, MAX_STRING, located};
use super::{is_blank, report_bad};
use crate::decode::Lines;

/// Whether the first line is an object of its own, and not the beginning of a file with one of these keys.
pub(in crate::chat) fn is_lines(
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    whole: &[&str],
) -> Result<bool, Error> {
    let start = reader.fill_buf().map_err(|cause| crate::source::unreadable(&options.file, cause))?;
    let start = String::from_utf8_lossy(start);
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    let first = start.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    Ok(first.starts_with('{') && first.ends_with('}') && !whole.iter().any(|key| first.contains(key)))
}

/// Hands every line that says something to a function.
pub(in crate::chat) fn each(
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
    mut take: impl FnMut(&str, &Failure, u64, &mut dyn Receiver) -> Result<(), Error>,
) -> Result<(), Error> {
    // A picture may stand in the line.
    let mut lines = Lines::new(reader, &options.file, options.limits.line.max(MAX_STRING))?;
    while let Some(line) = lines.next_line()? {
        report_bad(&line, receiver);
        if is_blank(line.text) {
            continue;
        }
        let failure = Failure::default();
        let taken = take(line.text, &failure, line.number, receiver);
        // A line that is no JSON is one bad row; a line with a field beyond every limit ends the reading.
        if let Some(ours) = failure.take() {
            return Err(located(ours, &options.file, line.number));
        }
        taken?;
    }
    Ok(())
}

/// Reads one line with a seed; None where it is no such object.
pub(in crate::chat) fn parsed<'l, S: DeserializeSeed<'l>>(line: &'l str, seed: S) -> Option<S::Value> {
    let mut parser = serde_json::Deserializer::from_str(line);
    let value = seed.deserialize(&mut parser).ok()?;
    parser.end().ok()?;
    Some(value)
}
