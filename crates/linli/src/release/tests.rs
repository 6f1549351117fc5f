//! What whoever collects releases can find out, and small cases counted by hand.

use super::aggregate::coming_back;
use super::coming_back::{Cohort, LATER, cohorts};
use super::rules::{DisclosureRules, Rounding};
use super::{Gap, PeopleShare};
use crate::frame::{HeldActivity, Listed};
use crate::records::{Activity, ActivityOrigin, OrganizationId, PersonId, PseudonymKey};
use crate::statistics::{Part, Stream};
use crate::time::{Day, Timestamp};

fn rules() -> DisclosureRules {
    DisclosureRules::new(PseudonymKey::new([5; 32]))
}

/// Counts of one organization: two releases, all days and ordinary ones.
type Counts = [[Cohort; 2]; 2];

/// Some people; more of them in the second release, as more becomes known.
fn drawn(stream: &mut Stream) -> Counts {
    let mut counts = Counts::default();
    let (people, late, leaves) = (stream.below(90), stream.unit(), stream.unit());
    for _ in 0..people {
        let since = usize::from(stream.unit() < late * 0.3);
        let ordinary = stream.unit() < 0.8;
        let lasts = [0, 1].map(|_| (0..LATER).find(|_| stream.unit() < leaves).unwrap_or(LATER));
        for release in &mut counts[since..] {
            for (cohort, last) in release.iter_mut().zip(lasts).take(1 + usize::from(ordinary)) {
                cohort.of += 1;
                cohort.after[..last].iter_mut().for_each(|count| *count += 1);
            }
        }
    }
    counts
}

/// The counts of an organization in one row, and which is known to be at most which other.
fn row(counts: &Counts) -> Vec<u32> {
    counts.iter().flatten().flat_map(|cohort| std::iter::once(cohort.of).chain(cohort.after)).collect()
}

fn at_most() -> Vec<(usize, usize)> {
    let each = LATER + 1;
    let mut pairs = Vec::new();
    for cohort in 0..4 {
        pairs.extend((1..each).map(|k| (cohort * each + k, cohort * each + k - 1)));
    }
    // Ordinary days are days; what was known is known later.
    pairs.extend([(each, 0), (3 * each, 2 * each)]);
    pairs.extend((0..2 * each).map(|at| (at, at + 2 * each)));
    pairs
}

/// For every count the numbers it can be, for somebody who knows all rounded counts of two releases, rounded from `offset`.
/// Only differences of two counts are bounded, so to carry bounds along until nothing changes gives the exact ones.
fn bounds(rounded: &[u32], base: u32, offset: u32) -> Option<Vec<[i64; 2]>> {
    let (base, offset) = (i64::from(base), i64::from(offset));
    let own = |&r: &u32| [(i64::from(r) - offset).max(0), i64::from(r) - offset + base - 1];
    let mut bounds: Vec<[i64; 2]> = rounded.iter().map(own).collect();
    loop {
        let before = bounds.clone();
        for (less, more) in at_most() {
            bounds[more][0] = bounds[more][0].max(bounds[less][0]);
            bounds[less][1] = bounds[less][1].min(bounds[more][1]);
        }
        if before == bounds {
            return bounds.iter().all(|[low, high]| low <= high).then_some(bounds);
        }
    }
}

/// The least number of values that some count of an organization can have.
fn narrowest(counts: &Counts, base: u32, rounding: impl Fn(usize) -> u32) -> i64 {
    let true_counts = row(counts);
    let rounded: Vec<u32> = true_counts.iter().enumerate().map(|(at, x)| (x + rounding(at)) / base * base).collect();
    let possible: Vec<Vec<[i64; 2]>> = (0..base).filter_map(|offset| bounds(&rounded, base, offset)).collect();
    let width = |at: usize| {
        let low = possible.iter().map(|bounds| bounds[at][0]).min().unwrap_or(0);
        let high = possible.iter().map(|bounds| bounds[at][1]).max().unwrap_or(-1);
        high - low + 1
    };
    (0..rounded.len()).map(width).min().unwrap_or(0)
}

#[test]
fn two_releases_leave_ten_numbers_for_every_count_of_people() {
    let mut stream = Stream::of(2017, &[Part::Text("disclosure")]);
    let mut least = [i64::MAX; 2];
    for _ in 0..1_000 {
        let counts = drawn(&mut stream);
        let offset = stream.below(10) as u32;
        least[0] = least[0].min(narrowest(&counts, 10, |_| offset));
        least[1] = least[1].min(narrowest(&counts, 5, |_| offset % 5));
    }
    assert!(least[0] >= 10, "{least:?}");
    // The same attack finds what a smaller base would give away: this test can fail.
    assert!(least[1] < 10, "{least:?}");
}

