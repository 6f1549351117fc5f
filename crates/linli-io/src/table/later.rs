//! Tables that are known and kept, and that this version does not read.

use super::{Others, TableFormat, later};

pub(super) static COACHING: TableFormat = TableFormat {
    id: "coaching",
    title_zh: "辅导",
    meaning: "visits and answers of coaches",
    columns: &[
        later("coach", &["辅导者"], "who"),
        later("organization", &["组织", "自组织"], "whom"),
        later("at", &["时间", "日期"], "when"),
        later("channel", &["方式"], "visit, telephone, chat"),
        later("topic", &["主题", "话题"], "about what"),
        later("minutes", &["分钟", "时长"], "how long"),
    ],
    others: Others::Ignored,
};

pub(super) static VENUES: TableFormat = TableFormat {
    id: "venues",
    title_zh: "场地",
    meaning: "places activities are held in",
    columns: &[later("venue", &["场地", "名称"], "its name"), later("opened_on", &["启用日期"], "first day of use")],
    others: Others::Ignored,
};

pub(super) static GRANTS: TableFormat = TableFormat {
    id: "grants",
    title_zh: "创投",
    meaning: "applications and decisions; refusals are kept",
    columns: &[
        later("round", &["轮次", "批次"], "which round"),
        later("organization", &["组织", "自组织"], "who applied"),
        later("applied_on", &["申请日期"], "when"),
        later("decision", &["结果"], "granted or refused"),
        later("amount_asked", &["申请金额"], "asked"),
        later("amount_granted", &["批准金额"], "granted"),
        later("decided_on", &["批准日期"], "when it was decided"),
    ],
    others: Others::Ignored,
};

pub(super) static EXPENSES: TableFormat = TableFormat {
    id: "expenses",
    title_zh: "支出",
    meaning: "money spent",
    columns: &[
        later("organization", &["组织", "自组织"], "who spent"),
        later("date", &["日期"], "when"),
        later("amount", &["金额"], "how much"),
        later("receipt", &["票据", "发票"], "whether there is a receipt"),
        later("activity", &["活动"], "for which activity"),
    ],
    others: Others::Ignored,
};

pub(super) static MILESTONES: TableFormat = TableFormat {
    id: "milestones",
    title_zh: "大事",
    meaning: "what an organization reached, and when",
    columns: &[
        later("organization", &["组织", "自组织"], "who"),
        later("date", &["日期"], "when"),
        later("kind", &["类型"], "rules_adopted, handbook, registered_district, stage_seed, …"),
    ],
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
