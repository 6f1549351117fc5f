//! The Python side: a virtual environment of our own, the package built into it, its tests and checks.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{output, root, run, succeeds};

/// Where the environment stands.
fn environment() -> PathBuf {
    root().join("target/venv")
}

/// A program of the environment.
fn program(name: &str) -> Command {
    let folder = environment().join(if cfg!(windows) { "Scripts" } else { "bin" });
    let mut command = Command::new(folder.join(name));
    command.current_dir(root().join("python"));
    command.env("VIRTUAL_ENV", environment());
    command
}

/// Makes the environment and installs what building and testing need.
pub fn set_up() -> Result<(), String> {
    if !succeeds(program("python").args(["-c", "import sys; sys.exit(sys.version_info < (3, 10))"])) {
        let python = system_python()?;
        println!("making a virtual environment in target/venv");
        run(Command::new(&python).args(["-m", "venv", "--clear"]).arg(environment())).map_err(|error| {
            format!(
                "{error}\nPython's venv module is missing or broken. On Debian and Ubuntu: apt-get install python3-venv"
            )
        })?;
    }
    run(program("python").args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        "requirements-dev.txt",
    ]))
}

fn system_python() -> Result<String, String> {
    for name in ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"] {
        if succeeds(Command::new(name).args(["-c", "import sys; sys.exit(sys.version_info < (3, 10))"])) {
            return Ok(name.to_owned());
        }
    }
    let found = output(Command::new("python3").arg("--version")).unwrap_or_else(|_| "none".to_owned());
    Err(format!(
        "Python 3.10 or newer is needed; found: {}. On Debian and Ubuntu: apt-get install python3 python3-venv",
        found.trim()
    ))
}

/// Builds the package into the environment.
pub fn build() -> Result<(), String> {
    // From python/: maturin looks for pyproject.toml where it is started.
    run(program("maturin").args(["develop", "--quiet", "--profile", "ci"]))
}

/// Runs the Python tests.
pub fn test() -> Result<(), String> {
    run(program("python").args(["-m", "pytest", "-q"]))
}

/// Format, lint and types.
pub fn check() -> Result<(), String> {
    run(program("ruff").args(["format", "--check", "."]))?;
    run(program("ruff").args(["check", "."]))?;
    run(&mut program("mypy"))?;
    run(program("python").args(["-m", "mypy.stubtest", "--mypy-config-file", "pyproject.toml", "linli._native"]))
}
