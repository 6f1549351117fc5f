//! Which part of the dates is the day: decided from the whole file, or asked, never guessed from one line.

use std::io::BufRead;

use linli::{Error, Location, refusal};

use super::super::{DateOrder, ReadOptions};
use super::{stamp, unsettled};
use crate::decode::Lines;

/// WhatsApp began in 2009: an order by which a message is older is not the order of the file.
const FIRST_YEAR: u32 = 2009;

/// What speaks for and against one order.
struct Candidate {
    order: DateOrder,
    /// The first line that cannot be read so.
    excluded: Option<u64>,
    before_whatsapp: bool,
    goes_back: bool,
    /// Whether any date is written as telephones write dates of this order.
    usual: bool,
    last: (u32, u32, u32),
}

impl Candidate {
    const fn of(order: DateOrder) -> Self {
        Self { order, excluded: None, before_whatsapp: false, goes_back: false, usual: false, last: (0, 0, 0) }
    }
}

/// Reads the whole file for the one order in which all its dates exist.
///
/// Where several remain, two things more are looked at, each only if it leaves exactly one order: that no message is
/// older than WhatsApp, and that days do not go back. An order named in the options must fit the whole file.
pub(super) fn settle(reader: &mut dyn BufRead, options: &ReadOptions) -> Result<Option<DateOrder>, Error> {
    settle_by(reader, options, |line| stamp::split(line).map(|stamp| stamp.date))
}

/// The same, for the dates of another format.
pub(in crate::chat) fn settle_by(
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    mut date: impl FnMut(&str) -> Option<stamp::Written>,
) -> Result<Option<DateOrder>, Error> {
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut candidates = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst].map(Candidate::of);
    let mut seen = false;
    while let Some(line) = lines.next_line()? {
        if let Some(date) = date(line.text) {
            seen |= weigh(&mut candidates, date, line.number);
        }
    }
    if seen { decide(&candidates, options).map(Some) } else { Ok(options.date_order) }
}

/// Counts one date. A date that exists in no order is a bad row and says nothing.
fn weigh(candidates: &mut [Candidate; 3], date: stamp::Written, line: u64) -> bool {
    let read = |order| {
        let (year, month, day) = date.arranged(Some(order)).filter(|_| fits(date, order))?;
        super::clock::day(year, month, day).filter(|&day| super::clock::can_be_meant(day)).map(|_| (year, month, day))
    };
    if candidates.iter().all(|candidate| read(candidate.order).is_none()) {
        return false;
    }
    for candidate in candidates {
        match read(candidate.order) {
            Some(ymd) => {
                candidate.before_whatsapp |= ymd.0 < FIRST_YEAR;
                candidate.goes_back |= ymd < candidate.last;
                candidate.usual |= candidate.order != DateOrder::YearFirst || date.usual_with_year_first();
                candidate.last = ymd;
            }
            None => candidate.excluded = candidate.excluded.or(Some(line)),
        }
    }
    true
}

/// Whether the number of digits allows an order: a year has two or four, and a year of two digits comes first only where
/// the last number has two as well.
fn fits(date: stamp::Written, order: DateOrder) -> bool {
    let [first, _, last] = date.parts;
    match order {
        DateOrder::YearFirst => first.1 == 4 || (first.1 == 2 && last.1 == 2),
        DateOrder::DayFirst | DateOrder::MonthFirst => !date.begins_with_year() && last.1 != 1,
    }
}

fn decide(candidates: &[Candidate; 3], options: &ReadOptions) -> Result<DateOrder, Error> {
    let fitting = || candidates.iter().filter(|candidate| candidate.excluded.is_none());
    // An unusual order is thought of only where every usual one makes messages older than WhatsApp.
    let usual = fitting().any(|candidate| candidate.usual && !candidate.before_whatsapp);
    let asked = |candidate: &Candidate| options.date_order == Some(candidate.order);
    let left: Vec<&Candidate> = fitting().filter(|&candidate| candidate.usual || !usual || asked(candidate)).collect();
    let [day_first, month_first, year_first] = candidates;
    match (left.as_slice(), options.date_order) {
        ([], _) => Err(flip(day_first, month_first, year_first, options)),
        ([only], None) => Ok(only.order),
        // Nothing is open where the year shows by its four digits.
        ([only], Some(given)) if only.order == given || only.order == DateOrder::YearFirst => Ok(only.order),
        (left, Some(given)) => match left.iter().find(|candidate| candidate.order == given) {
            Some(_) => Ok(given),
            None => Err(contradiction(candidates, given, options)),
        },
        (left, None) => only(left, |candidate| !candidate.before_whatsapp)
            .or_else(|| only(left, |candidate| !candidate.goes_back))
            .or_else(|| only(left, |candidate| !candidate.before_whatsapp && !candidate.goes_back))
            .ok_or_else(|| {
                // Where the year may come first, more is open than day and month.
                let year = left.iter().any(|candidate| candidate.order == DateOrder::YearFirst);
                unsettled(if year { &refusal::TWO_DIGIT_YEAR } else { &refusal::DATE_ORDER }, options)
            }),
    }
}

