//! A JSON object that says something of a chat and holds the list of its messages; or the list alone.

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use linli::Error;
use linli::diagnostic::BAD_ROW;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::{ReadOptions, Receiver};
use super::json::{Each, Failure, Pick, each_key, keep, read_value};
use super::small::Small;

/// Which fields of the file, which list in it, and which fields of each message.
pub(in crate::chat) struct Listing<const H: usize, const N: usize> {
    pub(in crate::chat) head: [&'static str; H],
    pub(in crate::chat) lists: &'static [&'static str],
    pub(in crate::chat) keys: [&'static str; N],
}

/// Takes what is in the file: the head once, before the first message, and then every message.
pub(in crate::chat) trait Take<const H: usize, const N: usize> {
    /// The head, as far as it stood before the messages.
    fn begin(&mut self, head: &[Value; H], receiver: &mut dyn Receiver) -> Result<(), Error>;
    /// A message, with its position from 1.
    fn message(&mut self, fields: &[Value; N], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error>;
}

/// Reads the file.
pub(in crate::chat) fn read<const H: usize, const N: usize>(
    listing: &Listing<H, N>,
    taker: &mut dyn Take<H, N>,
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let (failure, receiver, begun) = (Failure::default(), RefCell::new(receiver), RefCell::new(false));
    let taker = RefCell::new(taker);
    let seed = Whole { listing, taker: &taker, receiver: &receiver, failure: &failure, begun: &begun };
    read_value(reader, options, &receiver, &failure, seed)?;
    if *begun.borrow() {
        return Ok(());
    }
    let nothing = [const { Value::Null }; H];
    taker.borrow_mut().begin(&nothing, *receiver.borrow_mut())
}

struct Whole<'a, 'r, 't, const H: usize, const N: usize> {
    listing: &'a Listing<H, N>,
    taker: &'a RefCell<&'t mut dyn Take<H, N>>,
    receiver: &'a RefCell<&'r mut dyn Receiver>,
    failure: &'a Failure,
    begun: &'a RefCell<bool>,
}

impl<const H: usize, const N: usize> Whole<'_, '_, '_, H, N> {
    fn begin(&self, head: &[Value; H]) -> Result<(), Error> {
        if self.begun.replace(true) {
            return Ok(());
        }
        self.taker.borrow_mut().begin(head, *self.receiver.borrow_mut())
    }

    fn message(&self, line: u64, picked: Option<[Value; N]>) -> Result<(), Error> {
        let mut receiver = self.receiver.borrow_mut();
        if let Some(fields) = picked {
            return self.taker.borrow_mut().message(&fields, line, *receiver);
        }
        receiver.odd(&BAD_ROW, line, "a message is an object");
        Ok(())
    }
}

impl<'de, const H: usize, const N: usize> DeserializeSeed<'de> for Whole<'_, '_, '_, H, N> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, const H: usize, const N: usize> Visitor<'de> for Whole<'_, '_, '_, H, N> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a list of messages, or the list")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut head = [const { Value::Null }; H];
        let known: Vec<&'static str> = self.listing.head.iter().chain(self.listing.lists).copied().collect();
        each_key(map, &known, self.failure, |at, map| {
            if let Some(field) = head.get_mut(at) {
                *field = map.next_value_seed(Small(self.failure))?;
                return Ok(());
            }
            self.begin(&head).map_err(|error| keep(self.failure, error))?;
            let take = |line, picked| self.message(line, picked);
            map.next_value_seed(Each { keys: self.listing.keys, take, failure: self.failure })
        })?;
        self.begin(&head).map_err(|error| keep(self.failure, error))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let nothing = [const { Value::Null }; H];
        self.begin(&nothing).map_err(|error| keep(self.failure, error))?;
        let pick = Pick { keys: self.listing.keys, failure: self.failure };
        let mut line = 0;
        while let Some(picked) = list.next_element_seed(pick)? {
            line += 1;
            self.message(line, picked).map_err(|error| keep(self.failure, error))?;
        }
        Ok(())
    }
}
