//! What offices wrote down of one organization: gathered once, and looked at window by window.

use super::OrganizationHistory;
use super::exchanges;
use super::held::Held;
use crate::definition::Undefined;
use crate::engine::Protocol;
use crate::engine::gate::gap;
use crate::frame::{Exchanges, Log, Needs, Papers};
use crate::indicator::Indicator;
use crate::records::{Coaching, DaySpan, Expense, Grant, GroupId, Layer, Milestone, Records, Stage, union_of_spans};
use crate::time::{Day, Window};

/// The rows of an organization by day, and the days their table speaks for.
struct Table<'a, T> {
    rows: Vec<(Day, &'a T)>,
    days: Option<DaySpan>,
}

impl<'a, T> Table<'a, T> {
    fn of(own: &'a [T], all: &[T], day: impl Fn(&T) -> Option<Day>) -> Self {
        let mut rows: Vec<(Day, &T)> = own.iter().filter_map(|row| day(row).map(|day| (day, row))).collect();
        rows.sort_by_key(|&(day, _)| day);
        let days = all.iter().filter_map(day).map(|day| DaySpan { start: day, end: day.plus(1) });
        let days = days.reduce(|a, b| DaySpan { start: a.start.min(b.start), end: a.end.max(b.end) });
        Self { rows, days }
    }

    fn at(&self, window: &Window) -> Log<'_, T> {
        Log::of(window, &self.rows, self.days)
    }
}

/// What is on paper of one organization.
pub(super) struct Cabinet<'a> {
    coaching: Table<'a, Coaching>,
    applied: Table<'a, Grant>,
    decided: Table<'a, Grant>,
    expenses: Table<'a, Expense>,
    milestones: Table<'a, Milestone>,
    stage: Option<(Stage, Day)>,
    grouped: Result<Option<Day>, Undefined>,
    recorded: Option<DaySpan>,
    exchanges: Result<Exchanges, Undefined>,
    chats: Vec<DaySpan>,
    least_coverage: f64,
}

impl<'a> Cabinet<'a> {
    pub(super) fn of(
        protocol: &Protocol,
        history: OrganizationHistory<'a>,
        held: &Held<'a>,
        asked: &[&'static Indicator],
    ) -> Self {
        let (records, own) = (history.records, history.organization);
        let about = &records.organizations()[own.index()];
        let groups: Vec<GroupId> = groups(history).collect();
        let (applied, decided) = (|grant: &Grant| grant.applied_on, |grant: &Grant| grant.decided_on);
        let chats = union_of_spans(groups.iter().flat_map(|&group| records.group_coverage(group)));
        let is_asked = asked.iter().any(|indicator| indicator.needs.has(Needs::EXCHANGES));
        let exchanges =
            if is_asked { exchanges::of(protocol, history, &groups, &held.staff) } else { Ok(Exchanges::default()) };
        Self {
            coaching: Table::of(records.coaching_of(own), records.coaching(), |row| Some(row.day)),
            applied: Table::of(records.grants_of(own), records.grants(), |row| applied(row).or(decided(row))),
            decided: Table::of(records.grants_of(own), records.grants(), |row| decided(row).or(applied(row))),
            expenses: Table::of(records.expenses_of(own), records.expenses(), |row| Some(row.day)),
            milestones: Table::of(records.milestones_of(own), records.milestones(), |row| Some(row.day)),
            stage: about.stage.zip(about.stage_on),
            grouped: grouped(protocol, records, &groups),
            recorded: held.recorded,
            exchanges,
            chats,
            least_coverage: protocol.plan().coverage,
        }
    }

    /// What there is of it by the end of a window.
    pub(super) fn at(&self, window: &Window) -> Papers<'_> {
        Papers {
            coaching: self.coaching.at(window),
            applied: self.applied.at(window),
            decided: self.decided.at(window),
            expenses: self.expenses.at(window),
            milestones: self.milestones.at(window),
            stage: self.stage,
            grouped: self.grouped,
            recorded: self.recorded,
            exchanges: self.exchanges.as_ref().map_err(|&reason| reason),
            chat_gap: gap(&self.chats, window, self.least_coverage),
            days: DaySpan { start: window.first_day, end: window.end_day },
        }
    }
}

/// The first-layer groups of the organization.
fn groups(history: OrganizationHistory<'_>) -> impl Iterator<Item = GroupId> {
    let groups = history.records.groups().iter().enumerate();
    let own = groups.filter(move |(_, g)| g.layer == Layer::First && g.organization == Some(history.organization));
    own.map(|(at, _)| GroupId::from_index(at))
}

/// The day from which one of the groups existed; not recorded where nothing is known of any.
fn grouped(protocol: &Protocol, records: &Records, groups: &[GroupId]) -> Result<Option<Day>, Undefined> {
    let tells = |&group: &GroupId| {
        records.groups()[group.index()].opened_on.is_some() || records.group_sources(group).next().is_some()
    };
    if !groups.iter().any(tells) {
        return Err(Undefined::NotRecorded);
    }
    Ok(groups.iter().filter_map(|&group| since(protocol, records, group)).min())
}

/// The day from which a group existed.
fn since(protocol: &Protocol, records: &Records, group: GroupId) -> Option<Day> {
    let opened = records.groups()[group.index()].opened_on;
    let first = records.messages(group).iter().next().map(|message| protocol.zone().day(message.time));
    opened.into_iter().chain(first).min()
}
