//! A Monday: the brief of a simulated lane as it is told, what is done about it, and what it says the week after.

use std::path::Path;

use linli::brief::ActionState;
use linli::definition::Undefined;
use linli::study::quietly;
use linli::time::Day;
use linli_cli::{
    Briefed, DoneOptions, InvitingOptions, ReportOptions, RunOptions, SimulateOptions, brief, done, explain, inviting,
    person, report, simulate,
};
use linli_io::Opened;
use linli_report::{Language, Naming};

use super::folder::{open, place};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn lane(name: &str) -> std::path::PathBuf {
    let out = place(name).join("study");
    let options =
        SimulateOptions { scenario: "lane".to_owned(), seed: 2017, effect: "medium".to_owned(), out: out.clone() };
    simulate(&options).unwrap();
    out
}

fn monday(opened: &Opened) -> Briefed {
    brief(opened, Some(day("2017-03-06")), &mut quietly).unwrap()
}

/// With `LINLI_BLESS=1` in the environment the stored texts are rewritten; the difference is then read before it is kept.
#[test]
fn the_brief_of_a_lane_is_told_as_stored_and_names_nobody() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let opened = open(&lane("brief-told"));
    let briefed = monday(&opened);
    let labels = opened.study.clone().up_to(day("2017-03-06"));
    let labels = labels.person_labels().unwrap();
    for (name, language) in [("lane.zh.txt", Language::Zh), ("lane.en.txt", Language::En)] {
        let text = briefed.text(language);
        let path = root.join("tests/cases/brief").join(name);
        if std::env::var_os("LINLI_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(text, std::fs::read_to_string(&path).unwrap_or_default(), "{name}: see the note on LINLI_BLESS");
        for label in &labels {
            // A name of one character is part of other words.
            let alone = label.rsplit('/').next().unwrap();
            assert!(alone.chars().count() < 2 || !text.contains(alone), "{alone} stands in the brief");
        }
    }
}

#[test]
fn on_whichever_monday_the_state_of_members_is_one_of_the_day() {
    let study = open(&lane("brief-mondays")).study;
    for day in ["2017-02-13", "2017-02-20", "2017-02-27", "2017-03-06"].map(day) {
        let outcome = study.up_to(day).run(&mut quietly).unwrap();
        let search = outcome.searches.iter().find(|search| search.signal.card.id == "marginal_share").unwrap();
        let unsaid: Vec<_> = search.unsaid.iter().filter(|(_, why)| *why == Undefined::Overlapping).collect();
        assert!(!search.looked_at.is_empty() && unsaid.is_empty(), "{day}: {unsaid:?}");
    }
}

#[test]
fn what_is_explained_keeps_silent_and_what_is_under_way_is_followed() {
    let dir = lane("brief-done");
    let briefed = monday(&open(&dir));
    let hall = briefed.outcome.findings.iter().find(|f| f.signal.card.id == "opening_only").unwrap().clone();
    let act = |state| DoneOptions {
        finding: hall.id.clone(),
        what: "去看了看，没提数字".to_owned(),
        by: "沈老师".to_owned(),
        on: day("2017-03-01"),
        state,
    };
    done(&open(&dir), &briefed, &dir, act(ActionState::UnderWay)).unwrap();
    let text = monday(&open(&dir)).text(Language::Zh);
    assert!(
        text.contains("上周做了什么") && text.contains("跟进过：现在还看得到") && !text.contains("没提数字"),
        "{text}"
    );
    assert!(text.contains("开张热闹"), "{text}");

    done(&open(&dir), &briefed, &dir, act(ActionState::Explained)).unwrap();
    let opened = open(&dir);
    assert_eq!(opened.actions.len(), 2);
    assert_eq!(opened.actions[1].value, hall.effect.map(|effect| effect.value));
    let items = monday(&opened).brief.items;
    assert!(items.iter().all(|item| item.signal.card.id != "opening_only"));
}

#[test]
fn a_finding_is_explained_by_the_beginning_of_its_id_and_an_unknown_one_suggests_the_nearest() {
    let briefed = monday(&open(&lane("brief-explained")));
    let finding = &briefed.outcome.findings[0];
    let text = explain(&briefed, &finding.id, linli::plan::Language::Zh).unwrap();
    assert!(text.contains(&finding.statement_zh) && text.contains("定义") && text.contains("也可能"), "{text}");
    for cell in &finding.evidence {
        assert!(text.contains(cell.indicator), "{text}");
    }
    let error = explain(&briefed, "FZZZZZZZ", linli::plan::Language::En).unwrap_err();
    assert!(error.to_string().contains("FZZZZZZZ"), "{error}");
}

