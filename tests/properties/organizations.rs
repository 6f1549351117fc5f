//! What the records say of an organization, counted again from the rows, every window from scratch.

use std::collections::{BTreeMap, BTreeSet};

use linli::definition::{Undefined, Value};
use linli::indicator::{INDICATORS, TableId};
use linli::records::{ActivityOrigin, AttendanceStatus, Cue, Field, Initiator, Part, Serves};
use linli::time::{Day, Zone};

use crate::compare::{plain, run};
use crate::draft::{ActivityRow, AttendanceRow, Draft, EvidenceRow, day};
use crate::draw::{draw, study};
use crate::papers::is_of_papers;

/// One organization in one window.
struct Recount<'a> {
    draft: &'a Draft,
    organization: &'a str,
    first: Day,
    end: Day,
}

/// Whether somebody is staff of an organization: staff by a role somewhere, and no member there.
pub(crate) fn is_staff_of(draft: &Draft, organization: &str, person: &str) -> bool {
    let own = |row: &&crate::draft::MemberRow| {
        let through = row.group.as_deref().is_some_and(|group| (group == "h") == (organization == "p"));
        row.organization.as_deref() == Some(organization) || through
    };
    let rows = || draft.members.iter().filter(|row| row.person == person);
    rows().any(|row| row.role.is_staff()) && !rows().filter(own).any(|row| !row.role.is_staff())
}

fn share(hits: usize, of: usize) -> Value {
    if of == 0 { Err(Undefined::TooFewEvents) } else { Ok(hits as f64 / of as f64) }
}

impl<'a> Recount<'a> {
    fn is_staff(&self, person: &str) -> bool {
        is_staff_of(self.draft, self.organization, person)
    }

