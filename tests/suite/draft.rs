//! A study written down as rows, in any order, as tables would hold it.

use linli::Records;
use linli::records::{
    Activity, ActivityId, ActivityOrigin, Attendance, AttendanceStatus, Bounds, CalendarEntry, Channel, Coaching,
    Consent, Cue, Cues, DaySpan, Decision, Evidence, Expense, Field, Fields, Flags, Grant, How, Initiator, Layer,
    Membership, MessageDraft, MessageKind, Milestone, MilestoneKind, Money, Part, Passage, PassageDraft,
    RecordsBuilder, Role, Serves, SignUp, Source, SourceKind, Stage, Status, Target,
};
use linli::time::{Day, Timestamp, Zone};

#[derive(Debug, Clone)]
pub(crate) struct GroupRow {
    pub(crate) id: String,
    pub(crate) organization: Option<String>,
    pub(crate) layer: Layer,
    pub(crate) covers: Vec<DaySpan>,
    pub(crate) fields: Fields,
}

#[derive(Debug, Clone)]
pub(crate) struct MessageRow {
    pub(crate) group: String,
    pub(crate) time: Timestamp,
    pub(crate) author: String,
    pub(crate) id: u64,
    pub(crate) reply_to: Option<u64>,
    pub(crate) mentions: Vec<String>,
    pub(crate) kind: MessageKind,
    pub(crate) cues: Cues,
    /// Whom the words address by name.
    pub(crate) named: Vec<String>,
    /// Whether its words were said before.
    pub(crate) repeated: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct MemberRow {
    pub(crate) person: String,
    pub(crate) organization: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) role: Role,
    pub(crate) start: Option<Day>,
    /// First day after the last.
    pub(crate) end: Option<Day>,
    /// Whether it is only a join seen in passing, and no line of a list.
    pub(crate) in_passing: bool,
    pub(crate) away: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct ActivityRow {
    pub(crate) id: String,
    pub(crate) organization: String,
    pub(crate) day: Day,
    /// When it began, where more than the day is known.
    pub(crate) start: Option<Timestamp>,
    pub(crate) kind: Option<String>,
    pub(crate) venue: Option<String>,
    pub(crate) headcount: Option<u32>,
    pub(crate) incentive: Option<bool>,
    pub(crate) guests: Option<bool>,
    pub(crate) initiated_by: Option<Initiator>,
    pub(crate) serves: Option<Serves>,
    pub(crate) partners: Option<String>,
    pub(crate) origin: ActivityOrigin,
}

impl ActivityRow {
    /// An activity of which nothing but this is known.
    pub(crate) fn held(id: &str, organization: &str, day: Day) -> Self {
        Self {
            id: id.to_owned(),
            organization: organization.to_owned(),
            day,
            start: None,
            kind: None,
            venue: None,
            headcount: None,
            incentive: None,
            guests: None,
            initiated_by: None,
            serves: None,
            partners: None,
            origin: ActivityOrigin::Recorded,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct AttendanceRow {
    pub(crate) activity: String,
    pub(crate) person: String,
    pub(crate) status: AttendanceStatus,
    pub(crate) part: Option<Part>,
}

/// A message of a group that speaks for an activity.
#[derive(Debug, Clone)]
pub(crate) struct EvidenceRow {
    pub(crate) activity: String,
    pub(crate) group: String,
    pub(crate) time: Timestamp,
    pub(crate) person: String,
    pub(crate) cue: Cue,
}

/// A name on a sign-up list of a group.
#[derive(Debug, Clone)]
pub(crate) struct SignUpRow {
    pub(crate) group: String,
    pub(crate) list: u32,
    pub(crate) person: String,
    pub(crate) time: Timestamp,
    pub(crate) withdrawn: Option<Timestamp>,
}

/// Somebody was brought into a group.
#[derive(Debug, Clone)]
pub(crate) struct InvitationRow {
    pub(crate) group: String,
    pub(crate) person: String,
    pub(crate) by: String,
    pub(crate) day: Day,
}

/// Somebody agreed to something.
#[derive(Debug, Clone)]
pub(crate) struct ConsentRow {
    pub(crate) person: String,
    pub(crate) from: Option<Day>,
    /// First day after the last.
    pub(crate) until: Option<Day>,
    pub(crate) purpose: String,
}

/// A row of what offices write down, of the organization named.
#[derive(Debug, Clone)]
pub(crate) enum PaperRow {
    Coaching { at: Timestamp, coach: String, channel: Option<Channel>, topic: Option<String>, minutes: Option<u32> },
    Grant { days: [Option<Day>; 2], decision: Option<Decision>, sums: [Option<Money>; 2] },
    Expense { day: Day, amount: Money, receipt: Option<bool> },
    Milestone { day: Day, kind: MilestoneKind },
}

/// All rows of a study.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) groups: Vec<GroupRow>,
    pub(crate) messages: Vec<MessageRow>,
    pub(crate) members: Vec<MemberRow>,
    pub(crate) activities: Vec<ActivityRow>,
    pub(crate) attendance: Vec<AttendanceRow>,
    /// Pictures of the member screen: of which group, on which day.
    pub(crate) pictures: Vec<(String, Day)>,
    pub(crate) invitations: Vec<InvitationRow>,
    pub(crate) evidence: Vec<EvidenceRow>,
    pub(crate) sign_ups: Vec<SignUpRow>,
    pub(crate) calendar: Vec<CalendarEntry>,
    pub(crate) consent: Vec<ConsentRow>,
    /// Of whom only the name in a source says who they are.
    pub(crate) by_name_alone: Vec<String>,
    /// When a group was opened.
    pub(crate) opened: Vec<(String, Day)>,
    /// How far an organization has come, and since when.
    pub(crate) stages: Vec<(String, Option<Stage>, Option<Day>)>,
    /// Whose papers, and what stands in them.
    pub(crate) papers: Vec<(String, PaperRow)>,
}

impl Draft {
    /// Whether a row belongs to a member list: the list of its group and organization names somebody who is no staff.
    pub(crate) fn is_listed(&self, row: &MemberRow) -> bool {
        let same = |other: &&MemberRow| other.group == row.group && other.organization == row.organization;
        !row.in_passing && self.members.iter().filter(same).any(|other| !other.in_passing && !other.role.is_staff())
    }

    /// Whether an activity has a list of names.
    pub(crate) fn has_list(&self, activity: &str) -> bool {
        self.attendance.iter().any(|row| row.activity == activity)
    }

    /// The records, rows taken in the order in which they stand.
    pub(crate) fn records(&self) -> Records {
        self.builder().finish(None).expect("rows of a case are sound").0
    }

    /// The rows, not yet put in order: more can be added.
    pub(crate) fn builder(&self) -> RecordsBuilder {
        let mut builder = RecordsBuilder::new();
        for row in &self.groups {
            let group = builder.group(&row.id);
            let organization = row.organization.as_ref().map(|id| builder.organization(id));
            let about = builder.group_mut(group);
            about.organization = organization;
            about.layer = row.layer;
            builder.source(Source {
                label: format!("{}.csv", row.id),
                kind: SourceKind::Chat,
                format: "rows",
                groups: vec![group],
                organizations: Vec::new(),
                covers: row.covers.clone(),
                exported_on: None,
                fields: row.fields,
                rows: self.messages.iter().filter(|m| m.group == row.id).count() as u64,
            });
        }
        for (id, day) in &self.pictures {
            let group = builder.group(id);
            builder.source(Source {
                label: format!("{id} {day}.txt"),
                kind: SourceKind::Roster,
                format: "picture",
                groups: vec![group],
                organizations: Vec::new(),
                covers: vec![DaySpan { start: *day, end: day.plus(1) }],
                exported_on: Some(*day),
                fields: Fields::of(&[Field::Roster]),
                rows: 0,
            });
        }
        self.add_messages(&mut builder);
        for row in &self.members {
            let membership = Membership {
                group: row.group.as_ref().map(|id| builder.group(id)),
                organization: row.organization.as_ref().map(|id| builder.organization(id)),
                person: builder.person(&row.person).expect("few people"),
                role: row.role,
                status: if row.away { Status::Away } else { Status::Present },
                start: row.start.map_or(Bounds::UNKNOWN, Bounds::on),
                end: row.end.map_or(Bounds::UNKNOWN, Bounds::on),
                listed: self.is_listed(row),
                reason: None,
            };
            builder.membership(membership);
        }
        self.add_activities(&mut builder);
        for row in &self.invitations {
            let passage = PassageDraft {
                group: builder.group(&row.group),
                person: builder.person(&row.person).expect("few people"),
                time: Zone::UTC.midnight(row.day),
                day: row.day,
                passage: Passage::Joined,
                by: Some(builder.person(&row.by).expect("few people")),
            };
            builder.passage(passage);
        }
        self.calendar.iter().for_each(|entry| builder.calendar(entry.clone()));
        for row in &self.consent {
            let person = builder.person(&row.person).expect("few people");
            builder.consent(Consent {
                person,
                source: None,
                from: row.from,
                until: row.until,
                purpose: row.purpose.clone(),
            });
        }
        for person in &self.by_name_alone {
            let person = builder.person(person).expect("few people");
            builder.known_by_name_alone(person);
        }
        self.add_papers(&mut builder);
        builder
    }

    fn add_papers(&self, builder: &mut RecordsBuilder) {
        for (group, day) in &self.opened {
            let group = builder.group(group);
            builder.group_mut(group).opened_on = Some(*day);
        }
        for (organization, stage, since) in &self.stages {
            let organization = builder.organization(organization);
            let about = builder.organization_mut(organization);
            (about.stage, about.stage_on) = (*stage, *since);
        }
        for (organization, row) in &self.papers {
            let organization = builder.organization(organization);
            match row.clone() {
                PaperRow::Coaching { at, coach, channel, topic, minutes } => {
                    let (coach, day) = (builder.person(&coach).expect("few people"), Zone::UTC.day(at));
                    builder.coaching(Coaching { organization, day, at, coach, channel, topic, minutes });
                }
                PaperRow::Grant { days: [applied_on, decided_on], decision, sums: [asked, granted] } => {
                    builder.grant(Grant {
                        organization,
                        applied_on,
                        decided_on,
                        round: None,
                        decision,
                        asked,
                        granted,
                    });
                }
                PaperRow::Expense { day, amount, receipt } => {
                    builder.expense(Expense { organization, day, activity: None, amount, receipt });
                }
                PaperRow::Milestone { day, kind } => builder.milestone(Milestone { organization, day, kind }),
            }
        }
    }

    fn add_messages(&self, builder: &mut RecordsBuilder) {
        for row in &self.messages {
            let group = builder.group(&row.group);
            let author = builder.person(&row.author).expect("few people");
            let mentioned = row.mentions.iter().map(|id| (id, How::Mention));
            let targets: Vec<Target> = mentioned
                .chain(row.named.iter().map(|id| (id, How::Named)))
                .map(|(id, how)| Target { person: builder.person(id).expect("few people"), how })
                .collect();
            let draft = MessageDraft {
                time: row.time,
                author,
                kind: row.kind,
                length: 1,
                flags: if row.repeated { Flags::REPEATED } else { Flags::NONE },
                cues: row.cues,
                order: row.id,
                id: Some(row.id),
                reply_to: row.reply_to,
                targets: &targets,
            };
            builder.message(group, draft).expect("few messages");
        }
    }

    fn add_activities(&self, builder: &mut RecordsBuilder) {
        let mut known: Vec<(&str, ActivityId)> = Vec::new();
        for row in &self.activities {
            let organization = builder.organization(&row.organization);
            let id = builder.activity(Activity {
                id: row.id.clone(),
                organization,
                title: row.id.clone(),
                kind: row.kind.clone(),
                day: row.day,
                start: row.start.unwrap_or_else(|| Zone::UTC.midnight(row.day)),
                venue: row.venue.clone(),
                headcount: row.headcount,
                incentive: row.incentive,
                guests: row.guests,
                initiated_by: row.initiated_by,
                serves: row.serves,
                origin: row.origin,
                has_list: self.has_list(&row.id),
                partners: row.partners.clone(),
            });
            known.push((&row.id, id));
        }
        let of = |activity: &str| known.iter().find(|(id, _)| *id == activity).expect("an activity that exists").1;
        for row in &self.evidence {
            let person = builder.person(&row.person).expect("few people");
            let group = builder.group(&row.group);
            builder.evidence(Evidence { activity: of(&row.activity), group, time: row.time, person, cue: row.cue });
        }
        for row in &self.sign_ups {
            let person = builder.person(&row.person).expect("few people");
            let group = builder.group(&row.group);
            let (time, withdrawn) = (row.time, row.withdrawn);
            builder.sign_up(SignUp { group, list: row.list, person, time, entered_by: person, withdrawn });
        }
        for row in &self.attendance {
            let activity = of(&row.activity);
            let person = builder.person(&row.person).expect("few people");
            let attendance = Attendance { activity, person, part: row.part, status: row.status };
            builder.attendance(attendance).expect("few attendances");
        }
    }
}

/// Reads `2024-01-01`.
pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("`{text}` is not a day"))
}

/// Reads `2024-01-01T10:00`, universal time.
pub(crate) fn time(text: &str) -> Timestamp {
    let number = |range: std::ops::Range<usize>| -> u32 {
        text.get(range).and_then(|part| part.parse().ok()).unwrap_or_else(|| panic!("`{text}` is not a time"))
    };
    Zone::UTC.resolve(day(&text[..10]), number(11..13) * 3600 + number(14..16) * 60).timestamp()
}
