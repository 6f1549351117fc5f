//! Who `我` is: formats write it for whoever exported the file.
//!
//! A coach with one phone says it once, `me = "小林老师"` in study.toml; a file from somebody else's phone has its own word
//! under `[sources."…"]`. Where nothing is said, a chat's `我` is asked for as soon as it could be somebody the study
//! knows: her turns would be taken for a resident's, and the share of staff would be wrong without a trace. In a folder
//! with one chat and nothing else nobody else is known, and `我` is one unknown person. The `我` of a sheet is whoever
//! wrote the sheet: nobody can tell, so it is one unknown person of that file.

use std::collections::BTreeMap;

use linli::{Error, Location, Plan, refusal};

use crate::identity::spelling;

/// What the plan says of exporters, file by file.
#[derive(Default)]
pub(crate) struct Exporters {
    usual: Option<String>,
    by_file: BTreeMap<String, String>,
    knows_others: bool,
}

impl Exporters {
    /// What the plan says; `knows_others` where the folder shows more people than those of one chat.
    pub(crate) fn of(plan: &Plan, evidence: Evidence) -> Self {
        let spelt = |name: &String| spelling(name).into_owned();
        let by_file = plan.sources.iter().filter_map(|(file, choice)| Some((file.clone(), spelt(choice.me.as_ref()?))));
        Self {
            usual: plan.me.as_ref().map(spelt),
            by_file: by_file.collect(),
            knows_others: evidence.chats > 1 || evidence.lists > 0 || !plan.staff.is_empty(),
        }
    }

    /// The name of whoever exported or wrote a file, if anybody said it. What holds for all chats says nothing of sheets.
    pub(crate) fn told(&self, place: &Location) -> Option<&str> {
        let file = place.file.as_deref()?;
        let name = file.rsplit('/').next().unwrap_or(file);
        let own = self.by_file.get(file).or_else(|| self.by_file.get(name));
        let usual = self.usual.as_ref().filter(|_| file.starts_with("chats/"));
        own.or(usual).map(String::as_str)
    }

    /// Asks who exported a file, unless nobody else is known anyway.
    pub(crate) fn ask(&self, place: &Location) -> Result<(), Error> {
        if !self.knows_others {
            return Ok(());
        }
        let file = place.file.as_deref().unwrap_or_default();
        Err(Error::refused(
            &refusal::WHO_IS_ME,
            "the file writes `我` for whoever exported it, and does not say who that is",
        )
        .at(place.clone())
        .with_hint(format!(
            "write me = \"小林老师\" in study.toml, or for this file alone: [sources.\"{file}\"] me = \"…\""
        )))
    }
}

/// What else a folder shows of people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// How many chat files there are.
    pub(crate) chats: usize,
    /// How many member lists and sheets.
    pub(crate) lists: usize,
}

crate::redacted!(Exporters);
