//! `&lt;`, `&#33;`, `&#x4E2D;`: characters written as words and numbers.

/// Puts back the characters that HTML and XML write as words or numbers.
pub(in crate::chat) fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // Looked for nearby only: a text may be all ampersands.
        let end = after.bytes().take(9).position(|byte| byte == b';');
        let named = end.and_then(|end| Some((entity(after.get(..end)?)?, after.get(end + 1..)?)));
        let Some((c, after)) = named else {
            out.push('&');
            rest = after;
            continue;
        };
        out.push(c);
        rest = after;
    }
    out + rest
}

/// The character of a name or number; none that is a control but a line end or a tab.
pub(super) fn entity(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "middot" => '·',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        _ => {
            let code = name.strip_prefix('#')?;
            let hex = code.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            let c = char::from_u32(hex.unwrap_or_else(|| code.parse()).ok()?)?;
            Some(c).filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_come_back_once() {
        assert_eq!(entities("&lt;a&gt;&amp;amp;&#33;&#x4E2D;&nbsp;&mdash;&#10;"), "<a>&amp;!中\u{A0}—\n");
        assert_eq!(entities("R&D & &unknown; &#0; &#xD800; &#99999999;"), "R&D & &unknown; &#0; &#xD800; &#99999999;");
    }
}
