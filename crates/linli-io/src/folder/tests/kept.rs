//! What tables say beside names and days, and what becomes of it.

use linli::records::{GroupOrigin, Reason, Stage};

use super::*;

#[test]
fn member_lists_may_be_numbered_or_tables() {
    for (path, content) in [
        ("rosters/布工坊 2017-05-01.txt", "1、张姐\n2、李姐\n".as_bytes().to_vec()),
        ("rosters/布工坊 2017-05-01.csv", "序号,姓名\n1,张姐\n2,李姐\n".as_bytes().to_vec()),
        (
            "rosters/布工坊 2017-05-01.xlsx",
            workbook_of(&[("Sheet1", "visible", &rows(&[&["姓名", "电话"], &["张姐", "1"], &["李姐", ""]]))]),
        ),
    ] {
        let folder = Folder::with_study("roster-kinds", &[("study.toml", PLAN), ("chats/布工坊.txt", CHAT)]);
        folder.write(path, &content);
        let records = opened(&folder).study.records;
        let listed: BTreeSet<_> =
            ["布工坊/张姐", "布工坊/李姐"].iter().filter_map(|id| person(&folder, &records, id)).collect();
        assert_eq!((listed.len(), records.people().len()), (2, 3), "{path}");
    }
}

#[test]
fn what_is_known_of_organizations_groups_and_memberships_is_kept() {
    let folder = Folder::with_study(
        "kept",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", CHAT),
            ("organizations.csv", "组织,阶段,阶段日期,成立年份,电话\n布工坊,小苗,2017-03-01,2015,1\n"),
            (
                "groups.csv",
                "群,组织,建群日期,建群人,缘由\n布工坊,布工坊,2016-05-01,张姐,自己要建\n空群,布工坊,,没人,为申请\n",
            ),
            ("activities.csv", "组织,名称,日期,合作\n布工坊,剪纸,2017-03-06,社区居委会\n"),
            ("memberships.csv", "姓名,组织,结束,原因\n小林,布工坊,2017-03-31,搬走\n张姐,布工坊,,也许\n"),
            ("calendar.csv", "开始,结束,类型\n2017-01-27,2017-02-02,节假日\n"),
        ],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    let own = &records.organizations()[0];
    assert_eq!((own.stage, own.stage_on), (Some(Stage::Sapling), Day::parse("2017-03-01")));
    assert_eq!(own.further, [("成立年份".to_owned(), "2015".to_owned())]);
    let group = records.groups().iter().find(|group| group.id == "布工坊").unwrap();
    assert_eq!((group.opened_on, group.origin), (Day::parse("2016-05-01"), Some(GroupOrigin::OwnWish)));
    assert_eq!(group.created_by, person(&folder, records, "布工坊/张姐"));
    assert!(group.created_by.is_some());
    assert_eq!(records.activities()[0].partners.as_deref(), Some("社区居委会"));
    let reasons: Vec<_> = records.memberships().iter().filter_map(|membership| membership.reason).collect();
    assert_eq!(reasons, [Reason::Moved]);
    assert_eq!(records.calendar()[0].kind, "holiday");
    assert_eq!(places(&opened, &diagnostic::UNKNOWN_NAME), ["groups.csv:3"]);
    assert_eq!(places(&opened, &diagnostic::BAD_ROW), ["memberships.csv:3"]);
    assert_eq!(places(&opened, &diagnostic::PRIVATE_COLUMN), ["organizations.csv:1"]);
    assert!(places(&opened, &diagnostic::NOT_YET_READ).is_empty());
}
