//! From an outcome to what a funder and the public may have.

use super::aggregates::{
    Accounts, Checked, ComingBack, Doing, Funder, Gap, Keeping, OrganizationAggregates, People, Programme, Public,
    Unknown, UnknownFact, Week, WeekState,
};
use super::coming_back::{Cohort, LATER, cohorts, held_until};
use super::reader::Reader;
use super::rules::{DisclosureRules, Rounding};
use crate::definition::{Portion, Share, Undefined, Value};
use crate::engine::{self, Measured, OrganizationHistory, Period};
use crate::error::{Error, ErrorKind};
use crate::frame::{Doings, HeldActivity};
use crate::indicator::{Indicator, org};
use crate::records::{Activity, ActivityOrigin, Cue, DaySpan, Money, OrganizationId, Records};
use crate::study::Outcome;
use crate::time::{Day, Window};

/// Weeks of a strip at most: twenty years.
const MOST_WEEKS: i32 = 1_044;

/// What is read off the indicators of an organization, over the whole period.
static ASKED: &[&Indicator] = &[
    &org::ORG_RESIDENT_INITIATED_SHARE,
    &org::ORG_SERVICE_SHARE,
    &org::ORG_STAFFLESS_SHARE,
    &org::ORG_EVIDENCE_HABIT,
    &org::ORG_MONEY_ASKED,
    &org::ORG_MONEY_GRANTED,
    &org::ORG_MONEY_SPENT,
    &org::ORG_MONEY_RECEIPTED,
    &org::ORG_COST_PER_ACTIVITY,
];

impl Outcome {
    /// The funder's release: aggregates by organization.
    ///
    /// Activities, days, weeks, money and receipts stand as they are; headcounts in bands; people only where more than
    /// ten did it and more than ten did not, and rounded. Totals of people are sums of rounded numbers.
    ///
    /// # Errors
    /// A plan whose purpose is another, rules that keep nobody out.
    ///
    /// # Complexity
    /// O(organizations × (activities + names)).
    pub fn funder(&self, rules: &DisclosureRules) -> Result<Funder, Error> {
        self.study.admits(Reader::Funder)?;
        let staff = self.study.named_staff();
        let counted = Counted::of(self, &staff, rules)?;
        let organizations = counted.organizations.iter().map(|one| one.aggregates(rules)).collect();
        Ok(Funder {
            title: self.title().to_owned(),
            synthetic: self.study.plan.synthetic.clone(),
            period: counted.period,
            first_week: counted.first_week,
            base: rules.base,
            bands: rules.bands,
            programme: counted.programme(self, rules, 1),
            organizations,
        })
    }

    /// The public's release: all organizations together.
    ///
    /// A number about people is withheld where two organizations hold nine tenths of those it is of, too.
    ///
    /// # Errors
    /// Those of [`Outcome::funder`], and too few organizations that held anything.
    pub fn public(&self, rules: &DisclosureRules) -> Result<Public, Error> {
        self.study.admits(Reader::Public)?;
        let staff = self.study.named_staff();
        let counted = Counted::of(self, &staff, rules)?;
        let (given, least) = (counted.active(), rules.least_organizations.max(3));
        if given < least {
            return Err(Error::new(
                ErrorKind::Plan,
                (
                    format!("{given} organizations held anything; what is public is of at least {least}"),
                    format!("有活动的组织只有{given}个，公开的数字至少要{least}个合在一起"),
                ),
            )
            .with_hint((
                "record the activities of more organizations, or make the page for the funder",
                "补上别的组织的活动记录，或者只做给资助方的那一页",
            )));
        }
        Ok(Public {
            title: self.title().to_owned(),
            synthetic: self.study.plan.synthetic.clone(),
            period: counted.period,
            base: rules.base,
            bands: rules.bands,
            programme: counted.programme(self, rules, least),
        })
    }

    fn title(&self) -> &str {
        let plan = &self.study.plan;
        if plan.title.is_empty() { &plan.id } else { &plan.title }
    }
}

/// Everything counted, before anything is rounded. It does not leave this file.
struct Counted<'a> {
    period: DaySpan,
    window: Window,
    first_week: Day,
    organizations: Vec<One<'a>>,
}

