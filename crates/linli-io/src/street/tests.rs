//! What is simulated, written and read again is what it was.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{AttendanceStatus, MessageKind, Part, PseudonymKey, Serves};
use linli::simulate::{Group, Kept, Message, Pointing, Scenario, Street, Tool, simulate};
use linli::time::{Day, SECOND, Timestamp};

use super::*;
use crate::testing::Folder;
use crate::{OpenOptions, Opened, open_with};

struct Trip {
    street: Street,
    opened: Opened,
    key: PseudonymKey,
}

fn trip(scenario: &Scenario, seed: u64) -> Trip {
    let street = simulate(scenario, seed).unwrap();
    let folder = Folder::new("street");
    let dir = folder.path().join("street");
    write_street(&street, &dir).unwrap();
    let opened = open_with(&dir, &OpenOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    let key = crate::pseudonym_key(&dir, None).unwrap();
    Trip { street, opened, key }
}

impl Trip {
    /// The pseudonym of somebody.
    fn id(&self, person: usize) -> String {
        self.key.pseudonym(&self.street.scenario.id, &self.street.people[person].name)
    }

    fn check(&self) {
        let odd = |code: &str| self.opened.study.diagnostics.iter().any(|(known, ..)| known.id == code);
        for code in ["unknown-file", "bad-row", "bad-time", "unknown-name", "empty-name", "unread-lines", "two-writers"]
        {
            assert!(!odd(code), "{code}: {:?}", self.opened.study.diagnostics);
        }
        self.people();
        for group in &self.street.groups {
            self.messages(group);
        }
        self.activities();
    }

    fn people(&self) {
        let street = &self.street;
        let speak = street.groups.iter().flat_map(|group| &group.members);
        let listed = street.activities.iter().filter(|a| a.kept.has_names()).flat_map(|a| &a.attended);
        let seen = tables::listed_people(street).into_iter().chain(speak.copied());
        let seen = seen.chain(listed.filter(|attended| attended.listed).map(|attended| attended.person));
        let staffed =
            street.organizations.iter().flat_map(|organization| [organization.coach, organization.social_worker]);
        let expected: BTreeSet<String> = seen.chain(staffed).map(|person| self.id(person)).collect();
        let read: BTreeSet<String> =
            self.opened.study.records.people().iter().map(|person| person.id.clone()).collect();
        assert_eq!(read.difference(&expected).count(), 0, "nobody is there who was not");
        assert_eq!(expected.difference(&read).count(), 0, "nobody is missing");
    }

    /// Every message, by minute or second, writer and kind; every answer that shows whom it answers.
    fn messages(&self, group: &Group) {
        let records = &self.opened.study.records;
        let read = records.messages(records.group(&group.name).unwrap());
        let tool = group.exports[0].tool;
        let grain = if matches!(tool, Tool::ChatLab | Tool::MemoTrace) { SECOND } else { 60 * SECOND };
        let at = |time: Timestamp| time.micros().div_euclid(grain);
        let mut left: BTreeMap<(i64, String, MessageKind, Vec<String>), i64> = BTreeMap::new();
        for message in
            group.messages.iter().filter(|m| group.exports.iter().any(|e| e.holds(self.street.zone.day(m.at))))
        {
            if let Some(kind) = carried(tool, message) {
                let key = (at(message.at), self.id(message.author), kind, self.target(tool, group, message));
                *left.entry(key).or_default() += 1;
            }
        }
        for message in read.iter().filter(|message| message.kind != MessageKind::System) {
            let targets = message.targets.iter().filter(|target| target.how != linli::records::How::Named);
            let targets = targets.map(|target| records.people()[target.person.index()].id.clone()).collect();
            let author = records.people()[message.author.index()].id.clone();
            *left.entry((at(message.time), author, message.kind, targets)).or_default() -= 1;
        }
        left.retain(|_, count| *count != 0);
        let shown: Vec<_> = left
            .iter()
            .take(8)
            .map(|((at, _, kind, targets), count)| (Timestamp::from_micros(at * grain), kind, targets.len(), count))
            .collect();
        assert!(left.is_empty(), "{} ({tool:?}): {} differ: {shown:?}", group.name, left.len());
    }

    /// Whom a message points at so that its format can say it.
    fn target(&self, tool: Tool, group: &Group, message: &Message) -> Vec<String> {
        let Some(asked) = message.answers.map(|at| &group.messages[at]) else { return Vec::new() };
        let shows = match message.pointing {
            Pointing::Quote => tool != Tool::WhatsApp && message.act.kind() == MessageKind::Text,
            Pointing::Mention => message.act.kind() == MessageKind::Text,
            _ => false,
        };
        if shows { vec![self.id(asked.author)] } else { Vec::new() }
    }

    fn activities(&self) {
        let (street, records) = (&self.street, &self.opened.study.records);
        type Row = (String, String, Day, bool, Option<bool>, Option<bool>, Option<u32>);
        let mut left: BTreeMap<Row, i64> = BTreeMap::new();
        let mut came: BTreeMap<(String, String, Day, String, Option<Part>), i64> = BTreeMap::new();
        for activity in &street.activities {
            let organization = street.organizations[activity.organization].name.clone();
            let count = activity.attended.iter().filter(|attended| attended.came).count() as u32;
            let headcount = (activity.kept == Kept::Count).then_some(count);
            let (incentive, guests) = (Some(activity.incentive), Some(activity.guests));
            let names = activity.kept.has_names();
            *left
                .entry((
                    organization.clone(),
                    activity.title.clone(),
                    activity.day,
                    names,
                    incentive,
                    guests,
                    headcount,
                ))
                .or_default() += 1;
            for attended in activity.attended.iter().filter(|attended| names && attended.listed) {
                // A table of days has no column of parts, and whoever simply takes part has no part of their own.
                let plain = attended.part == Part::Recipient && activity.serves == Serves::Members;
                let part = (activity.kept != Kept::Matrix && !plain).then_some(attended.part);
                let key = (organization.clone(), activity.title.clone(), activity.day, self.id(attended.person), part);
                *came.entry(key).or_default() += 1;
            }
        }
        let recorded = records.activities().iter().filter(|a| a.origin == linli::records::ActivityOrigin::Recorded);
        for activity in recorded {
            let organization = records.organizations()[activity.organization.index()].id.clone();
            let row = (
                organization,
                activity.title.clone(),
                activity.day,
                activity.has_list,
                activity.incentive,
                activity.guests,
                activity.headcount,
            );
            *left.entry(row).or_default() -= 1;
        }
        left.retain(|_, count| *count != 0);
        assert!(left.is_empty(), "{} differ: {:?}", left.len(), left.iter().take(6).collect::<Vec<_>>());
        for attendance in records.attendance() {
            assert_eq!(attendance.status, AttendanceStatus::Present);
            let activity = &records.activities()[attendance.activity.index()];
            let organization = records.organizations()[activity.organization.index()].id.clone();
            let person = records.people()[attendance.person.index()].id.clone();
            *came.entry((organization, activity.title.clone(), activity.day, person, attendance.part)).or_default() -=
                1;
        }
        came.retain(|_, count| *count != 0);
        let shown: Vec<_> = came.iter().take(6).map(|((o, t, d, _, part), n)| (o, t, d, part, n)).collect();
        assert!(came.is_empty(), "{} attendances differ: {shown:?}", came.len());
    }
}

/// The kind as which a format has a message; `None` where it leaves it out.
fn carried(tool: Tool, message: &Message) -> Option<MessageKind> {
    let kind = message.act.kind();
    match (tool, kind) {
        (Tool::WechatText | Tool::ChatLab, MessageKind::Join) => None,
        (Tool::WhatsApp, MessageKind::Picture | MessageKind::Voice | MessageKind::Sticker) => Some(MessageKind::Other),
        (Tool::WhatsApp, MessageKind::Link) => Some(MessageKind::Text),
        _ => Some(kind),
    }
}

#[test]
fn a_tidy_group_comes_back_in_every_format() {
    for tool in [Tool::WechatText, Tool::ChatLab, Tool::MemoTrace, Tool::WhatsApp] {
        for seed in [1, 2] {
            let mut scenario = Scenario::named("one-group").unwrap();
            scenario.organizations[0].channel.as_mut().unwrap().tool = tool;
            trip(&scenario, seed).check();
        }
    }
}

#[test]
fn a_lane_comes_back_from_what_people_keep_of_it() {
    for seed in 1..4 {
        trip(&Scenario::named("lane").unwrap(), seed).check();
    }
}

#[test]
fn a_whole_street_comes_back() {
    trip(&Scenario::named("dashilar").unwrap(), 2017).check();
}
