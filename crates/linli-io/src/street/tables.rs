//! The tables of the study folder: 台账.xlsx, and what it has no worksheet for as CSV.

use std::collections::BTreeSet;

use linli::records::{GroupOrigin, Initiator, Reason, Role, Serves, Stage};
use linli::simulate::{Kept, Season, Street, Tool};
use linli::time::Day;

use super::chats;
use crate::table::Filled as Row;

/// The rows of a table; empty where the street has nothing for it.
pub(super) fn rows(street: &Street, table: &str) -> Vec<Row> {
    match table {
        "organizations" => organizations(street),
        "people" => people(street),
        "memberships" => memberships(street),
        "aliases" => aliases(street),
        "groups" => groups(street),
        "activities" => activities(street),
        "calendar" => street.seasons.iter().map(season).collect(),
        "consent" => consent(street),
        "coaching" => coaching(street),
        "venues" => venues(street),
        "grants" => grants(street),
        "expenses" => expenses(street),
        "milestones" => milestones(street),
        _ => Vec::new(),
    }
}

fn organizations(street: &Street) -> Vec<Row> {
    let row = |organization: &linli::simulate::Organization| {
        let (stage, since) = organization.stage;
        let stage = match stage {
            Stage::Sapling => "小苗",
            Stage::Registered => "注册",
            _ => "种子",
        };
        vec![
            ("organization", organization.name.clone()),
            ("kind", if organization.kind == "service" { "服务" } else { "兴趣" }.to_owned()),
            ("community", organization.community.clone()),
            ("stage", stage.to_owned()),
            ("stage_on", since.to_string()),
        ]
    };
    street.organizations.iter().map(row).collect()
}

/// Members, and whoever else stands on a sheet that is kept.
pub(super) fn listed_people(street: &Street) -> BTreeSet<usize> {
    let members = street.memberships.iter().map(|membership| membership.person);
    let kept = street.activities.iter().filter(|activity| activity.kept.has_names());
    let listed = kept.flat_map(|activity| &activity.attended).filter(|attended| attended.listed);
    let all = members.chain(listed.map(|attended| attended.person));
    all.filter(|&person| street.people[person].staff.is_none()).collect()
}

fn people(street: &Street) -> Vec<Row> {
    listed_people(street).into_iter().map(|person| vec![("name", street.people[person].name.clone())]).collect()
}

/// The last day of a stretch, from the first day after.
fn last(end: Day) -> String {
    end.plus(-1).to_string()
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Moved => "搬走",
        Reason::Died => "去世",
        Reason::Ill => "生病",
        Reason::Family => "带孙",
        Reason::Work => "上班",
        Reason::OwnWish => "不来了",
        _ => "其他",
    }
}

fn memberships(street: &Street) -> Vec<Row> {
    let mut rows = Vec::new();
    for membership in &street.memberships {
        let name = &street.people[membership.person].name;
        let organization = &street.organizations[membership.organization].name;
        let role = if membership.role == Role::Leader { "骨干" } else { "成员" };
        let mut row = vec![("person", name.clone()), ("organization", organization.clone()), ("role", role.to_owned())];
        row.extend(membership.from.map(|from| ("start", from.to_string())));
        if let Some((until, why)) = membership.until {
            row.push(("end", last(until)));
            row.extend(why.map(|why| ("reason", reason(why).to_owned())));
        }
        rows.push(row);
        for &(from, until, why) in &membership.away {
            rows.push(vec![
                ("person", name.clone()),
                ("organization", organization.clone()),
                ("role", role.to_owned()),
                ("status", "外出".to_owned()),
                ("start", from.to_string()),
                ("end", last(until)),
                ("reason", reason(why).to_owned()),
            ]);
        }
    }
    for organization in &street.organizations {
        for (person, role) in [(organization.coach, "辅导者"), (organization.social_worker, "社工")] {
            let name = street.people[person].name.clone();
            rows.push(vec![("person", name), ("organization", organization.name.clone()), ("role", role.to_owned())]);
        }
    }
    rows
}

/// Every name that a chat or a member list shows in place of the given one. Where a chat has accounts, somebody must say
/// even of a given name that the account is that person's: an account is known by its id. So must they where somebody who
/// was called by it has taken another.
fn aliases(street: &Street) -> Vec<Row> {
    let mut names: BTreeSet<(String, usize)> = BTreeSet::new();
    for group in &street.groups {
        let has_accounts = group.exports.iter().any(|export| matches!(export.tool, Tool::ChatLab | Tool::MemoTrace));
        for &person in &group.members {
            let known = &street.people[person];
            let chosen = [Some(&known.nickname), known.renamed.as_ref().map(|(_, name)| name)];
            let says = |name: &&String| has_accounts || known.renamed.is_some() || **name != known.name;
            let chosen = chosen.into_iter().flatten().filter(says);
            names.extend(chosen.map(|name| (name.clone(), person)));
        }
        let remarks = group.exports.iter().flat_map(|export| &export.remarks);
        names.extend(remarks.map(|(person, name)| (name.clone(), *person)));
    }
    names
        .into_iter()
        .map(|(name, person)| vec![("name", name), ("person", street.people[person].name.clone())])
        .collect()
}

