//! Where the members of a group stand on a day: shares for everybody, names for the team and with consent.

use super::Study;
use crate::definition::{Undefined, Value};
use crate::engine::{self, Days, GroupHistory, not_for_release};
use crate::error::Error;
use crate::frame::{Margin, Margins};
use crate::marginality::{Drift, DriftRule, Inputs, Options, SeenDays, State};
use crate::plan::Tier;
use crate::records::{GroupId, PersonId};
use crate::statistics::wilson;
use crate::time::{Day, Window};

/// The marginal share under one choice of options.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginalShare {
    /// The choice.
    pub options: Options,
    /// k, members at the margin, of n with a state; or why it is not given.
    pub share: Result<(u32, u32), Undefined>,
    /// Wilson's 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// Members without a state.
    pub unclassified: u32,
    /// Members in each state, in the order of [`State::ALL`].
    pub states: [u32; State::ALL.len()],
}

impl MarginalShare {
    /// k / n.
    pub fn value(&self) -> Value {
        self.share.map(|(k, n)| f64::from(k) / f64::from(n))
    }
}

/// Where one person who agreed to it stands, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Who.
    pub person: PersonId,
    /// The state; `no_consent` for whoever did not agree.
    pub state: Result<State, Undefined>,
    /// The first day after the last evidence of anything else.
    pub since: Option<Day>,
    /// The counts.
    pub inputs: Option<Inputs>,
}

/// Who of a group drifts, and of whom it could be said at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Drifts {
    /// The group's own share of seen days in the last 28 countable days; `None` where nobody was seen.
    pub q: Option<f64>,
    /// Members, staff apart.
    pub members: u32,
    /// For how many of them a warning is possible at all.
    pub can_be_warned: u32,
    /// Members who drift, whoever agreed to be named or not.
    pub drifting: u32,
    /// Those who agreed to be named, in the team's tier.
    pub people: Vec<Drifting>,
}

/// A member's seen days and what they say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drifting {
    /// Who.
    pub person: PersonId,
    /// x and y.
    pub seen: SeenDays,
    /// What they say.
    pub drift: Drift,
}

/// Who was not seen for four weeks: a list to look at, and no finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSeen {
    /// How many members, whoever agreed to be named or not. Whoever is away is not among them.
    pub members: u32,
    /// Those who agreed to be named, in the team's tier: the longest unseen first, of two the one who has the shorter gaps.
    pub people: Vec<Unseen>,
}

/// Somebody not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen {
    /// Who.
    pub person: PersonId,
    /// Whole weeks since they were last seen; `None` if never.
    pub weeks: Option<u32>,
    /// Their own longest earlier gap, in days.
    pub longest_gap: Option<u32>,
}

/// Days after which somebody was not seen for long.
const LONG: i32 = 28;

impl Study {
    /// The marginal share of a group's members, staff apart, on the last day before `as_of`, under one choice of options.
    ///
    /// # Errors
    /// A group nobody knows, or a plan that cannot be met.
    pub fn marginal_share(&self, group: &str, as_of: Day, options: &Options) -> Result<MarginalShare, Error> {
        let mut all = self.marginal_shares(group, as_of, std::slice::from_ref(options))?;
        Ok(all.remove(0))
    }

    /// How the share hangs on what the table leaves to choose: 8, 12 and 16 weeks by 12, 24 and 48 hours by whether
    /// acknowledgements answer. The rule is this project's own, so this belongs to every result.
    ///
    /// # Errors
    /// As [`Study::marginal_share`].
    pub fn marginality_sensitivity(&self, group: &str, as_of: Day) -> Result<Vec<MarginalShare>, Error> {
        self.marginal_shares(group, as_of, &Options::all())
    }

    fn marginal_shares(&self, group: &str, as_of: Day, options: &[Options]) -> Result<Vec<MarginalShare>, Error> {
        let (group, window) = self.place_of(group, as_of)?;
        let staff = self.named_staff();
        let history = GroupHistory { records: &self.records, group, named_staff: &staff };
        let placed = engine::placed(history, &self.plan, self.plan.zone()?, &window, options);
        let of = options.iter().zip(placed).map(|(&options, people)| {
            let of = people.iter().map(|(_, person)| Margin {
                state: person.state,
                earlier: Err(Undefined::OtherPopulation),
                seen_twice: false,
                since: person.since,
                agreed: false,
            });
            let margins = Margins { of: of.collect(), has_earlier: false };
            let share = margins.share(State::is_marginal);
            let mut states = [0; State::ALL.len()];
            for state in margins.of.iter().filter_map(|one| one.state.ok()) {
                states[state as usize] += 1;
            }
            let interval = share.ok().and_then(|(k, n)| wilson(k, n));
            MarginalShare { options, share, interval, unclassified: margins.classified().1, states }
        });
        Ok(of.collect())
    }

