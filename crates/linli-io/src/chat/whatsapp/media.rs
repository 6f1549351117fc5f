//! What a message is: words, or what stands in place of a picture, a voice message, a message taken back.

use std::borrow::Cow;

use linli::records::MessageKind;

use super::super::reading::{is_mark, placeholder};

/// A message's kind, and its words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) kind: MessageKind,
    pub(super) text: Cow<'a, str>,
}

/// Placeholders that are a whole message. Android's `<Media omitted>` does not say what was left out.
const OMITTED: &[(MessageKind, &[&str])] = &[
    (
        MessageKind::Other,
        &[
            "<Media omitted>",
            "<省略影音内容>",
            "<媒体省略>",
            "<省略多媒體檔案>",
            "<已省略多媒體檔案>",
            "<Medien ausgeschlossen>",
            "<Multimedia omitido>",
            "<Mídia oculta>",
            "<Arquivo de mídia oculto>",
            "<Ficheiro não revelado>",
            "<Médias omis>",
            "<Media omessi>",
            "<Media weggelaten>",
            "<Без медиафайлов>",
            "<Medya dahil edilmedi>",
            "<Media tidak disertakan>",
            "<メディアは含まれていません>",
            "<미디어 파일을 생략한 대화내용>",
        ],
    ),
    (
        MessageKind::Picture,
        &[
            "image omitted",
            "圖片已略去",
            "图片已忽略",
            "图片已省略",
            "Bild weggelassen",
            "imagen omitida",
            "Imagen omitida",
            "imagem ocultada",
            "imagem omitida",
            "image absente",
            "immagine omessa",
            "afbeelding weggelaten",
            "изображение отсутствует",
            "görüntü dahil edilmedi",
            "gambar tidak disertakan",
            "画像は省略されました",
            "이미지 생략됨",
        ],
    ),
    (
        MessageKind::Video,
        &[
            "video omitted",
            "video note omitted",
            "影片已略去",
            "视频已忽略",
            "视频已省略",
            "Video weggelassen",
            "video omitido",
            "Video omitido",
            "vídeo omitido",
            "vidéo absente",
            "video omesso",
            "video weggelaten",
            "видео отсутствует",
            "video dahil edilmedi",
            "video tidak disertakan",
            "動画は省略されました",
            "동영상 생략됨",
        ],
    ),
    (
        MessageKind::Voice,
        &[
            "audio omitted",
            "音訊已略去",
            "音频已忽略",
            "音频已省略",
            "Audio weggelassen",
            "audio omitido",
            "Audio omitido",
            "áudio ocultado",
            "audio omis",
            "audio absent",
            "audio omesso",
            "audio weggelaten",
            "аудио отсутствует",
            "ses dahil edilmedi",
            "audio tidak disertakan",
            "音声は省略されました",
            "오디오 생략됨",
        ],
    ),
    (
        MessageKind::Sticker,
        &[
            "sticker omitted",
            "GIF omitted",
            "貼圖已略去",
            "贴图已忽略",
            "Sticker weggelassen",
            "GIF weggelassen",
            "sticker omitido",
            "Sticker omitido",
            "GIF omitido",
            "figurinha omitida",
            "sticker omis",
            "sticker omesso",
            "sticker non incluso",
            "sticker weggelaten",
            "стикер отсутствует",
            "Çıkartma dahil edilmedi",
            "stiker tidak disertakan",
            "スタンプは省略されました",
            "스티커 생략됨",
        ],
    ),
    (
        MessageKind::File,
        &[
            "document omitted",
            "文件已略去",
            "文档已忽略",
            "Dokument weggelassen",
            "documento omitido",
            "Documento omitido",
            "document manquant",
            "documento omesso",
            "document weggelaten",
            "документ отсутствует",
            "belge dahil edilmedi",
            "dokumen tidak disertakan",
            "文書は省略されました",
            "문서 생략됨",
        ],
    ),
    (
        MessageKind::Card,
        &[
            "Contact card omitted",
            "Kontaktkarte ausgelassen",
            "Kontaktkarte weggelassen",
            "Tarjeta de contacto omitida",
            "Cartão do contato omitido",
            "Fiche contact omise",
            "Scheda contatto omessa",
        ],
    ),
    (
        MessageKind::Recall,
        &[
            "This message was deleted",
            "You deleted this message",
            "此訊息已刪除",
            "您已刪除此訊息",
            "此消息已删除",
            "您删除了此消息",
            "Diese Nachricht wurde gelöscht",
            "Du hast diese Nachricht gelöscht",
            "Se eliminó este mensaje",
            "Este mensaje fue eliminado",
            "Este mensaje ha sido eliminado",
            "Eliminaste este mensaje",
            "Mensagem apagada",
            "Essa mensagem foi apagada",
            "Esta mensagem foi apagada",
            "Você apagou esta mensagem",
            "Ce message a été supprimé",
            "Vous avez supprimé ce message",
            "Questo messaggio è stato eliminato",
            "Hai eliminato questo messaggio",
            "Dit bericht is verwijderd",
            "U hebt dit bericht verwijderd",
            "Je hebt dit bericht verwijderd",
            "Данное сообщение удалено",
            "Вы удалили данное сообщение",
            "Bu mesaj silindi",
            "Bu mesajı sildiniz",
            "Pesan ini dihapus",
            "Anda menghapus pesan ini",
            "このメッセージは削除されました",
            "삭제된 메시지입니다",
        ],
    ),
];

