//! Tables that are known and kept, and that this version does not read.

use super::{Others, TableFormat, later};

pub(super) static VENUES: TableFormat = TableFormat {
    id: "venues",
    title_zh: "场地",
    meaning: "places activities are held in",
    columns: &[later("venue", &["场地", "名称"], "its name"), later("opened_on", &["启用日期"], "first day of use")],
    others: Others::Ignored,
};
