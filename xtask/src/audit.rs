//! `cargo xtask audit`: what we depend on, by cargo-deny and npm. Not part of `test`: cargo-deny takes long to build, and what is
//! known to be faulty is known elsewhere.

use crate::{command, pins, place, setup};
use anyhow::{Result, bail};

/// Licences, sources and duplicates, which need no network; then known faults, which do.
pub fn run() -> Result<()> {
    let mut faults = Vec::new();
    let deny = setup::tool(pins::CARGO_DENY)?.join("cargo-deny");
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let check = |offline: bool, what: &[&str]| {
            let mut deny = command::program(&deny);
            deny.args(["--manifest-path", manifest, "--all-features", "--config"]).arg(place::root().join("deny.toml"));
            if offline {
                deny.arg("--offline");
            }
            command::run(deny.arg("check").args(what))
        };
        faults.extend(check(true, &["licenses", "bans", "sources"]).err());
        faults.extend(check(false, &["advisories"]).err());
    }
    for folder in ["extension", "tests/browser"] {
        setup::packages(&place::root().join(folder))?;
        faults.extend(command::run(command::program("npm").arg("audit").current_dir(place::root().join(folder))).err());
    }
    match faults.as_slice() {
        [] => Ok(()),
        [one] => bail!("{one:#}"),
        _ => bail!("{} of the checks failed: see above", faults.len()),
    }
}
