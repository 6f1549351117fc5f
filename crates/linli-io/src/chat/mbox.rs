//! Mail in an mbox file, as mailing lists archive it: mail after mail, each begun by a line `From `.

mod body;
mod header;

use std::io::{BufRead, Read};

use linli::diagnostic::{BAD_BYTES, BAD_TIME, EMPTY_NAME, UNREAD_LINES};
use linli::records::{Field, Fields, MessageKind};
use linli::time::{SECOND, Timestamp, Zone};
use linli::{Error, Location, refusal};

use self::body::Body;
use self::header::Headers;
use super::reading::{clock, placeholder};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "mbox",
    title: "Mail, mbox",
    title_zh: "邮件（mbox）",
    note: "The archive of a mailing list or of a folder. The address is the id, so that somebody with two addresses is asked \
           about; answers by their headers; quoted lines, signatures and attachments are no text.",
    fields: Fields::of(&[Field::Reply, Field::Kind, Field::Length, Field::Cue, Field::Seconds, Field::PersonId]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let mut lines = sample.lines().filter(|line| !line.is_empty());
    let begins = lines.next().is_some_and(|line| line.starts_with("From "));
    let header = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        ["From", "Date", "Message-ID"].iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    if begins && lines.take(200).any(header) { 96 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { title: None, platform: Some("mail"), exported_on: None })?;
    let most = options.limits.line;
    let (mut line, mut number, mut after_blank) = (Vec::new(), 0, true);
    let mut mail: Option<Mail> = None;
    while next_line(reader, &mut line, number + 1, options)? {
        number += 1;
        if after_blank && is_begin(&line) {
            if let Some(mail) = mail.take() {
                mail.give(options, receiver)?;
            }
            mail = Some(Mail { line: number, headers: Headers::default(), body: None });
        } else if let Some(mail) = &mut mail {
            mail.take(&line, most).map_err(|error| error.at(Location::line(&options.file, number)))?;
        } else if !line.trim_ascii().is_empty() {
            receiver.odd(&UNREAD_LINES, number, "no mail began yet");
        }
        after_blank = line.trim_ascii().is_empty();
    }
    mail.map_or(Ok(()), |mail| mail.give(options, receiver))
}

/// The next line with its end; false at the end of the file.
fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, number: u64, options: &ReadOptions) -> Result<bool, Error> {
    line.clear();
    let most = options.limits.line as u64;
    let mut limited = Read::take(reader, most.saturating_add(1));
    limited.read_until(b'\n', line).map_err(|cause| crate::source::unreadable(&options.file, cause))?;
    if line.len() as u64 > most {
        let message = format!("the line is longer than {most} bytes");
        return Err(Error::refused(&refusal::LONG_LINE, message).at(Location::line(&options.file, number)));
    }
    Ok(!line.is_empty())
}

/// `From gu@home.example Fri Jan 30 10:05:00 2026`: a time stands in the line.
fn is_begin(line: &[u8]) -> bool {
    line.starts_with(b"From ") && line.windows(3).any(|three| matches!(three, [b'0'..=b'9', b':', b'0'..=b'9']))
}

/// A mail while it is read.
struct Mail {
    line: u64,
    headers: Headers,
    /// None while its headers are read.
    body: Option<Body>,
}

impl Mail {
    fn take(&mut self, line: &[u8], most: usize) -> Result<(), Error> {
        match &mut self.body {
            Some(body) => body.line(line, most)?,
            None if line.trim_ascii().is_empty() => self.body = Some(Body::of(&self.headers)),
            None => self.headers.push(line.trim_ascii_end(), most),
        }
        Ok(())
    }

    /// Hands over the mail, or says why not.
    fn give(self, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let Self { line, headers, body } = self;
        let Some(time) = time(&headers, line, options, receiver) else { return Ok(()) };
        let (name, address) = header::sender(&headers.value("from").unwrap_or_default());
        let author = if name.is_empty() { address.clone().unwrap_or_default() } else { name };
        if author.is_empty() {
            receiver.odd(&EMPTY_NAME, line, "a mail without sender");
            return Ok(());
        }
        let body = body.unwrap_or_default();
        let (text, is_bad) = body.said();
        if is_bad {
            receiver.odd(&BAD_BYTES, line, "invalid sequences replaced in the mail");
        }
        let kind = match text.as_str() {
            "" if body.attached => MessageKind::File,
            text if placeholder::is_sign_up(text) => MessageKind::SignUp,
            _ => MessageKind::Text,
        };
        let (id, answered) = (headers.value("message-id"), headers.value("in-reply-to"));
        let thread = headers.value("references");
        let answered = answered.as_deref().and_then(header::first_id);
        receiver.message(RawMessage {
            author_id: address.as_deref(),
            text: &text,
            id: id.as_deref().and_then(header::first_id),
            reply_to: answered.or_else(|| thread.as_deref().and_then(header::last_id)),
            ..RawMessage::of(time, line, &author, kind)
        })
    }
}

fn time(headers: &Headers, line: u64, options: &ReadOptions, receiver: &mut dyn Receiver) -> Option<Timestamp> {
    let Some((day, second, east)) = headers.value("date").as_deref().and_then(header::date) else {
        receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "the mail has no date that can be read");
        return None;
    };
    match east {
        Some(east) => Some(clock::local(Zone::UTC, Some((day, second)), line, receiver)?.plus(-east * SECOND)),
        None => clock::local(options.zone, Some((day, second)), line, receiver),
    }
}

#[cfg(test)]
mod tests;