fn only(left: &[&Candidate], holds: impl Fn(&Candidate) -> bool) -> Option<DateOrder> {
    let mut holding = left.iter().filter(|candidate| holds(candidate));
    let first = holding.next()?;
    holding.next().is_none().then_some(first.order)
}

/// No order fits every line: the exporting telephone changed its ways in the middle.
fn flip(day_first: &Candidate, month_first: &Candidate, year_first: &Candidate, options: &ReadOptions) -> Error {
    let line = |candidate: &Candidate| candidate.excluded.unwrap_or_default();
    let (one, other) = (line(day_first), line(month_first));
    // Where a year of four digits rules out both at once, the other side of the contradiction is what rules out the year.
    let other = if one == other { line(year_first) } else { other };
    let (first, last) = (one.min(other), one.max(other));
    let message =
        format!("the order of day and month changes inside the file: lines {first} and {last} cannot both be read");
    Error::refused(&refusal::DATE_ORDER_CHANGES, message)
        .at(Location::line(&options.file, last))
        .with_hint("cut the file in two where the order changes, and say date_order for each part")
}

fn contradiction(candidates: &[Candidate; 3], given: DateOrder, options: &ReadOptions) -> Error {
    let line = candidates.iter().find(|candidate| candidate.order == given).and_then(|candidate| candidate.excluded);
    let name = match given {
        DateOrder::DayFirst => "day-first",
        DateOrder::MonthFirst => "month-first",
        DateOrder::YearFirst => "year-first",
    };
    Error::refused(&refusal::DATE_ORDER_WRONG, format!("the dates are not {name}: there is no such day"))
        .at(Location { file: Some(options.file.clone()), line })
        .with_hint("leave date_order out, the file settles it; or correct the line")
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::options;
    use linli::ErrorKind;

    use super::*;

    fn settled(dates: &[&str], given: Option<DateOrder>) -> Result<Option<DateOrder>, Error> {
        let text = dates.iter().map(|date| format!("{date}, 10:00 - A: b")).collect::<Vec<_>>().join("\n");
        settle(&mut text.as_bytes(), &ReadOptions { date_order: given, ..options() })
    }

    fn order(dates: &[&str]) -> Option<DateOrder> {
        settled(dates, None).unwrap()
    }

    #[test]
    fn one_date_beyond_twelve_settles_the_file() {
        assert_eq!(order(&["03/04/2017", "01/02/2018", "13/04/2018"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["03/04/2017", "01/02/2018", "04/13/2018"]), Some(DateOrder::MonthFirst));
        assert_eq!(order(&["2017/04/13", "2017/05/01"]), Some(DateOrder::YearFirst));
    }

    #[test]
    fn then_the_years_and_then_the_order_of_time() {
        // By year first these would be of 2001 and 2031.
        assert_eq!(order(&["01-02-20", "31-05-20"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["20-05-31", "21-01-02"]), Some(DateOrder::YearFirst));
        // Slashes go with the day or the month first, unless that cannot be.
        assert_eq!(order(&["15/01/20", "16/01/20"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["20/05/11", "20/06/01"]), Some(DateOrder::YearFirst));
        // By month first the second day would be in February, before March.
        assert_eq!(order(&["03/04/2017", "02/05/2017", "01/06/2017"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["03/04/17", "04/03/17", "05/01/17"]), Some(DateOrder::MonthFirst));
    }

    #[test]
    fn what_stays_open_is_asked() {
        for dates in [
            &["03/04/2017", "04/05/2017"][..],
            &["03/04/2017"],
            &["10-11-12"],
            &["05/04/2017", "05/03/2017", "03/04/2017"],
        ] {
            let error = settled(dates, None).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Ambiguous, "{dates:?}");
            assert!(error.to_string().contains("--date-order day-first or month-first"));
            assert_eq!(settled(dates, Some(DateOrder::MonthFirst)).unwrap(), Some(DateOrder::MonthFirst));
        }
    }

    #[test]
    fn a_flip_names_both_lines() {
        for given in [None, Some(DateOrder::DayFirst)] {
            let error = settled(&["13/01/2021", "01/02/2021", "01/13/2021"], given).unwrap_err();
            assert_eq!((error.code(), error.location().line), (Some("date-order-changes"), Some(3)));
            assert!(error.to_string().contains("lines 1 and 3"), "{error}");
        }
        let error = settled(&["13/01/2021", "2021/01/14"], None).unwrap_err();
        assert!(error.to_string().contains("lines 1 and 2"), "{error}");
    }

    #[test]
    fn a_wrong_answer_is_not_believed() {
        let error = settled(&["03/04/2017", "13/04/2018"], Some(DateOrder::MonthFirst)).unwrap_err();
        assert_eq!((error.kind(), error.location().line), (ErrorKind::Input, Some(2)));
        assert_eq!(settled(&["2017/04/13"], Some(DateOrder::DayFirst)).unwrap(), Some(DateOrder::YearFirst));
    }

    #[test]
    fn dates_of_no_day_say_nothing() {
        assert_eq!(order(&["99/99/2017", "31/02/2017", "13/02/2017"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["99/99/2017"]), None);
        assert_eq!(settle(&mut "no date\n".as_bytes(), &options()).unwrap(), None);
    }
}
