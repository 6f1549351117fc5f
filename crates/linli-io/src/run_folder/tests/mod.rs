//! A small study whose names are as hostile as names get, written, read back and compared.

mod contents;
mod reading;

use std::fs;
use std::path::{Path, PathBuf};

use linli::definition::{Kind, Undefined, Unit, Value};
use linli::diagnostic::{self, Diagnostics};
use linli::frame::{Needs, OrganizationFrame};
use linli::indicator::{Compute, Grain, Indicator};
use linli::plan::Tier;
use linli::records::{
    Activity, ActivityOrigin, Bounds, Cues, DaySpan, Field, Fields, Flags, How, Membership, MessageDraft, MessageKind,
    PseudonymKey, Role, Source, SourceKind, Status, Target,
};
use linli::study::{Outcome, Study, quietly};
use linli::time::{Day, Zone};
use linli::{Catalogue, Location, Plan, RecordsBuilder, declare};

use super::{Extras, InputFile, RunContext, compare, write};

/// Stands in every name of a person, and must stand in nothing that bears T1.
const CANARY: &str = "CANARY";
const KINDS: &[&str] = &["quiet", "=busy, \"very\""];
const GROUPS: [&str; 2] = ["+布工坊, \"甲\"\n群", "舞蹈队"];
const ORGANIZATION: &str = "=布工坊";
const PEOPLE: usize = 14;

/// A folder of its own for one test, gone at its end.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("linli-run-folder-{}-{test}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

