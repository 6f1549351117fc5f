//! System lines: what WeChat says of joins, removals, names and recalls, in the exporter's own language. Only whole lines
//! count, and only where the format says that a line is the system's: the same words occur in what people write.

/// What a system line says; the names are as they stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// People joined, perhaps brought by somebody.
    Joined {
        who: Name<'t>,
        by: Option<Name<'t>>,
    },
    /// Somebody brought the exporter and others.
    JoinedWithMe {
        who: Name<'t>,
        by: Name<'t>,
    },
    Left {
        who: Name<'t>,
        by: Option<Name<'t>>,
    },
    Titled {
        by: Name<'t>,
        title: &'t str,
    },
    Recalled(Name<'t>),
    Patted {
        by: Name<'t>,
        whom: Name<'t>,
    },
    /// Anything else.
    Other,
}

/// Who, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name<'t> {
    /// The exporter.
    Me,
    /// Whoever does it does it to themselves.
    Themselves,
    /// A name, or several with a sign between them.
    Named(&'t str),
}

/// What the parts of a pattern mean, in their order.
#[derive(Clone, Copy)]
enum Shape {
    ByWho,
    ByMe,
    ByWhoAndMe,
    WhoBy,
    WhoByMe,
    Who,
    Me,
    RemovedByWho,
    RemovedMeBy,
    ByTitle,
    Recall,
    ByWhom,
}

/// Whole lines. `*` is a name in quotation marks or the word for the exporter, `~` anything. Longer patterns stand first.
/// The script does not matter, nor the width of quotation marks and commas.
const PATTERNS: &[(&str, Shape)] = &[
    ("*邀请你和*加入了群聊，群聊参与人还有：~", Shape::ByWhoAndMe),
    ("*邀请你和*加入了群聊", Shape::ByWhoAndMe),
    ("*邀请你加入了群聊，群聊参与人还有：~", Shape::ByMe),
    ("*邀请你加入了群聊", Shape::ByMe),
    ("*邀请你加入了群组", Shape::ByMe),
    ("*邀请*加入了群聊", Shape::ByWho),
    ("*邀请*加入群聊", Shape::ByWho),
    ("*邀请*加入了群组", Shape::ByWho),
    ("*通过扫描*分享的二维码加入群聊", Shape::WhoBy),
    ("*通过扫描*分享的二维码加入了群聊", Shape::WhoBy),
    ("*通过扫描*的二维码加入群聊", Shape::WhoBy),
    ("你通过扫描二维码加入群聊，群聊参与人还有：~", Shape::Me),
    ("你通过扫描二维码加入群聊", Shape::Me),
    ("*加入了群聊", Shape::Who),
    ("*加入群聊", Shape::Who),
    ("*将*移出了群聊", Shape::RemovedByWho),
    ("*将*移出群聊", Shape::RemovedByWho),
    ("*将*移出了群组", Shape::RemovedByWho),
    ("你被*移出群聊", Shape::RemovedMeBy),
    ("你被*移出了群聊", Shape::RemovedMeBy),
    ("*修改群名为\"~\"", Shape::ByTitle),
    ("*撤回了一条消息", Shape::Recall),
    ("*撤回一条消息", Shape::Recall),
    ("*撤回了一则消息", Shape::Recall),
    ("*撤回了一条讯息", Shape::Recall),
    ("*拍了拍*~", Shape::ByWhom),
    ("~ invited you and ~ to the group chat", Shape::ByWhoAndMe),
    ("~ invited you to a group chat with ~", Shape::ByMe),
    ("~ invited you to the group chat", Shape::ByMe),
    ("~ invited ~ to the group chat", Shape::ByWho),
    ("~ joined the group chat via the QR code you shared", Shape::WhoByMe),
    ("~ joined group chat via the QR code you shared", Shape::WhoByMe),
    ("~ joined the group chat via the QR code shared by ~", Shape::WhoBy),
    ("~ joined group chat via the QR code shared by ~", Shape::WhoBy),
    ("~ joined the group chat", Shape::Who),
    ("You were removed from the group chat by ~", Shape::RemovedMeBy),
    ("~ removed ~ from the group chat", Shape::RemovedByWho),
    ("~ changed the group name to \"~\"", Shape::ByTitle),
    ("You've recalled a message", Shape::Recall),
    ("~ has recalled a message", Shape::Recall),
    ("~ recalled a message", Shape::Recall),
    ("*tickled*~", Shape::ByWhom),
];

/// Longer lines list more people than a group has.
const LONGEST: usize = 64 * 1024;

/// What a system line says.
pub(super) fn read(line: &str) -> Line<'_> {
    let line = bare(line);
    if line.len() > LONGEST {
        return Line::Other;
    }
    let found = PATTERNS.iter().find_map(|&(pattern, shape)| meaning(shape, &fit(pattern, line)?));
    found.unwrap_or(Line::Other)
}

/// The line without what stands around it: blanks, the button to undo, a full stop.
fn bare(line: &str) -> &str {
    let mut bare = line.trim();
    for button in ["撤销", "撤銷", "$revoke$", "Undo"] {
        bare = bare.strip_suffix(button).unwrap_or(bare).trim_end();
    }
    bare.strip_suffix(['.', '。']).unwrap_or(bare)
}

