//! The fixed words of the report, in both languages, in one table.

use std::borrow::Cow;

use linli::definition::{Card, Undefined};
use linli::population::{Base, Population, Staff};
use linli::records::{Field, Layer, SourceKind};
use linli::time::Span;

use crate::Language;

/// The same thing said in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) zh: Cow<'static, str>,
    pub(crate) en: Cow<'static, str>,
}

impl Text {
    pub(crate) const fn fixed(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    pub(crate) fn of(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// What needs no translation.
    pub(crate) fn same(text: &str) -> Self {
        Self::of(text.to_owned(), text.to_owned())
    }

    pub(crate) const fn title(card: &Card) -> Self {
        Self::fixed(card.title_zh, card.title)
    }

    pub(crate) const fn caveat(card: &Card) -> Self {
        Self::fixed(card.caveat_zh, card.caveat)
    }

    pub(crate) const fn reason(reason: Undefined) -> Self {
        Self::fixed(reason.meaning_zh(), reason.meaning())
    }

    /// Both, one after the other.
    pub(crate) fn then(&self, zh_between: &str, en_between: &str, next: &Self) -> Self {
        Self::of(format!("{}{zh_between}{}", self.zh, next.zh), format!("{}{en_between}{}", self.en, next.en))
    }

    /// As one string, where no element can bear a language: titles and descriptions of pictures.
    pub(crate) fn plain(&self, language: Language) -> String {
        match language {
            Language::Zh => self.zh.to_string(),
            Language::En => self.en.to_string(),
            Language::Both if self.zh == self.en => self.en.to_string(),
            Language::Both => format!("{} · {}", self.zh, self.en),
        }
    }
}

/// Who counts, in a few words.
pub(crate) fn base(base: Base) -> Text {
    match base {
        Base::Active => Text::fixed("窗内活跃", "active"),
        Base::Present => Text::fixed("近期在场", "present"),
        Base::Roster => Text::fixed("名单", "roster"),
    }
}

/// Whether staff count, in a few words.
pub(crate) fn staff(staff: Staff) -> Text {
    match staff {
        Staff::Included => Text::fixed("含工作人员", "with staff"),
        Staff::Removed => Text::fixed("不含工作人员", "without staff"),
    }
}

pub(crate) fn population(population: Population) -> Text {
    base(population.base).then("，", ", ", &staff(population.staff))
}

pub(crate) fn layer(layer: Layer) -> Text {
    match layer {
        Layer::First => Text::fixed("第一层", "first layer"),
        Layer::Second => Text::fixed("第二层", "second layer"),
    }
}

/// Some reasons, one after the other.
pub(crate) fn reasons(reasons: &[Undefined]) -> Text {
    let each = reasons.iter().map(|&reason| Text::reason(reason));
    each.reduce(|said, next| said.then("；", "; ", &next)).unwrap_or_else(|| NOT_IN_THE_RUN.clone())
}

/// Why it cannot be said who keeps the record.
pub(crate) fn no_keeping(why: &[Undefined]) -> Text {
    Text::fixed("说不出来是谁在留记录", "Who keeps the record cannot be said").then("：", ": ", &reasons(why))
}

/// Why it cannot be said who comes back, where there are lists.
pub(crate) fn too_few_lists(lists: usize) -> Text {
    Text::of(
        format!("有{lists}次活动交了名单，还不够：一个人第一次来之后还要再有四次有名单的活动，才看得出来不来。"),
        format!(
            "{lists} activities have a list, which is too few: four more with a list must follow somebody's first before it can be seen whether they come back."
        ),
    )
}

/// Why there is no curve of how something is shared out.
pub(crate) fn too_few_people(people: usize, least: usize) -> Text {
    Text::of(
        format!("只有{people}人，不到{least}人：曲线说的会是个人，不画"),
        format!("{people} people, and with fewer than {least} a curve would speak of single persons: none is drawn"),
    )
}

/// The same, where there are people enough.
pub(crate) fn too_little_shared(total: f64, people: usize) -> Text {
    Text::of(
        format!("{people}人一共只有{total:.0}次，平均不到一次：匀不匀多半是碰巧，不画"),
        format!(
            "{total:.0} among {people} people, less than one each: how they are shared out is chance, and no curve is drawn"
        ),
    )
}

/// A length of time, as it is said.
pub(crate) fn span(span: Span) -> Text {
    let en = span.to_string();
    let zh = [('d', "天"), ('h', "小时"), ('m', "分钟"), ('s', "秒")]
        .into_iter()
        .find_map(|(unit, said)| Some(format!("{}{said}", en.strip_suffix(unit)?)));
    Text::of(zh.unwrap_or_else(|| en.clone()), en)
}

pub(crate) fn source_kind(kind: SourceKind) -> Text {
    match kind {
        SourceKind::Chat => Text::fixed("聊天记录", "chat"),
        SourceKind::Sheet => Text::fixed("签到表", "sheet"),
        SourceKind::Roster => Text::fixed("成员名单", "roster"),
        SourceKind::Table => Text::fixed("表格", "table"),
        _ => Text::same(kind.id()),
    }
}

pub(crate) fn field(field: Field) -> Text {
    let zh = match field {
        Field::Reply => "回复",
        Field::Mention => "@",
        Field::Named => "点名",
        Field::Kind => "类型",
        Field::Length => "长度",
        Field::Cue => "线索",
        Field::Join => "进群",
        Field::Leave => "退群",
        Field::Recall => "撤回",
        Field::Seconds => "精确到秒",
        Field::PersonId => "稳定编号",
        Field::Attendance => "出席名单",
        Field::Headcount => "人数",
        Field::Roster => "成员名单",
        _ => field.id(),
    };
    Text::fixed(zh, field.id())
}

macro_rules! words {
    ($($name:ident $zh:literal $en:literal;)+) => {
        $(pub(crate) static $name: Text = Text::fixed($zh, $en);)+

        #[cfg(test)]
        static ALL: &[&Text] = &[$(&$name),+];
    };
}

words! {
    CONTENTS "目录" "Contents";
    PERIOD "时间窗" "Windows";
    RECORDED "资料" "Recorded";
    ZONE "时区" "Time zone";
    COVERED "资料覆盖" "What is covered";
    PURPOSE "用途" "Purpose";
    OVERVIEW "总览" "Programme overview";
    COUNTS "数目" "Counts";
    COUNT "数目" "Count";
    WHAT "项目" "What";
    GROUP "群" "Group";
    GROUPS "群" "Groups";
    ORGANIZATION "自组织" "Organization";
    ORGANIZATIONS "自组织" "Organizations";
    PEOPLE "人" "People";
    MESSAGES "消息" "Messages";
    ACTIVITIES "活动" "Activities";
    ATTENDANCES "出席（人次）" "Attendances";
    LAYER "层" "Layer";
    DAYS_COVERED "有资料的天数" "Days covered";
    NONE "没有" "None";
    HOW_TO_READ "怎样读各组织的页" "How to read the page of an organization";
    READ_RETURNING "“还会再来吗”只算第一次来之后已经又办过四次的人。不再来的人也许病了、搬走了、带孙子：这不是谁的过失。"
        "“Who comes back” counts people after whose first activity four more were held. Whoever stays away may be ill, away or minding a grandchild: it is nobody's failing.";
    READ_KEEPING "“谁在留记录”：预告、签到表、照片都自己发，是自己办得起来的迹象；发得多不等于办得好。"
        "“Who keeps the record”: an organization that posts notice, list and photos itself can run itself; posting more is not doing better.";
    READ_STEPS "“六个步骤”从线下见面到自己留记录，是看得见的第一天；没写下来的到访不在内。"
        "“The six steps” lead from the first meeting offline to keeping one's own record, each by the first day on which it is seen; a visit nobody wrote down is missing.";
    READ_PARTICIPATION "“参与得匀不匀”：基尼系数0是人人一样多，越大越集中在少数人身上；人少、次数少时碰巧也会大。"
        "“How participation is shared out”: a Gini coefficient of 0 is equal shares; the larger, the more rests on few. With few people and few occasions chance makes it large.";
    FINDINGS "发现" "Findings";
    NO_FINDINGS "没有发现。没有发现不等于一切都好：只看了下面这几条信号。"
        "No finding. That is not proof that all is well: only the signals named below were looked for.";
    LOOKED_FOR "看了的信号" "Signals looked for";
    FINDINGS_NOTE "发现是请人去看一看，不是判断。" "A finding asks somebody to look. It is not a judgement.";
    SINCE "从" "From";
    UNTIL "到（不含）" "Until (exclusive)";
    EXPIRES "过期" "Expires";
    EVIDENCE "依据" "Evidence";
    ROW "行" "Row";
    TABLE "表" "Table";
    VALUE "值" "Value";
    EXPLANATIONS "也可能是" "Innocent explanations";
    ACTION "可以做什么" "What could be done";
    FALSE_ALARMS "没事也报的时候" "Told where nothing was planted";
    DEFINITION "定义" "Definition";
    CAVEAT "注意" "Keep in mind";
    NAMES_MASKED "姓名只写姓和星号（李＊＊），打开一位才写全一位。群名、组织名照原样写。"
        "Names stand behind stars but for their first character until they are opened one by one. Names of groups and organizations stand as they are.";
    SMALL_MULTIPLES "一眼看全" "The programme at a glance";
    SMALL_MULTIPLES_NOTE "一项一组小图，同一组里刻度一样；按名字排，不分高低。人多的群数自然大：看自己前后的变化，不看谁比谁高。线是滚动的时间窗，点是互不重叠的时间窗；线断开的地方没有数值。"
        "One measure at a time, all its pictures on one scale; by name, and the order means nothing. A group of more people has larger numbers: look at how each changes, not at who is higher. Lines are rolling windows, dots the ones that do not overlap; where a line breaks there is no value.";
    NO_PICTURE "没有数值，不画" "No value, and no picture";
    FIRST_VALUE "最先" "First";
    LAST_VALUE "最后" "Last";
    LOWEST "最低" "Lowest";
    HIGHEST "最高" "Highest";
    WITHOUT_VALUE "没有数值的时间窗" "Windows without a value";
    NOT_IN_THE_RUN "方案没有算" "the plan does not compute it";
    RETURNING "还会再来吗" "Who comes back";
    RETURNING_NOTE "横轴：第一次来之后的第几次活动（有名单的）；纵轴：那时起还来的人的比例；只看第一次之后的四次，所以越往后越低，不等于有人离开；竖线：95%区间。"
        "Across: activities with a list after a person's first. Upwards: the share who came to that one or to a later one of the first four: it falls even where nobody leaves. Bars: 95% intervals.";
    ALL_DAYS "所有有名单的活动" "All activities with a list";
    ORDINARY_DAYS "不算发东西、有来宾的" "Without gifts and guests";
    NO_ORDINARY_DAYS "去掉发东西、有来宾的日子，剩下的名单不够算。" "Without days of gifts and guests too few lists remain.";
    LATER_ACTIVITY "第一次之后的第几次" "Activity after the first";
    NO_LISTS "没有交来签到名单：谁来过、谁又来，无从知道。不等于没人来。"
        "No list was handed in: who came, and who came again, cannot be known. It is not the same as nobody came.";
    KEEPING "谁在留记录" "Who keeps the record";
    KEEPING_NOTE "群里看到的预告、签到表、照片、记录是谁发的；条后的数是看得出来的活动次数。"
        "Who posted what the chats show of each activity; the number behind a bar is of how many activities this can be seen.";
    NOTICES "预告" "notice";
    LISTS "签到表" "list";
    PHOTOS "照片" "photos";
    WRITE_UPS "记录" "record";
    POSTED "发了什么" "What was posted";
    BY_MEMBERS "成员" "members";
    BY_BOTH "成员和工作人员都发" "members and staff";
    BY_STAFF "只有工作人员" "staff alone";
    BY_NOBODY "没看到" "not seen";
    CANNOT_BE_SAID "说不出来的" "Cannot be said";
    STEPS "六个步骤" "The six steps";
    STEP "步骤" "Step";
    FIRST_SEEN "最早看到的日子" "First seen on";
    STEPS_PICTURE "一步一行，编号见下表；线从第一次看到的那天画起。"
        "A row for each step, numbered as in the table; its line begins on the day it was first seen.";
    STEPS_NOTE "可以交叠，可以不按次序：不是进度条，不是成绩。"
        "Steps may overlap and come in another order: no progress bar, no mark.";
    NOT_REACHED "到最后还没看到" "not seen by the last day";
    NO_STEPS "六个步骤都说不出来：没有辅导记录，也没有写着工作人员的签到表。不等于没人去过。"
        "None of the six steps can be said: no coaching is written down and no list names staff. It is not the same as nobody went there.";
    PARTICIPATION "大家参与得匀不匀" "How participation is shared out";
    PARTICIPATION_NOTE "人从最少的排到最多的；线的高处是他们合起来占的比例。点线是人人一样多，线弯得越低，越集中在少数人身上。"
        "People from least to most along the foot, and what they have together upwards. Dotted: equal shares. The lower a line sags, the more rests on few.";
    SHARED_ATTENDANCES "出席次数（来过的人）" "Attendances (whoever has come)";
    SHARED_TURNS "发言" "Turns";
    NOBODY_SPOKE "没有人发言" "nobody spoke";
    IN_ALL "合计" "In all";
    BUSIEST_FIFTH "最多的五分之一占" "The busiest fifth has";
    OTHER_HALF "最少的一半占" "The half with least has";
    GINI "基尼系数" "Gini";
    NUMBER "号" "No.";
    WHO "谁" "Who";
    TIED_PAIRS "有关系的对数" "Tied pairs";
    WITHOUT_TIE "没有关系的人" "People without a tie";
    NO_VALUE "没有一个时间窗有数值" "No window has a value";
    NO_VALUE_HERE "没有数值" "No value";
    NO_POPULATION "没有适用的口径：没有成员名单，谁沉默无从知道" "No population fits: without a member list it cannot be known who is silent";
    NOT_KNOWN "不知道的" "What is not known";
    NOT_KNOWN_NOTE "群和网络两张表里，这些格子没有数值。没有数值不是零。"
        "Cells of the tables of groups and networks that have no value. No value is not zero.";
    REASON "原因" "Reason";
    CELLS "格数" "Cells";
    TRAJECTORIES "走势" "Trajectories";
    LINES_NOTE "线是滚动的时间窗（供看图），点是互不重叠的时间窗（供推断）。没有数值处线断开，绝不画成零。"
        "Lines are rolling windows, for looking; dots are the windows that do not overlap, for inference. Where there is no value the line breaks; it is never drawn as 0.";
    LAST_VALUES "最近一个有资料的不重叠时间窗" "Last disjoint window with sources";
    INDICATOR "指标" "Indicator";
    OF_THE_GROUP "群指标" "Indicators of the group";
    OF_THE_SECOND_LAYER "第二层指标" "Indicators of the second layer";
    TIES "关系规则" "Tie rule";
    COVERAGE_STRIP "资料覆盖（每格一周）" "Coverage of the chat, week by week";
    COVERED_WHOLE "整周有资料" "covered, all of the week";
    COVERED_PART "部分有资料" "covered in part";
    NOT_COVERED "没有资料" "not covered";
    RHYTHM_STRIP "活动节奏（每格一周）" "Rhythm of activities, week by week";
    HELD_LIST "有活动，有名单" "held, with a list of names";
    HELD_NO_LIST "有活动，名单缺" "held, the list is missing";
    NOTHING "没有记录" "nothing recorded";
    UNKNOWN "没有资料覆盖" "not covered";
    MARKED "当周有礼品或来宾" "gifts or guests in that week";
    RHYTHM_NOTE "没有记录不等于没有活动：可能办了没人记。" "Nothing recorded is not the same as nothing held: it may not have been written down.";
    SHORTENED_STRIP "只画最后20年。" "Only the last 20 years are drawn.";
    ACTIVITY_TABLE "活动表" "Activities";
    DATE "日期" "Date";
    TITLE "名称" "Title";
    SEEN_ATTENDANCE "出席" "Attendance";
    NO_LIST "–：没有名单，不等于没人来。" "–: no list, which is not the same as nobody came.";
    OPENING "首场" "the opening";
    SERIES "系列" "Series";
    SERIES_TABLE "各系列（到最后一个时间窗为止）" "Series, up to the last window";
    NO_ACTIVITIES "没有活动记录。没有记录不等于没有活动。" "No activity is recorded. Not recorded is not none.";
    NO_ORGANIZATION "资料里没有写这个群属于哪个自组织。" "The records do not say to which organization this group belongs.";
    WITHOUT_GROUP "没有交来群聊：关系和发言无从知道" "No chat was handed in: ties and turns cannot be known";
    NETWORK "关系图" "The network over time";
    NETWORK_NOTE "一点一人，位置和号前后不变（是谁见数据表）；方块：工作人员；空心：当时没有关系；不画：当时不算在内。一条线：两人之间至少一次关系。站在哪里没有意义。"
        "A dot is a person, with the same place and number throughout (who it is stands in the tables). Square: staff. Hollow: no tie then. Missing: does not count then. A line: at least one tie. Where somebody stands has no meaning.";
    NO_NETWORK "不画关系图：没有一个不重叠的时间窗有密度（方案没算，或者不够谈结构）。" "No network is drawn: density has a value in no disjoint window, because the plan leaves it out or there is too little to speak of structure.";
    NO_PEOPLE_TABLE "不画关系图：方案没有算个人层面的指标，谁在内无从知道。"
        "No network is drawn: the plan computes no indicator of persons, so who counts is not in the panel.";
    TIED_TO "各人和几个人有关系（–：当时不算在内）" "To how many others each is tied (–: does not count then)";
    TABLES "数据表" "Tables";
    TABLES_NOTE "图背后的数。●：互不重叠的时间窗。–加字母：没有数值，字母说明原因。"
        "The numbers behind the pictures. ●: a window of the disjoint series. – with a letter: no value; the letter gives the reason.";
    SHORTENED_TABLE "时间窗超过52个，只列互不重叠的（图中的点，至多最后400个）；滚动的都在面板文件里。"
        "There are more than 52 windows: those that do not overlap are listed, the dots of the pictures, at most the last 400; the rolling ones are all in the panel's files.";
    SHORTENED_ACTIVITIES "只列最后400次；全部在面板文件里。" "Only the last 400 are listed; all are in the panel's files.";
    SHORTENED_REPORT "群和自组织太多，只印前300页；全部在面板文件里。"
        "There are too many groups and organizations: only the first 300 pages are printed; all are in the panel's files.";
    WINDOW "时间窗首日" "First day of the window";
    STATE "情况" "State";
    WEEKS "周数" "Weeks";
    METHOD "方法" "Method";
    PLAN "分析方案" "The plan";
    VERSION "程序版本" "Version";
    ZONE_DATA "时区资料" "Zone data";
    CELLS_COMPUTED "面板格数" "Cells of the panel";
    ROWS "行数" "Rows";
    POPULATIONS "口径：谁算在内" "Populations: who counts";
    MEANING "含义" "Meaning";
    PARAMETERS "参数" "Parameters";
    INDICATORS "指标" "Indicators";
    UNITS "单位" "Units";
    REVISION "修订" "Revision";
    LINKAGE "对上人：签到表和群聊里的名字" "Names known across sheets and chats";
    SHEETS_KNOWN "签到的人里，群聊或名单里认得的" "of those on sheets, known in chat or list";
    CHATS_KNOWN "群聊和名单里的人，签到表上认得的" "of those in chat or list, known on sheets";
    JOINED "跨资料的指标" "what joins the two";
    IS_JOINED "计算" "computed";
    IS_NOT_JOINED "对上的太少，不计算" "too few: not_linked";
    DIAGNOSTICS "资料里的疑问" "What was odd about the sources";
    NO_DIAGNOSTICS "没有。" "Nothing.";
    CODE "代码" "Code";
    REMEDY "可以怎样补救" "Remedy";
    SOURCES "来源" "Sources";
    SOURCE "来源" "Source";
    KIND "种类" "Kind";
    FORMAT "格式" "Format";
    FIELDS "能记录什么" "Recorded fields";
    REFERENCES "文献" "References";
    NOBODY_IS_STAFF "没有写明谁是工作人员（study.toml 的 staff，或成员表里的角色）：“不含工作人员”的数字和“含工作人员”的一模一样，里面可能有工作人员。"
        "Nobody is named as staff (`staff` in study.toml, or a role in the table of memberships): what is \"without staff\" is the same as with staff, and may hold them.";
    SYNTHETIC "合成数据：人和事都是虚构的。" "Synthetic data: nobody and nothing here is real.";
    COMMITMENT "本报告不给群排名，不打总分，没有及格线。" "This report ranks no group, gives no score and knows no pass mark.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_said_in_both_languages() {
        for text in ALL {
            assert!(!text.zh.is_empty() && !text.en.is_empty());
            assert!(text.zh.chars().any(|c| c > '\u{2e7f}'), "{}", text.zh);
            assert!(!text.en.chars().any(|c| ('\u{2e80}'..'\u{ffff}').contains(&c)), "{}", text.en);
        }
    }

    #[test]
    fn plain_text_follows_the_language() {
        let text = Text::fixed("群", "group");
        assert_eq!([Language::Zh, Language::En, Language::Both].map(|l| text.plain(l)), ["群", "group", "群 · group"]);
    }
}
