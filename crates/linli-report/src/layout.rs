//! Where the nodes of a small network stand: forces after Fruchterman and Reingold (1991), from a circle, without any
//! random number. Only sums, products, quotients and square roots, which every platform rounds alike.

const ROUNDS: u32 = 300;
/// Pull towards the middle, which keeps separate parts in the picture.
const GRAVITY: f64 = 0.6;
/// Width of the strip at the foot in which people without a tie stand.
const FOOT: f64 = 0.12;

/// Positions in the unit square of so many nodes with these edges. Nodes without an edge stand in a row at the foot.
pub(crate) fn positions(nodes: usize, edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let mut tied = vec![false; nodes];
    for &(a, b) in edges {
        tied[a] = true;
        tied[b] = true;
    }
    let place: Vec<usize> = (0..nodes).filter(|&i| tied[i]).collect();
    let alone: Vec<usize> = (0..nodes).filter(|&i| !tied[i]).collect();
    let rank = |node: usize| place.partition_point(|&other| other < node);
    let among: Vec<(usize, usize)> = edges.iter().map(|&(a, b)| (rank(a), rank(b))).collect();
    let height = if alone.is_empty() { 1.0 } else { 1.0 - FOOT };

    let mut all = vec![[0.5, 0.5]; nodes];
    for (&node, [x, y]) in place.iter().zip(fitted(settled(place.len(), &among))) {
        all[node] = [x, y * height];
    }
    for (i, &node) in alone.iter().enumerate() {
        all[node] = [(i as f64 + 0.5) / alone.len() as f64, 1.0];
    }
    all
}

/// Forces until the temperature is zero. k = the distance at which they balance.
fn settled(n: usize, edges: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let mut at: Vec<[f64; 2]> = (0..n).map(|i| on_circle(i, n)).collect();
    let k = (1.0 / n.max(1) as f64).sqrt();
    for round in 0..ROUNDS {
        let mut force = vec![[0.0; 2]; n];
        for i in 0..n {
            for j in i + 1..n {
                let (d, direction) = between(at[i], at[j]);
                push(&mut force, i, j, direction, -k * k / d);
            }
        }
        for &(i, j) in edges {
            let (d, direction) = between(at[i], at[j]);
            push(&mut force, i, j, direction, d * d / k);
        }
        let temperature = 0.1 * f64::from(ROUNDS - round) / f64::from(ROUNDS);
        for (point, f) in at.iter_mut().zip(&force) {
            let f = [f[0] - GRAVITY * point[0] * k, f[1] - GRAVITY * point[1] * k];
            let length = (f[0] * f[0] + f[1] * f[1]).sqrt().max(1e-12);
            let step = length.min(temperature) / length;
            point[0] += f[0] * step;
            point[1] += f[1] * step;
        }
    }
    at
}

/// Distance and direction from one point to another; two points in one place are pushed apart sideways.
fn between(from: [f64; 2], to: [f64; 2]) -> (f64, [f64; 2]) {
    let (x, y) = (to[0] - from[0], to[1] - from[1]);
    let d = (x * x + y * y).sqrt();
    if d < 1e-6 { (1e-6, [1.0, 0.0]) } else { (d, [x / d, y / d]) }
}

fn push(force: &mut [[f64; 2]], i: usize, j: usize, direction: [f64; 2], strength: f64) {
    for axis in 0..2 {
        force[i][axis] += direction[axis] * strength;
        force[j][axis] -= direction[axis] * strength;
    }
}

/// The i-th of n points on the unit circle, by t = tan(θ/2) within each quarter.
fn on_circle(i: usize, n: usize) -> [f64; 2] {
    let turn = 4.0 * i as f64 / n as f64;
    let t = turn - turn.floor();
    let (c, s) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
    match turn as u32 % 4 {
        0 => [c, s],
        1 => [-s, c],
        2 => [-c, -s],
        _ => [s, -c],
    }
}

/// Moved and stretched so that they fill the unit square; a direction without extent is centred.
fn fitted(mut points: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    for axis in 0..2 {
        let (low, high) = points
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(p[axis]), high.max(p[axis])));
        let extent = high - low;
        for point in &mut points {
            point[axis] = if extent < 1e-3 { 0.5 } else { (point[axis] - low) / extent };
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
        ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).sqrt()
    }

    #[test]
    fn the_tied_stand_nearer_than_strangers() {
        // Two triangles and one bridge between them.
        let edges = [(0, 2), (2, 4), (0, 4), (1, 3), (3, 5), (1, 5), (4, 5)];
        let at = positions(6, &edges);
        let inside = distance(at[0], at[2]).max(distance(at[1], at[3]));
        let across = distance(at[0], at[1]).min(distance(at[2], at[3]));
        assert!(inside < across, "{at:?}");
    }

    #[test]
    fn everybody_stands_inside_and_apart() {
        let edges: Vec<(usize, usize)> = (1..40).map(|i| (0, i)).collect();
        let at = positions(60, &edges);
        assert!(at.iter().flatten().all(|c| (0.0..=1.0).contains(c)));
        for i in 0..60 {
            for j in 0..i {
                assert!(distance(at[i], at[j]) > 0.01, "{i} {j}");
            }
        }
        assert!(at[40..].iter().all(|p| p[1] > 0.99) && at[..40].iter().all(|p| p[1] < 0.9));
    }

    #[test]
    fn nobody_one_and_two() {
        assert!(positions(0, &[]).is_empty());
        assert_eq!(positions(1, &[]), [[0.5, 1.0]]);
        let two = positions(2, &[(0, 1)]);
        assert!(distance(two[0], two[1]) > 0.5);
    }
}
