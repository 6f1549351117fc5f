/// The contributor absence factor: the fewest contributors who together reach half of everything. `None` for no
/// contribution.
///
/// O(n log n).
pub fn absence_factor(contributions: &[u32]) -> Option<u32> {
    let mut sorted = contributions.to_vec();
    sorted.sort_unstable_by_key(|&count| std::cmp::Reverse(count));
    let all: u64 = sorted.iter().map(|&count| u64::from(count)).sum();
    let mut so_far = 0;
    let reaches = sorted.iter().position(|&count| {
        so_far += u64::from(count);
        2 * so_far >= all
    });
    reaches.filter(|_| all > 0).map(|at| at as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 1000 of 1,000 + 202 + 90 + 33 + 332 + 343 + 42 + 433 = 2,475 is less than half, 1,433 is more.
        assert_eq!(absence_factor(&[1000, 202, 90, 33, 332, 343, 42, 433]), Some(2));
        assert_eq!(absence_factor(&[5, 5]), Some(1));
        assert_eq!(absence_factor(&[1, 1, 1]), Some(2));
        assert_eq!((absence_factor(&[]), absence_factor(&[0, 0])), (None, None));
    }
}
