//! The window before: who counted and who was tied when the window at hand began.

use std::collections::VecDeque;

use crate::definition::Undefined;
use crate::frame::Previous;
use crate::network::Network;
use crate::records::PersonId;
use crate::time::Window;

/// What is kept of the windows that end no earlier than the window at hand begins.
#[derive(Debug, Default)]
pub(super) struct Past(VecDeque<Then>);

/// What is kept of one window: by population, and by population and tie rule.
#[derive(Debug)]
pub(super) struct Then {
    window: Window,
    people: Vec<Result<Vec<PersonId>, Undefined>>,
    pairs: Vec<Result<Vec<(PersonId, PersonId)>, Undefined>>,
}

impl Then {
    pub(super) fn of(window: &Window) -> Self {
        Self { window: *window, people: Vec::new(), pairs: Vec::new() }
    }

    pub(super) fn population(&mut self, people: &[PersonId], refused: Option<Undefined>) {
        self.people.push(refused.map_or_else(|| Ok(people.to_vec()), Err));
    }

    pub(super) fn network(&mut self, network: &Network, refused: Option<Undefined>) {
        self.pairs.push(refused.map_or_else(|| Ok(network.pairs().collect()), Err));
    }
}

impl Past {
    /// Keeps a window, and forgets those that no later window can follow on.
    pub(super) fn keep(&mut self, then: Then) {
        while self.0.front().is_some_and(|oldest| oldest.window.end_day <= then.window.first_day) {
            self.0.pop_front();
        }
        self.0.push_back(then);
    }

    /// The population of the window of the same length that ends where this one begins, and, for a place among
    /// populations and tie rules, its pairs.
    pub(super) fn before(
        &self,
        window: &Window,
        population: usize,
        pairs: Option<usize>,
    ) -> Result<Previous, Undefined> {
        let same = |then: &&Then| then.window.end_day == window.first_day && then.window.days() == window.days();
        let then = self.0.iter().find(same).ok_or(Undefined::NoPreviousWindow)?;
        let people = then.people[population].clone()?;
        let pairs = pairs.map_or_else(|| Ok(Vec::new()), |at| then.pairs[at].clone())?;
        Ok(Previous { people, pairs })
    }
}
