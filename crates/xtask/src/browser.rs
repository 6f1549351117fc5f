//! `cargo xtask browser`: the pages of a simulated street and of the bundled study, opened in Chromium and judged there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{linli, root, run, succeeds};

/// What the judge is, beside the register that pins what it needs.
const JUDGE: &str = "crates/xtask/browser";
/// The oldest Node that playwright-core runs on.
const NODE: u32 = 18;

/// What is kept beside the PDFs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Papers,
    /// What every page looks like, on a screen, on a telephone and on paper.
    Pictures,
}

/// What is missing to judge pages, and how to get it.
fn missing() -> Option<String> {
    let has_node = || {
        let old = format!("process.exit(process.versions.node.split('.')[0] < {NODE} ? 1 : 0)");
        succeeds(Command::new("node").args(["-e", &old]))
    };
    let lacks = [
        ("chromium", chromium().is_none()),
        ("nodejs", !has_node()),
        ("npm", !succeeds(Command::new("npm").arg("--version"))),
    ];
    let lacks: Vec<&str> = lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect();
    (!lacks.is_empty()).then(|| {
        format!(
            "pages are judged in Chromium from Node {NODE} or newer; missing here: {}. On Debian: apt-get install {}",
            lacks.join(", "),
            lacks.join(" ")
        )
    })
}

/// Judges a small street where there is a browser, and says so where there is none.
pub fn check() -> Result<(), String> {
    match missing() {
        Some(missing) => {
            println!("not judged: {missing}");
            Ok(())
        }
        None => judge("lane", Keep::Papers),
    }
}

/// Renders every page and judges it.
pub fn judge(scenario: &str, keep: Keep) -> Result<(), String> {
    if let Some(missing) = missing() {
        return Err(missing);
    }
    let Some(chromium) = chromium() else { return Ok(()) };
    // A scenario is a name: what looks like a path would be cleared.
    if scenario == "judge" || !scenario.chars().all(|c| c.is_ascii_lowercase() || c == '-') || scenario.starts_with('-')
    {
        return Err(format!(
            "`{scenario}` is no scenario of `linli simulate`; lane is a small one, dashilar the street"
        ));
    }
    let place = root().join("target/browser").join(scenario);
    // Earlier pages, and nothing else, stand there.
    if place.exists() {
        fs::remove_dir_all(&place).map_err(|error| format!("{} is in the way: {error}", place.display()))?;
    }
    let pages = place.join("pages");
    fs::create_dir_all(&pages).map_err(|error| format!("{}: {error}", pages.display()))?;
    render(scenario, &place, &pages)?;
    let judge = set_up()?;
    let seen = place.join("seen");
    let mut command = Command::new("node");
    command.arg(judge.join("judge.mjs")).arg(chromium).arg(&pages).arg(&seen);
    if keep == Keep::Pictures {
        command.arg("pictures");
    }
    run(&mut command)?;
    println!("what was printed is in {}", seen.display());
    Ok(())
}

/// Every kind of page in every language. A plan serves either those who coach or those who fund, so it is changed between.
fn render(scenario: &str, place: &Path, pages: &Path) -> Result<(), String> {
    let street = place.join("street");
    run(linli().args(["simulate", "--scenario", scenario, "--out"]).arg(&street))?;
    let plan = street.join("study.toml");
    let written = fs::read_to_string(&plan).map_err(|error| format!("{}: {error}", plan.display()))?;
    let end = written.lines().find_map(|line| line.strip_prefix("end = ")).unwrap_or_default().trim_matches('"');
    let languages = ["zh", "en"];
    for (audience, purpose, tier) in [
        ("coach", "coaching", "T0"),
        ("researcher", "research", "T1"),
        ("funder", "evaluation", "T1"),
        ("public", "evaluation", "T1"),
    ] {
        let changed = written
            .replace("purpose = \"coaching\"", &format!("purpose = \"{purpose}\""))
            .replace("tier = \"T1\"", &format!("tier = \"{tier}\""));
        fs::write(&plan, changed).map_err(|error| format!("{}: {error}", plan.display()))?;
        for language in languages {
            let page = pages.join(format!("{audience}-{language}.html"));
            let mut report = linli();
            report.arg("report").arg(&street).args(["--audience", audience, "--as-of", end, "--language", language]);
            run(report.arg("--out").arg(page))?;
        }
    }
    fs::write(&plan, written.as_str()).map_err(|error| format!("{}: {error}", plan.display()))?;
    for language in languages {
        let page = pages.join(format!("brief-{language}.html"));
        let mut brief = linli();
        brief.arg("brief").arg(&street).args(["--as-of", end, "--language", language, "--out"]).arg(page);
        // What it prints is for a chat.
        if !succeeds(&mut brief) {
            return Err("`linli brief` failed".to_owned());
        }
    }
    let mut bundled = linli();
    bundled.arg("report").arg(root().join("tests/cases/studies/huaiyin")).args(["--language", "both"]);
    bundled.arg("--key").arg(place.join("street.key"));
    run(bundled.arg("--out").arg(pages.join("bundled-both.html")))
}

/// The judge, with what it needs, under `target`: Node looks for modules beside the file that asks for them.
fn set_up() -> Result<PathBuf, String> {
    let (from, to) = (root().join(JUDGE), root().join("target/browser/judge"));
    fs::create_dir_all(&to).map_err(|error| format!("{}: {error}", to.display()))?;
    let read = |path: PathBuf| fs::read(path).ok();
    let lock = "package-lock.json";
    let is_set_up = to.join("node_modules").is_dir() && read(to.join(lock)) == read(from.join(lock));
    for entry in fs::read_dir(&from).map_err(|error| format!("{JUDGE}: {error}"))?.flatten() {
        let file = to.join(entry.file_name());
        fs::copy(entry.path(), &file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    if !is_set_up {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]).current_dir(&to))?;
    }
    Ok(to)
}

/// Where Chromium stands.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}
