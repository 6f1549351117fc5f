//! Hostile and damaged files. Files made to fill a memory or to hold a machine up, each read in a process of its own that the operating system
//! measures: a typed error, at most two seconds of processor time, at most 64 MB at the highest.

mod child;
mod files;
mod mutate;
mod mutated;

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use self::child::Measured;

/// The most memory a child may have held, in kilobytes (`VmHWM`).
const PEAK: u64 = 64 << 10;
/// The most processor time, in milliseconds. Programs built for tests run slower than the released ones, and still keep to
/// it.
const TIME: u64 = 2000;

/// A study folder that goes away with its value.
struct Study(PathBuf);

impl Study {
    fn with(name: &str, path: &str, content: &[u8]) -> Self {
        let study = Self(std::env::temp_dir().join(format!("linli-bomb-{}-{name}", std::process::id())));
        study.write("study/study.toml", b"id = \"hutong\"\nzone = \"Asia/Shanghai\"\n");
        study.write("study/chats/good.txt", "[2019-12-24, 12:23] 秦姨: 好\n[2019-12-24, 12:24] 老丁: 好\n".as_bytes());
        study.write(&format!("study/{path}"), content);
        study
    }

    fn write(&self, path: &str, content: &[u8]) {
        let whole = self.0.join(path);
        fs::create_dir_all(whole.parent().unwrap()).unwrap();
        fs::write(whole, content).unwrap();
    }
}

impl Drop for Study {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs one test of this program in a process of its own, with one variable.
fn run(test: &str, variable: &str, value: &OsStr) -> Measured {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args(["--exact", test, "--nocapture"]).env(variable, value).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}: {said}{}", output.status, String::from_utf8_lossy(&output.stderr));
    Measured::parse(&said)
}

#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::print_stdout, reason = "what was measured is worth seeing")]
fn every_bomb_is_an_error_in_little_time_and_memory() {
    let mut wrong = Vec::new();
    for bomb in files::ALL {
        let study = Study::with(bomb.name, bomb.path, &(bomb.bytes)());
        let size = fs::metadata(study.0.join("study").join(bomb.path)).unwrap().len();
        let Measured { code, peak, time } =
            run("child::reads_one_study", child::STUDY, study.0.join("study").as_os_str());
        println!("{:<20} {size:>11} bytes: {code:<20} {peak:>6} kB {time:>5} ms", bomb.name);
        if code != bomb.code || peak > PEAK || time > TIME {
            wrong.push(format!("{}: {code} instead of {}, {peak} kB, {time} ms", bomb.name, bomb.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
