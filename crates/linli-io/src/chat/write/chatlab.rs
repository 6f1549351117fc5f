//! ChatLab 0.0.2 while messages stream through: as one JSON object, or as lines.

use std::io::Write;

use linli::diagnostic::{DiagnosticCode, Diagnostics};
use linli::records::{Cue, Fields, Flags, How, MessageKind};
use linli::time::{Day, SECOND, Zone};
use linli::{Error, ErrorKind};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::super::chatlab::extension::{FLAGS, HOWS};
use super::super::chatlab::{UNKNOWN, kind};
use super::super::{Aim, ChatHead, Entrant, Event, Party, RawMessage, Receiver, Reduced};
use super::{line, unwritable};
use crate::json::visible;

/// How a ChatLab file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One JSON object. Chats after the first stand in our extension, where other programs do not look.
    Json,
    /// A line for the chat, a line for each member and message.
    JsonLines,
}

/// The most members of one chat that are held until they are written.
const MOST_MEMBERS: usize = 1_000_000;

/// Writes ChatLab 0.0.2 while messages stream through. Texts are written as they come; what it is given decides.
pub struct ChatLabWriter<W> {
    out: W,
    form: Form,
    zone: Zone,
    head: Option<Head>,
    /// The head is written.
    open: bool,
    chats: usize,
    messages: u64,
    /// Of the chat being written as one object: they follow its messages.
    members: Vec<Member>,
    /// What chats can record that say nothing of it themselves.
    fields: Option<Fields>,
    odd: Diagnostics,
}

#[derive(Clone, Default)]
struct Head {
    title: Option<String>,
    platform: Option<String>,
    exported_on: Option<Day>,
    fields: Option<Fields>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Member {
    #[serde(rename = "_type", skip_serializing_if = "Option::is_none")]
    line: Option<&'static str>,
    platform_id: String,
    account_name: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    linli: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(rename = "_type", skip_serializing_if = "Option::is_none")]
    line: Option<&'static str>,
    sender: &'a str,
    account_name: &'a str,
    timestamp: i64,
    #[serde(rename = "type")]
    code: u8,
    content: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform_message_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to_message_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    linli: Map<String, Value>,
}

impl<W: Write> ChatLabWriter<W> {
    /// Writes into `out`; days of export are of `zone`.
    pub fn new(out: W, form: Form, zone: Zone) -> Self {
        Self {
            out,
            form,
            zone,
            head: None,
            open: false,
            chats: 0,
            messages: 0,
            members: Vec::new(),
            fields: None,
            odd: Diagnostics::new(),
        }
    }

    /// What was odd on the way, by line of the source.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.odd
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<W, Error> {
        self.begin()?;
        self.end()?;
        if self.form == Form::Json {
            self.raw(if self.chats > 1 { "]}}\n" } else { "}\n" })?;
        }
        self.out.flush().map_err(unwritable)?;
        Ok(self.out)
    }

    fn raw(&mut self, text: &str) -> Result<(), Error> {
        self.out.write_all(text.as_bytes()).map_err(unwritable)
    }

    fn value(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(value).map_err(|cause| unwritable(cause.into()))?;
        self.raw(&visible(text))
    }

    /// Writes the head of the chat, once.
    fn begin(&mut self) -> Result<(), Error> {
        if self.open {
            return Ok(());
        }
        let head = self.head.clone().unwrap_or_default();
        (self.open, self.messages) = (true, 0);
        self.chats += 1;
        let noon = |day| self.zone.resolve(day, 12 * 3600).timestamp().micros().div_euclid(SECOND);
        let mut chatlab = json!({
            "version": "0.0.2",
            "exportedAt": head.exported_on.map_or(0, noon),
            "generator": "linli",
        });
        if let Some(fields) = head.fields.or(self.fields) {
            chatlab["linli"] = json!({ "fields": fields.iter().map(|field| field.id()).collect::<Vec<_>>() });
        }
        let meta = json!({
            "name": head.title.unwrap_or_default(),
            "platform": head.platform.as_deref().unwrap_or(UNKNOWN),
            "type": "group",
        });
        match self.form {
            Form::JsonLines => {
                self.value(&json!({ "_type": "header", "chatlab": chatlab, "meta": meta }))?;
                self.raw("\n")
            }
            Form::Json => {
                self.raw(match self.chats {
                    1 => "",
                    2 => ",\n\"linli\":{\"chats\":[\n",
                    _ => ",\n",
                })?;
                self.raw("{\"chatlab\":")?;
                self.value(&chatlab)?;
                self.raw(",\n\"meta\":")?;
                self.value(&meta)?;
                self.raw(",\n\"messages\":[")
            }
        }
    }

