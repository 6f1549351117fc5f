//! The measures by their definitions, on a matrix: slow, plain, and nothing like the code they check.

use linli::{Undefined, Value};

/// Weights `w[i][j]` of the ties i→j, no loops; and who is staff.
#[derive(Debug, Clone)]
pub(crate) struct Dense {
    pub(crate) w: Vec<Vec<f64>>,
    pub(crate) staff: Vec<bool>,
}

/// In networks without a roster the first of every three people is taken for staff.
pub(crate) fn staff(n: usize) -> Vec<bool> {
    (0..n).map(|i| i % 3 == 0).collect()
}

impl Dense {
    pub(crate) fn of(n: usize, ties: &[(u32, u32, f64)]) -> Self {
        let mut w = vec![vec![0.0; n]; n];
        for &(from, to, weight) in ties {
            w[from as usize][to as usize] += weight;
        }
        Self { w, staff: staff(n) }
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

    /// Burt's effective size as Σⱼ (1 − (P Mᵀ)ᵢⱼ) over neighbours, P and M with zero diagonals.
    fn effective_size(&self, i: usize) -> Value {
        let n = self.n();
        let a = |i: usize, j: usize| if i == j { 0.0 } else { self.w[i][j] + self.w[j][i] };
        let total: f64 = (0..n).map(|k| a(i, k)).sum();
        let most = |j: usize| (0..n).map(|k| a(j, k)).fold(0.0, f64::max);
        if self.degree(i) == 0 {
            return Err(Undefined::Isolate);
        }
        let redundant = |j: usize| (0..n).map(|q| a(i, q) / total * a(j, q) / most(j)).sum::<f64>();
        Ok((0..n).filter(|&j| self.tied(i, j)).map(|j| 1.0 - redundant(j)).sum())
    }

    /// In which turn everybody falls, when whoever has at most k ties left falls, k never sinking.
    fn onion(&self) -> Vec<usize> {
        let n = self.n();
        let (mut layer, mut turn, mut k) = (vec![0; n], 0, 0);
        while layer.contains(&0) {
            let left = |v: usize| (0..n).filter(|&u| layer[u] == 0 && self.tied(u, v)).count();
            let inside: Vec<(usize, usize)> = (0..n).filter(|&v| layer[v] == 0).map(|v| (v, left(v))).collect();
            k = k.max(inside.iter().map(|&(_, left)| left).min().unwrap_or(0));
            turn += 1;
            inside.into_iter().filter(|&(_, left)| left <= k).for_each(|(v, _)| layer[v] = turn);
        }
        layer
    }

    /// Every core that correlates best with the ties (Pearson, over pairs; a pair with an end in the core is expected to
    /// be tied), smallest first, and the correlation.
    pub(crate) fn cores(&self) -> Option<(f64, Vec<Vec<usize>>)> {
        let n = self.n();
        let pairs: Vec<(usize, usize)> = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect();
        let all = pairs.len() as f64;
        let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
        for mask in 0_u32..1 << n {
            let ties = || pairs.iter().map(|&(i, j)| f64::from(u8::from(self.tied(i, j))));
            let ideal = || pairs.iter().map(|&(i, j)| f64::from(u8::from(mask >> i & 1 == 1 || mask >> j & 1 == 1)));
            let (a, b) = (ties().sum::<f64>() / all, ideal().sum::<f64>() / all);
            let covariance: f64 = ties().zip(ideal()).map(|(x, y)| (x - a) * (y - b)).sum();
            let spread = |values: &mut dyn Iterator<Item = f64>, mean: f64| -> f64 {
                values.map(|x| (x - mean) * (x - mean)).sum::<f64>().sqrt()
            };
            let below = spread(&mut ties(), a) * spread(&mut ideal(), b);
            if below == 0.0 || all == 0.0 {
                continue;
            }
            let (fit, core) = (covariance / below, (0..n).filter(|i| mask >> i & 1 == 1).collect());
            match &mut best {
                Some((known, cores)) if (fit - *known).abs() < 1e-9 => cores.push(core),
                Some((known, _)) if fit < *known => {}
                _ => best = Some((fit, vec![core])),
            }
        }
        if let Some((_, cores)) = &mut best {
            cores.sort_by_key(Vec::len);
        }
        best
    }

    /// The same sum of differences to the largest on this network and on a star.
    fn centralization(&self, of: &dyn Fn(&Self) -> Vec<f64>) -> f64 {
        let gathered = |values: Vec<f64>| -> f64 {
            let largest = values.iter().copied().fold(0.0, f64::max);
            values.iter().map(|value| largest - value).sum()
        };
        let star: Vec<_> = (1..self.n() as u32).map(|i| (0, i, 1.0)).collect();
        gathered(of(self)) / gathered(of(&Self::of(self.n(), &star)))
    }

    /// Pairs tied across roles, and within; and how many pairs of people there are across, and within.
    fn roles(&self) -> [f64; 4] {
        let apart = |i: usize, j: usize| self.staff[i] != self.staff[j];
        let half = |hold: &dyn Fn(usize, usize) -> bool| self.pairs(hold) / 2.0;
        [
            half(&|i, j| self.tied(i, j) && apart(i, j)),
            half(&|i, j| self.tied(i, j) && !apart(i, j)),
            half(&|i, j| apart(i, j)),
            half(&|i, j| i != j && !apart(i, j)),
        ]
    }

    /// Where the ties across lie among all numbers that so many ties could give.
    fn ei_rescaled(&self) -> Value {
        let [external, internal, across, within] = self.roles();
        let total = external + internal;
        let possible: Vec<f64> =
            (0..=total as usize).map(|e| e as f64).filter(|&e| e <= across && total - e <= within).collect();
        match (possible.first(), possible.last()) {
            (Some(least), Some(most)) if most > least => Ok(2.0 * (external - least) / (most - least) - 1.0),
            _ => Err(Undefined::ZeroDenominator),
        }
    }

    fn by_role(&self, value: &dyn Fn() -> Value) -> Value {
        let one_side = self.staff.iter().all(|&s| s) || self.staff.iter().all(|&s| !s);
        let ties = self.pairs(|i, j| self.tied(i, j));
        if one_side {
            Err(Undefined::TooFewMembers)
        } else if ties == 0.0 {
            Err(Undefined::NoTies)
        } else {
            value()
        }
    }

    fn mean_of(&self, id: &str) -> Value {
        let known: Vec<f64> = self.positions(id).into_iter().flatten().collect();
        if known.is_empty() { Err(Undefined::NoTies) } else { Ok(known.iter().sum::<f64>() / known.len() as f64) }
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
            "net_reciprocity" | "net_harmonic_distance" | "net_main_core_size" | "net_staff_tie_share"
                if arcs == 0.0 =>
            {
                Err(Undefined::NoTies)
            }
            "net_reciprocity" => Ok(self.pairs(|i, j| self.w[i][j] > 0.0 && self.w[j][i] > 0.0) / arcs),
            "net_transitivity" => {
                let triple = |i: usize, j: usize, k: usize| i != k && self.tied(i, j) && self.tied(j, k);
                let count = |closed: bool| -> f64 {
                    let held = |i: usize, k: usize| (0..n).filter(|&j| triple(i, j, k)).count();
                    let pairs = (0..n).flat_map(|i| (0..n).map(move |k| (i, k)));
                    pairs.filter(|&(i, k)| !closed || self.tied(i, k)).map(|(i, k)| held(i, k)).sum::<usize>() as f64
                };
                match count(false) {
                    0.0 if arcs == 0.0 => Err(Undefined::NoTies),
                    0.0 => Err(Undefined::ZeroDenominator),
                    triples => Ok(count(true) / triples),
                }
            }
            "net_centralization_degree" => {
                let largest = (0..n).map(|i| self.degree(i)).max().unwrap_or(0);
                let gathered: usize = (0..n).map(|i| largest - self.degree(i)).sum();
                Ok(gathered as f64 / ((n as f64 - 1.0) * (n as f64 - 2.0)))
            }
            "net_isolate_share" => Ok((0..n).filter(|&i| self.degree(i) == 0).count() as f64 / n as f64),
            "net_centralization_betweenness" => Ok(self.centralization(&Self::betweenness)),
            "net_centralization_closeness" => {
                Ok(self.centralization(&|network| network.positions("node_closeness").into_iter().flatten().collect()))
            }
            "net_mean_betweenness" => self.mean_of("node_betweenness"),
            "net_max_betweenness" => Ok(self.positions("node_betweenness").into_iter().flatten().fold(0.0, f64::max)),
            "net_mean_closeness" => self.mean_of("node_closeness"),
            "net_mean_constraint" => self.mean_of("node_constraint"),
            "net_harmonic_distance" => {
                let d = self.distances();
                let off = (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|(i, j)| i != j);
                Ok(all / off.filter_map(|(i, j)| d[i][j]).map(|steps| 1.0 / steps as f64).sum::<f64>())
            }
            "net_connectedness" => {
                let d = self.distances();
                Ok(self.pairs(|i, j| i != j && d[i][j].is_some()) / all)
            }
            "net_degeneracy" => Ok((0..n).map(|i| self.core(i)).max().unwrap_or(0) as f64),
            "net_main_core_size" => {
                let cores: Vec<usize> = (0..n).map(|i| self.core(i)).collect();
                Ok(cores.iter().filter(|core| cores.iter().all(|other| other <= core)).count() as f64)
            }
            "net_core_size" | "net_core_fit" | "net_core_optima" => match self.cores() {
                None if arcs == 0.0 => Err(Undefined::NoTies),
                None => Err(Undefined::ZeroDenominator),
                Some((fit, _)) if id == "net_core_fit" => Ok(fit.max(0.0)),
                Some((_, cores)) if id == "net_core_optima" => Ok(cores.len() as f64),
                Some((_, cores)) => Ok(cores[0].len() as f64),
            },
            "net_ei_role" => self.by_role(&|| {
                let [external, internal, ..] = self.roles();
                Ok((external - internal) / (external + internal))
            }),
            "net_ei_role_rescaled" => self.by_role(&|| self.ei_rescaled()),
            "net_staff_tie_share" => Ok(self.pairs(|i, j| self.tied(i, j) && (self.staff[i] || self.staff[j]))
                / self.pairs(|i, j| self.tied(i, j))),
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
            "node_effective_size" => each(&|i| self.effective_size(i)),
            "node_efficiency" => each(&|i| self.effective_size(i).map(|size| size / self.degree(i) as f64)),
            "node_harmonic_closeness" => {
                let d = self.distances();
                let near = |i: usize| {
                    let others = (0..n).filter(|&j| j != i).filter_map(|j| d[i][j]);
                    others.map(|steps| 1.0 / steps as f64).sum::<f64>()
                };
                each(&|i| Ok(near(i) / (n as f64 - 1.0)))
            }
            "node_onion_layer" => self.onion().into_iter().map(|layer| Ok(layer as f64)).collect(),
            "node_coreness" => {
                let layers = self.onion();
                let points = |i: usize, j: usize| match layers[j].cmp(&layers[i]) {
                    std::cmp::Ordering::Less => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Greater => 0.0,
                };
                let above = |i: usize| (0..n).filter(|&j| j != i).map(|j| points(i, j)).sum::<f64>();
                each(&|i| Ok(above(i) / (n as f64 - 1.0)))
            }
            "node_reciprocated_share" | "node_staff_tie_share" => each(&|i| {
                let count = |hold: &dyn Fn(usize) -> bool| (0..n).filter(|&j| j != i && hold(j)).count() as f64;
                if self.degree(i) == 0 {
                    return Err(Undefined::Isolate);
                }
                if id == "node_staff_tie_share" {
                    return Ok(count(&|j| self.tied(i, j) && self.staff[j]) / self.degree(i) as f64);
                }
                let (given, received) = (|j: usize| self.w[i][j] > 0.0, |j: usize| self.w[j][i] > 0.0);
                Ok(2.0 * count(&|j| given(j) && received(j)) / (count(&given) + count(&received)))
            }),
            _ => panic!("`{id}` has no plain definition here: write one"),
        }
    }
}
