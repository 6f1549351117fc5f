//! The measures by their definitions, on a matrix: slow, plain, and nothing like the code they check.

use linli::{Undefined, Value};

/// Weights `w[i][j]` of the ties i→j, no loops.
#[derive(Debug, Clone)]
pub(crate) struct Dense {
    pub(crate) w: Vec<Vec<f64>>,
}

impl Dense {
    pub(crate) fn of(n: usize, ties: &[(u32, u32, f64)]) -> Self {
        let mut w = vec![vec![0.0; n]; n];
        for &(from, to, weight) in ties {
            w[from as usize][to as usize] += weight;
        }
        Self { w }
    }

    pub(crate) fn n(&self) -> usize {
        self.w.len()
    }

    fn tied(&self, i: usize, j: usize) -> bool {
        i != j && (self.w[i][j] > 0.0 || self.w[j][i] > 0.0)
    }

    fn degree(&self, i: usize) -> usize {
        (0..self.n()).filter(|&j| self.tied(i, j)).count()
    }

    /// Ordered pairs that hold.
    fn pairs(&self, hold: impl Fn(usize, usize) -> bool) -> f64 {
        (0..self.n()).map(|i| (0..self.n()).filter(|&j| hold(i, j)).count()).sum::<usize>() as f64
    }

    /// Distances whatever the direction, by trying every middle (Floyd & Warshall).
    pub(crate) fn distances(&self) -> Vec<Vec<Option<usize>>> {
        let n = self.n();
        let mut d: Vec<Vec<Option<usize>>> = (0..n)
            .map(|i| (0..n).map(|j| if i == j { Some(0) } else { self.tied(i, j).then_some(1) }).collect())
            .collect();
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    if let (Some(a), Some(b)) = (d[i][k], d[k][j])
                        && d[i][j].is_none_or(|known| a + b < known)
                    {
                        d[i][j] = Some(a + b);
                    }
                }
            }
        }
        d
    }

    /// Numbers of shortest paths: the walks of the length of the distance, one matrix product a step.
    fn shortest(&self, d: &[Vec<Option<usize>>]) -> Vec<Vec<u128>> {
        let n = self.n();
        let mut walks: Vec<Vec<u128>> = (0..n).map(|i| (0..n).map(|j| u128::from(i == j)).collect()).collect();
        let mut shortest = walks.clone();
        for length in 1..n {
            walks = (0..n)
                .map(|i| (0..n).map(|j| (0..n).filter(|&k| self.tied(k, j)).map(|k| walks[i][k]).sum()).collect())
                .collect();
            for i in 0..n {
                for j in 0..n {
                    if d[i][j] == Some(length) {
                        shortest[i][j] = walks[i][j];
                    }
                }
            }
        }
        shortest
    }

    /// Σ σ_st(i)/σ_st over pairs of others.
    pub(crate) fn betweenness(&self) -> Vec<f64> {
        let n = self.n();
        let d = self.distances();
        let sigma = self.shortest(&d);
        let through = |i: usize, s: usize, t: usize| match (d[s][i], d[i][t], d[s][t]) {
            (Some(a), Some(b), Some(c)) if a + b == c => (sigma[s][i] * sigma[i][t]) as f64 / sigma[s][t] as f64,
            _ => 0.0,
        };
        let pairs = |i: usize| {
            (0..n).flat_map(move |s| (s + 1..n).map(move |t| (s, t))).filter(move |&(s, t)| s != i && t != i)
        };
        (0..n).map(|i| pairs(i).map(|(s, t)| through(i, s, t)).sum()).collect()
    }

    /// The largest k such that i survives when whoever has fewer than k ties left is taken out again and again.
    fn core(&self, i: usize) -> usize {
        let survives = |k: usize| {
            let mut inside = vec![true; self.n()];
            loop {
                let left = |v: usize| (0..self.n()).filter(|&u| inside[u] && self.tied(u, v)).count();
                let falls: Vec<usize> = (0..self.n()).filter(|&v| inside[v] && left(v) < k).collect();
                if falls.is_empty() {
                    return inside[i];
                }
                for v in falls {
                    inside[v] = false;
                }
            }
        };
        (0..self.n()).rev().find(|&k| survives(k)).unwrap_or(0)
    }

    /// Burt's constraint as Σⱼ ((P + P²)ᵢⱼ)² over neighbours, P with a zero diagonal.
    fn constraint(&self, i: usize) -> Value {
        let n = self.n();
        let total = |i: usize| (0..n).map(|k| self.w[i][k] + self.w[k][i]).sum::<f64>();
        let p =
            |i: usize, j: usize| if i == j || total(i) == 0.0 { 0.0 } else { (self.w[i][j] + self.w[j][i]) / total(i) };
        if self.degree(i) == 0 {
            return Err(Undefined::Isolate);
        }
        let both = |j: usize| p(i, j) + (0..n).map(|q| p(i, q) * p(q, j)).sum::<f64>();
        Ok((0..n).filter(|&j| self.tied(i, j)).map(|j| both(j) * both(j)).sum())
    }

    /// The value of an indicator of the table `networks`.
    pub(crate) fn network(&self, id: &str) -> Value {
        let n = self.n();
        let arcs = self.pairs(|i, j| self.w[i][j] > 0.0);
        let all = n as f64 * (n as f64 - 1.0);
        match id {
            "net_ties" => Ok(arcs),
            "net_density" => Ok(arcs / all),
            "net_mean_degree" => Ok(self.pairs(|i, j| self.tied(i, j)) / n as f64),
            "net_reciprocity" if arcs == 0.0 => Err(Undefined::NoTies),
            "net_reciprocity" => Ok(self.pairs(|i, j| self.w[i][j] > 0.0 && self.w[j][i] > 0.0) / arcs),
            "net_transitivity" => {
                let triple = |i: usize, j: usize, k: usize| i != k && self.tied(i, j) && self.tied(j, k);
                let count = |closed: bool| -> f64 {
                    let held = |i: usize, k: usize| (0..n).filter(|&j| triple(i, j, k)).count();
                    let pairs = (0..n).flat_map(|i| (0..n).map(move |k| (i, k)));
                    pairs.filter(|&(i, k)| !closed || self.tied(i, k)).map(|(i, k)| held(i, k)).sum::<usize>() as f64
                };
                if count(false) == 0.0 { Err(Undefined::NoTies) } else { Ok(count(true) / count(false)) }
            }
            "net_centralization_degree" => {
                let largest = (0..n).map(|i| self.degree(i)).max().unwrap_or(0);
                let gathered: usize = (0..n).map(|i| largest - self.degree(i)).sum();
                Ok(gathered as f64 / ((n as f64 - 1.0) * (n as f64 - 2.0)))
            }
            "net_isolate_share" => Ok((0..n).filter(|&i| self.degree(i) == 0).count() as f64 / n as f64),
            _ => panic!("`{id}` has no plain definition here: write one"),
        }
    }

    /// The values of an indicator of the table `positions`, by person.
    pub(crate) fn positions(&self, id: &str) -> Vec<Value> {
        let n = self.n();
        let each = |value: &dyn Fn(usize) -> Value| (0..n).map(value).collect();
        match id {
            "node_degree" => each(&|i| Ok(self.degree(i) as f64)),
            "node_in_strength" => each(&|i| Ok((0..n).map(|j| self.w[j][i]).sum())),
            "node_out_strength" => each(&|i| Ok(self.w[i].iter().sum())),
            "node_core" => each(&|i| Ok(self.core(i) as f64)),
            "node_constraint" => each(&|i| self.constraint(i)),
            "node_betweenness" => {
                let pairs = (n as f64 - 1.0) * (n as f64 - 2.0) / 2.0;
                self.betweenness().into_iter().map(|through| Ok(through / pairs)).collect()
            }
            "node_closeness" => {
                let d = self.distances();
                let near = |i: usize| {
                    let others: Vec<usize> = (0..n).filter(|&j| j != i).filter_map(|j| d[i][j]).collect();
                    let (reached, sum) = (others.len() as f64, others.iter().sum::<usize>() as f64);
                    Ok(if reached == 0.0 { 0.0 } else { reached * reached / ((n as f64 - 1.0) * sum) })
                };
                (0..n).map(near).collect()
            }
            _ => panic!("`{id}` has no plain definition here: write one"),
        }
    }
}
