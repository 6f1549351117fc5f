//! The study while it is being read: what sources say goes through here into the records.

use std::borrow::Cow;
use std::collections::BTreeSet;

use linli::diagnostic::{self, DiagnosticCode, Diagnostics};
use linli::records::{
    Bounds, GroupId, Layer, Membership, OrganizationId, PersonId, Records, RecordsBuilder, Role, Status,
};
use linli::time::Zone;
use linli::{Error, Location, Plan};

use crate::chat::RawMessage;
use crate::discover::Occasion;
use crate::exporter::Exporters;
use crate::identity::decision::Decisions;
use crate::identity::{
    Cleaned, Identity, LONGEST_NAME, Seen, clean_name, is_identifier, is_oneself, is_service, is_service_account,
    is_system, is_system_account, spelling,
};

/// Names that were remarked on, each once, by the code of the remark.
pub(crate) type Remarked = BTreeSet<(&'static str, String)>;

/// Records in the making, with what readers need beside them.
pub(crate) struct Draft {
    pub(crate) builder: RecordsBuilder,
    pub(crate) odd: Diagnostics,
    pub(crate) zone: Zone,
    pub(crate) who: Identity,
    /// Who `我` is.
    pub(crate) exporters: Exporters,
    /// What chats tell of, by group.
    pub(crate) occasions: Vec<(GroupId, Occasion)>,
    pub(crate) remarked: Remarked,
    /// Organizations that organizations.csv lists; empty where there is no such table.
    listed: BTreeSet<String>,
    staff: BTreeSet<PersonId>,
    staff_seen: BTreeSet<String>,
}

impl Draft {
    pub(crate) fn new(zone: Zone, who: Identity, odd: Diagnostics) -> Self {
        Self {
            builder: RecordsBuilder::new(),
            odd,
            zone,
            who,
            exporters: Exporters::default(),
            occasions: Vec::new(),
            remarked: BTreeSet::new(),
            listed: BTreeSet::new(),
            staff: BTreeSet::new(),
            staff_seen: BTreeSet::new(),
        }
    }

    /// An organization that organizations.csv lists.
    pub(crate) fn list_organization(&mut self, name: &str) -> OrganizationId {
        self.listed.insert(name.to_owned());
        self.builder.organization(name)
    }

    /// An organization that something else names.
    pub(crate) fn organization(&mut self, name: &str, location: &Location) -> OrganizationId {
        if !self.listed.is_empty() && !self.listed.contains(name) {
            self.odd.push(
                &diagnostic::UNKNOWN_NAME,
                location.clone(),
                (format!("organizations.csv does not list `{name}`"), format!("organizations.csv 里没有“{name}”")),
            );
        }
        self.builder.organization(name)
    }

    /// The scope of the names in a group: its organization, or the group itself on the second layer.
    pub(crate) fn scope_of_group(&mut self, group: GroupId) -> String {
        let row = self.builder.group_mut(group);
        let (own, layer, organization) = (row.id.clone(), row.layer, row.organization);
        match (layer, organization) {
            (Layer::First, Some(organization)) => self.builder.organization_mut(organization).id.clone(),
            _ => own,
        }
    }

    /// A name as it is kept; what cannot be a name is named and left out, and what is a strange one is named and kept.
    pub(crate) fn name<'n>(&mut self, name: &'n str, location: &Location) -> Option<Cow<'n, str>> {
        let name = match clean_name(name) {
            Cleaned::Name(name) => name,
            Cleaned::Cut(name) => {
                self.odd.push(&diagnostic::LONG_NAME, location.clone(), format!("more than {LONGEST_NAME} bytes"));
                name
            }
            Cleaned::Empty => {
                self.odd.push(&diagnostic::EMPTY_NAME, location.clone(), "the name is empty or invisible");
                return None;
            }
        };
        if is_system(&name) {
            self.odd.push(&diagnostic::SYSTEM_NAME, location.clone(), "it is no person");
            return None;
        }
        if is_identifier(&name) {
            self.remark(&diagnostic::IDENTIFIER_NAME, &name, location, "a number or an account's id");
        } else if is_service(&name) {
            self.remark(&diagnostic::SERVICE_NAME, &name, location, "called as programs are");
        }
        Some(name)
    }

    /// An account's id as it is kept; one longer than any name is named and left out.
    pub(crate) fn id<'n>(&mut self, id: Option<&'n str>, location: &Location) -> Option<&'n str> {
        if id.is_some_and(|id| id.len() > LONGEST_NAME) {
            let detail = (
                format!("an id of more than {LONGEST_NAME} bytes is left out"),
                format!("编号超过{LONGEST_NAME}个字节，没有用"),
            );
            self.odd.push(&diagnostic::LONG_NAME, location.clone(), detail);
            return None;
        }
        id
    }

    /// The name of a message's writer as it is kept, with the exporter's own in place of `我`; `None` where the message is
    /// nobody's.
    pub(crate) fn writer<'m>(
        &mut self,
        message: &RawMessage<'m>,
        location: &Location,
    ) -> Result<Option<Cow<'m, str>>, Error> {
        // What the system says of nobody is no event of a person.
        if !message.kind.is_turn() && (clean_name(message.author) == Cleaned::Empty || is_system(message.author.trim()))
        {
            return Ok(None);
        }
        if message.author_id.is_some_and(is_system_account) {
            if message.kind.is_turn() {
                self.odd.push(&diagnostic::SYSTEM_NAME, location.clone(), "the account is the program's own");
            }
            return Ok(None);
        }
        let Some(name) = self.name(message.author, location) else { return Ok(None) };
        if message.author_id.is_some_and(is_service_account) {
            self.remark(&diagnostic::SERVICE_NAME, &name, location, "the account is a service's");
        }
        if !is_oneself(&name) {
            return Ok(Some(name));
        }
        if let Some(told) = self.exporters.told(location) {
            return Ok(Some(Cow::Owned(told.to_owned())));
        }
        // An id says who it is; only the name is missing.
        if message.author_id.is_none() {
            self.exporters.ask(location)?;
        }
        Ok(Some(name))
    }

    /// The name of somebody a message speaks of, as it is kept; `None` where it is nobody's.
    pub(crate) fn party<'n>(&self, name: &'n str, location: &Location) -> Option<Cow<'n, str>> {
        match clean_name(name) {
            Cleaned::Name(name) if is_oneself(&name) => {
                Some(self.exporters.told(location).map_or(name, |told| Cow::Owned(told.to_owned())))
            }
            Cleaned::Name(name) if !is_system(&name) => Some(name),
            Cleaned::Name(_) | Cleaned::Cut(_) | Cleaned::Empty => None,
        }
    }

    /// Says once of a name what is odd about it.
    fn remark(&mut self, code: &'static DiagnosticCode, name: &str, location: &Location, detail: &str) {
        if self.remarked.insert((code.id, name.to_owned())) {
            self.odd.push(code, location.clone(), detail);
        }
    }

    /// The person a name means where it was read, if it is a name.
    pub(crate) fn person(
        &mut self,
        name: &str,
        scope: Option<&str>,
        group: Option<&str>,
        location: &Location,
    ) -> Result<Option<PersonId>, Error> {
        let Some(mut name) = self.name(name, location) else { return Ok(None) };
        let seen = Seen { scope, group, location };
        if is_oneself(&name) {
            let Some(told) = self.exporters.told(location) else {
                let file = location.file.clone().unwrap_or_default();
                self.remark(&diagnostic::UNNAMED_EXPORTER, &file, location, "`我` stands for a name");
                let id = self.who.oneself(&name, seen);
                return self.admit(&id, &name).map(Some);
            };
            name = Cow::Owned(told.to_owned());
        }
        if self.who.is_shared(&name, scope) {
            let place = format!("{}/{name}", scope.unwrap_or_default());
            self.remark(&diagnostic::SHARED_NAME, &place, location, "two accounts were shown under it");
        }
        let id = self.who.resolve(&name, seen)?;
        self.admit(&id, &name).map(Some)
    }

    /// The person behind a platform's id, shown under a clean name.
    pub(crate) fn platform_person(&mut self, platform_id: &str, name: &str, seen: Seen<'_>) -> Result<PersonId, Error> {
        let id = self.who.resolve_platform(platform_id, name, seen)?;
        if is_oneself(name) { self.builder.person(&id) } else { self.admit(&id, name) }
    }

    /// Somebody met before under this name.
    pub(crate) fn known_person(
        &mut self,
        name: &str,
        scope: Option<&str>,
        location: &Location,
    ) -> Result<Option<PersonId>, Error> {
        let Some(name) = self.name(name, location) else { return Ok(None) };
        let id = self.who.known(&name, Seen { scope, group: None, location })?;
        Ok(id.and_then(|id| self.builder.known_person(&id)))
    }

    fn admit(&mut self, id: &str, name: &str) -> Result<PersonId, Error> {
        let person = self.builder.person(id)?;
        self.builder.name_person(person, name);
        if self.who.is_staff(name) {
            self.staff.insert(person);
            self.staff_seen.insert(name.to_owned());
        }
        Ok(person)
    }

    /// Tells the people of whom a table says who they are from those who are a name in some source.
    fn mark_names(&mut self) {
        for id in self.who.names_alone() {
            if let Some(person) = self.builder.known_person(&id) {
                self.builder.known_by_name_alone(person);
            }
        }
    }

    /// Gives the staff of the plan their role.
    fn settle_staff(&mut self, plan: &Plan) -> Result<(), Error> {
        let place = Location::file("study.toml");
        for name in &plan.staff {
            let name = spelling(name);
            if self.staff_seen.contains(&*name) {
                continue;
            }
            // Whom no source shows at all, `Study::remarks` says.
            if self.who.is_global(&name) {
                self.person(&name, None, None, &place)?;
            }
        }
        for &person in &self.staff {
            self.builder.membership(Membership {
                group: None,
                organization: None,
                person,
                role: Role::Coach,
                status: Status::Present,
                start: Bounds::UNKNOWN,
                end: Bounds::UNKNOWN,
                listed: false,
                reason: None,
            });
        }
        Ok(())
    }

    /// Names decisions about somebody whom no source showed.
    pub(crate) fn name_unmet(&mut self, decisions: &Decisions) {
        for (pair, at) in decisions.pairs() {
            if ![&pair.one, &pair.other].iter().all(|id| self.who.met().contains_key(*id)) {
                self.odd.push(&diagnostic::UNKNOWN_DECISION, at.clone(), "nobody has this id now");
            }
        }
    }

    /// The records, once every source was read.
    pub(crate) fn finish(
        mut self,
        plan: &Plan,
        key: &linli::records::PseudonymKey,
    ) -> Result<(Records, Diagnostics, Identity), Error> {
        self.settle_staff(plan)?;
        self.mark_names();
        let (records, found) = self.builder.finish(Some((key, &plan.id)))?;
        self.odd.absorb(found);
        Ok((records, self.odd, self.who))
    }
}

crate::redacted!(Draft);
