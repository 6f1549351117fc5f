//! The body of a mail, line by line: of several parts only the first plain text is kept, or else the first in HTML.

use encoding_rs::{Encoding, UTF_8};
use linli::{Error, refusal};

use super::super::zulip::content::Written;
use super::header::{Headers, base64, quoted_printable};

/// How deep parts may stand in one another.
const MOST_BOUNDARIES: usize = 16;

/// Where in the body the reader is.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum At {
    #[default]
    Outside,
    Headers,
    Plain,
    Html,
}

/// A text as it stands in the file, and how it is written.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    charset: Option<String>,
    transfer: String,
}

/// A body while it is read.
#[derive(Default)]
pub(super) struct Body {
    boundaries: Vec<Vec<u8>>,
    at: At,
    headers: Headers,
    plain: Option<Kept>,
    html: Option<Kept>,
    /// Whether something else than text came along.
    pub(super) attached: bool,
}

impl Body {
    /// A body of what its headers say.
    pub(super) fn of(headers: &Headers) -> Self {
        let mut body = Self::default();
        body.open(headers);
        body
    }

    fn open(&mut self, headers: &Headers) {
        let sort = headers.value("content-type").unwrap_or_else(|| "text/plain".to_owned());
        let name = sort.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        self.at = At::Outside;
        if name.starts_with("multipart/") {
            if let Some(boundary) = parameter(&sort, "boundary").filter(|_| self.boundaries.len() < MOST_BOUNDARIES) {
                self.boundaries.push(boundary.into_bytes());
            }
            return;
        }
        let disposition = headers.value("content-disposition").unwrap_or_default().to_ascii_lowercase();
        let kept = || Kept {
            bytes: Vec::new(),
            charset: parameter(&sort, "charset"),
            transfer: headers.value("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase(),
        };
        match name.as_str() {
            _ if disposition.starts_with("attachment") => self.attached = true,
            "text/plain" if self.plain.is_none() => (self.plain, self.at) = (Some(kept()), At::Plain),
            "text/html" if self.html.is_none() => (self.html, self.at) = (Some(kept()), At::Html),
            "text/plain" | "text/html" => {}
            _ => self.attached = true,
        }
    }

    /// Takes a line with its end.
    pub(super) fn line(&mut self, line: &[u8], most: usize) -> Result<(), Error> {
        if self.is_boundary(line) {
            return Ok(());
        }
        if self.at == At::Headers {
            if line.trim_ascii().is_empty() {
                let headers = std::mem::take(&mut self.headers);
                self.open(&headers);
            } else {
                self.headers.push(line.trim_ascii_end(), most);
            }
            return Ok(());
        }
        let kept = match self.at {
            At::Plain => self.plain.as_mut(),
            At::Html => self.html.as_mut(),
            At::Outside | At::Headers => None,
        };
        let Some(kept) = kept else { return Ok(()) };
        if kept.bytes.len() + line.len() > most {
            return Err(Error::refused(&refusal::LONG_MESSAGE, format!("the mail is longer than {most} bytes"))
                .with_hint("take this mail out of the file; what is attached to mails is passed over"));
        }
        // A line that begins with From was quoted, so that it begins no mail.
        let quoted = line.iter().position(|&byte| byte != b'>').filter(|&at| at > 0);
        let unquoted = quoted.filter(|&at| line.get(at..).is_some_and(|rest| rest.starts_with(b"From ")));
        kept.bytes.extend_from_slice(if unquoted.is_some() { line.get(1..).unwrap_or_default() } else { line });
        Ok(())
    }

    fn is_boundary(&mut self, line: &[u8]) -> bool {
        let Some(rest) = line.strip_prefix(b"--") else { return false };
        let rest = rest.trim_ascii_end();
        for (at, boundary) in self.boundaries.iter().enumerate().rev() {
            match rest.strip_prefix(boundary.as_slice()) {
                Some(b"") => {
                    self.boundaries.truncate(at + 1);
                    (self.at, self.headers) = (At::Headers, Headers::default());
                    return true;
                }
                Some(b"--") => {
                    self.boundaries.truncate(at);
                    self.at = At::Outside;
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// The words of whoever wrote, and whether bytes had to be replaced.
    pub(super) fn said(&self) -> (String, bool) {
        if let Some((text, bad)) = self.plain.as_ref().map(Kept::text).filter(|(text, _)| !text.trim().is_empty()) {
            return (own(&text), bad);
        }
        let html = self.html.as_ref().map(Kept::text);
        html.map_or((String::new(), false), |(html, bad)| (own(&Written::of_html(&html).text), bad))
    }
}

impl Kept {
    fn text(&self) -> (String, bool) {
        let decoded = match self.transfer.as_str() {
            "base64" => base64(&self.bytes),
            "quoted-printable" => quoted_printable(&self.bytes),
            _ => self.bytes.clone(),
        };
        let encoding = self.charset.as_ref().and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        let (text, _, bad) = encoding.unwrap_or(UTF_8).decode(&decoded);
        (text.replace("\r\n", "\n"), bad)
    }
}

/// A parameter of a header, in quotation marks or not.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The lines that are the writer's own: not what is quoted, nor the line that says whom, nor a signature.
fn own(text: &str) -> String {
    let (mut lines, mut last): (Vec<&str>, Option<usize>) = (Vec::new(), None);
    for line in text.split('\n') {
        let bare = line.trim_end();
        if line.starts_with('>') {
            // `On Friday, Gu wrote:` may be broken in two.
            let at = last.take().filter(|&at| lines.get(at).is_some_and(|line| announces(line)));
            if let Some(at) = at {
                let begins = |line: &&str| line.starts_with("On ") || line.starts_with('在');
                let above = at.checked_sub(1).filter(|&above| lines.get(above).is_some_and(begins));
                let broken = above.filter(|_| lines.get(at).is_some_and(|line| !begins(line)));
                lines.truncate(broken.unwrap_or(at));
            }
            continue;
        }
        let is_end = line == "-- " || line == "-- \r";
        if is_end || is_original(bare) {
            break;
        }
        if !bare.is_empty() {
            last = Some(lines.len());
        }
        lines.push(bare);
    }
    lines.join("\n").trim().to_owned()
}

fn announces(line: &str) -> bool {
    let line = line.trim_end();
    ["wrote:", "writes:", "写道：", "写道:", "寫道：", "寫道:"].iter().any(|end| line.ends_with(end))
}

/// `-----Original Message-----`, `------------------ 原始邮件 ------------------`
fn is_original(line: &str) -> bool {
    let inside = line.trim_matches(['-', ' ']);
    line.starts_with("----") && matches!(inside, "Original Message" | "原始邮件" | "原始郵件" | "Original")
}
