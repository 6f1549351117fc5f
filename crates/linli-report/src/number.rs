//! Numbers as the report prints them.

use linli::definition::Kind;
use linli::time::Day;

/// A value of a column, as its kind asks.
pub(crate) fn of_kind(kind: Kind, value: f64) -> String {
    match kind {
        Kind::Real => significant(value),
        Kind::Count => whole(value),
        Kind::Category(names) => names.get(value as usize).map_or_else(|| whole(value), |&name| name.to_owned()),
        Kind::Date => Day::from_number(value as i32).to_string(),
    }
}

/// A count: never rounded.
fn whole(value: f64) -> String {
    format!("{value:.0}")
}

/// Three significant digits; whole numbers from 100 keep all of theirs.
pub(crate) fn significant(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    // The scientific form rounds exactly and knows its exponent; no logarithm is asked.
    let scientific = format!("{value:.2e}");
    let exponent: i32 = scientific.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    match exponent {
        ..-4 => scientific,
        -4..2 => format!("{value:.*}", (2 - exponent) as usize),
        2.. => format!("{value:.0}"),
    }
}

/// A coordinate in a picture: a tenth of a unit is finer than paper.
pub(crate) fn coordinate(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits() {
        for (value, shown) in [
            (0.0, "0"),
            (0.5, "0.500"),
            (0.012_345, "0.0123"),
            (1.0, "1.00"),
            (9.999, "10.0"),
            (12.34, "12.3"),
            (123.4, "123"),
            (12_345.0, "12345"),
            (0.000_01, "1.00e-5"),
            (-0.25, "-0.250"),
            (f64::NAN, "–"),
            (f64::INFINITY, "–"),
        ] {
            assert_eq!(significant(value), shown);
        }
    }

    #[test]
    fn kinds_print_as_themselves() {
        assert_eq!(of_kind(Kind::Count, 12_345.0), "12345");
        assert_eq!(of_kind(Kind::Date, 0.0), "1970-01-01");
        assert_eq!(of_kind(Kind::Category(&["seed", "sapling"]), 1.0), "sapling");
        assert_eq!(of_kind(Kind::Category(&["seed"]), 7.0), "7");
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!([coordinate(1.04), coordinate(-0.01), coordinate(2.25)], ["1", "0", "2.2"]);
    }
}
