//! What one row of coaching, grants, expenses and milestones means.

use linli::records::{
    ActivityId, Channel, Coaching, Decision, Expense, Grant, Milestone, MilestoneKind, Money, OrganizationId,
};
use linli::time::{Day, Timestamp};
use linli::{Error, diagnostic};

use super::{Row, Taking};

/// What a cell of money may hold.
const SUM: &str = "a sum such as 3000 or 3000.50";
/// The minutes of a day.
const LONGEST: u32 = 1440;

impl Taking<'_> {
    pub(super) fn coaching(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (Some(name), Some((day, at))) = (self.needed(row, 1), self.dated(row, 2)?) else { return Ok(()) };
        let channel = self.choice(row, 3, Channel::parse, "visit, telephone or chat");
        let minutes = |text: &str| text.parse().ok().filter(|&minutes| minutes <= LONGEST);
        let minutes = self.choice(row, 5, minutes, "a whole number of minutes");
        let Some(coach) = self.who(row, 0)? else { return Ok(()) };
        let organization = self.own(&name);
        let topic = row.text(4);
        self.builder.coaching(Coaching { organization, day, at, coach, channel, topic, minutes });
        Ok(())
    }

    pub(super) fn grant(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Some(name) = self.needed(row, 0) else { return Ok(()) };
        let (applied_on, decided_on) = (self.day(row, 2)?, self.day(row, 6)?);
        if let (Some(applied), Some(decided)) = (applied_on, decided_on)
            && decided < applied
        {
            self.note(&diagnostic::SPELL_ORDER, format!("{applied} … {decided}"));
            return Ok(());
        }
        let grant = Grant {
            applied_on,
            decided_on,
            round: row.text(1),
            decision: self.choice(row, 3, Decision::parse, "granted, refused or pending"),
            asked: self.choice(row, 4, Money::parse, SUM),
            granted: self.choice(row, 5, Money::parse, SUM),
            organization: self.own(&name),
        };
        self.builder.grant(grant);
        Ok(())
    }

    pub(super) fn expense(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (Some(name), Some((day, _))) = (self.needed(row, 0), self.dated(row, 1)?) else { return Ok(()) };
        // A payment without its sum says nothing.
        let Some(amount) = self.needed(row, 2).and_then(|_| self.choice(row, 2, Money::parse, SUM)) else {
            return Ok(());
        };
        let yes = |text: &str| match text {
            "true" | "yes" | "1" | "是" => Some(true),
            "false" | "no" | "0" | "否" => Some(false),
            _ => None,
        };
        let receipt = self.choice(row, 3, yes, "yes or no");
        let organization = self.own(&name);
        let activity = self.spent_on(row, organization);
        self.builder.expense(Expense { organization, day, activity, amount, receipt });
        Ok(())
    }

    pub(super) fn milestone(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (Some(name), Some((day, _))) = (self.needed(row, 0), self.dated(row, 1)?) else { return Ok(()) };
        let known: Vec<&str> = MilestoneKind::ALL.iter().map(|kind| kind.id()).collect();
        let kind = self.needed(row, 2).and_then(|_| self.choice(row, 2, MilestoneKind::parse, &known.join(", ")));
        let Some(kind) = kind else { return Ok(()) };
        let organization = self.own(&name);
        self.builder.milestone(Milestone { organization, day, kind });
        Ok(())
    }

    /// Ends one of these tables. Their source covers no days: an application of years ago must not move the windows.
    pub(super) fn papers(&mut self) {
        self.source();
    }

    fn own(&mut self, name: &str) -> OrganizationId {
        let organization = self.builder.organization(name);
        self.organizations.push(organization);
        organization
    }

    /// The day of a row that has none without it.
    fn dated(&mut self, row: &Row<'_>, column: usize) -> Result<Option<(Day, Timestamp)>, Error> {
        if !row.is_filled(column) {
            self.note(&diagnostic::BAD_ROW, format!("`{}` is empty", self.table.columns[column].id));
            return Ok(None);
        }
        self.moment(row, column)
    }

    /// The activity an expense was for. Of one that nobody knows the expense stands alone.
    fn spent_on(&mut self, row: &Row<'_>, organization: OrganizationId) -> Option<ActivityId> {
        let id = row.text(4)?;
        let own = |at: &ActivityId| self.builder.activity_ref(*at).organization == organization;
        let known = self.known.get(&id).copied().filter(own);
        if known.is_none() {
            let detail = format!("there is no activity `{id}` of that organization; the expense stands without it");
            self.note(&diagnostic::UNKNOWN_NAME, detail);
        }
        known
    }
}
