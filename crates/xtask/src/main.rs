//! The commands developers type: `cargo xtask demo`, `test`, `ci`, `docs`, `streets`, `new`, `browser`, `fuzz`. No dependencies.

mod browser;
mod ci;
mod demo;
mod new;
mod pages;
mod python;
mod shell;
mod streets;
mod wasm;

use std::process::ExitCode;

use browser::Keep;

const HELP: &str = "\
cargo xtask demo             simulate a street, run the main job on it and say where the report is
cargo xtask test             set everything up (a virtual environment included) and run every test, Rust and Python
cargo xtask ci               format, lint, docs, generated pages, wasm, the tests, pages in a browser; prints the time of every step
cargo xtask docs [--check]   write the generated reference pages, or say which are not current
cargo xtask streets          look for what is planted in streets of many seeds; writes docs/concepts/found.md and alarms.md (half an hour)
cargo xtask new indicator ID write the skeleton of an indicator, its case file and its entry in the register
cargo xtask browser [STREET [--no-pictures]]
                             open every page of a street in Chromium, judge it, and keep what it looks like in target/browser
cargo xtask fuzz [SECONDS]   mutate every sample of every reader for so long (60 by default)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["demo"] => demo::demo(),
        ["test"] => ci::test(),
        ["ci"] => ci::all(),
        ["docs"] => pages::write(),
        ["docs", "--check"] => pages::check(),
        ["streets"] => streets::write(),
        ["new", "indicator", id] => new::indicator(id),
        ["browser"] => browser::judge("dashilar", Keep::Pictures),
        ["browser", scenario] => browser::judge(scenario, Keep::Pictures),
        ["browser", scenario, "--no-pictures"] => browser::judge(scenario, Keep::Papers),
        ["fuzz"] => ci::fuzz(60),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => ci::fuzz(seconds),
            Err(_) => Err(format!("`{seconds}` is not a number of seconds")),
        },
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("there is no `cargo xtask {}`\n\n{HELP}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
