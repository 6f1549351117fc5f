//! The days that mean something for everybody.

use super::draw::Seeds;
use crate::time::Day;

/// A stretch of days that mean something for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// Its first day.
    pub start: Day,
    /// The first day after.
    pub end: Day,
    /// What it is.
    pub kind: SeasonKind,
}

/// What a stretch of days is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SeasonKind {
    /// 春节: from some days before the eve to the Lantern Festival; many are away, and nothing is held.
    SpringFestival,
    /// 国庆.
    NationalDay,
    /// 检查.
    Inspection,
    /// 申请截止.
    Deadline,
}

impl SeasonKind {
    /// The word that calendar.csv has for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SpringFestival | Self::NationalDay => "holiday",
            Self::Inspection => "inspection",
            Self::Deadline => "deadline",
        }
    }
}

/// New Year's days of the lunar calendar.
const NEW_YEAR: [(i32, u32, u32); 8] = [
    (2014, 1, 31),
    (2015, 2, 19),
    (2016, 2, 8),
    (2017, 1, 28),
    (2018, 2, 16),
    (2019, 2, 5),
    (2020, 1, 25),
    (2021, 2, 12),
];

/// What happens to everybody between two days: holidays as they were, inspections drawn.
pub(super) fn seasons(seeds: Seeds, start: Day, end: Day) -> Vec<Season> {
    let mut seasons = Vec::new();
    let mut add = |first: Day, days: i32, kind| {
        let season = Season { start: first.max(start), end: first.plus(days).min(end), kind };
        if season.start < season.end {
            seasons.push(season);
        }
    };
    for (year, month, day) in NEW_YEAR {
        if let Some(first) = Day::from_ymd(year, month, day) {
            // From five days before the eve to the fifteenth day of the year.
            add(first.plus(-6), 21, SeasonKind::SpringFestival);
        }
        if let Some(first) = Day::from_ymd(year, 10, 1) {
            add(first, 7, SeasonKind::NationalDay);
        }
        for (month, kind) in [
            (5, SeasonKind::Inspection),
            (11, SeasonKind::Inspection),
            (4, SeasonKind::Deadline),
            (10, SeasonKind::Deadline),
        ] {
            let mut draw = seeds.draw(&["season".into(), kind.word().into(), i64::from(year).into(), month.into()]);
            let day = 10 + draw.below(16) as u32;
            if let Some(first) = Day::from_ymd(year, month as u32, day) {
                add(first, 1, kind);
            }
        }
    }
    seasons.sort_by_key(|season| (season.start, season.end, season.kind));
    seasons
}

/// Whether nothing is held on a day.
pub(super) fn rests(seasons: &[Season], day: Day) -> bool {
    of(seasons, day).any(|kind| matches!(kind, SeasonKind::SpringFestival | SeasonKind::NationalDay))
}

/// How much is said on a day, of what is usual: around the New Year people greet and are busy at home.
pub(super) fn talkativeness(seasons: &[Season], day: Day) -> f64 {
    let quietest = of(seasons, day).map(|kind| match kind {
        SeasonKind::SpringFestival => 0.35,
        SeasonKind::NationalDay => 0.6,
        _ => 1.0,
    });
    quietest.fold(1.0, f64::min)
}

/// Whether an inspection comes within ten days.
pub(super) fn before_inspection(seasons: &[Season], day: Day) -> bool {
    seasons.iter().any(|season| {
        season.kind == SeasonKind::Inspection && (0..=10).contains(&(season.start.number() - day.number()))
    })
}

fn of(seasons: &[Season], day: Day) -> impl Iterator<Item = SeasonKind> {
    seasons.iter().filter(move |season| season.start <= day && day < season.end).map(|season| season.kind)
}
