//! Files ↔ model: chat exports, sign-in sheets, rosters and tables into a study; panel, findings and record out of a run.
//!
//! linli reads files people already hold. It never touches databases, keys or devices.

/// Gives types that hold people's names, or words from a file, a Debug that shows only what they are.
macro_rules! redacted {
    ($($item:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $item {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($item), "(…)"))
            }
        }
    )+};
}
pub(crate) use redacted;

mod actions;
mod archive;
mod audit;
pub mod chat;
pub mod decode;
mod discover;
mod draft;
mod exporter;
mod folder;
#[doc(hidden)]
pub mod fuzz;
mod grid;
mod groups;
mod holes;
mod identity;
mod import;
mod json;
mod key;
mod limits;
mod questions;
mod roster;
pub mod run_folder;
mod sheet;
mod source;
mod street;
pub mod table;
#[cfg(test)]
mod testing;
pub mod text;
mod value;

pub use actions::{add_action, note_opened};
pub use archive::Archive;
pub use audit::write_audit;
pub use discover::Proposals;
pub use folder::{
    Found, Looked, OpenOptions, Opened, SampleOptions, Sampled, look, open, open_with, remarks_on_lists, sample,
};
pub use holes::{Hole, Holes};
pub use identity::is_oneself;
pub use key::{key_beside, missing_key, pseudonym_key};
pub use limits::Limits;
pub use questions::WhoIsWho;
pub use questions::todo::Wrote;
pub use sheet::SignInForm;
pub use source::InputFile;
pub use street::{Written, write_street};