    /// Ends the chat. The first one stays open: the others stand in it.
    fn end(&mut self) -> Result<(), Error> {
        if !std::mem::take(&mut self.open) || self.form == Form::JsonLines {
            return Ok(());
        }
        self.raw("],\n\"members\":")?;
        let members = std::mem::take(&mut self.members);
        self.value(&members)?;
        if self.chats > 1 { self.raw("}") } else { Ok(()) }
    }
}

impl<W: Write> Receiver for ChatLabWriter<W> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        if self.head.is_some() {
            self.begin()?;
        }
        self.end()?;
        self.head = Some(Head {
            title: head.title.map(str::to_owned),
            platform: head.platform.map(str::to_owned),
            exported_on: head.exported_on,
            fields: None,
        });
        Ok(())
    }

    fn recorded(&mut self, fields: Fields) -> Result<(), Error> {
        match &mut self.head {
            Some(head) if !self.open => head.fields = Some(fields),
            _ => self.fields = Some(fields),
        }
        Ok(())
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        self.begin()?;
        let lines = self.form == Form::JsonLines;
        let member = Member {
            line: lines.then_some("member"),
            platform_id: id.unwrap_or(name).to_owned(),
            account_name: name.to_owned(),
            linli: id.is_none().then(|| ("nameless".to_owned(), true.into())).into_iter().collect(),
        };
        if lines {
            self.value(&member)?;
            return self.raw("\n");
        }
        if self.members.len() >= MOST_MEMBERS {
            return Err(Error::new(ErrorKind::Limit, format!("the chat lists more than {MOST_MEMBERS} members"))
                .with_hint("write it as chatlab_jsonl, which holds none of them back"));
        }
        self.members.push(member);
        Ok(())
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        self.begin()?;
        let lines = self.form == Form::JsonLines;
        let micros = message.time.micros();
        let code = code(message.kind, message.reply_to.is_some());
        let system = message.kind == MessageKind::System || message.author.is_empty();
        let row = Message {
            line: lines.then_some("message"),
            sender: if system { "system" } else { message.author_id.unwrap_or(message.author) },
            account_name: if system { "系统消息" } else { message.author },
            timestamp: micros.div_euclid(SECOND),
            code,
            content: Some(message.text).filter(|text| !text.is_empty()),
            platform_message_id: message.id,
            reply_to_message_id: message.reply_to,
            linli: extension(&message, code),
        };
        if !lines {
            self.raw(if self.messages == 0 { "\n" } else { ",\n" })?;
        }
        self.messages += 1;
        self.value(&row)?;
        self.raw(if lines { "\n" } else { "" })
    }

    fn odd(&mut self, code: &'static DiagnosticCode, number: u64, detail: &str) {
        self.odd.push(code, line(number), detail);
    }
}

