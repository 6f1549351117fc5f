//! What is written down in offices: coaching, applications, money spent, milestones, checks on the spot.

use super::activity::choices;
use super::{ActivityId, Money, OrganizationId, PersonId, Records};
use crate::time::{Day, Timestamp};

choices! {
    /// How somebody coached.
    Channel {
        Visit = "visit" "到访.",
        Telephone = "telephone" "电话.",
        Chat = "chat" "微信、线上.",
    }
    /// What became of an application.
    Decision {
        Granted = "granted" "批准.",
        Refused = "refused" "未批准.",
        Pending = "pending" "待定.",
    }
    /// What an organization reached.
    MilestoneKind {
        RulesAdopted = "rules_adopted" "通过章程.",
        Handbook = "handbook" "手册.",
        ProposalDraft = "proposal_draft" "写出申请书.",
        ProposalSubmitted = "proposal_submitted" "递交申请.",
        Reimbursed = "reimbursed" "报账.",
        AuditPassed = "audit_passed" "通过审计.",
        RegisteredDistrict = "registered_district" "街道备案.",
        RegisteredCity = "registered_city" "民政注册.",
        NewOrganizer = "new_organizer" "新的组织者.",
        StageSeed = "stage_seed" "成为种子.",
        StageSapling = "stage_sapling" "成为小苗.",
    }
}

/// A coach was there for an organization. 辅导.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coaching {
    /// Whom.
    pub organization: OrganizationId,
    /// On which local day.
    pub day: Day,
    /// When it began: the local midnight of `day` where only the day is known.
    pub at: Timestamp,
    /// Who.
    pub coach: PersonId,
    /// How; `None` is not recorded.
    pub channel: Option<Channel>,
    /// About what, as the table says.
    pub topic: Option<String>,
    /// How long.
    pub minutes: Option<u32>,
}

/// Without the topic: it is in the words of whoever typed it and may name somebody.
impl std::fmt::Debug for Coaching {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { organization, day, at, coach, channel, topic: _, minutes } = self;
        let mut shown = f.debug_struct("Coaching");
        shown.field("organization", organization).field("day", day).field("at", at).field("coach", coach);
        shown.field("channel", channel).field("minutes", minutes).finish_non_exhaustive()
    }
}

impl Coaching {
    /// Words of topics beyond organising: handbook, proposal, accounts.
    const BEYOND: &[&str] = &[
        "手册",
        "申请",
        "项目书",
        "标书",
        "创投",
        "对账",
        "记账",
        "报账",
        "做账",
        "账目",
        "账本",
        "报销",
        "票据",
        "发票",
        "财务",
        "预算",
        "决算",
        "审计",
        "handbook",
        "proposal",
        "application",
        "account",
        "reimburse",
        "receipt",
        "budget",
        "audit",
    ];

    /// Whether it was about more than organising activities: a handbook, a proposal, accounts. `None` where the topic is not
    /// recorded.
    pub fn is_beyond_organising(&self) -> Option<bool> {
        let topic = self.topic.as_deref()?.to_lowercase();
        Some(Self::BEYOND.iter().any(|word| topic.contains(word)))
    }
}

/// An application for money, granted or not. 创投.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Who applied.
    pub organization: OrganizationId,
    /// When.
    pub applied_on: Option<Day>,
    /// When it was decided.
    pub decided_on: Option<Day>,
    /// Which round, as the table says.
    pub round: Option<String>,
    /// What became of it; `None` is not recorded.
    pub decision: Option<Decision>,
    /// How much was asked.
    pub asked: Option<Money>,
    /// How much was granted.
    pub granted: Option<Money>,
}

/// Without the round: it is in the words of whoever typed it and may name somebody.
impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { organization, applied_on, decided_on, round: _, decision, asked, granted } = self;
        let mut shown = f.debug_struct("Grant");
        shown.field("organization", organization).field("applied_on", applied_on).field("decided_on", decided_on);
        shown.field("decision", decision).field("asked", asked).field("granted", granted).finish_non_exhaustive()
    }
}

impl Grant {
    /// What was granted, where the application is said to have been.
    pub fn received(&self) -> Option<Money> {
        self.granted.filter(|_| self.decision == Some(Decision::Granted))
    }

    /// Whether its sums contradict each other, or its decision.
    fn is_odd(&self) -> bool {
        let more = self.granted.zip(self.asked).is_some_and(|(granted, asked)| granted > asked);
        let any = self.granted.is_some_and(|granted| granted > Money::NONE);
        more || any && matches!(self.decision, Some(Decision::Refused | Decision::Pending))
    }
}

/// Money spent. 支出.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expense {
    /// Who spent it.
    pub organization: OrganizationId,
    /// When.
    pub day: Day,
    /// For which activity, where one is named.
    pub activity: Option<ActivityId>,
    /// How much.
    pub amount: Money,
    /// Whether there is a receipt; `None` is not recorded.
    pub receipt: Option<bool>,
}

/// What an organization reached, and when. 大事.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milestone {
    /// Who.
    pub organization: OrganizationId,
    /// When.
    pub day: Day,
    /// What.
    pub kind: MilestoneKind,
}

/// Somebody outside went or telephoned, and asked whether an activity was held as it is recorded. 抽查.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Audit {
    /// Which activity.
    pub activity: ActivityId,
    /// On which day somebody asked, where that is written down.
    pub day: Option<Day>,
    /// Whether it was found as recorded; `None` where it is drawn and nobody has asked yet.
    pub found: Option<bool>,
}

