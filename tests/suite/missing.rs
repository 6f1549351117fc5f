//! A study without one of its sources, or with one alone: the rest still runs and says what is missing; and a name that
//! nobody has linked is one person at most.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use linli::definition::Undefined;
use linli::indicator::{INDICATORS, TableId};
use linli::simulate::{Kept, Scenario, Street, Tool, simulate};
use linli::time::Day;
use linli::{Outcome, Value};
use linli_cli::{CheckOptions, Lack, check};
use linli_io::{OpenOptions, open_with, write_street};

use crate::compare::{Cells, plain, run};

/// The kinds of source, as a check names them.
const SOURCES: &[Lack] = &[Lack::Chats, Lack::Lists, Lack::Members, Lack::Coaching, Lack::Grants];

const fn words(source: Lack) -> &'static str {
    match source {
        Lack::Chats => "chats",
        Lack::Lists => "lists of who came",
        Lack::Members => "lists of members",
        Lack::Coaching => "a log of coaching",
        Lack::Grants => "applications and payments",
    }
}

/// The street as it is kept without a source. What was lived is the same.
fn forget(street: &mut Street, source: Lack) {
    match source {
        Lack::Chats => street.groups.iter_mut().for_each(|group| group.exports.clear()),
        Lack::Lists => street.activities.iter_mut().for_each(|activity| activity.kept = Kept::Lost),
        Lack::Members => {
            street.groups.iter_mut().for_each(|group| group.pictures.clear());
            street.memberships.clear();
        }
        Lack::Coaching => street.visits.clear(),
        Lack::Grants => {
            street.grants.clear();
            street.expenses.clear();
        }
    }
}

/// A folder that goes away with its value.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("missing").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn study(&self) -> PathBuf {
        self.0.join("lane")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A lane whose chats are WeChat's own text: another format brings its own list of members.
fn lane() -> Street {
    let mut scenario = Scenario::named("lane").unwrap();
    for channel in scenario.organizations.iter_mut().filter_map(|design| design.channel.as_mut()) {
        channel.tool = Tool::WechatText;
    }
    simulate(&scenario, 4).unwrap()
}

/// A lane without some of its sources, through the door that everybody takes: its cells, and what a check says is not here.
fn without(sources: &[Lack]) -> (Outcome, Vec<Lack>, [String; 2]) {
    let mut street = lane();
    for &source in sources {
        forget(&mut street, source);
    }
    let name: Vec<String> = sources.iter().map(|source| format!("{source:?}")).collect();
    let place = Place::new(&format!("without-{}", name.join("-")));
    write_street(&street, &place.study()).unwrap();
    let opened = open_with(&place.study(), &OpenOptions::default()).unwrap_or_else(|e| panic!("{sources:?}: {e}"));
    let checked = check(&opened).unwrap();
    let texts = [linli::plan::Language::En, linli::plan::Language::Zh]
        .map(|language| checked.text(CheckOptions { language: Some(language), all: false }));
    (run(&opened.study), checked.understood.lacks(), texts)
}

/// What becomes of an indicator, in the order in which the page tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Values become undefined, most of them for this reason.
    Undefined(&'static str),
    /// Its rows are gone: nobody, or nothing, is left to speak of.
    Gone,
    /// Other values: of fewer people, or of one source alone.
    Other,
}

/// What becomes of every indicator that does not stay as it was.
fn fates(before: &Cells, after: &Cells) -> BTreeMap<Fate, BTreeSet<&'static str>> {
    let of = |cells: &Cells, id: &'static str| -> BTreeMap<Vec<String>, Value> {
        let own = cells.range((id, Vec::new())..).take_while(|((other, _), _)| *other == id);
        own.map(|((_, row), (value, _))| (row.clone(), *value)).collect()
    };
    let mut fates: BTreeMap<Fate, BTreeSet<&'static str>> = BTreeMap::new();
    for id in INDICATORS.iter().map(|indicator| indicator.id()) {
        let (old, new) = (of(before, id), of(after, id));
        let mut reasons: BTreeMap<Undefined, usize> = BTreeMap::new();
        let (mut gone, mut other) = (0, new.keys().filter(|row| !old.contains_key(*row)).count());
        for (row, value) in &old {
            match (value, new.get(row)) {
                (Ok(_), None) => gone += 1,
                (Ok(_), Some(Err(reason))) => *reasons.entry(*reason).or_default() += 1,
                (value, Some(now)) if value != now => other += usize::from(now.is_ok()),
                _ => {}
            }
        }
        let most = reasons.iter().max_by_key(|&(reason, count)| (*count, std::cmp::Reverse(reason.code())));
        let fate = match most {
            Some((reason, _)) => Fate::Undefined(reason.id()),
            None if other > 0 => Fate::Other,
            None if gone > 0 => Fate::Gone,
            None => continue,
        };
        fates.entry(fate).or_default().insert(id);
    }
    fates
}

