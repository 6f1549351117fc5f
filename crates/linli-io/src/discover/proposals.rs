//! `proposed/activities.csv` as it is written. What a person began to answer is never lost.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use linli::records::{Activity, ActivityId, ActivityOrigin, Cue, Evidence, PersonId, Records, Role, confidence};
use linli::time::Zone;
use linli::{Error, Study};

use crate::questions::todo::{Wrote, lines, put};
use crate::table::ProposedRow;

/// The table of proposals within a study folder.
pub(crate) const PROPOSED: &str = "proposed/activities.csv";

/// The headers, in both languages, in the order of the table's columns.
const HEADERS: [&str; 11] = [
    "答案 answer",
    "组织 organization",
    "群 group",
    "日期 day",
    "开始 start",
    "名称 title",
    "把握 confidence",
    "依据 evidence",
    "同日 same_day",
    "备注 note",
    "编号 id",
];

/// What a person answered about activities that chats tell of. For the team alone: its Debug shows nothing.
#[derive(Clone, Default)]
pub struct Proposals {
    /// Lines that a person began to fill in.
    pub(crate) kept: Vec<ProposedRow>,
    /// The digest of the file as it was read.
    pub(crate) read_as: Option<String>,
    pub(crate) is_foreign: bool,
}

impl Proposals {
    /// How many activities wait for an answer.
    pub fn open(&self, study: &Study) -> usize {
        open(&study.records).count()
    }

    /// Of the activities that wait for an answer, how many fall on a day for which another organization wrote one down:
    /// by the organization whose chat tells of them, and the other. That is one question for each pair, and not one a line.
    pub fn same_day(&self, study: &Study) -> BTreeMap<(String, String), usize> {
        let records = &study.records;
        let name =
            |activity: &Activity| records.organizations().get(activity.organization.index()).map(|own| own.id.clone());
        let mut pairs = BTreeMap::new();
        for activity in open(records).filter_map(|(id, _)| records.activities().get(id.index())) {
            let mut others: Vec<String> = elsewhere(records, activity).filter_map(name).collect();
            others.sort();
            others.dedup();
            let Some(own) = name(activity) else { continue };
            for other in others {
                *pairs.entry((own.clone(), other)).or_default() += 1;
            }
        }
        pairs
    }

    /// Writes the activities that wait for an answer to `proposed/activities.csv` in the study folder, above what a
    /// person answered there before.
    ///
    /// # Errors
    /// Where the file was changed since the folder was read, or cannot be written.
    pub fn write(&self, study: &Study, dir: &Path) -> Result<Wrote, Error> {
        let path = dir.join(PROPOSED);
        if open(&study.records).next().is_none() && self.kept.is_empty() && !path.exists() {
            return Ok(Wrote::Nothing);
        }
        if self.is_foreign {
            return Ok(Wrote::Left(path));
        }
        put(dir, PROPOSED, &self.text(study)?, self.read_as.as_deref())
    }

    fn text(&self, study: &Study) -> Result<String, Error> {
        let zone = study.plan.zone()?;
        let staff = study.named_staff();
        let mut asked: Vec<Vec<String>> = Vec::new();
        for (activity, evidence) in open(&study.records) {
            let Some(mut cells) = cells(study, zone, &staff, activity, evidence) else { continue };
            let begun = self.kept.iter().find(|kept| kept.verdict.is_none() && kept.cells.last() == cells.last());
            // What was begun and not answered stays beside its question.
            for at in [0, 5, 9] {
                if let (Some(own), Some(begun)) = (cells.get_mut(at), begun.and_then(|kept| kept.cells.get(at)))
                    && !begun.is_empty()
                {
                    own.clone_from(begun);
                }
            }
            asked.push(cells.to_vec());
        }
        let is_asked =
            |kept: &&ProposedRow| kept.verdict.is_none() && asked.iter().any(|cells| cells.last() == kept.cells.last());
        let kept: Vec<Vec<String>> =
            self.kept.iter().filter(|kept| !is_asked(kept)).map(|kept| kept.cells.clone()).collect();
        Ok(lines(&HEADERS, asked.into_iter().chain(kept)))
    }
}

