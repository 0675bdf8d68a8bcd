//! The versions of the tools that are not in a lock file, in one place.

use crate::place;
use anyhow::{Context, Result, ensure};
use std::fs;

/// A tool that `cargo install` builds.
#[derive(Clone, Copy)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
    /// Every program of it that we call.
    pub programs: &'static [&'static str],
    /// Whether its own lock file can be had: wasm-bindgen-cli's names a version that was taken back.
    pub locked: bool,
    /// Minutes it takes to build on two cores.
    pub minutes: u8,
}

/// Makes the JavaScript side of the Wasm; must be the version of the crate in Cargo.lock.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    locked: false,
    minutes: 4,
};

/// Runs the Rust tests in the browsers.
pub const WASM_PACK: Tool = Tool { name: "wasm-pack", version: "0.15.1", programs: &["wasm-pack"], locked: true, minutes: 3 };

/// Drives Firefox.
pub const GECKODRIVER: Tool =
    Tool { name: "geckodriver", version: "0.37.1", programs: &["geckodriver"], locked: true, minutes: 2 };

/// Looks through licences and known faults.
pub const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", programs: &["cargo-deny"], locked: true, minutes: 8 };

/// The oldest Node that all the npm packages run on.
pub const NODE: u32 = 20;

/// The bindings and the program that makes them must be of one version.
pub fn check() -> Result<()> {
    let lock = fs::read_to_string(place::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let locked = locked_version(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
    ensure!(
        locked == WASM_BINDGEN.version,
        "Cargo.lock has wasm-bindgen {locked}, xtask/src/pins.rs {}: make them the same",
        WASM_BINDGEN.version
    );
    Ok(())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_has_the_pinned_version() {
        check().unwrap();
    }

    #[test]
    fn a_version_is_read_from_a_lock_file() {
        let lock = "[[package]]\nname = \"b\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"bc\"\nversion = \"4.0.0\"\n";
        assert_eq!(locked_version(lock, "b"), Some("1.2.3"));
        assert_eq!(locked_version(lock, "bc"), Some("4.0.0"));
        assert_eq!(locked_version(lock, "c"), None);
    }
}
