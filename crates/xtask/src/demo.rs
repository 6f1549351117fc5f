//! `cargo xtask demo`: the main job on the bundled study.

use crate::shell::{cargo, root, run};

/// Runs the bundled study into `target/demo` and leaves the study folder as it is.
pub fn demo() -> Result<(), String> {
    let study = root().join("tests/cases/studies/huaiyin");
    let out = root().join("target/demo");
    let key = root().join("target/demo.key");
    let mut command = cargo();
    command.args(["run", "--quiet", "--profile", "ci", "--package", "linli-cli", "--bin", "linli", "--", "run"]);
    command.arg(study).arg("--out").arg(out).arg("--key").arg(key);
    println!("building linli and running it on the bundled study (invented) …");
    run(&mut command)
}
