//! Folders and workbooks for tests.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use zip::write::SimpleFileOptions;

/// A folder that goes away with its value.
pub(crate) struct Folder(PathBuf);

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("linli-io-{}-{number}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A folder `study` inside, with these files; `Folder::study` is its path.
    pub(crate) fn with_study(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self::new(name);
        fs::create_dir_all(folder.study()).unwrap();
        for (path, content) in files {
            folder.write(path, content.as_bytes());
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn study(&self) -> PathBuf {
        self.0.join("study")
    }

    pub(crate) fn write(&self, path: &str, content: &[u8]) {
        let whole = self.study().join(path);
        fs::create_dir_all(whole.parent().unwrap()).unwrap();
        fs::write(whole, content).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder of shared test data: in `LINLI_SHARED`, or beside the workspace.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = std::env::var_os("LINLI_SHARED").map_or_else(beside, PathBuf::from).join("data").join(part);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: the shared data are not here (LINLI_SHARED)");
    None
}

/// Packs parts into a workbook file.
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    packed_bytes(&parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect::<Vec<_>>())
}

/// The same, of parts that need not be text.
pub(crate) fn packed_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet from the XML of its `sheetData`.
pub(crate) fn workbook_of(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (i, (name, state, data)) in sheets.iter().enumerate() {
        let n = i + 1;
        write!(listed, r#"<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>"#).unwrap();
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        write!(related, r#"<Relationship Id="rId{n}" Type="{kind}" Target="worksheets/sheet{n}.xml"/>"#).unwrap();
        parts.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#
            ),
        ));
    }
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#
    );
    let relations = |inner: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let root = relations(
        r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"#,
    );
    let inner = relations(&related);
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let mut all = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", inner.as_str()),
        ("xl/styles.xml", styles),
    ];
    all.extend(parts.iter().map(|(name, data)| (name.as_str(), data.as_str())));
    packed(&all)
}

/// The rows of a sheet as XML. A cell that begins with `#` is a number, with `@` a date's serial number.
pub(crate) fn rows(rows: &[&[&str]]) -> String {
    let mut xml = String::new();
    for (r, row) in rows.iter().enumerate() {
        write!(xml, "<row r=\"{}\">", r + 1).unwrap();
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = format!("{}{}", char::from(b'A' + c as u8), r + 1);
            match (cell.strip_prefix('#'), cell.strip_prefix('@')) {
                (Some(number), _) => write!(xml, r#"<c r="{at}"><v>{number}</v></c>"#),
                (_, Some(serial)) => write!(xml, r#"<c r="{at}" s="1"><v>{serial}</v></c>"#),
                _ => write!(xml, r#"<c r="{at}" t="inlineStr"><is><t>{cell}</t></is></c>"#),
            }
            .unwrap();
        }
        xml.push_str("</row>");
    }
    xml
}
