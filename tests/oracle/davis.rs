//! The eighteen women of Davis, Gardner & Gardner (1941) and what those who watched them wrote down.

use linli::network::Affiliation;
use linli::panel::Key;
use linli::statistics::Stream;
use linli::study::quietly;

use crate::case;

/// Positions as the ethnographers saw them (Freeman 2003, standard row order): the core of both groups.
const CORE: [&str; 7] = ["Evelyn", "Laura", "Theresa", "Brenda", "Sylvia", "Nora", "Helen"];
/// Those at the fringe of either.
const SECONDARY: [&str; 6] = ["Pearl", "Ruth", "Verne", "Dorothy", "Olivia", "Flora"];

#[test]
fn classes_of_attendance_tell_the_ethnographers_core_from_their_fringe() {
    let files = case::register("indicator");
    let (_, cases) = files.iter().find(|(id, _)| id == "part_attendance_class").expect("its cases");
    let davis = cases.iter().find(|case| case.name == "davis").expect("the women");
    let outcome = davis.study(&["part_attendance_class", "part_attendance_rate"]).run(&mut quietly).expect("a run");
    let table = outcome.panel.table(linli::indicator::TableId::Participants).expect("participants");
    for (column, least) in [(0, 0.9), (1, 0.9)] {
        let of = |name: &str| {
            let is = |row: &linli::panel::Row<'_>| {
                row.key(Key::Person).is_some_and(|code| outcome.panel.dictionaries().label(Key::Person, code) == name)
            };
            table.iter().find(is).and_then(|row| row.value(column).ok()).expect("a value")
        };
        let pairs = CORE.iter().flat_map(|core| SECONDARY.iter().map(move |fringe| (of(core), of(fringe))));
        let won = pairs.map(|(core, fringe)| match core.total_cmp(&fringe) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        });
        let area = won.sum::<f64>() / (CORE.len() * SECONDARY.len()) as f64;
        assert!(area >= least, "{}: {area}", table.indicators()[column].id());
    }
}

/// Who came to which of the fourteen events, in the standard order.
const WOMEN: [(&str, &[u32]); 18] = [
    ("Evelyn", &[1, 2, 3, 4, 5, 6, 8, 9]),
    ("Laura", &[1, 2, 3, 5, 6, 7, 8]),
    ("Theresa", &[2, 3, 4, 5, 6, 7, 8, 9]),
    ("Brenda", &[1, 3, 4, 5, 6, 7, 8]),
    ("Charlotte", &[3, 4, 5, 7]),
    ("Frances", &[3, 5, 6, 8]),
    ("Eleanor", &[5, 6, 7, 8]),
    ("Pearl", &[6, 8, 9]),
    ("Ruth", &[5, 7, 8, 9]),
    ("Verne", &[7, 8, 9, 12]),
    ("Myra", &[8, 9, 10, 12]),
    ("Katherina", &[8, 9, 10, 12, 13, 14]),
    ("Sylvia", &[7, 8, 9, 10, 12, 13, 14]),
    ("Nora", &[6, 7, 9, 10, 11, 12, 13, 14]),
    ("Helen", &[7, 8, 10, 11, 12]),
    ("Dorothy", &[8, 9]),
    ("Olivia", &[9, 11]),
    ("Flora", &[9, 11]),
];

fn davis() -> Affiliation {
    let rows = (0..).zip(&WOMEN).flat_map(|(woman, (_, events))| events.iter().map(move |event| (woman, event - 1)));
    Affiliation::of(18, 14, &rows.collect::<Vec<_>>())
}

fn near(what: &str, found: f64, published: f64, tolerance: f64) {
    assert!((found - published).abs() <= tolerance, "{what}: {found}, published {published}");
}

