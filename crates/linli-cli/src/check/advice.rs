//! What could be done about a study, and what each minute of it would settle.

use std::collections::BTreeMap;

use linli::diagnostic::{self, DiagnosticCode, Diagnostics};
use linli::plan::{ReleasePlan, Tier};
use linli::records::{Activity, ActivityOrigin, Group, GroupId, Layer, Linkage, OrganizationId};
use linli::tie::Stated;
use linli::{Error, Location, Plan, Study};
use linli_io::Opened;

use super::task::{Advice, Nearest, Task};

/// What a study still asks for, and how it is gathered.
struct Asked<'a> {
    opened: &'a Opened,
    odd: &'a Diagnostics,
    all: Vec<Advice>,
}

/// Everything that could be done, what settles most in a minute first.
pub(super) fn advice(opened: &Opened, odd: &Diagnostics) -> Result<Vec<Advice>, Error> {
    let mut asked = Asked { opened, odd, all: Vec::new() };
    asked.plan();
    asked.staff_unseen()?;
    asked.talk_rule()?;
    asked.proposed();
    asked.groups();
    asked.organizations();
    asked.who();
    for hole in opened.holes.open(&opened.study)? {
        // Half a month of one group, give or take.
        let settles = (f64::from(hole.days) / 28.0).min(1.0);
        asked.add(Task::AskHole(hole), 3.0, settles);
    }
    asked.files();
    asked.rows();
    // Of equals the larger goes first; after that the order is that of what was looked at, which is fixed.
    let mut all = asked.all;
    let rate = |one: &Advice| one.settles / one.minutes;
    all.sort_by(|a, b| rate(b).total_cmp(&rate(a)).then(b.settles.total_cmp(&a.settles)));
    Ok(all)
}

/// So many questions can be answered at one sitting.
const FIRST_QUESTIONS: usize = 10;
/// What one name that is known settles, beside a whole group or activity.
const NAME: f64 = 0.2;
/// What ties that are partly inferred settle of a group: a picture, for sensitivity alone.
const PICTURE: f64 = 0.25;
/// A chat that ends so many days before the last record is out of date.
const THREE_WEEKS: i32 = 21;

impl<'a> Asked<'a> {
    fn add(&mut self, task: Task, minutes: f64, settles: f64) {
        self.all.push(Advice { task, minutes, settles });
    }

