//! What tables say beside names and days, and what becomes of it.

use linli::records::{ActivityId, Channel, GroupOrigin, MilestoneKind, Money, Reason, Stage};

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

#[test]
fn coaching_money_and_milestones_are_read_as_people_write_them() {
    let folder = Folder::with_study(
        "papers",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", CHAT),
            (
                "activities.csv",
                "组织,名称,日期\n布工坊,剪纸,2017-03-06\n布工坊,剪纸,2017-03-13\n舞蹈队,剪纸,2017-03-06\n",
            ),
            (
                "coaching.csv",
                "辅导者,组织,时间,方式,主题,时长\n周老师,布工坊,2017-03-06 14:00,上门,写手册,1.5小时\n周老师,布工坊,,电话,,\n周老师,布工坊,2017-03-07,托梦,,很久\n",
            ),
            (
                "grants.csv",
                "轮次,组织,申请日期,结果,申请金额,批准金额,批准日期\n春季,布工坊,2017-03-01,获批,1.2万,\"9,000.50元\",2017-04-01\n春季,布工坊,2017-03-01,落选,许多,3000,2017-04-01\n春季,布工坊,2017-03-01,批准,1,1,2017-02-01\n",
            ),
            (
                "expenses.csv",
                "组织,日期,金额,票据,活动\n布工坊,2017-03-06,86.5,发票,剪纸\n布工坊,2017-03-20,12,白条,剪纸\n布工坊,2017-03-20,,有,\n布工坊,2017-03-21,-5,有,\n布工坊,2017-03-22,5,也许,唱歌\n",
            ),
            ("milestones.csv", "组织,日期,类型\n布工坊,2017-03-06,定章程\n布工坊,2017-03-07,发财\n"),
        ],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    let own = records.organization("布工坊").unwrap();
    let coaching = records.coaching_of(own);
    assert_eq!((coaching.len(), coaching[0].minutes, coaching[0].channel), (2, Some(90), Some(Channel::Visit)));
    assert_eq!(coaching[0].at, records_zone().resolve(coaching[0].day, 14 * 3600).timestamp());
    assert_eq!((coaching[1].minutes, coaching[1].channel), (None, None));
    let staff: BTreeSet<_> = records.memberships().iter().filter(|m| m.role.is_staff()).map(|m| m.person).collect();
    assert!(staff.contains(&person(&folder, records, "布工坊/周老师").unwrap()));
    let sums: Vec<_> = records.grants_of(own).iter().map(|row| (row.asked, row.granted, row.received())).collect();
    let fen = |fen| Some(Money::from_fen(fen));
    assert_eq!(sums, [(fen(1_200_000), fen(900_050), fen(900_050)), (None, fen(300_000), None)]);
    let activity = |at: ActivityId| records.activities()[at.index()].day.to_string();
    let spent: Vec<_> = records
        .expenses_of(own)
        .iter()
        .map(|row| (row.amount.fen(), row.receipt, row.activity.map(activity)))
        .collect();
    assert_eq!(
        spent,
        [(8_650, Some(true), Some("2017-03-06".to_owned())), (1_200, Some(false), None), (500, None, None)]
    );
    assert_eq!(records.milestones_of(own).iter().map(|m| m.kind).collect::<Vec<_>>(), [MilestoneKind::RulesAdopted]);
    let mut bad = places(&opened, &diagnostic::BAD_ROW);
    bad.sort();
    assert_eq!(
        bad,
        [
            "coaching.csv:3",
            "coaching.csv:4",
            "coaching.csv:4",
            "expenses.csv:4",
            "expenses.csv:5",
            "expenses.csv:6",
            "grants.csv:3",
            "milestones.csv:3"
        ]
    );
    assert_eq!(places(&opened, &diagnostic::SPELL_ORDER), ["grants.csv:4"]);
    assert_eq!(places(&opened, &diagnostic::UNKNOWN_NAME), ["expenses.csv:3", "expenses.csv:6"]);
    assert_eq!(places(&opened, &diagnostic::GRANT_AMOUNTS), [""]);
    // An application of any year moves no window.
    assert_eq!(records.span().unwrap().end, Day::parse("2017-03-14").unwrap());
}
