use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use linli::plan::{Language, ReleasePlan, Tier};
use linli::records::{ActivityId, AttendanceStatus, Membership, OrganizationId, Part, PersonId};
use linli::time::Day;
use linli::{Error, ErrorKind, Plan, Study};
use linli_io::{Opened, SignInForm, is_oneself};

use crate::init::{no_writing, there_is};

/// Which sign-in sheet is written, and where to.
#[derive(Debug, Clone, Default)]
pub struct FormOptions {
    /// Whose.
    pub organization: String,
    /// The first day it is for; the first of the month after the last record where it is not said. It reaches to the end
    /// of that month.
    pub on: Option<Day>,
    /// Its days, in place of those that are planned or expected.
    pub days: Vec<Day>,
    /// Its language; the study's own where it is not said.
    pub language: Option<Language>,
    /// The file; one that is there already is not replaced.
    pub out: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formed {
    /// How many names stand on it.
    pub names: usize,
    /// Its days.
    pub days: Vec<Day>,
    /// The file.
    pub out: PathBuf,
}

/// How long ago somebody was recently there, and from how many days a rhythm is read.
const RECENT: i32 = 84;

/// Writes the next sign-in sheet of an organization, with the names that are known, for the team's own use.
pub fn form(opened: &Opened, options: &FormOptions) -> Result<Formed, Error> {
    let study = &opened.study;
    if options.out.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Error::new(
            ErrorKind::File,
            (
                format!("the form is a workbook; `{}` is no name for one", options.out.display()),
                format!("签到表是工作簿，“{}”不是工作簿的名字", options.out.display()),
            ),
        )
        .with_hint(("give it a name that ends in .xlsx", "文件名要以 .xlsx 结尾")));
    }
    let known = study.records.organizations().iter().map(|organization| organization.id.as_str());
    let own = study
        .records
        .organization(&options.organization)
        .ok_or_else(|| Error::unknown(("organization", "组织"), &options.organization, known))?;
    let first = options.on.or_else(|| next_month(study)).ok_or_else(no_day)?;
    let mut days = if options.days.is_empty() { expected(study, own, first) } else { options.days.clone() };
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return Err(no_day());
    }
    let names = names(opened, own, &options.organization, days.first().copied().unwrap_or(first))?;
    let language = options.language.unwrap_or(study.plan.language);
    let form = SignInForm { organization: options.organization.clone(), names, days, language };
    if options.out.exists() {
        return Err(Error::new(ErrorKind::File, there_is(&options.out)).with_hint((
            "give the form another name: it may hold somebody's ticks",
            "换个文件名：里面可能有人打过勾了",
        )));
    }
    fs::write(&options.out, form.workbook()?)
        .map_err(|error| Error::new(ErrorKind::File, no_writing(&options.out)).with_source(error))?;
    Ok(Formed { names: form.names.len(), days: form.days, out: options.out.clone() })
}

fn no_day() -> Error {
    Error::new(ErrorKind::Input, ("no day can be expected from what is recorded", "从已有的记录里看不出下次是哪天"))
        .with_hint(("name the days: --days 2017-05-03,2017-05-10", "写明日期：--days 2017-05-03,2017-05-10"))
}

/// The first day of the month after the last record.
fn next_month(study: &Study) -> Option<Day> {
    let (year, month, _) = study.records.span()?.end.plus(-1).ymd();
    if month == 12 { Day::from_ymd(year + 1, 1, 1) } else { Day::from_ymd(year, month + 1, 1) }
}

/// The days of a month, from one of them, that are planned already or fall on a usual day of the week: one on which at
/// least a third of the activities of the last twelve weeks were held. A column nobody ticks is not read.
fn expected(study: &Study, own: OrganizationId, first: Day) -> Vec<Day> {
    let records = &study.records;
    let activities = &records.activities()[records.activities_of(own)];
    let last = activities.iter().map(|activity| activity.day).filter(|&day| day < first).max();
    let mut usual = [0_usize; 7];
    let held = activities.iter().filter(|a| a.day < first && last.is_some_and(|last| a.day.plus(RECENT) > last));
    for activity in held {
        if let Some(count) = usual.get_mut(weekday(activity.day)) {
            *count += 1;
        }
    }
    let all: usize = usual.iter().sum();
    let is_usual = |day: Day| usual.get(weekday(day)).is_some_and(|&count| count > 0 && 3 * count >= all);
    let is_planned = |day: Day| activities.iter().any(|activity| activity.day == day);
    let (_, month, _) = first.ymd();
    let month = (0..31).map(|days| first.plus(days)).take_while(|day| day.ymd().1 == month);
    month.filter(|&day| is_usual(day) || is_planned(day)).collect()
}

