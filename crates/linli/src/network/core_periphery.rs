//! One core and one periphery (Borgatti & Everett 2000, discrete model): the core that correlates best with the ties.
//!
//! Letters: `n` people, `m` tied pairs, N = n(n − 1)/2 pairs; a core of `k` people, `m_c` tied pairs with an end in it,
//! M = k(k − 1)/2 + k(n − k) pairs with an end in it. Ties between core and periphery are expected like those within the
//! core (the paper's "either in core"), which gives the closed form of [`Shape::fit`].
//!
//! For the same m_c the fit falls as k grows. So no best core holds somebody all of whose neighbours are in it, nor an
//! isolate, and isolates are never tried.

use std::collections::BTreeSet;

use super::Network;
use super::configuration::Configuration;
use crate::statistics::{Part, Stream};

/// The best core of a network, and how many are as good.
#[derive(Debug, Clone, PartialEq)]
pub struct CorePeriphery {
    /// Pearson correlation between ties and the ideal pattern, over pairs.
    pub fit: f64,
    /// How many different cores fit equally well (at least, where `exact` is false).
    pub optima: u64,
    /// Whether every possible core was considered.
    pub exact: bool,
    /// Who is in the core: of equally good ones the smallest, and among those the first by degree, then by position.
    pub core: Vec<bool>,
}

impl CorePeriphery {
    /// Number of people in the core.
    pub fn size(&self) -> usize {
        self.core.iter().filter(|&&inside| inside).count()
    }
}

/// Up to how many people with ties every core is considered.
const EXHAUSTIVE: usize = 22;
/// How many further starts the search takes beyond that.
const RESTARTS: usize = 50;
/// How many random networks a significance is drawn from.
const DRAWS: usize = 199;
/// Fits nearer to each other than this are the same fit: they are quotients of whole numbers.
const SAME: f64 = 1e-12;

/// The best core; `None` where nothing correlates: no pair tied, every pair tied, or fewer than three people.
///
/// Up to 22 people with ties the result is the optimum over all cores, by branch and bound. Beyond that it is
/// the best of 51 searches by single moves and exchanges, from the best prefix of the degree order (Lip
/// 2011) and from fixed random cores: O(n² + n·m) a search in practice.
pub fn core_periphery(network: &Network) -> Option<CorePeriphery> {
    let graph = Ordered::of(network)?;
    let first = graph.search(graph.best_prefix());
    let exact = graph.active <= EXHAUSTIVE;
    let (fit, optima, members) = if exact {
        let walk = graph.walk(first.fit);
        (walk.best, walk.optima, walk.found?)
    } else {
        let (best, found) = graph.restarts(&first);
        (best, found.len() as u64, found.into_iter().min_by(|a, b| (a.len(), a).cmp(&(b.len(), b)))?)
    };
    let mut core = vec![false; network.len()];
    for at in members {
        core[graph.order[at as usize] as usize] = true;
    }
    Some(CorePeriphery { fit, optima, exact, core })
}

/// How unusual the best core is among networks in which everybody has the same degree: (1 + networks whose core fits at
/// least as well) / (1 + networks drawn), of 199 drawn. `None` where there is no core.
///
/// Kojaku & Masuda's (2018) test of quality and size: with one core and one periphery the size is n in every draw, so the
/// quality alone decides. Data and draws go through the same search: the optimum up to 22 people with ties, beyond that the
/// climb from the best prefix of the degree order. The draws hang on the stream and the degrees
/// alone, whoever the people are.
pub fn core_significance(network: &Network, stream: Stream) -> Option<f64> {
    let graph = Ordered::of(network)?;
    let fit = graph.best_fit();
    let degrees: Vec<usize> = graph.neighbours.iter().map(Vec::len).collect();
    let mut random = Configuration::of(&degrees, stream);
    let as_good = (0..DRAWS)
        .filter(|_| {
            let drawn = Ordered { neighbours: random.draw(), ..graph.clone() };
            drawn.best_fit() >= fit - SAME
        })
        .count();
    Some((1 + as_good) as f64 / (1 + DRAWS) as f64)
}

/// What the fit of a core hangs on, beside its size and its ties.
#[derive(Debug, Clone, Copy)]
struct Shape {
    n: usize,
    m: usize,
}

impl Shape {
    /// (m_c N − m M) / √(m (N − m) M (N − M)); `None` where the pattern has all pairs, or none.
    fn fit(self, k: usize, m_c: usize) -> Option<f64> {
        let (n, m, k, m_c) = (self.n as f64, self.m as f64, k as f64, m_c as f64);
        let all = n * (n - 1.0) / 2.0;
        let ideal = k * (k - 1.0) / 2.0 + k * (n - k);
        let varies = m > 0.0 && m < all && ideal > 0.0 && ideal < all;
        varies.then(|| (m_c * all - m * ideal) / ((m * (all - m)).sqrt() * (ideal * (all - ideal)).sqrt()))
    }
}

