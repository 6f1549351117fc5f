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

/// The language of `--help`: the one asked for beside it, or that of the terminal.
pub(crate) fn of_help() -> Tongue {
    spoken(asked(), None)
}

/// The language asked for on the command line, whatever else stands there.
pub(crate) fn asked() -> Option<Language> {
    let said: Vec<String> = std::env::args_os().map(|said| said.to_string_lossy().into_owned()).collect();
    let asked =
        said.iter().zip(said.iter().skip(1)).find(|(option, _)| *option == "--language").map(|(_, asked)| asked);
    let asked = asked.map(String::as_str).or_else(|| said.iter().find_map(|said| said.strip_prefix("--language=")));
    asked.and_then(|asked| Language::from_str(asked, true).ok())
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
