//! What was odd about the input without stopping the work: counted by code, sampled with their places.

use std::collections::BTreeMap;

use crate::error::{Location, Words};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was left out or decided, and is counted.
    Warning,
}

/// One kind of oddity, declared once: the documentation, `linli check` and the run record all read it here.
#[derive(Debug)]
pub struct DiagnosticCode {
    /// Stable name, `kebab-case`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it means, in English.
    pub meaning: &'static str,
    /// What it means, in Chinese.
    pub meaning_zh: &'static str,
    /// What a person can do about it.
    pub remedy: &'static str,
    /// The same, in Chinese.
    pub remedy_zh: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $meaning:literal $meaning_zh:literal $remedy:literal $remedy_zh:literal;)+) => {
        $(
            #[doc = $meaning]
            pub static $name: DiagnosticCode = DiagnosticCode {
                id: $id,
                severity: Severity::$severity,
                meaning: $meaning,
                meaning_zh: $meaning_zh,
                remedy: $remedy,
                remedy_zh: $remedy_zh,
            };
        )+
        /// Every kind of diagnostic, in a fixed order.
        pub static DIAGNOSTICS: &[&DiagnosticCode] = &[$(&$name),+];
    };
}

codes! {
    BAD_ROW = "bad-row" Warning
        "A row could not be read and was left out."
        "有一行读不出来，已略过。"
        "Open the file at the line named and compare it with its neighbours."
        "打开文件，看看这一行和上下行有什么不一样。";
    BAD_TIME = "bad-time" Warning
        "A time could not be read, or lies outside the years that can be meant; the row was left out."
        "时间读不出来或年份不合理，该行已略过。"
        "Write times as 2017-03-06 14:00."
        "时间写成 2017-03-06 14:00。";
    TIME_GAP = "time-gap" Warning
        "A local time falls into the hour that a clock change skips; it was moved forward by the length of the gap."
        "当地时间落在夏令时跳过的一小时里，已后移。"
        "Check the zone in study.toml."
        "看看 study.toml 里的时区对不对。";
    TIME_FOLD = "time-fold" Note
        "A local time occurs twice because of a clock change; the first was taken."
        "当地时间因夏令时出现两次，取第一次。"
        "Nothing, unless the hour matters; an export with zone offsets settles it."
        "不用管；要紧的话，换一种带时区的导出。";
    TWELVE_HOURS = "twelve-hours" Warning
        "The clock of a log has twelve hours and no half of the day; its first hours were taken as before noon, 12 as noon."
        "日志用十二小时制但没写上午下午，开头按上午、12点按中午算。"
        "Nothing, unless the hour matters; a log with 24 hours settles it."
        "要紧的话，换一份二十四小时制的记录。";
    BAD_BYTES = "bad-bytes" Warning
        "Bytes that are not valid in the file's encoding were replaced."
        "文件里有不合编码的字节，已替换。"
        "Export the file again as UTF-8."
        "再导出一次，存成 UTF-8。";
    BAD_FIRST_LINE = "bad-first-line" Warning
        "Bytes in the first line are not valid in the file's encoding; they were replaced."
        "第一行有不合编码的字节，已替换。"
        "Export the file again as UTF-8; if it was cut by hand, begin it with a whole line."
        "再导出一次，或者把文件完整地再拷一份。";
    CUT_CHARACTER = "cut-character" Warning
        "The file ends in the middle of a character; it was cut."
        "文件在一个字的中间断开了。"
        "Export the file again, or copy it whole."
        "再导出一次，或者把文件完整地再拷一份。";
    ODD_BYTE = "odd-byte" Warning
        "The file is UTF-16 and has an odd number of bytes; the last one was replaced."
        "UTF-16 文件的字节数是单数，最后一个字节已替换。"
        "Export the file again, or copy it whole."
        "再导出一次，或者把文件完整地再拷一份。";
    SURROGATES = "surrogates" Warning
        "Characters were written as two halves of three bytes each (CESU-8), or only one half; whole ones were put together."
        "有的字符被拆成两半存储（CESU-8），成对的已合并。"
        "Nothing, if the names look right; else export the file again as UTF-8."
        "名字看着没错就不用管；不对就再导出一次，存成 UTF-8。";
    MIXED_ENCODINGS = "mixed-encodings" Warning
        "A line is in another encoding than its file (UTF-8 among GBK, or GBK among UTF-8); it was read in its own."
        "有的行与文件编码不同（UTF-8 与 GBK 混用），已按各自编码读取。"
        "Nothing, if the names look right."
        "名字看着没错就不用管；不对就再导出一次，存成 UTF-8。";
    MOJIBAKE = "mojibake" Warning
        "A line was decoded wrongly and saved again before it came here; its words and names are as they stand."
        "有的行在别处被错误解码后又保存，内容是乱码。"
        "Export the file again from the chat program; do not open and save it with another encoding."
        "从聊天软件里重新导出，不要用别的编码打开再保存。";
    MARK_INSIDE = "mark-inside" Note
        "A byte order mark stands inside the file: files were put one behind another; it was taken out."
        "文件中间有字节序标记：像是几个文件接在一起，已去掉。"
        "Nothing, if the files are of one chat."
        "几个文件是同一个聊天的，就不用管。";
    NUL_BYTES = "nul-bytes" Warning
        "A line holds NUL bytes; they were taken out."
        "有的行里有 NUL 字节，已去掉。"
        "Copy the file again: it was damaged while it was stored or sent."
        "文件在保存或传送时坏了，再拷一份。";
    CONTROL_CHARACTERS = "control-characters" Note
        "A line holds control characters or terminal escapes; they were taken out."
        "有的行里有控制字符，已去掉。"
        "Nothing."
        "不用管。";
    CUT_FILE = "cut-file" Warning
        "The file ends in the middle of a message; it was cut."
        "文件在一条消息中间断开了。"
        "Export the chat again, or copy the file whole."
        "再导出一次，或者把文件完整地再拷一份。";
    WRONG_ENDING = "wrong-ending" Note
        "The file's name ends like another kind of file than it is; it was read as what it is."
        "文件后缀与内容不符，按内容读取。"
        "Nothing, or rename the file."
        "不用管，或者把后缀改对。";
    HEADER_LIKE_TEXT = "header-like-text" Note
        "A line inside a message looks like the beginning of another; by its surroundings it was kept as text."
        "消息里有一行像是另一条消息的开头，按上下文当作正文。"
        "Look at the line named; if a message begins there, set a blank line before and after it."
        "看看这一行：要是一条新消息，前后各空一行。";
    BAD_ANSWER = "bad-answer" Warning
        "An answer is none of those that are read; the question stays open."
        "回答的写法认不出，先当没有回答。"
        "Answer in one of the words named, and run linli check again."
        "照写明的几个字回答，再跑一次。";
    RAGGED_ROW = "ragged-row" Warning
        "A row has more cells than there are headers; it was left out."
        "这一行的格子比表头多，已略过。"
        "Look for a comma or a tab inside a cell; put the cell in quotation marks."
        "看看格子里是不是有逗号；有就给这一格加上引号。";
    HOUR_24 = "hour-24" Note
        "A time is 24:00; it was taken as midnight of the next day."
        "时间写作 24:00，按次日零点计。"
        "Nothing."
        "不用管。";
    LEAP_SECOND = "leap-second" Note
        "A time has second 60; it was taken as the second before."
        "秒数是 60，按前一秒计。"
        "Nothing."
        "不用管。";
    TIME_SCALE = "time-scale" Note
        "Times are counted in thousandths or millionths of a second where the format has seconds; they were understood."
        "时间戳的单位是毫秒或微秒，已按大小识别。"
        "Nothing."
        "不用管。";
    CLOCK_BACK = "clock-back" Note
        "A message that was written later bears an earlier time: a clock was set back."
        "后发的消息时间更早：有手机的时钟被调回。"
        "Nothing, unless many messages are concerned."
        "不多就不用管。";
    DATE_AS_TEXT = "date-as-text" Note
        "A worksheet holds dates typed as text among dates; they were read."
        "工作表里有的日期是文本格式，已照常读取。"
        "Nothing, or format the column as dates."
        "不用管，或者把这一列设成日期格式。";
    UNREAD_LINES = "unread-lines" Warning
        "Lines before the first message could not be understood and were left out."
        "第一条消息之前有读不懂的行，已略过。"
        "Check that the file begins where the export began."
        "看看文件开头是不是少了一截。";
    EMPTY_NAME = "empty-name" Warning
        "A message or row has no name; it was left out."
        "没有名字的消息或行，已略过。"
        "Fill in the name, or leave the row out on purpose."
        "补上名字；本来就该空着的不用管。";
    LONG_NAME = "long-name" Warning
        "A name is longer than any person's; it was cut."
        "名字过长，已截断。"
        "Check that the column of names is the right one."
        "看看“姓名”这一列是不是认错了。";
    NAME_WITH_COLON = "name-with-colon" Note
        "A name may hold what the file writes between a name and a text: every text of one writer begins with the same words and a colon, or an account stands in the name; the name ends where the format says."
        "名字里可能有冒号，或带着账号：按格式的规矩断开。"
        "If the words belong to the name, say in aliases.csv who it is."
        "要是冒号前后都是名字，就在“别名”表里写上是谁。";
    UNNAMED_EXPORTER = "unnamed-exporter" Warning
        "A file says `我` (me) of somebody and nothing says who that is; they count as one unknown person of that file."
        "文件里有“我”，不知道是谁：按该文件里的一个无名者计。"
        "Write `me = \"小林老师\"` in study.toml, or under `[sources.\"file\"]` for one file; on a sheet, write the name."
        "在 study.toml 里写上“我”是谁：me = \"名字\"，和群里显示的一样；签到表里的“我”直接改成名字。";
    SYSTEM_NAME = "system-name" Note
        "A name is the program's own, or a place it left unfilled; it is no person and was left out."
        "系统消息或没填上的占位名，不是人，已略过。"
        "Nothing."
        "不用管。";
    IDENTIFIER_NAME = "identifier-name" Note
        "A name is a telephone or identity number, or the id of an account; it is kept as a name and protected as one."
        "名字是电话、证件号或账号：按名字保存和保护。"
        "Say in aliases.csv who it is."
        "在“别名”表里写上是谁。";
    SERVICE_NAME = "service-name" Note
        "A name is that of a program or a service account; it counts as a person until somebody says otherwise."
        "名字像是机器人或服务号：在说明之前按人计。"
        "Give it the role `bot` in memberships.csv."
        "是机器人的，在 memberships.csv 里给它写上角色 bot。";
    SHARED_NAME = "shared-name" Note
        "A name is borne by two people of one organization, told apart by ids; a source that has only the name is read as a third."
        "同一组织里两人同名（账号不同）；只有名字的资料按第三人计。"
        "Answer in aliases.todo.csv, or give the name a source or a group in aliases.csv."
        "在 aliases.todo.csv 里回答，或者在“别名”表里写上是哪个文件、哪个群的。";
    UNKNOWN_DECISION = "unknown-decision" Note
        "A decision about who is who names somebody whom no source shows now; it waits."
        "关于“谁是谁”的决定里，有人在资料中没有出现，先放着。"
        "Nothing, if a file was taken out for a while."
        "只是暂时拿走了一个文件的话，不用管。";
    UNKNOWN_TARGET = "unknown-target" Note
        "A message answers or names somebody who is not in the source; the tie is not counted."
        "回复或@的对象不在资料里，不计关系。"
        "Nothing, if the conversation began before the export."
        "聊天在导出之前就开始了的话，不用管。";
    EMPTY_SOURCE = "empty-source" Warning
        "A source holds no messages."
        "来源文件没有消息。"
        "Export the chat again, or take the file out of the folder."
        "再导出一次；不要了就从文件夹里拿走。";
    UNKNOWN_FILE = "unknown-file" Warning
        "A file is of no kind known to linli and was not read."
        "不认识的文件，没有读取。"
        "See the list of formats; save .xls and .ods as .xlsx."
        ".xls、.ods 另存为 .xlsx；照片和 PDF 要重新录一遍；无关的文件不用管。";
    UNKNOWN_COLUMN = "unknown-column" Note
        "A column is not one linli reads; it was ignored."
        "有不认识的列，已忽略。"
        "Rename it to a known header if it should count."
        "要用的话，改成认识的表头。";
    PRIVATE_COLUMN = "private-column" Note
        "A column with telephone or identity numbers was not read."
        "电话、身份证等列没有读取。"
        "Nothing: linli does not need it."
        "不用管：linli 用不着。";
    UNKNOWN_KIND = "unknown-kind" Note
        "A message is of a kind that has no name here; it counts as `other`."
        "不认识的消息类型，按“其他”计。"
        "Use the kinds listed in the reference; leave the cell empty for a text."
        "类型写参考里列出的那些；文字消息空着就行。";
    NO_SHEET = "no-sheet" Note
        "An activity has no list of names; its attendance is not recorded, which is not the same as nobody came."
        "活动没有签到名单：不等于没人来。"
        "Retype the sheet into sheets/, or take a printed sheet to the next activity."
        "把签到表录进 sheets；下次活动带一张打印好的（linli form）。";
    HEADCOUNT_ONLY = "headcount-only" Note
        "A sheet gives a number of people but no names."
        "签到表只有人数，没有名字。"
        "Nothing; the number is kept as the headcount."
        "不用管，人数留着了。";
    NO_DATE = "no-date" Warning
        "No date was found in a file name or its rows; the file was left out."
        "文件名和内容里都找不到日期，已略过。"
        "Name the file like `2017-03-06 剪纸.csv`."
        "文件名写成“2017-03-06 剪纸.csv”的样子。";
    NO_ORGANIZATION = "no-organization" Note
        "A person is in no organization; they count where they are seen and in no roster."
        "有人不属于任何组织：只在出现处计入。"
        "Add a line to memberships.csv, or a roster."
        "在 memberships.csv 里加一行，或者放一份成员名单。";
    UNKNOWN_NAME = "unknown-name" Warning
        "A table names a person, group, organization or activity that no other source knows."
        "表里的名字在别处没有出现。"
        "Check the spelling, or add the name to the table it belongs to."
        "看看是不是写错了；没写错就补到它该在的表里。";
    DUPLICATE_ROW = "duplicate-row" Note
        "The same fact is recorded twice; it counts once."
        "同一条记录出现两次，只算一次。"
        "Nothing."
        "不用管。";
    SPELL_ORDER = "spell-order" Warning
        "A spell or an interval ends before it starts; it was left out."
        "结束早于开始，已略过。"
        "Correct the dates at the line named."
        "改一改开始和结束的日期。";
    PLAN_NAME_UNSEEN = "plan-name-unseen" Warning
        "The plan names somebody or something that no source mentions."
        "方案里写的名字在资料中没有出现。"
        "Check the spelling in study.toml; names must be as the export shows them."
        "study.toml 里的名字要和资料里显示的一模一样。";
    SHORT_STUDY = "short-study" Note
        "The study is shorter than one window; a single window over all of it is used instead."
        "资料比一个时间窗还短，只用一个窗。"
        "Nothing, or a smaller `window` in study.toml."
        "不用管，或者在 study.toml 里把 window 写小些。";
    FUTURE_TIME = "future-time" Warning
        "A time lies after the day the file was exported."
        "时间晚于导出日期。"
        "Check day and month order, and the clock of the telephone."
        "看看日和月是不是反了，手机时间对不对。";
    GROUP_RENAMED = "group-renamed" Note
        "The chat changed its title on the way; it is one group."
        "群中途改过名，按同一个群计。"
        "Nothing; exports under the old and the new title belong to one line of groups.csv."
        "不用管；改名前后的导出写在 groups.csv 的同一行。";
    ALIKE_NAMES = "alike-names" Note
        "Names of one place differ in width, script or signs alone; they are two people until somebody says that they are one."
        "同一处有名字只差全半角、繁简或符号，没有说明之前按两个人计。"
        "Answer the questions of aliases.todo.csv."
        "回答 aliases.todo.csv 里的问题。";
    NEW_KEY = "new-key" Note
        "A new pseudonym key was written; without it the pseudonyms of earlier runs cannot be met again."
        "新做了一把假名钥匙：没有它，以前跑出来的假名就对不上了。"
        "Keep it, apart from the study; if there was a key before, put that back in its place or name it with `key`."
        "请留好，和研究文件夹分开放；以前有过钥匙的，把那一把放回来，或者用 --key 指定。";
    SAME_EXPORT = "same-export" Note
        "Two files hold the same chat; every message counts once."
        "两个文件是同一份聊天记录，每条消息只算一次。"
        "Nothing; one of them can be taken out."
        "不用管；拿走一份也行。";
    MINUTE_MERGE = "minute-merge" Note
        "Exports of one group were put together of which one has times to the minute only; messages are matched within the minute."
        "同一个群的几份导出精度不同（有的只到分钟），按分钟对照合并。"
        "Nothing, or export again in the format with seconds."
        "不用管，或者换一种带秒的导出。";
    MATCHED_WITHOUT_ID = "matched-without-id" Note
        "Exports of one group were put together that do not share message ids; messages are matched by time, writer and content."
        "同一个群的几份导出没有共同的消息编号，按时间、发言人和内容对照合并。"
        "Nothing, or export again in one format."
        "不用管，或者用同一种格式再导出一次。";
    OTHER_NAMES = "other-names" Warning
        "Two exports of one group show the same messages under different names; they count twice until the names are known to be one person."
        "同一个群的两份导出里，同样的消息署名不同；在说明是同一个人之前会重复计算。"
        "Say in aliases.csv which names are one person (each exporter sees their own remark names)."
        "在“别名”表里写上哪些名字是同一个人：各人手机里的备注名不一样。";
    GRANT_AMOUNTS = "grant-amounts" Warning
        "An application is refused or undecided and has a sum granted, or more was granted than asked; it stands as it is written, and only what is marked as granted counts as granted."
        "创投里有一条：没批准却写了批准金额，或者批准的比申请的多；照原样保留，只有结果是“批准”的才算批准。"
        "Compare the decision and the sums of that row with the letter."
        "拿批复核对这一行的结果和金额。";
    NOT_YET_READ = "not-yet-read" Note
        "A table or column is of a known kind that this version does not read yet; nothing of it was used."
        "这张表或这一列本版本还不读取。"
        "Nothing: keep it, a later version will read it."
        "留着就行，以后的版本会读。";
    NOT_SIGNED = "not-signed" Note
        "A name stands on a list without the mark that others have; neither present nor absent is recorded."
        "名单上有名字但没有打勾：不算到，也不算缺席。"
        "Write √ or 未到 beside the name."
        "在名字旁边写 √ 或“未到”。";
    NO_RESIDENT = "no-resident" Note
        "A sheet says of a name that it is a teacher's, a member of staff's or a guest's; they are kept as guests and not counted among the residents who came."
        "签到表上写着是老师、工作人员或来宾的，按来宾记，不算来参加的居民。"
        "Nothing; where a resident taught, take the word away or write 组织者."
        "不用管；居民自己来教的，把这个词去掉，或者写“组织者”。";
    EMPTY_FORM = "empty-form" Warning
        "A printed sheet has names and days and nobody is ticked; nothing was taken from it."
        "签到表上有名字有日期，一个勾也没有，什么也没读到。"
        "Tick who came, or take the file away until then."
        "打印的表还没填？填好再放进来；不填就先拿走。";
    SIGN_UP_ONLY = "sign-up-only" Note
        "Somebody put their name down and nothing says that they came; a sign-up is not attendance."
        "只有报名，没有签到：报名不算到场。"
        "Nothing, or add the sheet on which they signed in."
        "不用管，或者补上签到表。";
    CONSENT_PERSON = "consent-unknown-person" Warning
        "The consent table names a person whom no source knows."
        "同意表里的人在资料中没有出现。"
        "Check the spelling: consent must not be lost."
        "看看名字写得对不对：同意书不能丢。";
}

