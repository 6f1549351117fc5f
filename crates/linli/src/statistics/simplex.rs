//! The least value of a smooth function of few variables, without its slopes (Nelder & Mead 1965).
//!
//! Deterministic: the same function from the same start takes the same steps. The simplex is built anew about what it
//! found until that gains nothing more, since one that has collapsed too early stands still (Kelley 1999).

/// Where a search ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Least<const N: usize> {
    pub(super) at: [f64; N],
    pub(super) value: f64,
}

/// Steps of one search, and searches, before the answer is that there is none.
const STEPS: usize = 2_000;
const SEARCHES: usize = 20;
/// Less is no gain.
const GAIN: f64 = 1e-14;
/// A simplex as narrow as this has come to rest.
const NARROW: f64 = 1e-6;
/// Edge of the first simplex.
const EDGE: f64 = 0.5;

/// The least value near `start`; `None` where it does not settle. Where the function is not a number it is as good as
/// infinite, so that the search keeps away.
pub(super) fn least<const N: usize>(mut of: impl FnMut([f64; N]) -> f64, start: [f64; N]) -> Option<Least<N>> {
    let mut of = |at: [f64; N]| {
        let value = of(at);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut best = Least { at: start, value: of(start) };
    for _ in 0..SEARCHES {
        let found = search(&mut of, &best)?;
        let gain = best.value - found.value;
        best = found;
        if gain <= GAIN * (1.0 + best.value.abs()) {
            return best.value.is_finite().then_some(best);
        }
    }
    None
}

fn search<const N: usize>(of: &mut impl FnMut([f64; N]) -> f64, start: &Least<N>) -> Option<Least<N>> {
    let mut corners = vec![start.clone()];
    for axis in 0..N {
        let mut at = start.at;
        at[axis] += EDGE;
        corners.push(Least { value: of(at), at });
    }
    for _ in 0..STEPS {
        corners.sort_by(|a, b| a.value.total_cmp(&b.value));
        let (low, high) = (corners[0].value, corners[N].value);
        let spread = corners.iter().flat_map(|c| (0..N).map(|axis| (c.at[axis] - corners[0].at[axis]).abs()));
        // Corners of one height lie on a plain, where there is nowhere to go.
        let settled = high - low <= GAIN * (1.0 + low.abs()) && spread.fold(0.0, f64::max) <= NARROW;
        if settled || high <= low {
            return corners.into_iter().next();
        }
        let mut centre = [0.0; N];
        for corner in &corners[..N] {
            for (sum, at) in centre.iter_mut().zip(corner.at) {
                *sum += at / N as f64;
            }
        }
        let worst = corners[N].at;
        let mut along = |factor: f64| {
            let mut at = centre;
            for (place, worst) in at.iter_mut().zip(worst) {
                *place += factor * (worst - *place);
            }
            Least { value: of(at), at }
        };
        let reflected = along(-1.0);
        let new = if reflected.value < low {
            let expanded = along(-2.0);
            if expanded.value < reflected.value { expanded } else { reflected }
        } else if reflected.value < corners[N - 1].value {
            reflected
        } else {
            let outside = reflected.value < high;
            let contracted = along(if outside { -0.5 } else { 0.5 });
            if contracted.value <= reflected.value.min(high) {
                contracted
            } else {
                let nearest = corners[0].at;
                for corner in &mut corners[1..] {
                    for (place, nearest) in corner.at.iter_mut().zip(nearest) {
                        *place = f64::midpoint(*place, nearest);
                    }
                    corner.value = of(corner.at);
                }
                continue;
            }
        };
        corners[N] = new;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        // Rosenbrock (1960): least at (1, 1), value 0.
        let found = least(|[x, y]| 100.0 * (y - x * x) * (y - x * x) + (1.0 - x) * (1.0 - x), [-1.2, 1.0]).unwrap();
        assert!((found.at[0] - 1.0).abs() < 1e-4 && (found.at[1] - 1.0).abs() < 1e-4, "{found:?}");
        // A wall of no number is kept away from.
        let walled = least(|[x]| if x < 0.3 { f64::NAN } else { x * x }, [2.0]).unwrap();
        assert!((walled.at[0] - 0.3).abs() < 1e-4, "{walled:?}");
    }

    #[test]
    fn what_falls_for_ever_has_no_least_value() {
        assert_eq!(least(|[x]: [f64; 1]| -x, [0.0]), None);
    }
}
