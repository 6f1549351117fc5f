//! Tables that are known and kept, and that this version does not read.

use super::{Others, TableFormat, later};

pub(super) static VENUES: TableFormat = TableFormat {
    id: "venues",
    title_zh: "场地",
    meaning: "places activities are held in",
    columns: &[later("venue", &["场地", "名称"], "its name"), later("opened_on", &["启用日期"], "first day of use")],
    others: Others::Ignored,
};

pub(super) static ACTIONS: TableFormat = TableFormat {
    id: "actions",
    title_zh: "跟进",
    meaning: "what was done about a finding",
    columns: &[
        later("finding", &["发现"], "which finding"),
        later("at", &["时间", "日期"], "when"),
        later("by", &["谁", "跟进人"], "by whom"),
        later("action", &["做法", "跟进"], "what"),
        later("result", &["结果"], "what came of it"),
    ],
    others: Others::Ignored,
};
