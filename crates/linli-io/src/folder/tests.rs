//! Whole folders.

mod audit;
mod holes;
mod kept;
mod privacy;
mod proposed;
mod refused;
mod sample;
mod sheets;
mod who;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use linli::diagnostic::DiagnosticCode;
use linli::records::{
    ActivityId, AttendanceStatus, Bounds, DaySpan, Flags, GroupId, How, Layer, PersonId, PseudonymKey, Records, Target,
};
use linli::time::Day;

use super::*;
use crate::testing::{Folder, rows, shared, workbook_of};

const PLAN: &str = "id = 'lane'\nzone = 'Asia/Shanghai'\n";
const CHAT: &str = "布工坊 微信群上的聊天记录如下，请查收。\n\n—————  2017-02-06  —————\n\n\n张姐  07:31\n\n早\n\n小林  07:40\n\n@张姐\u{2005}早\n";

fn opened(folder: &Folder) -> Opened {
    open_with(&folder.study(), &OpenOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(files: &[(&str, &str)]) -> Error {
    open(&Folder::with_study("refused", files).study()).map(|_| ()).unwrap_err()
}

/// The person of an id as it was before it became a pseudonym.
fn person(folder: &Folder, records: &Records, id: &str) -> Option<PersonId> {
    let key = PseudonymKey::from_hex(&fs::read_to_string(folder.path().join("study.key")).unwrap()).unwrap();
    records.person(&key.pseudonym("lane", id))
}

/// Where a code occurred.
fn places(opened: &Opened, code: &DiagnosticCode) -> Vec<String> {
    let all = opened.study.diagnostics.iter().filter(|(found, ..)| found.id == code.id);
    all.flat_map(|(_, _, samples)| samples.iter().map(|d| d.location.to_string())).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::write(target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

#[test]
fn the_invented_lane_opens_whole() {
    let Some(lane) = shared("invented-lane-a") else { return };
    let folder = Folder::new("lane");
    copy(&lane, &folder.study());
    let plan = format!("{PLAN}second_layer = ['胡同小苗骨干群']\nstaff = ['小林老师', '小高', '没有的人']\n");
    folder.write("study.toml", plan.as_bytes());
    let opened = opened(&folder);
    let records = &opened.study.records;

    let groups: Vec<(&str, usize, Layer)> = (0..records.groups().len())
        .map(|at| (&records.groups()[at], records.messages(GroupId::from_index(at)).len()))
        .map(|(group, messages)| (group.id.as_str(), messages, group.layer))
        .collect();
    assert_eq!(
        groups,
        [
            ("双槐舞蹈队", 202, Layer::First),
            ("石榴井老街坊饭桌", 117, Layer::First),
            ("胡同小苗骨干群", 124, Layer::Second),
            ("花布头布工坊", 344, Layer::First)
        ]
    );
    assert!((0..4).all(|at| records.has_roster(GroupId::from_index(at))));

    // Eighteen lists, and the three days of the quarter's register that have no list of their own.
    let proposed = |a: &&linli::records::Activity| a.origin == linli::records::ActivityOrigin::Proposed;
    assert_eq!(records.activities().iter().filter(|a| !proposed(a)).count(), 21);
    // Four that nobody wrote down, and four that stand on another organization's sheets.
    let found: Vec<String> = records.activities().iter().filter(proposed).map(|a| a.day.to_string()).collect();
    assert_eq!(found.len(), 8, "{found:?}");
    let came = |organization: &str, day: &str| {
        let organization = records.organization(organization).unwrap();
        let at =
            records.activities_of(organization).find(|&at| records.activities()[at].day.to_string() == day).unwrap();
        let all = records.attendance_of(ActivityId::from_index(at));
        let present = all.iter().filter(|a| a.status == AttendanceStatus::Present).count();
        (present, all.len() - present, records.activities()[at].headcount)
    };
    // The register's own row of sums says 4, 9 and 7.
    assert_eq!(came("花布头布工坊", "2017-02-22"), (4, 10, None));
    assert_eq!(came("花布头布工坊", "2017-03-15").0, 9);
    assert_eq!(came("花布头布工坊", "2017-03-29").0, 7);
    assert_eq!(came("花布头布工坊", "2017-04-12"), (12, 0, None));
    assert_eq!(came("花布头布工坊", "2017-03-22").2, Some(10));
    assert_eq!(came("双槐舞蹈队", "2017-02-11"), (13, 0, None));
    assert_eq!(came("石榴井老街坊饭桌", "2017-04-22"), (12, 1, None));
    assert_eq!(came("乐动健康服务中心", "2017-02-20"), (0, 0, Some(86)));

    // One display name in two groups is two people; staff are the same everywhere.
    let ids =
        ["花布头布工坊/张姐", "双槐舞蹈队/张姐", "石榴井老街坊饭桌/平安是福", "花布头布工坊/平安是福", "小林老师"];
    let found: BTreeSet<PersonId> = ids.iter().filter_map(|id| person(&folder, records, id)).collect();
    assert_eq!(found.len(), ids.len());
    let coach = person(&folder, records, "小林老师").unwrap();
    let staff: Vec<_> = records.memberships().iter().filter(|m| m.person == coach && m.role.is_staff()).collect();
    assert_eq!(staff.len(), 1);
    assert_eq!(opened.study.remarks().unwrap().count(&diagnostic::PLAN_NAME_UNSEEN), 1);

    // On the second picture only: joined after the first and no later than the second.
    let spell = |id: &str| {
        let person = person(&folder, records, id).unwrap();
        let all: Vec<_> = records.memberships().iter().filter(|m| m.person == person).collect();
        (all.len(), all[0].listed, all[0].start, all[0].end)
    };
    let between = Bounds { earliest: Day::parse("2017-02-07"), latest: Day::parse("2017-04-24") };
    assert_eq!(spell("石榴井老街坊饭桌/万丽"), (1, true, between, Bounds::UNKNOWN));
    assert_eq!(spell("双槐舞蹈队/梅花三弄"), (1, true, Bounds::UNKNOWN, between));
    assert_eq!(spell("双槐舞蹈队/秀荣"), (1, true, Bounds::UNKNOWN, Bounds::UNKNOWN));

    // Two mentions stand in the dance team's chat, both of its leader, whom others call by name (许队).
    let leader = person(&folder, records, "双槐舞蹈队/凤舞九天-许队").unwrap();
    let targets: Vec<_> = records.messages(GroupId::from_index(0)).iter().flat_map(|m| m.targets.to_vec()).collect();
    let mentioned: Vec<_> = targets.iter().filter(|target| target.how == How::Mention).collect();
    assert_eq!(mentioned, [&Target { person: leader, how: How::Mention }; 2]);
    assert!(targets.contains(&Target { person: leader, how: How::Named }));
    // One message quotes another in the sewing workshop.
    let quoted = person(&folder, records, "花布头布工坊/郑老师").unwrap();
    let replies = records.messages(GroupId::from_index(3)).iter().flat_map(|m| m.targets.to_vec());
    let replies: Vec<_> = replies.filter(|target| target.how == How::Reply).collect();
    assert_eq!(replies, [Target { person: quoted, how: How::Reply }]);

    // Every file that was read is listed with its digest; what is of no kind is named.
    assert_eq!(opened.inputs.len(), 1 + 4 + 8 + 19);
    assert!(opened.inputs.is_sorted() && opened.inputs.iter().all(|input| input.digest.len() == 64));
    assert_eq!(places(&opened, &diagnostic::UNKNOWN_FILE), ["truth"]);
    assert_eq!(opened.study.diagnostics.count(&diagnostic::BAD_ROW), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing but the key was written");
}

#[test]
fn two_lines_of_plan_and_one_chat_are_enough() {
    let folder = Folder::with_study("least", &[("study.toml", PLAN), ("chats/布工坊.txt", CHAT)]);
    let opened = opened(&folder);
    assert_eq!(opened.study.records.message_count(), 2);
    let messages = opened.study.records.messages(GroupId::from_index(0));
    let addressed = person(&folder, &opened.study.records, "布工坊/张姐").unwrap();
    assert_eq!(messages.at(1).targets, [Target { person: addressed, how: How::Mention }]);
    assert!(messages.at(1).flags.has(Flags::ADDRESSED));
    let group = &opened.study.records.groups()[0];
    assert_eq!((group.id.as_str(), group.layer), ("布工坊", Layer::First));
    assert_eq!(group.organization.map(|o| opened.study.records.organizations()[o.index()].id.as_str()), Some("布工坊"));
    assert!(opened.study.diagnostics.is_empty(), "{:?}", opened.study.diagnostics);
    // Again, with the key that is there now: the same people.
    let again = open(&folder.study()).unwrap();
    assert_eq!(again.records.people()[0].id, opened.study.records.people()[0].id);
}

#[test]
fn the_bundled_study_opens_and_runs() {
    let folder = Folder::new("bundled");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/studies/huaiyin"), &folder.study());
    let opened = opened(&folder);
    let records = &opened.study.records;
    let names: Vec<&str> = records.organizations().iter().map(|organization| organization.id.as_str()).collect();
    assert_eq!(names, ["槐荫舞蹈队", "花间布坊"]);
    // Counted in the files: seventeen lists, 162 names; one activity has no list, and fifteen lists a column of numbers.
    assert_eq!((records.activities().len(), records.attendance().len()), (18, 162));
    let found: Vec<_> = opened.study.diagnostics.iter().map(|(code, count, _)| (code.id, count)).collect();
    assert_eq!(found, [("no-sheet", 1), ("private-column", 15)]);
    let outcome = opened.study.run(&mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    let rows = |table: &str| outcome.provenance.rows.iter().find(|(id, _)| *id == table).map(|&(_, rows)| rows);
    assert_eq!(rows("activities"), Some(18));
}

#[test]
fn the_southern_women_as_tables() {
    let Some(data) = shared("davis-southern-women") else { return };
    let text = fs::read_to_string(data.join("attendance_dated.csv")).unwrap();
    let mut days: BTreeMap<&str, &str> = BTreeMap::new();
    let mut attendance = String::from("活动,姓名\n");
    for line in text.lines().skip(1) {
        let [date, person, event] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        days.insert(event, date);
        writeln!(attendance, "{event},{person}").unwrap();
    }
    let mut activities = String::from("organization;title;start\n");
    for (event, date) in &days {
        writeln!(activities, "Old City;{event};{date}").unwrap();
    }
    let folder = Folder::with_study(
        "davis",
        &[("study.toml", PLAN), ("activities.csv", &activities), ("attendance.csv", &attendance)],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    assert_eq!((records.people().len(), records.activities().len(), records.attendance().len()), (18, 14, 89));
    assert!(opened.study.diagnostics.is_empty(), "{:?}", opened.study.diagnostics);
    let span = records.span().unwrap();
    assert_eq!(
        (span.start.to_string(), span.end.plus(-1).to_string()),
        ("1930-02-23".to_owned(), "1930-11-21".to_owned())
    );
}

#[test]
fn what_cannot_be_a_study_is_refused_with_the_way_out() {
    let says = |files: &[(&str, &str)], kind: ErrorKind, place: &str, parts: &[&str]| {
        let error = refused(files);
        assert_eq!((error.kind(), error.location().to_string().as_str()), (kind, place), "{error}");
        assert!(error.hint().is_some(), "{error}");
        for part in parts {
            assert!(error.to_string().contains(part), "{error}");
        }
    };
    says(&[("chats/a.txt", CHAT)], ErrorKind::File, "", &["study.toml", "zone = "]);
    says(
        &[("study.toml", PLAN), ("people.csv", "name\na\n")],
        ErrorKind::Input,
        "",
        &["no source of events", "chats/"],
    );
    says(
        &[("study.toml", "id = 'a'\nzone = 'Asia/Shangai'\n"), ("chats/a.txt", CHAT)],
        ErrorKind::UnknownName,
        "study.toml:2",
        &["Asia/Shanghai"],
    );
    says(
        &[("study.toml", PLAN), ("chats/a.txt", CHAT), ("attendance.csv", "活动,人数\na,3\n")],
        ErrorKind::Input,
        "attendance.csv:1",
        &["`person`", "`人数`"],
    );
    says(
        &[("study.toml", PLAN), ("chats/a.txt", "a\0b\0c\0\u{1}\u{2}\0")],
        ErrorKind::Input,
        "chats/a.txt",
        &["not text"],
    );
    says(
        &[("study.toml", PLAN), ("sheets/a/2017-03-06 b.xlsx", "nonsense")],
        ErrorKind::Input,
        "sheets/a/2017-03-06 b.xlsx",
        &[],
    );
    says(
        &[
            ("study.toml", PLAN),
            ("activities.csv", "组织,名称,日期\n甲,例会,2017-03-06\n乙,例会,2017-03-06\n"),
            ("attendance.csv", "活动,姓名\n例会,王\n"),
        ],
        ErrorKind::Ambiguous,
        "attendance.csv:2",
        &["`organization`"],
    );
    says(
        &[("study.toml", PLAN), ("chats/a.txt", CHAT), ("people.csv", "name,id\n张姐,p1\n张姐,p2\n")],
        ErrorKind::Ambiguous,
        "chats/a.txt",
        &["people.csv:2", "people.csv:3", "aliases.csv"],
    );
}

#[test]
fn oddities_are_named_with_their_place() {
    let folder = Folder::with_study(
        "odd",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", CHAT),
            ("chats/无话.txt", "无话 微信群上的聊天记录如下，请查收。\n\n—————  2017-02-06  —————\n"),
            ("chats/图.jpg", "x"),
            (".hidden", "x"),
            ("old.key", "x"),
            ("outcome/run.json", "{}"),
            ("旧表.xls", "x"),
            ("rosters/没有的群 2017-03-06.txt", "甲\n"),
            ("rosters/布工坊.txt", "甲\n"),
            ("sheets/布工坊/剪纸.csv", "姓名\n甲\n"),
            ("sheets/散.csv", "姓名\n甲\n"),
            ("venues.csv", "venue\n活动室\n"),
            (
                "activities.csv",
                "组织,名称,日期,人数,礼品\n布工坊,剪纸,2017-03-06 14:00,12人,是\n布工坊,唱歌,3月6日,,\n布工坊,下棋,2017-03-07,许多,\n",
            ),
            ("attendance.csv", "活动,姓名,状态\n剪纸,甲,到\n跳舞,甲,到\n剪纸,,到\n剪纸,乙,也许\n"),
            (
                "memberships.csv",
                "姓名,群,角色,开始,结束\n张姐,布工坊,队长,2017-02-01,2017-01-01\n小林,没有,社工,,\n小林,布工坊,社工,2017.2.1,\n",
            ),
            ("consent.csv", "姓名,用途\n张姐,辅导\n不认识,辅导\n张姐,随便\n"),
            ("calendar.csv", "开始,结束,类型\n2017-01-27,2017-02-02,节假日\n"),
        ],
    );
    let opened = opened(&folder);
    for (code, expected) in [
        (&diagnostic::EMPTY_SOURCE, &["chats/无话.txt"][..]),
        (&diagnostic::UNKNOWN_FILE, &["chats/图.jpg", "sheets/散.csv", "旧表.xls"]),
        (&diagnostic::UNKNOWN_NAME, &["attendance.csv:3", "memberships.csv:3", "rosters/没有的群 2017-03-06.txt"]),
        (&diagnostic::NO_DATE, &["rosters/布工坊.txt", "sheets/布工坊/剪纸.csv"]),
        (&diagnostic::NOT_YET_READ, &["venues.csv"]),
        (&diagnostic::BAD_TIME, &["activities.csv:3"]),
        (&diagnostic::BAD_ROW, &["activities.csv:4", "attendance.csv:4", "attendance.csv:5", "consent.csv:4"]),
        (&diagnostic::SPELL_ORDER, &["memberships.csv:2"]),
        (&diagnostic::CONSENT_PERSON, &["consent.csv:3"]),
        (&diagnostic::NO_SHEET, &[""]),
    ] {
        let mut found = places(&opened, code);
        found.sort();
        assert_eq!(found, expected, "{}", code.id);
    }
    let records = &opened.study.records;
    let paper = records.activities().iter().find(|activity| activity.title == "剪纸").unwrap();
    assert_eq!((paper.headcount, paper.incentive, paper.guests, paper.has_list), (Some(12), Some(true), None, true));
    assert_eq!(paper.start, records_zone().resolve(paper.day, 14 * 3600).timestamp());
    assert_eq!(records.attendance().len(), 1);
    assert_eq!(records.consent().len(), 1);
    let feast = &records.calendar()[0];
    assert_eq!((feast.end.to_string().as_str(), feast.kind.as_str()), ("2017-02-03", "holiday"));
    // Two staff rows are no list of members.
    assert!(records.memberships().iter().all(|membership| !membership.listed));
}

fn records_zone() -> linli::time::Zone {
    linli::time::Zone::named("Asia/Shanghai").unwrap()
}

#[test]
fn a_member_list_covers_no_day_of_the_chat() {
    let folder = Folder::with_study(
        "roster",
        &[("study.toml", PLAN), ("chats/布工坊.txt", CHAT), ("rosters/布工坊 2017-05-01.txt", "张姐\n李姐\n")],
    );
    let opened = opened(&folder);
    let group = GroupId::from_index(0);
    let day = Day::parse("2017-02-06").unwrap();
    assert_eq!(opened.study.records.group_coverage(group), [DaySpan { start: day, end: day.plus(1) }]);
    assert!(opened.study.records.has_roster(group));
    assert_eq!(opened.study.records.people().len(), 3);
}

#[test]
fn aliases_and_people_join_what_sources_keep_apart() {
    let folder = Folder::with_study(
        "alias",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", CHAT),
            ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名\n张桂芬\n刘大妈\n"),
            ("people.csv", "姓名,编号,年龄段,手机\n张桂芬,p07,60-69,139\n"),
            ("aliases.csv", "名字,姓名,群\n张姐,张桂芬,布工坊\n小林,,\n"),
        ],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    let zhang = person(&folder, records, "p07").unwrap();
    assert_eq!(records.messages(GroupId::from_index(0)).at(0).author, zhang);
    assert!(records.attendance().iter().any(|row| row.person == zhang));
    assert_eq!(records.people().len(), 3);
    assert_eq!(records.covariates(), ["年龄段"]);
    assert_eq!(records.people()[zhang.index()].covariate(0), Some("60-69"));
    assert_eq!(places(&opened, &diagnostic::PRIVATE_COLUMN), ["people.csv:1"]);
}

#[test]
fn workbooks_stand_for_sheets_and_tables() {
    let folder = Folder::with_study("xlsx", &[("study.toml", PLAN)]);
    let sheet = rows(&[&["剪纸签到"], &["姓名", "签字"], &["甲", "√"], &["乙", "√"], &["合计", "2人"]]);
    folder.write("sheets/布工坊/2017-03-06 剪纸.xlsx", &workbook_of(&[("Sheet1", "visible", &sheet)]));
    let (first, second) = (rows(&[&["姓名"], &["甲"]]), rows(&[&["姓名"], &["乙"]]));
    let two = workbook_of(&[("3月13日", "visible", &first), ("2017-03-20 唱歌", "visible", &second)]);
    folder.write("sheets/布工坊/2017-03-13 例会.xlsx", &two);
    let activities = rows(&[
        &["组织", "名称", "日期", "人数"],
        &["布工坊", "下棋", "@42800", "#7"],
        &["布工坊", "品茶", "#42801", ""],
    ]);
    folder.write(
        "台账.xlsx",
        &workbook_of(&[("活动", "visible", &activities), ("场地", "visible", &rows(&[&["场地"]]))]),
    );
    let opened = opened(&folder);
    let shown: Vec<_> = opened
        .study
        .records
        .activities()
        .iter()
        .map(|a| (a.day.to_string(), a.title.clone(), a.headcount))
        .map(|(day, title, count)| format!("{day} {title} {count:?}"))
        .collect();
    assert_eq!(
        shown,
        [
            "2017-03-06 下棋 Some(7)",
            "2017-03-06 剪纸 Some(2)",
            "2017-03-07 品茶 None",
            "2017-03-13 例会 3月13日 None",
            "2017-03-20 唱歌 None"
        ]
    );
    assert_eq!(opened.study.records.attendance().len(), 4);
    assert_eq!(opened.study.records.people().len(), 2);
    assert_eq!(places(&opened, &diagnostic::NOT_YET_READ), ["台账.xlsx#场地"]);
}

#[test]
fn two_exports_of_one_group_count_every_message_once() {
    let later = CHAT.replace("早\n\n小林", "早\n\n张姐  07:31\n\n早\n\n小林") + "\n李姐  08:00\n\n来了\n";
    let groups = "群,文件,组织,层级\n布工坊,甲;乙.txt;丙,大安,第一层\n";
    let read = |a: &str, b: &str| {
        let folder = Folder::with_study(
            "overlap",
            &[("study.toml", PLAN), ("groups.csv", groups), ("chats/甲.txt", a), ("chats/乙.txt", b)],
        );
        opened(&folder)
    };
    // The second export has one 早 more and one message after: the larger number of each counts.
    for opened in [read(CHAT, &later), read(&later, CHAT)] {
        assert_eq!(opened.study.records.message_count(), 4);
        assert_eq!(places(&opened, &diagnostic::UNKNOWN_NAME), ["groups.csv:2"]);
        assert_eq!(opened.study.records.organizations()[0].id, "大安");
    }
}

#[test]
fn all_chats_of_one_file_are_groups_by_title() {
    let chat = |name: &str, user: &str| {
        format!(
            r#"{{"name": "{name}", "type": "private_group", "id": 1, "messages": [{{"id": 1, "type": "message", "date": "2018-12-05T10:01:00", "from": "Rosa", "from_id": "{user}", "text": "Hello"}},
            {{"id": 2, "type": "message", "date": "2018-12-05T10:02:00", "from": "Piet", "from_id": "user2", "reply_to_message_id": 1, "text": "Hi"}}]}}"#
        )
    };
    let chats = [chat("Kites", "user1"), chat("Kites", "user1"), chat("Boats", "user9")].join(",");
    let folder = Folder::with_study(
        "titles",
        &[
            ("study.toml", PLAN),
            ("chats/result.json", &format!(r#"{{"about": "", "chats": {{"about": "", "list": [{chats}]}}}}"#)),
        ],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    let names: Vec<&str> = records.groups().iter().map(|group| group.id.as_str()).collect();
    assert_eq!(names, ["Boats", "Kites", "Kites (result 2)"]);
    assert_eq!(records.message_count(), 6);
    // Ids hold across groups; one name with two ids is two people.
    assert_eq!(records.people().len(), 3);
    let rosa = person(&folder, records, "telegram:user1").unwrap();
    assert_eq!(records.messages(GroupId::from_index(1)).at(1).targets, [Target { person: rosa, how: How::Reply }]);
}
