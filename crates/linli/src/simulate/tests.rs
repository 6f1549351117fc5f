use super::*;
use crate::records::Role;
use crate::time::Day;

fn street(id: &str, effect: Effect, seed: u64) -> Street {
    simulate(&Scenario { effect, ..Scenario::named(id).unwrap() }, seed).unwrap()
}

/// Messages of a person in the group of an organization between two days; system lines are none.
fn said(street: &Street, organization: usize, person: Option<usize>, from: Day, until: Day) -> usize {
    let group = street.groups.iter().find(|group| group.organization == Some(organization)).unwrap();
    let own = |m: &&Message| person.is_none_or(|person| m.author == person) && !matches!(m.act, Act::Joined(_));
    group.messages.iter().filter(own).filter(|m| (from..until).contains(&street.zone.day(m.at))).count()
}

fn came(street: &Street, organization: usize, person: usize) -> f64 {
    let own: Vec<_> = street.activities.iter().filter(|a| a.organization == organization).collect();
    own.iter().filter(|a| a.attended.iter().any(|at| at.came && at.person == person)).count() as f64 / own.len() as f64
}

#[test]
fn a_street_has_what_its_scenario_says() {
    let street = street("dashilar", Effect::Medium, 2017);
    assert_eq!((street.organizations.len(), street.groups.len()), (24, 16));
    assert_eq!(street.groups.iter().filter(|group| group.organization.is_none()).count(), 1);
    let messages: usize = street.groups.iter().map(|group| group.messages.len()).sum();
    assert!((40_000..120_000).contains(&messages), "{messages}");
    assert!(street.activities.len() > 1000);
    for plant in Plant::ALL {
        assert!(street.facts.iter().any(|fact| fact.plant == *plant), "{} is planted nowhere", plant.id());
    }
    let ids: std::collections::BTreeSet<_> = street.people.iter().flat_map(|p| [&p.id, &p.name]).collect();
    assert_eq!(ids.len(), 2 * street.people.len(), "ids and names are one person's each");
}

#[test]
fn every_named_scenario_lives_and_names_are_suggested() {
    for named in SCENARIOS {
        let scenario = Scenario::named(named.id).unwrap();
        assert_eq!(scenario.id, named.id);
        assert!(simulate(&scenario, 1).unwrap().groups.iter().all(|group| !group.messages.is_empty()));
    }
    let error = Scenario::named("dashilan").unwrap_err();
    assert!(error.to_string().contains("dashilar"), "{error}");
    assert!(Effect::named("larg").unwrap_err().to_string().contains("large"));
    let none = Scenario { weeks: 0, ..Scenario::named("lane").unwrap() };
    assert!(simulate(&none, 1).is_err());
}

#[test]
fn messages_stand_in_order_by_people_who_are_there() {
    let street = street("dashilar", Effect::Large, 5);
    for group in &street.groups {
        assert!(group.messages.is_sorted_by_key(|message| message.at), "{}", group.name);
        for message in &group.messages {
            let day = street.zone.day(message.at);
            assert!(group.opened_on <= day && day < street.scenario.end());
            assert!(group.members.contains(&message.author));
            if let Some(asked) = message.answers {
                assert!(group.messages[asked].at < message.at, "{}: an answer comes after", group.name);
            }
            let away = |m: &Membership| m.person == message.author && m.is_away(day);
            assert!(!street.memberships.iter().any(away), "somebody away writes");
        }
    }
}

/// Nothing that is drawn for one organization moves when another is planted with something else.
#[test]
fn what_is_planted_in_one_organization_leaves_the_others_alone() {
    let scenario = Scenario { second_layer: None, ..Scenario::named("dashilar").unwrap() };
    let mut other = scenario.clone();
    other.organizations[1].plants = vec![(Plant::Steady, 0)];
    let (one, two) = (simulate(&scenario, 3).unwrap(), simulate(&other, 3).unwrap());
    let words = |street: &Street, at: usize| {
        let group = &street.groups[at];
        let of = |m: &Message| (m.at, m.author, m.act.id(), m.words, m.pointing);
        group.messages.iter().map(of).collect::<Vec<_>>()
    };
    assert_ne!(words(&one, 1), words(&two, 1));
    for at in (0..15).filter(|&at| at != 1) {
        assert_eq!(words(&one, at), words(&two, at), "{}", one.groups[at].name);
    }
}

