//! Does the core build where there is no file, clock, thread or network? wasm32 without default features says.

use std::path::Path;
use std::process::Command;

use crate::shell::{cargo, output, run, succeeds};

const TARGET: &str = "wasm32-unknown-unknown";

/// Checks the core for wasm32, with whichever compiler has that target's standard library.
pub fn check() -> Result<(), String> {
    run(cargo().args(["check", "--quiet", "--profile", "ci", "--package", "linli", "--no-default-features"]))?;
    let Some(compiler) = compiler() else {
        println!("no compiler here has the {TARGET} standard library: checked without default features on this machine only");
        println!("to check it: rustup target add {TARGET}, or on Debian: apt-get install rustc-web libstd-rust-web-dev-wasm32");
        return if std::env::var_os("LINLI_NEED_WASM").is_some() { Err("LINLI_NEED_WASM is set".to_owned()) } else { Ok(()) };
    };
    println!("with {compiler}");
    let mut command = cargo();
    command.env("RUSTC", compiler).args(["check", "--quiet", "--package", "linli", "--no-default-features"]);
    run(command.args(["--target", TARGET, "--target-dir", "target/wasm"]))
}

/// rustc itself, or Debian's second one, whichever can.
fn compiler() -> Option<String> {
    let candidates = ["rustc", "/usr/bin/rustc-web", "/usr/lib/rust-web/bin/rustc", "/usr/bin/rustc"];
    candidates.into_iter().map(str::to_owned).find(|candidate| {
        let library = output(Command::new(candidate).args(["--print", "target-libdir", "--target", TARGET]));
        succeeds(Command::new(candidate).arg("--version")) && library.is_ok_and(|path| Path::new(path.trim()).is_dir())
    })
}
