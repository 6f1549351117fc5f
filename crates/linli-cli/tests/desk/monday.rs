//! The brief of the invented lane, beside what an experienced coach wrote down to do that Monday.

use std::fs;

use linli::plan::{Plan, ReleasePlan, Tier};
use linli::study::quietly;
use linli::time::Day;
use linli_report::{Language, brief_text};

use super::folder::lane;
use super::margin::{Answers, told};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/concepts/monday.md");

/// With `LINLI_BLESS=1` in the environment the brief in the page is rewritten; the difference is then read, and what the page
/// says beside it put right, before it is kept.
#[test]
fn the_page_holds_the_brief_of_the_lane() {
    let Some(lane) = lane() else { return };
    let study = told(&lane, Answers::NotTold, "monday");
    let release = ReleasePlan { tier: Tier::T0, persons: true };
    let plan = Plan { release, title: "三条胡同".to_owned(), ..study.plan.clone() };
    let (_, brief) = study.with_plan(plan).brief(Day::parse("2017-05-01").unwrap(), &[], &mut quietly).unwrap();
    let page = fs::read_to_string(PAGE).unwrap();
    let mut wanted = page.clone();
    for (name, language) in [("zh", Language::Zh), ("en", Language::En)] {
        let marks = [format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->")];
        let [start, end] = marks.each_ref().map(|mark| wanted.find(mark).unwrap_or_else(|| panic!("no {mark}")));
        let quoted: String =
            brief_text(&brief, "三条胡同", language).lines().map(|line| format!("> {line}\n")).collect();
        wanted.replace_range(start + marks[0].len()..end, &quoted);
    }
    if std::env::var_os("LINLI_BLESS").is_some() {
        fs::write(PAGE, &wanted).unwrap();
    } else {
        assert!(
            page == wanted,
            "docs/concepts/monday.md is stale; LINLI_BLESS=1 rewrites it, then read the difference"
        );
    }
}