#[test]
fn a_seed_is_a_street() {
    let (one, two) = (street("lane", Effect::Medium, 7), street("lane", Effect::Medium, 8));
    assert_eq!(one, street("lane", Effect::Medium, 7));
    assert_ne!(one.groups[0].messages, two.groups[0].messages);
}

/// What is left of those who drift, of groups that empty, of those who stay as they were: by the simplest count there is,
/// pooled over seeds, half a year before the change against half a year from seven weeks after it.
#[test]
fn changes_are_as_strong_as_their_effect_says() {
    for effect in [Effect::Small, Effect::Large] {
        let mut counts: std::collections::BTreeMap<Plant, (usize, usize)> = std::collections::BTreeMap::new();
        for seed in 0..12 {
            let street = street("dashilar", effect, seed);
            for fact in &street.facts {
                let change = match fact.plant {
                    Plant::Lively | Plant::Steady => street.scenario.start.plus(364),
                    Plant::Drifts | Plant::Empties | Plant::Thickens | Plant::Leaves => fact.from,
                    _ => continue,
                };
                // The same seasons on both sides: a year lies between the first days.
                let (before, after) = ((change.plus(-300), change.plus(-150)), (change.plus(64), change.plus(214)));
                let of = |(from, until)| said(&street, fact.organization, fact.person, from, until);
                let sum = counts.entry(fact.plant).or_default();
                (sum.0, sum.1) = (sum.0 + of(before), sum.1 + of(after));
            }
        }
        let left = |plant: &Plant| counts[plant].1 as f64 / counts[plant].0 as f64;
        // Who drifts is still asked and answers; the whole falls somewhat less than what they begin.
        let fallen = effect.fallen();
        assert!((fallen - 0.15..fallen + 0.2).contains(&left(&Plant::Drifts)), "{effect:?} {counts:?}");
        assert!((fallen * fallen - 0.1..fallen + 0.2).contains(&left(&Plant::Empties)), "{effect:?} {counts:?}");
        assert!(left(&Plant::Thickens) > 0.8 * libm::sqrt(effect.risen()), "{effect:?} {counts:?}");
        assert_eq!(counts[&Plant::Leaves].1, 0);
        for steady in [Plant::Lively, Plant::Steady] {
            assert!((0.85..1.2).contains(&left(&steady)), "{steady:?} {effect:?} {counts:?}");
        }
    }
}