fn groups(street: &Street) -> Vec<Row> {
    let row = |group: &linli::simulate::Group| {
        let mut row = vec![("group", group.name.clone())];
        row.extend(group.organization.map(|at| ("organization", street.organizations[at].name.clone())));
        let origin = match group.origin {
            GroupOrigin::OwnWish => "自己要建",
            GroupOrigin::Required => "要求",
            GroupOrigin::ForGrant => "为申请",
            _ => "鼓励",
        };
        let is_whatsapp = group.exports.iter().any(|export| export.tool == Tool::WhatsApp);
        row.extend([
            ("layer", if group.organization.is_some() { "第一层" } else { "第二层" }.to_owned()),
            ("platform", if is_whatsapp { "whatsapp" } else { "wechat" }.to_owned()),
            ("files", chats::names(group).collect::<Vec<_>>().join("；")),
            ("opened_on", group.opened_on.to_string()),
            ("created_by", street.people[group.created_by].name.clone()),
            ("origin", origin.to_owned()),
        ]);
        row
    };
    street.groups.iter().map(row).collect()
}

fn activities(street: &Street) -> Vec<Row> {
    let yes = |said: bool| if said { "是" } else { "否" }.to_owned();
    let row = |activity: &linli::simulate::Activity| {
        let initiated = match activity.initiated_by {
            Initiator::Residents => "居民",
            Initiator::Organization => "自组织",
            Initiator::Staff => "社工",
            _ => "街道",
        };
        let came = activity.attended.iter().filter(|attended| attended.came).count();
        let mut row = vec![
            ("organization", street.organizations[activity.organization].name.clone()),
            ("title", activity.title.clone()),
            ("start", format!("{} {:02}:00", activity.day, activity.hour)),
            ("venue", activity.venue.clone()),
            ("incentive", yes(activity.incentive)),
            ("guests", yes(activity.guests)),
            ("initiated_by", initiated.to_owned()),
            ("serves", if activity.serves == Serves::Others { "别人" } else { "自己人" }.to_owned()),
        ];
        if activity.kept == Kept::Count {
            row.push(("headcount", came.to_string()));
        }
        row.extend(activity.partner.map(|at| ("partners", street.organizations[at].name.clone())));
        row
    };
    street.activities.iter().map(row).collect()
}

fn season(season: &Season) -> Row {
    let word = match season.kind.word() {
        "holiday" => "节假日",
        "inspection" => "检查",
        _ => "截止",
    };
    vec![("start", season.start.to_string()), ("end", last(season.end)), ("kind", word.to_owned())]
}

fn consent(street: &Street) -> Vec<Row> {
    let row = |consent: &linli::simulate::Consent| {
        let purpose = match consent.purpose {
            "coaching" => "辅导",
            "evaluation" => "评估",
            _ => "研究",
        };
        let mut row = vec![
            ("person", street.people[consent.person].name.clone()),
            ("from", consent.from.to_string()),
            ("purpose", purpose.to_owned()),
        ];
        row.extend(consent.until.map(|until| ("until", last(until))));
        row
    };
    street.consents.iter().map(row).collect()
}

fn coaching(street: &Street) -> Vec<Row> {
    let row = |visit: &linli::simulate::Visit| {
        vec![
            ("coach", street.people[visit.coach].name.clone()),
            ("organization", street.organizations[visit.organization].name.clone()),
            ("at", format!("{} {:02}:00", visit.day, visit.hour)),
            ("channel", "到访".to_owned()),
            ("topic", visit.topic.to_owned()),
            ("minutes", visit.minutes.to_string()),
        ]
    };
    street.visits.iter().map(row).collect()
}

fn venues(street: &Street) -> Vec<Row> {
    let mut venues: Vec<(&str, Day)> = Vec::new();
    for activity in &street.activities {
        match venues.iter_mut().find(|(venue, _)| *venue == activity.venue) {
            Some((_, first)) => *first = activity.day.min(*first),
            None => venues.push((&activity.venue, activity.day)),
        }
    }
    venues
        .into_iter()
        .map(|(venue, first)| vec![("venue", venue.to_owned()), ("opened_on", first.to_string())])
        .collect()
}

fn grants(street: &Street) -> Vec<Row> {
    let row = |grant: &linli::simulate::Grant| {
        let mut row = vec![
            ("round", grant.round.clone()),
            ("organization", street.organizations[grant.organization].name.clone()),
            ("applied_on", grant.applied_on.to_string()),
            ("decision", if grant.granted.is_some() { "批准" } else { "未批准" }.to_owned()),
            ("amount_asked", grant.asked.to_string()),
        ];
        row.extend(grant.granted.map(|amount| ("amount_granted", amount.to_string())));
        row.push(("decided_on", grant.decided_on.to_string()));
        row
    };
    street.grants.iter().map(row).collect()
}

fn expenses(street: &Street) -> Vec<Row> {
    let row = |expense: &linli::simulate::Expense| {
        let activity = &street.activities[expense.activity];
        vec![
            ("organization", street.organizations[expense.organization].name.clone()),
            ("date", expense.day.to_string()),
            ("amount", expense.amount.to_string()),
            ("receipt", if expense.has_receipt { "是" } else { "否" }.to_owned()),
            ("activity", format!("{} {}", activity.day, activity.title)),
        ]
    };
    street.expenses.iter().map(row).collect()
}

fn milestones(street: &Street) -> Vec<Row> {
    let row = |milestone: &linli::simulate::Milestone| {
        vec![
            ("organization", street.organizations[milestone.organization].name.clone()),
            ("date", milestone.day.to_string()),
            ("kind", milestone.kind.to_owned()),
        ]
    };
    street.milestones.iter().map(row).collect()
}
