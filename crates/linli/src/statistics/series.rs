//! What a test over time is given: values in order, some of them undefined, of windows that do not overlap.

use std::fmt::Display;

use crate::error::{Error, ErrorKind};

/// A value and its place in the series, from 0. What is undefined leaves a hole, never a shift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) t: usize,
    pub(crate) x: f64,
}

/// The longest series that is tested: pairs are compared, so memory and time go with the square.
pub const LONGEST: usize = 5_000;

/// The values that are there, with their places.
///
/// # Errors
///
/// A value that is no finite number, a series longer than [`LONGEST`], fewer than `least` values for `what`.
pub(crate) fn points(values: &[Option<f64>], least: usize, what: &str) -> Result<Vec<Point>, Error> {
    if values.len() > LONGEST {
        return Err(Error::new(ErrorKind::Limit, format!("{} values; at most {LONGEST} are compared", values.len()))
            .with_hint("use longer windows"));
    }
    let mut points = Vec::with_capacity(values.len());
    for (t, value) in values.iter().enumerate() {
        let Some(x) = *value else { continue };
        if !x.is_finite() {
            return Err(Error::new(ErrorKind::Input, format!("value {} is {x}; a finite number is needed", t + 1))
                .with_hint("leave out what is undefined"));
        }
        points.push(Point { t, x });
    }
    if points.len() < least {
        let given = points.len();
        return Err(Error::new(ErrorKind::Input, format!("{what} needs at least {least} values; {given} given")));
    }
    Ok(points)
}

/// Refuses windows of which one starts before the one before it has ended.
///
/// Neighbouring rolling windows share most of their days, so their values follow each other whatever happens: a
/// Mann–Kendall test at the 5 % level on rolling windows of stationary groups finds a trend in a quarter of them.
///
/// # Errors
///
/// The first pair that overlaps, with the way out. `windows` are half-open and in the order of the values.
///
/// # Examples
///
/// ```
/// use linli::statistics::require_disjoint;
///
/// assert!(require_disjoint(&[["2017-01-02", "2017-01-30"], ["2017-01-30", "2017-02-27"]]).is_ok());
/// let rolling = require_disjoint(&[["2017-01-02", "2017-01-30"], ["2017-01-09", "2017-02-06"]]).unwrap_err();
/// assert!(rolling.to_string().contains("overlap"));
/// ```
pub fn require_disjoint<T: PartialOrd + Display>(windows: &[[T; 2]]) -> Result<(), Error> {
    for [start, end] in windows {
        // Written so that what cannot be compared (not a number) is refused too.
        if start.partial_cmp(end) != Some(std::cmp::Ordering::Less) {
            return Err(Error::new(ErrorKind::Input, format!("a window from {start} to {end} holds no time")));
        }
    }
    for pair in windows.windows(2) {
        if pair[1][0] < pair[0][1] {
            let message = format!(
                "the windows overlap: one ends at {}, the next starts at {}; values of windows that share days follow \
                 each other whatever happens, and a test would find what is not there",
                pair[0][1], pair[1][0]
            );
            return Err(Error::new(ErrorKind::Input, message).with_hint("use the disjoint windows"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_stay_where_they_are() {
        let found = points(&[None, Some(2.0), None, Some(4.0)], 2, "a trend").unwrap();
        assert_eq!(found, [Point { t: 1, x: 2.0 }, Point { t: 3, x: 4.0 }]);
    }

    #[test]
    fn what_cannot_be_tested_is_refused_with_its_value() {
        let say = |values: &[Option<f64>]| points(values, 3, "a trend").unwrap_err().to_string();
        assert_eq!(say(&[Some(1.0), Some(2.0)]), "a trend needs at least 3 values; 2 given");
        assert!(say(&[Some(1.0), Some(f64::NAN), None]).starts_with("value 2 is NaN"));
        assert_eq!(points(&[None; LONGEST + 1], 0, "x").unwrap_err().kind(), ErrorKind::Limit);
    }

    #[test]
    fn windows_that_touch_are_apart() {
        assert!(require_disjoint(&[[0, 28], [28, 56], [84, 112]]).is_ok());
        assert!(require_disjoint(&[[0, 28], [7, 35]]).is_err());
        assert!(require_disjoint(&[[28, 56], [0, 28]]).is_err(), "out of order");
        assert!(require_disjoint(&[[28, 28]]).is_err());
        assert!(require_disjoint(&[[f64::NAN, 28.0]]).is_err());
    }
}