/// A core under way: who is in it, and what it fits.
#[derive(Debug, Clone)]
struct Start {
    inside: Vec<bool>,
    k: usize,
    m_c: usize,
    fit: f64,
}

/// The undirected network with people by descending degree; those without ties are left out.
#[derive(Debug, Clone)]
struct Ordered {
    shape: Shape,
    /// How many have ties.
    active: usize,
    /// Place in this order → node.
    order: Vec<u32>,
    neighbours: Vec<Vec<u32>>,
}

impl Ordered {
    fn of(network: &Network) -> Option<Self> {
        let n = network.len();
        let mut order: Vec<u32> = (0..n as u32).filter(|&v| network.degree(v as usize) > 0).collect();
        order.sort_by_key(|&v| (std::cmp::Reverse(network.degree(v as usize)), v));
        let mut place = vec![0_u32; n];
        for (at, &v) in order.iter().enumerate() {
            place[v as usize] = at as u32;
        }
        let row = |&v: &u32| {
            let mut row: Vec<u32> = network.neighbours(v as usize).iter().map(|&u| place[u as usize]).collect();
            row.sort_unstable();
            row
        };
        let neighbours: Vec<Vec<u32>> = order.iter().map(row).collect();
        let shape = Shape { n, m: network.edges() };
        shape.fit(1, 0)?;
        Some(Self { shape, active: order.len(), order, neighbours })
    }

    fn degree(&self, v: usize) -> usize {
        self.neighbours[v].len()
    }

    /// The neighbours of everybody as bits. For at most [`EXHAUSTIVE`] people.
    fn rows(&self) -> Vec<u32> {
        self.neighbours.iter().map(|row| row.iter().fold(0, |bits, &u| bits | 1 << u)).collect()
    }

    /// The best core that is a prefix of the degree order.
    fn best_prefix(&self) -> Vec<bool> {
        let (mut best, mut length, mut m_c) = (f64::NEG_INFINITY, 0, 0);
        for k in 1..=self.active {
            let before = self.neighbours[k - 1].partition_point(|&u| (u as usize) < k - 1);
            m_c += self.degree(k - 1) - before;
            if let Some(fit) = self.shape.fit(k, m_c)
                && fit > best + SAME
            {
                (best, length) = (fit, k);
            }
        }
        (0..self.active).map(|at| at < length).collect()
    }

    /// The fit of the best core, by the search that significance takes.
    fn best_fit(&self) -> f64 {
        let first = self.search(self.best_prefix()).fit;
        if self.active <= EXHAUSTIVE { self.walk(first).best } else { first }
    }

    /// All cores considered, given that one of this fit is known. For at most [`EXHAUSTIVE`] people.
    fn walk(&self, known: f64) -> Walk<'_> {
        let mut walk = Walk { graph: self, rows: self.rows(), best: known, found: None, optima: 0 };
        walk.from(0, 0, 0, self.shape.m, 0);
        walk
    }

    /// The best found from the first start and from random ones, and every core that reaches it.
    fn restarts(&self, first: &Start) -> (f64, BTreeSet<Vec<u32>>) {
        let (mut best, mut found) = (first.fit, BTreeSet::from([members(&first.inside)]));
        // No result of chance, but a search: it hangs on the network alone.
        let size = [self.shape.n, self.shape.m].map(|count| Part::from(count as i64));
        let mut stream = Stream::of(0, &["core search".into(), size[0], size[1]]);
        for _ in 0..RESTARTS {
            let k = 1 + stream.below(self.active - 1);
            let mut inside = vec![false; self.active];
            let mut left: Vec<usize> = (0..self.active).collect();
            for _ in 0..k {
                inside[left.swap_remove(stream.below(left.len()))] = true;
            }
            let end = self.search(inside);
            if end.fit > best + SAME {
                best = end.fit;
                found.clear();
            }
            if end.fit >= best - SAME {
                found.insert(members(&end.inside));
            }
        }
        (best, found)
    }

    /// Climbs by the best single move, and where none helps by the best exchange, until nothing helps.
    fn search(&self, inside: Vec<bool>) -> Start {
        let k = inside.iter().filter(|&&core| core).count();
        // How many neighbours of everybody are in the core.
        let mut held: Vec<usize> =
            self.neighbours.iter().map(|row| row.iter().filter(|&&u| inside[u as usize]).count()).collect();
        let within: usize = (0..self.active).filter(|&v| inside[v]).map(|v| held[v]).sum::<usize>() / 2;
        let ends: usize = (0..self.active).filter(|&v| inside[v]).map(|v| self.degree(v)).sum();
        let m_c = ends - within;
        let mut now = Start { fit: self.shape.fit(k, m_c).unwrap_or(f64::NEG_INFINITY), inside, k, m_c };
        loop {
            let moved = self.best_move(&now, &held).or_else(|| self.best_exchange(&now, &held));
            let Some((fit, m_c, turned)) = moved else { return now };
            for v in turned {
                now.inside[v] = !now.inside[v];
                let entered = now.inside[v];
                now.k = if entered { now.k + 1 } else { now.k - 1 };
                for &u in &self.neighbours[v] {
                    let held = &mut held[u as usize];
                    *held = if entered { *held + 1 } else { *held - 1 };
                }
            }
            (now.fit, now.m_c) = (fit, m_c);
        }
    }

    fn best_move(&self, now: &Start, held: &[usize]) -> Option<(f64, usize, Vec<usize>)> {
        let mut best: Option<(f64, usize, Vec<usize>)> = None;
        for (v, &inside) in now.inside.iter().enumerate() {
            let own = self.degree(v) - held[v];
            let (k, m_c) = if inside { (now.k - 1, now.m_c - own) } else { (now.k + 1, now.m_c + own) };
            if let Some(fit) = self.shape.fit(k, m_c)
                && fit > best.as_ref().map_or(now.fit, |b| b.0) + SAME
            {
                best = Some((fit, m_c, vec![v]));
            }
        }
        best
    }

    fn best_exchange(&self, now: &Start, held: &[usize]) -> Option<(f64, usize, Vec<usize>)> {
        let own = |v: usize| self.degree(v) - held[v];
        let mut best: Option<(usize, [usize; 2])> = None;
        let mut near = vec![false; self.active];
        for u in (0..self.active).filter(|&u| now.inside[u]) {
            self.neighbours[u].iter().for_each(|&v| near[v as usize] = true);
            for v in (0..self.active).filter(|&v| !now.inside[v]) {
                // Whom u leaves behind is one more for v, where they are tied.
                let m_c = now.m_c - own(u) + own(v) + usize::from(near[v]);
                if m_c > best.map_or(now.m_c, |b| b.0) {
                    best = Some((m_c, [u, v]));
                }
            }
            self.neighbours[u].iter().for_each(|&v| near[v as usize] = false);
        }
        best.and_then(|(m_c, turned)| Some((self.shape.fit(now.k, m_c)?, m_c, turned.to_vec())))
    }
}

