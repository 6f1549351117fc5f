use std::path::PathBuf;

use linli::Error;
use linli::plan::{Language, Tier};
use linli_io::{Opened, Sampled};

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
    let (dir, read) = (&options.source.dir, options.source.reading());
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_sample_says_whose_eyes_it_is_for() {
        let root = std::env::temp_dir().join(format!("linli-cli-sample-{}", std::process::id()));
        let dir = root.join("study");
        fs::create_dir_all(dir.join("chats")).unwrap();
        fs::write(dir.join("study.toml"), "id = 'sample'\nzone = 'Asia/Shanghai'\n").unwrap();
        let chat = "—————  2017-02-06  —————\n\n\n张姐  07:31\n\n周六来剪窗花\n\n老李  07:32\n\n好\n";
        fs::write(dir.join("chats/布工坊.txt"), chat).unwrap();
        let source = RunOptions { dir, ..RunOptions::default() };
        let opened = crate::open(&source).unwrap();
        let options = SampleOptions { source, messages: 5, seed: 7, out: root.join("编码.csv") };
        let sampled = sample(&opened, &options).unwrap();
        assert_eq!((sampled.messages, sampled.groups), (2, 1));
        assert!(fs::read_to_string(&sampled.out).unwrap().contains("周六来剪窗花"));
        let [zh, en] = [Language::Zh, Language::En].map(|language| sample_said(&sampled, language));
        assert!(zh.contains("T0") && zh.contains("2条") && en.contains("T0") && en.contains("2 messages of 1 groups"));
        fs::remove_dir_all(root).unwrap();
    }
}
