//! A brief in words: as plain text that can be pasted into a chat, without a name; and as one page of HTML.

mod inviting;
mod page;
mod words;

pub use self::inviting::inviting_text;

use linli::brief::Brief;
use linli::release::Team;

use crate::Language;
use crate::html::one_line;

/// How names stand on a page for the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Naming {
    /// The first character, and stars: 李＊＊.
    #[default]
    Masked,
    /// As they are: for the one who has to call.
    Open,
}

/// The brief as plain text: short lines, no markup, no person's name in whatever tier. The same brief and language give the
/// same bytes.
pub fn brief_text(brief: &Brief, title: &str, language: Language) -> String {
    let parts = words::parts(brief, title);
    let said = |language: Language| {
        let mut out = String::new();
        for part in &parts {
            if let Some(head) = &part.head {
                out.push_str(&format!("【{}】\n", head.plain(language)));
            }
            for line in &part.lines {
                out.push_str(&one_line(&line.plain(language)));
                out.push('\n');
            }
            out.push('\n');
        }
        out.trim_end().to_owned() + "\n"
    };
    match language {
        Language::Both => format!("{}\n{}", said(Language::Zh), said(Language::En)),
        one => said(one),
    }
}

/// The brief as one HTML file for the team. Who is named stands at its end, masked unless asked otherwise.
pub fn brief_html(brief: &Brief, team: &Team<'_>, language: Language, naming: Naming) -> String {
    page::document(brief, team, language, naming)
}

impl Naming {
    /// A name as it stands: behind stars its first character stays.
    pub fn of(self, name: &str) -> String {
        match self {
            Self::Open => name.to_owned(),
            Self::Masked => name.chars().next().map(String::from).unwrap_or_default() + "＊＊",
        }
    }
}