/// The activities that wait for an answer, with what speaks for them, what speaks most first. One that a table calls
/// proposed is answered in that table.
fn open(records: &Records) -> impl Iterator<Item = (ActivityId, &[Evidence])> {
    let all = (0..records.activities().len()).map(ActivityId::from_index);
    let proposed = all.zip(records.activities()).filter(|(_, activity)| activity.origin == ActivityOrigin::Proposed);
    let mut open: Vec<_> = proposed.map(|(id, _)| (id, records.evidence_of(id))).collect();
    open.retain(|(_, evidence)| !evidence.is_empty());
    open.sort_by_key(|(_, evidence)| std::cmp::Reverse(confidence(evidence.iter().map(|one| one.cue))));
    open.into_iter()
}

fn cells(study: &Study, zone: Zone, staff: &[bool], id: ActivityId, evidence: &[Evidence]) -> Option<[String; 11]> {
    let records = &study.records;
    let activity = records.activities().get(id.index())?;
    let organization = records.organizations().get(activity.organization.index())?;
    let group = records.groups().get(evidence.first()?.group.index())?;
    let of = |other: &Activity| {
        Some(format!("{} {}", records.organizations().get(other.organization.index())?.id, other.title))
    };
    let same_day: Vec<String> = elsewhere(records, activity).filter_map(of).collect();
    let second = zone.day_and_second(activity.start).1;
    let start = if second == 0 { String::new() } else { format!("{:02}:{:02}", second / 3600, second / 60 % 60) };
    Some([
        String::new(),
        organization.id.clone(),
        group.id.clone(),
        activity.day.to_string(),
        start,
        activity.title.clone(),
        format!("{}%", confidence(evidence.iter().map(|one| one.cue))),
        spoken(records, zone, staff, evidence),
        same_day.join(" · "),
        String::new(),
        format!("{} {}", activity.day, group.id),
    ])
}

/// What other organizations wrote down for the day of a proposal: often it is that one.
fn elsewhere<'a>(records: &'a Records, proposed: &'a Activity) -> impl Iterator<Item = &'a Activity> {
    records.activities().iter().filter(move |other| {
        other.day == proposed.day
            && other.organization != proposed.organization
            && other.origin != ActivityOrigin::Proposed
    })
}

/// The evidence as it is read: the first message of each kind, and how many there are.
fn spoken(records: &Records, zone: Zone, staff: &[bool], evidence: &[Evidence]) -> String {
    let mut text = String::new();
    for &cue in Cue::ALL {
        let mut of_kind = evidence.iter().filter(|one| one.cue == cue);
        let Some(first) = of_kind.next() else { continue };
        let (day, second) = zone.day_and_second(first.time);
        let between = if text.is_empty() { "" } else { " · " };
        let role = role(records, staff, first.person);
        let _ = write!(text, "{between}{} {day} {:02}:{:02} {role}", word(cue), second / 3600, second / 60 % 60);
        let more = of_kind.count();
        if more > 0 {
            let _ = write!(text, " +{more}");
        }
    }
    text
}

/// In which role somebody posted: staff of whatever kind, a leader, or a member.
fn role(records: &Records, staff: &[bool], person: PersonId) -> &'static str {
    let own = || records.memberships().iter().filter(|row| row.person == person);
    if staff.get(person.index()).copied().unwrap_or_default() || own().any(|row| row.role.is_staff()) {
        "社工 staff"
    } else if own().any(|row| row.role == Role::Leader) {
        "骨干 leader"
    } else {
        "成员 member"
    }
}

fn word(cue: Cue) -> &'static str {
    match cue {
        Cue::Notice => "预告 notice",
        Cue::SignUp => "报名 sign_up",
        Cue::Photos => "照片 photos",
        Cue::Sheet => "签到表 sheet",
        Cue::Record => "记录 record",
        Cue::Reflection => "感受 reflection",
        other => other.id(),
    }
}

crate::redacted!(Proposals);
