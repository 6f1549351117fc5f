//! Quotes that a client wrote into the text: `「name：quoted」`, a line of dashes, the answer.

/// The name of the person quoted, and the text without the quote.
pub(in crate::chat) fn split(text: &str) -> (Option<&str>, &str) {
    match parts(text) {
        Some((name, answer)) => (Some(name), answer),
        None => (None, text),
    }
}

fn parts(text: &str) -> Option<(&str, &str)> {
    let (name, mut rest) = text.strip_prefix('「')?.split_once('：')?;
    if name.contains('\n') || name.is_empty() {
        return None;
    }
    // The quoted text may hold several lines and corner brackets; the rule of dashes ends it.
    while let Some((line, after)) = rest.split_once('\n') {
        let next = after.split('\n').next().unwrap_or_default();
        if line.ends_with('」') && is_rule(next) {
            let answer = after.get(next.len()..).unwrap_or_default();
            return Some((name, answer.trim_start_matches(['\n', ' '])));
        }
        rest = after;
    }
    None
}

/// Fifteen dashes with blanks between them; a few less are let pass.
fn is_rule(line: &str) -> bool {
    let dashes = line.chars().filter(|&c| c == '-').count();
    dashes >= 5 && line.chars().all(|c| c == '-' || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::split;

    const RULE: &str = "- - - - - - - - - - - - - - -";

    #[test]
    fn a_quote_is_taken_off() {
        let text = format!("「郑老师：请问：多少钱？\n第二行」\n{RULE}\n建议好\n谢谢");
        assert_eq!(split(&text), (Some("郑老师"), "建议好\n谢谢"));
        assert_eq!(split(&format!("「郑老师：「好」」\n{RULE}")), (Some("郑老师"), ""));
    }

    #[test]
    fn brackets_and_rules_alone_are_text() {
        for text in
            ["「郑老师：好」", "「通知」\n- - -\n好", "「郑老师：好」\n收到", "说「郑：好」\n- - - - - - -\n收到"]
        {
            assert_eq!(split(text), (None, text));
        }
    }
}