/// Indicators by table: the whole table where all of it is among them.
fn listed(ids: &BTreeSet<&'static str>) -> String {
    let mut text = Vec::new();
    for &table in TableId::ALL {
        let all = INDICATORS.iter().filter(|i| i.table() == table).map(|i| i.id()).collect::<Vec<_>>();
        let own: Vec<String> = all.iter().filter(|id| ids.contains(*id)).map(|id| format!("`{id}`")).collect();
        let (some, rest) = (own.len(), all.len() - own.len());
        match (some, rest) {
            (0, _) => {}
            (3.., 0) => text.push(format!("all of *{}*", table.id())),
            (_, 1..=5) if some > 10 => {
                let but = all.iter().filter(|id| !ids.contains(*id)).map(|id| format!("`{id}`")).collect::<Vec<_>>();
                text.push(format!("all of *{}* but {}", table.id(), but.join(", ")));
            }
            _ => text.push(own.join(", ")),
        }
    }
    text.join("; ")
}

fn page_of(fates: &BTreeMap<Fate, BTreeSet<&'static str>>) -> String {
    let mut text = "| what becomes of it | of |\n|---|---|\n".to_owned();
    for (fate, ids) in fates {
        let what = match fate {
            Fate::Undefined(reason) => format!("`{reason}`"),
            Fate::Gone => "rows are gone".to_owned(),
            Fate::Other => "other values".to_owned(),
        };
        text += &format!("| {what} | {} |\n", listed(ids));
    }
    if fates.is_empty() { "Nothing changes.\n".to_owned() } else { text }
}

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/concepts/missing.md");

/// Cells of these tables that have a value.
fn defined(outcome: &Outcome, tables: &[TableId]) -> Vec<&'static str> {
    let of = |id: &str| INDICATORS.iter().find(|i| i.id() == id).map(|i| i.table());
    let cells = plain(&outcome.panel);
    let found =
        cells.iter().filter(|((id, _), (value, _))| value.is_ok() && of(id).is_some_and(|t| tables.contains(&t)));
    found.map(|((id, _), _)| *id).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn without_a_source_the_rest_runs_and_says_what_is_missing() {
    use TableId::{Activities, Groups, Members, Networks, Organizations, Participants, Positions, Series};

    let (whole, lacks, texts) = without(&[]);
    assert!(lacks.is_empty() && !texts[0].contains("not here") && !texts[1].contains("没有的资料"), "{}", texts[0]);
    let whole = plain(&whole.panel);
    let (mut text, mut all) = (String::new(), BTreeMap::new());
    for &source in SOURCES {
        let (outcome, lacks, [en, zh]) = without(&[source]);
        assert_eq!(lacks, [source]);
        assert!(en.contains("not here: ") && zh.contains("没有的资料　"), "{en}\n{zh}");
        let now = plain(&outcome.panel);
        let fates = fates(&whole, &now);
        text += &format!("\n**Without {}.** {}", words(source), page_of(&fates).replacen("| what", "\n\n| what", 1));
        all.insert(source, (outcome, now, fates));
    }
    let changed = |source| -> BTreeSet<&str> { all[&source].2.values().flatten().copied().collect() };
    let table = |id: &str| INDICATORS.iter().find(|i| i.id() == id).map(|i| i.table());

    // Without a chat nothing is said of talk, and no silence is a zero.
    assert_eq!(defined(&all[&Lack::Chats].0, &[Groups, Networks, Members, Positions]), Vec::<&str>::new());
    let talk = |id: &str| table(id).is_some_and(|t| matches!(t, Participants | Series)) || id == "act_attendance";
    assert!(!changed(Lack::Chats).iter().any(|id| talk(id)), "{:?}", changed(Lack::Chats));

    // Without a list nobody is said to have come, and talk alone is as it was.
    let came = ["act_attendance", "act_return_rate", "series_opening_attendance", "part_attendance", "org_returning"];
    let left: Vec<&str> = defined(&all[&Lack::Lists].0, &[Activities, Series, Participants, Organizations]);
    assert!(!left.iter().any(|id| came.contains(id)), "{left:?}");
    for id in ["net_turns", "net_ties", "net_explicit_share", "net_uptake", "net_staff_turn_share", "net_receipt_share"]
    {
        assert!(!changed(Lack::Lists).contains(id), "{id}");
    }

    // Without member lists who never spoke is not known, and what was held is as it was.
    let silent = |(id, value): (&str, Value)| id == "net_silent_share" && value.is_ok();
    assert!(!all[&Lack::Members].1.iter().any(|((id, _), (value, _))| silent((id, *value))));
    let held = |id: &str| table(id).is_some_and(|t| matches!(t, Activities | Series));
    assert!(!changed(Lack::Members).iter().any(|id| held(id)), "{:?}", changed(Lack::Members));

    // What offices write down is told of organizations alone, and where it is missing no count of it is 0.
    for source in [Lack::Coaching, Lack::Grants] {
        assert!(changed(source).iter().all(|id| table(id) == Some(Organizations)), "{source:?}: {:?}", changed(source));
        let now = &all[&source].1;
        let zeros = whole.iter().filter(|(key, old)| old.0.is_ok_and(|v| v != 0.0) && now[*key].0 == Ok(0.0));
        assert_eq!(zeros.map(|(key, _)| key).next(), None, "{source:?}");
    }

    let page = fs::read_to_string(PAGE).unwrap_or_default();
    let (start, end) = ("<!-- missing -->\n", "\n<!-- end of missing -->");
    let at = page.find(start).expect("the page has its mark") + start.len()..page.find(end).expect("and its end");
    if std::env::var_os("LINLI_BLESS").is_some() {
        let mut page = page.clone();
        page.replace_range(at, &text);
        fs::write(PAGE, page).unwrap();
    } else {
        assert!(
            page[at] == text,
            "docs/concepts/missing.md is stale; LINLI_BLESS=1 rewrites it, then read the difference"
        );
    }
}

