//! What a methods section says of a comparison.

use super::{Comparison, Floor, Shortfall, Shuffle};
use crate::population::Staff;
use crate::statistics::Arrangements;
use crate::statistics::text::{count, number, p};

impl Comparison {
    /// The paragraph a paper needs: what was compared, by which test, with what result, and what could not have been seen.
    pub fn methods_text(&self) -> String {
        let reservations = self.reservations();
        let between = if reservations.is_empty() { "" } else { " " };
        format!("{} {}{between}{reservations}", self.design(), self.result())
    }

    fn design(&self) -> String {
        let card = &self.indicator.card;
        let what = format!("{} ({}, revision {})", card.title, card.id, card.revision);
        let under = self.ties.as_ref().map_or(String::new(), |ties| format!(" on the ties `{ties}`"));
        let spans = format!("between {} and {}", self.before, self.after);
        if self.change.is_err() {
            return format!("{what}{under} was to be compared {spans}; no test was made.");
        }
        let pooled = self.groups.len() > 1;
        let over = if pooled { ", averaged over groups, each counting the same," } else { "" };
        let staff =
            if self.population.staff == Staff::Removed { ", staff removed after ties were inferred" } else { "" };
        format!(
            "{what}{under}{over} was compared {spans} in {}: {} on each side, covered in every group, \
             without holidays, and as many of each weekday before as after. The people are those the population `{}` counts in \
             either span, without those who came or left between{staff}. {} (seed {}); arrangements exactly as extreme count \
             half (mid-p). The interval comes from leaving out one {} at a time.",
            count(self.groups.len(), "group", "groups"),
            count(self.days as usize, "day", "days"),
            self.population.id(),
            self.arranged(),
            self.seed,
            if self.shuffle == Shuffle::Weeks { "week" } else { "day" },
        )
    }

    /// How chance was made.
    fn arranged(&self) -> String {
        let what = match self.shuffle {
            Shuffle::Days => "days within weekdays, for all groups at once",
            Shuffle::Weeks => "whole weeks, for all groups at once",
            Shuffle::TurnsOfEach => "each person’s turns between the spans, as many on either side as there were",
        };
        let how = match self.change.map(|change| change.arrangements) {
            Ok(Arrangements::All(all)) => format!("looked at all {all} exchanges"),
            Ok(Arrangements::Drawn(draws)) => format!("drew {draws} exchanges"),
            Err(_) => return String::new(),
        };
        format!("The two-sided test {how} of {what}")
    }

    fn result(&self) -> String {
        match &self.change {
            Err(reason) => {
                let short: Vec<String> = self.shortfalls.iter().map(|short| format!("; {}", said(short))).collect();
                format!("Nothing can be said: {} (`{}`){}.", reason.meaning(), reason.id(), short.concat())
            }
            Ok(change) => {
                let interval = change.interval.map_or("no interval".to_owned(), |[low, high]| {
                    format!("95 % interval {} to {}", number(low), number(high))
                });
                let from = match self.shuffle {
                    Shuffle::Days | Shuffle::Weeks => String::new(),
                    Shuffle::TurnsOfEach => format!(
                        ", of a departure from {}, the change that more or less talk alone would bring",
                        number(change.expected)
                    ),
                };
                format!(
                    "It went from {} to {}, a change of {} ({interval}); {}{from}.",
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
            let of_turns = self.shuffle == Shuffle::TurnsOfEach;
            match change.smallest_detectable {
                Some(least) => {
                    let what = if of_turns { "departure" } else { "change" };
                    text.push_str(&format!(
                        "A {what} below {} would have been missed more often than one time in five",
                        number(least)
                    ));
                    if change.before > 0.0 && !of_turns {
                        text.push_str(&format!(" ({:.0} % of the value before)", 100.0 * least / change.before));
                    }
                    text.push('.');
                }
                None => text.push_str("With so few days or draws no change could have been found."),
            }
            text.push_str(match self.shuffle {
                Shuffle::Days => {
                    " Days are taken as independent: where busy days come in runs, such a test calls too often."
                }
                Shuffle::Weeks => " Weeks are taken as independent.",
                Shuffle::TurnsOfEach => {
                    " Turns are taken as independent: where people talk to and fro, such a test calls too often."
                }
            });
        }
        let left: usize = self.groups.iter().flat_map(|group| group.left_out).sum();
        if left > 0 && self.change.is_ok() {
            let who = count(left, "person", "people");
            text.push_str(&format!(" Not in it: {who} who came or left between."));
        }
        for (group, reason) in &self.left_out {
            let short = self.shortfalls.iter().find(|short| short.group.as_ref() == Some(group));
            let short = short.map_or_else(String::new, |short| format!(" ({})", said(short)));
            text.push_str(&format!(" The group {group} is left out: {}{short}.", reason.meaning()));
        }
        text.trim_start().to_owned()
    }
}

/// What there is too little of, with the floor.
fn said(short: &Shortfall) -> String {
    let [before, after] = short.found;
    let who = short.group.as_deref().unwrap_or("all groups together");
    let key = short.floor.id();
    match short.floor {
        Floor::TiedTurns => {
            format!(
                "{who}: {before} tied turns before and {after} after, where {} on each side are the least (`{key}`)",
                short.least
            )
        }
        Floor::ExplicitShare => format!(
            "{who}: {before:.2} of the turns before and {after:.2} after say whom they are for, where {} is the least (`{key}`)",
            short.least
        ),
        Floor::Days | Floor::Weeks => {
            format!("{who}: {before} usable {key} on each side, where {} are the least", short.least)
        }
    }
}
