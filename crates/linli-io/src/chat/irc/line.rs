//! One line of a log: when, who, what. The programs differ in what they put before a report of their own.

use linli::time::Day;

use super::super::reading::{clock, number};

/// When a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    /// It does not say.
    None,
    /// The second of the day; None where there is no such hour.
    Clock(Option<u32>),
    /// Month, day, second of the day.
    Yearless(u32, u32, Option<u32>),
    /// Day and second.
    Whole(Option<(Day, u32)>),
}

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told<'a> {
    /// Somebody said or did something.
    Said { nick: &'a str, text: &'a str },
    /// Somebody came.
    Joined(&'a str),
    /// Somebody left, or was removed.
    Left { nick: &'a str, by: Option<&'a str> },
    /// Somebody is called otherwise now.
    Renamed { nick: &'a str, was: &'a str },
    /// The program reports something else.
    Report,
}

/// A line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// The log says its day, and perhaps the second.
    Marker(Option<Day>, Option<u32>),
    /// Something happened.
    Told(Stamp, Told<'a>),
}

/// Reads a line; None where it is none of a log.
pub(super) fn read(line: &str) -> Option<Line<'_>> {
    if let Some(marker) = marker(line) {
        return Some(marker);
    }
    let (stamp, rest) = stamp(line);
    told(rest, stamp).map(|told| Line::Told(stamp, told))
}

const MARKERS: &[&str] = &[
    "--- Log opened ",
    "--- Log closed ",
    "--- Day changed ",
    "**** BEGIN LOGGING AT ",
    "**** ENDING LOGGING AT ",
    "Session Start: ",
    "Session Time: ",
    "Session Close: ",
];

/// `--- Day changed Tue Nov 16 2004`, `--- Log opened Mon Nov 15 12:18:02 2004`; the end of a session says no new day.
fn marker(line: &str) -> Option<Line<'_>> {
    if line.starts_with("Session Ident: ") {
        return Some(Line::Marker(None, None));
    }
    let found = MARKERS.iter().find(|marker| line.starts_with(**marker))?;
    let words: Vec<&str> = line.get(found.len()..)?.split(' ').filter(|word| !word.is_empty()).take(6).collect();
    let (month, day, second, year) = match *words.as_slice() {
        [_, month, day, time, year] => (month, day, hour(time), year),
        [_, month, day, year] => (month, day, None, year),
        _ => return Some(Line::Marker(None, None)),
    };
    let day = clock::day(year.parse().ok()?, named_month(month)?, day.parse().ok()?);
    Some(Line::Marker(day, second))
}

fn named_month(word: &str) -> Option<u32> {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    (1..).zip(months).find(|(_, month)| *month == word).map(|(number, _)| number)
}

/// `12:18` or `12:18:02`, whole, if there is such an hour.
fn hour(text: &str) -> Option<u32> {
    let (second, rest) = clock_at(text)?;
    second.filter(|_| rest.is_empty())
}

fn clock_at(text: &str) -> Option<(Option<u32>, &str)> {
    let (hour, 1..=2, rest) = number(text, 2)? else { return None };
    let (minute, 2, rest) = number(rest.strip_prefix(':')?, 2)? else { return None };
    let seconds = rest.strip_prefix(':').and_then(|rest| number(rest, 2)).filter(|&(_, digits, _)| digits == 2);
    let (second, rest) = seconds.map_or((0, rest), |(second, _, rest)| (second, rest));
    Some((clock::second_of_day(hour, minute, second), rest))
}

/// When, and what follows.
fn stamp(line: &str) -> (Stamp, &str) {
    let bracketed = line.strip_prefix('[').and_then(|inside| inside.split_once(']'));
    if let Some((inside, rest)) = bracketed
        && let Some((stamp, "")) = bare_stamp(inside)
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
    {
        return (stamp, rest.get(1..).unwrap_or_default());
    }
    match bare_stamp(line) {
        Some((stamp, rest)) if rest.starts_with([' ', '\t']) => (stamp, rest.get(1..).unwrap_or_default()),
        _ => (Stamp::None, line),
    }
}

fn bare_stamp(text: &str) -> Option<(Stamp, &str)> {
    if let Some((second, rest)) = clock_at(text) {
        return Some((Stamp::Clock(second), rest));
    }
    if let Some((year, 4, rest)) = number(text, 4) {
        let (month, 2, rest) = number(rest.strip_prefix('-')?, 2)? else { return None };
        let (day, 2, rest) = number(rest.strip_prefix('-')?, 2)? else { return None };
        let (second, rest) = clock_at(rest.strip_prefix([' ', 'T'])?)?;
        return Some((Stamp::Whole(clock::day(year, month, day).zip(second)), rest));
    }
    let month = named_month(text.get(..3)?)?;
    let (day, _, rest) = number(text.get(3..)?.strip_prefix(' ')?.trim_start_matches(' '), 2)?;
    let (second, rest) = clock_at(rest.strip_prefix(' ')?)?;
    Some((Stamp::Yearless(month, day, second), rest))
}

/// Signs of rank before a name; a blank where there is none.
const RANKS: [char; 6] = ['@', '+', '%', '&', '~', ' '];