fn weekday(day: Day) -> usize {
    usize::try_from(day.number() - day.monday().number()).unwrap_or(0)
}

/// Who came lately, then who else is a member; each in the order of their names. No order of merit stands on paper. Staff
/// and whoever a file calls 我 sign nothing.
fn names(opened: &Opened, own: OrganizationId, organization: &str, day: Day) -> Result<Vec<String>, Error> {
    let study = &opened.study;
    let records = &study.records;
    let mut last_seen = BTreeMap::new();
    for at in records.activities_of(own) {
        let Some(held) = records.activities().get(at).map(|activity| activity.day).filter(|&held| held < day) else {
            continue;
        };
        for row in records.attendance_of(ActivityId::from_index(at)) {
            // Teachers, guests and staff of a sheet are no residents whom the next one waits for.
            if row.status == AttendanceStatus::Present && row.part != Some(Part::Guest) {
                last_seen.entry(row.person).and_modify(|last: &mut Day| *last = held.max(*last)).or_insert(held);
            }
        }
    }
    let latest = last_seen.values().max().copied();
    let is_recent = |seen: &Day| latest.is_some_and(|latest| seen.plus(RECENT) > latest);
    let recent: BTreeSet<PersonId> =
        last_seen.iter().filter(|(_, seen)| is_recent(seen)).map(|(&person, _)| person).collect();
    let groups = records.groups();
    let belongs = |membership: &&Membership| match membership.group {
        Some(group) => groups.get(group.index()).is_some_and(|group| group.organization == Some(own)),
        None => membership.organization == Some(own),
    };
    let members = records.memberships().iter().filter(belongs).filter(|m| m.touches_days(day, day.plus(1)));
    let others: BTreeSet<PersonId> = members.map(|m| m.person).filter(|person| !recent.contains(person)).collect();
    let staff = study.staff_of(own);
    let called = called(opened, organization, recent.iter().chain(&others))?;
    let print = |people: &BTreeSet<PersonId>| -> Vec<String> {
        let residents = people.iter().filter(|person| !staff.get(person.index()).copied().unwrap_or(false));
        let mut names: Vec<String> = residents.filter_map(|person| called.get(person).cloned()).collect();
        names.sort();
        names
    };
    Ok([print(&recent), print(&others)].concat())
}

/// How each is called on paper: by the name they were given, where it is known and no other's on the same paper.
fn called<'p>(
    opened: &Opened,
    organization: &str,
    people: impl Iterator<Item = &'p PersonId> + Clone,
) -> Result<BTreeMap<PersonId, String>, Error> {
    // The form is the team's: it is made from the team's release, whatever the plan lets out.
    let study = &opened.study;
    let team = study.clone().with_plan(Plan {
        release: ReleasePlan { tier: Tier::T0, ..study.plan.release.clone() },
        ..study.plan.clone()
    });
    let labels = team.person_labels()?;
    let prefix = format!("{organization}/");
    let given = |person: &PersonId| {
        study.records.people().get(person.index()).and_then(|person| opened.who.given_name(&person.id))
    };
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for name in people.clone().filter_map(given) {
        *bearers.entry(name).or_default() += 1;
    }
    let label = |person: &PersonId| {
        let label = labels.get(person.index())?;
        Some(label.strip_prefix(&prefix).unwrap_or(label)).filter(|label| !is_oneself(label))
    };
    let name = |person: &PersonId| given(person).filter(|name| bearers.get(name) == Some(&1)).or_else(|| label(person));
    Ok(people.filter_map(|person| Some((*person, name(person)?.to_owned()))).collect())
}
