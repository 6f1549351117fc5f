//! What was understood of a study: files, groups, days, people, activities.

use std::collections::BTreeSet;

use linli::Study;
use linli::records::{
    ActivityOrigin, AttendanceStatus, DaySpan, GroupId, Known, Layer, Linkage, OrganizationId, PersonId, SourceKind,
};
use linli_io::Found;

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// How many files there are of each kind.
    pub files: Files,
    /// The first and the last day of anything recorded, the second exclusive.
    pub span: Option<DaySpan>,
    /// The groups.
    pub groups: Vec<GroupSeen>,
    /// Organizations with activities.
    pub organizations: Vec<OrganizationSeen>,
    /// The people.
    pub people: PeopleSeen,
    /// What offices wrote down.
    pub papers: PapersSeen,
}

/// How many rows there are of what offices write down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PapersSeen {
    /// Visits, calls and answers of coaches.
    pub coaching: usize,
    /// Applications.
    pub grants: usize,
    /// Payments.
    pub expenses: usize,
    /// Milestones.
    pub milestones: usize,
}

impl PapersSeen {
    /// The counts in the order of the tables.
    pub const fn counts(self) -> [usize; 4] {
        [self.coaching, self.grants, self.expenses, self.milestones]
    }
}

/// A kind of source of which a study has nothing: what rests on it is undefined, and the rest is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// No message.
    Chats,
    /// No list of names of an activity.
    Lists,
    /// No list of members.
    Members,
    /// No visit or call of a coach.
    Coaching,
    /// No application and no payment.
    Grants,
}

/// What became of the files, and of which kind those are that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Files {
    /// What became of everything that lies in the folder.
    pub found: Found,
    /// Chat exports that were read.
    pub chats: usize,
    /// Sign-in sheets that were read.
    pub sheets: usize,
    /// Member lists that were read.
    pub rosters: usize,
}

impl Files {
    /// What else was read: the plan and tables.
    pub const fn tables(self) -> usize {
        self.found.read.saturating_sub(self.chats + self.sheets + self.rosters)
    }
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSeen {
    /// Its name.
    pub name: String,
    /// Its layer.
    pub layer: Layer,
    /// Messages.
    pub messages: usize,
    /// The days its exports cover, as a whole.
    pub covers: Option<DaySpan>,
    /// People who spoke.
    pub writers: usize,
    /// People on its member lists; `None` where there is no list.
    pub listed: Option<usize>,
    /// Of those who write in a second-layer group, how many are known in a first-layer one.
    pub delegates: Option<Known>,
}

/// One organization with activities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationSeen {
    /// Its name.
    pub name: String,
    /// Activities.
    pub activities: usize,
    /// Activities with a list of names.
    pub named: usize,
    /// Activities with a number and no names.
    pub counted: usize,
    /// Different people who came.
    pub people: usize,
    /// How far the names on its sheets and in its chats are known to be the same people.
    pub linkage: Option<Linkage>,
    /// Whether that is enough for what joins them.
    pub is_linked: bool,
}

/// How many people were seen where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PeopleSeen {
    /// Anywhere.
    pub all: usize,
    /// Known as staff, by the plan or by a role.
    pub staff: usize,
    /// In a chat or on a member list.
    pub chats: usize,
    /// At an activity.
    pub activities: usize,
    /// In both.
    pub both: usize,
}

impl PeopleSeen {
    /// In neither: in tables only, or only spoken of in a chat.
    pub const fn elsewhere(self) -> usize {
        (self.all + self.both).saturating_sub(self.chats + self.activities)
    }
}

impl Understood {
    /// The kinds of source of which there is nothing.
    pub fn lacks(&self) -> Vec<Lack> {
        let papers = self.papers;
        let lacks = [
            (Lack::Chats, self.groups.iter().all(|group| group.messages == 0)),
            (Lack::Lists, self.organizations.iter().all(|organization| organization.named == 0)),
            (Lack::Members, self.groups.iter().all(|group| group.listed.is_none())),
            (Lack::Coaching, papers.coaching == 0),
            (Lack::Grants, papers.grants + papers.expenses == 0),
        ];
        lacks.into_iter().filter_map(|(lack, is_so)| is_so.then_some(lack)).collect()
    }