fn meaning<'t>(shape: Shape, parts: &[&'t str]) -> Option<Line<'t>> {
    let part = |at: usize| parts.get(at).copied();
    let who = |at: usize| part(at).and_then(name);
    Some(match shape {
        Shape::ByWho => Line::Joined { who: who(1)?, by: who(0) },
        Shape::ByMe => Line::Joined { who: Name::Me, by: who(0) },
        Shape::ByWhoAndMe => Line::JoinedWithMe { who: who(1)?, by: who(0)? },
        Shape::WhoBy => Line::Joined { who: who(0)?, by: who(1) },
        Shape::WhoByMe => Line::Joined { who: who(0)?, by: Some(Name::Me) },
        Shape::Who => Line::Joined { who: who(0)?, by: None },
        Shape::Me => Line::Joined { who: Name::Me, by: None },
        Shape::RemovedByWho => Line::Left { who: who(1)?, by: who(0) },
        Shape::RemovedMeBy => Line::Left { who: Name::Me, by: who(0) },
        Shape::ByTitle => Line::Titled { by: who(0)?, title: part(1)?.trim() },
        Shape::Recall => Line::Recalled(if parts.is_empty() { Name::Me } else { who(0)? }),
        Shape::ByWhom => Line::Patted { by: who(0)?, whom: who(1)? },
    })
}

/// A name, without its quotation marks and the blank some lines put inside them.
fn name(written: &str) -> Option<Name<'_>> {
    let written = written.trim_matches(' ');
    let inside = written.strip_prefix(QUOTES).and_then(|rest| rest.strip_suffix(QUOTES));
    match inside.unwrap_or(written).trim_matches(' ') {
        "" => None,
        "自己" if inside.is_none() => Some(Name::Themselves),
        "你" | "我" | "您" | "You" | "you" | "I" | "me" if inside.is_none() => Some(Name::Me),
        named => Some(Name::Named(named)),
    }
}

/// A name that an exporting tool left as the template has it: `$username$`.
pub(super) fn is_template(name: Name<'_>) -> bool {
    matches!(name, Name::Named(text) if text.len() > 2 && text.starts_with('$') && text.ends_with(['$', '}']))
}

const QUOTES: [char; 3] = ['"', '“', '”'];

/// The parts of a line that stand where a pattern leaves room.
fn fit<'t>(pattern: &str, line: &'t str) -> Option<Vec<&'t str>> {
    let (mut parts, mut rest, mut pattern) = (Vec::new(), line, pattern);
    loop {
        let literal = pattern.find(['*', '~']).unwrap_or(pattern.len());
        let (text, after) = pattern.split_at_checked(literal)?;
        rest = without_start(rest, text)?;
        let Some(sign) = after.chars().next() else { return rest.is_empty().then_some(parts) };
        pattern = after.get(sign.len_utf8()..)?;
        let next = pattern.find(['*', '~']).map_or(pattern, |end| pattern.get(..end).unwrap_or_default());
        let end = match sign {
            '*' => quoted_end(rest)?,
            _ if next.is_empty() => rest.len(),
            // The last piece of a pattern ends the line, so that a title may hold quotation marks.
            _ if pattern == next => ending(rest, next)?,
            _ => position(rest, next)?,
        };
        let (part, after) = rest.split_at_checked(end)?;
        (parts, rest) = (pushed(parts, part), if sign == '*' { after.trim_start_matches(' ') } else { after });
    }
}

fn pushed<'t>(mut parts: Vec<&'t str>, part: &'t str) -> Vec<&'t str> {
    parts.push(part);
    parts
}

/// Where a name in quotation marks ends, or a word for the exporter. A name may hold quotation marks: the closing one is
/// followed by a word of the line, and never by a quotation mark.
fn quoted_end(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches(' ');
    let skipped = text.len() - trimmed.len();
    for word in ["自己", "你", "我", "您", "You", "you", "me", "I"] {
        if trimmed.starts_with(word) {
            return Some(skipped + word.len());
        }
    }
    let inside = trimmed.strip_prefix(QUOTES)?;
    let open = trimmed.len() - inside.len();
    let close = inside.find(QUOTES)?;
    let sign = inside.get(close..)?.chars().next()?;
    Some(skipped + open + close + sign.len_utf8())
}

fn without_start<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in literal.chars() {
        if rest.next().map(folded) != Some(folded(wanted)) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The first place of a literal that something stands before.
fn position(text: &str, literal: &str) -> Option<usize> {
    let starts = text.char_indices().skip(1).map(|(at, _)| at);
    starts.into_iter().find(|&at| text.get(at..).is_some_and(|rest| without_start(rest, literal).is_some()))
}

/// Where a literal begins that the text ends in.
fn ending(text: &str, literal: &str) -> Option<usize> {
    let at = text.char_indices().rev().nth(literal.chars().count().checked_sub(1)?)?.0;
    (at > 0 && without_start(text.get(at..)?, literal)?.is_empty()).then_some(at)
}

/// One character for both scripts and all widths, as far as the patterns need it.
fn folded(c: char) -> char {
    match c {
        '“' | '”' => '"',
        '，' => ',',
        '：' => ':',
        '’' => '\'',
        '請' => '请',
        '過' => '过',
        '掃' => '扫',
        '維' => '维',
        '碼' => '码',
        '組' => '组',
        '將' => '将',
        '為' => '为',
        '條' => '条',
        '則' => '则',
        '訊' => '讯',
        '參' => '参',
        '與' => '与',
        '還' => '还',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests;
