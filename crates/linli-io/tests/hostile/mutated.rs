//! Damaged files: every reader reads thousands of mutations of the samples, in a process of its own. It may not panic,
//! abort, take longer than two seconds or more memory than 64 MB and twenty times the file, and it reads the same bytes
//! twice alike. `LINLI_FUZZ_SECONDS` makes it go on for so long.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use linli_io::fuzz::BODIES;

use super::child::{Measured, peak, processor_time};
use super::mutate::{Chance, mutate};
use super::{PEAK, TIME, files, run};

/// Which body a child runs.
const BODY: &str = "LINLI_FUZZ_BODY";
/// For how many seconds of its processor time, in place of a fixed number of rounds.
const SECONDS: &str = "LINLI_FUZZ_SECONDS";
/// Files read by every body, samples and their mutations.
const READS: usize = 3000;
/// No sample grows beyond this.
const LONGEST: usize = 64 << 10;

/// The samples of a body: files of its kind, some of another, and what was a finding before.
fn samples(body: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut found = Vec::new();
    match body {
        "chat" | "chat_named" => collect(&root.join("chat"), &mut found),
        "plan" => {
            collect(&root.join("studies"), &mut found);
            found.retain(|bytes| bytes.starts_with(b"id") || bytes.starts_with(b"#"));
            found.push(
                b"id = \"a\"\nzone = \"Asia/Shanghai\"\nsecond_layer = [\"b\"]\n[sources.\"c\"]\nyear = 2017\n"
                    .to_vec(),
            );
        }
        "archive" => {}
        "workbook" => found.push(files::small_workbook()),
        _ => found.extend(TABLES.iter().map(|text| text.as_bytes().to_vec())),
    }
    if matches!(body, "archive" | "chat") {
        found.extend(files::small_archives());
    }
    collect(&root.join("../fuzz/seeds").join(body), &mut found);
    found.retain(|bytes| !bytes.is_empty() && bytes.len() <= LONGEST / 2);
    found
}

/// Sheets, lists and tables as people type them.
const TABLES: [&str; 6] = [
    "2017年考勤（空白未到）,,,\n时间：2017年2月10日 14:00,,地点：活动室,\n序号,姓名,状态,2.10,3/1\n1,秦姨,√,△,\n2,\"老丁\n小丁\",没来,×,14:00\n,合计2人,,约3位,\n",
    "排练考勤,,,,\n序号,姓名,2017年3月,,2017年4月\n,,6日,13日,3日\n1,秦姨,√,,√\n,合计,1,1,1\n",
    "1、秦姨\n2、老丁\n3、小孙 (7号院)\n",
    "name,person,group\n秦姨,秦淑芬,布艺组\n老丁,丁建国,\n",
    "id,date,organization,title,headcount\na1,2017-03-06,布艺组,剪纸,12\na2,2017/3/13,布艺组,唱歌,约20\n",
    "activity,person,status\na1,秦姨,came\na2,老丁,absent\n",
];

fn collect(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, found);
        } else if path.file_name().is_some_and(|name| name != "counts.txt") {
            found.extend(fs::read(&path));
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::print_stdout, reason = "what was measured is worth seeing")]
fn mutations_of_every_sample_are_read_or_refused() {
    let mut wrong = Vec::new();
    for (body, _) in BODIES {
        let Measured { code, peak, time } = run("mutated::reads_mutations", BODY, body.as_ref());
        println!("{body:<12} {code:<24} {peak:>6} kB, longest {time} ms");
        let most = PEAK + 20 * (LONGEST as u64 >> 10);
        if peak > most || time > TIME {
            wrong.push(format!("{body}: {peak} kB, {time} ms"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_body_has_a_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/fuzz_targets");
    let bodies = BODIES.iter().map(|(name, _)| format!("{name}.rs")).collect::<BTreeSet<_>>();
    let targets = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    assert_eq!(targets.collect::<BTreeSet<_>>(), bodies);
}

#[test]
#[expect(clippy::print_stdout, reason = "this is how the process answers")]
fn reads_mutations() {
    let Ok(name) = std::env::var(BODY) else { return };
    let (_, body) = BODIES.iter().find(|(known, _)| *known == name).expect("the body has a name");
    let seconds: Option<u64> = std::env::var(SECONDS).ok().and_then(|seconds| seconds.parse().ok());
    let samples = samples(&name);
    assert!(!samples.is_empty(), "{name} has samples");
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut said, mut count, mut longest) = (BTreeSet::new(), 0_u64, 0);
    let rounds = READS.div_ceil(samples.len());
    let mut round = 0;
    while seconds.map_or(round < rounds, |seconds| processor_time() < seconds * 1000 / BODIES.len() as u64) {
        round += 1;
        for (at, sample) in samples.iter().enumerate() {
            let mut bytes = sample.clone();
            // The first round reads the samples as they are.
            if round > 1 {
                mutate(&mut bytes, &samples[(at + 1) % samples.len()], &mut chance);
                bytes.truncate(LONGEST);
            }
            let before = processor_time();
            let first = body(&bytes);
            longest = longest.max(processor_time() - before);
            assert_eq!(first, body(&bytes), "the same bytes say the same: {name}, round {round}, sample {at}");
            count += 1;
            if said.len() < 1000 {
                said.insert(first);
            }
        }
    }
    // A body that answers everything alike has samples that never get beyond its first step.
    assert!(said.len() > 10, "{name} says {} different things", said.len());
    println!("\nmeasured {count}/{} {} {longest}", said.len(), peak());
}
