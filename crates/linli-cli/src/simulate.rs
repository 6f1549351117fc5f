use std::path::PathBuf;

use linli::Error;
use linli::plan::Language;
use linli::simulate::{Effect, SCENARIOS, Scenario};
use linli_io::write_street;

/// Which street is simulated, and where to.
#[derive(Debug, Clone)]
pub struct SimulateOptions {
    /// The id of a scenario.
    pub scenario: String,
    /// The seed: the same seed gives the same bytes.
    pub seed: u64,
    /// How strong what is planted is: `small`, `medium` or `large`.
    pub effect: String,
    /// The study folder; a new one.
    pub out: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulated {
    /// The study folder.
    pub out: PathBuf,
    /// The folder with the truth, beside it.
    pub truth: PathBuf,
    /// How many files the study folder has.
    pub files: usize,
    /// Organizations, groups, people, messages and activities.
    pub counts: [usize; 5],
}

/// Simulates a street and writes it as a study folder, with the truth beside it.
///
/// # Errors
/// No scenario or effect of this name; the folder is there already; it cannot be written.
pub fn simulate(options: &SimulateOptions) -> Result<Simulated, Error> {
    let mut scenario = Scenario::named(&options.scenario)?;
    scenario.effect = Effect::named(&options.effect)?;
    let street = linli::simulate::simulate(&scenario, options.seed)?;
    let written = write_street(&street, &options.out)?;
    let messages = street.groups.iter().map(|group| group.messages.len()).sum();
    let counts =
        [street.organizations.len(), street.groups.len(), street.people.len(), messages, street.activities.len()];
    Ok(Simulated { out: options.out.clone(), truth: written.truth, files: written.files, counts })
}

impl Simulated {
    /// What is said of it.
    pub fn text(&self, language: Language) -> String {
        let [organizations, groups, people, messages, activities] = self.counts;
        let (out, truth, files) = (self.out.display(), self.truth.display(), self.files);
        match language {
            Language::Zh => format!(
                "合成数据，人和事都是虚构的：{organizations}个组织，{groups}个群，{people}人，{messages}条消息，{activities}次活动\n\
                 写好了 {out}（{files}个文件），真相在 {truth}\n接着：linli check {out}\n"
            ),
            _ => format!(
                "synthetic, nobody and nothing in it is real: {organizations} organizations, {groups} groups, {people} people, \
                 {messages} messages, {activities} activities\nwrote {out} ({files} files); the truth is in {truth}\n\
                 then: linli check {out}\n"
            ),
        }
    }
}

/// Every scenario with what it is, for help and documentation.
pub fn scenarios() -> String {
    SCENARIOS.iter().map(|named| format!("{:<10} {} · {}\n", named.id, named.meaning, named.meaning_zh)).collect()
}
