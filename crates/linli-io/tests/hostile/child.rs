//! The process that reads, and says what became of it.

use std::fs;
use std::path::Path;

use linli_io::{OpenOptions, open_with};

/// The variable that names the study folder. Without it there is nothing to do.
pub(crate) const STUDY: &str = "LINLI_BOMB";

/// What a process said of itself.
#[derive(Debug)]
pub(crate) struct Measured {
    /// The code of the refusal; `ok` where the study was read.
    pub(crate) code: String,
    /// The highest memory, in kilobytes.
    pub(crate) peak: u64,
    /// Processor time, in milliseconds.
    pub(crate) time: u64,
}

impl Measured {
    /// Reads the line a child printed; other lines are the test's own.
    pub(crate) fn parse(said: &str) -> Self {
        let line =
            said.lines().find_map(|line| line.split_once("measured ")).expect("the child says what it measured").1;
        let parts: Vec<&str> = line.split(' ').collect();
        Self { code: parts[0].to_owned(), peak: parts[1].parse().unwrap(), time: parts[2].parse().unwrap() }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "this is how the process answers")]
fn reads_one_study() {
    let Some(study) = std::env::var_os(STUDY) else { return };
    let outcome = open_with(Path::new(&study), &OpenOptions::default());
    let code = match &outcome {
        Ok(_) => "ok",
        Err(error) => error.code().unwrap_or("uncoded"),
    };
    println!("\nmeasured {code} {} {}", peak(), processor_time());
}

/// `VmHWM` of proc(5), in kilobytes.
pub(crate) fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

/// Fields 14 and 15 of `/proc/self/stat` (proc(5)), in ticks of ten milliseconds; the second field may hold spaces.
pub(crate) fn processor_time() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map(|(_, behind)| behind).unwrap_or_default();
    behind.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}
