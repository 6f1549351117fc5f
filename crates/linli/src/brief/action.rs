//! What was done about findings, and what is seen of it since.

use super::has_changed;
use crate::signal::Finding;
use crate::time::Day;

/// One entry of the team's log. 跟进.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The finding's id.
    pub finding: String,
    /// When.
    pub on: Day,
    /// By whom; empty where nobody wrote it.
    pub by: String,
    /// What was done, in the team's own words. They stay in the team's own file.
    pub what: String,
    /// What it makes of the finding.
    pub state: ActionState,
    /// The finding's value when this was written, where it had one.
    pub value: Option<f64>,
}

/// What an entry makes of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionState {
    /// Something is being done: the finding is told on, with what is seen of it, and does not count in any validation.
    UnderWay,
    /// There is an explanation: silent until it changes.
    Explained,
    /// Put off up to a day: silent until then, or until it changes.
    PutOff(Day),
}

/// An action of the week before a brief.
#[derive(Debug, Clone)]
pub struct Followed {
    /// What was done.
    pub action: Action,
    /// The finding as it stands now; `None` where it is found no longer.
    pub now: Option<Finding>,
}

/// Days of a week.
const WEEK: i32 = 7;

/// Whether the last word about a finding keeps it silent.
pub(super) fn is_silent(actions: &[Action], finding: &Finding, as_of: Day) -> bool {
    let about = actions.iter().filter(|action| action.finding == finding.id && action.on <= as_of);
    let Some(last) = about.max_by_key(|action| action.on) else { return false };
    let unchanged = match (last.value, finding.effect) {
        (Some(then), Some(now)) => !has_changed(now.value, then),
        _ => true,
    };
    match last.state {
        ActionState::UnderWay => false,
        ActionState::Explained => unchanged,
        ActionState::PutOff(until) => as_of < until && unchanged,
    }
}

/// The actions of the seven days before a day, in order, each with its finding as it stands.
pub(super) fn followed(actions: &[Action], findings: &[Finding], as_of: Day) -> Vec<Followed> {
    let lately = actions.iter().filter(|action| as_of.plus(-WEEK) <= action.on && action.on < as_of);
    let mut lately: Vec<&Action> = lately.collect();
    lately.sort_by(|a, b| (a.on, &a.finding).cmp(&(b.on, &b.finding)));
    let now = |action: &Action| findings.iter().find(|finding| finding.id == action.finding).cloned();
    lately.into_iter().map(|action| Followed { action: action.clone(), now: now(action) }).collect()
}
