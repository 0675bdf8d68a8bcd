//! `cargo xtask differ`: what the Wasm that ships finds in a document is what the native code finds, to the byte (`differ/`).

use crate::{command, place, setup, wasm};
use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::path::Path;

/// Everything in the repository that is there to be analysed.
const FIXTURES: [&str; 7] =
    ["tests/cases", "tests/pages", "tests/browser/pages", "www", "extension/sample", "fuzz/cases/plain", "fuzz/cases/html"];

/// The repository's own pages, texts and cases, with the Wasm that has been built.
pub fn fixtures() -> Result<()> {
    compare(&FIXTURES.map(Path::new), &[])
}

/// All pages and texts in a folder, with the Wasm as it is now.
pub fn data(folder: &Path) -> Result<()> {
    ensure!(folder.exists(), "{} is not there", folder.display());
    wasm::build()?;
    // Pages from outside may be long.
    compare(&[&std::path::absolute(folder)?], &["--release"])
}

fn compare(inputs: &[&Path], profile: &[&str]) -> Result<()> {
    setup::node()?;
    command::run(command::cargo().args(["build", "--quiet", "--workspace", "--bin", "differ"]).args(profile))?;
    let native = place::cargo_target().join(if profile.is_empty() { "debug" } else { "release" }).join("differ");
    let found = place::target().join("differ.jsonl");
    let out = File::create(&found).with_context(|| format!("{} cannot be written", found.display()))?;
    command::run(command::program(native).args(inputs).stdout(out))?;
    command::run(command::program("node").arg("differ/wasm.mjs").stdin(File::open(&found)?))
}
