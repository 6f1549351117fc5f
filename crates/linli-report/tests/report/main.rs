//! The report as a reader, a browser and an ill-meaning nickname meet it.

mod scanner;
mod study;

use linli::plan::Purpose;
use linli::records::{ActivityId, PersonId, PseudonymKey};
use linli::release::Release;
use linli::release::{DisclosureRules, Funder, Public};
use linli::study::quietly;
use linli::{Outcome, Study};
use linli_report::{Language, ReportOptions, funder_html, html, public_html};

use scanner::{Event, balanced, scan, skeleton};
use study::{HOSTILE, PLAIN, street, tiny, tiny_without_staff};

const LANGUAGES: [Language; 3] = [Language::Zh, Language::En, Language::Both];

fn in_language(language: Language) -> ReportOptions {
    ReportOptions { language, ..ReportOptions::default() }
}

fn report(names: &study::Names, language: Language) -> String {
    html(&tiny(names, None).team().unwrap(), &in_language(language))
}

#[test]
fn markup_is_well_formed_and_balanced() {
    for language in LANGUAGES {
        for names in [&PLAIN, &HOSTILE] {
            let events = scan(&report(names, language)).unwrap();
            balanced(&events).unwrap();
        }
    }
}

#[test]
fn no_element_and_no_attribute_comes_from_data() {
    for language in LANGUAGES {
        let skeletons = [&PLAIN, &HOSTILE].map(|names| skeleton(&scan(&report(names, language)).unwrap()));
        let differ = skeletons[0].iter().zip(&skeletons[1]).find(|(plain, hostile)| plain != hostile);
        assert_eq!(differ, None);
        assert_eq!(skeletons[0].len(), skeletons[1].len());
    }
    let hostile = report(&HOSTILE, Language::Both);
    assert!(hostile.contains("1 &lt;script&gt;alert(1)&lt;/script&gt;") && hostile.contains("{{7*7}}&amp;#x3c;"));
    for dropped in ['\u{202e}', '\u{2067}', '\u{0}', '\u{1b}'] {
        assert!(!hostile.contains(dropped), "{dropped:?}");
    }
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    let events = scan(&report(&HOSTILE, Language::Both)).unwrap();
    let mut ids = Vec::new();
    for event in &events {
        let Event::Start { tag, attributes, .. } = event else { continue };
        assert!(!["script", "iframe", "object", "img", "link", "base", "form"].contains(&tag.as_str()), "{tag}");
        for (name, value) in attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{tag} {name}");
            assert!(name != "href" || value.starts_with('#'), "{value}");
            assert!(name == "xmlns" || name == "content" || !value.contains("//"), "{name}={value}");
            if name == "id" {
                ids.push(value.clone());
            }
        }
    }
    let policy = events.iter().any(|event| {
        matches!(event, Event::Start { attributes, .. }
            if attributes.iter().any(|(_, value)| value == "Content-Security-Policy")
            && attributes.iter().any(|(_, value)| value.starts_with("default-src &#39;none&#39;")))
    });
    assert!(policy);
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "an id stands twice");
}

#[test]
fn every_picture_has_a_title_and_a_description() {
    let events = scan(&report(&PLAIN, Language::Both)).unwrap();
    let mut pictures = 0;
    for (at, event) in events.iter().enumerate() {
        let Event::Start { tag, attributes, .. } = event else { continue };
        if tag != "svg" {
            continue;
        }
        pictures += 1;
        assert!(attributes.contains(&("role".to_owned(), "img".to_owned())));
        let said = |at: usize, name: &str| {
            matches!(&events[at], Event::Start { tag, .. } if tag == name)
                && matches!(&events[at + 1], Event::Text(text) if !text.trim().is_empty())
        };
        assert!(said(at + 1, "title") && said(at + 5, "desc"), "{:?}", &events[at..at + 8]);
    }
    // Density, turns and active members of the workshop alone are more than this.
    assert!(pictures > 8, "{pictures}");
}

#[test]
fn one_language_says_nothing_in_the_other() {
    let [zh, en, both] = LANGUAGES.map(|language| report(&PLAIN, language));
    assert!(zh.contains("<html lang=\"zh\">") && en.contains("<html lang=\"en\">"));
    assert!(zh.contains("不知道的") && !zh.contains("What is not known"));
    assert!(en.contains("What is not known") && !en.contains("不知道的"));
    assert!(both.contains("<i lang=\"zh\">不知道的</i><i lang=\"en\">What is not known</i>"));
    assert!(both.contains("id=\"in-zh\"") && !zh.contains("id=\"in-zh\"") && !en.contains("type=\"radio\""));
}