    fn study(&self) -> &'a Study {
        &self.opened.study
    }

    /// Groups with messages.
    fn chats(&self) -> Vec<GroupId> {
        let records = &self.opened.study.records;
        let all = (0..records.groups().len()).map(GroupId::from_index);
        all.filter(|&group| !records.messages(group).is_empty()).collect()
    }

    /// Who is staff and what joins organizations are two lines of one file.
    fn plan(&mut self) {
        let study = self.study();
        let chats = self.chats();
        let unsaid = study.plan.staff.is_empty() && !study.knows_staff();
        let groups = if unsaid { chats.len() } else { 0 };
        let all = study.records.groups();
        let second = chats.iter().filter_map(|group| all.get(group.index())).filter(|group| sounds_second(group));
        let second_layer: Vec<String> = second.map(|group| group.id.clone()).collect();
        let joins = second_layer.len() as f64;
        if groups > 0 || joins > 0.0 {
            let minutes = if groups > 0 { 2.0 } else { 0.0 } + 0.5 * joins;
            self.add(Task::NameInPlan { groups, second_layer }, minutes, groups as f64 + joins);
        }
        let known: Vec<&str> = all.iter().map(|group| group.id.as_str()).collect();
        let unseen = study.plan.second_layer.iter().filter(|name| study.records.group(name).is_none());
        let corrected: Vec<Task> = unseen
            .map(|name| Task::CorrectSecondLayer { written: name.clone(), nearest: first_nearest(name, &known) })
            .collect();
        for task in corrected {
            self.add(task, 0.5, 1.0);
        }
    }

    /// Names of staff whom no source shows.
    fn staff_unseen(&mut self) -> Result<(), Error> {
        let study = self.study();
        let unseen = study.unseen_staff();
        if unseen.is_empty() {
            return Ok(());
        }
        let settles = if study.knows_staff() { 1.0 } else { self.chats().len().max(1) as f64 };
        // The comparison is the team's; what is shown of it follows the tier.
        let team = Plan { release: ReleasePlan { tier: Tier::T0, ..study.plan.release.clone() }, ..study.plan.clone() };
        let team = study.clone().with_plan(team);
        let labels = team.person_labels()?;
        let mut corrected = Vec::new();
        for entry in unseen {
            let written = study.plan.staff.get(entry).map_or("", String::as_str);
            let bare: Vec<&str> = labels.iter().map(|label| label.rsplit('/').next().unwrap_or(label)).collect();
            let at = linli::error::nearest(written, &bare).first().and_then(|near| bare.iter().position(|b| b == near));
            let nearest = at.map(|at| {
                let name = bare.get(at).copied().unwrap_or_default();
                let veiled = name.chars().take(1).chain("＊＊".chars()).collect();
                let shown = if study.plan.release.tier == Tier::T0 { name.to_owned() } else { veiled };
                let (messages, group) = self.writes_most(at);
                Nearest { shown, group, messages }
            });
            corrected.push(Task::CorrectStaff { entry: entry + 1, nearest });
        }
        for task in corrected {
            self.add(task, 1.0, settles);
        }
        Ok(())
    }

    /// In which group somebody writes most, and how much.
    fn writes_most(&self, person: usize) -> (usize, Option<String>) {
        let records = &self.opened.study.records;
        let of = |group: GroupId| records.messages(group).iter().filter(|m| m.author.index() == person).count();
        let most = self
            .chats()
            .into_iter()
            .map(|group| (of(group), group))
            .max_by_key(|&(count, group)| (count, std::cmp::Reverse(group)));
        let name = |group: GroupId| records.groups().get(group.index()).map(|group| group.id.clone());
        match most {
            Some((count, group)) if count > 0 => (count, name(group)),
            _ => (0, None),
        }
    }

    /// Groups of which structure cannot be told because few turns state a target, where no other rule reads more.
    fn talk_rule(&mut self) -> Result<(), Error> {
        let study = self.study();
        let protocol = study.protocol()?;
        if protocol.ties().iter().any(|ties| ties.rule.stated != Stated::ByTheSpeaker) {
            return Ok(());
        }
        let (records, plan) = (&study.records, &study.plan);
        let window = f64::from(plan.window.whole_days().unwrap_or(28));
        let (mut groups, mut stated, mut turns) = (Vec::new(), 0, 0);
        for group in self.chats() {
            let said = || records.messages(group).iter().filter(|message| message.is_turn());
            let all = said().count();
            let told = said().filter(|message| !message.targets.is_empty()).count();
            let covered: i32 =
                records.group_coverage(group).iter().map(|span| span.end.number() - span.start.number()).sum();
            let in_window = told as f64 * (window / f64::from(covered.max(1))).min(1.0);
            let is_sparse =
                (told as f64) < plan.least_explicit_share * all as f64 || in_window < f64::from(plan.least_tied_turns);
            if all > 0 && is_sparse {
                groups.extend(records.groups().get(group.index()).map(|group| group.id.clone()));
                (stated, turns) = (stated + told, turns + all);
            }
        }
        if !groups.is_empty() {
            let settles = PICTURE * groups.len() as f64;
            self.add(Task::AddTalkRule { groups, stated, turns }, 1.0, settles);
        }
        Ok(())
    }

    fn proposed(&mut self) {
        let (opened, study) = (self.opened, self.study());
        let all = study.records.activities().iter();
        let count = all.filter(|activity| activity.origin == ActivityOrigin::Proposed).count();
        let pairs = opened.proposals.same_day(study).into_iter();
        let same_day: Vec<(String, String, usize)> = pairs.map(|((own, other), count)| (own, other, count)).collect();
        if count > 0 {
            // Those of one pair of organizations are one question.
            let one: usize = same_day.iter().map(|(.., count)| count - 1).sum();
            let minutes = 0.4 * count.saturating_sub(one).max(1) as f64;
            self.add(Task::AnswerProposed { count, same_day }, minutes, count as f64);
        }
    }

    /// What groups lack: a member list, the last weeks.
    fn groups(&mut self) {
        let opened = self.opened;
        let records = &opened.study.records;
        let Some(span) = records.span() else { return };
        let mut unlisted = Vec::new();
        for id in self.chats() {
            let Some(group) = records.groups().get(id.index()) else { continue };
            if group.layer == Layer::First && !sounds_second(group) && !records.has_roster(id) {
                unlisted.push(group.id.clone());
            }
            let until = records.group_coverage(id).last().map(|covered| covered.end);
            if let Some(until) = until
                && span.end.number() - until.number() > THREE_WEEKS
            {
                let weeks = f64::from(span.end.number() - until.number()) / 28.0;
                let task = Task::ExportAgain { group: group.id.clone(), until: until.plus(-1) };
                self.add(task, 3.0, weeks.min(3.0));
            }
        }
        if !unlisted.is_empty() {
            let count = unlisted.len() as f64;
            self.add(Task::CopyMembers { groups: unlisted }, 5.0 * count, count);
        }
    }

    /// What organizations lack: lists.
    fn organizations(&mut self) {
        let opened = self.opened;
        let records = &opened.study.records;
        for (at, organization) in records.organizations().iter().enumerate() {
            let own = OrganizationId::from_index(at);
            let all = &records.activities()[records.activities_of(own)];
            let held: Vec<&Activity> = all.iter().filter(|a| a.origin != ActivityOrigin::Proposed).collect();
            let mut missing: BTreeMap<(i32, u32), usize> = BTreeMap::new();
            for activity in held.iter().filter(|activity| !activity.has_list) {
                let (year, month, _) = activity.day.ymd();
                *missing.entry((year, month)).or_default() += 1;
            }
            let listed = held.iter().filter(|activity| activity.has_list).count();
            for (month, count) in missing {
                let organization = organization.id.clone();
                let task = Task::RetypeSheets { organization, month, count, listed, all: held.len() };
                self.add(task, 10.0 * count as f64, count as f64);
            }
            let mut groups = records.groups().iter().filter(|group| group.organization == Some(own));
            if held.is_empty() && !groups.any(sounds_second) {
                self.add(Task::FirstSheet { organization: organization.id.clone() }, 10.0, 1.0);
            }
        }
    }

    /// Who is whom: one job, whatever the number of organizations that wait for it.
    fn who(&mut self) {
        let (opened, study) = (self.opened, self.study());
        let mut unlinked = Vec::new();
        for (at, linkage) in study.linkage().iter().filter(|(_, l)| !l.joins(study.plan.least_linkage)) {
            let side = linkage.smaller();
            let name = study.records.organizations().get(at.index()).map(|own| own.id.clone());
            unlinked.extend(name.map(|name| (name, side.known as usize, side.of as usize)));
        }
        let open = opened.who.open_questions();
        if open == 0 && unlinked.is_empty() {
            return;
        }
        let first = open.min(FIRST_QUESTIONS);
        let settled = opened.who.settled_by(first);
        let percent = (settled * 100.0).round() as u32;
        let strangers = |linkage: &Linkage| f64::from(linkage.smaller().of - linkage.smaller().known);
        let names: f64 = study.linkage().iter().map(|(_, linkage)| strangers(linkage)).sum();
        let unasked: usize = unlinked.iter().map(|(_, known, of)| of - known).sum();
        let minutes = if first > 0 { NAME * first as f64 } else { 0.5 * unasked as f64 };
        let share = if first > 0 { settled } else { 1.0 };
        let settles = unlinked.len() as f64 * share + NAME * share * names;
        self.add(Task::AnswerWho { unlinked, first, all: open, percent }, minutes.max(NAME), settles);
    }

    /// Files that were left out for what they are called or where they lie.
    fn files(&mut self) {
        let undated = self.labels(&diagnostic::NO_DATE);
        let (rosters, sheets): (Vec<String>, Vec<String>) =
            undated.into_iter().partition(|file| file.starts_with("rosters/"));
        // Samples are some of all; what is not sampled is a sheet, of which there are many.
        let count = self.odd.count(&diagnostic::NO_DATE).saturating_sub(rosters.len() as u64);
        if count > 0 {
            self.add(Task::DateFiles { files: sheets, count }, 0.5 * count as f64, count as f64);
        }
        if !rosters.is_empty() {
            let count = rosters.len();
            self.add(Task::DateRosters { files: rosters, count: count as u64 }, 0.5 * count as f64, count as f64);
        }
        let stray = self.labels(&diagnostic::UNKNOWN_FILE);
        let stray: Vec<String> = stray.into_iter().filter(|file| is_stray_sheet(file)).collect();
        if !stray.is_empty() {
            let count = stray.len();
            self.add(Task::PlaceSheets { files: stray, count: count as u64 }, 0.5 * count as f64, count as f64);
        }
        let known: Vec<String> = self.study().records.groups().iter().map(|group| group.id.clone()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for file in self.labels(&diagnostic::UNKNOWN_NAME).into_iter().filter(|file| file.starts_with("rosters/")) {
            let name = file.trim_start_matches("rosters/").split([' ', '_', '.']).next().unwrap_or_default();
            let nearest = first_nearest(name, &known);
            self.add(Task::RenameRoster { file, nearest }, 0.5, 1.0);
        }
    }

    /// Rows that were left out, and names without a mark.
    fn rows(&mut self) {
        let odd = self.odd;
        let first = |code: &'static DiagnosticCode| {
            places(odd, code).into_iter().find(|place| !is_roster(place)).unwrap_or_default()
        };
        let unmarked = odd.count(&diagnostic::NOT_SIGNED);
        if unmarked > 0 {
            let task = Task::MarkNames { count: unmarked, place: first(&diagnostic::NOT_SIGNED) };
            self.add(task, unmarked as f64, 0.1 * unmarked as f64);
        }
        let codes = [&diagnostic::BAD_ROW, &diagnostic::BAD_TIME, &diagnostic::UNKNOWN_NAME, &diagnostic::SPELL_ORDER];
        let lists = places(odd, &diagnostic::UNKNOWN_NAME).iter().filter(|place| is_roster(place)).count();
        let broken: u64 = codes.iter().map(|code| odd.count(code)).sum::<u64>().saturating_sub(lists as u64);
        if broken > 0 {
            let place =
                codes.iter().map(|code| first(code)).find(|place| *place != Location::default()).unwrap_or_default();
            self.add(Task::CorrectRows { count: broken, place }, broken as f64, 0.2 * broken as f64);
        }
    }

    /// The files of the samples of a code, each once.
    fn labels(&self, code: &DiagnosticCode) -> Vec<String> {
        let mut files: Vec<String> = places(self.odd, code).into_iter().filter_map(|place| place.file).collect();
        files.dedup();
        files
    }
}

/// Whether a first-layer group is called like one that joins the leaders of several organizations.
fn sounds_second(group: &Group) -> bool {
    let words = ["骨干", "组长", "队长", "联席", "负责人群", "leaders"];
    group.layer == Layer::First && words.iter().any(|word| group.id.to_lowercase().contains(word))
}

/// A sheet that lies in `sheets/` itself, in no organization's folder.
pub(super) fn is_stray_sheet(file: &str) -> bool {
    file.strip_prefix("sheets/").is_some_and(|rest| !rest.contains('/'))
}

/// A member list as a whole: its group is not known.
fn is_roster(place: &Location) -> bool {
    place.line.is_none() && place.file.as_deref().is_some_and(|file| file.starts_with("rosters/"))
}

fn first_nearest(name: &str, known: &[&str]) -> Option<String> {
    linli::error::nearest(name, known).first().map(|&near| near.to_owned())
}

fn places(odd: &Diagnostics, wanted: &DiagnosticCode) -> Vec<Location> {
    let found = odd.iter().filter(|(code, ..)| code.id == wanted.id);
    found.flat_map(|(_, _, samples)| samples.iter().map(|sample| sample.location.clone())).collect()
}