/// The five tables, each in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Papers {
    pub(super) coaching: Vec<Coaching>,
    pub(super) grants: Vec<Grant>,
    pub(super) expenses: Vec<Expense>,
    pub(super) milestones: Vec<Milestone>,
    pub(super) audits: Vec<Audit>,
}

impl Papers {
    /// Gives the final ids to what was written under provisional ones.
    pub(super) fn refer(
        &mut self,
        organization: impl Fn(OrganizationId) -> OrganizationId,
        person: impl Fn(PersonId) -> PersonId,
        activity: impl Fn(ActivityId) -> ActivityId,
    ) {
        for row in &mut self.coaching {
            (row.organization, row.coach) = (organization(row.organization), person(row.coach));
        }
        for row in &mut self.grants {
            row.organization = organization(row.organization);
        }
        for row in &mut self.expenses {
            (row.organization, row.activity) = (organization(row.organization), row.activity.map(&activity));
        }
        for row in &mut self.milestones {
            row.organization = organization(row.organization);
        }
        for row in &mut self.audits {
            row.activity = activity(row.activity);
        }
    }

    /// Puts rows into their order, each once; says how many stood twice, and which applications contradict themselves.
    pub(super) fn settle(&mut self) -> Remarks {
        fn once<T: Ord>(rows: &mut Vec<T>) -> usize {
            let all = rows.len();
            rows.sort_unstable();
            rows.dedup();
            all - rows.len()
        }
        let twice = [
            ("coaching", once(&mut self.coaching)),
            ("grants", once(&mut self.grants)),
            ("expenses", once(&mut self.expenses)),
            ("milestones", once(&mut self.milestones)),
            ("audit", once(&mut self.audits)),
        ];
        let odd = self.grants.iter().filter(|grant| grant.is_odd()).map(|grant| grant.organization).collect();
        Remarks { twice, odd }
    }
}

/// What can be said against the papers.
pub(super) struct Remarks {
    /// Tables with how many of their rows stood there before.
    pub(super) twice: [(&'static str, usize); 5],
    /// Whose applications contradict themselves, one an application.
    pub(super) odd: Vec<OrganizationId>,
}

impl Records {
    /// Coaching, by organization and time.
    pub fn coaching(&self) -> &[Coaching] {
        &self.papers.coaching
    }

    /// Applications, by organization and day; refusals among them.
    pub fn grants(&self) -> &[Grant] {
        &self.papers.grants
    }

    /// Money spent, by organization and day.
    pub fn expenses(&self) -> &[Expense] {
        &self.papers.expenses
    }

    /// Milestones, by organization and day.
    pub fn milestones(&self) -> &[Milestone] {
        &self.papers.milestones
    }

    /// Checks of activities, by activity and day.
    pub fn audits(&self) -> &[Audit] {
        &self.papers.audits
    }

    /// The coaching of one organization.
    pub fn coaching_of(&self, organization: OrganizationId) -> &[Coaching] {
        of(&self.papers.coaching, organization, |row| row.organization)
    }

    /// The applications of one organization.
    pub fn grants_of(&self, organization: OrganizationId) -> &[Grant] {
        of(&self.papers.grants, organization, |row| row.organization)
    }

    /// What one organization spent.
    pub fn expenses_of(&self, organization: OrganizationId) -> &[Expense] {
        of(&self.papers.expenses, organization, |row| row.organization)
    }

    /// What one organization reached.
    pub fn milestones_of(&self, organization: OrganizationId) -> &[Milestone] {
        of(&self.papers.milestones, organization, |row| row.organization)
    }
}

/// The rows of one organization, which stand together.
fn of<T>(rows: &[T], organization: OrganizationId, whose: impl Fn(&T) -> OrganizationId) -> &[T] {
    let start = rows.partition_point(|row| whose(row) < organization);
    let end = rows.partition_point(|row| whose(row) <= organization);
    &rows[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_may_go_beyond_organising() {
        let about = |topic: Option<&str>| Coaching {
            organization: OrganizationId::from_index(0),
            day: Day::from_number(0),
            at: Timestamp::from_micros(0),
            coach: PersonId::from_index(0),
            channel: None,
            topic: topic.map(str::to_owned),
            minutes: None,
        };
        for (topic, expected) in [
            (Some("写手册"), Some(true)),
            (Some("对账报销"), Some(true)),
            (Some("Grant PROPOSAL"), Some(true)),
            (Some("陪伴活动"), Some(false)),
            (Some("商量章程"), Some(false)),
            (None, None),
        ] {
            assert_eq!(about(topic).is_beyond_organising(), expected, "{topic:?}");
        }
    }

    #[test]
    fn what_is_granted_counts_where_it_was_granted() {
        let grant = |decision, asked, granted| Grant {
            organization: OrganizationId::from_index(0),
            applied_on: None,
            decided_on: None,
            round: None,
            decision,
            asked: Some(Money::from_fen(asked)),
            granted: Some(Money::from_fen(granted)),
        };
        let good = grant(Some(Decision::Granted), 500, 300);
        assert_eq!((good.received(), good.is_odd()), (Some(Money::from_fen(300)), false));
        let refused = grant(Some(Decision::Refused), 500, 300);
        assert_eq!((refused.received(), refused.is_odd()), (None, true));
        assert!(!grant(Some(Decision::Refused), 500, 0).is_odd() && grant(Some(Decision::Granted), 1, 2).is_odd());
        assert!(!grant(None, 500, 300).is_odd() && grant(None, 500, 300).received().is_none());
    }
}