#[test]
fn two_modes_are_as_dense_and_as_closed_as_published() {
    let davis = davis();
    assert_eq!(davis.attendances(), 89);
    near("density", davis.density().expect("people and events"), 0.353, 5e-4);
    // networkx prints three decimals; netrics .4677, which is the first four digits of the same 1364/2916.
    near("closure", davis.closure().expect("paths"), 0.468, 5e-4);
    near("closure", davis.closure().expect("paths"), 1364.0 / 2916.0, 1e-12);
    assert_eq!(davis.diameter(), Some(4));
}

#[test]
fn the_middle_of_two_modes_is_where_it_was_published() {
    // Rounded to two decimals, as in the tests of networkx.
    let davis = davis();
    let woman = |name: &str| WOMEN.iter().position(|(known, _)| *known == name).expect("one of them");
    let degree = davis.degree_centrality();
    let by_degree = [
        ("Evelyn", 0.57),
        ("Nora", 0.57),
        ("Theresa", 0.57),
        ("Sylvia", 0.50),
        ("Laura", 0.50),
        ("Brenda", 0.50),
        ("Katherina", 0.43),
        ("Helen", 0.36),
        ("Ruth", 0.29),
        ("Charlotte", 0.29),
        ("Pearl", 0.21),
        ("Dorothy", 0.14),
    ];
    for (name, published) in &by_degree {
        near(name, degree.people[woman(name)], *published, 5e-3);
    }
    for (e, p) in [(8, 0.78), (9, 0.67), (7, 0.56)] {
        near("degree", degree.occasions[e - 1], p, 5e-3);
    }
    let closeness = davis.closeness_centrality();
    let by_closeness = [
        ("Nora", 0.80),
        ("Evelyn", 0.80),
        ("Theresa", 0.80),
        ("Sylvia", 0.77),
        ("Dorothy", 0.65),
        ("Charlotte", 0.60),
        ("Olivia", 0.59),
        ("Flora", 0.59),
    ];
    for (name, published) in &by_closeness {
        near(name, closeness.people[woman(name)], *published, 5e-3);
    }
    for (e, p) in [(8, 0.85), (9, 0.79)] {
        near("closeness", closeness.occasions[e - 1], p, 5e-3);
    }
    let between = davis.betweenness_centrality();
    let by_betweenness = [
        ("Nora", 0.11),
        ("Evelyn", 0.10),
        ("Theresa", 0.09),
        ("Sylvia", 0.07),
        ("Laura", 0.05),
        ("Brenda", 0.05),
        ("Katherina", 0.05),
    ];
    for (name, published) in &by_betweenness {
        near(name, between.people[woman(name)], *published, 5e-3);
    }
    for (e, p) in [(8, 0.24), (9, 0.23), (7, 0.13), (6, 0.07)] {
        near("betweenness", between.occasions[e - 1], p, 5e-3);
    }
    // Not normalised, the first five women (netrics): 42.9802 22.8541 38.9796 22.0215 4.7153. One scale for all.
    let raw = [42.9802, 22.8541, 38.9796, 22.0215, 4.7153];
    for (found, published) in between.people.iter().zip(raw) {
        near("betweenness", found / between.people[0] * raw[0], published, 1e-4);
    }
}

#[test]
fn a_naive_projection_ties_nearly_everybody_and_chance_explains_most_of_it() {
    let found = davis().together(500, &mut Stream::of(2017, &["davis".into()]));
    // 139 of 153 pairs shared an event; what two who come that often would share anyway is most of it.
    assert_eq!(found.len(), 139);
    let beyond = found.iter().filter(|one| one.p <= 0.05).count();
    assert!((1..40).contains(&beyond), "{beyond}");
    // Evelyn and Theresa, the heart of the first group, stand out; Evelyn and Helen, of different groups, do not.
    let of = |a, b| found.iter().find(|one| one.pair == (a, b)).expect("they met");
    assert!(of(0, 2).p < 0.05 && of(0, 2).shared == 7, "{:?}", of(0, 2));
    assert!(of(0, 14).p > 0.5, "{:?}", of(0, 14));
}
