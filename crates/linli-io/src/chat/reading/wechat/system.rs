//! System messages as XML: `sysmsgtemplate`, `delchatroommember`, `revokemsg`, `pat`.

use std::collections::BTreeMap;

use super::people::Somebody;
use super::xml;

/// What a system message says, before names are looked up.
#[derive(Default)]
pub(super) struct System {
    /// The line as the exporter sees it, or the template with `$name$` in it.
    pub(super) line: String,
    /// The people that stand for each `$name$`.
    pub(super) links: BTreeMap<String, Vec<Somebody>>,
    /// Who patted whom, by their ids.
    pub(super) pat: Option<(String, String)>,
}

/// More people than one invitation takes.
const MOST: usize = 1000;

/// Reads the XML of a system message; None where it is something else.
pub(super) fn read(document: &str) -> Option<System> {
    let mut system = System::default();
    let (mut found, mut link, mut member, mut members) = (false, String::new(), Somebody::named(""), Vec::new());
    let (mut plain, mut by, mut whom) = (String::new(), String::new(), String::new());
    xml::walk(document, |place, text| {
        let Some(place) = place.strip_prefix("sysmsg") else { return };
        found = true;
        match place {
            "/sysmsgtemplate/content_template/template" | "/revokemsg/replacemsg" => text.clone_into(&mut system.line),
            "/sysmsgtemplate/content_template/plain" | "/delchatroommember/plain" => text.clone_into(&mut plain),
            "/sysmsgtemplate/content_template/link_list/link@name" => text.clone_into(&mut link),
            "/sysmsgtemplate/content_template/link_list/link/memberlist/member/username" => {
                member.id = Some(text.trim().to_owned()).filter(|id| !id.is_empty());
            }
            "/sysmsgtemplate/content_template/link_list/link/memberlist/member/nickname" => {
                text.trim_matches([' ', '\n', '\t']).clone_into(&mut member.name);
            }
            "/sysmsgtemplate/content_template/link_list/link/memberlist/member" => {
                let mut member = std::mem::replace(&mut member, Somebody::named(""));
                if member.name.is_empty() {
                    member.name = member.id.clone().unwrap_or_default();
                }
                if !member.name.is_empty() && members.len() < MOST {
                    members.push(member);
                }
            }
            "/sysmsgtemplate/content_template/link_list/link" => {
                let members = std::mem::take(&mut members);
                if system.links.len() < MOST {
                    system.links.insert(format!("${link}$"), members);
                }
            }
            "/pat/fromusername" => text.trim().clone_into(&mut by),
            "/pat/pattedusername" => text.trim().clone_into(&mut whom),
            _ => {}
        }
    });
    if system.line.is_empty() {
        system.line = plain;
    }
    if !by.is_empty() && !whom.is_empty() {
        system.pat = Some((by, whom));
    }
    found.then_some(system)
}
