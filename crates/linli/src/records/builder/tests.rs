use super::*;
use crate::diagnostic;
use crate::records::{
    ActivityOrigin, AttendanceStatus, Bounds, DaySpan, Decision, Fields, How, MilestoneKind, Money, Records, Role,
    SourceKind, Status,
};
use crate::time::{Day, Zone};

fn draft(time: i64, author: PersonId, order: u64) -> MessageDraft<'static> {
    MessageDraft {
        time: Timestamp::from_micros(time),
        author,
        kind: MessageKind::Text,
        length: 1,
        flags: Flags::NONE,
        cues: Cues::NONE,
        order,
        id: Some(order),
        reply_to: None,
        targets: &[],
    }
}

#[test]
fn order_of_arrival_does_not_matter() {
    let build = |backwards: bool| {
        let mut builder = RecordsBuilder::new();
        let group = builder.group("g");
        let mut rows: Vec<(i64, &str, u64, Option<u64>)> =
            vec![(5, "b", 1, None), (5, "a", 2, Some(1)), (7, "c", 3, Some(99)), (6, "b", 4, Some(2))];
        if backwards {
            rows.reverse();
        }
        for (time, who, order, reply_to) in rows {
            let author = builder.person(who).unwrap();
            builder.message(group, MessageDraft { reply_to, ..draft(time, author, order) }).unwrap();
        }
        builder.finish(None).unwrap()
    };
    let ((one, diagnostics), (two, _)) = (build(false), build(true));
    let show = |r: &Records| {
        r.messages(GroupId::from_index(0))
            .iter()
            .map(|m| (m.time.micros(), m.author.index(), m.targets.to_vec(), m.flags))
            .collect::<Vec<_>>()
    };
    assert_eq!(show(&one), show(&two));
    assert_eq!(show(&one)[1].2, [Target { person: PersonId::from_index(1), how: How::Reply }]);
    // The answer to a message nobody has still states a target.
    assert!(show(&one)[3].2.is_empty() && show(&one)[3].3.has(Flags::ADDRESSED));
    assert_eq!(diagnostics.count(&diagnostic::UNKNOWN_TARGET), 1);
}

/// One call of the builder.
type Call = Box<dyn Fn(&mut RecordsBuilder)>;

fn message(
    time: i64,
    who: &'static str,
    order: u64,
    id: u64,
    reply_to: Option<u64>,
    at: &'static [&'static str],
) -> Call {
    Box::new(move |builder| {
        let group = builder.group("g");
        let author = builder.person(who).unwrap();
        let person = |who: &&str| Target { person: builder.person(who).unwrap(), how: How::Mention };
        let targets: Vec<Target> = at.iter().map(person).collect();
        let draft = MessageDraft { id: Some(id), reply_to, targets: &targets, ..draft(time, author, order) };
        builder.message(group, draft).unwrap();
    })
}

fn activity(id: &'static str, title: &'static str, headcount: Option<u32>, day: i32) -> Call {
    Box::new(move |builder| {
        let day = Day::from_number(day);
        let organization = builder.organization(if id == "b" { "p" } else { "o" });
        builder.activity(Activity {
            id: id.to_owned(),
            organization,
            title: title.to_owned(),
            kind: headcount.map(|_| "k".to_owned()),
            day,
            start: Zone::UTC.midnight(day),
            venue: None,
            headcount,
            incentive: headcount.map(|count| count > 8),
            guests: None,
            initiated_by: None,
            serves: None,
            origin: ActivityOrigin::Recorded,
            has_list: headcount.is_none(),
            partners: None,
        });
    })
}

fn source(rows: u64, group: &'static str, first: i32) -> Call {
    Box::new(move |builder| {
        let span = |start: i32| DaySpan { start: Day::from_number(start), end: Day::from_number(start + 2) };
        let groups = vec![builder.group("g"), builder.group(group)];
        let organizations = vec![builder.organization("p"), builder.organization("o")];
        builder.source(Source {
            label: "s".to_owned(),
            kind: SourceKind::Chat,
            format: "f",
            groups,
            organizations,
            covers: vec![span(first + 1), span(first)],
            exported_on: None,
            fields: Fields::NONE,
            rows,
        });
    })
}

