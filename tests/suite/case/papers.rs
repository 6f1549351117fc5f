//! The form of what offices write down, as it stands in a case file.

use linli::records::{Channel, Decision, MilestoneKind, Money};
use serde::Deserialize;

use super::form::choice;
use crate::draft::{PaperRow, day, time};

/// An organization, and how far it has come.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganizationForm {
    pub(super) id: String,
    pub(super) stage: Option<String>,
    pub(super) stage_on: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CoachingForm {
    /// A day, or a day and a time.
    at: String,
    coach: Option<String>,
    organization: Option<String>,
    channel: Option<String>,
    topic: Option<String>,
    minutes: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GrantForm {
    organization: Option<String>,
    applied_on: Option<String>,
    decided_on: Option<String>,
    decision: Option<String>,
    asked: Option<String>,
    granted: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpenseForm {
    organization: Option<String>,
    date: String,
    amount: String,
    receipt: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum MilestoneForm {
    Own(String, String),
    Of(String, String, String),
}

/// Whose it is, where the case does not say: of `o`.
fn of(organization: Option<&String>) -> String {
    organization.map_or_else(|| "o".to_owned(), Clone::clone)
}

fn sum(text: &str) -> Money {
    Money::parse(text).unwrap_or_else(|| panic!("`{text}` is no sum"))
}

impl CoachingForm {
    pub(super) fn row(&self) -> (String, PaperRow) {
        let at = if self.at.len() > 10 { self.at.clone() } else { format!("{}T00:00", self.at) };
        let row = PaperRow::Coaching {
            at: time(&at),
            coach: self.coach.clone().unwrap_or_else(|| "t".to_owned()),
            channel: choice(self.channel.as_deref(), Channel::parse),
            topic: self.topic.clone(),
            minutes: self.minutes,
        };
        (of(self.organization.as_ref()), row)
    }
}

impl GrantForm {
    pub(super) fn row(&self) -> (String, PaperRow) {
        let row = PaperRow::Grant {
            days: [&self.applied_on, &self.decided_on].map(|on| on.as_deref().map(day)),
            decision: choice(self.decision.as_deref(), Decision::parse),
            sums: [&self.asked, &self.granted].map(|amount| amount.as_deref().map(sum)),
        };
        (of(self.organization.as_ref()), row)
    }
}

impl ExpenseForm {
    pub(super) fn row(&self) -> (String, PaperRow) {
        let row = PaperRow::Expense { day: day(&self.date), amount: sum(&self.amount), receipt: self.receipt };
        (of(self.organization.as_ref()), row)
    }
}

impl MilestoneForm {
    pub(super) fn row(&self) -> (String, PaperRow) {
        let (on, kind, whose) = match self {
            Self::Own(on, kind) => (on, kind, None),
            Self::Of(on, kind, whose) => (on, kind, Some(whose)),
        };
        let kind = choice(Some(kind.as_str()), MilestoneKind::parse).expect("a kind is given");
        (of(whose), PaperRow::Milestone { day: day(on), kind })
    }
}
