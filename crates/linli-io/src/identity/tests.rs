//! Who is who, name by name.

use linli::{ErrorKind, Location};

use super::decision::{Decision, Pair, Verdict};
use super::*;

fn alias(name: &str, person: &str, group: Option<&str>) -> Alias {
    let group = group.map(str::to_owned);
    Alias {
        name: name.to_owned(),
        person: person.to_owned(),
        group,
        organization: None,
        source: None,
        location: Location::default(),
    }
}

fn location() -> Location {
    Location::line("chats/a.txt", 3)
}

fn seen<'a>(scope: &'a str, location: &'a Location) -> Seen<'a> {
    Seen { scope: Some(scope), group: Some(scope), location }
}

#[test]
fn one_name_in_two_scopes_is_two_people() {
    let (mut who, at) = (Identity::default(), location());
    let (a, b) = (who.resolve("张姐", seen("A", &at)).unwrap(), who.resolve("张姐", seen("B", &at)).unwrap());
    assert_eq!((a.as_str(), b.as_str()), ("A/张姐", "B/张姐"));
    let nowhere = Seen { scope: None, group: None, location: &at };
    assert_eq!(who.resolve("张姐", nowhere).unwrap_err().kind(), ErrorKind::Ambiguous);
    assert_eq!(who.known("张姐", seen("B", &at)).unwrap().as_deref(), Some("B/张姐"));
    assert_eq!(who.known("张姐", seen("C", &at)).unwrap(), None);
}

#[test]
fn aliases_join_and_the_more_precise_one_holds() {
    let aliases =
        vec![alias("张姐", "张桂芬", Some("A")), alias("张姐", "张丽娟", None), alias("小张", "张桂芬", None)];
    let (mut who, at) = (Identity::new(aliases, Vec::new(), &["小林老师".to_owned()]), location());
    for (name, scope, id) in [
        ("张姐", "A", "张桂芬"),
        ("张姐", "B", "张丽娟"),
        ("小张", "B", "张桂芬"),
        ("张桂芬", "C", "张桂芬"),
        ("小林老师", "A", "小林老师"),
        ("小林老师", "B", "小林老师"),
        ("老张", "B", "B/老张"),
    ] {
        assert_eq!(who.resolve(name, seen(scope, &at)).unwrap(), id, "{name} in {scope}");
    }
    let mut who = Identity::new(vec![alias("张姐", "a", None), alias("张姐", "b", None)], Vec::new(), &[]);
    assert_eq!(who.resolve("张姐", seen("A", &at)).unwrap_err().kind(), ErrorKind::Ambiguous);
}

#[test]
fn an_account_is_whom_a_table_or_the_plan_knows_by_its_name_unless_something_contradicts() {
    let at = location();
    let row = |id: &str, name: &str| PersonRow {
        id: id.to_owned(),
        name: name.to_owned(),
        organization: None,
        covariates: Vec::new(),
        location: Location::default(),
    };
    let new = || {
        let people = vec![row("p1", "张桂芬"), row("p2", "李凤霞"), row("p3", "王芳"), row("p4", "王芳")];
        Identity::new(vec![alias("凤霞", "李凤霞", None)], people, &["小林老师".to_owned()])
    };
    // Everybody is shown before anybody is resolved.
    let ids = |who: &mut Identity, shown: &[(&str, &str, &str)]| -> Vec<String> {
        for (id, name, scope) in shown {
            who.note_shown(id, name, seen(scope, &at)).unwrap();
        }
        shown.iter().map(|(id, name, scope)| who.resolve_platform(id, name, seen(scope, &at)).unwrap()).collect()
    };
    let shown = [("qq:1", "张桂芬", "A"), ("qq:1", "桂芬儿", "B"), ("qq:2", "小林老师", "A"), ("qq:3", "凤霞", "A")];
    assert_eq!(ids(&mut new(), &shown), ["p1", "p1", "小林老师", "p2"]);
    // One account on each platform is one person.
    assert_eq!(ids(&mut new(), &[("qq:1", "张桂芬", "A"), ("wechat:1", "张桂芬", "A")]), ["p1", "p1"]);
    // Two accounts of one platform, also in two places, and one account of two names.
    for other in ["A", "B"] {
        assert_eq!(ids(&mut new(), &[("qq:1", "张桂芬", "A"), ("qq:9", "张桂芬", other)]), ["qq:1", "qq:9"]);
    }
    assert_eq!(ids(&mut new(), &[("qq:1", "张桂芬", "A"), ("qq:1", "小林老师", "A")]), ["qq:1", "qq:1"]);
    // Whom an alias means is one already.
    assert_eq!(ids(&mut new(), &[("qq:3", "凤霞", "A"), ("qq:4", "李凤霞", "A")]), ["p2", "qq:4"]);
    // A name of two people says nothing, and refuses nothing.
    assert_eq!(ids(&mut new(), &[("qq:1", "王芳", "A"), ("qq:2", "我", "A")]), ["qq:1", "qq:2"]);
    // What a person decided of an account stands over it, and what they took back too.
    for verdict in [Verdict::Different, Verdict::Withdrawn] {
        let pair = Pair::of("qq:1", "A/张桂芬").unwrap();
        let mut who = new();
        who.decide(&Decisions::replay([Decision { pair, verdict, location: location() }])).unwrap();
        assert_eq!(ids(&mut who, &[("qq:1", "张桂芬", "A")]), ["qq:1"]);
    }
}

#[test]
fn a_platform_id_outlives_a_change_of_name() {
    let (mut who, at) = (Identity::default(), location());
    let id = |who: &mut Identity, name| who.resolve_platform("telegram:7", name, seen("A", &at)).unwrap();
    assert_eq!(id(&mut who, "凤霞"), "telegram:7");
    assert_eq!(id(&mut who, "豆豆姥姥"), "telegram:7");
    // A name on a sheet of the same organization means the one who bears it there.
    assert_eq!(who.resolve("凤霞", seen("A", &at)).unwrap(), "telegram:7");
    assert_eq!(who.resolve("凤霞", seen("B", &at)).unwrap(), "B/凤霞");
    who.resolve_platform("telegram:8", "凤霞", seen("A", &at)).unwrap();
    assert_eq!(who.resolve("凤霞", seen("A", &at)).unwrap(), "A/凤霞");
    let mut who = Identity::new(vec![alias("凤霞", "李凤霞", None)], Vec::new(), &[]);
    who.note_shown("telegram:7", "豆豆姥姥", seen("A", &at)).unwrap();
    who.note_shown("telegram:7", "凤霞", seen("A", &at)).unwrap();
    assert_eq!(id(&mut who, "豆豆姥姥"), "李凤霞");
}
