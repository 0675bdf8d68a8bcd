//! `cargo xtask notices`: writes `NOTICES`, the licences of everything that ships and is not ours.
//!
//! It is committed, so that packages can be made without looking through the sources of others; a test holds it to `Cargo.lock`.

use crate::{command, place};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What ships: its name, and how cargo is told of it.
const SHIPPED: [(&str, &[&str]); 2] = [
    ("the Wasm of the extension and the www page", &["--no-default-features", "--target", "wasm32-unknown-unknown"]),
    ("the command line", &["--target", "x86_64-unknown-linux-gnu"]),
];

const OPENING: &str = "Says Who is under the MIT licence (LICENSE). What ships with it, in whole or in part:\n\n\
    In both: Rust's standard library (MIT OR Apache-2.0) https://github.com/rust-lang/rust\n";

/// Ours among the licences that a crate leaves the choice of, the first that is there.
const FILES: [&str; 6] = ["LICENSE-MIT", "LICENSE-MIT.txt", "LICENSE-MIT.md", "license-mit", "LICENSE", "COPYING"];

/// Writes the file.
pub fn run() -> Result<()> {
    let metadata: Value =
        serde_json::from_str(&command::read(command::cargo().args(["metadata", "--locked", "--format-version=1"]))?)?;
    let packages = metadata["packages"].as_array().context("cargo printed no packages")?;
    let mut notices = OPENING.to_owned();
    // Many crates share a text.
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (what, options) in SHIPPED {
        let _ = writeln!(notices, "\nIn {what}:");
        for krate in shipped(options)? {
            let package = packages.iter().find(|p| format!("{} v{}", text(p, "name"), text(p, "version")) == krate);
            let package = package.with_context(|| format!("cargo does not know {krate}"))?;
            let _ = writeln!(notices, "  {krate} ({}) {}", text(package, "license"), text(package, "repository"));
            let users = texts.entry(licence(package)?).or_default();
            if !users.contains(&krate) {
                users.push(krate);
            }
        }
    }
    for (licence, users) in texts {
        let _ = write!(notices, "\n\n{}\n{}\n\n{licence}\n", "-".repeat(80), users.join(", "));
    }
    fs::write(place::root().join("NOTICES"), notices)?;
    Ok(())
}

/// The crates that ship, "name v1.2.3", in order.
fn shipped(options: &[&str]) -> Result<Vec<String>> {
    let mut tree = command::cargo();
    tree.args([
        "tree",
        "--locked",
        "--package",
        "sayswho",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let tree = command::read(tree.args(options))?;
    // What is ours is named with its folder.
    let ours = format!("({}", place::root().display());
    let others = tree.lines().filter(|line| !line.is_empty() && !line.contains(&ours));
    let mut crates: Vec<String> = others.map(|line| line.split(" (").next().unwrap_or(line).to_owned()).collect();
    crates.sort();
    crates.dedup();
    ensure!(!crates.is_empty(), "cargo printed no crates");
    Ok(crates)
}

/// The text of a crate's licence; its name where the crate comes without one.
fn licence(package: &Value) -> Result<String> {
    let folder = Path::new(text(package, "manifest_path")).parent().context("a crate has a folder")?;
    let named: Vec<String> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let file = FILES.iter().find(|file| named.iter().any(|name| name == *file)).map(|file| (*file).to_owned());
    let any = || named.iter().find(|name| name.to_ascii_uppercase().starts_with("LICEN")).cloned();
    let Some(file) = file.or_else(any) else {
        return Ok(format!("{} (the crate holds no text of it)", text(package, "license")));
    };
    let words = fs::read_to_string(folder.join(file))?;
    Ok(words.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned())
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_ships_is_named() {
        let notices = fs::read_to_string(place::root().join("NOTICES")).unwrap();
        for (what, options) in SHIPPED {
            let (_, list) = notices.split_once(&format!("In {what}:\n")).unwrap();
            let listed: Vec<&str> = list
                .lines()
                .take_while(|line| line.starts_with("  "))
                .filter_map(|line| line.trim().split(" (").next())
                .collect();
            assert_eq!(listed, shipped(options).unwrap(), "run `cargo xtask notices`");
        }
    }
}
