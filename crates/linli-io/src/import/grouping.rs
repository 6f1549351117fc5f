//! Which files are one group: as groups.csv says, or as their names suggest and their contents show. What the names
//! suggest and the contents do not show is asked, never guessed.

use std::collections::{BTreeMap, BTreeSet};

use linli::diagnostic;
use linli::{Error, Location, refusal};

use super::apart::{Kind, Sets, all_apart, paired};
use super::evidence::Traces;
use super::{Company, Import, Part};
use crate::groups::{family, stem};

/// What a chat can be called.
struct Names {
    /// As groups.csv says.
    told: Option<String>,
    /// As the file is called.
    whole: String,
    /// As it is called among the chats of its file: by its title, or by the part of an archive it was.
    own: String,
}

/// The parts of each group, by the group's name; parts stand in the order in which they were read.
pub(super) fn grouped(import: &mut Import<'_>, parts: &[Part]) -> Result<BTreeMap<String, Vec<usize>>, Error> {
    let names = named(import, parts);
    let mut sets = Sets::apart(parts.len());
    unite_told(&mut sets, &names);
    if parts.len() > 1 {
        let (traces, kinds) =
            (Traces::of(parts), Kind::of_parts(parts, names.iter().map(|names| names.told.as_deref())));
        unite_equal(&mut sets, &kinds, &traces, import);
        unite_alike(&mut sets, &names, &kinds, &traces)?;
    }
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..parts.len() {
        components.entry(sets.root(at)).or_default().push(at);
    }
    let mut chats: BTreeMap<&str, usize> = BTreeMap::new();
    for part in parts {
        *chats.entry(&part.label).or_default() += 1;
    }
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for component in components.into_values() {
        let name = name_of(import, parts, &component, &names, &chats)?;
        let count = counts.entry(name.clone()).or_insert(0);
        let mut free = name.clone();
        loop {
            *count += 1;
            if *count > 1 {
                // Chats of one file that bear one title: their platform knows them apart.
                let file = component.first().map_or("", |&at| stem(&parts[at].file));
                free = format!("{name} ({file} {count})");
            }
            if !groups.contains_key(&free) {
                break;
            }
        }
        groups.insert(free, component);
    }
    Ok(groups)
}

fn named(import: &mut Import<'_>, parts: &[Part]) -> Vec<Names> {
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for part in parts {
        members.entry(&part.label).or_default().extend(part.member.as_deref());
    }
    let several = |part: &Part| members.get(part.label.as_str()).is_some_and(|members| members.len() > 1);
    parts.iter().map(|part| names(import, part, several(part))).collect()
}

/// The names of a part, which is one of several of its archive or the only one.
fn names(import: &mut Import<'_>, part: &Part, several: bool) -> Names {
    let (told, whole) = (import.book.told(&part.file), import.book.of_file(&part.file));
    let title = part.stage.title.as_deref().map(crate::value::trim).filter(|title| !title.is_empty());
    let own = match (&part.member, part.company) {
        (_, Company::Among) => title.map_or_else(|| whole.clone(), str::to_owned),
        (Some(member), Company::Alone) if several => {
            title.map_or_else(|| import.book.of_name(stem(member)), str::to_owned)
        }
        _ => whole.clone(),
    };
    Names { told, whole, own }
}

/// What groups.csv puts together needs no evidence.
fn unite_told(sets: &mut Sets, names: &[Names]) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, names) in names.iter().enumerate() {
        if let Some(group) = &names.told {
            sets.unite(*first.entry(group).or_insert(at), at);
        }
    }
}

