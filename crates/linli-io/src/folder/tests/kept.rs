//! What tables say beside names and days, and what becomes of it.

use linli::records::{GroupOrigin, Reason, Stage};

use super::*;

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
