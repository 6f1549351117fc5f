//! The fixed words of both pages.

use linli::definition::Portion;
use linli::release::UnknownFact;

use crate::text::Text;

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        $(pub(super) static $name: Text = Text::fixed($zh, $en);)+
    };
}

words! {
    PERIOD = "期间", "Period";
    ORGANIZATIONS = "组织", "Organizations";
    PEOPLE_HERE = "人数怎么写", "Numbers of people";
    LEFT_OUT = "没有什么", "Not here";
    ABSENT = "姓名、原话、消息条数、关系密度、边缘人、名次：这些是辅导时用的，不拿来定钱",
        "Names, quotes, numbers of messages, density, who is at the margin, any order: they serve coaching, and money must not hang on them";
    ALL = "全体", "The programme";
    EACH = "各组织", "Each organization";
    NO_ORDER = "按名字排，不分先后。", "By name; the order says nothing.";
    ACTIVITIES = "活动", "Activities";
    COUNT = "次数", "Count";
    OF = "其中知道的", "Of those known";
    OF_ALL = "总共", "Of all";
    SHARE = "比例", "Share";
    HELD_IN_ALL = "办过的（有记录或核实过）", "Held (recorded or confirmed)";
    BY_RESIDENTS = "居民自己要办的", "Asked for by residents";
    FOR_OTHERS = "为别人办的", "For others than the members";
    WITHOUT_STAFF = "没有工作人员在场的", "Held without staff";
    WITH_GIFTS = "发东西的", "With gifts";
    WITH_GUESTS = "有领导、来宾的", "With guests";
    NOTICE = "预告由成员自己发", "Notice posted by members";
    LIST = "签到表由成员自己发", "List posted by members";
    RECORD = "记录由成员自己发", "Record posted by members";
    ALL_THREE = "预告、签到表、照片都由成员自己发", "Notice, list and photos all posted by members";
    HEADCOUNT = "到场人数", "Headcount";
    NOT_COUNTED = "没有另记人数（有名单的，看名单）", "no headcount (of those with a list, see the list)";
    COMES_BACK = "还会再来", "Comes back";
    COMING_BACK_NOTE = "每人只算一次，算在第一次签到的组织；第一次之后该组织要已经办过四次有名单的活动。没写发没发东西的，按没发算。区间只管碰巧，不管取整。",
        "Everybody counts once, with the organization where they were first listed, once it has held four more activities with a list. Days of which gifts are not recorded count as ordinary. The interval knows chance, not rounding.";
    HELPING = "从受益到帮忙", "From receiving to helping";
    HELPED = "头一次来是受益、半年内出来帮忙的", "First came to receive, helped within half a year";
    PEOPLE = "人数", "People";
    CHECK = "抽查", "Random check";
    DRAWN = "抽到", "Drawn";
    FOUND = "和记录一样", "Found as recorded";
    ANSWERED = "问到的", "Of those asked about";
    CHECKED = "抽到的活动", "Activities";
    NOT_ASKED = "还没有去问", "nobody has asked yet";
    MONEY = "钱（元）", "Money";
    SUM = "数额", "Sum";
    ASKED = "申请", "Asked for";
    GRANTED = "批准", "Granted";
    SPENT = "支出", "Spent";
    RECEIPTED = "其中有票据", "Of it with a receipt";
    PER_ACTIVITY = "每次活动的花费（写了支出的组织）", "For each activity held by organizations that wrote spending down";
    PER_RETURNING = "每个再来的人的花费（写了支出的组织）", "For everybody who came back to organizations that wrote spending down";
    UNKNOWN = "还不知道的", "What is not known";
    WHAT = "不知道", "Not known";
    WITHHELD = "人太少，不给", "withheld: too few people";
    TOO_FEW_HERE = "这里的人数不多，关于人的数字只在全体里给。", "There are few people here: numbers of people stand with the programme alone.";
    HELD = "办了活动", "held";
    UNUSED = "有记录，没办", "recorded, and not used";
    HOLIDAY = "有节假日，没办", "not used, with a holiday";
    NOT_RECORDED = "没人记", "not recorded";
    NOT_COVERED = "没有资料", "no source";
}

/// How numbers of people are written.
pub(super) fn rounding(base: u32) -> Text {
    Text::of(
        format!("取成{base}的整数倍；做到的和没做到的有一边太少就不给。活动、日期、钱照实写"),
        format!(
            "Multiples of {base}; nothing where few did it or few did not. Activities, days and money stand as they are"
        ),
    )
}

/// To which of the following activities.
pub(super) fn after(k: u32) -> Text {
    let nth =
        ["1st", "2nd", "3rd"].get(k.wrapping_sub(1) as usize).map_or_else(|| format!("{k}th"), |&nth| nth.to_owned());
    Text::of(format!("之后第{k}次或更晚还来"), format!("to the {nth} following activity or a later one"))
}

/// How many cells of the page hold a number.
pub(super) fn filled(cells: Portion) -> Text {
    let Portion { hits, of } = cells;
    Text::of(
        format!("这一页{of}个格子里，{hits}个有数。"),
        format!("Of {of} cells of this page, {hits} hold a number."),
    )
}

/// What is not known.
pub(super) fn unknown(what: UnknownFact) -> &'static Text {
    static ORGANIZATIONS: Text = Text::fixed("没有活动记录的组织", "organizations without any recorded activity");
    static WEEKS: Text =
        Text::fixed("没有任何资料的周（各组织合计）", "weeks without any source, over all organizations");
    static LISTS: Text = Text::fixed("没有名单的活动", "activities without a list of names");
    static GIFTS: Text = Text::fixed("没写发没发东西的活动", "activities of which gifts are not recorded");
    static INITIATORS: Text =
        Text::fixed("没写谁要办的活动", "activities of which nobody wrote down who asked for them");
    static BENEFICIARIES: Text =
        Text::fixed("没写为谁办的活动", "activities of which nobody wrote down whom they served");
    static PROPOSED: Text = Text::fixed("聊天里看到、还没核实的活动", "activities seen in chats and not confirmed");
    static RECEIPTS: Text = Text::fixed("没写有没有票据的支出", "payments of which receipts are not recorded");
    match what {
        UnknownFact::Organizations => &ORGANIZATIONS,
        UnknownFact::Weeks => &WEEKS,
        UnknownFact::Lists => &LISTS,
        UnknownFact::Gifts => &GIFTS,
        UnknownFact::Initiators => &INITIATORS,
        UnknownFact::Beneficiaries => &BENEFICIARIES,
        UnknownFact::Proposed => &PROPOSED,
        UnknownFact::Receipts => &RECEIPTS,
    }
}