#[test]
fn what_is_shown_is_made_of_rounded_counts_alone() {
    // Two sets of counts that round alike give the same cells, shown and withheld alike.
    let mut stream = Stream::of(2018, &[Part::Text("disclosure")]);
    let rules = rules();
    let (mut shown, mut same) = (0, 0);
    for _ in 0..300 {
        let rounding: Vec<Rounding> = (0..6).map(|at: u32| rules.rounding("s", &[&at.to_string()])).collect();
        let counts: Vec<[Cohort; 2]> = rounding.iter().map(|_| drawn(&mut stream)[1]).collect();
        let of = |counts: &[[Cohort; 2]]| -> Vec<[Cohort; 2]> {
            let round = |(cohorts, rounding): (&[Cohort; 2], &Rounding)| {
                cohorts.map(|c| Cohort { of: rounding.of(c.of), after: c.after.map(|x| rounding.of(x)) })
            };
            counts.iter().zip(&rounding).map(round).collect()
        };
        let mut others = counts.clone();
        others[0][0].of += 1;
        let cells = |counts: &[[Cohort; 2]]| coming_back(&of(counts), &rules, 1);
        if of(&others) == of(&counts) {
            assert_eq!(cells(&others), cells(&counts));
            same += 1;
        }
        for row in cells(&counts) {
            for share in [row.all, row.ordinary].into_iter().flatten() {
                assert!(share.hits() % 10 == 0 && share.of() % 10 == 0 && share.hits() >= 20);
                assert!(share.of() - share.hits() >= 20);
                shown += 1;
            }
        }
    }
    assert!(shown > 500 && same > 200, "{shown} {same}");
}

#[test]
fn the_public_is_told_nothing_that_two_organizations_are() {
    let cohort = |of| [Cohort { of, after: [of / 2; LATER] }; 2];
    let small = [cohort(100), cohort(80), cohort(10)];
    let rows = coming_back(&small, &rules(), 3);
    assert!(rows.iter().all(|row| row.all == Err(Gap::Withheld) && row.ordinary == Err(Gap::Withheld)));
    assert!(coming_back(&small, &rules(), 1)[0].all.is_ok());
    let even = [cohort(60), cohort(60), cohort(60)];
    let share = coming_back(&even, &rules(), 3)[0].all.unwrap();
    assert_eq!((share.hits(), share.of(), share.share()), (90, 180, 0.5));
    assert!(coming_back(&even[..2], &rules(), 3)[0].all.is_err());
    let [low, high] = PeopleShare::interval(share);
    assert!(low < 0.5 && 0.5 < high);
}

fn activity(day: i32, gifts: bool) -> Activity {
    Activity {
        id: day.to_string(),
        organization: OrganizationId::from_index(0),
        title: String::new(),
        kind: None,
        day: Day::from_number(day),
        start: Timestamp::from_micros(0),
        venue: None,
        headcount: None,
        incentive: Some(gifts),
        guests: None,
        initiated_by: None,
        serves: None,
        partners: None,
        origin: ActivityOrigin::Recorded,
        has_list: true,
    }
}

#[test]
fn everybody_stands_in_one_cohort_and_only_when_four_activities_are_over() {
    let days: Vec<Activity> = (0..6).map(|day| activity(day, day == 0)).collect();
    let held = |activity, people: &[usize]| HeldActivity {
        activity,
        people: people.iter().map(|&at| Listed { person: PersonId::from_index(at), part: None }).collect(),
        staff_came: false,
        posts: Ok(Vec::new()),
        shows_pictures: false,
    };
    // 0 comes always, 1 at the opening and to the fourth after, 2 never again; 3 comes too late to say, 4 is at home elsewhere.
    let ours = [&[0, 1, 2][..], &[0, 4], &[0, 3], &[0, 3], &[0, 1], &[0, 4]];
    let here: Vec<_> = days.iter().zip(ours).map(|(day, people)| held(day, people)).collect();
    let there = vec![held(&days[0], &[4])];
    let [[all, ordinary], [other, _]] = cohorts(&[here, there])[..] else { panic!("two organizations") };
    assert_eq!(all, Cohort { of: 3, after: [2, 2, 2, 2] });
    // Without the opening, which had gifts, only one began early enough.
    assert_eq!(ordinary, Cohort { of: 1, after: [1; LATER] });
    assert_eq!(other, Cohort::default());
}
