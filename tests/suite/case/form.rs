//! The form of a case file, as it is written.

use std::collections::BTreeMap;

use linli::records::{ActivityOrigin, AttendanceStatus, Cue, Cues, Initiator, MessageKind, Part, Role, Serves};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::papers::{CoachingForm, ExpenseForm, GrantForm, MilestoneForm, OrganizationForm};
use crate::draft::{ActivityRow, AttendanceRow, MemberRow, MessageRow, SignUpRow, day, time};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) common: Map<String, Value>,
    pub(super) cases: Vec<Map<String, Value>>,
}

/// One case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) source: String,
    #[serde(default)]
    pub(super) messages: Vec<MessageForm>,
    /// Who, first day, last day, every how many days, and whom it mentions and in which group: a message at ten in the morning.
    #[serde(default)]
    pub(super) spoken: Vec<SpokenForm>,
    pub(super) ties: Option<Vec<TieForm>>,
    #[serde(default)]
    pub(super) people: Vec<String>,
    #[serde(default)]
    pub(super) both_ways: bool,
    pub(super) groups: Option<Vec<GroupForm>>,
    #[serde(default)]
    pub(super) members: Vec<MemberForm>,
    #[serde(default)]
    pub(super) activities: Vec<ActivityForm>,
    #[serde(default)]
    pub(super) attendance: Vec<AttendanceForm>,
    /// Activity, time, who posted it, what it shows.
    #[serde(default)]
    pub(super) evidence: Vec<(String, String, String, String)>,
    #[serde(default)]
    pub(super) sign_ups: Vec<SignUpForm>,
    /// First day, last day, kind.
    #[serde(default)]
    pub(super) calendar: Vec<(String, String, String)>,
    #[serde(default)]
    pub(super) by_name_alone: Vec<String>,
    /// Who, first day, last day, purpose.
    #[serde(default)]
    pub(super) consent: Vec<(String, Option<String>, Option<String>, String)>,
    /// Day, who came, who invited them.
    #[serde(default)]
    pub(super) invitations: Vec<(String, String, String)>,
    #[serde(default)]
    pub(super) organizations: Vec<OrganizationForm>,
    #[serde(default)]
    pub(super) coaching: Vec<CoachingForm>,
    #[serde(default)]
    pub(super) grants: Vec<GrantForm>,
    #[serde(default)]
    pub(super) expenses: Vec<ExpenseForm>,
    #[serde(default)]
    pub(super) milestones: Vec<MilestoneForm>,
    pub(super) covers: Option<Covers>,
    pub(super) fields: Option<Vec<String>>,
    #[serde(default)]
    pub(super) plan: Map<String, Value>,
    #[serde(default)]
    pub(super) at: At,
    pub(super) expect: Option<Value>,
    pub(super) expects: Option<BTreeMap<String, Value>>,
    pub(super) bounds: Option<[f64; 2]>,
    pub(super) tolerance: Option<f64>,
}

impl Case {
    /// The messages of the case in their order: those written out, and then one for each day somebody spoke on.
    pub(super) fn message_rows(&self, first_group: &str) -> Vec<MessageRow> {
        let on_days = self.spoken.iter().flat_map(|form| {
            let (who, [first, last], every, mentions, group) = match form {
                SpokenForm::ToAll(who, first, last, every) => (who, [first, last], every, &[][..], None),
                SpokenForm::Mentioning(who, first, last, every, mentions, group) => {
                    (who, [first, last], every, mentions.as_slice(), Some(group.clone()))
                }
            };
            let [first, last] = [first, last].map(|text| day(text));
            let days = (0..=last.number() - first.number()).step_by(*every).map(move |after| first.plus(after));
            days.map(move |day| {
                MessageForm::Full(MessageObject::said(
                    format!("{day}T10:00"),
                    who.clone(),
                    mentions.to_vec(),
                    group.clone(),
                ))
            })
        });
        let written = self.messages.iter().enumerate().map(|(at, form)| form.row(at, first_group));
        let start = self.messages.len();
        written.chain(on_days.enumerate().map(|(at, form)| form.row(start + at, first_group))).collect()
    }
}

