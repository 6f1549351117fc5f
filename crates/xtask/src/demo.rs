//! `cargo xtask demo`: the main job on a simulated street.

use std::fs;

use crate::shell::{linli, root, run};

/// Simulates a street into `target/demo` and runs it there.
pub fn demo() -> Result<(), String> {
    let place = root().join("target/demo");
    let study = place.join("dashilar");
    // An earlier demo, and nothing else, stands there.
    if place.exists() {
        fs::remove_dir_all(&place).map_err(|error| format!("{} is in the way: {error}", place.display()))?;
    }
    println!("building linli, simulating a street (nobody in it is real) and running it …");
    run(linli().args(["simulate", "--out"]).arg(&study))?;
    run(linli().arg("run").arg(&study))
}