/// A copy under another name is no other group.
fn unite_equal(sets: &mut Sets, kinds: &[Kind], traces: &Traces<'_>, import: &mut Import<'_>) {
    let parts = traces.parts;
    // Copies have as many messages, and the first and the last at the same times.
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let times = part.stage.chat.times();
        alike.entry((times.len(), times.first(), times.last())).or_default().push(at);
    }
    for alike in alike.into_values().filter(|alike| alike.len() > 1) {
        let mut copies: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for at in alike {
            copies.entry(traces.at(at).content()).or_default().push(at);
        }
        copies.remove(&None);
        for copies in copies.into_values() {
            for (a, b) in paired(&copies, kinds) {
                let detail = format!("it is the same as {}", parts[b].label);
                import.draft.odd.push(&diagnostic::SAME_EXPORT, Location::file(&parts[a].label), detail);
                sets.unite(a, b);
            }
        }
    }
}
/// Files whose names or titles are the same but for a copy's number or a date are one group if their contents show it.
fn unite_alike(sets: &mut Sets, names: &[Names], kinds: &[Kind], traces: &Traces<'_>) -> Result<(), Error> {
    let parts = traces.parts;
    let mut alike: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let name = names[at].told.as_deref().unwrap_or_else(|| family(&names[at].own));
        alike.entry(name).or_default().insert(at);
        let title = part.stage.title.as_deref().map(crate::value::trim).filter(|title| is_title(title));
        if let Some(title) = title {
            alike.entry(title).or_default().insert(at);
        }
    }
    let alike: Vec<(&str, Vec<usize>)> =
        alike.into_iter().map(|(name, all)| (name, all.into_iter().collect())).collect();
    let open = |sets: &mut Sets, a: usize, b: usize| kinds[a].may_be_one_with(kinds[b]) && sets.root(a) != sets.root(b);
    for (_, candidates) in &alike {
        if sets.are_one(candidates) || all_apart(candidates, kinds) {
            continue;
        }
        for (i, &a) in candidates.iter().enumerate() {
            traces.go(i as u64, a)?;
            for &b in &candidates[..i] {
                if !open(sets, a, b) {
                    continue;
                }
                // An empty file is nobody's else.
                let silent = traces.messages(a) == 0 || traces.messages(b) == 0;
                let meets = || traces.both(a, b).map(|(one, two)| one.meets(two));
                if silent || meets()? {
                    sets.unite(a, b);
                }
            }
        }
    }
    for (name, candidates) in &alike {
        if sets.are_one(candidates) || all_apart(candidates, kinds) {
            continue;
        }
        for (i, &a) in candidates.iter().enumerate() {
            traces.go(i as u64, a)?;
            if let Some(&b) = candidates[..i].iter().find(|&&b| open(sets, a, b)) {
                return Err(question(name, &parts[b].label, &parts[a].label));
            }
        }
    }
    Ok(())
}

fn question(name: &str, one: &str, two: &str) -> Error {
    if one == two {
        let message =
            format!("the file holds two chats called `{name}`, and nothing in them shows that they are one group");
        let zh = format!("文件里有两个群都叫“{name}”，看不出是不是同一个群");
        return Error::refused(&refusal::SAME_TITLE_INSIDE, (message, zh)).at(Location::file(two));
    }
    let message =
        format!("`{one}` and `{two}` are both called `{name}`, and nothing in them shows that they are one group");
    let zh = format!("“{one}”和“{two}”里的群都叫“{name}”，看不出是不是同一个群");
    Error::refused(&refusal::SAME_TITLE, (message, zh)).at(Location::file(two))
}

/// Whether a title tells anything: groups that were never named are all called the same.
fn is_title(title: &str) -> bool {
    !title.is_empty() && !["群聊", "群聊天", "聊天记录", "Group Chat", "Group chat", "Chat"].contains(&title)
}

/// The name of a group by the names of its parts.
fn name_of(
    import: &Import<'_>,
    parts: &[Part],
    component: &[usize],
    names: &[Names],
    chats: &BTreeMap<&str, usize>,
) -> Result<String, Error> {
    let told: BTreeSet<&str> = component.iter().filter_map(|&at| names[at].told.as_deref()).collect();
    let mut all = told.iter();
    if let (Some(one), two) = (all.next(), all.next()) {
        let Some(two) = two else { return Ok((*one).to_owned()) };
        let message = format!("groups.csv puts files that hold one chat into two groups, `{one}` and `{two}`");
        let file = component.first().map_or("", |&at| parts[at].label.as_str());
        let zh = format!("groups.csv 把同一个聊天的文件写成了两个群：“{one}”和“{two}”");
        return Err(Error::refused(&refusal::SPLIT_GROUP, (message, zh)).at(Location::file(file)));
    }
    // Where all chats of a file are this group, the file's name is its name.
    let mut here: BTreeMap<&str, usize> = BTreeMap::new();
    for &at in component {
        *here.entry(&parts[at].label).or_default() += 1;
    }
    let name = |&at: &usize| {
        let label = parts[at].label.as_str();
        let whole = here.get(label) == chats.get(label);
        if whole { names[at].whole.as_str() } else { names[at].own.as_str() }
    };
    let called: BTreeSet<&str> = component.iter().map(name).collect();
    if let (Some(one), 1) = (called.first(), called.len()) {
        return Ok((*one).to_owned());
    }
    let known = |name: &&&str| import.book.knows(name) || import.rosters.contains_key(**name);
    if let Some(name) = called.iter().find(known) {
        return Ok((*name).to_owned());
    }
    let shortest = called.iter().map(|name| family(name)).min_by_key(|name| (name.chars().count(), *name));
    Ok(shortest.unwrap_or_default().to_owned())
}
