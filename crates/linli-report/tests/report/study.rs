//! Invented studies: small enough to count by hand, or as large as the size limit speaks of.

use linli::diagnostic::{self, Diagnostics};
use linli::plan::Tier;
use linli::records::{
    Activity, ActivityOrigin, Attendance, AttendanceStatus, Bounds, Cues, DaySpan, Field, Fields, Flags, GroupId, How,
    Layer, Membership, MessageDraft, MessageKind, OrganizationId, PersonId, PseudonymKey, Role, Source, SourceKind,
    Status, Target,
};
use linli::time::{Day, Zone};
use linli::{Location, Outcome, Plan, RecordsBuilder, Study, study};

/// The names of a study; they sort in this order whatever they are.
pub(crate) struct Names {
    pub(crate) title: &'static str,
    pub(crate) groups: [&'static str; 2],
    pub(crate) organizations: [&'static str; 2],
    pub(crate) people: [&'static str; 5],
    pub(crate) titles: [&'static str; 3],
    pub(crate) kind: &'static str,
    pub(crate) source: &'static str,
    pub(crate) ties: &'static str,
}

pub(crate) const PLAIN: Names = Names {
    title: "大栅栏 Dashilar, invented",
    groups: ["1 布工坊群", "2 第二层群"],
    organizations: ["1 布工坊", "2 合唱队"],
    people: ["1 王阿姨", "2 李叔", "3 小林老师", "4 赵姐", "5 孙婶"],
    titles: ["剪纸开张", "剪纸第二次", "合唱"],
    kind: "剪纸",
    source: "chats/布工坊群.txt",
    ties: "explicit",
};

/// What a nickname can be. Each sorts as its plain counterpart does.
pub(crate) const HOSTILE: Names = Names {
    title: "<img src=x onerror=alert(1)>{{7*7}}&#x3c;script&#x3e;",
    groups: ["1 <script>alert(1)</script>", "2 \" onmouseover=\"alert(1)"],
    organizations: ["1 ]]><svg onload=alert(1)>", "2 ' onfocus='alert(1)\u{202e}gpj.exe"],
    people: ["1 <b>", "2 &lt;i&gt;", "3 </style><script>", "4 javascript:alert(1)", "5 \u{0}\u{1b}[31m"],
    titles: ["</title></svg><script>x</script>", "<!-- --><math><mi//xlink:href=\"data:x,y\">", "\u{2067}<a href=//x>"],
    kind: "</td></table><iframe srcdoc=x>",
    source: "../\"><meta http-equiv=refresh content=0;url=//x>.txt",
    ties: "explicit\"><plaintext>",
};

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Six weeks of one workshop and of a second-layer group, and a choir with one sheet.
///
/// The workshop's chat is covered but for its third and fourth week; the second layer has one week.
pub(crate) struct Tiny {
    builder: RecordsBuilder,
    groups: [GroupId; 2],
    organizations: [OrganizationId; 2],
    people: Vec<PersonId>,
    order: u64,
}

/// Who came, as far as it was written down.
#[derive(Clone, Copy)]
enum Came {
    /// A list of names, and whether there were gifts.
    Listed(&'static [usize], bool),
    Counted(u32),
    Unknown,
}

const START: &str = "2017-03-06";

impl Tiny {
    pub(crate) fn new(names: &Names) -> Self {
        let mut builder = RecordsBuilder::new();
        let groups = names.groups.map(|name| builder.group(name));
        let organizations = names.organizations.map(|name| builder.organization(name));
        let people = names.people.iter().map(|name| builder.person(name).unwrap()).collect();
        builder.group_mut(groups[0]).organization = Some(organizations[0]);
        builder.group_mut(groups[1]).layer = Layer::Second;
        Self { builder, groups, organizations, people, order: 0 }
    }

    fn says(&mut self, group: usize, days: i32, person: usize, to: Option<usize>) {
        self.order += 1;
        let noon = Zone::named("Asia/Shanghai")
            .unwrap()
            .midnight(day(START).plus(days))
            .plus(1_000_000 * 60 * self.order as i64);
        let targets: Vec<Target> = to.iter().map(|&at| Target { person: self.people[at], how: How::Mention }).collect();
        let draft = MessageDraft {
            time: noon,
            author: self.people[person],
            kind: MessageKind::Text,
            length: 5,
            flags: Flags::NONE,
            cues: Cues::NONE,
            order: self.order,
            id: None,
            reply_to: None,
            targets: &targets,
        };
        self.builder.message(self.groups[group], draft).unwrap();
    }

    fn source(
        &mut self,
        label: &str,
        kind: SourceKind,
        groups: &[usize],
        organizations: &[usize],
        covers: &[[i32; 2]],
    ) {
        let at = |days: i32| day(START).plus(days);
        self.builder.source(Source {
            label: label.to_owned(),
            kind,
            format: "invented",
            groups: groups.iter().map(|&g| self.groups[g]).collect(),
            organizations: organizations.iter().map(|&o| self.organizations[o]).collect(),
            covers: covers.iter().map(|&[start, end]| DaySpan { start: at(start), end: at(end) }).collect(),
            exported_on: None,
            fields: match kind {
                SourceKind::Chat => Fields::of(&[Field::Mention, Field::Reply, Field::Kind]),
                _ => Fields::of(&[Field::Attendance]),
            },
            rows: 7,
        });
    }

    fn holds(&mut self, organization: usize, days: i32, title: &str, kind: &str, came: Came) {
        let day = day(START).plus(days);
        let list = if let Came::Listed(people, _) = came { Some(people) } else { None };
        let activity = self.builder.activity(Activity {
            id: format!("{day} {title}"),
            organization: self.organizations[organization],
            title: title.to_owned(),
            kind: Some(kind.to_owned()),
            day,
            start: Zone::named("Asia/Shanghai").unwrap().midnight(day),
            venue: None,
            headcount: if let Came::Counted(count) = came { Some(count) } else { None },
            incentive: if let Came::Listed(_, gifts) = came { Some(gifts) } else { None },
            guests: None,
            initiated_by: None,
            serves: None,
            origin: ActivityOrigin::Recorded,
            has_list: list.is_some(),
            partners: None,
        });
        for &person in list.unwrap_or_default() {
            let (person, status) = (self.people[person], AttendanceStatus::Present);
            self.builder.attendance(Attendance { activity, person, part: None, status }).unwrap();
        }
    }

    /// `third` is the role of the third of the four who are on the list.
    fn fill(&mut self, names: &Names, third: Role) {
        for at in 0..4 {
            let role = if at == 2 { third } else { Role::Member };
            self.builder.membership(Membership {
                group: Some(self.groups[0]),
                organization: None,
                person: self.people[at],
                role,
                status: Status::Present,
                start: Bounds::UNKNOWN,
                end: Bounds::UNKNOWN,
                listed: true,
                reason: None,
            });
        }
        // Weeks 1, 2, 5 and 6: 0 and 1 talk to each other, staff (2) answers 0; 3 never speaks.
        for week in [0, 1, 4, 5] {
            self.says(0, 7 * week, 0, Some(1));
            self.says(0, 7 * week, 1, Some(0));
            self.says(0, 7 * week + 1, 2, Some(0));
            self.says(0, 7 * week + 2, 0, None);
        }
        // A pair that is tied in the first week only.
        self.says(0, 3, 1, Some(2));
        self.says(1, 3, 0, None);
        self.source(names.source, SourceKind::Chat, &[0], &[0], &[[0, 14], [28, 42]]);
        self.source("zz", SourceKind::Chat, &[1], &[], &[[0, 7]]);
        self.source("sheets", SourceKind::Sheet, &[], &[1], &[[9, 31]]);
        self.holds(0, 2, names.titles[0], names.kind, Came::Listed(&[0, 1, 3, 4], true));
        self.holds(0, 9, names.titles[1], names.kind, Came::Listed(&[0, 1], false));
        self.holds(0, 30, names.titles[1], names.kind, Came::Unknown);
        // Thirty at the first rehearsal, five at a middling one after it: a finding.
        self.holds(1, 9, names.titles[2], names.titles[2], Came::Counted(30));
        for (days, count) in [(16, 5), (23, 4), (30, 6)] {
            self.holds(1, days, names.titles[2], names.titles[2], Came::Counted(count));
        }
    }
}

pub(crate) fn plan(names: &Names) -> Plan {
    let text = format!(
        "id = 'invented'\nzone = 'Asia/Shanghai'\nwindow = '14d'\nstep = '7d'\npresence = '14d'\nleast_tied_turns = 4\n[release]\ntier = 'T0'\n[ties.{:?}]\nrule = 'explicit'\n[ties.talk]\nrule = 'adjacent'\nwithin = '30m'\n",
        names.ties
    );
    Plan { title: names.title.to_owned(), staff: vec![names.people[2].to_owned()], ..Plan::from_toml(&text).unwrap() }
}

/// The outcome of the tiny study; with a key where pseudonyms are asked for.
pub(crate) fn tiny(names: &Names, key: Option<&PseudonymKey>) -> Outcome {
    let mut tiny = Tiny::new(names);
    tiny.fill(names, Role::SocialWorker);
    let (records, mut diagnostics) = tiny.builder.finish(key.map(|key| (key, "invented"))).unwrap();
    diagnostics.push(&diagnostic::BAD_ROW, Location::line("x.csv", 3), "three fields, five expected");
    Study::new(records, plan(names), diagnostics).run(&mut study::quietly).unwrap()
}

/// The same, where neither the plan nor a role says who is staff.
pub(crate) fn tiny_without_staff(names: &Names) -> Outcome {
    let mut tiny = Tiny::new(names);
    tiny.fill(names, Role::Member);
    let (records, diagnostics) = tiny.builder.finish(None).unwrap();
    let plan = Plan { staff: Vec::new(), ..plan(names) };
    Study::new(records, plan, diagnostics).run(&mut study::quietly).unwrap()
}

/// A street of 24 workshops, each with 25 people, two years and an activity a week.
pub(crate) fn street() -> Outcome {
    let mut builder = RecordsBuilder::new();
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let start = day("2015-01-05");
    let weeks = 103;
    let mut order = 0;
    for at in 0..24 {
        let group = builder.group(&format!("群 {at:02}"));
        let organization = builder.organization(&format!("组织 {at:02}"));
        builder.group_mut(group).organization = Some(organization);
        let people: Vec<PersonId> = (0..25).map(|p| builder.person(&format!("{at:02} {p:02}")).unwrap()).collect();
        for (p, &person) in people.iter().enumerate() {
            let role = if p == 0 { Role::Coach } else { Role::Member };
            let (start, end) = (Bounds::UNKNOWN, Bounds::UNKNOWN);
            let (group, organization, status) = (Some(group), None, Status::Present);
            builder.membership(Membership {
                group,
                organization,
                person,
                role,
                status,
                start,
                end,
                listed: true,
                reason: None,
            });
        }
        for week in 0..weeks {
            for turn in 0..30 - (week * (at + 1)) % 7 {
                order += 1;
                // A walk over the people that differs by group and week.
                let of = |salt: i32| people[((week * (at + 3) + turn * turn + salt) % 25) as usize];
                let target = Target { person: of(turn * 7 + 1), how: How::Mention };
                let draft = MessageDraft {
                    time: zone.midnight(start.plus(7 * week + turn % 7)).plus(60_000_000 * i64::from(turn + 480)),
                    author: of(0),
                    kind: MessageKind::Text,
                    length: 9,
                    flags: Flags::NONE,
                    cues: Cues::NONE,
                    order,
                    id: None,
                    reply_to: None,
                    targets: if turn % 2 == 0 { &[target] } else { &[] },
                };
                builder.message(group, draft).unwrap();
            }
            let held = start.plus(7 * week + 2);
            let activity = builder.activity(Activity {
                id: format!("{held}"),
                organization,
                title: format!("剪纸 第{week}次"),
                kind: Some("剪纸".to_owned()),
                day: held,
                start: zone.midnight(held),
                venue: None,
                headcount: None,
                incentive: Some(week % 10 == 0),
                guests: None,
                initiated_by: None,
                serves: None,
                origin: ActivityOrigin::Recorded,
                has_list: week / 8 % 3 != 0,
                partners: None,
            });
            for p in 0..(week / 8 % 3) * 5 {
                let person = people[((p + week) % 25) as usize];
                builder
                    .attendance(Attendance { activity, person, part: None, status: AttendanceStatus::Present })
                    .unwrap();
            }
        }
        builder.source(Source {
            label: format!("chats/{at:02}.txt"),
            kind: SourceKind::Chat,
            format: "invented",
            groups: vec![group],
            organizations: vec![organization],
            covers: vec![DaySpan { start, end: start.plus(7 * (weeks - 4 * (at % 3))) }],
            exported_on: None,
            fields: Fields::of(&[Field::Mention]),
            rows: 3_090,
        });
    }
    let (records, _) = builder.finish(None).unwrap();
    let mut plan = Plan { id: "street".to_owned(), ..Plan::default() };
    plan.release.tier = Tier::T0;
    Study::new(records, plan, Diagnostics::new()).run(&mut study::quietly).unwrap()
}