fn calls() -> Vec<Call> {
    let mut calls: Vec<Call> = vec![
        // Two messages of one id and one instant; which of them is answered decides who is answered.
        message(5, "b", 1, 7, None, &[]),
        message(5, "a", 2, 7, None, &["c", "b"]),
        message(6, "c", 3, 8, Some(7), &["b", "a"]),
        // Equal but for whom they point at, and whom they answer.
        message(9, "c", 4, 20, None, &["a"]),
        message(9, "c", 4, 20, None, &["b"]),
        message(9, "c", 4, 20, Some(8), &[]),
        message(9, "c", 4, 20, Some(99), &[]),
        activity("a", "x", Some(9), 3),
        activity("a", "y", Some(8), 2),
        activity("a", "", None, 4),
        activity("b", "x", None, 4),
        source(3, "h", 1),
        source(2, "h", 1),
        source(2, "i", 5),
    ];
    for (person, column, value) in
        [("a", "age", "60"), ("a", "age", "50"), ("b", "zone", "x"), ("a", "block", "1"), ("b", "age", "")]
    {
        calls.push(Box::new(move |builder| {
            let person = builder.person(person).unwrap();
            builder.covariate(person, column, value).unwrap();
        }));
    }
    for (person, name) in [("a", "n"), ("a", "m"), ("a", "o"), ("b", "z")] {
        calls.push(Box::new(move |builder| {
            let person = builder.person(person).unwrap();
            builder.name_person(person, name);
        }));
    }
    for status in [AttendanceStatus::Absent, AttendanceStatus::Present] {
        calls.push(Box::new(move |builder| {
            let person = builder.person("b").unwrap();
            activity("a", "x", Some(9), 3)(builder);
            let (activity, _) = builder.activities().find(|(_, known)| known.id == "a").unwrap();
            builder.attendance(Attendance { activity, person, part: None, status }).unwrap();
        }));
    }
    for (person, start) in [("c", 3), ("a", 2), ("a", 1)] {
        calls.push(Box::new(move |builder| {
            let (person, group) = (builder.person(person).unwrap(), builder.group("g"));
            let organization = Some(builder.organization("o"));
            builder.membership(Membership {
                group: Some(group),
                organization,
                person,
                role: Role::Member,
                status: Status::Present,
                start: Bounds::on(Day::from_number(start)),
                end: Bounds::UNKNOWN,
                listed: true,
                reason: None,
            });
            builder.calendar(CalendarEntry { start: Day::FIRST, end: Day::END, kind: start.to_string() });
            builder.consent(Consent { person, source: None, from: None, until: None, purpose: start.to_string() });
        }));
    }
    for (place, coach, day) in [("p", "c", 4), ("o", "b", 9), ("o", "a", 9), ("o", "a", 9)] {
        calls.push(Box::new(move |builder| {
            let (organization, coach) = (builder.organization(place), builder.person(coach).unwrap());
            let day = Day::from_number(day);
            let at = Zone::UTC.midnight(day);
            builder.coaching(Coaching { organization, day, at, coach, channel: None, topic: None, minutes: None });
            builder.milestone(Milestone { organization, day, kind: MilestoneKind::Handbook });
            activity("a", "x", Some(9), 3)(builder);
            let activity = builder.activities().find(|(_, known)| known.id == "a").map(|(activity, _)| activity);
            let amount = Money::from_fen(i64::from(day.number()));
            builder.expense(Expense { organization, day, activity, amount, receipt: Some(place == "o") });
            builder.grant(Grant {
                organization,
                applied_on: None,
                decided_on: Some(day),
                round: None,
                decision: Some(Decision::Refused),
                asked: None,
                granted: Some(amount),
            });
        }));
    }
    calls
}

/// A coach of the log is staff; one who has a role of staff already keeps it, and an id of another builder is refused.
#[test]
fn who_coaches_is_staff() {
    let coaching = |builder: &mut RecordsBuilder, coach: &str, day: i32| {
        let (organization, coach) = (builder.organization("o"), builder.person(coach).unwrap());
        let (day, topic) = (Day::from_number(day), Some("t".to_owned()));
        let at = Zone::UTC.midnight(day);
        builder.coaching(Coaching { organization, day, at, coach, channel: None, topic, minutes: Some(30) });
        coach
    };
    let mut builder = RecordsBuilder::new();
    coaching(&mut builder, "lin", 3);
    coaching(&mut builder, "lin", 2);
    let social = coaching(&mut builder, "he", 2);
    builder.membership(Membership {
        group: None,
        organization: None,
        person: social,
        role: Role::SocialWorker,
        status: Status::Present,
        start: Bounds::UNKNOWN,
        end: Bounds::UNKNOWN,
        listed: false,
        reason: None,
    });
    let (records, odd) = builder.finish(None).unwrap();
    let role = |m: &Membership| (records.people()[m.person.index()].id.as_str(), m.role, m.listed);
    let roles: Vec<_> = records.memberships().iter().map(role).collect();
    assert_eq!(roles, [("he", Role::SocialWorker, false), ("lin", Role::Coach, false)]);
    let organization = records.organization("o").unwrap();
    let days: Vec<i32> = records.coaching_of(organization).iter().map(|row| row.day.number()).collect();
    assert_eq!(days, [2, 2, 3]);
    assert!(records.grants_of(organization).is_empty() && odd.count(&diagnostic::NO_ORGANIZATION) == 0);

    let mut builder = RecordsBuilder::new();
    let organization = builder.organization("o");
    let (coach, day) = (PersonId::from_index(7), Day::from_number(3));
    let at = Zone::UTC.midnight(day);
    builder.coaching(Coaching { organization, day, at, coach, channel: None, topic: None, minutes: None });
    assert!(builder.finish(None).is_err());
}