#[test]
fn people_live_as_they_are_planted() {
    let street = street("dashilar", Effect::Large, 11);
    let (start, end) = (street.scenario.start, street.scenario.end());
    for fact in &street.facts {
        let at = fact.organization;
        let own: Vec<&Activity> = street.activities.iter().filter(|a| a.organization == at).collect();
        match (fact.plant, fact.person) {
            (Plant::AttendsSilently, person) => {
                assert_eq!(said(&street, at, person, start, end), 0);
                assert!(came(&street, at, person.unwrap()) > 0.7);
            }
            (Plant::Lurks, Some(person)) => {
                assert!(said(&street, at, Some(person), start, end) == 0 && came(&street, at, person) < 0.2);
            }
            (Plant::MosquitoHall, _) => {
                let present = |a: &Activity| {
                    a.attended.iter().filter(|at| at.came && at.part == crate::records::Part::Recipient).count()
                };
                let later: Vec<usize> = own.iter().skip(3).map(|a| present(a)).collect();
                let mean = later.iter().sum::<usize>() as f64 / later.len() as f64;
                assert!(present(own[0]) > 40 && mean < 15.0, "{} then {mean}", present(own[0]));
                assert!(own[0].incentive && own[0].guests);
            }
            (Plant::BoughtAttendance, _) => {
                let mean = |gift: bool| {
                    let days: Vec<usize> =
                        own.iter().filter(|a| a.incentive == gift).map(|a| a.attended.len()).collect();
                    days.iter().sum::<usize>() as f64 / days.len() as f64
                };
                assert!(mean(true) > 2.0 * mean(false), "{} {}", mean(true), mean(false));
            }
            (Plant::SkippedStep, _) => {
                let group = street.groups.iter().find(|group| group.organization == Some(at)).unwrap();
                let visit = street.visits.iter().find(|visit| visit.organization == at).unwrap();
                assert!(group.opened_on < visit.day && group.opened_on < own[0].day);
            }
            (Plant::ReadyAlone, _) => {
                assert!(own.iter().filter(|a| a.day >= fact.from).all(|a| !a.with_staff));
                assert!(street.visits.iter().all(|visit| visit.organization != at || visit.day < fact.from));
                let group = street.groups.iter().find(|group| group.organization == Some(at)).unwrap();
                let posted = |activity: &Activity, is: fn(&Act) -> bool| {
                    let about = |m: &&Message| m.act.activity().is_some_and(|a| street.activities[a] == *activity);
                    let by_member = |m: &&Message| street.people[m.author].staff.is_none();
                    group.messages.iter().filter(about).filter(by_member).any(|m| is(&m.act))
                };
                let kept = |activity: &&&Activity| {
                    posted(activity, |act| matches!(act, Act::Notice(_)))
                        && posted(activity, |act| matches!(act, Act::Photos(_)))
                        && posted(activity, |act| matches!(act, Act::Sheet(_)))
                };
                let after: Vec<&&Activity> = own.iter().filter(|activity| activity.day >= fact.from).collect();
                let shown = after.iter().copied().filter(kept).count();
                assert!(10 * shown >= 8 * after.len(), "{shown} of {}", after.len());
            }
            (Plant::QuietChannel, _) => assert!(said(&street, at, None, start, end) < 400),
            (Plant::CopiedSheets, _) => {
                let copied = own.iter().filter(|a| a.attended.iter().any(|at| at.listed && !at.came));
                assert!(copied.clone().count() > 20 && copied.clone().all(|a| a.day >= fact.from));
            }
            _ => {}
        }
    }
    for group in street.groups.iter().filter(|group| group.organization.is_some()) {
        let visit = street.visits.iter().find(|visit| Some(visit.organization) == group.organization).unwrap();
        let skipped =
            street.facts.iter().any(|f| f.plant == Plant::SkippedStep && Some(f.organization) == group.organization);
        assert_eq!(group.opened_on < visit.day, skipped, "{}", group.name);
    }
}

/// Staff answer those who turn to staff, and hardly anybody answers those who are not answered.
#[test]
fn answers_go_where_they_are_planted() {
    let mut pooled = std::collections::BTreeMap::<&str, [usize; 3]>::new();
    for seed in 0..6 {
        let street = street("dashilar", Effect::Large, seed);
        for fact in street.facts.iter().filter(|f| f.person.is_some()) {
            let Some(group) = street.groups.iter().find(|group| group.organization == Some(fact.organization)) else {
                continue;
            };
            let counts = pooled.entry(fact.plant.id()).or_default();
            for message in &group.messages {
                if message.author == fact.person.unwrap() && matches!(message.act, Act::Question(_)) {
                    counts[0] += 1;
                }
                let Some(asked) = message.answers.map(|at| &group.messages[at]) else { continue };
                if Some(asked.author) == fact.person && matches!(asked.act, Act::Question(_)) {
                    let staff = matches!(street.people[message.author].staff, Some(role) if role != Role::Leader);
                    counts[if staff { 1 } else { 2 }] += 1;
                }
            }
        }
    }
    let [asked, by_staff, by_members] = pooled["unanswered"];
    assert!(asked > 200 && by_staff + by_members == 0, "{pooled:?}");
    let [asked, by_staff, by_members] = pooled["staff_only"];
    assert!(asked > 200 && by_staff > 50 && by_members == 0, "{pooled:?}");
    let [asked, by_staff, by_members] = pooled["lively"];
    assert!(by_members > asked / 2 && by_members > 2 * by_staff, "{pooled:?}");
}

#[test]
fn with_controls_alone_nothing_is_planted_that_should_be_found() {
    let scenario = Scenario::named("dashilar").unwrap().with_controls_alone();
    let facts = simulate(&scenario, 4).unwrap().facts;
    assert!(facts.len() > 15 && facts.iter().all(|fact| fact.plant.is_control()), "{facts:?}");
}

