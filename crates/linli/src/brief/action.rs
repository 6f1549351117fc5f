//! What was done about findings, and what is seen of it since.

use super::has_changed;
use crate::signal::Finding;
use crate::time::Day;

/// One entry of the team's log. 跟进. Its Debug shows nothing of the team's own words.
#[derive(Clone, PartialEq)]
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

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { finding, on, state, value, .. } = self;
        let mut shown = f.debug_struct("Action");
        shown.field("finding", finding).field("on", on).field("state", state).field("value", value);
        shown.finish_non_exhaustive()
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signal::QUIET;

    fn finding(value: f64) -> Finding {
        let day = Day::from_number;
        Finding::new(&QUIET, "布工坊", [day(0), day(28)]).with_effect(value, None, None)
    }

    fn action(state: ActionState, value: Option<f64>, on: i32) -> Action {
        let (finding, on) = (finding(1.0).id, Day::from_number(on));
        Action { finding, on, by: String::new(), what: String::new(), state, value }
    }

    #[test]
    fn what_is_explained_is_silent_until_it_changes() {
        let day = Day::from_number;
        let silent = |actions: &[Action], value| is_silent(actions, &finding(value), day(30));
        assert!(!silent(&[], 1.0));
        assert!(!silent(&[action(ActionState::UnderWay, Some(1.0), 1)], 1.0));
        let explained = [action(ActionState::Explained, Some(1.0), 1)];
        assert!(
            silent(&explained, 1.0) && silent(&explained, 1.2) && !silent(&explained, 1.21) && !silent(&explained, 0.7)
        );
        // The last word holds, and what was written after the day is not known yet.
        assert!(!silent(&[explained[0].clone(), action(ActionState::UnderWay, None, 5)], 1.0));
        assert!(silent(&[explained[0].clone(), action(ActionState::UnderWay, None, 31)], 1.0));
    }

    #[test]
    fn what_is_put_off_is_silent_up_to_its_day() {
        let day = Day::from_number;
        let put_off = [action(ActionState::PutOff(day(40)), None, 1)];
        assert!(is_silent(&put_off, &finding(1.0), day(39)) && !is_silent(&put_off, &finding(1.0), day(40)));
    }

    #[test]
    fn a_week_is_seven_days_before_the_brief() {
        let actions = [22, 23, 29, 30].map(|on| action(ActionState::UnderWay, None, on));
        let told = followed(&actions, &[finding(1.0)], Day::from_number(30));
        assert_eq!(told.iter().map(|one| one.action.on.number()).collect::<Vec<_>>(), [23, 29]);
        assert!(told.iter().all(|one| one.now.is_some()));
    }
}
