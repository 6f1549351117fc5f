//! What people keep of a chat: exports from one telephone or two, with the weeks and the names that each has.

use super::draw::{Draw, Seeds};
use super::lives::Lives;
use super::names;
use super::said::{Export, Group};
use super::scenario::{Keeping, Tool};
use crate::records::Role;

/// Exports and copied member screens of a group.
pub(super) fn keep(lives: &Lives<'_>, group: &mut Group, seeds: Seeds) {
    let scenario = lives.scenario;
    let channel = group.organization.and_then(|at| scenario.organizations[at].channel.as_ref());
    let tool = channel.map_or(Tool::WechatText, |channel| channel.tool);
    let coach = group.organization.map_or(0, |at| lives.cast.staff[at].0);
    let end = scenario.end();
    let whole =
        |phone| Export { tool, phone, from: group.opened_on, until: end, missing: Vec::new(), remarks: Vec::new() };
    let mut draw = seeds.draw(&["keeps".into(), group.name.as_str().into()]);
    let days = end.number() - group.opened_on.number();
    group.pictures = vec![group.opened_on.plus(14.min(days / 2)), end.plus(-20.min(days / 3))];
    if scenario.keeping == Keeping::Tidy {
        group.exports = vec![whole(coach)];
        return;
    }
    let mut first = whole(coach);
    first.until = end.plus(-(draw.below(8) as i32));
    if draw.chance(0.5) && days > 120 {
        let from = group.opened_on.plus((draw.between(0.15, 0.4) * f64::from(days)) as i32);
        first.missing.push((from, from.plus(7 * (2 + draw.below(2) as i32))));
    }
    // Only WeChat's own text shows what the owner of the telephone calls people.
    let remarks_share = if tool == Tool::WechatText { 0.25 } else { 0.0 };
    first.remarks = remarks(lives, group, remarks_share, &mut draw);
    let leader = group.members.iter().copied().find(|&person| {
        lives
            .cast
            .memberships
            .iter()
            .any(|m| m.person == person && m.role == Role::Leader && Some(m.organization) == group.organization)
    });
    let mut exports = vec![first];
    if let Some(leader) = leader.filter(|_| draw.chance(0.5) && tool != Tool::WhatsApp) {
        let mut second = whole(leader);
        second.from = group.opened_on.plus((draw.between(0.4, 0.6) * f64::from(days)) as i32);
        second.until = end.plus(-(draw.below(4) as i32));
        second.remarks = remarks(lives, group, remarks_share / 3.0, &mut draw);
        second.remarks.retain(|&(person, _)| person != leader);
        exports.push(second);
    }
    group.exports = exports;
}

/// Whom the owner of a telephone has given another name.
fn remarks(lives: &Lives<'_>, group: &Group, share: f64, draw: &mut Draw) -> Vec<(usize, String)> {
    let mut remarks = Vec::new();
    for &person in &group.members {
        let known = &lives.cast.people[person];
        if known.staff.is_none() && draw.chance(share) {
            remarks.push((person, names::remark(&known.name, known.courtyard, draw)));
        }
    }
    remarks
}
