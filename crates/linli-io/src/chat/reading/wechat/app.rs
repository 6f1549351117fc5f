//! App messages (type 49): quotes, sign-up lists, pats, links. Of forwarded chats nothing inside is read, of money no
//! amount.

use linli::records::MessageKind as Kind;

use super::sign_up::{self, List};
use super::{types, xml};

/// What an app message says.
#[derive(Default)]
pub(super) struct App {
    /// Its kind, where it says so itself.
    pub(super) kind: Option<Kind>,
    pub(super) title: String,
    /// The text of an announcement.
    pub(super) announced: String,
    pub(super) quote: Option<Quote>,
    pub(super) list: Option<List>,
    pub(super) pats: Vec<Pat>,
}

/// What it answers.
#[derive(Default)]
pub(super) struct Quote {
    /// The server's id of the message.
    pub(super) id: Option<String>,
    /// The id of its author.
    pub(super) author: Option<String>,
    /// The name of its author, as the writer saw it.
    pub(super) name: Option<String>,
}

/// Somebody patted somebody.
#[derive(Default)]
pub(super) struct Pat {
    pub(super) by: String,
    pub(super) whom: String,
}

/// More pats than anybody gives in one go; WeChat gathers them in one message.
const MOST_PATS: usize = 1000;

/// Reads the XML of an app message; None where it is something else.
pub(super) fn read(document: &str) -> Option<App> {
    let mut app = App::default();
    let (mut found, mut solitaire, mut pat) = (false, String::new(), Pat::default());
    xml::walk(document, |place, text| {
        let Some(place) = place.strip_prefix("msg/appmsg") else { return };
        found = true;
        match place {
            "/title" => text.clone_into(&mut app.title),
            "/type" => app.kind = text.trim().parse().ok().map(types::app),
            "/textannouncement" => text.clone_into(&mut app.announced),
            "/extinfo/solitaire_info" => text.clone_into(&mut solitaire),
            "/refermsg/svrid" => app.quote.get_or_insert_default().id = said(text).filter(|id| id != "0"),
            "/refermsg/chatusr" => app.quote.get_or_insert_default().author = said(text),
            "/refermsg/displayname" => app.quote.get_or_insert_default().name = said(text),
            "/patMsg/records/record/fromUser" => text.trim().clone_into(&mut pat.by),
            "/patMsg/records/record/pattedUser" => text.trim().clone_into(&mut pat.whom),
            "/patMsg/records/record" => {
                let pat = std::mem::take(&mut pat);
                if !pat.by.is_empty() && app.pats.len() < MOST_PATS {
                    app.pats.push(pat);
                }
            }
            _ => {}
        }
    });
    if !found {
        return None;
    }
    if app.kind == Some(Kind::SignUp) || !solitaire.is_empty() {
        app.list = sign_up::of_xml(&solitaire, &app.title);
    }
    Some(app)
}

fn said(text: &str) -> Option<String> {
    let text = text.trim_matches([' ', '\n', '\r', '\t']);
    (!text.is_empty()).then(|| text.to_owned())
}