/// Beginnings that say the kind.
const BEGINNINGS: &[(&str, MessageKind)] = &[
    ("\u{200E}POLL:", MessageKind::Poll),
    ("\u{200E}Location: https://", MessageKind::Location),
    ("Location: https://maps.google.", MessageKind::Location),
    ("location: https://maps.google.", MessageKind::Location),
    ("\u{200E}Missed voice call", MessageKind::Call),
    ("\u{200E}Missed video call", MessageKind::Call),
];

/// Marks at the end of a message that was edited.
const EDITED: &[&str] = &[
    "<This message was edited>",
    "<Diese Nachricht wurde bearbeitet.>",
    "<Se editó este mensaje.>",
    "<Mensagem editada>",
    "<Ce message a été modifié>",
    "<Questo messaggio è stato modificato>",
    "<此消息已编辑>",
    "<已編輯此訊息>",
];

/// Reads a whole message.
pub(super) fn said(text: &str) -> Said<'_> {
    let edited = EDITED.iter().find_map(|mark| text.strip_suffix(mark));
    let text = edited.map_or(text, |text| text.trim_end_matches([' ', '\u{200E}']));
    if let Some((_, kind)) = BEGINNINGS.iter().find(|(beginning, _)| text.starts_with(beginning)) {
        return Said { kind: *kind, text: Cow::Borrowed("") };
    }
    let text = text.trim_start_matches(is_mark);
    let whole = text.trim_end_matches(|c| is_mark(c) || c == '.' || c == '。');
    // No placeholder is longer: most messages are told from one by their length.
    if whole.len() <= 64
        && let Some((kind, _)) = OMITTED.iter().find(|(_, words)| words.contains(&whole))
    {
        return Said { kind: *kind, text: Cow::Borrowed("") };
    }
    match attachment(text) {
        Some((kind, caption)) => Said { kind, text: mentions(caption) },
        None if placeholder::is_sign_up(text) => Said { kind: MessageKind::SignUp, text: mentions(text) },
        None => Said { kind: MessageKind::Text, text: mentions(text) },
    }
}

/// New exports write a mention as `@`, the name between marks that isolate it, with `~` before a name that is not in the
/// contacts; what ends a mention in the text of other programs is put in their place.
fn mentions(text: &str) -> Cow<'_, str> {
    if !text.contains("@\u{2068}") {
        return Cow::Borrowed(text);
    }
    let text = text.replace("@\u{2068}~\u{202F}", "@").replace("@\u{2068}~", "@").replace("@\u{2068}", "@");
    Cow::Owned(text.replace('\u{2069}', "\u{2005}"))
}

