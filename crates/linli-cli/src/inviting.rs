use std::collections::BTreeSet;

use linli::Error;
use linli::time::Day;
use linli_io::Opened;
use linli_report::{Language, Naming};

use crate::brief::next_monday;

/// Of which group it is asked who could invite whom, and how that is told.
#[derive(Debug, Clone, Default)]
pub struct InvitingOptions {
    /// The group, by its name.
    pub group: String,
    /// The first day after the last that is looked at; the Monday after the last record where it is not said.
    pub as_of: Option<Day>,
    /// Whether names stand as they are.
    pub naming: Naming,
    /// In which language.
    pub language: Language,
}

/// Who could invite whom. Its Debug shows no name.
#[derive(Clone)]
pub struct Invited {
    /// In words, for the team alone.
    pub text: String,
    /// The day it was asked for.
    pub as_of: Day,
    /// How many people it names.
    pub names: usize,
}

impl std::fmt::Debug for Invited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { as_of, names, .. } = self;
        f.debug_struct("Invited").field("as_of", as_of).field("names", names).finish_non_exhaustive()
    }
}

/// Says for everybody of a group who is at the margin or was not seen for four weeks, and who agreed to it, who could invite
/// them, why, and to what. As a brief it is for the team alone, whatever the plan releases.
///
/// # Errors
/// A plan of another purpose than coaching, or a group that is not known.
pub fn inviting(opened: &Opened, options: &InvitingOptions) -> Result<Invited, Error> {
    let as_of = options.as_of.unwrap_or_else(|| next_monday(&opened.study));
    let study = opened.study.up_to(as_of);
    let list = study.inviting(&options.group, as_of)?;
    let people: BTreeSet<_> =
        list.iter().flat_map(|one| one.by.iter().map(|by| by.person).chain([one.person])).collect();
    let (labels, InvitingOptions { group, naming, language, .. }) = (study.person_labels()?, options);
    let text = linli_report::inviting_text(&list, &labels, group, as_of, *language, *naming);
    Ok(Invited { text, as_of, names: people.len() })
}
