//! Random miniature studies from a seed: two first-layer groups, a second-layer group, a coach, lists with dates, sheets
//! with gaps, sources with gaps. Small, so that everything that can be missing is missing somewhere.

use linli::records::{
    ActivityOrigin, AttendanceStatus, CalendarEntry, Channel, Cue, Cues, DaySpan, Decision, Field, Fields, Initiator,
    Layer, MessageKind, MilestoneKind, Money, Part, Role, Serves, Stage,
};
use linli::time::{DAY, Day, SECOND, Span, Zone};
use linli::{Plan, Study};

use crate::draft::{
    ActivityRow, AttendanceRow, Draft, EvidenceRow, GroupRow, InvitationRow, MemberRow, MessageRow, PaperRow,
    SignUpRow, day, time,
};

/// First day of every drawn study, a Monday.
pub(crate) const FIRST_DAY: &str = "2024-01-01";
/// How many days it has.
pub(crate) const DAYS: i32 = 98;

/// xorshift64*, enough for drawing.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound.max(1) as u64) as usize
    }

    /// Whether something of this many percent happens.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// The same rows in another order.
    pub(crate) fn shuffle<T>(&mut self, rows: &mut [T]) {
        for at in (1..rows.len()).rev() {
            rows.swap(at, self.below(at + 1));
        }
    }
}

/// A study of at most 12 people and 200 messages.
pub(crate) fn draw(seed: u64) -> (Draft, Plan) {
    let mut random = Random::new(seed + 1);
    let people: Vec<String> = (0..3 + random.below(9)).map(|i| format!("p{i:02}")).collect();
    let mut draft = Draft { groups: groups(&mut random), ..Draft::default() };
    messages(&mut random, &people, &mut draft);
    members(&mut random, &people, &mut draft);
    activities(&mut random, &people, &mut draft);
    days_and_invitations(&mut random, &people, &mut draft);
    around_activities(&mut random, &people, &mut draft);
    let plan = plan(&mut random);
    who_asked_and_whom_it_served(&mut random, &mut draft);
    shown_to_leaders(&mut random, &mut draft);
    papers(&mut random, &mut draft);
    (draft, plan)
}

/// The drawn study, ready to run.
pub(crate) fn study(draft: &Draft, plan: &Plan) -> Study {
    Study::new(draft.records(), plan.clone(), linli::diagnostic::Diagnostics::new())
}

fn groups(random: &mut Random) -> Vec<GroupRow> {
    let first = day(FIRST_DAY);
    let span = |from, to| DaySpan { start: first.plus(from), end: first.plus(to) };
    let full = Fields::of(&[Field::Reply, Field::Mention, Field::Kind, Field::Cue]);
    let row = |id: &str, organization: Option<&str>, layer, covers, fields| GroupRow {
        id: id.to_owned(),
        organization: organization.map(str::to_owned),
        layer,
        covers,
        fields,
    };
    let gap = if random.percent(50) { vec![span(0, 40), span(62, DAYS)] } else { vec![span(0, DAYS)] };
    let poor = if random.percent(25) { Fields::of(&[Field::Kind]) } else { full };
    vec![
        row("g", Some("o"), Layer::First, vec![span(0, DAYS)], full),
        row("h", Some("p"), Layer::First, gap, poor),
        row("s", None, Layer::Second, vec![span(0, DAYS)], full),
    ]
}

