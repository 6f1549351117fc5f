//! JSON as it is written: no reader of lines and no terminal takes anything in it for its own.

use std::fmt::Write;

/// JSON in which what does not show, and what turns the direction of what follows, is escaped. Such characters stand in its
/// strings alone, but for the line ends between values.
pub(crate) fn visible(json: String) -> String {
    if !json.chars().any(is_hidden) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_hidden(c) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// All of them are written with four digits.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{fff9}'..='\u{fffb}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_escaped_and_reads_back() {
        let text = "甲\u{7f}\u{9b}2J\u{202e}\u{2028}\u{feff}\n\t乙";
        let written = visible(serde_json::to_string_pretty(&[text]).unwrap());
        assert_eq!(written, "[\n  \"甲\\u007f\\u009b2J\\u202e\\u2028\\ufeff\\n\\t乙\"\n]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
    }
}