/// The days for which the chat of every group exists, or of each.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Covers {
    All(Vec<[String; 2]>),
    Each(BTreeMap<String, Vec<[String; 2]>>),
}

impl Covers {
    pub(super) fn of(&self, group: &str) -> &[[String; 2]] {
        match self {
            Self::All(spans) => spans,
            Self::Each(groups) => groups.get(group).map_or(&[], Vec::as_slice),
        }
    }
}

/// Which row.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct At {
    pub(super) population: Option<String>,
    pub(super) ties: String,
    pub(super) window: u32,
    pub(super) group: Option<String>,
    pub(super) organization: String,
    pub(super) series: String,
    pub(super) from_organization: String,
    pub(super) to_organization: String,
}

impl Default for At {
    fn default() -> Self {
        Self {
            population: None,
            ties: "explicit".to_owned(),
            window: 0,
            group: None,
            organization: "o".to_owned(),
            series: "(all)".to_owned(),
            from_organization: "o".to_owned(),
            to_organization: "p".to_owned(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum MessageForm {
    ToAll(String, String),
    Mentioning(String, String, Vec<String>),
    Full(MessageObject),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageObject {
    time: String,
    author: String,
    #[serde(default)]
    mentions: Vec<String>,
    group: Option<String>,
    id: Option<u64>,
    reply_to: Option<u64>,
    kind: Option<String>,
    #[serde(default)]
    cues: Vec<String>,
    #[serde(default)]
    named: Vec<String>,
    #[serde(default)]
    repeated: bool,
}

/// What somebody says every so many days.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum SpokenForm {
    ToAll(String, String, String, usize),
    Mentioning(String, String, String, usize, Vec<String>, String),
}

impl MessageObject {
    fn said(time: String, author: String, mentions: Vec<String>, group: Option<String>) -> Self {
        let (named, cues) = (Vec::new(), Vec::new());
        Self { time, author, mentions, group, id: None, reply_to: None, kind: None, cues, named, repeated: false }
    }
}

impl MessageForm {
    pub(super) fn row(&self, at: usize, first_group: &str) -> MessageRow {
        let plain = |when: &str, author: &str, mentions: &[String]| MessageRow {
            group: first_group.to_owned(),
            time: time(when),
            author: author.to_owned(),
            id: at as u64 + 1,
            reply_to: None,
            mentions: mentions.to_vec(),
            kind: MessageKind::Text,
            cues: Cues::NONE,
            named: Vec::new(),
            repeated: false,
        };
        match self {
            Self::ToAll(when, author) => plain(when, author, &[]),
            Self::Mentioning(when, author, mentions) => plain(when, author, mentions),
            Self::Full(full) => {
                let mut row = plain(&full.time, &full.author, &full.mentions);
                row.group.clone_from(full.group.as_ref().unwrap_or(&row.group.clone()));
                row.id = full.id.unwrap_or(row.id);
                row.reply_to = full.reply_to;
                row.named.clone_from(&full.named);
                row.repeated = full.repeated;
                for name in &full.cues {
                    row.cues = row.cues.with(cue(name));
                }
                if let Some(kind) = &full.kind {
                    row.kind = MessageKind::parse(kind).unwrap_or_else(|| panic!("there is no kind `{kind}`"));
                }
                row
            }
        }
    }
}

/// The cue of this name.
pub(super) fn cue(name: &str) -> Cue {
    let found = Cue::ALL.iter().copied().find(|cue| cue.id() == name);
    found.unwrap_or_else(|| panic!("there is no cue `{name}`"))
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum TieForm {
    Once(String, String),
    Times(String, String, u32),
}

impl TieForm {
    pub(super) fn parts(&self) -> (&str, &str, u32) {
        match self {
            Self::Once(from, to) => (from, to, 1),
            Self::Times(from, to, times) => (from, to, *times),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupForm {
    pub(super) id: String,
    pub(super) organization: Option<String>,
    pub(super) layer: Option<String>,
    pub(super) opened_on: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum MemberForm {
    Plain(String, String),
    Full(MemberObject),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberObject {
    person: String,
    role: Option<String>,
    organization: Option<String>,
    group: Option<String>,
    start: Option<String>,
    end: Option<String>,
    #[serde(default)]
    away: bool,
}

impl MemberForm {
    pub(super) fn row(&self) -> MemberRow {
        let role = |text: &str| {
            let found = Role::ALL.iter().copied().find(|role| role.id() == text);
            found.unwrap_or_else(|| panic!("there is no role `{text}`"))
        };
        let of = |organization: &str| Some(organization.to_owned());
        match self {
            Self::Plain(person, text) => MemberRow {
                person: person.clone(),
                organization: of("o"),
                group: None,
                role: role(text),
                start: None,
                end: None,
                in_passing: false,
                away: false,
            },
            Self::Full(full) => MemberRow {
                person: full.person.clone(),
                organization: match (&full.organization, &full.group) {
                    (None, Some(_)) => None,
                    (organization, _) => of(organization.as_deref().unwrap_or("o")),
                },
                group: full.group.clone(),
                role: role(full.role.as_deref().unwrap_or("member")),
                start: full.start.as_deref().map(day),
                // Written as the last day, itself included.
                end: full.end.as_deref().map(|last| day(last).plus(1)),
                in_passing: false,
                away: full.away,
            },
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActivityForm {
    id: String,
    day: String,
    organization: Option<String>,
    kind: Option<String>,
    venue: Option<String>,
    headcount: Option<u32>,
    /// The time of day, `10:00`.
    start: Option<String>,
    incentive: Option<bool>,
    guests: Option<bool>,
    initiated_by: Option<String>,
    serves: Option<String>,
    partners: Option<String>,
    origin: Option<String>,
}

/// The choice of this name.
pub(super) fn choice<T>(text: Option<&str>, parse: fn(&str) -> Option<T>) -> Option<T> {
    text.map(|text| parse(text).unwrap_or_else(|| panic!("there is no choice `{text}`")))
}

impl ActivityForm {
    pub(super) fn row(&self) -> ActivityRow {
        ActivityRow {
            start: self.start.as_ref().map(|at| time(&format!("{}T{at}", self.day))),
            kind: self.kind.clone(),
            venue: self.venue.clone(),
            headcount: self.headcount,
            incentive: self.incentive,
            guests: self.guests,
            initiated_by: choice(self.initiated_by.as_deref(), Initiator::parse),
            serves: choice(self.serves.as_deref(), Serves::parse),
            partners: self.partners.clone(),
            origin: choice(self.origin.as_deref(), ActivityOrigin::parse).unwrap_or(ActivityOrigin::Recorded),
            ..ActivityRow::held(&self.id, self.organization.as_deref().unwrap_or("o"), day(&self.day))
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum AttendanceForm {
    Came(String, String),
    Marked(String, String, String),
    Taking(String, String, String, String),
}

impl AttendanceForm {
    pub(super) fn row(&self) -> AttendanceRow {
        let (activity, person, mark, part) = match self {
            Self::Came(activity, person) => (activity, person, "present", None),
            Self::Marked(activity, person, mark) => (activity, person, mark.as_str(), None),
            Self::Taking(activity, person, mark, part) => (activity, person, mark.as_str(), Some(part)),
        };
        AttendanceRow {
            activity: activity.clone(),
            person: person.clone(),
            status: AttendanceStatus::parse(mark).unwrap_or_else(|| panic!("there is no status `{mark}`")),
            part: part.map(|part| Part::parse(part).unwrap_or_else(|| panic!("there is no part `{part}`"))),
        }
    }
}

/// Which list, who, when; and when the name was taken off.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum SignUpForm {
    Stays(u32, String, String),
    Withdrawn(u32, String, String, String),
}

impl SignUpForm {
    pub(super) fn row(&self, group: &str) -> SignUpRow {
        let (list, person, at, off) = match self {
            Self::Stays(list, person, at) => (list, person, at, None),
            Self::Withdrawn(list, person, at, off) => (list, person, at, Some(off)),
        };
        SignUpRow {
            group: group.to_owned(),
            list: *list,
            person: person.clone(),
            time: time(at),
            withdrawn: off.map(|off| time(off)),
        }
    }
}
