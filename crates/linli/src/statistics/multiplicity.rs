//! Many tests at once: which of them to believe.
//!
//! m: tests, p₍ₖ₎: the k-th smallest p, q: threshold, the expected share of false ones among those believed.

use super::text;
use crate::error::{Error, ErrorKind};

/// A family of tests that were meant to be read together, declared before looking.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    name: String,
    threshold: f64,
}

impl Family {
    /// A family by its name (“density of 15 groups, 2016Q4 against Q3”) and its threshold q.
    ///
    /// # Errors
    ///
    /// A name without a letter or digit; a threshold outside 0 < q < 1.
    pub fn new(name: impl Into<String>, threshold: f64) -> Result<Self, Error> {
        let name = name.into();
        if !name.chars().any(char::is_alphanumeric) {
            return Err(Error::new(ErrorKind::Plan, "a family of tests without a name")
                .with_hint("say which tests are read together, and which are not"));
        }
        if !(threshold > 0.0 && threshold < 1.0) {
            let message = format!("a false-discovery rate of {threshold}; it must lie between 0 and 1");
            return Err(Error::new(ErrorKind::Plan, message).with_hint("0.05 and 0.1 are usual"));
        }
        Ok(Self { name, threshold })
    }

    /// What is tested together.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// q.
    pub const fn threshold(&self) -> f64 {
        self.threshold
    }
}

/// The p of one test, and the smallest it could have been.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// The p-value.
    pub p: f64,
    /// The smallest p that this test can give at all: 1/(1 + draws) of a permutation test; 0 where there is no floor.
    pub floor: f64,
}

/// A family with its adjusted p-values.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Adjusted {
    /// The family.
    pub family: Family,
    /// Tests that had a p; undefined ones are not counted.
    pub m: usize,
    /// For each test given: its adjusted p (q-value), min over j ≥ rank of m·p₍ⱼ₎/j, at most 1. `None` where p was undefined.
    pub q: Vec<Option<f64>>,
    /// For each test given: whether its adjusted p is at most the threshold.
    pub found: Vec<bool>,
    /// How many tests must come out at their floor together before any of them can be found.
    pub fewest: usize,
}

/// Adjusts the p-values of a family (Benjamini & Hochberg 1995): among those found, the expected share of false ones is
/// at most q, for tests that are independent or depend on each other positively.
///
/// # Errors
///
/// No defined p; a p or floor outside 0 … 1, or p below its floor. A family in which no test could be found however
/// clear the change, because all floors lie above the threshold (m tests at their floors f₍ₖ₎, and f₍ₖ₎ > kq/m for
/// every k).
///
/// # Complexity
///
/// m log m.
///
/// # References
///
/// Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57(1):289–300.
///
/// # Examples
///
/// ```
/// use linli::statistics::{Family, Tested, benjamini_hochberg};
///
/// let family = Family::new("turns of four groups, 2016Q4 against Q3", 0.05)?;
/// let tests = [0.01, 0.04, 0.03, 0.5].map(|p| Some(Tested { p, floor: 0.0 }));
/// let adjusted = benjamini_hochberg(&family, &tests)?;
/// assert_eq!(adjusted.found, [true, false, false, false]);
///
/// // Four windows each: no group can give less than 1/12.
/// let few = [Some(Tested { p: 1.0 / 12.0, floor: 1.0 / 12.0 }); 4];
/// assert!(benjamini_hochberg(&family, &few).is_err());
/// # Ok::<(), linli::Error>(())
/// ```
pub fn benjamini_hochberg(family: &Family, tests: &[Option<Tested>]) -> Result<Adjusted, Error> {
    let defined: Vec<(usize, Tested)> = tests.iter().enumerate().filter_map(|(i, test)| Some((i, (*test)?))).collect();
    check(&defined)?;
    let m = defined.len();
    let fewest = fewest(&defined, family)?;
    let mut by_p = defined;
    by_p.sort_by(|a, b| a.1.p.total_cmp(&b.1.p));
    let mut q = vec![None; tests.len()];
    let mut least = 1.0_f64;
    for (k, (i, test)) in by_p.iter().enumerate().rev() {
        least = least.min(test.p * m as f64 / (k + 1) as f64);
        q[*i] = Some(least);
    }
    let found = q.iter().map(|q| q.is_some_and(|q| q <= family.threshold)).collect();
    Ok(Adjusted { family: family.clone(), m, q, found, fewest })
}

