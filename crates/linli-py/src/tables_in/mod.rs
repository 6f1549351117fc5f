//! Arrow tables into records: any stream or iterable of batches, one batch at a time, so that a large table never stands
//! in memory twice.

mod columns;
mod ids;
mod messages;
mod other;
mod stream;
mod times;

pub(crate) use columns::Names;
pub(crate) use messages::Messages;
pub(crate) use other::TABLES;
pub(crate) use stream::read;