fn members(inside: &[bool]) -> Vec<u32> {
    (0..inside.len() as u32).filter(|&at| inside[at as usize]).collect()
}

/// Branch and bound over all cores, people by descending degree.
struct Walk<'a> {
    graph: &'a Ordered,
    rows: Vec<u32>,
    best: f64,
    /// The first of the best cores, by size and then by order: there may be very many.
    found: Option<Vec<u32>>,
    optima: u64,
}

impl Walk<'_> {
    /// Decides for the person at `at`. `core` and `periphery` are who is decided, as bits; `outside` the tied pairs
    /// without an end in the core as yet, `settled` those of them that are within the periphery for good.
    fn from(&mut self, at: usize, core: u32, periphery: u32, outside: usize, settled: usize) {
        if at == self.graph.active {
            self.end(core, outside);
            return;
        }
        if self.bound(at, core, periphery, outside, settled) < self.best - SAME {
            return;
        }
        let open = !core & low_bits(self.graph.active);
        let bit = 1 << at;
        let left = (self.rows[at] & open).count_ones() as usize;
        self.from(at + 1, core | bit, periphery, outside - left, settled);
        let more = (self.rows[at] & periphery).count_ones() as usize;
        self.from(at + 1, core, periphery | bit, outside, settled + more);
    }

    /// No core from here on fits better: of the pairs still outside, j more people take away at most their own.
    fn bound(&self, at: usize, core: u32, periphery: u32, outside: usize, settled: usize) -> f64 {
        let (m, k) = (self.graph.shape.m, core.count_ones() as usize);
        let undecided = low_bits(self.graph.active) & !core & !periphery;
        let open = undecided | periphery;
        let mut own = [0_u32; EXHAUSTIVE];
        let count = self.graph.active - at;
        for (place, v) in (at..self.graph.active).enumerate() {
            own[place] = (self.rows[v] & open).count_ones();
        }
        own[..count].sort_unstable_by(|a, b| b.cmp(a));
        let (mut best, mut taken) = (f64::NEG_INFINITY, 0);
        for (j, &own) in std::iter::once(&0).chain(&own[..count]).enumerate() {
            taken += own as usize;
            let remaining = outside.saturating_sub(taken).max(settled);
            best = best.max(self.graph.shape.fit(k + j, m - remaining).unwrap_or(f64::NEG_INFINITY));
        }
        best
    }

    fn end(&mut self, core: u32, outside: usize) {
        let shape = self.graph.shape;
        let Some(fit) = shape.fit(core.count_ones() as usize, shape.m - outside) else { return };
        if fit < self.best - SAME {
            return;
        }
        if fit > self.best + SAME {
            (self.best, self.optima) = (fit, 0);
            self.found = None;
        }
        self.optima += 1;
        let members: Vec<u32> = (0..32).filter(|at| core >> at & 1 == 1).collect();
        if self.found.as_ref().is_none_or(|first| (members.len(), &members) < (first.len(), first)) {
            self.found = Some(members);
        }
    }
}

/// As many bits as there are people; at most [`EXHAUSTIVE`].
fn low_bits(count: usize) -> u32 {
    (1_u32 << count) - 1
}
