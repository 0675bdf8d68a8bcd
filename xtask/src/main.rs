//! The project's own commands: `cargo xtask`. Each does all the set-up it needs by itself.

mod audit;
mod build;
mod command;
mod demo;
mod differ;
mod fuzz;
mod measure;
mod notices;
mod package;
mod perf;
mod pins;
mod place;
mod serve;
mod setup;
mod store;
mod test;
#[path = "../../benches/texts.rs"]
mod texts;
mod train;
mod wasm;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  demo                    builds everything and shows the extension on a sample article;
                          without a display it saves screenshots and prints the claims
  test [NAME]...          every test there is, in both browsers; or the steps whose name holds one of the words
  test --list             the names of the steps
  build                   the Wasm, the www page and both extension packages, under target/
  store                   pictures for the stores, light and dark, under target/store/
  serve [--port N]        the www page on this machine
  fuzz [TARGET] [--minutes N]
                          inputs that nobody thought of, 30 minutes a target
  differ --data DIR       whether the Wasm finds in all pages and texts in DIR what the native code finds, to the byte
  perf                    how long the extension takes on large pages, in both browsers; no test, and no pass or fail by the clock
  measure --shared DIR    the figures on labelled data that lies in DIR
  notices                 the licences of what ships, into NOTICES
  audit                   licences, known faults and duplicates of all that we depend on
  train --data DIR        the weights of the attribution tagger, from the labelled data in DIR";

/// How long each target is fuzzed where nothing else is said.
const MINUTES: u32 = 30;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<ExitCode> {
    match words {
        ["demo"] => demo::run()?,
        ["test", "--list"] => test::list(),
        ["test", names @ ..] => return test::run(names),
        ["build"] => build::run()?,
        ["store"] => store::run()?,
        ["serve"] => serve::run(serve::PORT)?,
        ["serve", "--port", port] => serve::run(port.parse()?)?,
        ["fuzz"] => fuzz::long(None, MINUTES)?,
        ["fuzz", "--minutes", minutes] => fuzz::long(None, minutes.parse()?)?,
        ["fuzz", target] => fuzz::long(Some(target), MINUTES)?,
        ["fuzz", target, "--minutes", minutes] => fuzz::long(Some(target), minutes.parse()?)?,
        ["differ", "--data", folder] => differ::data(folder.as_ref())?,
        ["perf"] => perf::run()?,
        ["notices"] => notices::run()?,
        ["audit"] => audit::run()?,
        ["measure", "--shared", folder] => measure::run(folder.as_ref())?,
        ["train", options @ ..] => train::run(options)?,
        [] | ["help" | "--help" | "-h"] => println!("{USAGE}"),
        _ => bail!("there is no `{}`\n\n{USAGE}", words.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}