#[test]
fn whoever_could_invite_somebody_back_agreed_was_seen_lately_and_is_asked_twice_at_most() {
    let opened = open(&lane("brief-inviting"));
    let as_of = day("2017-03-06");
    assert!(opened.study.inviting("腰鼓队", as_of).is_err(), "the plan of a lane is for T1");
    let study = opened.study.up_to(as_of);
    let (mut asked, mut reasons) = (0, 0);
    for group in study.records.groups().iter().filter(|group| group.layer == linli::records::Layer::First) {
        let staff = study.staff_of(group.organization.unwrap());
        let list = study.inviting(&group.id, as_of).unwrap();
        let mut times = std::collections::BTreeMap::new();
        for one in &list {
            assert!(one.by.len() <= 3);
            let agrees = |person| study.records.agrees_still(person, "coaching", as_of.plus(-1), as_of.plus(-1));
            assert!(agrees(one.person) && !staff[one.person.index()]);
            for inviter in &one.by {
                assert!(agrees(inviter.person) && !staff[inviter.person.index()]);
                assert!(list.iter().all(|other| other.person != inviter.person), "who is asked for invites nobody");
                assert!(inviter.talk > 0.0 || inviter.met > 0, "without a reason");
                *times.entry(inviter.person).or_insert(0) += 1;
                reasons += 1;
            }
            assert!(one.to.as_ref().and_then(|to| to.about).is_none_or(|about| about >= as_of));
        }
        assert!(times.values().all(|&times| times <= 2), "one leader for all");
        asked += list.len();
    }
    assert!(asked > 0 && reasons > 0, "{asked} {reasons}");
}

