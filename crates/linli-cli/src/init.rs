use std::fs;
use std::path::{Path, PathBuf};

use linli::plan::{PLAN_KEYS, PlanKey};
use linli::{Error, ErrorKind, Plan};

/// How a study folder is made.
#[derive(Debug, Clone)]
pub struct InitOptions {
    /// The folder; made where it is not there.
    pub dir: PathBuf,
    /// The study's id; the folder's name where it is not said.
    pub id: Option<String>,
    /// The zone in which days begin.
    pub zone: String,
}

/// Makes a study folder: `study.toml` with every key and its default, and the places where files go.
///
/// # Errors
/// If there is a `study.toml` already, or the folder cannot be written.
pub fn init(options: &InitOptions) -> Result<PathBuf, Error> {
    let dir = &options.dir;
    let id = options.id.clone().or_else(|| dir.file_name().map(|name| name.to_string_lossy().into_owned()));
    let plan = Plan::new(id.unwrap_or_default(), &options.zone);
    plan.check()?;
    let file = dir.join("study.toml");
    if file.exists() {
        return Err(Error::new(ErrorKind::File, format!("there is a `{}` already", file.display()))
            .with_hint("edit it, or make the study in another folder"));
    }
    for place in ["chats", "sheets", "rosters"] {
        let folder = dir.join(place);
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, error))?;
    }
    fs::write(&file, study_toml(&plan)).map_err(|error| unwritable(&file, error))?;
    Ok(file)
}

/// The plan with its required keys written and every other key as a comment with its default.
fn study_toml(plan: &Plan) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = format!(
        "# The plan of this study. Put exports into chats/, sign-in sheets into sheets/<organization>/<date title>.csv,\n\
         # member lists into rosters/<group> <date>.txt; then: linli check . && linli run .\n\
         # 本研究的方案。聊天导出放 chats/，签到表放 sheets/<组织>/<日期 名称>.csv，成员名单放 rosters/<群名> <日期>.txt。\n\n\
         id = {}\nzone = {}\n",
        quoted(&plan.id),
        quoted(&plan.zone)
    );
    for key in PLAN_KEYS.iter().filter(|key| key.default != "(required)") {
        text.push_str(&format!("\n# {}\n# {}\n{}\n", key.meaning, key.meaning_zh, commented(key)));
    }
    text
}

/// A key with its default, to be uncommented and changed.
fn commented(key: &PlanKey) -> String {
    let default = key.default;
    if let Some((table, entry)) = default.split_once("] ") {
        // A table of its own, which is why such keys stand last.
        format!("# {table}]\n# {entry}")
    } else if default.starts_with(['"', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        format!("# {} = {default}", key.key)
    } else if matches!(key.key, "start" | "end") {
        format!("# {} = \"2017-01-02\"  # left out: {default}", key.key)
    } else {
        format!("# {} = []  # left out or empty: {default}", key.key)
    }
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, format!("`{}` cannot be written", path.display())).with_source(error)
}

#[cfg(test)]
mod tests {
    use linli::plan::SourceChoice;

    use super::*;

    #[test]
    fn every_line_of_the_template_can_be_uncommented() {
        let plan = Plan::new("lane", "Asia/Shanghai");
        let text = study_toml(&plan);
        assert_eq!(Plan::from_toml(&text).unwrap(), plan);
        let keys: Vec<&str> = PLAN_KEYS.iter().map(|key| key.key).collect();
        let mut used = 0;
        let uncommented: String = text
            .lines()
            .map(|line| {
                let inner = line.strip_prefix("# ").unwrap_or(line);
                let key = inner.split([' ', '.', ']']).next().unwrap_or_default().trim_start_matches('[');
                let is_key = inner.contains(" = ")
                    && (keys.contains(&key) || matches!(key, "rule" | "tier" | "date_order" | "photos"));
                // Two examples of a day would be a study of no day.
                let wanted = (is_key || inner.starts_with('[')) && key != "end";
                used += usize::from(wanted && line.starts_with('#'));
                format!("{}\n", if wanted { inner } else { line })
            })
            .collect();
        assert!(used > 15, "{uncommented}");
        let choice = SourceChoice { date_order: Some("day-first".to_owned()), ..SourceChoice::default() };
        let sources = std::iter::once(("chats/a.txt".to_owned(), choice)).collect();
        let cues = std::iter::once(("photos".to_owned(), vec!["#照片".to_owned()])).collect();
        let written = Plan { start: linli::time::Day::parse("2017-01-02"), sources, cues, ..plan };
        assert_eq!(Plan::from_toml(&uncommented).unwrap(), written, "{uncommented}");
    }
}