fn messages(random: &mut Random, people: &[String], draft: &mut Draft) {
    let start = time(&format!("{FIRST_DAY}T00:00"));
    let mut writers = people.to_vec();
    writers.push("t".to_owned());
    let mut clock = 0_i64;
    // One study in four is of a group that talks much.
    let busy = random.percent(25);
    let (in_a_burst, pause) = if busy { (85, 86_400) } else { (70, 150_000) };
    for id in 1..=if busy { 200 } else { 30 + random.below(170) as u64 } {
        // Bursts of minutes between pauses of a day or so; several may share an instant.
        clock += if random.percent(in_a_burst) { random.below(4) as i64 * 60 } else { random.below(pause) as i64 };
        if clock * SECOND >= i64::from(DAYS) * DAY {
            break;
        }
        let mentions = (0..random.below(3)).map(|_| random.one(&writers).clone()).collect();
        draft.messages.push(MessageRow {
            group: (*random.one(&["g", "g", "g", "h", "h", "s"])).to_owned(),
            time: start.plus(clock * SECOND),
            author: random.one(&writers).clone(),
            id,
            reply_to: random.percent(35).then(|| 1 + random.below(id as usize + 3) as u64),
            mentions: if random.percent(50) { mentions } else { Vec::new() },
            kind: *random.one(&[
                MessageKind::Text,
                MessageKind::Text,
                MessageKind::Text,
                MessageKind::Picture,
                MessageKind::Sticker,
                MessageKind::Recall,
                MessageKind::Join,
            ]),
            cues: *random.one(&[Cues::NONE, Cues::NONE, Cues::NONE, Cues::NONE.with(Cue::Receipt)]),
            named: Vec::new(),
            repeated: random.percent(15),
        });
    }
}

fn members(random: &mut Random, people: &[String], draft: &mut Draft) {
    let first = day(FIRST_DAY);
    for _ in 0..random.below(5) {
        draft.members.push(MemberRow {
            person: random.one(people).clone(),
            organization: Some("o".to_owned()),
            group: None,
            role: Role::Member,
            start: Some(first.plus(random.below(80) as i32)),
            end: None,
            in_passing: true,
            away: false,
        });
    }
    let organizations = if random.percent(40) { vec!["o", "p"] } else { vec!["o"] };
    for organization in organizations {
        for person in people {
            if random.percent(60) {
                let start = random.percent(30).then(|| first.plus(random.below(60) as i32));
                let end = random.percent(30).then(|| first.plus(30 + random.below(60) as i32));
                draft.members.push(MemberRow {
                    person: person.clone(),
                    organization: Some(organization.to_owned()),
                    group: None,
                    role: if random.percent(15) { Role::Leader } else { Role::Member },
                    start,
                    end: end.filter(|&end| start.is_none_or(|start| start < end)),
                    in_passing: false,
                    away: random.percent(15),
                });
            }
        }
        draft.members.push(MemberRow {
            person: "t".to_owned(),
            organization: Some(organization.to_owned()),
            group: None,
            role: Role::Coach,
            start: None,
            end: None,
            in_passing: false,
            away: false,
        });
    }
    others(random, people, draft);
}

/// Spells that speak of one group, staff of somewhere else or of nowhere, and pictures of member screens.
fn others(random: &mut Random, people: &[String], draft: &mut Draft) {
    let first = day(FIRST_DAY);
    for (organization, group, role) in
        [(None, Some("h"), Role::Member), (Some("elsewhere"), None, Role::Coach), (None, None, Role::SocialWorker)]
    {
        if random.percent(40) {
            let start = random.percent(60).then(|| first.plus(random.below(60) as i32));
            draft.members.push(MemberRow {
                person: random.one(people).clone(),
                organization: organization.map(str::to_owned),
                group: group.map(str::to_owned),
                role,
                start,
                end: start.filter(|_| random.percent(50)).map(|day| day.plus(1 + random.below(40) as i32)),
                in_passing: false,
                away: false,
            });
        }
    }
    if random.percent(50) {
        let days = (0..=random.below(2)).map(|_| ("g".to_owned(), first.plus(random.below(DAYS as usize) as i32)));
        draft.pictures.extend(days.collect::<Vec<_>>());
    }
}

fn activities(random: &mut Random, people: &[String], draft: &mut Draft) {
    for at in 0..random.below(18) {
        let id = format!("x{at}");
        let organization = (*random.one(&["o", "p"])).to_owned();
        if random.percent(70) {
            for person in people {
                if random.percent(50) {
                    continue;
                }
                let status =
                    *random.one(&[AttendanceStatus::Present, AttendanceStatus::Present, AttendanceStatus::Absent]);
                draft.attendance.push(AttendanceRow {
                    activity: id.clone(),
                    person: person.clone(),
                    status,
                    part: None,
                });
            }
        }
        let held = day(FIRST_DAY).plus(random.below(DAYS as usize) as i32);
        draft.activities.push(ActivityRow {
            kind: random.one(&[None, Some("dance".to_owned())]).clone(),
            venue: random.one(&[None, Some("courtyard".to_owned())]).clone(),
            headcount: random.percent(50).then(|| random.below(40) as u32),
            origin: *random.one(&[
                ActivityOrigin::Recorded,
                ActivityOrigin::Recorded,
                ActivityOrigin::Confirmed,
                ActivityOrigin::Proposed,
            ]),
            ..ActivityRow::held(&id, &organization, held)
        });
    }
}

