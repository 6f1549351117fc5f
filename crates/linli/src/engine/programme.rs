//! The programme kernel: all summaries in, the second layer out.

mod extent;
mod hosts;

use std::collections::{BTreeMap, BTreeSet};

pub use self::extent::most_pairs;
use self::hosts::Hosts;
use super::rows::{Measured, Rows};
use super::{GroupSummary, Protocol};
use crate::definition::Undefined;
use crate::error::Error;
use crate::frame::{Home, Homes, PairFrame, SecondLayerFrame};
use crate::indicator::{Compute, Indicator, TableId};
use crate::panel::Tables;
use crate::records::{Fields, GroupId, Known, Layer, OrganizationId, PersonId, Records, covered_share};
use crate::time::Window;

/// What the programme kernel reads.
#[derive(Debug, Clone, Copy)]
pub struct ProgrammeHistory<'a> {
    /// The records.
    pub records: &'a Records,
    /// The organizations of the run, ascending.
    pub organizations: &'a [OrganizationId],
    /// Whom the plan names as staff, by person; roles are read from the memberships.
    pub named_staff: &'a [bool],
    /// The summaries of the groups of the run, by ascending group.
    pub summaries: &'a [GroupSummary],
}

/// Computes every row of the second layer, in key order.
pub fn programme(protocol: &Protocol, history: ProgrammeHistory<'_>) -> Result<Tables, Error> {
    let rows = |table| Rows::new(table, protocol.of_table(table), |i| protocol.wants_interval(i));
    let (mut layer, mut pairs) = (rows(TableId::SecondLayer), rows(TableId::SecondLayerPairs));
    let of = |layer: Layer| move |s: &&GroupSummary| history.records.groups()[s.group.index()].layer == layer;
    let second: Vec<&GroupSummary> = history.summaries.iter().filter(of(Layer::Second)).collect();
    let is_unasked = layer.is_unasked() && pairs.is_unasked();
    if !(second.is_empty() || is_unasked) {
        let homes: Vec<&GroupSummary> = history.summaries.iter().filter(of(Layer::First)).collect();
        let hosts = Hosts::of(protocol, history);
        let at_home: Vec<Homes> =
            protocol.windows().iter().enumerate().map(|(w, window)| at_home(history, &homes, w, window)).collect();
        for summary in second {
            let linked = is_linked(summary, &homes, protocol.plan().least_linkage);
            let sources = Sources::of(history.records, summary.group);
            for (w, window) in protocol.windows().iter().enumerate() {
                // A home nobody exported in this window is not a home without a delegate.
                let covered = homes.iter().filter(|home| home.gap[w].is_none());
                let present: Vec<&[PersonId]> = covered.map(|home| home.present[w].as_slice()).collect();
                let gap = summary.gap[w].or((!linked).then_some(Undefined::NotLinked));
                let hosted = hosts.hosted(window);
                let frame = SecondLayerFrame {
                    window,
                    talk: gap.map_or_else(|| Ok(&summary.talk[w]), Err),
                    homes: &present,
                    at_home: &at_home[w],
                    hosted: &hosted,
                    partners_are_named: hosts.partners_are_named(window),
                };
                let key = [summary.group.index() as u32, w as u32];
                let fields = sources.fields(window);
                layer_row(&mut layer, &key, &frame, fields);
                pair_rows(&mut pairs, &key, &frame, fields);
            }
        }
    }
    let tables = [layer, pairs].into_iter().filter(|rows| !rows.is_unasked());
    Ok(Tables(tables.map(|rows| (rows.table, rows.in_order())).collect()))
}

fn layer_row(rows: &mut Rows, key: &[u32], frame: &SecondLayerFrame<'_>, fields: Fields) {
    if rows.is_unasked() {
        return;
    }
    rows.key(key);
    for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
        let frame = &unless_recorded(indicator, frame, fields);
        match indicator.compute {
            Compute::SecondLayer(compute) => rows.measured(column, Measured::Value(compute(frame))),
            Compute::SecondLayerShare(compute) => rows.measured(column, Measured::Share(compute(frame))),
            _ => {}
        }
    }
}

/// The frame as an indicator may see it: without what is said, where no source can record what it reads of that.
fn unless_recorded<'a>(indicator: &Indicator, frame: &SecondLayerFrame<'a>, fields: Fields) -> SecondLayerFrame<'a> {
    let recorded = indicator.reads == Fields::NONE || fields.meets(indicator.reads);
    let talk = if recorded { frame.talk } else { frame.talk.and(Err(Undefined::NotRecorded)) };
    SecondLayerFrame { talk, ..*frame }
}

