//! A random check is drawn, answered and read again, whatever activities are called.

use linli::records::Audit;
use linli::study::AuditOptions;

use super::*;

#[test]
fn a_check_comes_back_whatever_its_activities_are_called() {
    let titles = ["=cmd|' /C calc'!A0", "+1-2", "@SUM(1)", "-3", "\"quoted\", and more", "＝全角", "剪纸"];
    let rows: String = titles
        .iter()
        .enumerate()
        .map(|(at, title)| format!("=布工坊,\"{}\",2017-02-{:02}\n", title.replace('"', "\"\""), at + 1))
        .collect();
    let table = format!("organization,title,start\n{rows}");
    let folder = Folder::with_study("audit", &[("study.toml", PLAN), ("activities.csv", &table)]);
    let before = opened(&folder);
    let drawn = before.study.audit_sample(AuditOptions { n: 20, seed: 1 }).unwrap();
    assert_eq!(drawn.len(), titles.len());
    let sheet = folder.path().join("抽查.csv");
    crate::write_audit(&before.study.records, &drawn, &sheet).unwrap();
    assert!(crate::write_audit(&before.study.records, &drawn, &sheet).is_err());
    let text = fs::read_to_string(&sheet).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // No cell begins as a formula does.
    for line in &lines[1..] {
        let cell = line.trim_start_matches(',');
        assert!(!["=", "+", "@", "-", "\"=", "\"+"].iter().any(|sign| cell.starts_with(sign)), "{line}");
    }
    let answer = |(at, line): (usize, &&str)| match at {
        1 => format!("没有,老周,2017-03-01{}", &line[2..]),
        2 => format!("说不清,,{}", &line[2..]),
        3 => format!("有,,2016-01-01{}", &line[2..]),
        0 | 4 => (*line).to_owned(),
        _ => format!("有{line}"),
    };
    let answered: Vec<String> = lines.iter().enumerate().map(answer).collect();
    fs::write(folder.study().join("audit.csv"), answered.join("\n")).unwrap();
    let after = opened(&folder);
    let found: Vec<Option<bool>> = after.study.records.audits().iter().map(|audit: &Audit| audit.found).collect();
    // One answer cannot be read and one was given before the day; neither is "not asked yet".
    assert_eq!(found.len(), titles.len() - 2, "{found:?}");
    let count = |said| found.iter().filter(|&&found| found == said).count();
    assert_eq!((count(Some(false)), count(None), count(Some(true))), (1, 1, 3));
    assert_eq!(places(&after, &linli::diagnostic::BAD_ROW).len(), 1);
    assert!(!format!("{:?}", after.study.records.audits()).contains("老周"));
}