/// When activities began, what was given out, as what people came, what the chat shows of them, and who had signed up.
fn around_activities(random: &mut Random, people: &[String], draft: &mut Draft) {
    for (at, row) in draft.activities.iter_mut().enumerate() {
        let hour = |day: Day, hour: usize| Zone::UTC.midnight(day).plus(hour as i64 * 3_600 * SECOND);
        row.start = random.percent(60).then(|| hour(row.day, 9 + random.below(10)));
        row.incentive = *random.one(&[None, Some(false), Some(false), Some(true)]);
        row.guests = *random.one(&[None, Some(false), Some(true)]);
        let group = if row.organization == "o" { "g" } else { "h" };
        for cue in [Cue::Notice, Cue::Photos, Cue::Sheet, Cue::Record, Cue::SignUp] {
            if random.percent(50) {
                continue;
            }
            let before = matches!(cue, Cue::Notice | Cue::SignUp);
            let time = hour(row.day.plus(if before { -1 } else { 1 }), 8 + random.below(12));
            let person = random.one(people).clone();
            draft.evidence.push(EvidenceRow { activity: row.id.clone(), group: group.to_owned(), time, person, cue });
            if cue == Cue::SignUp {
                for person in people.iter().take(1 + random.below(people.len())) {
                    draft.sign_ups.push(SignUpRow {
                        group: group.to_owned(),
                        list: at as u32,
                        person: person.clone(),
                        time,
                        withdrawn: random.percent(10).then(|| time.plus(3_600 * SECOND)),
                    });
                }
            }
        }
    }
    for row in &mut draft.attendance {
        row.part = *random.one(&[None, Some(Part::Recipient), Some(Part::Helper), Some(Part::Organizer)]);
    }
}

/// Who asked for activities, whom they served, with whom they were held, and where staff came along.
fn who_asked_and_whom_it_served(random: &mut Random, draft: &mut Draft) {
    for row in &mut draft.activities {
        row.initiated_by = *random.one(&[None, Some(Initiator::Residents), Some(Initiator::Staff)]);
        row.serves = *random.one(&[None, Some(Serves::Members), Some(Serves::Others)]);
        row.partners = random.percent(20).then(|| "elsewhere".to_owned());
        if random.percent(40) && draft.attendance.iter().any(|listed| listed.activity == row.id) {
            draft.attendance.push(AttendanceRow {
                activity: row.id.clone(),
                person: "t".to_owned(),
                status: AttendanceStatus::Present,
                part: *random.one(&[None, Some(Part::Guest), Some(Part::Organizer)]),
            });
        }
    }
}