/// One row for two organizations between which anything was seen.
fn pair_rows(rows: &mut Rows, key: &[u32], frame: &SecondLayerFrame<'_>, fields: Fields) {
    if rows.is_unasked() {
        return;
    }
    // Taken up, answers, visits, joint.
    let mut seen: BTreeMap<(OrganizationId, OrganizationId), [u32; 4]> = BTreeMap::new();
    let mut count = |from: OrganizationId, to: OrganizationId, what: usize| {
        if from != to {
            seen.entry((from, to)).or_default()[what] += 1;
        }
    };
    let of = |person: PersonId| frame.at_home.organizations(person);
    for (by, takers) in frame.showings().unwrap_or_default() {
        let from: BTreeSet<OrganizationId> = takers.into_iter().flat_map(of).collect();
        of(by).for_each(|to| from.iter().for_each(|&from| count(from, to, 0)));
    }
    for (by, answered) in frame.answered().unwrap_or_default() {
        of(by).for_each(|to| answered.into_iter().flat_map(of).for_each(|from| count(from, to, 1)));
    }
    for (person, to) in frame.visits().unwrap_or_default() {
        of(person).for_each(|from| count(from, to, 2));
    }
    for hosted in frame.joint().unwrap_or_default() {
        hosted.partners.iter().for_each(|&partner| count(hosted.activity.organization, partner, 3));
    }
    let (talk, visits, joint) = (frame.talk.err(), frame.visits().err(), frame.joint().err());
    for ((from, to), counts) in seen {
        rows.key(&[key[0], key[1], from.index() as u32, to.index() as u32]);
        for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
            let Compute::Pair(compute) = indicator.compute else { continue };
            let said = unless_recorded(indicator, frame, fields).talk.err().or(talk);
            let or = |gap: Option<Undefined>, count: u32| gap.map_or(Ok(count), Err);
            let pair = PairFrame {
                window: frame.window,
                taken_up: or(said, counts[0]),
                answers: or(said, counts[1]),
                visits: or(visits, counts[2]),
                joint: or(joint, counts[3]),
            };
            rows.measured(column, Measured::Value(compute(&pair)));
        }
    }
}

/// What the sources of a chat cover, and what they can record.
struct Sources<'a>(Vec<(&'a [crate::records::DaySpan], Fields)>);

impl<'a> Sources<'a> {
    fn of(records: &'a Records, group: GroupId) -> Self {
        Self(records.group_sources(group).map(|source| (source.covers.as_slice(), source.fields)).collect())
    }

    fn fields(&self, window: &Window) -> Fields {
        let covering = self.0.iter().filter(|(covers, _)| covered_share(covers, window) > 0.0);
        covering.fold(Fields::NONE, |all, &(_, fields)| all.with(fields))
    }
}

/// The home that a first-layer group is.
fn home_of(records: &Records, group: GroupId) -> Home {
    records.groups()[group.index()].organization.map_or(Home::Group(group), Home::Organization)
}

/// Who is at home where in a window: present in a first-layer group, or a member of its organization.
fn at_home(history: ProgrammeHistory<'_>, homes: &[&GroupSummary], w: usize, window: &Window) -> Homes {
    let (records, groups) = (history.records, history.records.groups());
    let mut at_home = Homes::default();
    for home in homes {
        home.present[w].iter().for_each(|&person| at_home.add(person, home_of(records, home.group)));
    }
    let spells = history.records.memberships().iter();
    for spell in spells.filter(|m| !m.role.is_staff() && m.touches_days(window.first_day, window.end_day)) {
        let home = match (spell.group, spell.organization) {
            (Some(group), _) if groups[group.index()].layer == Layer::First => home_of(records, group),
            (None, Some(organization)) => Home::Organization(organization),
            _ => continue,
        };
        if !history.named_staff[spell.person.index()] {
            at_home.add(spell.person, home);
        }
    }
    at_home
}

/// Whether enough of those who ever speak in the second layer are known in a first-layer group.
fn is_linked(second: &GroupSummary, homes: &[&GroupSummary], least: f64) -> bool {
    let speakers: BTreeSet<PersonId> =
        second.talk.iter().flat_map(|talk| talk.turns.iter().map(|&(person, _)| person)).collect();
    let residents: BTreeSet<PersonId> = homes.iter().flat_map(|home| home.present.iter().flatten().copied()).collect();
    let known = speakers.intersection(&residents).count() as u32;
    Known { known, of: speakers.len() as u32 }.reaches(least)
}
