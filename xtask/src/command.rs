//! Calling other programs: always from the root, never with an input, one line where one fails.

use crate::place;
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::{env, path::Path};

/// What `cargo run` sets for us and no child may take for its own.
const OURS: [&str; 5] = ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PRIMARY_PACKAGE", "CARGO_BIN_NAME", "OUT_DIR"];

/// A program to be called from the root.
pub fn program(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root()).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        if let Some(name) = name.to_str()
            && (name.starts_with("CARGO_PKG_") || OURS.contains(&name))
        {
            command.env_remove(name);
        }
    }
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command and lets it speak for itself.
pub fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| format!("{} cannot be started", name(command)))?;
    if status.success() { Ok(()) } else { bail!("{} ended with {status}", line(command)) }
}

/// Runs a command and hands each line of its output on, as well as to the terminal.
pub fn watch(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<()> {
    announce(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{} cannot be started", name(command)))?;
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut bytes = Vec::new();
        while output.read_until(b'\n', &mut bytes)? > 0 {
            let text = String::from_utf8_lossy(&bytes);
            print!("{text}");
            on_line(text.trim_end());
            bytes.clear();
        }
    }
    let status = child.wait()?;
    if status.success() { Ok(()) } else { bail!("{} ended with {status}", line(command)) }
}

/// What a command prints, whether or not it succeeds; its complaints go to the terminal.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("{} cannot be started", name(command)))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn announce(command: &Command) {
    eprintln!("$ {}", line(command));
}

/// The command as it could be typed, with the root left out.
pub fn line(command: &Command) -> String {
    let root = format!("{}/", place::root().display());
    let mut line = name(command);
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy().replace(&root, ""));
    }
    line
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_without_machine_paths() {
        let mut command = program("/somewhere/bin/tool");
        command.arg("--out").arg(place::root().join("target/x"));
        assert_eq!(line(&command), "tool --out target/x");
    }

    #[test]
    fn a_failing_command_is_named() {
        let error = run(&mut program("false")).unwrap_err();
        assert_eq!(error.to_string(), "false ended with exit status: 1");
    }

    #[test]
    fn every_line_is_handed_on() {
        let mut lines = Vec::new();
        watch(program("printf").arg("one\ntwo"), |line| lines.push(line.to_string())).unwrap();
        assert_eq!(lines, ["one", "two"]);
    }
}