/// Each weekday has what it had, in another order; answers stay with their questions; activities keep what points at them.
#[test]
fn shuffled_days_keep_what_was_done_on_each_weekday() {
    let lived = street("lane", Effect::Large, 3);
    let shuffled = lived.shuffled(Shuffled::Days, 9);
    assert_eq!(shuffled, lived.shuffled(Shuffled::Days, 9));
    assert_ne!(shuffled.groups[0].messages, lived.shuffled(Shuffled::Days, 10).groups[0].messages);
    let by_day = |street: &Street, at: usize| {
        let mut count = std::collections::BTreeMap::new();
        for message in street.groups[at].messages.iter().filter(|m| !matches!(m.act, Act::Joined(_))) {
            *count.entry(street.zone.day(message.at)).or_insert(0) += 1;
        }
        count
    };
    for at in 0..lived.groups.len() {
        let (before, after) = (by_day(&lived, at), by_day(&shuffled, at));
        assert_ne!(before, after);
        let sizes = |count: &std::collections::BTreeMap<Day, i32>| {
            let mut sizes: Vec<_> = count.iter().map(|(day, n)| (day.number().rem_euclid(7), *n)).collect();
            sizes.sort_unstable();
            sizes
        };
        assert_eq!(sizes(&before), sizes(&after), "{}", lived.groups[at].name);
        let group = &shuffled.groups[at];
        assert!(group.messages.is_sorted_by_key(|message| message.at));
        for message in &group.messages {
            let asked = message.answers.map(|asked| &group.messages[asked]);
            assert!(asked.is_none_or(|asked| asked.at < message.at));
        }
        let answered = |street: &Street| street.groups[at].messages.iter().filter(|m| m.answers.is_some()).count();
        assert!(10 * answered(&shuffled) > 7 * answered(&lived), "most answers come on the same day");
    }
    let held = |street: &Street| {
        let mut held: Vec<_> =
            street.activities.iter().map(|a| (a.organization, a.title.clone(), a.attended.len())).collect();
        held.sort_unstable();
        held
    };
    assert_eq!(held(&lived), held(&shuffled));
    assert!(shuffled.activities.is_sorted_by_key(|activity| (activity.organization, activity.day)));
    let about = |street: &Street| {
        let of = |m: &Message| m.act.activity().map(|at| (m.words, street.activities[at].title.clone(), m.act.id()));
        let mut about: Vec<_> = street.groups.iter().flat_map(|group| group.messages.iter().filter_map(of)).collect();
        about.sort_unstable();
        about
    };
    assert_eq!(about(&lived), about(&shuffled));
}

/// Every day of the group is as it was; who said it is another, among members who are here, and nobody stays who they were.
#[test]
fn shuffled_people_keep_the_days_of_a_group() {
    let lived = street("lane", Effect::Large, 3);
    let shuffled = lived.shuffled(Shuffled::People, 9);
    for (before, after) in lived.groups.iter().zip(&shuffled.groups) {
        let what = |group: &Group| group.messages.iter().map(|m| (m.at, m.words)).collect::<Vec<_>>();
        assert_eq!(what(before), what(after));
        for (was, is) in before.messages.iter().zip(&after.messages) {
            assert_eq!(lived.people[was.author].staff, lived.people[is.author].staff);
            let member = |m: &Membership| {
                let day = lived.zone.day(is.at);
                m.person == is.author && Some(m.organization) == after.organization && m.holds(day) && !m.is_away(day)
            };
            let moved = was.author != is.author;
            assert!(!moved || lived.memberships.iter().any(member), "{}", after.name);
        }
    }
    let drifts = lived.facts.iter().find(|fact| fact.plant == Plant::Drifts).unwrap();
    let ratio = |street: &Street| {
        let of = |from, until| said(street, drifts.organization, drifts.person, from, until) as f64;
        of(drifts.from.plus(42), street.scenario.end()) / of(street.scenario.start, drifts.from).max(1.0)
    };
    assert!(ratio(&lived) < 0.5 * ratio(&shuffled), "{} {}", ratio(&lived), ratio(&shuffled));
    for (was, is) in lived.activities.iter().zip(&shuffled.activities) {
        assert_eq!((was.day, was.attended.len()), (is.day, is.attended.len()));
        let people: std::collections::BTreeSet<_> = is.attended.iter().map(|attended| attended.person).collect();
        assert_eq!(people.len(), is.attended.len(), "nobody stands twice on a list");
    }
}