    fn held(&self, from: Day, end: Day) -> Vec<&'a ActivityRow> {
        let own = self
            .draft
            .activities
            .iter()
            .filter(|row| row.organization == self.organization && row.origin != ActivityOrigin::Proposed);
        own.filter(|row| from <= row.day && row.day < end).collect()
    }

    fn here(&self) -> Vec<&'a ActivityRow> {
        self.held(self.first, self.end)
    }

    fn so_far(&self) -> Vec<&'a ActivityRow> {
        self.held(day("1999-01-01"), self.end)
    }

    fn list(&self, held: &ActivityRow) -> Vec<&'a AttendanceRow> {
        self.draft.attendance.iter().filter(|row| row.activity == held.id).collect()
    }

    fn residents(&self, held: &ActivityRow) -> Vec<&'a AttendanceRow> {
        let came = |row: &&AttendanceRow| {
            row.status == AttendanceStatus::Present && row.part != Some(Part::Guest) && !self.is_staff(&row.person)
        };
        self.list(held).into_iter().filter(came).collect()
    }

    fn with_staff(&self, held: &ActivityRow) -> bool {
        self.list(held).iter().any(|row| row.status == AttendanceStatus::Present && self.is_staff(&row.person))
    }

    fn has_parts(&self, held: &ActivityRow) -> bool {
        self.residents(held).iter().any(|row| row.part.is_some())
    }

    fn people_as(&self, held: &[&ActivityRow], part: Part) -> BTreeSet<&'a str> {
        let rows = held.iter().flat_map(|held| self.residents(held)).filter(|row| row.part == Some(part));
        rows.map(|row| row.person.as_str()).collect()
    }

    /// What members showed of an activity, or why that cannot be said.
    fn shown(&self, held: &ActivityRow) -> Result<Vec<&'a EvidenceRow>, Undefined> {
        let groups = self.draft.groups.iter().filter(|row| row.organization.as_deref() == Some(self.organization));
        let telling: Vec<_> = groups.filter(|row| row.fields.has(Field::Cue)).collect();
        if telling.is_empty() {
            return Err(Undefined::NotRecorded);
        }
        if !telling.iter().flat_map(|row| &row.covers).any(|span| span.start <= held.day && held.day < span.end) {
            return Err(Undefined::NotCovered);
        }
        let own = self.draft.evidence.iter().filter(|row| row.activity == held.id);
        Ok(own.filter(|row| Zone::UTC.day(row.time) < self.end && !self.is_staff(&row.person)).collect())
    }

    /// The activities that the two days after have passed of within the window.
    fn settled(&self) -> Vec<&'a ActivityRow> {
        self.held(self.first.plus(-2), self.end.plus(-2))
    }

    fn acts(&self) -> Result<Vec<usize>, Undefined> {
        let settled = self.settled();
        let known = |held: &&&ActivityRow| self.shown(held).is_ok() || self.has_parts(held);
        if !settled.is_empty() && settled.iter().filter(known).count() == 0 {
            return Err(self.shown(settled[0]).expect_err("nothing is known of it"));
        }
        let mut acts: BTreeSet<(&str, &str, Option<Cue>)> = BTreeSet::new();
        for held in settled {
            let organizers = self.people_as(&[held], Part::Organizer);
            acts.extend(organizers.into_iter().map(|person| (person, held.id.as_str(), None)));
            let posts = self.shown(held).into_iter().flatten();
            let posts = posts.filter(|row| matches!(row.cue, Cue::Notice | Cue::Photos | Cue::Record));
            acts.extend(posts.map(|row| (row.person.as_str(), held.id.as_str(), Some(row.cue))));
        }
        let mut of: BTreeMap<&str, usize> = BTreeMap::new();
        for (person, ..) in &acts {
            *of.entry(person).or_default() += 1;
        }
        let mut counts: Vec<usize> = of.into_values().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        if counts.is_empty() { Err(Undefined::TooFewEvents) } else { Ok(counts) }
    }

    fn known_share(&self, known: &[bool]) -> Value {
        if known.is_empty() && !self.here().is_empty() {
            return Err(Undefined::NotRecorded);
        }
        share(known.iter().filter(|&&is_true| is_true).count(), known.len())
    }

    /// The value by the definition.
    fn value(&self, id: &str) -> Value {
        let here = self.here();
        let none = here.is_empty();
        let listed: Vec<_> = here.iter().copied().filter(|held| !self.list(held).is_empty()).collect();
        let parts = here.iter().any(|held| self.has_parts(held));
        let unless = |bad: bool, reason: Undefined| if bad { Err(reason) } else { Ok(()) };
        match id {
            "org_activities" => Ok(here.len() as f64),
            "org_resident_initiated_share" => self.known_share(
                &here.iter().filter_map(|a| a.initiated_by).map(|by| by == Initiator::Residents).collect::<Vec<_>>(),
            ),
            "org_service_share" => self.known_share(
                &here.iter().filter_map(|a| a.serves).map(|whom| whom == Serves::Others).collect::<Vec<_>>(),
            ),
            "org_joint_share" => {
                unless(none, Undefined::TooFewEvents)?;
                unless(self.so_far().iter().all(|held| held.partners.is_none()), Undefined::NotRecorded)?;
                share(here.iter().filter(|held| held.partners.is_some()).count(), here.len())
            }
            "org_staffless_share" => {
                unless(!none && listed.is_empty(), Undefined::NotRecorded)?;
                unless(none, Undefined::TooFewEvents)?;
                unless(!self.so_far().iter().any(|held| self.with_staff(held)), Undefined::NotRecorded)?;
                share(listed.iter().filter(|held| !self.with_staff(held)).count(), listed.len())
            }
            "org_recipients" | "org_organizers" => {
                unless(!none && !parts, Undefined::NotRecorded)?;
                let part = if id == "org_recipients" { Part::Recipient } else { Part::Organizer };
                Ok(self.people_as(&here, part).len() as f64)
            }
            "org_organizer_succession" => {
                unless(!none && !parts, Undefined::NotRecorded)?;
                let now = self.people_as(&here, Part::Organizer);
                unless(now.is_empty(), Undefined::TooFewEvents)?;
                let before = self.people_as(&self.held(day("1999-01-01"), self.first), Part::Organizer);
                unless(before.is_empty(), Undefined::NoPreviousWindow)?;
                share(now.iter().filter(|person| !before.contains(*person)).count(), now.len())
            }
            "org_attendance_total" => {
                let counts = here.iter().map(|held| {
                    if self.list(held).is_empty() {
                        held.headcount.map(|n| n as usize)
                    } else {
                        Some(self.residents(held).len())
                    }
                });
                let counts: Vec<Option<usize>> = counts.collect();
                unless(!none && counts.iter().all(Option::is_none), Undefined::NotRecorded)?;
                unless(counts.iter().any(Option::is_none), Undefined::PartlyCovered)?;
                Ok(counts.into_iter().flatten().sum::<usize>() as f64)
            }
            "org_returning" => {
                unless(!none && listed.is_empty(), Undefined::NotRecorded)?;
                unless(listed.len() < 2, Undefined::TooFewEvents)?;
                let came: Vec<&str> =
                    listed.iter().flat_map(|held| self.residents(held)).map(|row| row.person.as_str()).collect();
                let twice = |person: &&str| came.iter().filter(|other| *other == person).count() > 1;
                Ok(came.iter().copied().filter(twice).collect::<BTreeSet<_>>().len() as f64)
            }
            "org_absence_factor" => {
                let acts = self.acts()?;
                let all: usize = acts.iter().sum();
                let enough = (1..=acts.len()).find(|&k| 2 * acts[..k].iter().sum::<usize>() >= all);
                Ok(enough.expect("all of them do") as f64)
            }
            "org_top_organizer_share" => self.acts().and_then(|acts| share(acts[0], acts.iter().sum())),
            "org_evidence_habit" => {
                let settled = self.settled();
                let shown: Vec<_> = settled.iter().filter_map(|held| self.shown(held).ok()).collect();
                if let (true, Some(first)) = (shown.is_empty(), settled.first()) {
                    return Err(self.shown(first).expect_err("nothing is known of it"));
                }
                let has = |rows: &[&EvidenceRow], cue| rows.iter().any(|row| row.cue == cue);
                let all = |rows: &&Vec<&EvidenceRow>| {
                    [Cue::Notice, Cue::Photos, Cue::Sheet].into_iter().all(|cue| has(rows, cue))
                };
                share(shown.iter().filter(all).count(), shown.len())
            }
            "org_helper_conversion" => self.conversion(),
            other => panic!("`{other}` is not counted again"),
        }
    }

    fn conversion(&self) -> Value {
        let mut so_far = self.so_far();
        so_far.sort_by_key(|held| (held.day, &held.id));
        if !so_far.is_empty() && !so_far.iter().any(|held| self.has_parts(held)) {
            return Err(Undefined::NotRecorded);
        }
        let people: BTreeSet<&str> = self.draft.attendance.iter().map(|row| row.person.as_str()).collect();
        let (mut recipients, mut due, mut helped) = (0, 0, 0);
        for person in people {
            let parts = so_far.iter().flat_map(|held| self.residents(held).into_iter().map(move |row| (held.day, row)));
            let own: Vec<(Day, Part)> =
                parts.filter(|(_, row)| row.person == person).filter_map(|(on, row)| Some((on, row.part?))).collect();
            let Some(&(since, Part::Recipient)) = own.first() else { continue };
            recipients += 1;
            if since.plus(7 * 26) <= self.end {
                due += 1;
                let in_time = |(on, part): &&(Day, Part)| *part != Part::Recipient && *on < since.plus(7 * 26);
                helped += usize::from(own.iter().any(|one| in_time(&one)));
            }
        }
        if recipients > 0 && due == 0 { Err(Undefined::NotYetDue) } else { share(helped, due) }
    }
}

