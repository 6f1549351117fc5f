//! A store that adds and expires ties, so that rolling windows cost their changes and not their length.

/// Weighted directed ties between positions, as sorted rows. Weights are whole units: nothing drifts over the years.
#[derive(Debug, Clone, Default)]
pub struct TieStore {
    rows: Vec<Vec<(u32, u64)>>,
}

impl TieStore {
    /// No ties between this many positions.
    pub fn new(positions: usize) -> Self {
        Self { rows: vec![Vec::new(); positions] }
    }

    /// Number of positions.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no positions.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Ties from a position, by ascending target.
    pub fn from(&self, position: u32) -> &[(u32, u64)] {
        &self.rows[position as usize]
    }

    /// Adds weight to a tie.
    pub fn add(&mut self, from: u32, to: u32, weight: u64) {
        let row = &mut self.rows[from as usize];
        match row.binary_search_by_key(&to, |&(known, _)| known) {
            Ok(at) => row[at].1 = row[at].1.saturating_add(weight),
            Err(at) => row.insert(at, (to, weight)),
        }
    }

    /// Takes weight from a tie; a tie of no weight is gone.
    pub fn expire(&mut self, from: u32, to: u32, weight: u64) {
        let row = &mut self.rows[from as usize];
        if let Ok(at) = row.binary_search_by_key(&to, |&(known, _)| known) {
            row[at].1 = row[at].1.saturating_sub(weight);
            if row[at].1 == 0 {
                row.remove(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiring_undoes_adding() {
        let mut store = TieStore::new(3);
        store.add(0, 2, 5);
        store.add(0, 1, 1);
        store.add(0, 2, 2);
        store.expire(0, 2, 5);
        assert_eq!(store.from(0), [(1, 1), (2, 2)]);
        store.expire(0, 2, 2);
        store.expire(0, 1, 1);
        assert!(store.from(0).is_empty());
    }
}
