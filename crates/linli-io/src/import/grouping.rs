//! Which files are one group: as groups.csv says, or as their names suggest and their contents show. What the names
//! suggest and the contents do not show is asked, never guessed.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use linli::diagnostic;
use linli::{Error, Location, refusal};

use super::evidence::Trace;
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
    let names: Vec<Names> = parts.iter().map(|part| names(import, parts, part)).collect();
    let mut sets = Sets((0..parts.len()).collect());
    unite_told(&mut sets, &names);
    if parts.len() > 1 {
        let traces = Traces { parts, made: parts.iter().map(|_| OnceCell::new()).collect() };
        unite_equal(&mut sets, &names, &traces, import);
        unite_alike(&mut sets, &names, &traces)?;
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

fn names(import: &mut Import<'_>, parts: &[Part], part: &Part) -> Names {
    let (told, whole) = (import.book.told(&part.file), import.book.of_file(&part.file));
    let title = part.stage.title.as_deref().map(crate::value::trim).filter(|title| !title.is_empty());
    let several =
        part.member.is_some() && parts.iter().any(|other| other.label == part.label && other.member != part.member);
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

/// What chats say, made for those that are compared: it is as long as they are.
struct Traces<'p> {
    parts: &'p [Part],
    made: Vec<OnceCell<Trace>>,
}

impl Traces<'_> {
    fn of(&self, at: usize) -> &Trace {
        self.made[at].get_or_init(|| Trace::of(&self.parts[at].stage))
    }

    fn messages(&self, at: usize) -> usize {
        self.parts[at].stage.chat.len()
    }
}

/// A copy under another name is no other group.
fn unite_equal(sets: &mut Sets, names: &[Names], traces: &Traces<'_>, import: &mut Import<'_>) {
    let parts = traces.parts;
    // Copies have as many messages, and the first and the last at the same times.
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let times = part.stage.chat.times();
        alike.entry((times.len(), times.first(), times.last())).or_default().push(at);
    }
    for alike in alike.into_values() {
        for (i, &a) in alike.iter().enumerate() {
            let same = |b: usize| may_be_one(parts, names, a, b) && traces.of(a).equals(traces.of(b));
            if let Some(b) = alike[..i].iter().copied().find(|&b| same(b)) {
                let detail = format!("it is the same as {}", parts[b].label);
                import.draft.odd.push(&diagnostic::SAME_EXPORT, Location::file(&parts[a].label), detail);
                sets.unite(a, b);
            }
        }
    }
}

/// Files whose names or titles are the same but for a copy's number or a date are one group if their contents show it.
fn unite_alike(sets: &mut Sets, names: &[Names], traces: &Traces<'_>) -> Result<(), Error> {
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
    let open = |sets: &Sets, a, b| sets.root(a) != sets.root(b) && may_be_one(parts, names, a, b);
    for candidates in alike.values() {
        let candidates: Vec<usize> = candidates.iter().copied().collect();
        for (i, &a) in candidates.iter().enumerate() {
            for &b in &candidates[..i] {
                // An empty file is nobody's else.
                let silent = traces.messages(a) == 0 || traces.messages(b) == 0;
                if open(sets, a, b) && (silent || traces.of(a).meets(traces.of(b))) {
                    sets.unite(a, b);
                }
            }
        }
    }
    for (name, candidates) in &alike {
        let candidates: Vec<usize> = candidates.iter().copied().collect();
        for (i, &a) in candidates.iter().enumerate() {
            if let Some(&b) = candidates[..i].iter().find(|&&b| open(sets, a, b)) {
                return Err(question(name, &parts[b].label, &parts[a].label));
            }
        }
    }
    Ok(())
}

/// Two chats of one file that have ids are two: whoever wrote the file knew them apart. So are two that groups.csv
/// puts into two groups.
fn may_be_one(parts: &[Part], names: &[Names], a: usize, b: usize) -> bool {
    if names[a].told.is_some() && names[b].told.is_some() && names[a].told != names[b].told {
        return false;
    }
    let (one, two) = (&parts[a], &parts[b]);
    let same_file = one.label == two.label && one.member == two.member;
    !same_file || (one.stage.chat.ids().is_empty() && two.stage.chat.ids().is_empty() && !one.stage.prints.is_empty())
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

/// Disjoint sets of parts.
struct Sets(Vec<usize>);

impl Sets {
    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    /// The earlier part stands for both.
    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.0[second] = first;
    }
}