    /// Where each member of a group stands on the last day before `as_of`, by the default options, for whoever agreed to
    /// it for the plan's purpose; staff and whoever left are left out. For the team alone.
    ///
    /// # Errors
    /// A plan of another tier than T0; else as [`Study::marginal_share`].
    pub fn placements(&self, group: &str, as_of: Day) -> Result<Vec<Placement>, Error> {
        if self.plan.release.tier != Tier::T0 {
            return Err(not_for_release("placements", self.plan.release.tier));
        }
        let (group, window) = self.place_of(group, as_of)?;
        let staff = self.named_staff();
        let history = GroupHistory { records: &self.records, group, named_staff: &staff };
        let mut placed = engine::placed(history, &self.plan, self.plan.zone()?, &window, &[Options::default()]);
        let members = placed.remove(0).into_iter().filter(|(_, one)| one.state != Err(Undefined::OtherPopulation));
        let of = members.map(|(person, one)| {
            let agreed = self.agreed(person, as_of);
            Placement {
                person,
                state: if agreed { one.state } else { Err(Undefined::NoConsent) },
                since: agreed.then_some(one.since),
                inputs: one.inputs.filter(|_| agreed),
            }
        });
        Ok(of.collect())
    }

    /// Who of a group's members is seen less than its own share of seen days lets expect, on the last day before `as_of`.
    /// Whoever is away, or has fewer than 112 countable days within 224, is not asked.
    ///
    /// # Errors
    /// As [`Study::marginal_share`].
    pub fn drifts(&self, group: &str, as_of: Day, rule: &DriftRule) -> Result<Drifts, Error> {
        let all = self.days(group, as_of)?;
        let asked: Vec<(PersonId, SeenDays)> =
            all.iter().filter(|one| !one.away).filter_map(|one| Some((one.person, one.seen.ok()?))).collect();
        let seen: Vec<SeenDays> = asked.iter().map(|&(_, seen)| seen).collect();
        let (q, drifts) = rule.among(&seen);
        let found: Vec<Drifting> =
            asked.iter().zip(drifts).map(|(&(person, seen), drift)| Drifting { person, seen, drift }).collect();
        let count = |holds: fn(&Drift) -> bool| found.iter().filter(|one| holds(&one.drift)).count() as u32;
        Ok(Drifts {
            q,
            members: all.len() as u32,
            can_be_warned: count(|drift| drift.can_be_warned),
            drifting: count(|drift| drift.drifts),
            people: found.iter().copied().filter(|one| self.may_name(one.person, as_of)).collect(),
        })
    }

    /// Who of a group's members was not seen for four weeks on the last day before `as_of`.
    ///
    /// # Errors
    /// As [`Study::marginal_share`].
    pub fn not_seen(&self, group: &str, as_of: Day) -> Result<NotSeen, Error> {
        let all = self.days(group, as_of)?;
        let days = |one: &Days| one.last.map(|last| as_of.number() - 1 - last.number());
        let unseen: Vec<&Days> =
            all.iter().filter(|one| !one.away && days(one).is_none_or(|days| days >= LONG)).collect();
        let mut people: Vec<Unseen> = unseen
            .iter()
            .filter(|one| self.may_name(one.person, as_of))
            .map(|one| Unseen {
                person: one.person,
                weeks: days(one).map(|days| days.unsigned_abs() / 7),
                longest_gap: one.longest_gap,
            })
            .collect();
        let order = |one: &Unseen| (std::cmp::Reverse(one.weeks.unwrap_or(u32::MAX)), one.longest_gap, one.person);
        people.sort_by_key(order);
        Ok(NotSeen { members: unseen.len() as u32, people })
    }

    fn days(&self, group: &str, as_of: Day) -> Result<Vec<Days>, Error> {
        let (group, window) = self.place_of(group, as_of)?;
        let staff = self.named_staff();
        let history = GroupHistory { records: &self.records, group, named_staff: &staff };
        Ok(engine::days(history, &self.plan, self.plan.zone()?, &window))
    }

    /// Whether somebody may be named: in the team's tier, and with consent.
    fn may_name(&self, person: PersonId, as_of: Day) -> bool {
        self.plan.release.tier == Tier::T0 && self.agreed(person, as_of)
    }

    fn agreed(&self, person: PersonId, as_of: Day) -> bool {
        let last = self.protocol().ok().and_then(|protocol| protocol.windows().last().map(|window| window.end_day));
        let day = as_of.plus(-1);
        self.records.agrees_still(person, self.plan.purpose.id(), day, last.map_or(day, |end| end.plus(-1)))
    }

    /// The group of this id, and the window of the plan's length that ends with the day.
    fn place_of(&self, group: &str, as_of: Day) -> Result<(GroupId, Window), Error> {
        self.plan.check()?;
        as_of.meant()?;
        let known = || self.records.groups().iter().map(|g| g.id.as_str());
        let found = self.records.group(group).ok_or_else(|| Error::unknown(("group", "群"), group, known()))?;
        let length = self.plan.window.whole_days().unwrap_or(1);
        Ok((found, Window::of_days(as_of.plus(-length), as_of, self.plan.zone()?)))
    }
}