/// Two equal payments are one, and what contradicts itself is said once an application.
#[test]
fn papers_that_stand_twice_count_once() {
    let mut builder = RecordsBuilder::new();
    let organization = builder.organization("o");
    let day = Day::from_number(3);
    let amount = Money::from_fen(100);
    for _ in 0..2 {
        builder.expense(Expense { organization, day, activity: None, amount, receipt: None });
    }
    for (asked, granted) in [(100, 200), (200, 100), (50, 60)] {
        builder.grant(Grant {
            organization,
            applied_on: None,
            decided_on: None,
            round: None,
            decision: Some(Decision::Granted),
            asked: Some(Money::from_fen(asked)),
            granted: Some(Money::from_fen(granted)),
        });
    }
    let (records, odd) = builder.finish(None).unwrap();
    assert_eq!((records.expenses().len(), odd.count(&diagnostic::DUPLICATE_ROW)), (1, 1));
    assert_eq!((records.grants().len(), odd.count(&diagnostic::GRANT_AMOUNTS)), (3, 2));
}

#[test]
fn the_order_of_calls_changes_nothing() {
    let built = |order: &[usize]| {
        let (calls, mut builder) = (calls(), RecordsBuilder::new());
        for &at in order {
            calls[at](&mut builder);
        }
        let (records, odd) = builder.finish(None).unwrap();
        let odd: Vec<_> = odd
            .iter()
            .flat_map(|(code, count, samples)| samples.iter().map(move |s| (code.id, count, s.detail.clone())))
            .collect();
        (records, odd)
    };
    let count = calls().len();
    let forwards: Vec<usize> = (0..count).collect();
    let (first, odd) = built(&forwards);
    let names: Vec<&str> = first.people().iter().map(|p| p.name.reveal()).collect();
    assert_eq!(names, ["m", "z", "c"]);
    assert_eq!(first.covariates(), ["age", "block", "zone"]);
    let values = |at: usize| (0..4).map(|column| first.people()[at].covariate(column)).collect::<Vec<_>>();
    assert_eq!(values(0), [Some("50"), Some("1"), None, None]);
    assert_eq!(values(1), [Some(""), None, Some("x"), None]);
    let a = &first.activities()[0];
    assert_eq!(
        (a.title.as_str(), a.headcount, a.incentive, a.day.number(), a.has_list),
        ("x", Some(8), Some(false), 2, true)
    );
    assert_eq!(first.sources().iter().map(|s| s.rows).collect::<Vec<_>>(), [2, 3, 2]);
    let g = first.messages(first.group("g").unwrap());
    // The answer goes to the first message of that id, which is b's.
    let targets: Vec<(How, usize)> = g.at(2).targets.iter().map(|t| (t.how, t.person.index())).collect();
    assert_eq!(targets, [(How::Reply, 1), (How::Mention, 0), (How::Mention, 1)]);

    for turn in 1..count {
        let mut order = forwards.clone();
        order.rotate_left(turn);
        assert!(built(&order) == (first.clone(), odd.clone()), "rotated by {turn}");
        order.reverse();
        assert!(built(&order) == (first.clone(), odd.clone()), "reversed and rotated by {turn}");
        // Steps of a number that shares no factor with the count visit every call once.
        if (2..=turn).all(|factor| !count.is_multiple_of(factor) || !turn.is_multiple_of(factor)) {
            order = (0..count).map(|at| at * turn % count).collect();
            assert!(built(&order) == (first.clone(), odd.clone()), "in steps of {turn}");
        }
    }
}

#[test]
fn ids_that_equal_the_order_are_found_among_others() {
    let mut builder = RecordsBuilder::new();
    for call in
        [message(1, "a", 1, 1, None, &[]), message(2, "b", 2, 50, None, &[]), message(3, "c", 3, 3, Some(1), &[])]
    {
        call(&mut builder);
    }
    let (records, odd) = builder.finish(None).unwrap();
    let targets = records.messages(GroupId::from_index(0)).at(2).targets.to_vec();
    assert_eq!(targets, [Target { person: PersonId::from_index(0), how: How::Reply }]);
    assert_eq!(odd.count(&diagnostic::UNKNOWN_TARGET), 0);
}

