use std::path::PathBuf;

use linli::Error;
use linli::plan::{Language, Tier};
use linli_io::{OpenOptions, Opened, Sampled};

use crate::RunOptions;

/// Which messages are drawn for coding by hand, and where they go.
#[derive(Debug, Clone, Default)]
pub struct SampleOptions {
    /// The study folder, and how it is read.
    pub source: RunOptions,
    /// How many messages in all.
    pub messages: usize,
    /// Another seed, other messages.
    pub seed: u64,
    /// The file: a new one, outside any outcome.
    pub out: PathBuf,
}

/// Writes messages with their words to the team's own file, the same number of each group as far as its messages go.
pub fn sample(opened: &Opened, options: &SampleOptions) -> Result<Sampled, Error> {
    let RunOptions { dir, key, date_order, .. } = &options.source;
    let read = OpenOptions { key: key.clone(), date_order: *date_order, ..OpenOptions::default() };
    let SampleOptions { messages, seed, out, .. } = options;
    let wanted = linli_io::SampleOptions { messages: *messages, seed: *seed, out: out.clone(), read };
    linli_io::sample(dir, opened, &wanted)
}

/// What was written, and whose eyes it is for.
pub fn sample_said(sampled: &Sampled, language: Language) -> String {
    let Sampled { messages, groups, out, .. } = sampled;
    let out = out.display();
    match language {
        Language::Zh => format!(
            "写好了 {out}：{groups}个群里抽的{messages}条，有原话和姓名，供人工编码\n{}；不放进 outcome，编码完请删\n",
            Tier::T0.mark_zh()
        ),
        _ => format!(
            "wrote {out}: {messages} messages of {groups} groups, with words and names, to be coded by hand\n{}; keep it out of any outcome, and delete it once it is coded\n",
            Tier::T0.mark()
        ),
    }
}
