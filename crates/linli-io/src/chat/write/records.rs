//! Records back into chats: every message as a reader would give it, with what was kept of its text.

use std::collections::BTreeSet;
use std::io::Write;

use linli::plan::Tier;
use linli::records::{Flags, GroupId, Invitation, MessageKind, PersonId};
use linli::time::Day;
use linli::{Error, ErrorKind, Records, Study};

use super::super::{Aim, ChatHead, Event, Party, RawMessage, Receiver, Reduced, Taken};
use super::{ChatLabWriter, Form, TableWriter};

/// What records are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// ChatLab 0.0.2, one JSON object.
    ChatLab,
    /// ChatLab 0.0.2, JSON lines.
    ChatLabLines,
    /// A table of messages, CSV.
    Table,
}

impl Export {
    /// Every one, in a fixed order.
    pub const ALL: &'static [Self] = &[Self::ChatLab, Self::ChatLabLines, Self::Table];

    /// The id of the format that reads it again.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ChatLab => "chatlab",
            Self::ChatLabLines => "chatlab_jsonl",
            Self::Table => "table",
        }
    }

    /// The one of this id.
    pub fn named(id: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().copied().find(|export| export.id() == id);
        found.ok_or_else(|| Error::unknown(("export", "导出格式"), id, Self::ALL.iter().map(|export| export.id())))
    }
}

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exported {
    /// Groups.
    pub groups: usize,
    /// Messages.
    pub messages: u64,
}

/// Writes the messages of a study's groups, without texts. People are called as the plan's tier says: by their names in
/// T0, by keyed pseudonyms in T1; what is said of single people does not leave in T2 and T3.
///
/// ```
/// use linli::records::{MessageDraft, RecordsBuilder};
/// use linli_io::chat::{Export, export};
///
/// let mut plan = linli::Plan::new("dashilar", "Asia/Shanghai");
/// plan.release.tier = linli::plan::Tier::T0;
/// let (records, _) = RecordsBuilder::new().finish(None)?;
/// let study = linli::Study::new(records, plan, linli::diagnostic::Diagnostics::new());
/// let mut out = Vec::new();
/// assert_eq!(export(&study, Export::Table, &mut out)?.messages, 0);
/// assert!(String::from_utf8_lossy(&out).contains("group,platform,time,author"));
/// # Ok::<(), linli::Error>(())
/// ```
pub fn export(study: &Study, export: Export, out: &mut dyn Write) -> Result<Exported, Error> {
    if !matches!(study.plan.release.tier, Tier::T0 | Tier::T1) {
        let tier = study.plan.release.tier.mark();
        return Err(Error::new(
            ErrorKind::Plan,
            (format!("messages of single people do not leave in {tier}"), format!("{tier} 级不能导出一条条的消息")),
        )
        .with_hint((
            "run the study for its aggregates, or set tier = \"T1\" for research",
            "要汇总就 linli run；做研究用的，写 tier = \"T1\"",
        )));
    }
    let labels = study.person_labels()?;
    let groups = chosen(study)?;
    match export {
        Export::ChatLab | Export::ChatLabLines => {
            let form = if export == Export::ChatLab { Form::Json } else { Form::JsonLines };
            let mut writer = ChatLabWriter::new(out, form, study.plan.zone()?);
            let exported = replay(study, &groups, &labels, &mut writer)?;
            writer.finish().map(|_| exported)
        }
        Export::Table => {
            let mut writer = TableWriter::new(out);
            let exported = replay(study, &groups, &labels, &mut writer)?;
            writer.finish().map(|_| exported)
        }
    }
}

/// The groups of the plan; all of them where it names none.
fn chosen(study: &Study) -> Result<Vec<GroupId>, Error> {
    let records = &study.records;
    let all = (0..records.groups().len()).map(GroupId::from_index);
    if study.plan.groups.is_empty() {
        return Ok(all.collect());
    }
    let named = |name: &String| {
        let known = records.groups().iter().map(|group| group.id.as_str());
        records.group(name).ok_or_else(|| Error::unknown(("group", "群"), name, known))
    };
    let chosen: BTreeSet<GroupId> = study.plan.groups.iter().map(named).collect::<Result<_, _>>()?;
    Ok(chosen.into_iter().collect())
}

/// Who invited somebody into a group on a day: invitations stand by group, person and day.
fn invited(records: &Records, key: (GroupId, PersonId, Day)) -> Option<&Invitation> {
    let of = |invitation: &Invitation| (invitation.group, invitation.person, invitation.day);
    let all = records.invitations();
    all.get(all.partition_point(|invitation| of(invitation) < key)).filter(|invitation| of(invitation) == key)
}

/// Hands the messages of groups over as a reader would.
fn replay(study: &Study, groups: &[GroupId], labels: &[&str], receiver: &mut dyn Receiver) -> Result<Exported, Error> {
    let (records, zone) = (&study.records, study.plan.zone()?);
    let party = |person: PersonId| {
        let id = records.people().get(person.index()).map(|person| person.id.as_str());
        Party { name: labels.get(person.index()).copied().or(id).unwrap_or_default(), id }
    };
    let mut exported = Exported { groups: groups.len(), messages: 0 };
    for &id in groups {
        let Some(group) = records.groups().get(id.index()) else { continue };
        receiver.chat(ChatHead {
            title: Some(&group.id),
            platform: group.platform.as_deref(),
            exported_on: records.group_sources(id).filter_map(|source| source.exported_on).max(),
        })?;
        receiver.recorded(records.group_fields(id))?;
        let listed: BTreeSet<PersonId> =
            records.memberships().iter().filter(|m| m.listed && m.group == Some(id)).map(|m| m.person).collect();
        for person in listed {
            let Party { name, id } = party(person);
            receiver.member(name, id)?;
        }
        let messages = records.messages(id);
        let taken_up: BTreeSet<u32> = messages.overlaps().iter().map(|overlap| overlap.earlier).collect();
        for (place, message) in (0_u32..).zip(messages.iter()) {
            exported.messages += 1;
            let overlaps = messages.overlaps_of(place as usize).iter();
            let taken: Vec<Taken> =
                overlaps.map(|overlap| Taken { number: overlap.earlier + 1, shared: overlap.shared }).collect();
            let aims: Vec<Aim<'_>> =
                message.targets.iter().map(|target| Aim { person: party(target.person), how: target.how }).collect();
            let author = party(message.author);
            let day = zone.day(message.time);
            let by = (message.kind == MessageKind::Join).then(|| invited(records, (id, message.author, day))).flatten();
            let (length, cues, flags) = (u32::from(message.length), message.cues, message.flags);
            receiver.message(RawMessage {
                author_id: author.id,
                recalled: flags.has(Flags::RECALLED),
                event: by.map_or(Event::None, |invitation| Event::By(party(invitation.by))),
                aims: &aims,
                kept: Some(Reduced { length, cues, flags }),
                number: taken_up.contains(&place).then_some(place + 1),
                taken: &taken,
                ..RawMessage::of(message.time, exported.messages, author.name, message.kind)
            })?;
        }
    }
    Ok(exported)
}
