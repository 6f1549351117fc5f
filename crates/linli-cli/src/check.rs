use std::fmt;

use linli::diagnostic::Diagnostics;
use linli::records::{GroupId, Known, Layer, SourceKind};
use linli::{Error, Study};
use linli_io::Opened;

use crate::RunOptions;

/// How a study is checked.
pub type CheckOptions = RunOptions;

/// What a check found; prints as the text `linli check` shows.
#[derive(Debug)]
pub struct Checked {
    /// The study.
    pub study: Study,
    /// Everything odd.
    pub diagnostics: Diagnostics,
    /// At most how many cells a run computes.
    pub cells: u64,
    /// What the next hour of typing would buy.
    pub next: Vec<String>,
}

/// Checks an opened study: what is there, what is odd, how large a run would be, and what to type next.
pub fn check(opened: &Opened) -> Result<Checked, Error> {
    let study = opened.study.clone();
    Ok(Checked { diagnostics: study.remarks()?, cells: study.cells()?, next: next(&study), study })
}

/// What the next hour of typing would buy, the cheapest first.
fn next(study: &Study) -> Vec<String> {
    let records = &study.records;
    let mut next = Vec::new();
    if study.plan.staff.is_empty()
        && records.memberships().iter().all(|m| !m.role.is_staff())
        && records.message_count() > 0
    {
        next.push("name the staff in study.toml (`staff = [\"…\"]`) → the share of turns that is theirs, and every value without them".to_owned());
    }
    for (at, group) in records.groups().iter().enumerate() {
        let id = GroupId::from_index(at);
        if group.layer == Layer::First && !records.has_roster(id) {
            next.push(format!("copy the member screen of `{0}` into rosters/{0} <date>.txt, one name a line → its silent share and roster density", group.id));
        }
    }
    for (at, organization) in records.organizations().iter().enumerate() {
        let range = records.activities_of(linli::records::OrganizationId::from_index(at));
        let missing = records.activities()[range.clone()].iter().filter(|a| !a.has_list).count();
        if missing > 0 {
            next.push(format!("retype the {missing} missing sheets of `{}` → who came, who returns", organization.id));
        } else if range.is_empty() {
            next.push(format!(
                "retype one sign-in sheet of `{0}` into sheets/{0}/<date title>.csv → attendance and return",
                organization.id
            ));
        }
    }
    next
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = &self.study.records;
        writeln!(
            f,
            "study {} · {} · tier {}",
            self.study.plan.id,
            self.study.plan.zone,
            self.study.plan.release.tier.mark()
        )?;
        writeln!(
            f,
            "{} organizations, {} groups, {} people, {} messages, {} activities, {} attendances",
            records.organizations().len(),
            records.groups().len(),
            records.people().len(),
            records.message_count(),
            records.activities().len(),
            records.attendance().len()
        )?;
        writeln!(f, "\nsources")?;
        for source in records.sources() {
            let covers: Vec<String> =
                source.covers.iter().map(|s| format!("{} to {}", s.start, s.end.plus(-1))).collect();
            let fields: Vec<&str> = source.fields.iter().map(|field| field.id()).collect();
            let unit = if source.kind == SourceKind::Chat { "messages" } else { "rows" };
            writeln!(
                f,
                "  {} · {} · {} {unit} · {} · records {}",
                source.label,
                source.format,
                source.rows,
                if covers.is_empty() { "covers no day".to_owned() } else { covers.join(", ") },
                if fields.is_empty() { "nothing more".to_owned() } else { fields.join(", ") }
            )?;
        }
        linkage(&self.study, f)?;
        writeln!(f, "\nodd")?;
        if self.diagnostics.is_empty() {
            writeln!(f, "  nothing")?;
        }
        for (code, count, samples) in self.diagnostics.iter() {
            writeln!(f, "  {} × {count}: {}", code.id, code.meaning)?;
            for sample in samples.iter().take(3) {
                let place = sample.location.to_string();
                let colon = if place.is_empty() { "" } else { ": " };
                writeln!(f, "    {place}{colon}{}", sample.detail)?;
            }
            writeln!(f, "    → {}", code.remedy)?;
        }
        writeln!(f, "\na run computes at most {} cells", self.cells)?;
        if !self.next.is_empty() {
            writeln!(f, "\nwhat the next hour of typing would buy")?;
            for line in &self.next {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}

/// How far the names of sheets and chats are known to be the same people.
fn linkage(study: &Study, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (records, least) = (&study.records, study.plan.least_linkage);
    let organizations: Vec<_> = study.linkage().into_iter().filter(|(_, linkage)| linkage.present.of > 0).collect();
    let staff = study.named_staff();
    let layers = (0..records.groups().len()).map(GroupId::from_index);
    let second: Vec<GroupId> = layers.filter(|at| records.groups()[at.index()].layer == Layer::Second).collect();
    if organizations.is_empty() && second.is_empty() {
        return Ok(());
    }
    let falls_short = |reaches: bool| if reaches { "" } else { " · too few: what joins them is not_linked" };
    writeln!(f, "\nnames known across sources (at least {least} for what joins them)")?;
    for (at, linkage) in organizations {
        writeln!(
            f,
            "  {} · of {} on sheets {} known in chat or member list · of {} there {} known on sheets{}",
            records.organizations()[at.index()].id,
            linkage.attended.of,
            linkage.attended.known,
            linkage.present.of,
            linkage.present.known,
            falls_short(linkage.joins(least))
        )?;
    }
    for group in second {
        let Known { known, of } = records.delegates_known(group, &staff);
        let reaches = Known { known, of }.reaches(least);
        let id = &records.groups()[group.index()].id;
        writeln!(f, "  {id} · of {of} who write {known} known in a first-layer group{}", falls_short(reaches))?;
    }
    Ok(())
}
