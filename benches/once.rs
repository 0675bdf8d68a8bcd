//! Analyses the text of one file, once: what `cargo xtask test instructions` counts the instructions of.

use sayswho::page::Page;
use sayswho::report::Offsets;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return ExitCode::FAILURE };
    let Ok(text) = std::fs::read_to_string(file) else { return ExitCode::FAILURE };
    let report = sayswho::analyse(&Page::from_plain(&text)).report(Offsets::Utf16, false);
    println!("{} claims", report.claims.len());
    ExitCode::SUCCESS
}
