//! `cargo xtask audit`: what we depend on, by cargo-deny and npm. Not part of `test`: cargo-deny takes long to build, and what is
//! known to be faulty is known elsewhere.

use crate::{command, pins, place, setup};
use anyhow::{Context, Result, bail, ensure};
use std::process::Command;

/// What cargo-deny and npm say where those cannot be reached who know what is faulty.
const OUT_OF_REACH: [&str; 2] = ["failed to fetch advisory database", "audit endpoint returned an error"];

/// Licences, sources and duplicates, which need no network; then known faults, which do.
pub fn run() -> Result<()> {
    let mut faults = Vec::new();
    let mut unknown = Vec::new();
    let mut look_up = |what: String, command: &mut Command| -> Result<()> {
        match reaches(command)? {
            Some(result) => faults.extend(result.err()),
            None => unknown.push(what),
        }
        Ok(())
    };
    let deny = setup::tool(pins::CARGO_DENY)?.join("cargo-deny");
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let deny = || {
            let mut deny = command::program(&deny);
            deny.args(["--manifest-path", manifest, "--all-features", "--config"]).arg(place::root().join("deny.toml"));
            deny
        };
        look_up(manifest.to_owned(), deny().args(["check", "advisories"]))?;
        look_up(manifest.to_owned(), deny().args(["--offline", "check", "licenses", "bans", "sources"]))?;
    }
    for folder in ["extension", "tests/browser"] {
        setup::packages(&place::root().join(folder))?;
        look_up(format!("{folder}/package.json"), command::program("npm").arg("audit").current_dir(place::root().join(folder)))?;
    }
    match faults.as_slice() {
        [] => {}
        [one] => bail!("{one:#}"),
        _ => bail!("{} of the checks failed: see above", faults.len()),
    }
    ensure!(
        unknown.is_empty(),
        "all else is well, but known faults could not be looked up, for want of a network that reaches them: {}",
        unknown.join(", ")
    );
    Ok(())
}

/// Runs a check and says how it ended; nothing where it could not ask anybody.
fn reaches(command: &mut Command) -> Result<Option<Result<()>>> {
    eprintln!("$ {}", command::line(command));
    let output = command.output().with_context(|| format!("{} cannot be started", command::line(command)))?;
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].map(String::from_utf8_lossy).concat();
    if !output.status.success() && OUT_OF_REACH.iter().any(|words| said.contains(words)) {
        return Ok(None);
    }
    print!("{said}");
    let result = if output.status.success() {
        Ok(())
    } else {
        Err(anyhow::anyhow!("{} ended with {}", command::line(command), output.status))
    };
    Ok(Some(result))
}
