use std::fs;
use std::path::{Path, PathBuf};

use linli::plan::{Language, PLAN_KEYS, PlanKey};
use linli::{Error, ErrorKind, Plan};
use linli_io::table::{LedgerLanguage, ledger};

/// How a study folder is made.
#[derive(Debug, Clone)]
pub struct InitOptions {
    /// The folder; made where it is not there.
    pub dir: PathBuf,
    /// The study's id; the folder's name where it is not said.
    pub id: Option<String>,
    /// The zone in which days begin.
    pub zone: String,
    /// The language of the plan's explanations. With one language there is a workbook in it too, to be filled in in
    /// place of tables; with both there is none.
    pub language: Language,
}

/// Makes a study folder: `study.toml` with every key and its default, and the places where files go.
///
/// # Errors
/// If there is a `study.toml` already, or the folder cannot be written.
pub fn init(options: &InitOptions) -> Result<PathBuf, Error> {
    let dir = &options.dir;
    let id = options.id.clone().or_else(|| dir.file_name().map(|name| name.to_string_lossy().into_owned()));
    let plan = Plan { language: options.language, ..Plan::new(id.unwrap_or_default(), &options.zone) };
    plan.check()?;
    let file = dir.join("study.toml");
    if file.exists() {
        return Err(Error::new(ErrorKind::File, there_is(&file))
            .with_hint(("edit it, or make the study in another folder", "直接改它，或者换一个文件夹")));
    }
    for place in ["chats", "sheets", "rosters"] {
        let folder = dir.join(place);
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, error))?;
    }
    let workbook = match options.language {
        Language::Zh => Some(LedgerLanguage::Zh),
        Language::En => Some(LedgerLanguage::En),
        Language::Both => None,
    };
    if let Some(language) = workbook {
        let path = dir.join(language.file_name());
        if path.exists() {
            return Err(Error::new(ErrorKind::File, there_is(&path))
                .with_hint(("move it away, or make the study in another folder", "把它移走，或者换一个文件夹")));
        }
        fs::write(&path, ledger(language)?).map_err(|error| unwritable(&path, error))?;
    }
    fs::write(&file, study_toml(&plan)).map_err(|error| unwritable(&file, error))?;
    Ok(file)
}

const HEAD_EN: &str = "\
# The plan of this study. Put exports into chats/, sign-in sheets into sheets/<organization>/<date title>.csv,
# member lists into rosters/<group> <date>.txt; then: linli check . && linli run .
";
const HEAD_ZH: &str = "\
# 本研究的方案。聊天导出放 chats/，签到表放 sheets/<组织>/<日期 名称>.csv，成员名单放 rosters/<群名> <日期>.txt。
# 放好以后先 linli check . 看看，再 linli run . 出报告。井号开头的行不起作用；要改哪一项，去掉它前面的井号。
";

/// The plan with its required keys written and every other key as a comment with its default.
fn study_toml(plan: &Plan) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = match plan.language {
        Language::Zh => HEAD_ZH.to_owned(),
        Language::En => HEAD_EN.to_owned(),
        Language::Both => format!("{HEAD_EN}{HEAD_ZH}"),
    };
    text.push_str(&format!("\nid = {}\nzone = {}\n", quoted(&plan.id), quoted(&plan.zone)));
    match plan.language {
        Language::Zh => text.push_str("language = \"zh\"\n"),
        Language::En => text.push_str("language = \"en\"\n"),
        Language::Both => {}
    }
    let is_written =
        |key: &PlanKey| key.default == "(required)" || key.key == "language" && plan.language != Language::Both;
    for key in PLAN_KEYS.iter().filter(|key| !is_written(key)) {
        let meaning = match plan.language {
            Language::Zh => format!("# {}", key.meaning_zh),
            Language::En => format!("# {}", key.meaning),
            Language::Both => format!("# {}\n# {}", key.meaning, key.meaning_zh),
        };
        text.push_str(&format!("\n{meaning}\n{}\n", commented(key, plan.language)));
    }
    text
}

/// A key with its default, to be uncommented and changed.
fn commented(key: &PlanKey, language: Language) -> String {
    let default = key.default;
    let left_out = match language {
        Language::Zh => ["不写就是：", "不写或空着就是："],
        _ => ["left out: ", "left out or empty: "],
    };
    let said = match (language, default) {
        (Language::Zh, "all") => "全部",
        (Language::Zh, "none") => "没有",
        (Language::Zh, "the Monday on or before the first record") => "第一条记录那周的星期一",
        (Language::Zh, "the day after the last record") => "最后一条记录的第二天",
        (Language::Zh, "present and present_without_staff; roster and its twin where a member list is known") => {
            "在场的人（连同和除去工作人员）；有成员名单时再加名单上的人"
        }
        (Language::Zh, "all, except those that say they are to be listed") => {
            "全部，只有说明里写着“要列出来才算”的除外"
        }
        (Language::Zh, "asked where a chat writes 我 and the study knows more people") => "遇到分不清的“我”再问",
        _ => default,
    };
    if let Some((table, entry)) = default.split_once("] ") {
        // A table of its own, which is why such keys stand last.
        format!("# {table}]\n# {entry}")
    } else if default.starts_with(['"', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        format!("# {} = {default}", key.key)
    } else if matches!(key.key, "start" | "end") {
        format!("# {} = \"2017-01-02\"  # {}{said}", key.key, left_out[0])
    } else if key.key == "me" {
        format!("# me = \"小林老师\"  # {}{said}", left_out[0])
    } else {
        format!("# {} = []  # {}{said}", key.key, left_out[1])
    }
}

/// What is said of a file that stands where one is to be written.
pub(crate) fn there_is(path: &Path) -> (String, String) {
    let path = path.display();
    (format!("there is a `{path}` already"), format!("已经有“{path}”了"))
}

/// What is said of a file that cannot be written.
pub(crate) fn no_writing(path: &Path) -> (String, String) {
    let path = path.display();
    (format!("`{path}` cannot be written"), format!("“{path}”写不进去"))
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, no_writing(path)).with_source(error)
}

#[cfg(test)]
mod tests {
    use linli::plan::SourceChoice;

    use super::*;

    #[test]
    fn every_line_of_the_template_can_be_uncommented() {
        for language in [Language::Both, Language::Zh, Language::En] {
            uncommented(&Plan { language, ..Plan::new("lane", "Asia/Shanghai") });
        }
    }

    fn uncommented(plan: &Plan) {
        let text = study_toml(plan);
        assert_eq!(Plan::from_toml(&text).unwrap(), *plan);
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
        let written = Plan {
            cues,
            start: linli::time::Day::parse("2017-01-02"),
            sources,
            me: Some("小林老师".to_owned()),
            ..plan.clone()
        };
        assert_eq!(Plan::from_toml(&uncommented).unwrap(), written, "{uncommented}");
    }
}
