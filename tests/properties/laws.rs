//! What a card says of known changes of a network, on random networks: whoever the people are, whatever the order of the
//! ties, with an isolate more, beside another network, turned round, with larger weights.

use linli::definition::{Laws, Reversal, Union, Weights};
use linli::indicator::{INDICATORS, Indicator};
use linli::network::Network;
use linli::{Kind, Value};

use crate::draw::Random;
use crate::small_networks::{network, ours_with};

/// A network under way: ties and who is staff.
#[derive(Debug, Clone)]
struct Drawn {
    staff: Vec<bool>,
    ties: Vec<(u32, u32, f64)>,
}

impl Drawn {
    fn new(random: &mut Random, most: usize) -> Self {
        let n = 2 + random.below(most - 1);
        let percent = *random.one(&[5, 15, 30, 50, 80]);
        let mut ties = Vec::new();
        for i in 0..n as u32 {
            for j in (0..n as u32).filter(|&j| j != i) {
                if random.percent(percent) {
                    ties.push((i, j, 1.0 + random.below(4) as f64));
                }
            }
        }
        Self { staff: (0..n).map(|_| random.percent(25)).collect(), ties }
    }

    fn n(&self) -> usize {
        self.staff.len()
    }

    fn network(&self) -> Network {
        network(self.n(), &self.ties)
    }

    fn values(&self, indicator: &Indicator) -> Vec<Value> {
        ours_with(indicator, &self.network(), &self.staff)
    }

    fn with_isolates(&self, count: usize) -> Self {
        let mut other = self.clone();
        other.staff.extend(vec![false; count]);
        other
    }

    fn beside(&self, other: &Self) -> Self {
        let shift = self.n() as u32;
        let mut both = self.clone();
        both.staff.extend(&other.staff);
        both.ties.extend(other.ties.iter().map(|&(i, j, w)| (i + shift, j + shift, w)));
        both
    }
}

/// Every indicator on ties; those of random draws on a few networks only, for they are slow.
fn each(check: impl Fn(&mut Random, &Indicator, Laws, &Drawn)) {
    let mut random = Random::new(77);
    for round in 0..500 {
        let drawn = Drawn::new(&mut random, 9);
        for (indicator, laws) in INDICATORS.iter().filter_map(|i| Some((i, i.card.laws?))) {
            let slow = indicator.id() == "net_core_significance";
            if drawn.n() >= indicator.min_members as usize && (!slow || round % 50 == 0) {
                check(&mut random, indicator, laws, &drawn);
            }
        }
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-12 * a.abs().max(1.0),
        (a, b) => a == b,
    }
}

fn agree(what: &str, indicator: &Indicator, drawn: &Drawn, got: &[Value], expected: &[Value]) {
    let equal = got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| same(a, b));
    assert!(equal, "{what}: {} on {drawn:?} gives {got:?}, expected {expected:?}", indicator.id());
}

#[test]
fn values_of_networks_lie_in_their_range() {
    let defined = std::cell::RefCell::new(std::collections::BTreeSet::new());
    each(|_, indicator, _, drawn| {
        let [low, high] = indicator.card.range;
        for value in drawn.values(indicator).into_iter().flatten() {
            let whole = indicator.kind != Kind::Count || value.fract() == 0.0;
            assert!(value >= low && value <= high && whole, "{} on {drawn:?} is {value}", indicator.id());
            defined.borrow_mut().insert(indicator.id());
        }
    });
    let all = INDICATORS.iter().filter(|i| i.card.laws.is_some()).count();
    assert_eq!(defined.borrow().len(), all, "only these were ever defined: {:?}", defined.borrow());
}

#[test]
fn whoever_the_people_are_and_whatever_the_order_of_ties() {
    each(|random, indicator, _, drawn| {
        let values = drawn.values(indicator);
        let mut shuffled = drawn.clone();
        random.shuffle(&mut shuffled.ties);
        agree("ties in another order", indicator, drawn, &shuffled.values(indicator), &values);
        let mut place: Vec<u32> = (0..drawn.n() as u32).collect();
        random.shuffle(&mut place);
        let mut other = drawn.clone();
        for tie in &mut other.ties {
            *tie = (place[tie.0 as usize], place[tie.1 as usize], tie.2);
        }
        for (person, &at) in place.iter().enumerate() {
            other.staff[at as usize] = drawn.staff[person];
        }
        let got = other.values(indicator);
        let back =
            |(person, value): (usize, &Value)| if values.len() == 1 { *value } else { got[place[person] as usize] };
        let expected: Vec<Value> =
            if values.len() == 1 { got.clone() } else { values.iter().enumerate().map(back).collect() };
        agree("other people", indicator, drawn, &expected, &values);
    });
}

#[test]
fn one_more_isolate_does_what_the_card_says() {
    each(|_, indicator, laws, drawn| {
        let (values, got) = (drawn.values(indicator), drawn.with_isolates(1).values(indicator));
        for (value, now) in values.iter().zip(&got) {
            let Ok(value) = value else { continue };
            if let Some(expected) = laws.isolate.after(*value, drawn.n() as f64) {
                agree("one more isolate", indicator, drawn, &[*now], &[Ok(expected)]);
            }
        }
    });
}

#[test]
fn another_network_beside_it_does_what_the_card_says() {
    each(|random, indicator, laws, drawn| {
        let other = Drawn::new(random, 6);
        if other.n() < indicator.min_members as usize || laws.union == Union::Changes {
            return;
        }
        let got = drawn.beside(&other).values(indicator);
        let (a, b) = (drawn.values(indicator), other.values(indicator));
        let expected = match laws.union {
            Union::Changes => return,
            Union::Sum => vec![Ok(a[0].unwrap_or(0.0) + b[0].unwrap_or(0.0))],
            Union::Largest => vec![Ok(a[0].unwrap_or(0.0).max(b[0].unwrap_or(0.0)))],
            Union::AsIsolates => {
                let apart = |one: &Drawn, n: usize| one.with_isolates(n).values(indicator)[..one.n()].to_vec();
                [apart(drawn, other.n()), apart(&other, drawn.n())].concat()
            }
        };
        agree("beside another", indicator, drawn, &got, &expected);
    });
}

#[test]
fn ties_turned_round_do_what_the_card_says() {
    each(|_, indicator, laws, drawn| {
        let mut turned = drawn.clone();
        turned.ties.iter_mut().for_each(|tie| *tie = (tie.1, tie.0, tie.2));
        let partner = match laws.reversal {
            Reversal::Same => indicator,
            Reversal::Becomes(id) => INDICATORS.iter().find(|i| i.id() == id).expect("a registered indicator"),
        };
        agree("turned round", indicator, drawn, &turned.values(indicator), &drawn.values(partner));
    });
}

#[test]
fn larger_weights_do_what_the_card_says() {
    each(|random, indicator, laws, drawn| {
        let mut other = drawn.clone();
        other.ties.iter_mut().for_each(|tie| tie.2 *= 3.0);
        let scaled = |value: &Value| value.map(|v| if laws.weights == Weights::Scales { 3.0 * v } else { v });
        let expected: Vec<Value> = drawn.values(indicator).iter().map(scaled).collect();
        agree("three times the weight", indicator, drawn, &other.values(indicator), &expected);
        if laws.weights == Weights::Ignored {
            other.ties.iter_mut().for_each(|tie| tie.2 = 1.0 + random.below(9) as f64);
            agree("any weights", indicator, drawn, &other.values(indicator), &expected);
        }
    });
}
