//! Bad and awkward input, case by case, through the public door: a small study folder with the file in it. The cases are
//! the data of `tests/cases/input`; the guide's table of them is printed from the same files.

mod case;
mod feed;
mod limits;
mod make;
mod seen;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use linli::diagnostic::{DIAGNOSTICS, diagnostic_code};
use linli::refusal::{REFUSALS, refusal_code};

use case::Class;

#[test]
fn every_case_is_read_as_its_file_says() {
    let mut wrong = String::new();
    for case in case::all() {
        if let Some(found) = seen::seen(&case).differs(&case) {
            writeln!(wrong, "{}: {found}", case.label()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_list_is_whole() {
    let numbers: BTreeSet<u32> = case::all().iter().map(|case| case.number).collect();
    let listed: BTreeSet<u32> = (1..=104).collect();
    assert!(numbers.is_superset(&listed), "without {:?}", listed.difference(&numbers).collect::<Vec<_>>());
}

/// What is accepted as it is has a name of its own; what is odd or refused has the code that the register knows.
#[test]
fn every_case_has_a_code_of_its_own() {
    let mut known = BTreeMap::new();
    for case in case::all() {
        let fits = match case.result {
            Class::Accepted => diagnostic_code(&case.code).is_none() && refusal_code(&case.code).is_none(),
            Class::Odd => diagnostic_code(&case.code).is_some(),
            Class::Asks => refusal_code(&case.code).is_some_and(|code| code.kind.asks()),
            Class::Refused => refusal_code(&case.code).is_some_and(|code| !code.kind.asks()),
        };
        assert!(fits, "{}: `{}` is no code of {:?}", case.label(), case.code, case.result);
        // What is said once more, in another format, says so.
        if !case.again
            && let Some(other) = known.insert(case.code.clone(), case.label())
        {
            panic!("{} and {other} share the code `{}`", case.label(), case.code);
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = case::all();
    let shown: BTreeSet<&str> = cases.iter().map(|case| case.code.as_str()).collect();
    let codes = DIAGNOSTICS.iter().map(|d| d.id).chain(REFUSALS.iter().map(|r| r.id));
    let missing: Vec<&str> = codes.filter(|code| !shown.contains(code)).collect();
    assert!(missing.is_empty(), "codes without a case: {missing:?}");
}