#[test]
fn with_one_source_alone_what_rests_on_it_is_there() {
    for (only, there) in [
        (Lack::Chats, &["net_turns", "net_density", "node_turns"][..]),
        (Lack::Lists, &["act_attendance", "series_opening_attendance", "part_attendance", "org_returning"]),
        (Lack::Members, &["org_activities"]),
        (Lack::Coaching, &["org_activities"]),
        (Lack::Grants, &["org_activities"]),
    ] {
        let others: Vec<Lack> = SOURCES.iter().copied().filter(|&source| source != only).collect();
        let (outcome, lacks, _) = without(&others);
        assert_eq!(lacks, others, "with {} alone", words(only));
        let left = defined(&outcome, TableId::ALL);
        assert!(there.iter().all(|id| left.contains(id)), "with {} alone: {left:?}", words(only));
        if only != Lack::Chats {
            assert!(!left.contains(&"net_turns"), "with {} alone", words(only));
        }
    }
}

/// What stands in 台账 — who is who, who belongs where — is left out, and everybody agrees under every name.
fn by_names_alone(street: &Street, dir: &Path) {
    let mut street = street.clone();
    // Whose two names two telephones show is asked before anything is read.
    street.groups.iter_mut().for_each(|group| group.exports.truncate(1));
    write_street(&street, dir).unwrap();
    fs::remove_file(dir.join("台账.xlsx")).unwrap();
    let mut rows = BTreeSet::new();
    for membership in &street.memberships {
        let person = &street.people[membership.person];
        let organization = &street.organizations[membership.organization].name;
        rows.extend([&person.name, &person.nickname].map(|name| format!("{name},{organization},coaching\n")));
    }
    let rows: String = rows.into_iter().collect();
    fs::write(dir.join("consent.csv"), format!("person,organization,purpose\n{rows}")).unwrap();
    let plan = fs::read_to_string(dir.join("study.toml")).unwrap().replace("tier = \"T1\"", "tier = \"T0\"");
    assert!(plan.contains("T0"));
    fs::write(dir.join("study.toml"), plan).unwrap();
}

#[test]
fn a_name_that_nobody_linked_is_not_two_people_with_two_states() {
    let place = Place::new("names");
    let street = lane();
    by_names_alone(&street, &place.study());
    let study = open_with(&place.study(), &OpenOptions::default()).unwrap().study;
    let labels = study.person_labels().unwrap();
    let (mut states, mut unlinked, mut both) = (0, 0, 0);
    for group in street.groups.iter().filter(|group| group.organization.is_some()) {
        let placements = study.placements(&group.name, Day::parse("2017-03-01").unwrap()).unwrap();
        let of = |name: &str| {
            let own = placements.iter().find(|one| labels[one.person.index()].rsplit('/').next() == Some(name));
            own.map(|one| one.state)
        };
        for person in street.people.iter().filter(|person| person.staff.is_none()) {
            let names: BTreeSet<&str> = [person.name.as_str(), person.nickname.as_str()].into();
            let said: Vec<_> = names.iter().filter_map(|name| of(name)).collect();
            let with_state = said.iter().filter(|state| state.is_ok()).count();
            assert!(with_state <= 1, "{} has two states in {}: {said:?}", person.id, group.name);
            states += with_state;
            unlinked += said.iter().filter(|state| **state == Err(Undefined::NotLinked)).count();
            both += usize::from(names.len() == 2 && said.len() == 2);
        }
    }
    assert!(states > 0 && unlinked > 5, "{states} with a state, {unlinked} not linked, {both} under two names");
}
