//! Which column of a table is what.

use linli::records::{Field, Fields, MessageKind};
use linli::{Error, Location, refusal};

use super::super::ReadOptions;

macro_rules! columns {
    ($($variant:ident = $id:literal $($also:literal)*;)+) => {
        /// What a column can be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column {
            $($variant),+
        }

        /// Every column, with its header of ours and the Chinese ones.
        const COLUMNS: &[(Column, &str, &[&str])] = &[$((Column::$variant, $id, &[$($also),*])),+];
    };
}

columns! {
    Group = "group" "群" "群名" "群聊";
    Platform = "platform" "平台";
    Time = "time" "时间" "发送时间";
    Author = "author" "发言人" "发送者" "作者";
    AuthorId = "author_id" "发言人编号" "账号";
    Id = "id" "编号" "消息编号";
    ReplyTo = "reply_to" "回复" "回复编号";
    Mentions = "mentions" "提及" "提到";
    Kind = "kind" "类型";
    Length = "length" "长度" "字数";
    Text = "text" "内容" "消息内容" "文字";
    Cues = "cues" "线索";
    Flags = "flags" "标记";
    Answers = "answers" "答复";
    Names = "names" "点名";
    By = "by" "邀请人";
    Number = "number";
    Overlaps = "overlaps";
}

/// Where each column stands.
pub(super) struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    /// By our own headers; None where two columns mean the same.
    pub(super) fn own(headers: &[String]) -> Option<Self> {
        let mut columns = Self([None; COLUMNS.len()]);
        for (at, header) in headers.iter().enumerate() {
            let key = crate::value::trim(header).trim_start_matches('\u{FEFF}').to_lowercase();
            let known = COLUMNS.iter().find(|(_, id, also)| *id == key || also.contains(&key.as_str()));
            if let Some(&(column, ..)) = known {
                let place = columns.0.get_mut(column as usize)?;
                if place.is_some() {
                    return None;
                }
                *place = Some(at);
            }
        }
        Some(columns)
    }

    /// By our own headers and what the options declare, which goes before.
    pub(super) fn of(headers: &[String], options: &ReadOptions) -> Result<Self, Error> {
        let place = || Location::line(&options.file, 1);
        let declared = |header: &String| options.columns.values().any(|name| name == crate::value::trim(header));
        // A column that is declared to be one thing is not another by its header.
        let rest: Vec<String> =
            headers.iter().map(|header| if declared(header) { String::new() } else { header.clone() }).collect();
        let mut columns = Self::own(&rest).ok_or_else(|| double(&options.file))?;
        for (id, name) in &options.columns {
            let Some(&(column, ..)) = COLUMNS.iter().find(|(_, known, _)| known == id) else {
                return Err(Error::unknown(("column", "列"), id, COLUMNS.iter().map(|(_, id, _)| *id)).at(place()));
            };
            let at = headers.iter().position(|header| crate::value::trim(header) == name);
            let Some(at) = at else {
                return Err(Error::refused(
                    &refusal::MISSING_COLUMN,
                    format!("there is no column `{name}` to be the {id}"),
                )
                .at(place())
                .with_hint(found(headers)));
            };
            if let Some(place) = columns.0.get_mut(column as usize) {
                *place = Some(at);
            }
        }
        for column in [Column::Time, Column::Author] {
            let known = columns.at(column).is_some();
            if !known && (column == Column::Time || columns.at(Column::AuthorId).is_none()) {
                return Err(missing(column, headers, &options.file));
            }
        }
        Ok(columns)
    }

    /// Where a column stands.
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.0.get(column as usize).copied().flatten()
    }

    /// What such a table can record. Times may be of any precision, so that seconds are taken as recorded.
    pub(super) fn fields(&self) -> Fields {
        let when = |column, fields: &[Field]| if self.at(column).is_some() { Fields::of(fields) } else { Fields::NONE };
        [
            (Column::ReplyTo, &[Field::Reply][..]),
            (Column::Answers, &[Field::Reply]),
            (Column::Mentions, &[Field::Mention]),
            (Column::Names, &[Field::Named]),
            (Column::Kind, &[Field::Kind, Field::Join, Field::Leave, Field::Recall]),
            (Column::Length, &[Field::Length]),
            (Column::Text, &[Field::Length, Field::Cue, Field::Mention, Field::Named]),
            (Column::Cues, &[Field::Cue]),
            (Column::AuthorId, &[Field::PersonId]),
        ]
        .into_iter()
        .fold(Fields::of(&[Field::Seconds]), |all, (column, fields)| all.with(when(column, fields)))
    }
}

/// The error of a table of which two columns mean the same.
pub(super) fn double(file: &str) -> Error {
    Error::refused(&refusal::DOUBLE_COLUMN, "two columns mean the same").at(Location::line(file, 1)).with_hint(format!(
        "rename one of them, or say in study.toml which is which: columns = {{ … }} under [sources.\"{file}\"]"
    ))
}

/// The error of a table without a column that it must have.
pub(super) fn missing(column: Column, headers: &[String], file: &str) -> Error {
    let known = COLUMNS.iter().find(|(known, ..)| *known == column);
    let (id, also) = known.map_or(("time", ""), |(_, id, also)| (*id, also.first().copied().unwrap_or_default()));
    Error::refused(
        &refusal::MISSING_COLUMN,
        format!("no column of the table is the {id}: none is headed `{id}` or `{also}`"),
    )
    .at(Location::line(file, 1))
    .with_hint(format!(
        "{}; say which is which in study.toml: [sources.\"{file}\"] columns = {{ time = \"…\", author = \"…\" }}",
        found(headers)
    ))
}

/// The headers that are there.
fn found(headers: &[String]) -> String {
    let mut names: Vec<String> = headers.iter().take(20).map(|header| format!("`{}`", short(header))).collect();
    if headers.len() > 20 {
        names.push("…".to_owned());
    }
    format!("the headers found are {}", names.join(", "))
}

fn short(header: &str) -> String {
    header.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Kinds by their own names and by Chinese words.
pub(super) fn kind(text: &str) -> Option<MessageKind> {
    MessageKind::parse(&text.to_ascii_lowercase()).or(match text {
        "文本" | "文字" | "文本消息" => Some(MessageKind::Text),
        "图片" | "照片" | "图片消息" => Some(MessageKind::Picture),
        "语音" | "语音消息" => Some(MessageKind::Voice),
        "视频" | "视频消息" => Some(MessageKind::Video),
        "文件" | "文件消息" => Some(MessageKind::File),
        "表情" | "动画表情" => Some(MessageKind::Sticker),
        "链接" | "小程序" => Some(MessageKind::Link),
        "聊天记录" => Some(MessageKind::Forward),
        "位置" => Some(MessageKind::Location),
        "名片" => Some(MessageKind::Card),
        "红包" => Some(MessageKind::RedPacket),
        "转账" => Some(MessageKind::Transfer),
        "接龙" => Some(MessageKind::SignUp),
        "群公告" => Some(MessageKind::Announcement),
        "投票" => Some(MessageKind::Poll),
        "通话" => Some(MessageKind::Call),
        "拍一拍" => Some(MessageKind::Pat),
        "撤回" => Some(MessageKind::Recall),
        "进群" | "入群" => Some(MessageKind::Join),
        "退群" => Some(MessageKind::Leave),
        "系统" | "系统消息" => Some(MessageKind::System),
        "其他" => Some(MessageKind::Other),
        _ => None,
    })
}
