//! What the workbook says in Chinese beside each header, which words a cell may hold, and two examples a table.

/// What one worksheet shows beside the declared columns.
#[derive(Debug)]
pub(super) struct Words {
    /// The table.
    pub(super) table: &'static str,
    /// What it is for, in Chinese.
    pub(super) note: &'static str,
    /// Its columns; a declared column that is not here has neither choices nor examples.
    pub(super) columns: &'static [ColumnWords],
}

/// What stands in and beside one column.
#[derive(Debug)]
pub(super) struct ColumnWords {
    /// The declared column.
    pub(super) id: &'static str,
    /// What to write, in Chinese.
    pub(super) note: &'static str,
    /// The words to choose from: English and Chinese.
    pub(super) choices: &'static [(&'static str, &'static str)],
    /// Two examples in Chinese, and two in English.
    pub(super) examples: [[&'static str; 2]; 2],
    /// Whether a day stands in it.
    pub(super) is_day: bool,
}

type Pair = [&'static str; 2];

const fn text(id: &'static str, note: &'static str, zh: Pair, en: Pair) -> ColumnWords {
    ColumnWords { id, note, choices: &[], examples: [zh, en], is_day: false }
}

const fn day(id: &'static str, note: &'static str, days: Pair) -> ColumnWords {
    ColumnWords { id, note, choices: &[], examples: [days, days], is_day: true }
}

const fn choice(
    id: &'static str,
    note: &'static str,
    choices: &'static [(&'static str, &'static str)],
    zh: Pair,
    en: Pair,
) -> ColumnWords {
    ColumnWords { id, note, choices, examples: [zh, en], is_day: false }
}

const YES: &[(&str, &str)] = &[("yes", "是"), ("no", "否")];
const TEAM: Pair = ["布工坊", "舞蹈队"];
const TEAM_EN: Pair = ["Sewing workshop", "Dance team"];

pub(super) static WORDS: &[Words] = &[
    Words {
        table: "organizations",
        note: "自组织名单：一行一个队。名称要和 sheets 里的文件夹、微信群表里的写法一样。",
        columns: &[
            text("organization", "队的名称。", TEAM, TEAM_EN),
            text("kind", "类型，自己的说法就行：兴趣、服务……", ["服务", "兴趣"], ["service", "interest"]),
            text("community", "在哪个社区。", ["东巷社区", "西巷社区"], ["East Lane", "West Lane"]),
            choice(
                "stage",
                "种子、小苗还是已注册；不清楚就空着。",
                &[("seed", "种子"), ("sapling", "小苗"), ("registered", "注册")],
                ["小苗", "种子"],
                ["sapling", "seed"],
            ),
            day("stage_on", "从哪天起到这一阶段。", ["2017-03-01", ""]),
        ],
    },
    Words {
        table: "people",
        note: "各处都用同一个名字的人。不写电话和身份证；可以自己加列，比如“年龄段”。",
        columns: &[
            text("name", "姓名。", ["王桂兰", "李国庆"], ["Rosa", "Piet"]),
            text("id", "两个人同名时，各给一个编号。", ["", "p2"], ["", "p2"]),
            text("organization", "两个人同名时，写在哪个队。", ["", "舞蹈队"], ["", "Dance team"]),
        ],
    },
    Words {
        table: "memberships",
        note: "谁在哪个队、什么身份、从哪天到哪天。不知道的日期空着：空着不等于没有。",
        columns: &[
            text("person", "姓名，或群里显示的名字。", ["王桂兰", "小林老师"], ["Rosa", "Piet"]),
            text("organization", "在哪个队。", TEAM, TEAM_EN),
            text("group", "只说某一个群时写群名；空着就是这个队的第一层群。", ["", ""], ["", ""]),
            choice(
                "role",
                "身份；空着就是成员。",
                &[
                    ("member", "成员"),
                    ("leader", "骨干"),
                    ("coach", "辅导者"),
                    ("social_worker", "社工"),
                    ("official", "居委会"),
                    ("bot", "机器人"),
                ],
                ["骨干", "辅导者"],
                ["leader", "coach"],
            ),
            choice(
                "status",
                "外出、生病、带孙子写“外出”：那段时间不说话不算沉默。",
                &[("present", "在"), ("away", "外出")],
                ["在", ""],
                ["present", ""],
            ),
            day("start", "第一天。", ["2017-02-06", ""]),
            day("end", "最后一天（当天还算）。", ["", ""]),
            choice(
                "reason",
                "为什么不在了：写了以后，就不会再说起这个人“好久没来”。",
                &[
                    ("moved", "搬走"),
                    ("died", "去世"),
                    ("ill", "生病"),
                    ("family", "带孙"),
                    ("work", "上班"),
                    ("own_wish", "不来了"),
                    ("other", "其他"),
                ],
                ["", ""],
                ["", ""],
            ),
        ],
    },
    Words {
        table: "aliases",
        note: "谁是谁：同一个人在群里、签到表上的不同名字。只有人能说，linli 从不猜。",
        columns: &[
            text("name", "资料里显示的名字。", ["兰姐", "小李"], ["Rosie", "P."]),
            text("person", "这个人是谁：写姓名。", ["王桂兰", "李国庆"], ["Rosa", "Piet"]),
            text("group", "只在这个群里这样叫，就写群名。", ["布工坊", ""], ["Sewing workshop", ""]),
            text("organization", "只在这个队里这样叫，就写队名。", ["", "舞蹈队"], ["", "Dance team"]),
            text("source", "只在这个文件里这样写，就写文件名。", ["", ""], ["", ""]),
        ],
    },
    Words {
        table: "groups",
        note: "微信群：属于哪个队，哪一层。不写这张表，chats 里一个文件就是一个群。",
        columns: &[
            text("group", "群名。", ["布工坊", "组长群"], ["Sewing workshop", "Leaders"]),
            text("organization", "第一层群属于哪个队；第二层群空着。", ["布工坊", ""], ["Sewing workshop", ""]),
            choice(
                "layer",
                "一个队自己的群是第一层；几个队的骨干在一起的群是第二层。",
                &[("first", "第一层"), ("second", "第二层")],
                ["第一层", "第二层"],
                ["first", "second"],
            ),
            text("platform", "哪个软件；微信可以空着。", ["", ""], ["", ""]),
            text(
                "files",
                "chats 里的哪些文件，用“；”隔开；文件名就是群名时空着。",
                ["布工坊.txt", ""],
                ["sewing.txt", ""],
            ),
            day("opened_on", "建群那天。", ["2016-05-01", ""]),
            text("created_by", "谁建的群。", ["小林老师", ""], ["Piet", ""]),
            choice(
                "origin",
                "为什么建群。",
                &[("own_wish", "自己要建"), ("encouraged", "鼓励"), ("required", "要求"), ("for_grant", "为申请")],
                ["自己要建", ""],
                ["own_wish", ""],
            ),
        ],
    },
    Words {
        table: "activities",
        note: "办过的活动，一行一次。有签到表的放 sheets 就行，这里补充名单以外的事。",
        columns: &[
            text("organization", "谁办的。", TEAM, TEAM_EN),
            text(
                "title",
                "活动名称；和签到表的文件名一样，就是同一次。",
                ["剪纸", "排练"],
                ["Paper cutting", "Rehearsal"],
            ),
            text(
                "start",
                "日期，知道几点就一起写：2017-03-06 14:00。",
                ["2017-03-06 14:00", "2017-03-07"],
                ["2017-03-06 14:00", "2017-03-07"],
            ),
            text("id", "一般空着。", ["", ""], ["", ""]),
            text("kind", "类型，自己的说法就行。", ["手工", "排练"], ["craft", "rehearsal"]),
            text("end", "结束时间。", ["16:00", ""], ["16:00", ""]),
            text("venue", "在哪里。", ["活动室", "广场"], ["Hall", "Square"]),
            text("headcount", "到了多少人。", ["12", ""], ["12", ""]),
            choice("incentive", "发东西了吗。", YES, ["否", "是"], ["no", "yes"]),
            choice("guests", "有领导、媒体等来宾吗。", YES, ["否", "否"], ["no", "no"]),
            choice(
                "initiated_by",
                "谁提出来要办的。",
                &[("residents", "居民"), ("organization", "自组织"), ("staff", "社工"), ("government", "街道")],
                ["居民", "自组织"],
                ["residents", "organization"],
            ),
            choice(
                "serves",
                "主要为谁办。",
                &[("members", "自己人"), ("others", "别人")],
                ["别人", "自己人"],
                ["others", "members"],
            ),
            text("partners", "和谁合办，用“；”隔开。", ["社区居委会", ""], ["Residents' committee", ""]),
            choice(
                "origin",
                "一般空着，就是“记录”。",
                &[("recorded", "记录"), ("confirmed", "确认"), ("proposed", "待确认")],
                ["", ""],
                ["", ""],
            ),
        ],
    },
    Words {
        table: "attendance",
        note: "谁来了。签到表放 sheets 的不用再抄；没有表、只记得名字的写在这里。",
        columns: &[
            text(
                "activity",
                "哪次活动：名称，或“日期 名称”。",
                ["剪纸", "2017-03-07 排练"],
                ["Paper cutting", "2017-03-07 Rehearsal"],
            ),
            text("person", "谁。", ["王桂兰", "李国庆"], ["Rosa", "Piet"]),
            text("organization", "活动重名时写哪个队。", ["布工坊", ""], ["Sewing workshop", ""]),
            day("date", "活动重名时写哪天。", ["", ""]),
            choice(
                "part",
                "做什么；不清楚就空着。",
                &[("organizer", "组织"), ("helper", "帮忙"), ("recipient", "参加"), ("guest", "来宾")],
                ["组织", "参加"],
                ["organizer", "recipient"],
            ),
            choice(
                "status",
                "到没到；空着就是到。",
                &[("present", "到"), ("absent", "未到"), ("excused", "请假")],
                ["到", "请假"],
                ["present", "excused"],
            ),
        ],
    },
    Words {
        table: "calendar",
        note: "大家都受影响的日子：节假日、检查、截止。节假日的安静不算沉默。",
        columns: &[
            day("start", "第一天。", ["2017-01-27", "2017-05-20"]),
            day("end", "最后一天（当天还算）；只有一天就空着。", ["2017-02-02", ""]),
            choice(
                "kind",
                "选一个，也可以写别的。",
                &[("holiday", "节假日"), ("inspection", "检查"), ("deadline", "截止")],
                ["节假日", "检查"],
                ["holiday", "inspection"],
            ),
        ],
    },
    Words {
        table: "consent",
        note: "谁同意了什么。一种用途的同意不能当另一种用。",
        columns: &[
            text("person", "谁。", ["王桂兰", "李国庆"], ["Rosa", "Piet"]),
            text("organization", "两个人同名时写哪个队。", ["", ""], ["", ""]),
            text("source", "只同意某一份资料时写它；空着就是全部。", ["", ""], ["", ""]),
            day("from", "从哪天起。", ["2017-02-06", "2017-02-06"]),
            day("until", "撤回的那天；没有撤回就空着。", ["", ""]),
            choice(
                "purpose",
                "同意拿来做什么。",
                &[("coaching", "辅导"), ("evaluation", "评估"), ("research", "研究")],
                ["辅导", "研究"],
                ["coaching", "research"],
            ),
        ],
    },
    Words {
        table: "coaching",
        note: "辅导记录：老师什么时候去了哪个队。一行一次；电话、微信里的长谈也可以记。",
        columns: &[
            text("coach", "谁去的。", ["小林老师", "小林老师"], ["Piet", "Piet"]),
            text("organization", "去了哪个队。", TEAM, TEAM_EN),
            text(
                "at",
                "日期，知道几点就一起写：2017-03-06 14:00。",
                ["2017-03-06 14:00", "2017-03-07"],
                ["2017-03-06 14:00", "2017-03-07"],
            ),
            choice(
                "channel",
                "怎么辅导的。",
                &[("visit", "到访"), ("telephone", "电话"), ("chat", "微信")],
                ["到访", "微信"],
                ["visit", "chat"],
            ),
            text("topic", "谈了什么，自己的说法就行。", ["写手册", "排练"], ["handbook", "rehearsal"]),
            text("minutes", "多少分钟。", ["90", ""], ["90", ""]),
        ],
    },
    Words {
        table: "grants",
        note: "创投申请：批准的、没批准的都记，一行一份申请。",
        columns: &[
            text("round", "哪一轮，自己的说法就行。", ["2017年春季", "2017年春季"], ["spring 2017", "spring 2017"]),
            text("organization", "哪个队申请的。", TEAM, TEAM_EN),
            day("applied_on", "申请日期。", ["2017-03-01", "2017-03-01"]),
            choice(
                "decision",
                "结果。没批准的也请留着。",
                &[("granted", "批准"), ("refused", "未批准"), ("pending", "待定")],
                ["批准", "未批准"],
                ["granted", "refused"],
            ),
            text("amount_asked", "申请多少元。", ["8000", "5000"], ["8000", "5000"]),
            text("amount_granted", "批准多少元；没批准就空着。", ["6000", ""], ["6000", ""]),
            day("decided_on", "出结果的日期。", ["2017-04-10", "2017-04-10"]),
        ],
    },
    Words {
        table: "expenses",
        note: "支出：一行一笔。同一天两笔一样的钱，请合成一笔写。",
        columns: &[
            text("organization", "哪个队花的。", TEAM, TEAM_EN),
            day("date", "哪天。", ["2017-05-06", "2017-05-07"]),
            text("amount", "多少元。", ["126.50", "300"], ["126.50", "300"]),
            choice("receipt", "有没有票据。", YES, ["是", "否"], ["yes", "no"]),
            text(
                "activity",
                "用在哪次活动：名称，或“日期 名称”；不是为活动就空着。",
                ["剪纸", ""],
                ["Paper cutting", ""],
            ),
        ],
    },
    Words {
        table: "milestones",
        note: "大事：队里走到哪一步，一行一件。",
        columns: &[
            text("organization", "哪个队。", TEAM, TEAM_EN),
            day("date", "哪天。", ["2017-03-01", "2017-06-01"]),
            choice(
                "kind",
                "哪件大事，从单子里选。",
                &[
                    ("rules_adopted", "通过章程"),
                    ("handbook", "写成手册"),
                    ("proposal_draft", "写出申请书"),
                    ("proposal_submitted", "递交申请"),
                    ("reimbursed", "报账"),
                    ("audit_passed", "通过审计"),
                    ("registered_district", "街道备案"),
                    ("registered_city", "民政注册"),
                    ("new_organizer", "新的组织者"),
                    ("stage_seed", "种子"),
                    ("stage_sapling", "小苗"),
                ],
                ["小苗", "通过章程"],
                ["stage_sapling", "rules_adopted"],
            ),
        ],
    },
];
