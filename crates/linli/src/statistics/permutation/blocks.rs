//! How uncertain a statistic of a span of days is: the bootstrap of blocks of days.

use super::super::stream::Stream;

/// Draws blocks of days in a row, wrapping round from the last day to the first (Politis & Romano 1992), until there are
/// as many days as before: what hangs together within a block stays together.
pub(super) fn draw<'a, D>(days: &[&'a D], block: usize, stream: &mut Stream) -> Vec<&'a D> {
    let n = days.len();
    let mut drawn = Vec::with_capacity(n);
    while drawn.len() < n {
        let first = stream.below(n);
        let wanted = block.min(n - drawn.len());
        drawn.extend((0..wanted).map(|i| days[(first + i) % n]));
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_block_stay_in_a_row() {
        let days: Vec<usize> = (0..10).collect();
        let days: Vec<&usize> = days.iter().collect();
        let mut stream = Stream::of(1, &["blocks".into()]);
        let mut seen = [0; 10];
        for _ in 0..1_000 {
            let drawn = draw(&days, 4, &mut stream);
            assert_eq!(drawn.len(), 10);
            for (i, pair) in drawn.windows(2).enumerate() {
                assert!(i % 4 == 3 || *pair[1] == (pair[0] + 1) % 10, "{drawn:?}");
            }
            for &&day in &drawn {
                seen[day] += 1;
            }
        }
        // Wrapping round, no day stands at an edge.
        assert!(seen.iter().all(|k| (900..1_100).contains(k)), "{seen:?}");
    }
}