#[test]
fn limits_are_errors_and_leave_no_trace() {
    let limits = Limits { people: 1, messages: 1, covariates: 1, ..Limits::default() };
    let mut builder = RecordsBuilder::with_limits(limits);
    let person = builder.person("a").unwrap();
    for _ in 0..2 {
        assert_eq!(builder.person("b").unwrap_err().kind(), ErrorKind::Limit);
    }
    let group = builder.group("g");
    builder.message(group, draft(1, person, 1)).unwrap();
    assert_eq!(builder.message(group, draft(2, person, 2)).unwrap_err().kind(), ErrorKind::Limit);
    builder.covariate(person, "age", "1").unwrap();
    for _ in 0..2 {
        assert_eq!(builder.covariate(person, "block", "1").unwrap_err().kind(), ErrorKind::Limit);
    }
    assert_eq!(builder.person("a").unwrap(), person);
    let (records, _) = builder.finish(None).unwrap();
    assert_eq!((records.people().len(), records.covariates().len()), (1, 1));
}

#[test]
fn ids_of_another_builder_are_refused() {
    let refused = |act: &dyn Fn(&mut RecordsBuilder) -> Result<(), Error>| {
        let mut builder = RecordsBuilder::new();
        builder.person("a").unwrap();
        builder.group("g");
        let error = act(&mut builder).and_then(|()| builder.finish(None).map(drop)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{error}");
    };
    let (a, b) = (PersonId::from_index(0), PersonId::from_index(1));
    let (g, h) = (GroupId::from_index(0), GroupId::from_index(1));
    let o = OrganizationId::from_index(0);
    refused(&|builder| builder.message(h, draft(1, a, 1)));
    refused(&|builder| builder.message(g, draft(1, b, 1)));
    let targets = [Target { person: b, how: How::Named }];
    refused(&|builder| builder.message(g, MessageDraft { targets: &targets, ..draft(1, a, 1) }));
    refused(&|builder| builder.covariate(b, "age", "1"));
    let attended =
        Attendance { activity: ActivityId::from_index(0), person: a, part: None, status: AttendanceStatus::Present };
    refused(&|builder| builder.attendance(attended));
    let spell = Membership {
        group: None,
        organization: None,
        person: a,
        role: Role::Member,
        status: Status::Present,
        start: Bounds::UNKNOWN,
        end: Bounds::UNKNOWN,
        listed: false,
        reason: None,
    };
    for spell in [
        Membership { person: b, ..spell },
        Membership { group: Some(h), ..spell },
        Membership { organization: Some(o), ..spell },
    ] {
        refused(&|builder| {
            builder.membership(spell);
            Ok(())
        });
    }
    refused(&|builder| {
        builder.group_mut(g).organization = Some(o);
        Ok(())
    });
    refused(&|builder| {
        builder.consent(Consent { person: b, source: None, from: None, until: None, purpose: String::new() });
        Ok(())
    });
}

#[test]
fn times_that_nobody_means_are_refused() {
    let mut builder = RecordsBuilder::new();
    let (person, group) = (builder.person("a").unwrap(), builder.group("g"));
    for time in [i64::MIN, -2_208_988_800_000_000 - 90_000_000_000, 7_258_118_400_000_000 + 90_000_000_000, i64::MAX] {
        assert_eq!(builder.message(group, draft(time, person, 1)).unwrap_err().kind(), ErrorKind::Input, "{time}");
    }
    for time in [-2_208_988_800_000_000, 7_258_118_399_999_999] {
        builder.message(group, draft(time, person, 1)).unwrap();
    }
    assert!(builder.finish(None).is_ok());
    for (start, end) in [(Day::from_number(i32::MIN), Day::FIRST), (Day::FIRST, Day::END.plus(1))] {
        let mut builder = RecordsBuilder::new();
        builder.calendar(CalendarEntry { start, end, kind: String::new() });
        assert_eq!(builder.finish(None).unwrap_err().kind(), ErrorKind::Input);
    }
    for day in [Day::FIRST.plus(-1), Day::from_number(i32::MAX)] {
        let mut builder = RecordsBuilder::new();
        activity("a", "x", None, day.number())(&mut builder);
        assert_eq!(builder.finish(None).unwrap_err().kind(), ErrorKind::Input);
    }
}

#[test]
fn debug_shows_no_name() {
    let mut builder = RecordsBuilder::new();
    let person = builder.person("金丝雀").unwrap();
    builder.name_person(person, "金丝雀");
    builder.covariate(person, "金丝雀", "金丝雀").unwrap();
    let before = format!("{builder:?}");
    let (records, _) = builder.finish(None).unwrap();
    for shown in [before, format!("{:?}", records.people())] {
        assert!(!shown.contains('雀'), "{shown}");
    }
}
