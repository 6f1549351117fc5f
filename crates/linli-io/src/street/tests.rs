//! What is simulated, written and read again is what it was.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{AttendanceStatus, Channel, Decision, MessageKind, Money, Part, PseudonymKey, Serves};
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
        self.papers();
    }

    /// Coaching, applications, money and milestones, to the last field.
    fn papers(&self) {
        let (street, records) = (&self.street, &self.opened.study.records);
        let name = |at: usize| street.organizations[at].name.clone();
        let read = |at: linli::records::OrganizationId| records.organizations()[at.index()].id.clone();
        let yuan = |whole: u32| Money::from_fen(100 * i64::from(whole));
        let visits = street.visits.iter().map(|visit| {
            let at = street.zone.resolve(visit.day, 3600 * visit.hour).timestamp();
            let topic = Some(visit.topic.to_owned());
            (
                name(visit.organization),
                visit.day,
                at,
                self.id(visit.coach),
                Some(Channel::Visit),
                topic,
                Some(visit.minutes),
            )
        });
        let coaching = records.coaching().iter().map(|row| {
            let coach = records.people()[row.coach.index()].id.clone();
            (read(row.organization), row.day, row.at, coach, row.channel, row.topic.clone(), row.minutes)
        });
        same("coaching", visits, coaching);
        let applied = street.grants.iter().map(|grant| {
            let decision = if grant.granted.is_some() { Decision::Granted } else { Decision::Refused };
            let days = (Some(grant.applied_on), Some(grant.decided_on));
            let sums = (Some(yuan(grant.asked)), grant.granted.map(yuan));
            (name(grant.organization), days, Some(grant.round.clone()), Some(decision), sums)
        });
        let grants = records.grants().iter().map(|row| {
            let days = (row.applied_on, row.decided_on);
            (read(row.organization), days, row.round.clone(), row.decision, (row.asked, row.granted))
        });
        same("grants", applied, grants);
        let spent = street.expenses.iter().map(|expense| {
            let activity = &street.activities[expense.activity];
            let activity = Some((activity.day, activity.title.clone()));
            (name(expense.organization), expense.day, yuan(expense.amount), Some(expense.has_receipt), activity)
        });
        let expenses = records.expenses().iter().map(|row| {
            let activity = row.activity.map(|at| &records.activities()[at.index()]);
            let activity = activity.map(|activity| (activity.day, activity.title.clone()));
            (read(row.organization), row.day, row.amount, row.receipt, activity)
        });
        same("expenses", spent, expenses);
        let reached = street.milestones.iter().map(|m| (name(m.organization), m.day, m.kind));
        let milestones = records.milestones().iter().map(|m| (read(m.organization), m.day, m.kind.id()));
        same("milestones", reached, milestones);
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

/// Says of two sets of rows that they are the same, each row once.
fn same<T: Ord + std::fmt::Debug>(what: &str, lived: impl Iterator<Item = T>, read: impl Iterator<Item = T>) {
    let (mut lived, mut read): (Vec<T>, Vec<T>) = (lived.collect(), read.collect());
    lived.sort();
    read.sort();
    assert_eq!(lived, read, "{what}");
}

/// Organization, title, day, whether there are names, gifts, guests, a number of people.
type Row = (String, String, Day, bool, Option<bool>, Option<bool>, Option<u32>);

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

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_path_buf()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_same_seed_is_the_same_bytes_and_another_is_not() {
    let folder = Folder::new("bytes");
    let write = |name: &str, seed| {
        let street = simulate(&Scenario::named("lane").unwrap(), seed).unwrap();
        let dir = folder.path().join(name).join("lane");
        write_street(&street, &dir).unwrap();
        files(&folder.path().join(name))
    };
    let (one, same, other) = (write("one", 1), write("same", 1), write("other", 2));
    assert_eq!(one, same);
    assert!(one.len() > 60 && one.contains_key("lane.key") && one.contains_key("lane.truth/facts.csv"));
    assert_ne!(one["lane.key"], other["lane.key"]);
}

#[test]
fn nothing_of_the_truth_stands_in_the_study_and_all_of_it_says_that_it_is_synthetic() {
    let street = simulate(&Scenario::named("dashilar").unwrap(), 3).unwrap();
    let folder = Folder::new("truth");
    let dir = folder.path().join("street");
    let written = write_street(&street, &dir).unwrap();
    let study = files(&dir);
    assert_eq!(study.len(), written.files);
    for (name, bytes) in &study {
        let text = String::from_utf8_lossy(bytes);
        for plant in linli::simulate::Plant::ALL {
            assert!(!text.contains(plant.id()) && !text.contains(plant.title_zh()), "{name} says {}", plant.id());
        }
    }
    for marked in ["study.toml", "README.md"] {
        assert!(String::from_utf8_lossy(&study[marked]).contains("合成数据"), "{marked}");
    }
    // Whether the truth is there or not, the study is the same.
    let open = || open_with(&dir, &OpenOptions::default()).unwrap();
    let with = open();
    fs::remove_dir_all(&written.truth).unwrap();
    let without = open();
    assert_eq!((with.study.records, with.inputs), (without.study.records, without.inputs));
    assert!(with.study.plan.synthetic.contains("--scenario dashilar --effect medium --seed 3"));
}

#[test]
fn what_is_there_already_is_left_alone() {
    let street = simulate(&Scenario::named("one-group").unwrap(), 1).unwrap();
    for occupied in ["lane/diary.txt", "lane.truth/diary.txt", "lane.key"] {
        let folder = Folder::new("occupied");
        let place = folder.path().join(occupied);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, "mine").unwrap();
        let error = write_street(&street, &folder.path().join("lane")).unwrap_err();
        assert!(error.to_string().contains("already"), "{error}");
        assert_eq!(files(folder.path()).len(), 1);
    }
    assert!(write_street(&street, Path::new("/")).is_err());
}