/// Counted by hand from `study.rs`.
#[test]
fn numbers_and_gaps_are_those_of_the_study() {
    let page = report(&PLAIN, Language::En);
    // The last window, 3–16 April, has 8 turns, 6 of them addressed: 0→1, 1→0 and 2→0, each twice.
    // Present are 0, 1 and staff 2; 3 is on the list and silent.
    assert!(page.contains("Explicit ties, present, with staff; 2017-03-06 – 2017-03-19: "));
    assert!(page.contains("2017-04-03 – 2017-04-16: 3 people, 2 tied pairs"));
    assert!(page.contains("<th>Turns</th><td>8</td><td>6</td>"), "turns");
    assert!(page.contains("<th>Density</th><td>0.500</td>"), "3 of 6 directed ties");
    // Weeks three and four have no source: the window from 20 March has no value, and the reason is a letter.
    assert!(page.contains("2017-03-20 ●</th><td>–<sup>f</sup></td>"));
    assert!(page.contains("<sup>f</sup> no source covers the window"));
    assert!(page.contains("–: no list, which is not the same as nobody came"));
    // 2 of the 4 who came to the opening came again.
    assert!(page.contains("<td>剪纸第二次</td><td>2</td><td>0.500</td>"));
    assert!(page.contains("2 合唱队 / 合唱: 30 people at the opening, 5 at a middling activity after it"));
    assert!(page.contains("<td class=\"u\">30 counted, no list</td>"));
    assert!(page.contains("held, with a list of names: 2 weeks; held, the list is missing: 1 weeks"));
}

#[test]
fn where_nobody_is_staff_the_report_says_so() {
    let told = tiny(&PLAIN, None);
    let page = |outcome: &linli::Outcome| html(&outcome.team().unwrap(), &in_language(Language::En));
    assert!(!page(&told).contains("Nobody is named as staff"));
    let untold = tiny_without_staff(&PLAIN);
    let page = page(&untold);
    let places: Vec<usize> = page.match_indices("Nobody is named as staff").map(|(at, _)| at).collect();
    // Before the first number without staff, above the values of each group, and in the method.
    assert_eq!(places.len(), 1 + untold.study.records.groups().len() + 1);
    assert!(places[0] < page.find("without staff)").unwrap(), "the first number without staff stands in the overview");
    assert!(*places.last().unwrap() > page.find("id=\"method\"").unwrap());
}

#[test]
fn the_research_release_names_nobody() {
    let outcome = tiny(&PLAIN, Some(&PseudonymKey::new([7; 32])));
    let page = html(&outcome.research().unwrap(), &ReportOptions::default());
    for name in PLAIN.people {
        assert!(!page.contains(name), "{name}");
        assert!(!page.contains(name.split_once(' ').unwrap().1), "{name}");
    }
    // Whom the plan names is called as everybody is.
    let staff = outcome.research().unwrap().plan().staff;
    assert!(staff.len() == 1 && page.contains(&format!("staff = [&quot;{}&quot;]", staff[0])));
    assert_eq!(page.matches("T1 研究用，假名；仍是个人信息，不是匿名").count(), 5, "top, three pages, foot");
    let team = html(&outcome.team().unwrap(), &ReportOptions::default());
    assert!(team.contains("T0 团队内部，含姓名，勿转发") && !team.contains("T1 研究用"));
}

/// Titles and file names in which somebody typed a name.
const TELLING: study::Names = study::Names {
    titles: ["1 王阿姨教剪纸", "去3 小林老师家", "合唱"],
    source: "chats/2 李叔的手机.txt",
    kind: "4 赵姐的手艺",
    ..PLAIN
};

#[test]
fn no_whole_name_stands_on_a_page_of_the_team_until_it_is_opened() {
    let outcome = tiny(&TELLING, None);
    let team = outcome.team().unwrap();
    for language in LANGUAGES {
        let page = html(&team, &in_language(language));
        for name in TELLING.people {
            assert!(!page.contains(name) && !page.contains(name.split_once(' ').unwrap().1), "{name}");
        }
        // In the table of the network, in a title, in a file's name and in the plan.
        for masked in ["<td>1＊＊</td>", "1＊＊教剪纸", "chats/2＊＊的手机.txt", "staff = [&quot;3＊＊&quot;]"]
        {
            assert!(page.contains(masked), "{masked}");
        }
        let open = vec![outcome.study.records.person(TELLING.people[0]).unwrap()];
        let page = html(&team, &ReportOptions { language, open });
        for name in TELLING.people {
            assert_eq!(page.contains(name), name == TELLING.people[0], "{name}");
        }
        assert!(page.contains("1 王阿姨教剪纸") && page.contains("<td>1 王阿姨</td>"));
    }
}

