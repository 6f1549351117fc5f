//! A shared case: a miniature study, the place asked for, and what must stand there. The form is that of
//! `tests/cases/README.md`.

mod expected;
mod form;
mod papers;

use std::path::{Path, PathBuf};

use linli::records::{CalendarEntry, DaySpan, Field, Fields, Layer};
use linli::time::Zone;
use linli::{Plan, Study};
use serde_json::{Map, Value, json};

use crate::draft::{ConsentRow, Draft, EvidenceRow, GroupRow, InvitationRow, MemberRow, MessageRow, day, time};
pub(crate) use form::Case;
use form::{GroupForm, MemberForm};

/// The folder of the shared cases.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// All files of one register: the id each is named after, and its cases.
pub(crate) fn register(name: &str) -> Vec<(String, Vec<Case>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join(name))
        .unwrap_or_else(|error| panic!("tests/cases/{name}: {error}"))
        .map(|entry| entry.expect("a folder that can be read").path())
        // What the numbers of an oracle come from stands beside them.
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    files.iter().map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), read(path))).collect()
}

fn read(path: &Path) -> Vec<Case> {
    let fail = |what: &dyn std::fmt::Display| -> ! { panic!("{}: {what}", path.display()) };
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| fail(&error));
    let file: form::File = serde_json::from_str(&text).unwrap_or_else(|error| fail(&error));
    let cases = file.cases.into_iter().map(|mut own| {
        for (key, value) in &file.common {
            merge(&mut own, key, value);
        }
        let name = own.get("name").map(Value::to_string).unwrap_or_default();
        serde_json::from_value(Value::Object(own)).unwrap_or_else(|error| fail(&format!("{name}: {error}")))
    });
    cases.collect()
}

/// What the case does not say, `common` says; `plan` and `at` are merged key by key.
fn merge(own: &mut Map<String, Value>, key: &str, value: &Value) {
    match (own.get_mut(key), value) {
        (None, _) => {
            own.insert(key.to_owned(), value.clone());
        }
        (Some(Value::Object(mine)), Value::Object(theirs)) if key == "plan" || key == "at" => {
            for (inner, value) in theirs {
                mine.entry(inner).or_insert_with(|| value.clone());
            }
        }
        _ => {}
    }
}

impl Case {
    /// The study of the case, running these indicators; all, as for signals, where none is named.
    pub(crate) fn study(&self, indicators: &[&str]) -> Study {
        let draft = self.draft();
        let mut plan = json!({
            "id": "case", "zone": "UTC", "start": "2024-01-01", "end": "2024-01-29", "turn_gap": "0s",
            "coverage": 0, "least_tied_turns": 0, "least_explicit_share": 0, "release": {"tier": "T0"},
            "indicators": indicators,
        });
        if !indicators.is_empty() {
            plan["populations"] = json!([self.population()]);
        }
        for (key, value) in &self.plan {
            plan[key] = value.clone();
        }
        let plan: Plan = serde_json::from_value(plan).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        Study::new(draft.records(), plan, linli::diagnostic::Diagnostics::new())
    }

    /// The same study where the chat is covered only from the first to the last of its messages.
    pub(crate) fn study_covered_by_messages(&self, indicators: &[&str]) -> Study {
        let mut draft = self.draft();
        for group in &mut draft.groups {
            let days = draft.messages.iter().filter(|m| m.group == group.id).map(|m| Zone::UTC.day(m.time));
            let (first, last) = (days.clone().min(), days.max());
            group.covers =
                first.zip(last).map(|(start, last)| DaySpan { start, end: last.plus(1) }).into_iter().collect();
        }
        Study { records: draft.records().into(), ..self.study(indicators) }
    }

    /// Whether the case says itself what is covered.
    pub(crate) fn says_coverage(&self) -> bool {
        self.covers.is_some()
    }

    fn population(&self) -> &str {
        let usual = if self.ties.is_some() { "roster" } else { "present" };
        self.at.population.as_deref().unwrap_or(usual)
    }