/// One organization, counted.
struct One<'a> {
    id: OrganizationId,
    name: &'a str,
    held: Vec<HeldActivity<'a>>,
    weeks: Vec<Week>,
    doing: Doing,
    accounts: Accounts,
    cohorts: [Cohort; 2],
    rounding: Rounding,
}

impl<'a> Counted<'a> {
    fn of(outcome: &'a Outcome, staff: &'a [bool], rules: &DisclosureRules) -> Result<Self, Error> {
        rules.check()?;
        let (study, protocol) = (&outcome.study, &outcome.provenance.protocol);
        let windows = protocol.windows();
        let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
            return Err(Error::new(ErrorKind::Input, "the study has no days"));
        };
        let period = DaySpan { start: first.first_day, end: last.end_day };
        let window = Window::of_days(period.start, period.end, protocol.zone());
        let first_week = period.start.monday().max(period.end.plus(-7 * MOST_WEEKS).monday());
        let (records, holidays) = (&study.records, study.records.holidays());
        let own = study.organizations();
        let held = held_until(outcome, period.end, &own, staff);
        let cohorts = cohorts(&held);
        let one = |((&id, held), cohorts): ((&OrganizationId, Vec<HeldActivity<'a>>), [Cohort; 2])| {
            let history =
                OrganizationHistory { records, organization: id, series: &[], named_staff: staff, occasions: &[] };
            let read = engine::period(protocol, history, &window, ASKED);
            let name = records.organizations()[id.index()].id.as_str();
            let weeks = weeks(records, id, &held, &read, (first_week, period), &holidays);
            let doing = doing(&held, &window, &read, rules);
            let rounding = rules.rounding(&study.plan.id, &["organization", name]);
            One { id, name, held, weeks, doing, accounts: accounts(&read), cohorts, rounding }
        };
        let organizations = own.iter().zip(held).zip(cohorts).map(one).collect();
        Ok(Self { period, window, first_week, organizations })
    }

    /// Organizations that held anything.
    fn active(&self) -> usize {
        self.organizations.iter().filter(|one| one.doing.held > 0).count()
    }

    fn programme(&self, outcome: &Outcome, rules: &DisclosureRules, least: usize) -> Programme {
        let all = &self.organizations;
        let doings: Vec<&Doing> = all.iter().map(|one| &one.doing).collect();
        let accounts = pooled_accounts(all);
        let coming_back = coming_back(&all.iter().map(One::rounded).collect::<Vec<_>>(), rules, least);
        // Money of those who wrote it down, by their own people.
        let paying: Vec<_> = all.iter().filter(|one| one.accounts.spent.is_ok()).map(One::rounded).collect();
        let returned = self::coming_back(&paying, rules, least).first().map(|row| row.all);
        let per_returning = match (returned, accounts.spent) {
            (Some(Ok(people)), Ok(spent)) => Ok(Money::from_fen(spent.fen() / i64::from(people.hits().max(1)))),
            (Some(Err(gap)), Ok(_)) => Err(gap),
            (_, Err(reason)) => Err(Gap::Undefined(reason)),
            (None, Ok(_)) => Err(Gap::Undefined(Undefined::TooFewEvents)),
        };
        Programme {
            organizations: all.len() as u32,
            doing: pooled_doing(&doings),
            accounts,
            coming_back,
            helping: self.helping(outcome, rules, least),
            per_returning,
            checked: self.checked(&outcome.study.records),
            unknown: self.unknown(&outcome.study.records),
        }
    }

    /// Everybody once, wherever they came to receive or to help.
    fn helping(&self, outcome: &Outcome, rules: &DisclosureRules, least: usize) -> People {
        let end = self.window.end_day;
        let own = |one: &One<'_>| org::from_receiving_to_helping(&one.held, end).ok().map(|portion| portion.of);
        if is_of_few(self.organizations.iter().filter_map(own).collect(), least) {
            return Err(Gap::Withheld);
        }
        let mut all: Vec<HeldActivity<'_>> = self.organizations.iter().flat_map(|one| one.held.clone()).collect();
        all.sort_by_key(|held| held.activity.day);
        let Portion { hits, of } = org::from_receiving_to_helping(&all, end).map_err(Gap::Undefined)?;
        let rounding = rules.rounding(&outcome.study.plan.id, &["helping"]);
        rules.shown(rounding.of(hits), rounding.of(of)).ok_or(Gap::Withheld)
    }

