//! Workbooks, from their XML.

use std::fmt::Write as _;

use crate::feed::packed;

/// A head and one name: √ is not needed where a day stands in the file's name.
const ONE: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c></row>\
                   <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>秦姨</t></is></c></row>";

/// The workbook of this name.
pub(super) fn book(name: &str) -> Option<Vec<u8>> {
    let plain = |data: &str| with(&Book { sheet: &sheet(data, ""), ..Book::default() });
    Some(match name {
        "far cells" => plain(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        ),
        "row outside" => plain("<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>"),
        "text in pieces" => plain(&format!(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{}</is></c></row>",
            format!("<r><t>{}</t></r>", "a".repeat(100)).repeat(3_000)
        )),
        "deep elements" => plain(&format!("{}{}", "<a>".repeat(100), "</a>".repeat(100))),
        "many parts" => packed(&(0..11_000).map(|at| (format!("{at}.xml"), String::new())).collect::<Vec<_>>()),
        "claimed strings" => claiming("xl/sharedStrings.xml", ""),
        "claimed strings behind blanks" => claiming("xl/list", &" ".repeat(64 << 10)),
        "claimed strings behind junk" => claiming("customXml/sharedStrings.xml", "junk"),
        "cell outside" => plain("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),
        "no such string" => plain("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>77</v></c></row>"),
        "huge string" => {
            let text = "a".repeat(256 << 20);
            plain(&format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"))
        }
        "same cell" => plain(&format!("<row r=\"1\">{}</row>", "<c r=\"A1\"><v>1</v></c>".repeat(1000))),
        "billion laughs" => {
            let mut declared = String::from("<!ENTITY e0 \"ha\">");
            for at in 1..10 {
                write!(declared, "<!ENTITY e{at} \"{}\">", format!("&e{};", at - 1).repeat(10)).unwrap();
            }
            let data = ONE.replace("秦姨", "&e9;");
            with(&Book { sheet: &format!("<!DOCTYPE worksheet [{declared}]>{}", sheet(&data, "")), ..Book::default() })
        }
        "external entity" => {
            let data = ONE.replace("秦姨", "&e;");
            let declared = "<!DOCTYPE worksheet [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";
            with(&Book { sheet: &format!("{declared}{}", sheet(&data, "")), ..Book::default() })
        }
        "attributes" => {
            let many: String = (0..80_000).map(|at| format!(" a{at}=\"\"")).collect();
            plain(&format!("<row r=\"1\"{many}><c r=\"A1\"><v>1</v></c></row>"))
        }
        "formula" => plain(&ONE.replace(
            "<c r=\"A2\" t=\"inlineStr\"><is><t>秦姨</t></is></c>",
            "<c r=\"A2\" t=\"str\"><f>CONCATENATE(\"秦\",\"姨\")</f><v>秦姨</v></c>",
        )),
        "merged cells" => {
            let rows = format!("{ONE}<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>老顾</t></is></c></row>");
            with(&Book {
                sheet: &sheet(&rows, "<mergeCells count=\"1\"><mergeCell ref=\"A2:B2\"/></mergeCells>"),
                ..Book::default()
            })
        }
        "hidden sheet" => with(&Book { sheet: &sheet(ONE, ""), hidden: true, ..Book::default() }),
        "wrong dimension" => {
            let text = sheet(ONE, "").replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>");
            with(&Book { sheet: &text, ..Book::default() })
        }
        "counts from 1904" => with(&Book {
            sheet: &sheet(&rows(&[vec!["日期".into(), "姓名".into()], vec!["@42361".into(), "秦姨".into()]]), ""),
            settings: "<workbookPr date1904=\"1\"/>",
            ..Book::default()
        }),
        _ => return None,
    })
}

/// A workbook of one sheet. A cell that begins with `#` is a number, with `@` a date's serial number.
pub(crate) fn workbook(cells: &[Vec<String>]) -> Vec<u8> {
    with(&Book { sheet: &sheet(&rows(cells), ""), ..Book::default() })
}

/// A part that claims more strings than there is memory, behind other bytes.
fn claiming(name: &str, before: &str) -> Vec<u8> {
    packed(&[(name.to_owned(), format!("{before}<sst uniqueCount=\"4000000000000\"/>"))])
}

fn rows(cells: &[Vec<String>]) -> String {
    let mut xml = String::new();
    for (r, row) in cells.iter().enumerate() {
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

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn sheet(data: &str, after: &str) -> String {
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>"#)
}

/// A workbook: the XML of its sheet, further settings, and whether a hidden sheet with another name stands behind it.
#[derive(Default)]
struct Book<'a> {
    sheet: &'a str,
    settings: &'a str,
    hidden: bool,
}

fn with(book: &Book<'_>) -> Vec<u8> {
    let count = if book.hidden { 2 } else { 1 };
    let (mut listed, mut related) = (String::new(), String::new());
    for n in 1..=count {
        let state = if n == 2 { " state=\"hidden\"" } else { "" };
        write!(listed, r#"<sheet name="s{n}" sheetId="{n}"{state} r:id="rId{n}"/>"#).unwrap();
        write!(related, r#"<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>"#)
            .unwrap();
    }
    let root = format!(r#"<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#);
    let relations = |inner: &str| format!(r#"<Relationships xmlns="{PACKAGE}">{inner}</Relationships>"#);
    let settings = book.settings;
    let mut parts = vec![
        ("_rels/.rels".to_owned(), relations(&root)),
        (
            "xl/workbook.xml".to_owned(),
            format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{listed}</sheets></workbook>"#),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)),
        (
            "xl/styles.xml".to_owned(),
            format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
    ];
    for n in 1..=count {
        let text = if n == 1 { book.sheet.to_owned() } else { sheet(&ONE.replace("秦姨", "老顾"), "") };
        parts.push((format!("xl/worksheets/sheet{n}.xml"), text));
    }
    packed(&parts)
}