    fn draft(&self) -> Draft {
        let usual =
            [GroupForm { id: "g".to_owned(), organization: Some("o".to_owned()), layer: None, opened_on: None }];
        let groups = self.groups.as_deref().unwrap_or(&usual);
        // What lies before the plan's first day belongs to the period too: presence looks back.
        let always = form::Covers::All(vec![["2000-01-01".to_owned(), "2100-01-01".to_owned()]]);
        let covers = self.covers.as_ref().unwrap_or(&always);
        let fields = self.fields.as_deref().map_or_else(
            || Fields::of(&[Field::Reply, Field::Mention, Field::Kind]),
            |names| names.iter().fold(Fields::NONE, |all, name| all.with(Fields::of(&[field(name)]))),
        );
        let mut draft = Draft {
            groups: groups
                .iter()
                .map(|form| GroupRow {
                    id: form.id.clone(),
                    organization: form.organization.clone(),
                    layer: if form.layer.as_deref() == Some("second") { Layer::Second } else { Layer::First },
                    covers: spans(covers.of(&form.id)),
                    fields,
                })
                .collect(),
            messages: self.message_rows(&groups[0].id),
            members: self.members.iter().map(MemberForm::row).collect(),
            activities: self.activities.iter().map(form::ActivityForm::row).collect(),
            attendance: self.attendance.iter().map(form::AttendanceForm::row).collect(),
            evidence: self
                .evidence
                .iter()
                .map(|(activity, at, person, cue)| EvidenceRow {
                    activity: activity.clone(),
                    group: groups[0].id.clone(),
                    time: time(at),
                    person: person.clone(),
                    cue: form::cue(cue),
                })
                .collect(),
            sign_ups: self.sign_ups.iter().map(|form| form.row(&groups[0].id)).collect(),
            pictures: Vec::new(),
            invitations: self
                .invitations
                .iter()
                .map(|(on, person, by)| InvitationRow {
                    group: groups[0].id.clone(),
                    person: person.clone(),
                    by: by.clone(),
                    day: day(on),
                })
                .collect(),
            by_name_alone: self.by_name_alone.clone(),
            opened: groups.iter().filter_map(|form| Some((form.id.clone(), day(form.opened_on.as_ref()?)))).collect(),
            stages: self
                .organizations
                .iter()
                .map(|form| {
                    let stage = form::choice(form.stage.as_deref(), linli::records::Stage::parse);
                    (form.id.clone(), stage, form.stage_on.as_deref().map(day))
                })
                .collect(),
            papers: (self.coaching.iter().map(papers::CoachingForm::row))
                .chain(self.grants.iter().map(papers::GrantForm::row))
                .chain(self.expenses.iter().map(papers::ExpenseForm::row))
                .chain(self.milestones.iter().map(papers::MilestoneForm::row))
                .collect(),
            consent: self
                .consent
                .iter()
                .map(|(person, from, last, purpose)| ConsentRow {
                    person: person.clone(),
                    from: from.as_deref().map(day),
                    until: last.as_deref().map(|last| day(last).plus(1)),
                    purpose: purpose.clone(),
                })
                .collect(),
            calendar: self
                .calendar
                .iter()
                .map(|(first, last, kind)| CalendarEntry {
                    start: day(first),
                    end: day(last).plus(1),
                    kind: kind.clone(),
                })
                .collect(),
        };
        self.add_ties(&mut draft);
        draft
    }

    /// Ties as messages, one a minute, and everybody in them on the member list.
    fn add_ties(&self, draft: &mut Draft) {
        let group = draft.groups[0].id.clone();
        let start = self.plan.get("start").and_then(Value::as_str).unwrap_or("2024-01-01");
        let start = time(&format!("{start}T00:00"));
        let mut people: Vec<&str> = self.people.iter().map(String::as_str).collect();
        for tie in self.ties.iter().flatten() {
            let (from, to, times) = tie.parts();
            people.extend([from, to]);
            let pairs = if self.both_ways { vec![(from, to), (to, from)] } else { vec![(from, to)] };
            for (author, target) in pairs {
                for _ in 0..times {
                    let at = draft.messages.len() as u64 + 1;
                    draft.messages.push(MessageRow {
                        group: group.clone(),
                        time: start.plus(at as i64 * 60 * linli::time::SECOND),
                        author: author.to_owned(),
                        id: at,
                        reply_to: None,
                        mentions: vec![target.to_owned()],
                        kind: linli::records::MessageKind::Text,
                        cues: linli::records::Cues::NONE,
                        named: Vec::new(),
                        repeated: false,
                    });
                }
            }
        }
        people.sort_unstable();
        people.dedup();
        draft.members.extend(people.iter().map(|person| MemberRow {
            person: (*person).to_owned(),
            organization: Some("o".to_owned()),
            group: None,
            role: linli::records::Role::Member,
            start: None,
            end: None,
            in_passing: false,
            away: false,
        }));
    }
}

fn spans(covers: &[[String; 2]]) -> Vec<DaySpan> {
    covers.iter().map(|[from, to]| DaySpan { start: day(from), end: day(to) }).collect()
}

fn field(name: &str) -> Field {
    let found = Field::ALL.iter().copied().find(|field| field.id() == name);
    found.unwrap_or_else(|| panic!("there is no field `{name}`"))
}