#[test]
fn who_could_invite_whom_is_told_with_the_reason_behind_stars_until_names_are_opened() {
    let dir = lane("brief-invited");
    let opened = open(&dir);
    let as_of = Some(day("2017-03-06"));
    let options = |group: &str, naming, language| InvitingOptions { group: group.to_owned(), as_of, naming, language };
    let study = opened.study.up_to(day("2017-03-06"));
    let labels = study.person_labels().unwrap();
    let mut named = 0;
    for group in study.records.groups().iter().filter(|group| group.layer == linli::records::Layer::First) {
        let list = study.inviting(&group.id, day("2017-03-06")).unwrap();
        let people: std::collections::BTreeSet<_> =
            list.iter().flat_map(|one| one.by.iter().map(|by| by.person).chain([one.person])).collect();
        for language in [Language::Zh, Language::En] {
            let [masked, told] = [Naming::Masked, Naming::Open]
                .map(|naming| inviting(&opened, &options(&group.id, naming, language)).unwrap());
            assert_eq!((masked.names, told.names), (people.len(), people.len()));
            assert!(told.text.starts_with(&group.id) && told.text.contains("T0"), "{}", told.text);
            for person in &people {
                let name = labels[person.index()];
                assert!(told.text.contains(name) && !masked.text.contains(name), "{name}: {}", masked.text);
            }
            for by in list.iter().flat_map(|one| &one.by) {
                assert!(told.text.contains(&by.last.to_string()), "{}", told.text);
            }
            let (zh, en) = ("叫来参加：", "  to: ");
            let to = told.text.matches(if language == Language::Zh { zh } else { en }).count();
            assert_eq!(to, list.iter().filter(|one| one.to.is_some()).count());
        }
        named += people.len();
    }
    assert!(named > 0);
    let error = inviting(&opened, &options("没有这个群", Naming::Masked, Language::Zh)).unwrap_err();
    assert_eq!(error.kind(), linli::ErrorKind::UnknownName);

    // At the terminal opened names are written down, and only they.
    let say = |more: &[&str]| {
        let group = &study.records.groups()[0].id;
        let all = ["inviting", "study", group, "--as-of", "2017-03-06", "--language", "zh"];
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_linli"));
        let output = command.current_dir(dir.parent().unwrap()).args(all).args(more).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    say(&[]);
    assert!(!dir.join("opened.csv").exists());
    say(&["--named", "打电话"]);
    assert!(std::fs::read_to_string(dir.join("opened.csv")).unwrap().contains("打电话"));
}

#[test]
fn what_was_followed_up_says_nothing_of_its_signal() {
    let mut opened = open(&lane("brief-validate"));
    let as_of = day("2017-03-06");
    let total = |opened: &linli_io::Opened| {
        let all = linli_cli::validate(opened, Some(as_of), &mut quietly).unwrap();
        for one in &all {
            assert_eq!(one.told, one.again + one.gone + one.unsaid + one.under_action, "{}", one.signal.card.id);
        }
        let said = linli_cli::validate_said(&all, linli::plan::Language::Zh);
        assert!(opened.study.records.groups().iter().all(|group| !said.contains(&group.id)), "{said}");
        let sum = |of: fn(&linli::brief::Lasting) -> u32| all.iter().map(of).sum::<u32>();
        [sum(|one| one.told), sum(|one| one.again + one.gone), sum(|one| one.under_action)]
    };
    let [told, counted, under_action] = total(&opened);
    assert!(told > 0 && counted > 0 && under_action == 0, "{told} {counted} {under_action}");
    // Whatever is found at any month-end is followed up before the first.
    let findings = opened.study.up_to(as_of).run(&mut quietly).unwrap().findings;
    let on = day("2016-09-01");
    opened.actions = findings
        .iter()
        .map(|finding| linli::brief::Action {
            finding: finding.id.clone(),
            on,
            by: String::new(),
            what: String::new(),
            state: linli::brief::ActionState::UnderWay,
            value: None,
        })
        .collect();
    let after = total(&opened);
    assert!(after[0] == told && after[1] < counted && after[2] == counted - after[1], "{after:?}");
}

#[test]
fn names_stand_behind_stars_until_they_are_opened() {
    let opened = open(&lane("brief-page"));
    let briefed = monday(&opened);
    let team = briefed.outcome.team().unwrap();
    let page = |naming| linli_report::brief_html(&briefed.brief, &team, Language::Zh, naming);
    let named = briefed.brief.people();
    assert!(!named.is_empty(), "nobody to name in this lane");
    for &one in &named {
        let name = linli::release::Release::person(&team, one);
        assert!(page(Naming::Open).contains(name) && !page(Naming::Masked).contains(name), "{name}");
    }
    assert!(!page(Naming::Masked).contains("<script"));
}

#[test]
fn names_stand_behind_stars_in_the_report_until_they_are_opened_one_by_one() {
    let dir = lane("report-names");
    let plan = std::fs::read_to_string(dir.join("study.toml")).unwrap();
    std::fs::write(dir.join("study.toml"), plan.replace("tier = \"T1\"", "tier = \"T0\"")).unwrap();
    let opened = open(&dir);
    let labels = opened.study.person_labels().unwrap();
    // A name of two characters may be part of other words.
    let whole = |page: &str| -> Vec<&str> {
        labels.iter().copied().filter(|label| label.chars().count() > 2 && page.contains(label)).collect()
    };
    let written = |open: &[&str], because: Option<&str>| {
        let options = ReportOptions {
            source: RunOptions { dir: dir.clone(), as_of: Some(day("2017-03-06")), ..RunOptions::default() },
            audience: None,
            out: dir.with_extension("html"),
            language: Language::Both,
            open: open.iter().map(|&name| name.to_owned()).collect(),
            because: because.map(str::to_owned),
        };
        report(&opened, &options, &mut quietly).map(|()| std::fs::read_to_string(&options.out).unwrap())
    };
    assert_eq!(whole(&written(&[], None).unwrap()), [""; 0]);
    assert!(!dir.join("opened.csv").exists());
    assert_eq!(whole(&written(&["沈老师"], Some("要打电话问候")).unwrap()), ["沈老师"]);
    let noted = std::fs::read_to_string(dir.join("opened.csv")).unwrap();
    // On the day on which it was done, whatever day the page is of; it may have been the minute before midnight.
    let today = linli_cli::today(&dir);
    let is_noted = |on: Day| noted.contains(&format!("{on},1,要打电话问候"));
    assert!(is_noted(today) || is_noted(today.plus(-1)), "{noted}");
    let refused = written(&["没有这个人"], Some("看看")).unwrap_err();
    assert!(refused.to_string().contains("没有这个人"), "{refused}");
    // Whatever a caller forgets, nothing is opened without a reason.
    assert!(written(&["沈老师"], None).unwrap_err().to_string().contains("reason"));
}

#[test]
fn a_person_is_told_what_is_held_and_how_to_have_it_erased() {
    let opened = open(&lane("brief-person"));
    let briefed = monday(&opened);
    let team = briefed.outcome.team().unwrap();
    let one = briefed.brief.people()[0];
    let name = linli::release::Release::person(&team, one);
    let text = person(&opened, &briefed, name, linli::plan::Language::Zh).unwrap();
    for head in ["是谁", "来过的活动", "同意了什么", "得出过什么", "不想留了怎么办"] {
        assert!(text.contains(head), "{head}: {text}");
    }
    // The workbook holds people and consent; and the name a chat shows is a name.
    assert!(text.contains("台账.xlsx"), "{text}");
    assert!(person(&opened, &briefed, "满天星", linli::plan::Language::Zh).is_ok());
    // Nobody else is named.
    for (at, other) in opened.study.records.people().iter().enumerate() {
        let other_name = linli::release::Release::person(&team, linli::records::PersonId::from_index(at));
        let is_part = name.contains(other_name) || other_name.chars().count() < 3;
        assert!(is_part || !text.contains(other_name), "{other_name}, {}", other.id);
    }
    assert!(person(&opened, &briefed, "没有这个人", linli::plan::Language::Zh).is_err());
}