    /// What was asked of each activity that was drawn: the last answer holds, and of one day a no.
    fn checked(&self, records: &Records) -> Option<Checked> {
        let about = |at: crate::records::ActivityId| records.activities()[at.index()].organization;
        let ours = |at| self.organizations.iter().any(|one| one.id == about(at));
        let rows: Vec<_> = records.audits().iter().filter(|row| ours(row.activity)).collect();
        let (mut drawn, mut found) = (0, Portion { hits: 0, of: 0 });
        for rows in rows.chunk_by(|a, b| a.activity == b.activity) {
            drawn += 1;
            let answers = rows.iter().filter_map(|row| row.found.map(|found| (row.day, !found)));
            if let Some((_, missed)) = answers.max() {
                found.of += 1;
                found.hits += u32::from(!missed);
            }
        }
        let share = if found.of == 0 { Err(Undefined::NotRecorded) } else { Ok(found) };
        (drawn > 0).then_some(Checked { drawn, found: share })
    }

    fn unknown(&self, records: &Records) -> Vec<Unknown> {
        let all = &self.organizations;
        let held = || all.iter().flat_map(|one| one.in_period(self.period));
        let of = held().count() as u32;
        let activities = |what, known: fn(&Activity) -> bool| Unknown {
            what,
            count: held().filter(|held| !known(held.activity)).count() as u32,
            of,
        };
        let weeks = || all.iter().flat_map(|one| one.weeks.iter());
        let no_source = weeks().filter(|week| week.state == WeekState::NotCovered).count() as u32;
        let proposed = |one: &One<'_>| {
            let own = &records.activities()[records.activities_of(one.id)];
            own.iter().filter(|a| a.origin == ActivityOrigin::Proposed && self.holds(a.day)).count() as u32
        };
        let proposed: u32 = all.iter().map(proposed).sum();
        let payments = || all.iter().flat_map(|one| records.expenses_of(one.id)).filter(|row| self.holds(row.day));
        let rows = [
            Unknown {
                what: UnknownFact::Organizations,
                count: (all.len() - self.active()) as u32,
                of: all.len() as u32,
            },
            Unknown { what: UnknownFact::Weeks, count: no_source, of: weeks().count() as u32 },
            activities(UnknownFact::Lists, |activity| activity.has_list),
            activities(UnknownFact::Gifts, |activity| activity.incentive.is_some()),
            activities(UnknownFact::Initiators, |activity| activity.initiated_by.is_some()),
            activities(UnknownFact::Beneficiaries, |activity| activity.serves.is_some()),
            Unknown { what: UnknownFact::Proposed, count: proposed, of: of + proposed },
            Unknown {
                what: UnknownFact::Receipts,
                count: payments().filter(|row| row.receipt.is_none()).count() as u32,
                of: payments().count() as u32,
            },
        ];
        rows.into_iter().collect()
    }

    fn holds(&self, day: Day) -> bool {
        self.period.start <= day && day < self.period.end
    }
}

impl One<'_> {
    fn in_period(&self, period: DaySpan) -> impl Iterator<Item = &HeldActivity<'_>> {
        self.held.iter().filter(move |held| held.activity.day >= period.start)
    }

    /// Its cohorts as all the rest of the world may know them at most.
    fn rounded(&self) -> [Cohort; 2] {
        self.cohorts.map(|cohort| Cohort {
            of: self.rounding.of(cohort.of),
            after: cohort.after.map(|count| self.rounding.of(count)),
        })
    }

    fn aggregates(&self, rules: &DisclosureRules) -> OrganizationAggregates {
        OrganizationAggregates {
            name: self.name.to_owned(),
            weeks: self.weeks.clone(),
            doing: self.doing,
            accounts: self.accounts,
            coming_back: coming_back(&[self.rounded()], rules, 1),
        }
    }
}

/// Whether a number of all is in effect of one or two: fewer than `least` have anybody in it, or, where that is more than
/// one, two of them hold nine tenths.
fn is_of_few(mut of: Vec<u32>, least: usize) -> bool {
    of.retain(|&of| of > 0);
    of.sort_unstable_by(|a, b| b.cmp(a));
    let (all, largest): (u64, u64) =
        (of.iter().map(|&of| u64::from(of)).sum(), of.iter().take(2).map(|&of| u64::from(of)).sum());
    least > 1 && (of.len() < least || 10 * largest >= 9 * all)
}

