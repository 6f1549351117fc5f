//! What is not read, and why: every kind of refusal that input can cause, declared once.
//!
//! A refusal whose kind is [`ErrorKind::Ambiguous`] is a question: an option answers it. Every other ends the reading, and
//! nothing is written.

use crate::error::{ErrorKind, RefusalCode};

macro_rules! refusals {
    ($($name:ident = $id:literal $kind:ident $meaning:literal $meaning_zh:literal $remedy:literal $remedy_zh:literal;)+) => {
        $(
            #[doc = $meaning]
            pub static $name: RefusalCode = RefusalCode {
                id: $id,
                kind: ErrorKind::$kind,
                meaning: $meaning,
                meaning_zh: $meaning_zh,
                remedy: $remedy,
                remedy_zh: $remedy_zh,
            };
        )+
        /// Every kind of refusal, in a fixed order.
        pub static REFUSALS: &[&RefusalCode] = &[$(&$name),+];
    };
}

refusals! {
    EMPTY_FILE = "empty-file" Input
        "The file has no content."
        "文件是空的。"
        "export the chat again, or take the file out of the folder"
        "再导出一次；不要了就从文件夹里拿走";
    NOT_TEXT = "not-text" Input
        "The file is a picture, an archive, a program or another binary file where a text is expected."
        "这里应当是文本，实际是图片、压缩包等二进制文件。"
        "export the chat as text or JSON, or save the file as UTF-8 text"
        "把聊天导出成文本或 JSON；文件本身就是文字的，用记事本另存为 UTF-8";
    UTF16_UNMARKED = "utf16-unmarked" Ambiguous
        "The text looks like UTF-16 without the mark that says which byte comes first."
        "像是没有字节序标记的 UTF-16。"
        "say encoding = \"utf-16le\" or \"utf-16be\" under [sources.\"the file\"] in study.toml, or save the file as UTF-8"
        "用记事本打开，另存为 UTF-8；或者在 study.toml 里 [sources.\"文件名\"] 下面写 encoding = \"utf-16le\"";
    BIG5_OR_GBK = "big5-or-gbk" Ambiguous
        "The bytes can be Traditional Chinese in Big5 and Chinese in GBK; the words differ."
        "繁体 Big5 和 GBK 都读得通，内容却不同。"
        "say encoding = \"big5\" or \"gb18030\" under [sources.\"the file\"] in study.toml, or save the file as UTF-8"
        "用记事本打开看看，字对了就另存为 UTF-8；或者在 study.toml 里 [sources.\"文件名\"] 下面写 encoding = \"gb18030\"（繁体写 \"big5\"）";
    LONG_LINE = "long-line" Limit
        "A line is longer than any line of a chat or a sheet."
        "有一行长得不像聊天或表格。"
        "a chat or a sheet has no such line; check that this is the right file"
        "看看是不是放错了文件";
    LONG_MESSAGE = "long-message" Limit
        "A message is longer than any chat program sends."
        "有一条消息长得不合常理。"
        "no chat program sends such a message; check that the file is a chat export to its end"
        "看看文件是不是一直到末尾都是聊天记录";
    LARGE_FILE = "large-file" Limit
        "The file is larger than the limit."
        "文件超过大小上限。"
        "split it by year, or raise the limit `file`"
        "按年份分成几个文件，或者用 --limit file=… 调高上限";
    UNKNOWN_FORMAT = "unknown-format" Input
        "The text is of no chat format that is read here."
        "认不出是哪种聊天导出格式。"
        "export the chat again in a known format, or take the file out of the folder"
        "从聊天软件里重新导出；不是聊天记录的，从 chats 里拿走";
    SEVERAL_CHATS = "several-chats" Input
        "Exports of several chats were put one behind another in a file that cannot hold several."
        "几个聊天的导出被接在同一个文件里。"
        "cut the file where the second export begins"
        "从第二个聊天开始的地方剪开，存成两个文件";
    JSON_CUT = "json-cut" Input
        "The JSON breaks off."
        "JSON 不完整，被截断了。"
        "export the chat again; the file was cut while it was written or sent"
        "再导出一次；这个文件没有存完或没有传完";
    JSON_SYNTAX = "json-syntax" Input
        "The file begins as JSON and is none."
        "JSON 格式有错。"
        "export the chat again; if it was edited by hand, compare it with an untouched export"
        "再导出一次；手改过的，和没改过的比一比";
    JSON_SHAPE = "json-shape" Input
        "The JSON has another shape than its format."
        "JSON 的结构不是这种格式。"
        "export the chat again; if it was edited by hand, compare it with an untouched export"
        "再导出一次；手改过的，和没改过的比一比";
    JSON_TWICE = "json-twice" Input
        "A field stands twice in one object of the JSON, with two values."
        "JSON 的同一个对象里有重复的字段。"
        "export the chat again; if it was edited by hand, take one of the two out"
        "再导出一次；手改过的，两个里去掉一个";
    JSON_DEPTH = "json-depth" Limit
        "Lists and objects stand in one another deeper than any export has them."
        "JSON 嵌套过深。"
        "no chat export does; check that this is the right file"
        "看看是不是放错了文件";
    JSON_STRING = "json-string" Limit
        "A string of the JSON is longer than any picture in an export."
        "JSON 里有超长的字符串。"
        "no chat export does; check that this is the right file"
        "看看是不是放错了文件";
    JSON_FIELD = "json-field" Limit
        "One field of a message holds more than any message does."
        "消息的一个字段内容过多。"
        "no chat export does; check that this is the right file"
        "看看是不是放错了文件";
    ARCHIVE_BROKEN = "archive-broken" Input
        "The zip archive is cut or damaged."
        "压缩包不完整或已损坏。"
        "export the chat again"
        "再导出一次，或者把压缩包完整地再拷一份";
    ARCHIVE_PASSWORD = "archive-password" Input
        "The zip archive is protected by a password."
        "压缩包有密码。"
        "unpack it and put the chat itself into the folder"
        "先用密码解开，把里面的聊天记录放进文件夹";
    ARCHIVE_ENTRIES = "archive-entries" Limit
        "The zip archive has more parts than the limit."
        "压缩包里的文件太多。"
        "take out what is no chat, or raise the limit `entries`"
        "把不是聊天记录的拿掉，或者用 --limit entries=… 调高上限";
    ARCHIVE_RATIO = "archive-ratio" Limit
        "A part of the zip archive unpacks to far more than any text does."
        "压缩包里的文件解开后大得不合常理。"
        "check that it is the right file; no chat packs so well"
        "看看是不是放错了文件";
    ARCHIVE_ENTRY = "archive-entry" Limit
        "A part of the zip archive unpacks to more bytes than the limit."
        "压缩包里的一个文件解开后超过上限。"
        "split the chat by year, or raise the limit `entry`"
        "按年份分开导出，或者用 --limit entry=… 调高上限";
    ARCHIVE_SIZE = "archive-size" Limit
        "The parts of the zip archive together unpack to more bytes than the limit."
        "压缩包解开后的总量超过上限。"
        "take out what is no chat, or raise the limit `unpacked`"
        "把不是聊天记录的拿掉，或者用 --limit unpacked=… 调高上限";
    ARCHIVE_OVERLAP = "archive-overlap" Input
        "Parts of the zip archive use the same bytes: it was made to look larger than it is."
        "压缩包里的文件互相重叠，是人为构造的。"
        "ask for the export again from whoever sent it"
        "请发来的人重新导出一份";
    ARCHIVE_HEADER = "archive-header" Input
        "The zip archive says one length of a part and holds another."
        "压缩包写明的长度与内容不符。"
        "export the chat again"
        "再导出一次";
    ARCHIVE_PATH = "archive-path" Input
        "The zip archive names a part outside of itself (`../`, or a path from the root)."
        "压缩包里有指向外部的路径（../）。"
        "ask for the export again from whoever sent it"
        "请发来的人重新导出一份";
    ARCHIVE_LINK = "archive-link" Input
        "The zip archive holds a link in place of a file."
        "压缩包里有链接，不是文件。"
        "put the file itself into the archive"
        "把文件本身放进压缩包";
    ARCHIVE_NESTED = "archive-nested" Input
        "The zip archive holds another archive and no chat."
        "压缩包里套着压缩包，没有聊天文件。"
        "unpack the outer one and put the inner one into the folder"
        "解开外面这一层，把里面的压缩包放进文件夹";
    ARCHIVE_NO_CHAT = "archive-no-chat" Input
        "The zip archive holds no chat of a known format."
        "压缩包里没有认得出的聊天。"
        "put the chat itself into the folder"
        "把聊天记录本身放进文件夹";
    WORKBOOK_PASSWORD = "workbook-password" Input
        "The workbook is protected by a password."
        "工作簿有密码。"
        "open it, take the password away and save it as .xlsx"
        "打开后去掉密码，另存为 .xlsx";
    WORKBOOK_OLD = "workbook-old" Input
        "The workbook is an old .xls under another name."
        "是旧版 .xls。"
        "open it and save it as .xlsx or CSV"
        "用 Excel 或 WPS 打开，另存为 .xlsx";
    WORKBOOK_OTHER = "workbook-other" Input
        "The file is an OpenDocument table (.ods), or a web page under the name of a workbook."
        "是 .ods，或改名为工作簿的网页。"
        "open it and save it as .xlsx or CSV"
        "用 Excel 或 WPS 打开，另存为 .xlsx";
    WORKBOOK_BROKEN = "workbook-broken" Input
        "The workbook is damaged, or no workbook."
        "工作簿已损坏，或不是工作簿。"
        "open it and save it again as .xlsx or CSV"
        "用 Excel 或 WPS 打开，另存为 .xlsx；打不开就再拷一份";
    WORKBOOK_CELL = "workbook-cell" Input
        "The workbook has a cell outside every sheet."
        "工作簿里有不可能存在的单元格。"
        "open it and save it again as .xlsx or CSV"
        "用 Excel 或 WPS 打开，另存为 .xlsx";
    WORKBOOK_ORDER = "workbook-order" Input
        "The cells of a row are not in the order of their columns."
        "一行里的单元格次序颠倒或重复。"
        "open the workbook in a spreadsheet program and save it again"
        "用 Excel 或 WPS 打开，再保存一次";
    WORKBOOK_STRINGS = "workbook-strings" Limit
        "The workbook claims more strings than it has room for."
        "工作簿声称的字符串多得放不下。"
        "check that it is the right file; save it anew as .xlsx or CSV"
        "看看是不是放错了文件；没错就另存为 .xlsx";
    WORKBOOK_RATIO = "workbook-ratio" Limit
        "A part of the workbook unpacks to far more than any table does."
        "工作簿解开后大得不合常理。"
        "check that it is the right file; save it anew as .xlsx or CSV"
        "看看是不是放错了文件；没错就另存为 .xlsx";
    WORKBOOK_TEXT = "workbook-text" Limit
        "One text of the workbook is longer than a cell can be."
        "工作簿里有一段文字长得放不进单元格。"
        "check that it is the right file; save it anew as .xlsx or CSV"
        "看看是不是放错了文件；没错就另存为 .xlsx";
    WORKBOOK_PARTS = "workbook-parts" Limit
        "The workbook has more parts than the limit."
        "工作簿的部件太多。"
        "check that it is the right file; save it anew as .xlsx or CSV"
        "看看是不是放错了文件；没错就另存为 .xlsx";
    WORKBOOK_ENTITY = "workbook-entity" Input
        "The workbook declares XML entities, which no spreadsheet program writes."
        "工作簿含有 XML 实体声明，正常软件不会写。"
        "ask for the file again from whoever sent it"
        "请发来的人重新发一份";
    WORKBOOK_ATTRIBUTES = "workbook-attributes" Limit
        "An element of the workbook has more attributes than any spreadsheet program writes."
        "工作簿的 XML 属性过多。"
        "open it and save it again as .xlsx or CSV"
        "用 Excel 或 WPS 打开，另存为 .xlsx";
    WORKBOOK_DEPTH = "workbook-depth" Limit
        "Elements of the workbook stand in one another deeper than any spreadsheet program writes."
        "工作簿的 XML 嵌套过深。"
        "open it and save it again as .xlsx or CSV"
        "用 Excel 或 WPS 打开，另存为 .xlsx";
    TABLE_CELLS = "table-cells" Limit
        "A table has more cells than the limit."
        "表格的单元格太多。"
        "check that it is the right file; a list of names has far less"
        "看看是不是放错了文件：名单没有这么大";
    TABLE_COLUMNS = "table-columns" Limit
        "A table has more columns than the limit."
        "表格的列太多。"
        "check that it is the right file; a list of names has far less"
        "看看是不是放错了文件：名单没有这么多列";
    TABLE_ROWS = "table-rows" Limit
        "A worksheet has more rows than any spreadsheet program allows."
        "工作表的行太多。"
        "check that it is the right file; a list of names has far less"
        "看看是不是放错了文件：名单没有这么多行";
    TABLE_FIELD = "table-field" Limit
        "One cell holds more bytes than the limit."
        "单元格内容过长。"
        "check that it is the right file; a list of names has far less"
        "看看是不是放错了文件：名单里没有这么长的格子";
    TABLE_TEXT = "table-text" Limit
        "All cells of a table together hold more bytes than the limit."
        "表格文字总量过大。"
        "check that it is the right file; a list of names has far less"
        "看看是不是放错了文件：名单没有这么大";
    OPEN_QUOTE = "open-quote" Input
        "A quoted cell is never closed and takes the rest of the file with it."
        "引号没有闭合，吞掉了后面的内容。"
        "close the quote at the line named, or save the file again as CSV or .xlsx"
        "在这一行把引号补上，或者另存为 .xlsx";
    DOUBLE_COLUMN = "double-column" Input
        "A column of a table stands twice."
        "同一列出现了两次。"
        "rename or remove one of the two"
        "两列里改名或去掉一列";
    MISSING_COLUMN = "missing-column" Input
        "A column that a table needs is missing."
        "缺少必需的列。"
        "the first line must hold the headers"
        "第一行要写表头";
    DATE_ORDER = "date-order" Ambiguous
        "Every date of the chat can be read with the day or with the month first."
        "日期分不清是“日/月”还是“月/日”。"
        "say date_order under [sources.\"the file\"] in study.toml"
        "在 study.toml 里 [sources.\"文件名\"] 下面写 date_order = \"day-first\"（日在前）或 \"month-first\"（月在前）";
    TWO_DIGIT_YEAR = "two-digit-year" Ambiguous
        "Dates of two-digit numbers can be read with the year at either end."
        "两位数的日期分不清年份在前还是在后。"
        "say date_order under [sources.\"the file\"] in study.toml"
        "在 study.toml 里 [sources.\"文件名\"] 下面写 date_order = \"year-first\"（年在前）、\"day-first\"（日在前）或 \"month-first\"（月在前）";
    DATE_ORDER_CHANGES = "date-order-changes" Input
        "The order of day and month changes inside the file."
        "同一个文件里日月次序前后不一致。"
        "cut the file in two where the order changes, and say date_order for each part"
        "从次序变化的地方剪成两个文件，各写各的 date_order";
    DATE_ORDER_WRONG = "date-order-wrong" Input
        "The order of day and month that was said makes a date that does not exist."
        "按所说的日月次序，有的日期不存在。"
        "leave date_order out, the file settles it; or correct the line"
        "把 date_order 去掉，文件自己分得清；或者把这一行改对";
    YEAR_MISSING = "year-missing" Ambiguous
        "The dates of the chat have no year."
        "日期没有年份。"
        "say year = 2017, the year of the first message, under [sources.\"the file\"] in study.toml"
        "在 study.toml 里 [sources.\"文件名\"] 下面写 year = 2017（第一条消息的年份）";
    DAY_MISSING = "day-missing" Ambiguous
        "A log has clock times and no date."
        "日志里只有时刻，没有日期。"
        "write the day of its first line into the name of the file, such as `2017-03-06 channel.log`"
        "把第一行的日期写进文件名，比如“2017-03-06 频道.log”";
    NO_SUCH_TIME = "no-such-time" Input
        "A message has a day or an hour that does not exist."
        "消息的日期或时刻不存在。"
        "correct the line, or say times = \"lenient\" under [sources.\"the file\"] in study.toml and the message is left out"
        "把这一行改对；或者在 study.toml 里 [sources.\"文件名\"] 下面写 times = \"lenient\"，就略过这样的消息";
    YEAR_RANGE = "year-range" Input
        "A message is of a year in which no chat can be."
        "消息的年份不可能。"
        "correct the line, or say times = \"lenient\" under [sources.\"the file\"] in study.toml and the message is left out"
        "把这一行改对；或者在 study.toml 里 [sources.\"文件名\"] 下面写 times = \"lenient\"，就略过这样的消息";
    NEGATIVE_TIME = "negative-time" Input
        "A time is counted backwards from 1970."
        "时间戳是负数。"
        "export the chat again, or say times = \"lenient\" under [sources.\"the file\"] in study.toml and the message is left out"
        "再导出一次；或者在 study.toml 里 [sources.\"文件名\"] 下面写 times = \"lenient\"，就略过这样的消息";
    FUTURE_MESSAGE = "future-message" Input
        "A message lies more than two days after the day of reading."
        "消息的时间比读取日晚两天以上。"
        "check day and month order and the telephone's clock, or say times = \"lenient\" under [sources.\"the file\"] in study.toml and the message is left out"
        "看看日和月是不是反了，手机时间对不对；或者在 study.toml 里 [sources.\"文件名\"] 下面写 times = \"lenient\"，就略过这样的消息";
    REPEATED_HOUR = "repeated-hour" Ambiguous
        "A local time occurs twice, because clocks were set back in that hour; which of the two is meant is open."
        "当地时间因夏令时结束出现两次，分不清是哪一次。"
        "export the chat with zone offsets, or say times = \"lenient\" under [sources.\"the file\"] in study.toml and the first of the two is taken"
        "换一种带时区的导出；或者在 study.toml 里 [sources.\"文件名\"] 下面写 times = \"lenient\"，就取第一次";
    NAME_OF_SEVERAL = "name-of-several" Ambiguous
        "A name is the name of several people."
        "同一个名字指几个人。"
        "say in aliases.csv who is meant, by group, organization or source"
        "在“别名”表（aliases.csv）里写上这里说的是哪一个人：写明群、组织或文件";
    WHO_IS_ME = "who-is-me" Ambiguous
        "A chat writes `我` (me) for whoever exported it, and the study knows more people: it could be one of them."
        "聊天里的“我”没说是谁，而研究里还有别人。"
        "write me = \"小林老师\" in study.toml, or me = \"…\" under [sources.\"the file\"] for one file"
        "在 study.toml 里写上导出人的名字：me = \"小林老师\"；只有这一个文件不同的，写在 [sources.\"文件名\"] 下面";
    ONE_AND_TWO = "one-and-two" Ambiguous
        "Two people are said to be one person, and to be two."
        "同样两个人，一处说是一个人，一处说是两个人。"
        "correct the answer in this line, or take one of the merges back: linli unmerge DIR A B"
        "把这一行的回答改过来；或者收回一次合并：linli unmerge 文件夹 甲 乙";
    ACTIVITY_OF_SEVERAL = "activity-of-several" Ambiguous
        "A name is the name of several activities."
        "同一个名字指几次活动。"
        "write the activity's id from activities.csv"
        "写上 activities.csv 里那次活动的编号";
    SAME_TITLE = "same-title" Ambiguous
        "Chats of two files are called the same, and nothing in them shows that they are one group."
        "两个文件里的群同名，看不出是不是同一个群。"
        "write groups.csv with the columns group and files: one line with both files (`a.txt; b.txt`) if they are one group, a line for each if they are two"
        "在 groups.csv 里写：是一个群，就把两个文件写在同一行（a.txt; b.txt）；是两个群，就各写一行";
    SAME_TITLE_INSIDE = "same-title-inside" Ambiguous
        "A file holds two chats that are called the same, and nothing in them shows that they are one group."
        "一个文件里有两个同名的群，看不出是不是同一个群。"
        "split it into one file for each group"
        "一个群一个文件，分开存";
    SPLIT_GROUP = "split-group" Ambiguous
        "groups.csv puts files that hold one chat into two groups."
        "groups.csv 把同一个聊天的文件写成了两个群。"
        "put all files of one group into one line"
        "把同一个群的文件写在 groups.csv 的同一行";
    TWO_NAMES_ONE_WRITER = "two-names-one-writer" Ambiguous
        "In two exports of one group the same messages stand under two names."
        "同一个群的两份导出里，同样的消息署了两个名字。"
        "say in aliases.csv that they are one person, or give the files to two groups in groups.csv"
        "在“别名”表（aliases.csv）里写上是同一个人；或者在 groups.csv 里把两个文件写成两个群";
    NO_SOURCES = "no-sources" Input
        "The study folder holds nothing that happened: no chat, no sheet, no table of activities."
        "研究文件夹里没有聊天、签到表或活动表。"
        "put exported chats into chats/, sign-in sheets into sheets/<organization>/, or write activities.csv"
        "把导出的聊天放进 chats/，签到表放进 sheets/组织名/，或者写一张 activities.csv";
    NOTHING_RECORDED = "nothing-recorded" Input
        "Files were there, and no message and no activity was in them."
        "有文件，但里面没有消息也没有活动。"
        "export the chat again, and look that the file is not empty"
        "把导出的聊天放进 chats/，签到表放进 sheets/组织名/，或者填上“活动”表；有空文件的，再导出一次";
    MANY_FILES = "many-files" Limit
        "The folder has more files than any study."
        "文件夹里的文件太多。"
        "name the study folder itself"
        "写研究文件夹本身，不要写它的上一层";
    MANY_MESSAGES = "many-messages" Limit
        "A chat has more messages than the limit."
        "消息太多。"
        "split it by year"
        "按年份分成几个文件";
    MANY_CHATS = "many-chats" Limit
        "The files hold more chats than the limit."
        "聊天的数目太多。"
        "check that it is the right file, or raise the limit `chats`"
        "看看是不是放错了文件；真有这么多，就用 --limit chats=… 调高上限";
    MANY_PEOPLE = "many-people" Limit
        "The study has more people than the limit."
        "人太多。"
        "check that the column of names is the right one, or raise the limit `people`"
        "看看“姓名”这一列是不是认错了；没错就用 --limit people=… 调高上限";
    MANY_ALIASES = "many-aliases" Limit
        "aliases.csv gives one person more names than anybody has."
        "一个人的别名太多。"
        "check the column `person` of aliases.csv"
        "看看“别名”表（aliases.csv）里 person 这一列写得对不对";
}

/// The refusal of this name.
pub fn refusal_code(id: &str) -> Option<&'static RefusalCode> {
    REFUSALS.iter().copied().find(|code| code.id == id)
}
