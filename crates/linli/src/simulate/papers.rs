//! What is written down in offices: visits, applications, money, milestones, consent.

use super::draw::Seeds;
use super::lives::Lives;
use super::plant::Plant;
use super::season::SeasonKind;
use super::street::{Activity, Consent, Expense, Grant, Milestone, Visit};
use crate::records::Stage;
use crate::time::Day;

/// What is spoken of on visits: first the doing, later the rules, the proposal, the accounts.
const TOPICS: [&str; 5] = ["陪伴活动", "商量章程", "写手册", "写申请书", "对账报销"];

/// The visits of its coach to one organization; the first comes before anything is held, unless the steps were skipped.
pub(super) fn visits(lives: &Lives<'_>, organization: usize, first: Day, seeds: Seeds) -> Vec<Visit> {
    let design = &lives.scenario.organizations[organization];
    let mut draw = seeds.draw(&["visits".into(), design.name.as_str().into()]);
    let skipped = lives.holds(organization, Plant::SkippedStep, lives.scenario.start).is_some();
    let mut day = if skipped { first.plus(-1) } else { lives.scenario.start.plus(draw.below(4) as i32) };
    let mut visits = Vec::new();
    while day < lives.scenario.end() {
        let weeks = (day.number() - lives.scenario.start.number()) / 7;
        let known = 1 + (weeks as usize / 12).min(TOPICS.len() - 1);
        let topic = TOPICS[draw.below(known)];
        let stays =
            lives.holds(organization, Plant::ReadyAlone, day).is_none_or(|f| draw.chance(f.effect.exceptions()));
        if stays && !super::season::rests(lives.seasons, day) {
            let (hour, minutes) = (9 + draw.below(8) as u32, 30 + 15 * draw.below(7) as u32);
            visits.push(Visit { coach: lives.cast.staff[organization].0, organization, day, hour, topic, minutes });
        }
        day = day.plus(20 + draw.below(17) as i32);
    }
    visits
}

/// Applications of one organization, and what was spent of what was granted.
pub(super) fn money(
    lives: &Lives<'_>,
    organization: usize,
    activities: &[(usize, &Activity)],
    seeds: Seeds,
) -> (Vec<Grant>, Vec<Expense>) {
    let (mut grants, mut expenses) = (Vec::new(), Vec::new());
    let deadlines = lives.seasons.iter().filter(|season| season.kind == SeasonKind::Deadline);
    for deadline in deadlines {
        let design = &lives.scenario.organizations[organization];
        let key = i64::from(deadline.start.number());
        let mut draw = seeds.draw(&["money".into(), design.name.as_str().into(), key.into()]);
        if !draw.chance(0.35) {
            continue;
        }
        let asked = 1000 * (3 + draw.below(18) as u32);
        let granted = draw.chance(0.65).then(|| asked / 10 * (5 + draw.below(6) as u32));
        let (year, month, _) = deadline.start.ymd();
        let round = format!("{year}年{}", if month < 7 { "春季" } else { "秋季" });
        let applied_on = deadline.start.plus(-(draw.below(6) as i32));
        let decided_on = deadline.start.plus(25 + draw.below(15) as i32);
        if decided_on >= lives.scenario.end() {
            continue;
        }
        grants.push(Grant { round, organization, applied_on, decided_on, asked, granted });
        let after: Vec<&(usize, &Activity)> = activities
            .iter()
            .filter(|(_, a)| decided_on < a.day && a.day < decided_on.plus(150) && granted.is_some())
            .collect();
        let mut left = granted.unwrap_or_default();
        for &(at, activity) in draw.some(6, &after) {
            let amount = (100 + 20 * draw.below(60) as u32).min(left);
            left -= amount;
            if amount > 0 {
                let has_receipt = draw.chance(0.87);
                expenses.push(Expense { organization, day: activity.day, amount, has_receipt, activity: at });
            }
        }
    }
    (grants, expenses)
}

/// What one organization reached, and where that leaves it.
pub(super) fn milestones(
    lives: &Lives<'_>,
    organization: usize,
    grants: &[Grant],
    seeds: Seeds,
) -> (Vec<Milestone>, (Stage, Day)) {
    let design = &lives.scenario.organizations[organization];
    let mut draw = seeds.draw(&["milestones".into(), design.name.as_str().into()]);
    let days = f64::from(7 * lives.scenario.weeks);
    let mut stage = (Stage::Seed, lives.scenario.start);
    let mut reached = vec![("stage_seed", lives.scenario.start)];
    let ready = design.plants.iter().any(|&(plant, _)| plant == Plant::ReadyAlone);
    for (kind, chance, from, to) in [
        ("rules_adopted", 0.5, 0.1, 0.5),
        ("handbook", 0.25, 0.3, 0.8),
        ("stage_sapling", 0.45, 0.35, 0.7),
        ("registered_district", 0.08, 0.75, 0.95),
    ] {
        let day = lives.scenario.start.plus((draw.between(from, to) * days) as i32);
        if !draw.chance(if ready { 0.9 } else { chance }) {
            continue;
        }
        reached.push((kind, day));
        stage = match kind {
            "stage_sapling" => (Stage::Sapling, day),
            "registered_district" => (Stage::Registered, day),
            _ => stage,
        };
    }
    reached.extend(grants.iter().map(|grant| ("proposal_submitted", grant.applied_on)));
    let milestones = reached.into_iter().map(|(kind, day)| Milestone { organization, day, kind }).collect();
    (milestones, stage)
}

/// Most residents agree to coaching, fewer to evaluation; a few take it back.
pub(super) fn consents(lives: &Lives<'_>, seeds: Seeds) -> Vec<Consent> {
    let mut consents = Vec::new();
    let mut asked: Vec<usize> = lives.cast.memberships.iter().map(|membership| membership.person).collect();
    asked.sort_unstable();
    asked.dedup();
    for person in asked {
        let mut draw = seeds.draw(&["consent".into(), lives.cast.people[person].name.as_str().into()]);
        let from = lives.scenario.start.plus(draw.below(30) as i32);
        let back = draw.chance(0.03).then(|| from.plus(60 + draw.below(300) as i32));
        for (purpose, chance) in [("coaching", 0.9), ("evaluation", 0.7)] {
            if draw.chance(chance) {
                consents.push(Consent { person, from, until: back.filter(|&day| day < lives.scenario.end()), purpose });
            }
        }
    }
    consents
}
