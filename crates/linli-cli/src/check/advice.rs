//! What could be done about a study, and what each minute of it would settle.

use std::collections::BTreeMap;

use linli::diagnostic::{self, DiagnosticCode, Diagnostics};
use linli::records::{ActivityOrigin, Group, GroupId, Layer, OrganizationId};
use linli::time::Day;
use linli::{Error, Location, Study};
use linli_io::Opened;

use super::holes::{Hole, holes};

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// What.
    pub task: Task,
    /// About how many minutes it takes.
    pub minutes: f64,
    /// How many groups, activities or names it would settle.
    pub settles: f64,
}

/// What there is to do. Names of groups, organizations and files stand in it, and of no person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Task {
    /// Say who is staff.
    NameStaff {
        /// Groups whose values without staff wait for it.
        groups: usize,
    },
    /// Say that a group is one of the second layer.
    NameSecondLayer {
        /// Its name.
        group: String,
    },
    /// Answer activities that were proposed.
    AnswerProposed {
        /// How many.
        count: usize,
    },
    /// Put a day into the names of files.
    DateFiles {
        /// Some of the files.
        files: Vec<String>,
        /// How many.
        count: u64,
    },
    /// Copy the member screens of groups.
    CopyMembers {
        /// Their names.
        groups: Vec<String>,
    },
    /// Retype the sheets of a month.
    RetypeSheets {
        /// Whose.
        organization: String,
        /// Year and month.
        month: (i32, u32),
        /// How many activities have no list.
        count: usize,
    },
    /// Retype a first sheet of an organization of which nothing but talk is known.
    FirstSheet {
        /// Whose.
        organization: String,
    },
    /// Answer the first questions who is whom.
    AnswerWho {
        /// How many are first.
        first: usize,
        /// How many there are.
        all: usize,
        /// What the first settle of all that is not joined, in hundredths.
        percent: u32,
    },
    /// Say who the people on the sheets are in the chat.
    LinkNames {
        /// Of which organization.
        organization: String,
        /// Names of the smaller side that nobody bears on the other.
        unknown: usize,
        /// Names of the smaller side.
        all: usize,
    },
    /// Export a chat once more: it ends before the others.
    ExportAgain {
        /// The group.
        group: String,
        /// Its last day.
        until: Day,
    },
    /// Say whether a hole was silence.
    AskHole(Hole),
    /// Tick, or strike out, names without a mark.
    MarkNames {
        /// How many.
        count: u64,
        /// The first.
        place: Location,
    },
    /// Correct rows that were left out.
    CorrectRows {
        /// How many.
        count: u64,
        /// The first.
        place: Location,
    },
}

/// Everything that could be done, what settles most in a minute first.
pub(super) fn advice(opened: &Opened, odd: &Diagnostics) -> Result<Vec<Advice>, Error> {
    let study = &opened.study;
    let mut all = Vec::new();
    let mut add = |task: Task, minutes: f64, settles: f64| all.push(Advice { task, minutes, settles });
    let records = &study.records;
    let chats = (0..records.groups().len()).filter(|&at| !records.messages(GroupId::from_index(at)).is_empty()).count();
    let has_staff = !study.plan.staff.is_empty() || records.memberships().iter().any(|m| m.role.is_staff());
    if !has_staff && chats > 0 {
        add(Task::NameStaff { groups: chats }, 2.0, chats as f64);
    }
    let proposed = records.activities().iter().filter(|a| a.origin == ActivityOrigin::Proposed).count();
    if proposed > 0 {
        add(Task::AnswerProposed { count: proposed }, 0.4 * proposed as f64, proposed as f64);
    }
    groups(study, &mut add);
    organizations(study, &mut add);
    let open = opened.who.open_questions();
    if open > 0 {
        let first = open.min(FIRST_QUESTIONS);
        let settled = opened.who.settled_by(first);
        let percent = (settled * 100.0).round() as u32;
        add(Task::AnswerWho { first, all: open, percent }, 0.2 * first as f64, NAME * settled * strangers(study));
    }
    for hole in holes(study)? {
        // Half a month of one group, give or take.
        add(Task::AskHole(hole.clone()), 3.0, (f64::from(hole.days) / 28.0).min(1.0));
    }
    let (count, files) = (odd.count(&diagnostic::NO_DATE), places(odd, &diagnostic::NO_DATE));
    if count > 0 {
        let files = files.iter().filter_map(|place| place.file.clone()).collect();
        add(Task::DateFiles { files, count }, 0.5 * count as f64, count as f64);
    }
    let first = |code: &'static DiagnosticCode| places(odd, code).into_iter().next().unwrap_or_default();
    let unmarked = odd.count(&diagnostic::NOT_SIGNED);
    if unmarked > 0 {
        add(
            Task::MarkNames { count: unmarked, place: first(&diagnostic::NOT_SIGNED) },
            unmarked as f64,
            0.1 * unmarked as f64,
        );
    }
    let codes = [&diagnostic::BAD_ROW, &diagnostic::BAD_TIME, &diagnostic::UNKNOWN_NAME, &diagnostic::SPELL_ORDER];
    let broken: u64 = codes.iter().map(|code| odd.count(code)).sum();
    if broken > 0 {
        let place =
            codes.iter().map(|code| first(code)).find(|place| *place != Location::default()).unwrap_or_default();
        add(Task::CorrectRows { count: broken, place }, broken as f64, 0.2 * broken as f64);
    }
    // Of equals the larger goes first; after that the order is that of what was looked at, which is fixed.
    let rate = |one: &Advice| one.settles / one.minutes;
    all.sort_by(|a, b| rate(b).total_cmp(&rate(a)).then(b.settles.total_cmp(&a.settles)));
    Ok(all)
}

