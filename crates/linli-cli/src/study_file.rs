//! What `study.toml` says before the study is opened.

use std::path::Path;

use linli::Plan;
use linli::plan::Language;
use linli::time::Zone;

/// The text of the plan; `None` where it cannot be read.
fn text(dir: &Path) -> Option<String> {
    let bytes = std::fs::read(dir.join("study.toml")).ok().filter(|bytes| bytes.len() <= 1 << 20)?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The zone of a study; `None` where its plan cannot be read.
pub(crate) fn zone_of(dir: &Path) -> Option<Zone> {
    Plan::from_toml(&text(dir)?).ok()?.zone().ok()
}

/// The language of a study, even of one whose plan cannot be read: a line of its own says it. `None` where nothing does.
pub fn language_of(dir: &Path) -> Option<Language> {
    let text = text(dir)?;
    if let Ok(plan) = Plan::from_toml(&text) {
        return Some(plan.language);
    }
    let own = |line: &&str| line.trim_start_matches(['\u{feff}', ' ', '\t']).starts_with("language");
    let line = text.lines().find(own)?;
    let says = |id: &str| line.contains(id);
    [("zh", Language::Zh), ("en", Language::En)].into_iter().find(|(id, _)| says(id)).map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_cannot_be_read_still_says_its_language() {
        let dir = std::env::temp_dir().join(format!("linli-cli-language-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        for (plan, language) in [
            ("id = 'a'\nlanguage = 'zh'\nzone = 'UTC'\n", Some(Language::Zh)),
            ("id = 'a'\nzone = 'UTC'\n", Some(Language::Both)),
            ("id = “a”\nlanguage ＝ “zh”\n", Some(Language::Zh)),
            ("id = a\nlanguage = 'en'\n", Some(Language::En)),
            ("id = a\n", None),
        ] {
            std::fs::write(dir.join("study.toml"), plan).unwrap();
            assert_eq!(language_of(&dir), language, "{plan}");
        }
        std::fs::remove_dir_all(dir).unwrap();
    }
}