#[test]
fn research_is_shown_pseudonyms() {
    let outcome = tiny(&PLAIN, Some(&PseudonymKey::new([7; 32])));
    let page = html(&outcome.research().unwrap(), &ReportOptions::default());
    let people = outcome.study.records.people();
    let shown = people.iter().filter(|person| page.contains(&format!("<td>{}</td>", person.id))).count();
    assert_eq!(shown, 4, "who counts in the network of the workshop at one time or the other");
    assert!(!page.contains("＊＊"));
}

/// Everything of an organization stands in its own section, and what it does not have is said in words.
#[test]
fn an_organization_has_one_page() {
    let page = report(&PLAIN, Language::En);
    let section = |anchor: &str| {
        let from = page.find(&format!("<section id=\"{anchor}\" class=\"page\">")).unwrap();
        page[from..].split("class=\"page\">").nth(1).unwrap().to_owned()
    };
    let (workshop, choir) = (section("o0"), section("o1"));
    for head in [
        "Rhythm of activities",
        "Who comes back",
        "Who keeps the record",
        "The six steps",
        "How participation is shared out",
        "The network over time",
        "Trajectories",
        "<h3>Activities</h3>",
    ] {
        assert!(workshop.contains(head), "{head}");
    }
    assert!(workshop.contains("2 activities have a list, which is too few"));
    assert!(workshop.contains("<td class=\"u\">not seen by the last day</td>"));
    assert!(choir.contains("None of the six steps can be said"));
    // Four came once and two of them twice: fewer than five.
    assert!(workshop.contains("Attendances (whoever has come): 4 people, and with fewer than 5"));
    assert!(choir.contains("No chat was handed in") && choir.contains("No list was handed in"));
    assert!(!choir.contains("The network over time") && choir.matches("<svg").count() == 1, "the rhythm alone");
}

/// Brute force, from the lists of the first workshop.
#[test]
fn who_comes_back_is_counted_from_the_lists() {
    let outcome = street();
    let records = &outcome.study.records;
    let all = outcome.coming_back();
    assert_eq!(all.len(), 24);
    for returning in &all {
        let own = &records.activities()[records.activities_of(returning.organization)];
        let listed: Vec<usize> = records
            .activities_of(returning.organization)
            .zip(own)
            .filter(|(_, a)| a.has_list)
            .map(|(at, _)| at)
            .collect();
        let came = |at: usize, person: PersonId| {
            records.attendance_of(ActivityId::from_index(at)).iter().any(|row| row.person == person)
        };
        let (mut of, mut after) = (0, [0; 4]);
        for person in (0..records.people().len()).map(PersonId::from_index) {
            // The first of the 25 is the coach.
            let Some(first) = listed.iter().position(|&at| came(at, person)).filter(|_| person.index() % 25 > 0) else {
                continue;
            };
            if first + 4 < listed.len() {
                of += 1;
                for (k, count) in after.iter_mut().enumerate() {
                    *count += u32::from((first + k + 1..=first + 4).any(|later| came(listed[later], person)));
                }
            }
        }
        assert_eq!((returning.all.of, returning.all.after), (of, after));
        assert!(returning.ordinary.of > 0 && returning.all.after[0] >= returning.all.after[3]);
    }
    let page = html(&outcome.team().unwrap(), &in_language(Language::En));
    let cohort = all[0].all;
    assert!(page.contains(&format!("<td class=\"n\">{} / {} = ", cohort.after[3], cohort.of)));
}

#[test]
fn intervals_are_drawn_and_listed_where_the_plan_asks() {
    let with = |intervals: &[&str]| {
        let mut plan = study::plan(&PLAIN);
        plan.intervals = intervals.iter().map(|&id| id.to_owned()).collect();
        let study = Study { plan, ..tiny(&PLAIN, None).study };
        html(&study.run(&mut quietly).unwrap().team().unwrap(), &in_language(Language::En))
    };
    let (without, with) = (with(&[]), with(&["net_density"]));
    let paths = |page: &str| page.matches("<path").count();
    assert!(paths(&with) > paths(&without), "{} {}", paths(&with), paths(&without));
    let listed = |page: &str| page.matches(" [0").count();
    assert!(listed(&with) > listed(&without));
}

