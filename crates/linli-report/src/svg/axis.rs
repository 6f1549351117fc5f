//! Marks on axes: round numbers, few dates.

use linli::time::Day;

use crate::number::significant;

/// The smallest of 1, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that is not below; 0 for 0.
pub(super) fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let mut unit = 1.0;
    while unit > value && unit > 1e-300 {
        unit /= 10.0;
    }
    while unit * 10.0 <= value && unit < 1e300 {
        unit *= 10.0;
    }
    [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0]
        .iter()
        .map(|step| step * unit)
        .find(|&round| round >= value)
        .unwrap_or(10.0 * unit)
}

/// Three digits without the zeros that say nothing on an axis.
pub(super) fn short(value: f64) -> String {
    let text = significant(value);
    if text.contains('.') && !text.contains('e') {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    text
}

/// First days of years, quarters or months, at most so many.
pub(super) fn date_marks([first, last]: [i32; 2], most: usize) -> Vec<(Day, String)> {
    let (year, _, _) = Day::from_number(first).ymd();
    let (end, _, _) = Day::from_number(last).ymd();
    // A span of centuries has no picture worth its marks.
    let years = year..=end.min(year.saturating_add(400));
    for every in [1, 2, 3, 6] {
        let starts =
            years.clone().flat_map(|y| (1..=12_u32).step_by(every).filter_map(move |m| Day::from_ymd(y, m, 1)));
        let inside: Vec<Day> = starts.filter(|day| (first..=last).contains(&day.number())).collect();
        if inside.len() <= most {
            if inside.is_empty() {
                break;
            }
            let month = |day: Day| format!("{:04}-{:02}", day.ymd().0, day.ymd().1);
            return inside.into_iter().map(|day| (day, month(day))).collect();
        }
    }
    let inside: Vec<Day> =
        years.filter_map(|y| Day::from_ymd(y, 1, 1)).filter(|day| (first..=last).contains(&day.number())).collect();
    if inside.is_empty() {
        let day = Day::from_number(first);
        return vec![(day, day.to_string())];
    }
    let every = inside.len().div_ceil(most);
    inside.into_iter().step_by(every).map(|day| (day, day.ymd().0.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_round() {
        for (value, round) in
            [(0.0, 0.0), (0.017, 0.02), (0.3, 0.3), (1.0, 1.0), (7.0, 8.0), (9.0, 10.0), (23.0, 25.0), (480.0, 500.0)]
        {
            assert!((round_up(value) - round).abs() < 1e-12, "{value}");
        }
        assert_eq!([short(0.25), short(20.0), short(0.0), short(1.0e-7)], ["0.25", "20", "0", "1.00e-7"]);
    }

    #[test]
    fn dates_are_few() {
        let day = |text| Day::parse(text).unwrap().number();
        let marks = |a, b| date_marks([day(a), day(b)], 4).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(marks("2017-01-02", "2017-03-20"), ["2017-02", "2017-03"]);
        assert_eq!(marks("2010-06-01", "2018-06-01"), ["2011", "2013", "2015", "2017"]);
        assert_eq!(marks("2017-01-02", "2017-01-20"), ["2017-01-02"]);
        assert!(marks("0001-01-01", "9999-01-01").len() <= 4);
    }
}