/// Sums of rounded cohorts, where they may be shown. `least` organizations must have somebody in it; where that is more
/// than one, two of them must not hold nine tenths.
pub(super) fn coming_back(rounded: &[[Cohort; 2]], rules: &DisclosureRules, least: usize) -> Vec<ComingBack> {
    let share = |which: usize, k: usize| {
        let of: Vec<u32> = rounded.iter().map(|cohorts| cohorts[which].of).collect();
        let (all, is_one) = (of.iter().sum(), is_of_few(of, least));
        let hits = rounded.iter().map(|cohorts| cohorts[which].after[k]).sum();
        rules.shown(hits, all).filter(|_| !is_one).ok_or(Gap::Withheld)
    };
    (0..LATER).map(|k| ComingBack { after: k as u32 + 1, all: share(0, k), ordinary: share(1, k) }).collect()
}

/// The weeks of an organization from the first one shown.
fn weeks(
    records: &Records,
    id: OrganizationId,
    held: &[HeldActivity<'_>],
    read: &Period,
    (first, period): (Day, DaySpan),
    holidays: &[DaySpan],
) -> Vec<Week> {
    let covered = records.organization_coverage(id);
    let starts = (first.number()..period.end.number()).step_by(7).map(Day::from_number);
    // Days outside the period say nothing about the first and the last week.
    let of = |monday: Day| {
        let week = DaySpan { start: monday.max(period.start), end: monday.plus(7).min(period.end) };
        let meets = |span: &DaySpan| span.start < week.end && week.start < span.end;
        let from = held.partition_point(|held| held.activity.day < week.start);
        let until = held.partition_point(|held| held.activity.day < week.end);
        let own = &held[from..until];
        let state = if !own.is_empty() {
            WeekState::Held
        } else if read.recorded.as_ref().is_some_and(meets) {
            if holidays.iter().any(meets) { WeekState::Holiday } else { WeekState::Unused }
        } else if covered.iter().any(meets) {
            WeekState::NotRecorded
        } else {
            WeekState::NotCovered
        };
        Week {
            state,
            gifts: own.iter().any(|held| held.activity.incentive == Some(true)),
            guests: own.iter().any(|held| held.activity.guests == Some(true)),
        }
    };
    starts.map(of).collect()
}

fn doing(held: &[HeldActivity<'_>], window: &Window, read: &Period, rules: &DisclosureRules) -> Doing {
    let doings = Doings::of(window, held);
    let own = doings.in_window();
    let mut headcounts = [0; 5];
    for held in own {
        headcounts[held.activity.headcount.map_or(4, |count| rules.band(count))] += 1;
    }
    let shown = |cue: Cue| {
        let settled = doings.settled();
        let known: Vec<bool> =
            settled.iter().filter_map(|held| Some(doings.shown_by_members(held.posts.as_ref().ok()?, cue))).collect();
        let reason = settled.iter().find_map(|held| held.posts.as_ref().err().copied());
        if known.is_empty() {
            return Err(reason.unwrap_or(Undefined::TooFewEvents));
        }
        Ok(Portion { hits: known.iter().filter(|&&is_shown| is_shown).count() as u32, of: known.len() as u32 })
    };
    Doing {
        held: own.len() as u32,
        gifts: doings.share_of_known(|activity| activity.incentive),
        guests: doings.share_of_known(|activity| activity.guests),
        asked_by_residents: read.share(&org::ORG_RESIDENT_INITIATED_SHARE),
        serves_others: read.share(&org::ORG_SERVICE_SHARE),
        without_staff: read.share(&org::ORG_STAFFLESS_SHARE),
        headcounts,
        keeping: Keeping {
            notice: shown(Cue::Notice),
            list: shown(Cue::Sheet),
            record: shown(Cue::Record),
            all: read.share(&org::ORG_EVIDENCE_HABIT),
        },
    }
}

fn accounts(read: &Period) -> Accounts {
    let money = |indicator| read.value(indicator).map(|units| Money::from_fen((units * 100.0).round() as i64));
    Accounts {
        asked: money(&org::ORG_MONEY_ASKED),
        granted: money(&org::ORG_MONEY_GRANTED),
        spent: money(&org::ORG_MONEY_SPENT),
        receipted: money(&org::ORG_MONEY_RECEIPTED),
        per_activity: money(&org::ORG_COST_PER_ACTIVITY),
    }
}

impl Period {
    fn at(&self, indicator: &'static Indicator) -> Option<Measured> {
        let at = ASKED.iter().position(|asked| std::ptr::eq(*asked, indicator))?;
        self.measured.get(at).copied().flatten()
    }

    fn share(&self, indicator: &'static Indicator) -> Share {
        match self.at(indicator) {
            Some(Measured::Share(share)) => share,
            _ => Err(Undefined::NotRecorded),
        }
    }

    fn value(&self, indicator: &'static Indicator) -> Value {
        match self.at(indicator) {
            Some(Measured::Value(value)) => value,
            _ => Err(Undefined::NotRecorded),
        }
    }
}

/// The sum over those that have it; where none has, the first reason.
fn summed<T>(all: impl Iterator<Item = Result<T, Undefined>>, add: impl Fn(T, T) -> T) -> Result<T, Undefined> {
    all.reduce(|sum, next| match (sum, next) {
        (Ok(sum), Ok(next)) => Ok(add(sum, next)),
        (sum @ Ok(_), Err(_)) => sum,
        (Err(_), next @ Ok(_)) => next,
        (reason @ Err(_), Err(_)) => reason,
    })
    .unwrap_or(Err(Undefined::NotRecorded))
}

fn pooled_doing(all: &[&Doing]) -> Doing {
    let share = |of: &dyn Fn(&Doing) -> Share| {
        summed(all.iter().map(|doing| of(doing)), |a, b| Portion { hits: a.hits + b.hits, of: a.of + b.of })
    };
    let mut headcounts = [0; 5];
    for doing in all {
        headcounts.iter_mut().zip(doing.headcounts).for_each(|(sum, count)| *sum += count);
    }
    Doing {
        held: all.iter().map(|doing| doing.held).sum(),
        gifts: share(&|doing| doing.gifts),
        guests: share(&|doing| doing.guests),
        asked_by_residents: share(&|doing| doing.asked_by_residents),
        serves_others: share(&|doing| doing.serves_others),
        without_staff: share(&|doing| doing.without_staff),
        headcounts,
        keeping: Keeping {
            notice: share(&|doing| doing.keeping.notice),
            list: share(&|doing| doing.keeping.list),
            record: share(&|doing| doing.keeping.record),
            all: share(&|doing| doing.keeping.all),
        },
    }
}

/// Sums; the cost of an activity is that of the organizations whose spending is known.
fn pooled_accounts(all: &[One<'_>]) -> Accounts {
    let money = |of: &dyn Fn(&Accounts) -> Result<Money, Undefined>| {
        summed(all.iter().map(|one| of(&one.accounts)), |a, b| Money::from_fen(a.fen().saturating_add(b.fen())))
    };
    let spending = all.iter().filter(|one| one.accounts.spent.is_ok());
    let held: u32 = spending.map(|one| one.doing.held).sum();
    let spent = money(&|accounts| accounts.spent);
    let per_activity = match (spent, held) {
        (Ok(_), 0) => Err(Undefined::ZeroDenominator),
        (Ok(spent), held) => Ok(Money::from_fen(spent.fen() / i64::from(held))),
        (Err(reason), _) => Err(reason),
    };
    Accounts {
        asked: money(&|accounts| accounts.asked),
        granted: money(&|accounts| accounts.granted),
        spent,
        receipted: money(&|accounts| accounts.receipted),
        per_activity,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_that_is_read_is_asked_for_and_of_an_organization() {
        use crate::indicator::TableId;
        for indicator in ASKED {
            assert_eq!(indicator.table(), TableId::Organizations, "{}", indicator.card.id);
        }
    }

    #[test]
    fn what_some_do_not_have_is_summed_over_the_others() {
        let sum = |all: &[Value]| summed(all.iter().copied(), |a, b| a + b);
        assert_eq!(sum(&[Err(Undefined::NotCovered), Ok(1.0), Err(Undefined::NotRecorded), Ok(2.0)]), Ok(3.0));
        assert_eq!(sum(&[Err(Undefined::NotCovered), Err(Undefined::NotRecorded)]), Err(Undefined::NotCovered));
        assert_eq!(sum(&[]), Err(Undefined::NotRecorded));
    }
}
