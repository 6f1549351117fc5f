//! The truth, in tables of its own beside the study folder: what happened, who did it, and what was planted.

use linli::simulate::Street;

use super::chats::File;
use super::{chats, line};

/// The tables of truth.
pub(super) fn files(street: &Street) -> Vec<File> {
    let table = |name: &str, header: &[&str], rows: Vec<Vec<String>>| {
        let mut text = line(&header.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
        for row in &rows {
            text.push_str(&line(row));
        }
        File { name: format!("{name}.csv"), bytes: text.into_bytes() }
    };
    vec![
        table(
            "facts",
            &["plant", "about", "organization", "person", "from", "until", "effect", "control"],
            facts(street),
        ),
        table(
            "people",
            &["person", "name", "nickname", "renamed_on", "renamed", "staff", "community", "courtyard"],
            people(street),
        ),
        table("memberships", &["person", "organization", "role", "from", "until"], memberships(street)),
        table(
            "activities",
            &["activity", "organization", "title", "day", "hour", "with_staff", "incentive", "guests", "kept"],
            activities(street),
        ),
        table("attendance", &["activity", "person", "part", "came", "listed"], attendance(street)),
        table(
            "messages",
            &["group", "message", "at", "person", "act", "activity", "answers", "pointing", "kept"],
            messages(street),
        ),
        table("coaching", &["coach", "organization", "day", "hour", "topic", "minutes"], coaching(street)),
        table("grants", &["organization", "round", "applied_on", "asked", "granted", "decided_on"], grants(street)),
        table("expenses", &["organization", "day", "amount", "receipt", "activity"], expenses(street)),
        table("milestones", &["organization", "day", "kind"], milestones(street)),
        table("exports", &["group", "file", "phone", "from", "until", "missing"], exports(street)),
    ]
}

fn id(street: &Street, person: usize) -> String {
    street.people[person].id.clone()
}

fn yes(said: bool) -> String {
    if said { "yes" } else { "no" }.to_owned()
}

fn facts(street: &Street) -> Vec<Vec<String>> {
    let row = |fact: &linli::simulate::Fact| {
        vec![
            fact.plant.id().to_owned(),
            fact.plant.about().id().to_owned(),
            street.organizations[fact.organization].name.clone(),
            fact.person.map(|person| id(street, person)).unwrap_or_default(),
            fact.from.to_string(),
            fact.until.map(|until| until.to_string()).unwrap_or_default(),
            fact.effect.id().to_owned(),
            yes(fact.plant.is_control()),
        ]
    };
    street.facts.iter().map(row).collect()
}

fn people(street: &Street) -> Vec<Vec<String>> {
    let row = |person: &linli::simulate::Person| {
        let (on, renamed) = person.renamed.clone().map_or_else(Default::default, |(on, name)| (on.to_string(), name));
        vec![
            person.id.clone(),
            person.name.clone(),
            person.nickname.clone(),
            on,
            renamed,
            person.staff.map(|role| role.id().to_owned()).unwrap_or_default(),
            person.community.clone(),
            person.courtyard.to_string(),
        ]
    };
    street.people.iter().map(row).collect()
}

fn memberships(street: &Street) -> Vec<Vec<String>> {
    let row = |membership: &linli::simulate::Membership| {
        vec![
            id(street, membership.person),
            street.organizations[membership.organization].name.clone(),
            membership.role.id().to_owned(),
            membership.from.map(|from| from.to_string()).unwrap_or_default(),
            membership.until.map(|(until, _)| until.to_string()).unwrap_or_default(),
        ]
    };
    street.memberships.iter().map(row).collect()
}

fn activities(street: &Street) -> Vec<Vec<String>> {
    let row = |(at, activity): (usize, &linli::simulate::Activity)| {
        vec![
            (at + 1).to_string(),
            street.organizations[activity.organization].name.clone(),
            activity.title.clone(),
            activity.day.to_string(),
            activity.hour.to_string(),
            yes(activity.with_staff),
            yes(activity.incentive),
            yes(activity.guests),
            activity.kept.id().to_owned(),
        ]
    };
    street.activities.iter().enumerate().map(row).collect()
}

fn attendance(street: &Street) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (at, activity) in street.activities.iter().enumerate() {
        for attended in &activity.attended {
            rows.push(vec![
                (at + 1).to_string(),
                id(street, attended.person),
                attended.part.id().to_owned(),
                yes(attended.came),
                yes(attended.listed),
            ]);
        }
    }
    rows
}

fn messages(street: &Street) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for group in &street.groups {
        for (at, message) in group.messages.iter().enumerate() {
            let day = street.zone.day(message.at);
            rows.push(vec![
                group.name.clone(),
                (at + 1).to_string(),
                street.zone.format(message.at),
                id(street, message.author),
                message.act.id().to_owned(),
                message.act.activity().map(|at| (at + 1).to_string()).unwrap_or_default(),
                message.answers.map(|at| (at + 1).to_string()).unwrap_or_default(),
                message.pointing.id().to_owned(),
                yes(group.exports.iter().any(|export| export.holds(day))),
            ]);
        }
    }
    rows
}

fn exports(street: &Street) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for group in &street.groups {
        for (export, file) in group.exports.iter().zip(chats::names(group)) {
            let missing: Vec<String> = export.missing.iter().map(|(from, until)| format!("{from}/{until}")).collect();
            rows.push(vec![
                group.name.clone(),
                file,
                id(street, export.phone),
                export.from.to_string(),
                export.until.to_string(),
                missing.join(" "),
            ]);
        }
    }
    rows
}

fn coaching(street: &Street) -> Vec<Vec<String>> {
    let row = |visit: &linli::simulate::Visit| {
        vec![
            id(street, visit.coach),
            street.organizations[visit.organization].name.clone(),
            visit.day.to_string(),
            visit.hour.to_string(),
            visit.topic.to_owned(),
            visit.minutes.to_string(),
        ]
    };
    street.visits.iter().map(row).collect()
}

fn grants(street: &Street) -> Vec<Vec<String>> {
    let row = |grant: &linli::simulate::Grant| {
        vec![
            street.organizations[grant.organization].name.clone(),
            grant.round.clone(),
            grant.applied_on.to_string(),
            grant.asked.to_string(),
            grant.granted.map(|amount| amount.to_string()).unwrap_or_default(),
            grant.decided_on.to_string(),
        ]
    };
    street.grants.iter().map(row).collect()
}

fn expenses(street: &Street) -> Vec<Vec<String>> {
    let row = |expense: &linli::simulate::Expense| {
        vec![
            street.organizations[expense.organization].name.clone(),
            expense.day.to_string(),
            expense.amount.to_string(),
            yes(expense.has_receipt),
            (expense.activity + 1).to_string(),
        ]
    };
    street.expenses.iter().map(row).collect()
}

fn milestones(street: &Street) -> Vec<Vec<String>> {
    let row = |milestone: &linli::simulate::Milestone| {
        vec![
            street.organizations[milestone.organization].name.clone(),
            milestone.day.to_string(),
            milestone.kind.to_owned(),
        ]
    };
    street.milestones.iter().map(row).collect()
}
