//! Ordinary least squares by Householder's reflections.
//!
//! y = X b + e; X has a column of ones first. m: cells, k: columns.

use super::super::moments::squares;

/// A fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// b, the intercept first.
    pub(super) coefficients: Vec<f64>,
    /// b over its standard error. `None` when nothing is left over, or there are no more cells than columns.
    pub(super) t: Option<Vec<f64>>,
    /// y − X b.
    pub(super) residuals: Vec<f64>,
    /// 1 − Σ e² / Σ (y − ȳ)². `None` when y does not vary.
    pub(super) r_squared: Option<f64>,
}

/// Fits y by an intercept and the columns; on failure the number of a column that the ones before it already give.
pub(super) fn fit(y: &[f64], columns: &[&[f64]]) -> Result<Fit, usize> {
    let m = y.len();
    let k = columns.len() + 1;
    let mut x: Vec<Vec<f64>> = std::iter::once(vec![1.0; m]).chain(columns.iter().map(|c| c.to_vec())).collect();
    if m < k {
        return Err(columns.len());
    }
    let sizes: Vec<f64> = x.iter().map(|column| norm(column)).collect();
    let mut right = y.to_vec();
    // Reflections turn X into R, above the diagonal, and y into Q'y.
    for j in 0..k {
        let size = norm(&x[j][j..]);
        if size <= 1e-10 * sizes[j] || size == 0.0 {
            return Err(j.max(1));
        }
        let mut v = x[j][j..].to_vec();
        let turned = if v[0] > 0.0 { -size } else { size };
        v[0] -= turned;
        let length: f64 = v.iter().map(|a| a * a).sum();
        let reflect = |column: &mut [f64]| {
            let along = 2.0 * v.iter().zip(&*column).map(|(a, b)| a * b).sum::<f64>() / length;
            column.iter_mut().zip(&v).for_each(|(b, a)| *b -= along * a);
        };
        x[j..].iter_mut().for_each(|column| reflect(&mut column[j..]));
        reflect(&mut right[j..]);
    }
    let coefficients = solve(&x, &right[..k]);
    let residuals: Vec<f64> = (0..m)
        .map(|i| y[i] - coefficients[0] - columns.iter().zip(&coefficients[1..]).map(|(c, b)| c[i] * b).sum::<f64>())
        .collect();
    let left: f64 = residuals.iter().map(|e| e * e).sum();
    let whole = squares(y);
    let t = (m > k && left > 1e-24 * y.iter().map(|a| a * a).sum::<f64>()).then(|| {
        let variance = left / (m - k) as f64;
        // (X'X)⁻¹ = R⁻¹ R⁻ᵀ: the variance of b is the squared length of the row of R⁻¹.
        let inverse: Vec<Vec<f64>> = (0..k).map(|c| solve(&x, &unit(k, c))).collect();
        let error = |j: usize| (variance * inverse.iter().map(|column| column[j] * column[j]).sum::<f64>()).sqrt();
        (0..k).map(|j| coefficients[j] / error(j)).collect()
    });
    Ok(Fit { coefficients, t, residuals, r_squared: (whole > 0.0).then(|| 1.0 - left / whole) })
}

fn norm(v: &[f64]) -> f64 {
    v.iter().map(|a| a * a).sum::<f64>().sqrt()
}

fn unit(k: usize, at: usize) -> Vec<f64> {
    (0..k).map(|j| if j == at { 1.0 } else { 0.0 }).collect()
}

/// Solves R b = right, R being the upper triangle of the columns.
fn solve(columns: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut b = right.to_vec();
    for j in (0..b.len()).rev() {
        b[j] /= columns[j][j];
        for i in 0..j {
            b[i] -= b[j] * columns[j][i];
        }
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R's `lm(dist ~ speed)` on the first ten rows of `cars`, by the formulas of one predictor: x̄ = 8, ȳ = 15.9.
    #[test]
    fn a_line_by_hand() {
        let speed = [4.0, 4.0, 7.0, 7.0, 8.0, 9.0, 10.0, 10.0, 10.0, 11.0];
        let dist = [2.0, 10.0, 4.0, 22.0, 16.0, 10.0, 18.0, 26.0, 34.0, 17.0];
        let fit = fit(&dist, &[&speed]).unwrap();
        let (mx, my) = (8.0, 15.9);
        let sxx: f64 = speed.iter().map(|x| (x - mx) * (x - mx)).sum();
        let sxy: f64 = speed.iter().zip(&dist).map(|(x, y)| (x - mx) * (y - my)).sum();
        let b = sxy / sxx;
        assert!((fit.coefficients[1] - b).abs() < 1e-12 && (fit.coefficients[0] - (my - b * mx)).abs() < 1e-12);
        let left: f64 = speed.iter().zip(&dist).map(|(x, y)| y - my - b * (x - mx)).map(|e| e * e).sum();
        let t = b / (left / 8.0 / sxx).sqrt();
        assert!((fit.t.unwrap()[1] - t).abs() < 1e-12);
    }

    #[test]
    fn a_column_that_adds_nothing_is_named() {
        let (a, twice) = ([1.0, 2.0, 4.0, 8.0], [2.0, 4.0, 8.0, 16.0]);
        assert_eq!(fit(&[1.0, 0.0, 2.0, 1.0], &[&a, &twice]).unwrap_err(), 2);
        assert_eq!(fit(&[1.0, 0.0, 2.0, 1.0], &[&[3.0; 4], &a]).unwrap_err(), 1);
        // An exact fit has no error to measure b by.
        assert_eq!(fit(&twice, &[&a]).unwrap().t, None);
    }
}