#[test]
fn what_records_say_of_organizations_is_what_their_rows_say() {
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..40 {
        let (mut draft, mut plan) = draw(seed);
        if seed % 4 == 0 {
            // Half a year and more: who was served at first has had time to help.
            draft.activities.iter_mut().filter(|row| row.id.len() == 2).for_each(|row| {
                let back = row.day.plus(-200);
                (row.day, row.start) = (back, None);
            });
            plan.intervals.clear();
        }
        let panel = run(&study(&draft, &plan)).panel;
        let cells = plain(&panel);
        for ((id, row), (value, _)) in &cells {
            if is_of_papers(id) || INDICATORS.iter().all(|i| i.id() != *id || i.table() != TableId::Organizations) {
                continue;
            }
            let first = day(&row[1]);
            let recount = Recount { draft: &draft, organization: &row[0], first, end: first.plus(28) };
            let gap = cells[&("org_activities", row.clone())].0;
            let expected = gap.and_then(|_| recount.value(id));
            let same = match (value, expected) {
                (Ok(a), Ok(b)) => (a - b).abs() < 1e-12,
                (a, b) => *a == b,
            };
            assert!(same, "seed {seed}: {id} {row:?}: {value:?}, counted {expected:?}");
            *defined.entry(*id).or_default() += usize::from(value.is_ok());
        }
    }
    let own = INDICATORS.iter().filter(|i| i.table() == TableId::Organizations && !is_of_papers(i.id()));
    for indicator in own {
        let count = defined.get(indicator.id()).copied().unwrap_or(0);
        assert!(count >= 8, "{} has only {count} values", indicator.id());
    }
}
