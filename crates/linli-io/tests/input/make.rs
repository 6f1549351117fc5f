//! Files too large, too regular or too strange to be written down.

mod archives;
mod books;

pub(crate) use books::workbook;

/// The content of this name.
pub(crate) fn make(name: &str) -> Vec<u8> {
    if let Some(made) = archives::archive(name).or_else(|| books::book(name)) {
        return made;
    }
    match name {
        "long line" => format!("[2019-12-24, 12:23] Rosa: {}\n", "a".repeat(2 << 20)).into_bytes(),
        "long name" => format!("[2019-12-24, 12:23] {}: 早\n", "名".repeat(500)).into_bytes(),
        "deep json" => ("[".repeat(100_000) + "\n").into_bytes(),
        "long json string" => format!("{}{}\"}}]}}", telegram("\""), "a".repeat(33 << 20)).into_bytes(),
        "message in pieces" => format!("{}{}\"\"]}}]}}", telegram("["), "\"a\",".repeat(20_000)).into_bytes(),
        "page with a picture inside" => {
            let page = include_str!("../../../../tests/cases/input/page.html");
            page.replace("PICTURE", &"QUJD".repeat(25 << 20)).into_bytes()
        }
        "password" => old_office("EncryptedPackage"),
        "old workbook" => old_office("Workbook"),
        _ => panic!("nothing makes `{name}`"),
    }
}

/// A group of one message, up to where its text begins with this.
fn telegram(opening: &str) -> String {
    format!(
        "{{\"name\": \"Kite makers\", \"type\": \"private_group\", \"id\": 1, \"messages\": [\n{{\"id\": 1, \"type\": \
         \"message\", \"date\": \"2019-12-24T12:23:00\", \"from\": \"Rosa\", \"from_id\": \"user1\", \"text\": {opening}"
    )
}

/// The beginning of a compound file of Office with an entry of this name (MS-CFB 2.2, 2.6.1).
fn old_office(entry: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}
