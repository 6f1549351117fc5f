//! Values of ordered pairs of the same actors.

use crate::error::{Error, ErrorKind};

/// Which cells of a matrix are data. The diagonal never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dyads {
    /// Every ordered pair.
    #[default]
    Directed,
    /// Every pair once; the matrix must be symmetric.
    Undirected,
}

/// A square matrix; what stands on its diagonal is never read.
#[derive(Debug, Clone, PartialEq)]
pub struct SquareMatrix {
    n: usize,
    cells: Vec<f64>,
}

impl SquareMatrix {
    /// The most actors.
    pub const MOST: usize = 2_000;

    /// A matrix from its rows.
    ///
    /// # Errors
    ///
    /// Rows of unequal length, more than [`SquareMatrix::MOST`] of them, a cell off the diagonal that is not finite.
    pub fn from_rows<R: AsRef<[f64]>>(rows: &[R]) -> Result<Self, Error> {
        let n = rows.len();
        if n > Self::MOST {
            return Err(Error::new(ErrorKind::Limit, format!("{n} actors; at most {}", Self::MOST)));
        }
        let mut cells = Vec::with_capacity(n * n);
        for (i, row) in rows.iter().map(AsRef::as_ref).enumerate() {
            if row.len() != n {
                let message =
                    format!("row {} has {} cells, but there are {n} rows; a square is needed", i + 1, row.len());
                return Err(Error::new(ErrorKind::Input, message));
            }
            for (j, &x) in row.iter().enumerate() {
                if i != j && !x.is_finite() {
                    let message = format!("row {}, column {} is {x}; a finite number is needed", i + 1, j + 1);
                    return Err(Error::new(ErrorKind::Input, message)
                        .with_hint("leave out the actors whose ties are unknown, in every matrix"));
                }
                // Added to 0, −0 is 0.
                cells.push(if i == j { 0.0 } else { x + 0.0 });
            }
        }
        Ok(Self { n, cells })
    }

    /// No ties among n actors.
    pub(super) fn empty(n: usize) -> Self {
        Self { n, cells: vec![0.0; n * n] }
    }

    /// Actors.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there are no actors.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// The value from i to j, 0 on the diagonal.
    pub fn at(&self, i: usize, j: usize) -> f64 {
        self.cells[i * self.n + j]
    }

    pub(super) fn put(&mut self, i: usize, j: usize, x: f64) {
        self.cells[i * self.n + j] = x;
    }

    /// The mean over ordered pairs: density, for ties of 0 and 1. `None` below two actors.
    pub fn density(&self) -> Option<f64> {
        (self.n > 1).then(|| self.cells.iter().sum::<f64>() / (self.n * (self.n - 1)) as f64)
    }

    /// The cells that are data, row by row.
    pub(super) fn cells(&self, dyads: Dyads) -> Vec<f64> {
        self.rearranged(&(0..self.n).collect::<Vec<_>>(), dyads)
    }

    /// The cells that are data after the actors changed places: at (i, j) stands what was at (order[i], order[j]).
    pub(super) fn rearranged(&self, order: &[usize], dyads: Dyads) -> Vec<f64> {
        let mut cells = Vec::with_capacity(self.n * self.n);
        for i in 0..self.n {
            let columns = if dyads == Dyads::Directed { 0 } else { i + 1 };
            cells.extend((columns..self.n).filter(|&j| j != i).map(|j| self.at(order[i], order[j])));
        }
        cells
    }

    /// A matrix of these cells, in the order of [`SquareMatrix::cells`].
    pub(super) fn of_cells(n: usize, cells: &[f64], dyads: Dyads) -> Self {
        let mut matrix = Self::empty(n);
        let mut cells = cells.iter();
        for i in 0..n {
            let columns = if dyads == Dyads::Directed { 0 } else { i + 1 };
            for j in (columns..n).filter(|&j| j != i) {
                let x = cells.next().copied().unwrap_or(0.0);
                matrix.put(i, j, x);
                if dyads == Dyads::Undirected {
                    matrix.put(j, i, x);
                }
            }
        }
        matrix
    }

    /// Refuses a matrix that is not symmetric where pairs count once.
    pub(super) fn check(&self, dyads: Dyads, name: &str) -> Result<(), Error> {
        let mut pairs = (0..self.n).flat_map(|i| (0..i).map(move |j| (j, i)));
        let differ = |&(i, j): &(usize, usize)| self.at(i, j).total_cmp(&self.at(j, i)).is_ne();
        match pairs.find(|pair| dyads == Dyads::Undirected && differ(pair)) {
            None => Ok(()),
            Some((i, j)) => {
                let (a, b) = (self.at(i, j), self.at(j, i));
                let message =
                    format!("{name} is not symmetric: row {}, column {} is {a}, and {b} the other way", i + 1, j + 1);
                Err(Error::new(ErrorKind::Input, message).with_hint("take the ties as directed"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_back() {
        let rows = [[9.0, 1.0, 2.0], [3.0, 9.0, 4.0], [5.0, 6.0, 9.0]];
        let matrix = SquareMatrix::from_rows(&rows).unwrap();
        assert_eq!(matrix.cells(Dyads::Directed), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(matrix.rearranged(&[2, 0, 1], Dyads::Directed), [5.0, 6.0, 2.0, 1.0, 4.0, 3.0]);
        assert_eq!(SquareMatrix::of_cells(3, &matrix.cells(Dyads::Directed), Dyads::Directed), matrix);
        assert_eq!(matrix.density(), Some(3.5));
        assert!(matrix.check(Dyads::Undirected, "x").unwrap_err().to_string().contains("row 1, column 2 is 1, and 3"));
        let both = SquareMatrix::of_cells(3, &[1.0, 2.0, 3.0], Dyads::Undirected);
        assert_eq!(both.cells(Dyads::Undirected), [1.0, 2.0, 3.0]);
        both.check(Dyads::Undirected, "x").unwrap();
    }

    #[test]
    fn what_is_no_square_of_numbers_is_refused() {
        assert!(SquareMatrix::from_rows(&[vec![0.0, 1.0], vec![1.0]]).is_err());
        assert!(SquareMatrix::from_rows(&[[0.0, f64::NAN], [1.0, 0.0]]).is_err());
        assert!(SquareMatrix::from_rows(&[[f64::NAN, 1.0], [1.0, f64::NAN]]).is_ok(), "the diagonal is never read");
    }
}