declare!(
    ORG_LAST_DAY = Indicator {
        card: Card {
            id: "org_last_day",
            title: "Last activity",
            title_zh: "最后一次",
            summary: "The day of the last activity.",
            summary_zh: "最后一次活动的日子。",
            formula: "max day",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [f64::NEG_INFINITY, f64::INFINITY],
            edges: &[Edge { id: "none", when: "no activity", then: "undefined, too_few_events" }],
            caveat: "For tests.",
            caveat_zh: "测试用。",
            complexity: "O(n)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Date,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(last_day),
        interval: None,
    }
);

declare!(
    ORG_BUSTLE = Indicator {
        card: Card {
            id: "org_bustle",
            title: "Bustle",
            title_zh: "忙闲",
            summary: "Whether there was more than one activity.",
            summary_zh: "是否不止一次活动。",
            formula: "n > 1",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[Edge { id: "one", when: "one activity", then: "quiet" }],
            caveat: "For tests.",
            caveat_zh: "测试用。",
            complexity: "O(1)",
            references: &["luo2017"],
            revision: 3,
        },
        kind: Kind::Category(KINDS),
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(bustle),
        interval: None,
    }
);

fn last_day(frame: &OrganizationFrame<'_>) -> Value {
    frame.activities.last().map(|activity| f64::from(activity.day.number())).ok_or(Undefined::TooFewEvents)
}

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn bustle(frame: &OrganizationFrame<'_>) -> Value {
    Ok(if frame.activities.len() > 1 { 1.0 } else { 0.0 })
}

fn name(person: usize) -> String {
    let begin = ["=", "+", "@", "-", "＝", "\t", "", "'", "a,\"b\"\n"][person % 9];
    format!("{begin}{CANARY}{person} 王阿姨")
}

/// Two groups over eight weeks, an organization whose opening was full, and more names than are answered to.
pub(super) fn outcome(tier: Tier) -> Outcome {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let mut builder = RecordsBuilder::new();
    let people: Vec<_> = (0..PEOPLE).map(|person| builder.person(&name(person)).unwrap()).collect();
    let organization = builder.organization(ORGANIZATION);
    let group = builder.group(GROUPS[0]);
    for &person in &people {
        builder.membership(Membership {
            group: Some(group),
            organization: None,
            person,
            role: Role::Member,
            status: Status::Present,
            start: Bounds::on(day("2017-03-01")),
            end: Bounds::UNKNOWN,
            listed: true,
            reason: None,
        });
    }
    let covers = vec![DaySpan { start: day("2017-03-06"), end: day("2017-05-01") }];
    for (at, id) in GROUPS.into_iter().enumerate() {
        let group = builder.group(id);
        builder.group_mut(group).organization = (at == 0).then_some(organization);
        builder.source(Source {
            label: format!("chats/{at}.txt"),
            kind: SourceKind::Chat,
            format: "wechat_txt",
            groups: vec![group],
            organizations: Vec::new(),
            covers: covers.clone(),
            exported_on: None,
            fields: Fields::of(&[Field::Mention, Field::Kind]),
            rows: 200,
        });
        // The second group falls silent after four weeks.
        for turn in 0..if at == 0 { 224_usize } else { 112 } {
            let start = zone.midnight(day("2017-03-06").plus(turn as i32 / 4));
            let author = (turn * 5 + at) % 9;
            let target = Target { person: people[(author + 1 + turn % 3) % 10], how: How::Mention };
            let draft = MessageDraft {
                time: start.plus((10 + 2 * (turn as i64 % 4)) * 3_600_000_000),
                author: people[author],
                kind: MessageKind::Text,
                length: 5,
                flags: Flags::NONE,
                cues: Cues::NONE,
                order: turn as u64,
                id: None,
                reply_to: None,
                targets: &[target],
            };
            builder.message(group, draft).unwrap();
        }
    }
    for (at, (date, headcount)) in
        [("2017-03-08", 30), ("2017-03-15", 6), ("2017-03-22", 5), ("2017-04-26", 4)].into_iter().enumerate()
    {
        builder.activity(Activity {
            id: format!("-{at}"),
            organization,
            title: "剪纸".to_owned(),
            kind: Some("手工".to_owned()),
            day: day(date),
            start: zone.midnight(day(date)),
            venue: None,
            headcount: Some(headcount),
            incentive: None,
            guests: None,
            initiated_by: None,
            serves: None,
            origin: ActivityOrigin::Recorded,
            has_list: false,
            partners: None,
        });
    }
    let (records, found) = builder.finish(Some((&PseudonymKey::new([7; 32]), "lane"))).unwrap();
    let mut diagnostics = Diagnostics::new();
    diagnostics.absorb(found);
    diagnostics.push(&diagnostic::BAD_ROW, Location::line("people.csv", 7), format!("`{}` is no date", name(3)));

    let mut plan = Plan::from_toml(
        "id = 'lane'\nzone = 'Asia/Shanghai'\npresence = '28d'\nintervals = ['net_silent_share']\n\
         populations = ['present', 'present_without_staff', 'roster_without_staff']\n\
         [ties.explicit]\nrule = 'explicit'\n[ties.near]\nrule = 'adjacent'\nwithin = '90m'",
    )
    .unwrap();
    plan.staff = vec![name(1), format!("{CANARY} whom nobody knows")];
    plan.release.tier = tier;
    let catalogue = Catalogue::standard().with(&ORG_LAST_DAY).unwrap().with(&ORG_BUSTLE).unwrap();
    // Of organizations two of this test's own and one of the catalogue: their table is counted by hand.
    let of_organizations = ["org_activities", "org_last_day", "org_bustle"];
    let usual = catalogue.indicators().iter().filter(|i| !i.needs.has(Needs::ON_REQUEST)).map(|i| i.id().to_owned());
    plan.indicators = usual.filter(|id| !id.starts_with("org_") || of_organizations.contains(&id.as_str())).collect();
    Study::new(records, plan, diagnostics).with_catalogue(catalogue).run(&mut quietly).unwrap()
}

/// The outcome of this tier, written into a new folder of the scratch.
pub(super) fn written(scratch: &Scratch, folder: &str, tier: Tier) -> (Outcome, PathBuf) {
    let outcome = outcome(tier);
    let dir = scratch.path().join(folder);
    let inputs = [InputFile { path: "chats/0.txt".to_owned(), bytes: 12, digest: "ab".repeat(32) }];
    let context = RunContext { started: Some(format!("2026-01-01T00:00 {folder}")), ..RunContext::default() };
    let extras = Extras { report_html: "<!doctype html><p>T1</p>", inputs: &inputs, context };
    write(outcome.release().unwrap().as_ref(), &dir, &extras).unwrap();
    (outcome, dir)
}

/// Every file of a folder, by its path.
pub(super) fn files_of(dir: &Path) -> Vec<(String, Vec<u8>)> {
    super::files::listed(dir)
        .unwrap()
        .into_iter()
        .map(|path| (path.clone(), fs::read(dir.join(&path)).unwrap()))
        .collect()
}

#[test]
fn two_writings_are_the_same_bytes() {
    let scratch = Scratch::new("same");
    let ((_, one), (_, two)) = (written(&scratch, "one", Tier::T1), written(&scratch, "two", Tier::T1));
    assert_eq!(compare(&one, &two).unwrap(), []);
    let record = |dir: &Path| {
        let text = fs::read_to_string(dir.join("run.json")).unwrap();
        // The context is the last of the record, and alone differs.
        text.split_once("\"run\": {").map(|(before, _)| before.to_owned()).unwrap()
    };
    assert_eq!(record(&one), record(&two));
    assert_ne!(fs::read(one.join("run.json")).unwrap(), fs::read(two.join("run.json")).unwrap());
}

#[test]
fn differences_are_named_with_their_line() {
    let scratch = Scratch::new("differs");
    let ((_, one), (_, two)) = (written(&scratch, "one", Tier::T1), written(&scratch, "two", Tier::T1));
    let groups = fs::read_to_string(two.join("panel/groups.csv")).unwrap();
    fs::write(two.join("panel/groups.csv"), groups.replacen(",T1\n", ",T2\n", 1)).unwrap();
    fs::remove_file(two.join("CITATION.txt")).unwrap();
    fs::write(one.join("extra.txt"), "").unwrap();
    fs::write(two.join("report.html"), "<!doctype html><p>T1</p>\n").unwrap();
    let found: Vec<String> = compare(&one, &two).unwrap().iter().map(ToString::to_string).collect();
    // The first row of the table spans two lines: its group's name has a line end.
    assert_eq!(
        found,
        [
            "CITATION.txt: only in the first",
            "extra.txt: only in the first",
            "panel/groups.csv:3: differs",
            "report.html:1: differs"
        ]
    );
    let nowhere = scratch.path().join("nowhere");
    assert!(compare(&one, &nowhere).unwrap_err().hint().is_some());
}

#[test]
fn an_outcome_is_replaced_and_foreign_files_are_safe() {
    let scratch = Scratch::new("replaced");
    let (_, dir) = written(&scratch, "outcome", Tier::T0);
    let before = files_of(&dir);
    let (outcome, _) = written(&scratch, "outcome", Tier::T1);
    assert_ne!(files_of(&dir), before);
    let extras = Extras { report_html: "", inputs: &[], context: RunContext::default() };
    fs::write(dir.join("notes.txt"), "mine").unwrap();
    let before = files_of(&dir);
    let error = write(outcome.release().unwrap().as_ref(), &dir, &extras).unwrap_err();
    assert!(error.to_string().contains("notes.txt"), "{error}");
    assert_eq!(files_of(&dir), before);
    let left: Vec<_> = fs::read_dir(scratch.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["outcome"]);
}
