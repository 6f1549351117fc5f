//! The eighteen women of Davis, Gardner & Gardner (1941) and what those who watched them wrote down.

use linli::panel::Key;
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
