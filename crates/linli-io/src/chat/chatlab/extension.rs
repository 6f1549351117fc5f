//! What linli writes into a ChatLab file beyond the format, under the key `linli`, so that nothing is lost on the way back:
//! kinds, events, quotes, mentions, what was taken back, and what was kept of a text that was dropped. Other programs pass
//! over it.

use linli::records::{Cue, Cues, Field, Fields, Flags, How, MessageKind};
use linli::time::Timestamp;
use serde_json::Value;

use super::super::reading::json;
use super::super::{Aim, Entrant, Event, Party, Reduced, Taken};

/// The flags by the names that stand in files.
pub(in crate::chat) const FLAGS: [(&str, Flags); 5] = [
    ("addressed", Flags::ADDRESSED),
    ("to_all", Flags::TO_ALL),
    ("recalled", Flags::RECALLED),
    ("to_others", Flags::TO_OTHERS),
    ("repeated", Flags::REPEATED),
];

/// How a message points at somebody, by the names that stand in files.
pub(in crate::chat) const HOWS: [(&str, How); 3] =
    [("reply", How::Reply), ("mention", How::Mention), ("named", How::Named)];

/// The extension of one message.
#[allow(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
#[derive(Default)]
pub(super) struct Extension<'v> {
    pub(super) micros: i64,
    pub(super) kind: Option<MessageKind>,
    /// The sender is a name, no id.
    pub(super) nameless: bool,
    /// There is no sender.
    pub(super) nobody: bool,
    /// The content is the sender's words, whatever the kind.
    pub(super) words: bool,
    pub(super) recalled: bool,
    pub(super) quoted: Option<&'v str>,
    pub(super) mentions: Vec<&'v str>,
    ours: Option<&'v Value>,
    starter: Option<&'v str>,
    entrants: Option<Vec<Entrant<'v>>>,
    pub(super) aims: Vec<Aim<'v>>,
    pub(super) kept: Option<Reduced>,
    pub(super) number: Option<u32>,
    pub(super) taken: Vec<Taken>,
}

impl<'v> Extension<'v> {
    /// Reads what stands under the key; what is not as we write it is passed over.
    pub(super) fn of(ours: &'v Value) -> Self {
        if !ours.is_object() {
            return Self::default();
        }
        let yes = |key: &str| ours[key].as_bool().unwrap_or_default();
        let kept = &ours["kept"];
        let list = &ours["list"];
        Self {
            micros: ours["micros"].as_i64().unwrap_or_default().clamp(0, 999_999),
            kind: ours["kind"].as_str().and_then(MessageKind::parse),
            nameless: yes("nameless"),
            nobody: yes("nobody"),
            words: yes("words"),
            recalled: yes("recalled"),
            quoted: json::text(&ours["quoted"]),
            mentions: texts(&ours["mentions"]).collect(),
            ours: Some(ours),
            starter: json::text(&list["starter"]),
            entrants: list["entries"].as_array().map(|entries| entries.iter().map(entrant).collect()),
            kept: kept.is_object().then(|| {
                let length = kept["length"].as_u64().and_then(|length| u32::try_from(length).ok());
                let (cues, flags) = (cues(&kept["cues"]), flags(&kept["flags"]));
                Reduced { length: length.unwrap_or_default(), cues, flags }
            }),
            number: ours["number"].as_u64().and_then(|number| u32::try_from(number).ok()),
            taken: ours["overlaps"].as_array().into_iter().flatten().filter_map(taken).collect(),
            aims: ours["aims"].as_array().into_iter().flatten().filter_map(aim).collect(),
        }
    }

    pub(super) fn event(&self) -> Event<'_> {
        let Some(ours) = self.ours else { return Event::None };
        let party = |key: &str| party(&ours[key]);
        if let Some(entrants) = &self.entrants {
            return Event::List { starter: self.starter, entrants };
        }
        let by = party("by").map(Event::By);
        let was = json::text(&ours["was"]).map(Event::Was);
        let titled = json::text(&ours["titled"]).map(Event::Titled);
        by.or(was).or(titled).or(party("patted").map(Event::Patted)).unwrap_or_default()
    }
}

/// What the chat can record, if the header says so.
pub(super) fn fields(ours: &Value) -> Option<Fields> {
    ours["fields"].is_array().then(|| {
        let named = |name: &str| Field::ALL.iter().copied().find(|field| field.id() == name);
        texts(&ours["fields"]).filter_map(named).fold(Fields::NONE, |fields, field| fields.with(Fields::of(&[field])))
    })
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn party(value: &Value) -> Option<Party<'_>> {
    Some(Party { name: json::text(&value["name"])?, id: json::text(&value["id"]) })
}

fn aim(value: &Value) -> Option<Aim<'_>> {
    let how = value["how"].as_str()?;
    let (_, how) = HOWS.into_iter().find(|(name, _)| *name == how)?;
    let person = Party { name: value["name"].as_str().unwrap_or_default(), id: json::text(&value["id"]) };
    Some(Aim { person, how })
}

fn taken(value: &Value) -> Option<Taken> {
    let part = |at: usize| value[at].as_u64();
    Some(Taken { number: u32::try_from(part(0)?).ok()?, shared: u8::try_from(part(1)?).ok()? })
}

fn entrant(value: &Value) -> Entrant<'_> {
    Entrant {
        words: value["words"].as_str().unwrap_or_default(),
        id: json::text(&value["id"]),
        at: value["at"].as_i64().map(Timestamp::from_micros).filter(|at| at.is_meant()),
    }
}

fn cues(list: &Value) -> Cues {
    let named = |name: &str| Cue::ALL.iter().copied().find(|cue| cue.id() == name);
    texts(list).filter_map(named).fold(Cues::NONE, Cues::with)
}

fn flags(list: &Value) -> Flags {
    let named = |name: &str| FLAGS.into_iter().find(|(known, _)| *known == name);
    texts(list).filter_map(named).fold(Flags::NONE, |flags, (_, flag)| flags.with(flag))
}
