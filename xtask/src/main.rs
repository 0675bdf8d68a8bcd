//! The project's own commands: `cargo xtask`. Each does all the set-up it needs by itself.

mod build;
mod command;
mod demo;
mod measure;
mod package;
mod pins;
mod place;
mod serve;
mod setup;
mod test;
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
  serve [--port N]        the www page on this machine
  measure --shared DIR    the figures on labelled data that lies in DIR
  train --data DIR        the weights of the attribution tagger, from the labelled data in DIR";

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
        ["serve"] => serve::run(serve::PORT)?,
        ["serve", "--port", port] => serve::run(port.parse()?)?,
        ["measure", "--shared", folder] => measure::run(folder.as_ref())?,
        ["train", options @ ..] => train::run(options)?,
        [] | ["help" | "--help" | "-h"] => println!("{USAGE}"),
        _ => bail!("there is no `{}`\n\n{USAGE}", words.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}
