//! What chats tell of beside what was written down and what a person answered.

use linli::diagnostic;
use linli::plan::Language;
use linli::records::{
    Activity, ActivityId, ActivityOrigin, DaySpan, Evidence, Fields, GroupId, Layer, OrganizationId, Source,
    SourceKind, union_of_spans,
};

use super::proposals::PROPOSED;
use super::{Occasion, title};
use crate::draft::Draft;
use crate::table::{ProposedRow, Verdict, activity_id, instant};
use crate::value::Moment;

/// Puts what chats tell of into the records: beside an activity of the organization and day that somebody wrote down it
/// is evidence, with a yes it is a confirmed activity, and else a proposed one.
pub(crate) fn settle(draft: &mut Draft, said: &[ProposedRow], language: Language) {
    let mut confirmed: Vec<(OrganizationId, DaySpan)> = Vec::new();
    // Answers first, also where the chat tells of it no more: a person's word needs no evidence.
    for row in said.iter().filter(|row| matches!(row.verdict, Some(Verdict::Held | Verdict::Changed))) {
        let group = draft.builder.known_group(&row.id.1);
        let Some(organization) = group.and_then(|group| draft.builder.group_mut(group).organization) else {
            let group = &row.id.1;
            let detail = (
                format!("`{group}` is no chat of an organization here"),
                format!("“{group}”不是哪一个队自己的群：里面说起的活动，记到办它的队名下"),
            );
            draft.odd.push(&diagnostic::UNKNOWN_NAME, row.location.clone(), detail);
            continue;
        };
        if recorded(draft, organization, row.moment).is_none() {
            let origin = ActivityOrigin::Confirmed;
            add(draft, organization, row.moment, &row.title, (origin, &row.location));
            let day = row.moment.day;
            confirmed.push((organization, DaySpan { start: day, end: day.plus(1) }));
        }
    }
    source(draft, confirmed);
    for (group, occasion) in std::mem::take(&mut draft.occasions) {
        let row = draft.builder.group_mut(group);
        let (layer, organization, name) = (row.layer, row.organization, row.id.clone());
        let Some(organization) = organization.filter(|_| layer == Layer::First) else { continue };
        let answer = said.iter().rev().find(|row| row.verdict.is_some() && row.id == (occasion.day, name.clone()));
        let moment = match answer {
            Some(row) if row.verdict == Some(Verdict::NotHeld) => continue,
            Some(row) if row.verdict == Some(Verdict::Elsewhere) => {
                if let Some(activity) = elsewhere(draft, organization, row) {
                    testify(draft, activity, group, &occasion);
                }
                continue;
            }
            Some(row) => row.moment,
            None => Moment { day: occasion.day, second: occasion.second },
        };
        let activity = recorded(draft, organization, moment).unwrap_or_else(|| {
            let place = linli::Location::default();
            let cues = |cue| occasion.evidence.iter().any(|(.., own)| *own == cue);
            let title = title::made(moment.day, moment.second, cues, language);
            add(draft, organization, moment, &title, (ActivityOrigin::Proposed, &place))
        });
        testify(draft, activity, group, &occasion);
    }
}

/// The activity of an organization and day that somebody wrote down or confirmed: of several that which began nearest.
fn recorded(draft: &Draft, organization: OrganizationId, moment: Moment) -> Option<ActivityId> {
    let start = moment.second.map(|second| draft.zone.resolve(moment.day, second).timestamp());
    let of_day = draft.builder.activities().filter(|(_, known)| {
        known.organization == organization && known.day == moment.day && known.origin != ActivityOrigin::Proposed
    });
    let apart = |known: &Activity| start.map(|start| (known.start.micros() - start.micros()).abs());
    of_day.min_by(|(_, a), (_, b)| (apart(a), &a.id).cmp(&(apart(b), &b.id))).map(|(id, _)| id)
}

/// The activity that another organization wrote down for the day of a proposal: the only one, or the one of the title
/// in the line.
fn elsewhere(draft: &mut Draft, own: OrganizationId, row: &ProposedRow) -> Option<ActivityId> {
    let of_day = draft.builder.activities().filter(|(_, known)| {
        known.organization != own && known.day == row.id.0 && known.origin != ActivityOrigin::Proposed
    });
    let of_day: Vec<(ActivityId, String)> = of_day.map(|(id, known)| (id, known.title.clone())).collect();
    let titled = || of_day.iter().find(|(_, title)| *title == row.title);
    let found = if let [only] = &of_day[..] { Some(only) } else { titled() };
    if found.is_none() {
        let detail = (
            "no one activity of another organization on that day is meant; write its title into the line",
            "看不出说的是那天别的组织的哪一次活动：把那次的名称写进这一行",
        );
        draft.odd.push(&diagnostic::UNKNOWN_NAME, row.location.clone(), detail);
    }
    found.map(|(id, _)| *id)
}

fn add(
    draft: &mut Draft,
    organization: OrganizationId,
    moment: Moment,
    title: &str,
    (origin, place): (ActivityOrigin, &linli::Location),
) -> ActivityId {
    let start = instant(moment, draft.zone, place, &mut draft.odd);
    // Two chats of one organization may tell of one day: that is one proposal, however each tells of it.
    let named = if origin == ActivityOrigin::Proposed { "" } else { title };
    draft.builder.activity(Activity {
        id: activity_id(moment.day, named),
        organization,
        title: title.to_owned(),
        kind: None,
        day: moment.day,
        start,
        venue: None,
        headcount: None,
        incentive: None,
        guests: None,
        initiated_by: None,
        serves: None,
        partners: None,
        origin,
        has_list: false,
    })
}

fn testify(draft: &mut Draft, activity: ActivityId, group: GroupId, occasion: &Occasion) {
    for &(time, person, cue) in &occasion.evidence {
        draft.builder.evidence(Evidence { activity, group, time, person, cue });
    }
}

/// Answers are a source of the days they speak of.
fn source(draft: &mut Draft, confirmed: Vec<(OrganizationId, DaySpan)>) {
    if confirmed.is_empty() {
        return;
    }
    let rows = confirmed.len() as u64;
    let (mut organizations, days): (Vec<_>, Vec<_>) = confirmed.into_iter().unzip();
    organizations.sort_unstable();
    organizations.dedup();
    draft.builder.source(Source {
        label: PROPOSED.to_owned(),
        kind: SourceKind::Table,
        format: "proposed",
        groups: Vec::new(),
        organizations,
        covers: union_of_spans(days),
        exported_on: None,
        fields: Fields::NONE,
        rows,
    });
}