/// The scale of the overview is one: everybody's axis ends at the same number, intervals and all.
#[test]
fn small_multiples_share_a_scale_and_stand_by_name() {
    let Outcome { study, .. } = street();
    let intervals = vec!["net_mean_degree".to_owned()];
    let study = Study { plan: linli::Plan { intervals, ..study.plan.clone() }, ..study };
    let outcome = study.run(&mut quietly).unwrap();
    let page = html(&outcome.team().unwrap(), &in_language(Language::En));
    let overview = &page[page.find("id=\"overview\"").unwrap()..page.find("id=\"findings\"").unwrap()];
    let highest = |picture: &str| picture.split("<text").nth(2).unwrap().split(['>', '<']).nth(1).unwrap().to_owned();
    for measure in ["Activities held", "Active members", "Turns", "Mean degree"] {
        let part = overview.split("class=\"glance\"").find(|part| part.contains(&format!("<h4>{measure}"))).unwrap();
        let names: Vec<&str> =
            part.split("<figcaption>").skip(1).map(|part| part.split(['>', '<']).nth(2).unwrap()).collect();
        assert!(names.len() == 24 && names.is_sorted(), "{measure}: {names:?}");
        let mut ends: Vec<String> = part.split("<svg").skip(1).map(highest).collect();
        ends.dedup();
        assert_eq!(ends.len(), 1, "{measure}: {ends:?}");
    }
    assert_eq!(overview.matches("<svg").count(), 24 * 4);
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    assert_eq!(report(&PLAIN, Language::Both), report(&PLAIN, Language::Both));
}

/// With `LINLI_BLESS=1` in the environment the stored page is rewritten; the difference is then read before it is kept.
#[test]
fn the_tiny_page_is_the_stored_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/report/tiny.html");
    let page = report(&PLAIN, Language::Both);
    if std::env::var_os("LINLI_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap();
    let differ = stored.lines().zip(page.lines()).find(|(stored, page)| stored != page);
    assert_eq!(differ, None, "see the note on LINLI_BLESS above this test");
    assert_eq!(stored.len(), page.len());
}

#[test]
fn a_street_of_two_years_stays_small() {
    let outcome = street();
    assert_eq!(outcome.provenance.protocol.windows().len(), 100);
    let page = html(&outcome.team().unwrap(), &ReportOptions::default());
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    balanced(&scan(&page).unwrap()).unwrap();
}

/// What a funder has, with organizations by name, and the public, with the title alone.
fn aggregates(names: &study::Names, street: &Outcome) -> (Funder, Public) {
    let rules = DisclosureRules::new(PseudonymKey::new([7; 32]));
    let mut outcome = tiny(names, None);
    outcome.study.plan.purpose = Purpose::Evaluation;
    let mut street = street.clone();
    (street.study.plan.purpose, street.study.plan.title) = (Purpose::Evaluation, names.title.to_owned());
    (outcome.funder(&rules).unwrap(), street.public(&rules).unwrap())
}

#[test]
fn pages_of_numbers_take_no_markup_from_data_and_load_nothing() {
    let street = street();
    let (plain, hostile) = (aggregates(&PLAIN, &street), aggregates(&HOSTILE, &street));
    for language in LANGUAGES {
        let options = in_language(language);
        let pages =
            |(funder, public): &(Funder, Public)| [funder_html(funder, &options), public_html(public, &options)];
        let (plain, hostile) = (pages(&plain), pages(&hostile));
        for (plain, hostile) in plain.iter().zip(&hostile) {
            let events = [plain, hostile].map(|page| scan(page).unwrap());
            for events in &events {
                balanced(events).unwrap();
            }
            assert_eq!(skeleton(&events[0]), skeleton(&events[1]));
            for banned in ["<script", "https://", "@import", "url(", " src="] {
                assert!(!plain.contains(banned), "{banned}");
            }
            assert!(hostile.contains("{{7*7}}&amp;#x3c;") && !hostile.contains('\u{202e}'));
        }
        let [funder, public] = plain;
        assert!(funder.contains("T2") && !funder.contains("T3 ") && public.contains("T3") && !public.contains("T2 "));
        // The strips stand beside their tables; the public has neither.
        assert_eq!(funder.matches("<svg").count(), funder.matches("class=\"weeks\"").count());
        assert_eq!((funder.matches("<svg").count(), public.matches("<svg").count()), (2, 0));
        for name in PLAIN.people {
            let own = name.split_once(' ').unwrap().1;
            assert!(!funder.contains(own) && !public.contains(own), "{name}");
        }
        assert!(!public.contains("布工坊") && funder.contains("布工坊"));
    }
}
