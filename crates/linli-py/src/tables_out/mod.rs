//! Tables on their way to Python: batches that borrow the panel's memory where they can, lent through Arrow's capsules.

mod batches;
mod cells;
mod column;
mod html;
mod long;
mod panel;
mod papers;
mod records;
mod rows;
mod sheet;
mod table;
mod traces;

pub(crate) use batches::{Batches, Kept};
pub(crate) use column::Column;
pub(crate) use html::facts;
pub(crate) use panel::PanelTable;
pub(crate) use papers::{coaching, expenses, grants, milestones};
pub(crate) use records::{activities, groups, memberships, messages, people, ties};
pub(crate) use rows::Rows;
pub(crate) use sheet::{Sheet, counts, days, flags, known_counts, lists, numbers, texts, words};
pub(crate) use table::{Table, failed};
pub(crate) use traces::{attendance, evidence, invitations, overlaps, sign_ups};
