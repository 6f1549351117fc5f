//! Does the core build where there is no file, clock, thread or network? wasm32 without default features says.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{cargo, output, run, succeeds};

const TARGET: &str = "wasm32-unknown-unknown";

/// Checks the core for wasm32: with a standard library that is there, or one built from its source.
pub fn check() -> Result<(), String> {
    run(cargo().args(["check", "--quiet", "--profile", "ci", "--package", "linli", "--no-default-features"]))?;
    let mut command = cargo();
    command.args(["check", "--quiet", "--package", "linli", "--no-default-features"]);
    command.args(["--target", TARGET, "--target-dir", "target/wasm"]);
    if let Some(compiler) = compilers().find(|compiler| library(compiler).is_dir()) {
        return run(command.env("RUSTC", compiler));
    }
    if let Some(compiler) = compilers().find(|compiler| source(compiler).is_dir()) {
        println!("building the standard library for {TARGET} from the source beside {compiler}");
        command.args(["-Z", "build-std=std,panic_abort"]);
        return run(command.env("RUSTC", compiler).env("RUSTC_BOOTSTRAP", "1"));
    }
    println!(
        "no compiler here has the {TARGET} standard library: checked without default features on this machine only"
    );
    println!("to check it: rustup target add {TARGET}, or on Debian: apt-get install rustc-web rust-web-src");
    Ok(())
}

/// rustc itself, then the distribution's, where they run.
fn compilers() -> impl Iterator<Item = &'static str> {
    ["rustc", "/usr/bin/rustc"].into_iter().filter(|compiler| succeeds(Command::new(compiler).arg("--version")))
}

/// Where a compiler's standard library for the target would be.
fn library(compiler: &str) -> PathBuf {
    let path = output(Command::new(compiler).args(["--print", "target-libdir", "--target", TARGET]));
    PathBuf::from(path.unwrap_or_default().trim())
}

/// Where the source of a compiler's standard library would be.
fn source(compiler: &str) -> PathBuf {
    let sysroot = output(Command::new(compiler).args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library")
}
