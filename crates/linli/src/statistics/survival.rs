/// The median time to an event by the product-limit estimate of Kaplan & Meier (1958): the first time by which the share
/// still waiting is a half or less. `None` where it never is.
///
/// Each entry is a time and whether the event came then; otherwise the waiting was given up then, after any event of the
/// same time. O(n log n).
pub fn median_survival(waits: &[(i64, bool)]) -> Option<i64> {
    let mut sorted = waits.to_vec();
    sorted.sort_unstable_by_key(|&(time, came)| (time, !came));
    let (mut waiting, mut left) = (1.0_f64, sorted.len());
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        let came = same.iter().filter(|(_, came)| *came).count();
        waiting *= (left - came) as f64 / left as f64;
        left -= same.len();
        // Exactly a half may come out a hair above it.
        if came > 0 && waiting <= 0.5 + 1e-12 {
            return Some(same[0].0);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remission_times_of_a_trial() {
        // Freireich et al. (1963), remission of leukaemia in weeks, as in most textbooks: 6-MP has median 23, placebo 8.
        let came = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let given_up = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let treated: Vec<(i64, bool)> =
            came.iter().map(|&t| (t, true)).chain(given_up.iter().map(|&t| (t, false))).collect();
        assert_eq!(median_survival(&treated), Some(23));
        let placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
        assert_eq!(median_survival(&placebo.map(|t| (t, true))), Some(8));
    }

    #[test]
    fn exactly_half_and_never() {
        let waits: Vec<(i64, bool)> = (0..20).map(|t| (t, t < 10)).collect();
        assert_eq!(median_survival(&waits), Some(9));
        assert_eq!(median_survival(&waits[1..11]), Some(5));
        assert_eq!(median_survival(&[(1, true), (2, false), (3, false)]), None);
        assert_eq!(median_survival(&[]), None);
    }
}