fn check(defined: &[(usize, Tested)]) -> Result<(), Error> {
    if defined.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no p-value is defined; a family has at least one"));
    }
    for (i, Tested { p, floor }) in defined {
        if !((0.0..=1.0).contains(p) && (0.0..=1.0).contains(floor)) {
            let message = format!("test {} has p = {p}, floor {floor}; both lie between 0 and 1", i + 1);
            return Err(Error::new(ErrorKind::Input, message));
        }
        // A hair below is rounding.
        if *p < floor * (1.0 - 1e-9) {
            let message = format!("test {} has p = {p}, below the smallest it can give ({floor})", i + 1);
            return Err(Error::new(ErrorKind::Input, message).with_hint("give the floor of this very test"));
        }
    }
    Ok(())
}

/// The smallest k such that k tests at their floors are found.
fn fewest(defined: &[(usize, Tested)], family: &Family) -> Result<usize, Error> {
    let mut floors: Vec<f64> = defined.iter().map(|(_, test)| test.floor).collect();
    floors.sort_by(f64::total_cmp);
    let m = floors.len() as f64;
    let reach = |(k, floor): (usize, &f64)| (floor * m / (k + 1) as f64 <= family.threshold).then_some(k + 1);
    floors.iter().enumerate().find_map(reach).ok_or_else(|| {
        let message = format!(
            "the family “{}” cannot find anything: its p-values cannot be smaller than {}, and the threshold is {}",
            family.name,
            text::number(floors[0]),
            family.threshold
        );
        Error::new(ErrorKind::Input, message)
            .with_hint("use more draws where p comes from draws, more or longer windows, or pool the groups")
    })
}

impl Adjusted {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let undefined = match self.q.len() - self.m {
            0 => String::new(),
            k => format!(", {k} more without a p left out"),
        };
        let at_once = match self.fewest {
            1 => String::new(),
            k => format!(" At least {k} tests had to come out together for any of them to be found."),
        };
        format!(
            "P-values were adjusted by Benjamini and Hochberg's method (1995) within the family “{}” ({}{undefined}) at \
             a false-discovery rate of {}; {} found.{at_once}",
            self.family.name,
            text::count(self.m, "test", "tests"),
            text::number(self.family.threshold),
            match self.found.iter().filter(|found| **found).count() {
                0 => "none was".to_owned(),
                1 => "one was".to_owned(),
                k => format!("{k} were"),
            }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family() -> Family {
        Family::new("mortality and morbidity", 0.05).unwrap()
    }

    fn plain(p: &[f64]) -> Vec<Option<Tested>> {
        p.iter().map(|&p| Some(Tested { p, floor: 0.0 })).collect()
    }

    /// Benjamini & Hochberg (1995), section 4: fifteen endpoints; four are found at .05.
    #[test]
    fn the_papers_example() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let adjusted = benjamini_hochberg(&family(), &plain(&p)).unwrap();
        assert_eq!(adjusted.found.iter().filter(|found| **found).count(), 4);
        assert!(adjusted.found[3] && !adjusted.found[4]);
        // .0095 · 15 / 4
        assert!((adjusted.q[3].unwrap() - 0.035_625).abs() < 1e-15);
    }

    #[test]
    fn order_does_not_count_and_undefined_is_left_out() {
        let mut tests = plain(&[0.5, 0.01, 0.03]);
        tests.insert(1, None);
        let adjusted = benjamini_hochberg(&family(), &tests).unwrap();
        assert_eq!(adjusted.m, 3);
        assert_eq!(adjusted.q, [Some(0.5), None, Some(0.03), Some(0.045)]);
        assert!(adjusted.methods_text().contains("(3 tests, 1 more without a p left out)"));
    }

    #[test]
    fn a_family_that_cannot_find_anything_is_refused() {
        let at = |floor: f64, m: usize| vec![Some(Tested { p: floor.max(0.9), floor }); m];
        let refused = benjamini_hochberg(&family(), &at(1.0 / 12.0, 40)).unwrap_err().to_string();
        assert!(refused.contains("cannot be smaller than 0.08333, and the threshold is 0.05"), "{refused}");
        // 999 draws, 40 tests: one alone reaches .05 (.001 · 40 = .04); 60 tests need two together.
        assert_eq!(benjamini_hochberg(&family(), &at(0.001, 40)).unwrap().fewest, 1);
        assert_eq!(benjamini_hochberg(&family(), &at(0.001, 60)).unwrap().fewest, 2);
        assert!(benjamini_hochberg(&family(), &[None, None]).is_err());
        assert!(benjamini_hochberg(&family(), &[Some(Tested { p: 0.01, floor: 0.02 })]).is_err());
        assert!(benjamini_hochberg(&family(), &plain(&[f64::NAN])).is_err());
        assert!(Family::new(" ", 0.05).is_err() && Family::new("x", 1.0).is_err());
    }
}
