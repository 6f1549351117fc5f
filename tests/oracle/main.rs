//! Published numbers: classic networks whose measures others have printed. Compared, never recomputed.

#[path = "../suite/case/mod.rs"]
#[expect(dead_code, reason = "ties and findings are compared in the suite")]
mod case;
mod davis;
#[path = "../suite/draft.rs"]
mod draft;
mod published;
mod retention;
mod statistics;

#[test]
fn published_numbers_come_out() {
    let files = case::register("oracle");
    assert!(files.len() >= 8, "only {} files", files.len());
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|(file, cases)| {
            cases.iter().flat_map(move |case| {
                assert!(case.source.len() > 4, "{file}, {}: where is the number from?", case.name);
                case.differences(None).into_iter().map(move |line| format!("{file}: {line}"))
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