/// Whether an act can show a cue that is another's first of all: news of the office are notices, a list tells of the
/// activity, a picture beside the words "the list is in the photo" is a list.
fn may_show(act: &linli::simulate::Act, cue: linli::records::Cue) -> bool {
    use linli::records::Cue;
    use linli::simulate::{Act, Need};
    match act {
        Act::Encouragement => matches!(cue, Cue::Question | Cue::Notice),
        Act::News(_) | Act::Question(Need::Hand) => cue == Cue::Notice,
        Act::Picture | Act::Photos(_) | Act::Sheet(_) | Act::Record(_) => {
            matches!(cue, Cue::Photos | Cue::Sheet | Cue::Record)
        }
        _ => false,
    }
}

/// What import recognises of what is done, by its own rules: most of it, and never all.
#[test]
fn most_cues_are_recognised_and_some_are_hard() {
    use linli::records::{Cue, GroupId};
    use linli::simulate::Act;
    let cue_of = |act: &Act| match act {
        Act::Notice(_) => Some(Cue::Notice),
        Act::SignUp(_) | Act::SignUpList(..) => Some(Cue::SignUp),
        Act::Photos(_) => Some(Cue::Photos),
        Act::Sheet(_) => Some(Cue::Sheet),
        Act::Record(_) => Some(Cue::Record),
        Act::Reflection(_) => Some(Cue::Reflection),
        Act::Question(_) => Some(Cue::Question),
        Act::Receipt => Some(Cue::Receipt),
        _ => None,
    };
    let Trip { street, opened, key } = trip(&Scenario::named("dashilar").unwrap(), 4);
    let records = &opened.study.records;
    // Done and recognised, done, recognised of anything else.
    let mut counts: BTreeMap<Cue, [u32; 3]> = BTreeMap::new();
    let exact = |group: &&Group| matches!(group.exports[0].tool, Tool::ChatLab | Tool::MemoTrace);
    for group in street.groups.iter().filter(exact) {
        let at: GroupId = records.group(&group.name).unwrap();
        let mut cues = BTreeMap::new();
        for message in records.messages(at).iter() {
            cues.insert((message.time, records.people()[message.author.index()].id.clone()), message.cues);
        }
        for message in &group.messages {
            let writer = key.pseudonym(&street.scenario.id, &street.people[message.author].name);
            let Some(cues) = cues.get(&(message.at, writer)) else { continue };
            let done = cue_of(&message.act);
            for &cue in Cue::ALL {
                let count = counts.entry(cue).or_default();
                count[0] += u32::from(done == Some(cue) && cues.has(cue));
                count[1] += u32::from(done == Some(cue));
                count[2] += u32::from(done != Some(cue) && !may_show(&message.act, cue) && cues.has(cue));
            }
        }
    }
    for (cue, [found, done, other]) in &counts {
        let (recall, precision) = (f64::from(*found) / f64::from(*done), f64::from(*found) / f64::from(found + other));
        assert!(*done > 50 && recall > 0.7 && precision > 0.6, "{cue:?} {counts:?}");
    }
    let hard = [Cue::Notice, Cue::Record, Cue::Reflection];
    assert!(hard.iter().all(|cue| counts[cue][0] < counts[cue][1]), "{counts:?}");
}