    /// What was understood of a study of these files.
    pub(super) fn of(study: &Study, found: Found) -> Self {
        let records = &study.records;
        // A file of several chats is one file.
        let of_kind = |kind: SourceKind| {
            let used = records.sources().iter().filter(|source| source.kind == kind && source.rows > 0);
            used.map(|source| &source.label).collect::<BTreeSet<_>>().len()
        };
        let files = Files {
            found,
            chats: of_kind(SourceKind::Chat),
            sheets: of_kind(SourceKind::Sheet),
            rosters: of_kind(SourceKind::Roster),
        };
        let staff = study.named_staff();
        let (mut in_chats, mut groups) = (BTreeSet::new(), Vec::new());
        for (at, group) in records.groups().iter().enumerate() {
            let id = GroupId::from_index(at);
            let writers = writers(study, id);
            let listed = listed(study, id);
            let covers = records.group_coverage(id);
            groups.push(GroupSeen {
                name: group.id.clone(),
                layer: group.layer,
                messages: records.messages(id).len(),
                covers: covers.first().zip(covers.last()).map(|(a, b)| DaySpan { start: a.start, end: b.end }),
                writers: writers.len(),
                listed: records.has_roster(id).then_some(listed.len()),
                delegates: (group.layer == Layer::Second).then(|| records.delegates_known(id, &staff)),
            });
            in_chats.extend(writers);
            in_chats.extend(listed);
        }
        let linkages = study.linkage();
        let (mut came, mut organizations) = (BTreeSet::new(), Vec::new());
        for (at, organization) in records.organizations().iter().enumerate() {
            let own = OrganizationId::from_index(at);
            let own_activities = &records.activities()[records.activities_of(own)];
            // What is only proposed is asked about, and not yet anybody's.
            let activities: Vec<_> =
                own_activities.iter().filter(|activity| activity.origin != ActivityOrigin::Proposed).collect();
            if activities.is_empty() {
                continue;
            }
            let people = attendees(study, own);
            let linkage = linkages.iter().find(|(at, _)| *at == own).map(|&(_, linkage)| linkage);
            let linkage = linkage.filter(|linkage| linkage.present.of > 0);
            organizations.push(OrganizationSeen {
                name: organization.id.clone(),
                activities: activities.len(),
                named: activities.iter().filter(|activity| activity.has_list).count(),
                counted: activities.iter().filter(|a| !a.has_list && a.headcount.is_some()).count(),
                people: people.len(),
                linkage,
                is_linked: linkage.is_none_or(|linkage| linkage.joins(study.plan.least_linkage)),
            });
            came.extend(people);
        }
        let people = PeopleSeen {
            all: records.people().len(),
            staff: known_staff(study),
            chats: in_chats.len(),
            activities: came.len(),
            both: in_chats.intersection(&came).count(),
        };
        let papers = PapersSeen {
            coaching: records.coaching().len(),
            grants: records.grants().len(),
            expenses: records.expenses().len(),
            milestones: records.milestones().len(),
        };
        Self { files, span: records.span(), groups, organizations, people, papers }
    }
}

/// How many people are known as staff.
fn known_staff(study: &Study) -> usize {
    let by_role = study.records.memberships().iter().filter(|m| m.role.is_staff()).map(|m| m.person);
    let named = (0..).zip(study.named_staff()).filter(|(_, named)| *named).map(|(at, _)| PersonId::from_index(at));
    by_role.chain(named).collect::<BTreeSet<_>>().len()
}

/// Everybody who spoke in a group.
fn writers(study: &Study, group: GroupId) -> BTreeSet<PersonId> {
    study.records.messages(group).iter().map(|message| message.author).collect()
}

/// Everybody on a member list of a group.
fn listed(study: &Study, group: GroupId) -> BTreeSet<PersonId> {
    let records = &study.records;
    let own = records.groups().get(group.index()).and_then(|group| group.organization);
    let spells = records.memberships().iter().filter(|m| m.listed && m.concerns(group, own, records.groups()));
    spells.map(|membership| membership.person).collect()
}

/// Everybody who came to an activity of an organization.
fn attendees(study: &Study, organization: OrganizationId) -> BTreeSet<PersonId> {
    let records = &study.records;
    let activities = records.activities_of(organization);
    let rows = activities.flat_map(|at| records.attendance_of(linli::records::ActivityId::from_index(at)));
    rows.filter(|row| row.status == AttendanceStatus::Present).map(|row| row.person).collect()
}