/// The number of a kind; kinds without one are those nearest, and our extension names them.
const fn code(kind: MessageKind, answers: bool) -> u8 {
    match kind {
        MessageKind::Text if answers => 25,
        MessageKind::Text | MessageKind::SignUp | MessageKind::Announcement => 0,
        MessageKind::Picture => 1,
        MessageKind::Voice => 2,
        MessageKind::Video => 3,
        MessageKind::File => 4,
        MessageKind::Sticker => 5,
        MessageKind::Link => 7,
        MessageKind::Location => 8,
        MessageKind::RedPacket => 20,
        MessageKind::Transfer => 21,
        MessageKind::Pat => 22,
        MessageKind::Call => 23,
        MessageKind::Forward => 26,
        MessageKind::Card => 27,
        MessageKind::Join
        | MessageKind::Leave
        | MessageKind::Rename
        | MessageKind::GroupRename
        | MessageKind::System => 80,
        MessageKind::Recall => 81,
        _ => 99,
    }
}

/// What the format has no field for.
fn extension(message: &RawMessage<'_>, code: u8) -> Map<String, Value> {
    let mut ours = Map::new();
    let mut put = |key: &str, value: Value| drop(ours.insert(key.to_owned(), value));
    let micros = message.time.micros().rem_euclid(SECOND);
    let said = matches!(message.kind, MessageKind::Text | MessageKind::SignUp | MessageKind::Link | MessageKind::File);
    if micros != 0 {
        put("micros", micros.into());
    }
    if kind(&code.into(), message.text) != message.kind {
        put("kind", message.kind.id().into());
    }
    if message.kind != MessageKind::System && message.author.is_empty() {
        put("nobody", true.into());
    } else if message.kind != MessageKind::System && message.author_id.is_none() {
        put("nameless", true.into());
    }
    if !said && !message.text.is_empty() {
        put("words", true.into());
    }
    if message.recalled {
        put("recalled", true.into());
    }
    if let Some(quoted) = message.quoted {
        put("quoted", quoted.into());
    }
    if !message.mentioned_ids.is_empty() {
        put("mentions", message.mentioned_ids.into());
    }
    match message.event {
        Event::None => {}
        Event::By(by) => put("by", party(by)),
        Event::Was(was) => put("was", was.into()),
        Event::Titled(title) => put("titled", title.into()),
        Event::Patted(patted) => put("patted", party(patted)),
        Event::List { starter, entrants } => {
            let entry = |entrant: &Entrant<'_>| {
                let at = entrant.at.map(linli::time::Timestamp::micros);
                json!({ "words": entrant.words, "id": entrant.id, "at": at })
            };
            put("list", json!({ "starter": starter, "entries": entrants.iter().map(entry).collect::<Vec<_>>() }));
        }
    }
    if !message.aims.is_empty() {
        let aim = |aim: &Aim<'_>| json!({ "name": aim.person.name, "id": aim.person.id, "how": how(aim.how) });
        put("aims", message.aims.iter().map(aim).collect());
    }
    if let Some(kept) = message.kept {
        put("kept", features(kept));
    }
    if let Some(number) = message.number {
        put("number", number.into());
    }
    if !message.taken.is_empty() {
        put("overlaps", message.taken.iter().map(|taken| json!([taken.number, taken.shared])).collect());
    }
    ours
}

fn party(party: Party<'_>) -> Value {
    json!({ "name": party.name, "id": party.id })
}

fn features(kept: Reduced) -> Value {
    let mut value = json!({ "length": kept.length });
    let cues: Vec<&str> = kept.cues.iter().map(Cue::id).collect();
    if !cues.is_empty() {
        value["cues"] = cues.into();
    }
    let flags = flags(kept.flags);
    if !flags.is_empty() {
        value["flags"] = flags.into();
    }
    value
}

/// The names of flags that are set.
pub(super) fn flags(flags: Flags) -> Vec<&'static str> {
    FLAGS.into_iter().filter(|(_, flag)| flags.has(*flag)).map(|(name, _)| name).collect()
}

fn how(how: How) -> &'static str {
    HOWS.into_iter().find(|(_, known)| *known == how).map_or("mention", |(name, _)| name)
}

impl<W> std::fmt::Debug for ChatLabWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChatLabWriter").field("form", &self.form).field("chats", &self.chats).finish_non_exhaustive()
    }
}