/// What offices wrote down of either organization, some of it half empty.
fn papers(random: &mut Random, draft: &mut Draft) {
    let first = day(FIRST_DAY);
    let on = |random: &mut Random| first.plus(random.below(DAYS as usize + 20) as i32 - 10);
    let money = |random: &mut Random| random.percent(80).then(|| Money::from_fen(random.below(900_000) as i64));
    if random.percent(40) {
        draft.opened.push(("g".to_owned(), on(random)));
    }
    if random.percent(40) {
        let stage = *random.one(Stage::ALL);
        draft.stages.push(("o".to_owned(), Some(stage), random.percent(70).then(|| on(random))));
    }
    for _ in 0..random.below(24) {
        let at = Zone::UTC.midnight(on(random)).plus(random.below(20) as i64 * 3_600 * SECOND);
        let row = PaperRow::Coaching {
            at,
            coach: "t".to_owned(),
            channel: *random.one(&[None, Some(Channel::Visit), Some(Channel::Visit), Some(Channel::Chat)]),
            topic: random.one(&[None, Some("handbook"), Some("rehearsal")]).map(str::to_owned),
            minutes: random.percent(60).then(|| random.below(180) as u32),
        };
        draft.papers.push(((*random.one(&["o", "p"])).to_owned(), row));
    }
    for _ in 0..random.below(8) {
        let applied = random.percent(80).then(|| on(random));
        let decided = random.percent(70).then(|| applied.unwrap_or(first).plus(random.below(30) as i32));
        let decision = *random.one(&[None, Some(Decision::Granted), Some(Decision::Refused), Some(Decision::Pending)]);
        let row = PaperRow::Grant { days: [applied, decided], decision, sums: [money(random), money(random)] };
        draft.papers.push(((*random.one(&["o", "p"])).to_owned(), row));
    }
    for _ in 0..random.below(12) {
        let amount = Money::from_fen(random.below(90_000) as i64);
        let receipt = *random.one(&[None, Some(true), Some(true), Some(false)]);
        let row = PaperRow::Expense { day: on(random), amount, receipt };
        draft.papers.push(((*random.one(&["o", "p"])).to_owned(), row));
    }
    for _ in 0..random.below(6) {
        let row = PaperRow::Milestone { day: on(random), kind: *random.one(MilestoneKind::ALL) };
        draft.papers.push(((*random.one(&["o", "p"])).to_owned(), row));
    }
}

/// What is shown and asked in the second-layer group.
fn shown_to_leaders(random: &mut Random, draft: &mut Draft) {
    for row in draft.messages.iter_mut().filter(|row| row.group == "s" && row.cues == Cues::NONE) {
        row.cues = Cues::NONE.with(*random.one(&[Cue::Photos, Cue::Record, Cue::Question, Cue::Question]));
    }
}

/// Holidays, and who brought whom into the first group.
fn days_and_invitations(random: &mut Random, people: &[String], draft: &mut Draft) {
    let first = day(FIRST_DAY);
    for _ in 0..random.below(4) {
        let start = first.plus(random.below(DAYS as usize) as i32);
        let kind = (*random.one(&["holiday", "holiday", "inspection"])).to_owned();
        draft.calendar.push(CalendarEntry { start, end: start.plus(1 + random.below(12) as i32), kind });
    }
    // On days of their own: two on one day would be told apart by their names alone. Everybody comes once.
    let mut invited = people.to_vec();
    random.shuffle(&mut invited);
    invited.truncate(random.below(9));
    for (at, person) in invited.into_iter().enumerate() {
        draft.invitations.push(InvitationRow {
            group: "g".to_owned(),
            person,
            by: random.one(people).clone(),
            day: first.plus(11 * at as i32 + random.below(11) as i32),
        });
    }
}

fn plan(random: &mut Random) -> Plan {
    let text = format!(
        "id = 'drawn'\nzone = 'UTC'\nstart = '{FIRST_DAY}'\nend = '{}'\nintervals = ['net_silent_share']\n\
         populations = ['active', 'active_without_staff', 'present', 'present_without_staff', 'roster', 'roster_without_staff']\n\
         [ties.explicit]\nrule = 'explicit'\n[ties.near]\nrule = 'adjacent'\nwithin = '5m'\nback = 2\n\
         [ties.either]\nrule = 'explicit_else_adjacent'\n[ties.lately]\nrule = 'recent'\nwithin = '90m'\nback = 5\n\
         [ties.thanks]\nrule = 'react'\n[ties.together]\nrule = 'coattend'\n[ties.talk]\nrule = 'exchange'\n[release]\ntier = 'T0'\n",
        day(FIRST_DAY).plus(DAYS),
    );
    let mut plan = Plan::from_toml(&text).expect("a plan");
    plan.step = *random.one(&[Span::days(7), Span::days(14), Span::days(28)]);
    plan.presence = *random.one(&[Span::days(28), Span::days(42), Span::days(84)]);
    plan.turn_gap = *random.one(&[Span::seconds(0), Span::seconds(120)]);
    plan.least_tied_turns = *random.one(&[0, 0, 4]);
    // The recomputation knows no names across sources.
    plan.least_linkage = 0.0;
    plan.least_explicit_share = *random.one(&[0.0, 0.0, 0.4]);
    plan
}