fn told(rest: &str, stamp: Stamp) -> Option<Told<'_>> {
    // Two blanks before the star: reports have another sign in this log.
    if let Some(act) = rest.strip_prefix(" * ") {
        return acted(act);
    }
    for sign in ["-!- ", "*** ", "===\t", "-->\t", "<--\t", "--\t", "=!=\t", "*\t"] {
        if let Some(report) = rest.strip_prefix(sign) {
            let act = sign == "*\t" && !matches!(stamp, Stamp::None);
            return Some(event(report).or_else(|| acted(report).filter(|_| act)).unwrap_or(Told::Report));
        }
    }
    if let Some(inside) = rest.strip_prefix('<') {
        let (nick, text) = inside.split_once('>')?;
        let text = if text.is_empty() { text } else { text.strip_prefix([' ', '\t'])? };
        return (nick.len() <= 128).then_some(Told::Said { nick: nick.strip_prefix(RANKS).unwrap_or(nick), text });
    }
    if let Some(report) = rest.strip_prefix("=== ") {
        return Some(event(report).or_else(|| acted(report)).unwrap_or(Told::Report));
    }
    if matches!(stamp, Stamp::None) {
        return None;
    }
    if let Some(act) = rest.strip_prefix("* ") {
        return Some(event(act).or_else(|| acted(act)).unwrap_or(Told::Report));
    }
    if let Some(act) = rest.strip_prefix(" *\t") {
        return acted(act);
    }
    // WeeChat: when, who and what with tabs between.
    if matches!(stamp, Stamp::Whole(_))
        && let Some((nick, text)) = rest.split_once('\t')
    {
        let nick = nick.strip_prefix(RANKS).unwrap_or(nick);
        return (is_nick(nick) || nick.is_empty()).then_some(Told::Said { nick, text });
    }
    // A notice, of a service as a rule: `-NickServ- …`, `-nick:#channel- …`.
    let notice = rest.strip_prefix('-').and_then(|inside| inside.split_once("- "));
    notice.filter(|(nick, _)| is_nick(nick.split(':').next().unwrap_or_default())).map(|_| Told::Report)
}

/// `nick does something`
fn acted(text: &str) -> Option<Told<'_>> {
    let (nick, text) = text.split_once(' ').unwrap_or((text, ""));
    let nick = nick.strip_prefix(RANKS).unwrap_or(nick);
    is_nick(nick).then_some(Told::Said { nick, text })
}

/// Letters, digits and the signs RFC 2812 allows; other scripts as today's servers allow them.
fn is_nick(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '[' | ']' | '\\' | '`' | '_' | '^' | '{' | '|' | '}');
    !text.is_empty() && text.len() <= 128 && !text.starts_with('-') && text.chars().all(fits)
}

/// Coming, leaving and renaming, in the words of the programs and only with the host or channel they write.
fn event(text: &str) -> Option<Told<'_>> {
    for (word, joined) in [("Joins: ", true), ("Parts: ", false), ("Quits: ", false)] {
        if let Some(rest) = text.strip_prefix(word) {
            let nick = rest.split(' ').next().filter(|nick| is_nick(nick))?;
            return Some(if joined { Told::Joined(nick) } else { Told::Left { nick, by: None } });
        }
    }
    let (nick, rest) = text.split_once(' ').filter(|(nick, _)| is_nick(nick))?;
    let (host, rest) = host(rest.trim_start_matches(' '));
    let channel = |rest: &str| rest.starts_with(['#', '&', '+', '!']);
    if let Some(rest) = rest.strip_prefix("has joined") {
        return (host || channel(rest.trim_start_matches(' '))).then_some(Told::Joined(nick));
    }
    if let Some(rest) = rest.strip_prefix("has left") {
        let left = Told::Left { nick, by: None };
        return (host || channel(rest.trim_start_matches(' '))).then_some(left);
    }
    if let Some(rest) = rest.strip_prefix("has quit") {
        let reason = rest.is_empty() || rest.starts_with([' ', '(', '[']);
        let known = host || rest.starts_with(" IRC") || rest.starts_with(" (") || rest.starts_with(" [");
        return (reason && known).then_some(Told::Left { nick, by: None });
    }
    if let Some(new) = rest.strip_prefix("is now known as ").map(|new| new.trim_end_matches(' ')) {
        return is_nick(new).then_some(Told::Renamed { nick: new, was: nick });
    }
    if let Some(rest) = rest.strip_prefix("was kicked ") {
        let by = rest.split_once("by ").and_then(|(_, by)| by.split(' ').next());
        return Some(Told::Left { nick, by: by.filter(|by| is_nick(by)) });
    }
    let kicked = rest.strip_prefix("has kicked ").and_then(|rest| rest.split_once(" from "));
    kicked.filter(|(gone, _)| is_nick(gone)).map(|(gone, _)| Told::Left { nick: gone, by: Some(nick) })
}

/// Whether `[user@host]` or `(user@host)` follows the name, and what follows it.
fn host(text: &str) -> (bool, &str) {
    let inside = text.strip_prefix('[').map(|i| (i, ']')).or_else(|| text.strip_prefix('(').map(|i| (i, ')')));
    let found = inside.and_then(|(inside, end)| inside.split_once(end)).filter(|(host, _)| !host.contains(' '));
    found.map_or((false, text), |(_, rest)| (true, rest.trim_start_matches(' ')))
}
