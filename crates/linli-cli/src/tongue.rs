//! In which language the binary speaks.

use clap::ValueEnum;
use linli::plan::{Language as Tongue, Tier};

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    Zh,
    En,
    Both,
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
            Language::Both => Self::Both,
        }
    }
}

/// Chinese or English: what was asked for, or the study's own language, or that of the terminal.
pub(crate) fn spoken(asked: Option<Language>, study: Option<Tongue>) -> Tongue {
    match asked.map(Tongue::from).or(study) {
        Some(tongue @ (Tongue::Zh | Tongue::En)) => tongue,
        _ if of_terminal().starts_with("zh") => Tongue::Zh,
        _ => Tongue::En,
    }
}

/// The terminal's language as the environment says it; the first that is set holds.
fn of_terminal() -> String {
    let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(set);
    name.and_then(|name| std::env::var(name).ok()).unwrap_or_default()
}

/// The language asked for, or the study's own.
pub(crate) fn language_of(asked: Option<Language>, study: &linli::Study) -> linli_report::Language {
    match asked.map_or(study.plan.language, Tongue::from) {
        Tongue::Zh => linli_report::Language::Zh,
        Tongue::En => linli_report::Language::En,
        Tongue::Both => linli_report::Language::Both,
    }
}

/// The mark of a tier.
pub(crate) const fn mark(tier: Tier, tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Zh => tier.mark_zh(),
        _ => tier.mark(),
    }
}