/// Words beside the name of a file that was exported too.
const ATTACHED: &[&str] = &[
    " (file attached)",
    "（文件已附加）",
    " (檔案已附加)",
    "（檔案已附加）",
    " (文件附件)",
    " (附件檔案)",
    " (Datei angehängt)",
    " (archivo adjunto)",
    " (arquivo anexado)",
    " (ficheiro anexado)",
    " (fichier joint)",
    " (file allegato)",
    " (bestand bijgevoegd)",
    " (файл добавлен)",
    " (dosya ekli)",
    " (file terlampir)",
    " (添付ファイル)",
    " (파일 첨부됨)",
];

/// `IMG-1.jpg (file attached)` and `<attached: 1-PHOTO.jpg>`, with what was written below.
fn attachment(text: &str) -> Option<(MessageKind, &str)> {
    let (first, caption) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches(|c| is_mark(c) || c == ' ');
    // The word differs by language; the shape is the program's own.
    let inside = first.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')?.split_once([':', '：']));
    let inside = inside.map(|(_, name)| name.trim_start_matches([' ', '\u{A0}']));
    let name = inside.or_else(|| ATTACHED.iter().find_map(|end| first.strip_suffix(end)))?;
    let (_, extension) = name.trim_end_matches(is_mark).rsplit_once('.')?;
    let is_extension = (1..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let kind = match extension.to_ascii_lowercase().as_str() {
        _ if !is_extension => return None,
        "jpg" | "jpeg" | "png" | "heic" => MessageKind::Picture,
        "mp4" | "mov" | "3gp" => MessageKind::Video,
        "opus" | "m4a" | "mp3" | "aac" | "ogg" => MessageKind::Voice,
        "webp" | "gif" => MessageKind::Sticker,
        "vcf" => MessageKind::Card,
        _ => MessageKind::File,
    };
    Some((kind, caption))
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli::records::MessageKind::{Card, Other, Picture, Poll, Recall, Text, Voice};

    #[test]
    fn media_in_every_language() {
        let kind = |text| said(text).kind;
        for text in ["<Media omitted>", "<Medien ausgeschlossen>", "<Multimedia omitido>", "<Без медиафайлов>"]
        {
            assert_eq!(kind(text), Other, "{text}");
        }
        for text in ["\u{200E}image omitted", "圖片已略去", "Bild weggelassen", "\u{200E}imagen omitida"] {
            assert_eq!(kind(text), Picture, "{text}");
        }
        for text in
            ["\u{200E}<attached: 00000012-AUDIO-2020.opus>", "<Anhang: 1-AUDIO-2.opus>", "PTT-1.opus (添付ファイル)"]
        {
            assert_eq!(kind(text), Voice, "{text}");
        }
        for text in ["This message was deleted.", "Se eliminó este mensaje.", "このメッセージは削除されました。"]
        {
            assert_eq!(kind(text), Recall, "{text}");
        }
        assert_eq!(kind("a.vcf (file attached)"), Card);
        assert_eq!(kind("\u{200E}POLL:\nWhen?"), Poll);
    }

    #[test]
    fn words_stay_words() {
        let words = |text| (said(text).kind, said(text).text.into_owned());
        assert_eq!(words("image omitted here"), (Text, "image omitted here".to_owned()));
        assert_eq!(words("\u{200E}IMG-1.jpg (file attached)\nOur lantern"), (Picture, "Our lantern".to_owned()));
        assert_eq!(words("Hello \u{200E}<This message was edited>"), (Text, "Hello".to_owned()));
        assert_eq!(words("<b: 3.5 m>"), (Text, "<b: 3.5 m>".to_owned()));
        assert_eq!(words("@\u{2068}~Piet\u{2069} come"), (Text, "@Piet\u{2005} come".to_owned()));
    }
}