/// So many questions can be answered at one sitting.
const FIRST_QUESTIONS: usize = 10;
/// What one name that is known settles, beside a whole group or activity.
const NAME: f64 = 0.2;

/// How many names stand on one side alone, in all organizations.
fn strangers(study: &Study) -> f64 {
    study.linkage().iter().map(|(_, linkage)| f64::from(linkage.smaller().of - linkage.smaller().known)).sum()
}

/// What groups lack: their layer, a member list, the last weeks.
fn groups(study: &Study, add: &mut impl FnMut(Task, f64, f64)) {
    let records = &study.records;
    let Some(span) = records.span() else { return };
    let mut unlisted = Vec::new();
    for (at, group) in records.groups().iter().enumerate() {
        let id = GroupId::from_index(at);
        if records.messages(id).is_empty() {
            continue;
        }
        if sounds_second(group) {
            add(Task::NameSecondLayer { group: group.id.clone() }, 0.5, 1.0);
        } else if group.layer == Layer::First && !records.has_roster(id) {
            unlisted.push(group.id.clone());
        }
        let until = records.group_coverage(id).last().map(|covered| covered.end);
        if let Some(until) = until
            && span.end.number() - until.number() > THREE_WEEKS
        {
            let weeks = f64::from(span.end.number() - until.number()) / 28.0;
            add(Task::ExportAgain { group: group.id.clone(), until: until.plus(-1) }, 3.0, weeks.min(3.0));
        }
    }
    if !unlisted.is_empty() {
        let count = unlisted.len() as f64;
        add(Task::CopyMembers { groups: unlisted }, 5.0 * count, count);
    }
}

/// Whether a first-layer group is called like one that joins the leaders of several organizations.
fn sounds_second(group: &Group) -> bool {
    let words = ["骨干", "组长", "队长", "联席", "负责人群", "leaders"];
    group.layer == Layer::First && words.iter().any(|word| group.id.to_lowercase().contains(word))
}

/// A chat that ends so many days before the last record is out of date.
const THREE_WEEKS: i32 = 21;

/// What organizations lack: lists, and who is who on them.
fn organizations(study: &Study, add: &mut impl FnMut(Task, f64, f64)) {
    let records = &study.records;
    let linkages = study.linkage();
    for (at, organization) in records.organizations().iter().enumerate() {
        let own = OrganizationId::from_index(at);
        let activities = &records.activities()[records.activities_of(own)];
        let mut missing: BTreeMap<(i32, u32), usize> = BTreeMap::new();
        for activity in activities.iter().filter(|a| !a.has_list && a.origin != ActivityOrigin::Proposed) {
            let (year, month, _) = activity.day.ymd();
            *missing.entry((year, month)).or_default() += 1;
        }
        for (month, count) in missing {
            let task = Task::RetypeSheets { organization: organization.id.clone(), month, count };
            add(task, 10.0 * count as f64, count as f64);
        }
        let groups = || records.groups().iter().enumerate().filter(|(_, group)| group.organization == Some(own));
        let written = activities.iter().any(|a| a.origin != ActivityOrigin::Proposed);
        if !written && !groups().any(|(_, group)| sounds_second(group)) {
            add(Task::FirstSheet { organization: organization.id.clone() }, 10.0, 1.0);
        }
        let linkage = linkages.iter().find(|(at, _)| *at == own).map(|(_, linkage)| linkage);
        if let Some(linkage) = linkage.filter(|linkage| !linkage.joins(study.plan.least_linkage)) {
            let side = linkage.smaller();
            let (unknown, all) = ((side.of - side.known) as usize, side.of as usize);
            let organization = organization.id.clone();
            add(Task::LinkNames { organization, unknown, all }, 0.5 * unknown as f64, NAME * unknown as f64);
        }
    }
}

fn places(odd: &Diagnostics, wanted: &DiagnosticCode) -> Vec<Location> {
    let found = odd.iter().filter(|(code, ..)| code.id == wanted.id);
    found.flat_map(|(_, _, samples)| samples.iter().map(|sample| sample.location.clone())).collect()
}
