//! What a methods section says of a comparison.

use super::{Comparison, Shuffle};
use crate::population::Staff;
use crate::statistics::text::{count, number, p};

impl Comparison {
    /// The paragraph a paper needs: what was compared, by which test, with what result, and what could not have been seen.
    pub fn methods_text(&self) -> String {
        format!("{} {} {}", self.design(), self.result(), self.reservations())
    }

    fn design(&self) -> String {
        let card = &self.indicator.card;
        let pooled = self.groups.len() > 1;
        let over = if pooled { ", averaged over groups, each counting the same," } else { "" };
        let under = self.ties.as_ref().map_or(String::new(), |ties| format!(" on the ties `{ties}`"));
        let staff =
            if self.population.staff == Staff::Removed { ", staff removed after ties were inferred" } else { "" };
        format!(
            "{} ({}, revision {}){under}{over} was compared between {} and {} in {}: {} on each side, covered in every group, \
             without holidays, and as many of each weekday before as after. The people are those the population `{}` counts in \
             both spans{staff}. The null distribution comes from {} shuffles of {} (seed {}); the interval from leaving out one \
             day at a time.",
            card.title,
            card.id,
            card.revision,
            self.before,
            self.after,
            count(self.groups.len(), "group", "groups"),
            count(self.days as usize, "day", "days"),
            self.population.id(),
            self.draws,
            match self.shuffle {
                Shuffle::Days => "the days within weekdays, for all groups at once",
                Shuffle::TurnsOfEach => "each person's turns between the spans, as many on either side as there were",
            },
            self.seed,
        )
    }

    fn result(&self) -> String {
        match &self.change {
            Err(reason) => format!("Nothing can be said: {} (`{}`).", reason.meaning(), reason.id()),
            Ok(change) => {
                let interval = change.interval.map_or("no interval".to_owned(), |[low, high]| {
                    format!("95 % interval {} to {}", number(low), number(high))
                });
                let beyond = match self.shuffle {
                    Shuffle::Days => String::new(),
                    Shuffle::TurnsOfEach => {
                        format!("; more or less talk alone would bring {}", number(change.expected))
                    }
                };
                format!(
                    "It went from {} to {}, a change of {} ({interval}; {}{beyond}).",
                    number(change.before),
                    number(change.after),
                    number(change.estimate),
                    p(change.p),
                )
            }
        }
    }

    fn reservations(&self) -> String {
        let mut text = String::new();
        if let Ok(change) = &self.change {
            match change.smallest_detectable {
                Some(least) => {
                    text.push_str(&format!(
                        "A change below {} would have been missed more often than one time in five",
                        number(least)
                    ));
                    if change.before > 0.0 {
                        text.push_str(&format!(" ({:.0} % of the value before)", 100.0 * least / change.before));
                    }
                    text.push('.');
                }
                None => text.push_str("With so few days no change could have been found."),
            }
        }
        let left: usize = self.groups.iter().flat_map(|group| group.left_out).sum();
        if left > 0 {
            let who = count(left, "person", "people");
            text.push_str(&format!(" Not in it: {who} counted in one span only."));
        }
        for (group, reason) in &self.left_out {
            text.push_str(&format!(" The group {group} is left out: {}.", reason.meaning()));
        }
        text.trim_start().to_owned()
    }
}
