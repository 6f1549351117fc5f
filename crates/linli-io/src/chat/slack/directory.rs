//! Who is in the workspace, and who in which channel.

use std::collections::BTreeMap;
use std::io::BufRead;

use linli::Error;
use serde_json::Value;

use super::super::reading::json;
use super::super::reading::listing::{self, Listing, Take};
use super::super::{ReadOptions, Receiver};

/// More people, or channels, than a workspace of neighbours has; it keeps the memory small.
const MOST: usize = 200_000;

/// People by id, channels by name.
#[derive(Default)]
pub(super) struct Directory {
    pub(super) people: BTreeMap<String, String>,
    pub(super) channels: BTreeMap<String, Channel>,
}

/// Who was in a channel on the day of export.
pub(super) struct Channel {
    pub(super) members: Vec<String>,
}

const LISTING: Listing<0, 5> =
    Listing { head: [], lists: &[], keys: ["id", "name", "real_name", "profile", "members"] };

impl Directory {
    /// Reads a list of people or of channels.
    pub(super) fn read(
        &mut self,
        people: bool,
        reader: &mut dyn BufRead,
        options: &ReadOptions,
        receiver: &mut dyn Receiver,
    ) -> Result<(), Error> {
        if people {
            listing::read(&LISTING, &mut People(self), reader, options, receiver)
        } else {
            listing::read(&LISTING, &mut Channels(self), reader, options, receiver)
        }
    }
}

struct People<'d>(&'d mut Directory);
struct Channels<'d>(&'d mut Directory);

impl Take<0, 5> for People<'_> {
    fn begin(&mut self, _: &[Value; 0], _: &mut dyn Receiver) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, fields: &[Value; 5], _: u64, _: &mut dyn Receiver) -> Result<(), Error> {
        let [id, name, real, profile, _] = fields;
        let shown = shown(profile).or(json::text(real)).or(json::text(name));
        if let (Some(id), Some(shown)) = (json::id(id), shown)
            && self.0.people.len() < MOST
        {
            self.0.people.insert(id, shown.to_owned());
        }
        Ok(())
    }
}

impl Take<0, 5> for Channels<'_> {
    fn begin(&mut self, _: &[Value; 0], _: &mut dyn Receiver) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, fields: &[Value; 5], _: u64, _: &mut dyn Receiver) -> Result<(), Error> {
        let [id, name, _, _, members] = fields;
        let members: Vec<String> = members.as_array().into_iter().flatten().filter_map(json::id).collect();
        // Conversations of two have no name; their folder is their id.
        if let Some(name) = json::id(name).or_else(|| json::id(id))
            && self.0.channels.len() < MOST
        {
            self.0.channels.insert(name, Channel { members });
        }
        Ok(())
    }
}

/// The name somebody chose, in a profile.
pub(super) fn shown(profile: &Value) -> Option<&str> {
    let told = |key: &str| profile.get(key).and_then(json::text);
    told("display_name").or_else(|| told("real_name"))
}
