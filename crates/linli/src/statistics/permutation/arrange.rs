//! All orders of a few things, or some orders of many.

use super::super::stream::Stream;
use super::Arrangements;

/// Shows every order of 0 … n − 1 where there are at most `draws`, otherwise so many drawn at random.
pub(super) fn orders(n: usize, draws: usize, stream: &mut Stream, mut see: impl FnMut(&[usize])) -> Arrangements {
    let mut order: Vec<usize> = (0..n).collect();
    if let Some(all) = factorial(n).filter(|&all| all <= draws as u64) {
        loop {
            see(&order);
            if !next(&mut order) {
                return Arrangements::All(all);
            }
        }
    }
    for _ in 0..draws {
        stream.shuffle(&mut order);
        see(&order);
    }
    Arrangements::Drawn(draws as u64)
}

fn factorial(n: usize) -> Option<u64> {
    (1..=n as u64).try_fold(1_u64, u64::checked_mul)
}

/// The next order in lexicographic sequence; whether there is one.
fn next(order: &mut [usize]) -> bool {
    let Some(rise) = order.windows(2).rposition(|pair| pair[0] < pair[1]) else { return false };
    let larger = order.iter().rposition(|&item| item > order[rise]).unwrap_or(rise);
    order.swap(rise, larger);
    order[rise + 1..].reverse();
    true
}

/// n over k; `None` beyond 64 bits.
pub(super) fn choices(n: usize, k: usize) -> Option<u64> {
    let mut count = 1_u128;
    for i in 0..k.min(n - k) {
        count = count * (n - i) as u128 / (i + 1) as u128;
        if count > u128::from(u64::MAX) {
            return None;
        }
    }
    Some(count as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_all_and_many_are_drawn() {
        let mut stream = Stream::of(1, &["orders".into()]);
        let mut seen = std::collections::BTreeSet::new();
        assert_eq!(orders(4, 24, &mut stream, |order| assert!(seen.insert(order.to_vec()))), Arrangements::All(24));
        assert_eq!(seen.len(), 24);
        let mut count = 0;
        assert_eq!(orders(4, 23, &mut stream, |_| count += 1), Arrangements::Drawn(23));
        assert_eq!(count, 23);
        assert_eq!(orders(30, 5, &mut stream, |_| ()), Arrangements::Drawn(5));
    }

    #[test]
    fn choices_by_pascal() {
        assert_eq!(
            (choices(5, 2), choices(8, 4), choices(3, 3), choices(0, 0)),
            (Some(10), Some(70), Some(1), Some(1))
        );
        assert_eq!(choices(62, 31), Some(465_428_353_255_261_088));
        assert_eq!(choices(400, 200), None);
    }
}
