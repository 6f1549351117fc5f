//! A small strict reader of markup, written against the grammar and not against the writer under test.

/// What stands in a document, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    Start { tag: String, attributes: Vec<(String, String)>, is_void: bool },
    End(String),
    Text(String),
}

/// Reads a document; anything a browser would have to guess about is an error.
pub(crate) fn scan(text: &str) -> Result<Vec<Event>, String> {
    let mut rest = text.strip_prefix("<!doctype html>").ok_or("no doctype")?;
    let mut events = Vec::new();
    while !rest.is_empty() {
        match rest.find('<') {
            Some(0) => rest = tag(rest, &mut events)?,
            at => {
                let (text, after) = rest.split_at(at.unwrap_or(rest.len()));
                if text.contains('>') {
                    return Err(format!("a bare > in {text:?}"));
                }
                references(text)?;
                events.push(Event::Text(text.to_owned()));
                rest = after;
            }
        }
        // The content of a style element is not markup.
        if let Some(Event::Start { tag, .. }) = events.last()
            && tag == "style"
        {
            let end = rest.find("</style>").ok_or("style does not end")?;
            events.push(Event::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    Ok(events)
}

fn tag<'a>(text: &'a str, events: &mut Vec<Event>) -> Result<&'a str, String> {
    let here = || text.chars().take(60).collect::<String>();
    if let Some(after) = text.strip_prefix("</") {
        let (name, after) = name(after).ok_or_else(|| format!("no name at {}", here()))?;
        events.push(Event::End(name.to_owned()));
        return after.strip_prefix('>').ok_or_else(|| format!("end tag at {}", here()));
    }
    let (tag, mut rest) = name(&text[1..]).ok_or_else(|| format!("a bare < at {}", here()))?;
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix("/>") {
            events.push(Event::Start { tag: tag.to_owned(), attributes, is_void: true });
            return Ok(after);
        }
        if let Some(after) = rest.strip_prefix('>') {
            events.push(Event::Start { tag: tag.to_owned(), attributes, is_void: false });
            return Ok(after);
        }
        let after = rest.strip_prefix(' ').ok_or_else(|| format!("no space between attributes at {}", here()))?;
        let (key, after) = name(after).ok_or_else(|| format!("attribute without a name at {}", here()))?;
        let after = after.strip_prefix("=\"").ok_or_else(|| format!("attribute without quotes at {}", here()))?;
        let end = after.find('"').ok_or_else(|| format!("attribute without an end at {}", here()))?;
        let value = &after[..end];
        if value.contains(['<', '>']) || attributes.iter().any(|(known, _)| known == key) {
            return Err(format!("attribute {key} at {}", here()));
        }
        references(value)?;
        attributes.push((key.to_owned(), value.to_owned()));
        rest = &after[end + 1..];
    }
}

fn name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    (end > 0 && text.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| text.split_at(end))
}

/// Every & begins one of five references.
fn references(text: &str) -> Result<(), String> {
    let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
    match text.match_indices('&').find(|(at, _)| !known.iter().any(|k| text[*at..].starts_with(k))) {
        Some((at, _)) => Err(format!("a bare & at {:?}", text[at..].chars().take(12).collect::<String>())),
        None => Ok(()),
    }
}

/// Checks that every element closes where it should.
pub(crate) fn balanced(events: &[Event]) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for event in events {
        match event {
            Event::Start { tag, is_void: false, .. } => open.push(tag),
            Event::End(tag) if open.pop() != Some(tag) => return Err(format!("</{tag}> closes something else")),
            _ => {}
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

/// Names of elements and attributes, in order: the part of a document that data must not reach.
pub(crate) fn skeleton(events: &[Event]) -> Vec<String> {
    let shape = |event: &Event| match event {
        Event::Start { tag, attributes, .. } => {
            let names: Vec<&str> = attributes.iter().map(|(name, _)| name.as_str()).collect();
            Some(format!("<{tag} {}>", names.join(" ")))
        }
        Event::End(tag) => Some(format!("</{tag}>")),
        Event::Text(_) => None,
    };
    events.iter().filter_map(shape).collect()
}