/// The code of this name.
pub fn diagnostic_code(id: &str) -> Option<&'static DiagnosticCode> {
    DIAGNOSTICS.iter().copied().find(|code| code.id == id)
}

/// One occurrence.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What kind.
    pub code: &'static DiagnosticCode,
    /// Where.
    pub location: Location,
    /// What was found and what was expected, in one line. Never a person's words.
    pub detail: String,
    /// The same in Chinese, where it says more than the kind does.
    pub detail_zh: Option<String>,
}

/// How many occurrences of one code are kept with their places; all are counted.
pub const SAMPLES: usize = 20;

/// All that was odd, counted by code and sampled.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    by_code: BTreeMap<&'static str, Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    code: &'static DiagnosticCode,
    count: u64,
    samples: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing odd so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts one occurrence; the first [`SAMPLES`] of a code are kept.
    pub fn push(&mut self, code: &'static DiagnosticCode, location: Location, detail: impl Into<Words>) {
        let entry = self.by_code.entry(code.id).or_insert(Entry { code, count: 0, samples: Vec::new() });
        entry.count += 1;
        if entry.samples.len() < SAMPLES {
            let (detail, detail_zh) = detail.into().into_parts();
            entry.samples.push(Diagnostic { code, location, detail, detail_zh });
        }
    }

    /// Takes over everything another reader found. Samples end up in the order of their places.
    pub fn absorb(&mut self, other: Self) {
        for (id, theirs) in other.by_code {
            let entry = self.by_code.entry(id).or_insert(Entry { code: theirs.code, count: 0, samples: Vec::new() });
            entry.count += theirs.count;
            entry.samples.extend(theirs.samples);
            entry.samples.sort_by(|a, b| (&a.location, &a.detail).cmp(&(&b.location, &b.detail)));
            entry.samples.truncate(SAMPLES);
        }
    }

    /// Codes with their counts and samples, in the order of the code's name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static DiagnosticCode, u64, &[Diagnostic])> {
        self.by_code.values().map(|entry| (entry.code, entry.count, entry.samples.as_slice()))
    }

    /// How often a code occurred.
    pub fn count(&self, code: &DiagnosticCode) -> u64 {
        self.by_code.get(code.id).map_or(0, |entry| entry.count)
    }

    /// Whether nothing was odd.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }
}
