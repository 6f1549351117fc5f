//! `cargo xtask test` and `cargo xtask ci`.

use crate::shell::{Steps, cargo, run};
use crate::{browser, pages, python, wasm};

/// Every test, Rust and Python, set-up included.
pub fn test() -> Result<(), String> {
    let mut steps = Steps::default();
    let outcome = tests(&mut steps);
    steps.print();
    outcome
}

/// Everything that must hold before a push.
pub fn all() -> Result<(), String> {
    let mut steps = Steps::default();
    let outcome = checks(&mut steps)
        .and_then(|()| tests(&mut steps))
        .and_then(|()| steps.step("pages in a browser", browser::check))
        .and_then(|()| python_checks(&mut steps));
    steps.print();
    outcome
}

fn checks(steps: &mut Steps) -> Result<(), String> {
    steps.step("format", || run(cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("lint", || {
        run(cargo().args([
            "clippy",
            "--quiet",
            "--profile",
            "ci",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    steps.step("core for wasm32", wasm::check)?;
    steps.step("rustdoc", || {
        let mut command = cargo();
        command.env("RUSTDOCFLAGS", "-D warnings").args([
            "doc",
            "--quiet",
            "--profile",
            "ci",
            "--workspace",
            "--no-deps",
        ]);
        run(command.args(["--exclude", "linli-py", "--exclude", "xtask"]))
    })?;
    steps.step("generated pages", pages::check)
}

fn tests(steps: &mut Steps) -> Result<(), String> {
    steps.step("build linli", || {
        run(cargo().args(["build", "--quiet", "--profile", "ci", "--package", "linli-cli", "--bin", "linli"]))
    })?;
    steps.step("build the Rust tests", || {
        run(cargo().args(["test", "--quiet", "--profile", "ci", "--workspace", "--exclude", "linli-py", "--no-run"]))
    })?;
    steps.step("Rust tests", || {
        run(cargo().args(["test", "--profile", "ci", "--workspace", "--exclude", "linli-py", "--no-fail-fast"]))
    })?;
    steps.step("Python environment", python::set_up)?;
    steps.step("build the Python package", python::build)?;
    steps.step("Python tests", python::test)
}

fn python_checks(steps: &mut Steps) -> Result<(), String> {
    steps.step("Python format, lint, types", python::check)
}

/// The mutation tests of the readers for longer than a test run has time for.
pub fn fuzz(seconds: u64) -> Result<(), String> {
    let mut command = cargo();
    command.env("LINLI_FUZZ_SECONDS", seconds.to_string());
    run(command.args(["test", "--release", "--package", "linli-io", "mutat", "--", "--nocapture"]))
}
