use std::path::PathBuf;

use linli::Error;
use linli::plan::Language;
use linli::study::AuditOptions;
use linli_io::Opened;

/// Which activities are drawn for a check, and where the sheet goes.
#[derive(Debug, Clone)]
pub struct AuditSampleOptions {
    /// How many activities.
    pub n: usize,
    /// Another seed, other activities.
    pub seed: u64,
    /// The sheet: a new CSV file.
    pub out: PathBuf,
}

/// Draws activities and writes the sheet for whoever goes or telephones; how many were drawn.
pub fn audit_sample(opened: &Opened, options: &AuditSampleOptions) -> Result<usize, Error> {
    let AuditSampleOptions { n, seed, out } = options;
    let drawn = opened.study.audit_sample(AuditOptions { n: *n, seed: *seed })?;
    linli_io::write_audit(&opened.study.records, &drawn, out)?;
    Ok(drawn.len())
}

/// What was written, and what becomes of it.
pub fn audit_said(drawn: usize, options: &AuditSampleOptions, language: Language) -> String {
    let (out, seed) = (options.out.display(), options.seed);
    match language {
        Language::Zh => format!(
            "写好了 {out}：抽了{drawn}次活动（种子{seed}），没有居民的名字\n去看看或打电话问问，在 found 那一列写“有”或“没有”，填好放进研究文件夹，叫 audit.csv\n"
        ),
        _ => format!(
            "wrote {out}: {drawn} activities drawn with seed {seed}, no resident's name\nvisit or telephone, write yes or no under `found`, and put it into the study folder as audit.csv\n"
        ),
    }
}
