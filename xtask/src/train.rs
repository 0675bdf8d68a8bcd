//! `cargo xtask train`: trains the attribution tagger, in release mode: the member `train` does the work.

use anyhow::{Result, bail};
use std::process::Command;

/// Passes every option on; `--data DIR` says where the labelled data are.
pub fn run(options: &[&str]) -> Result<()> {
    let status = Command::new("cargo").args(["run", "--release", "--package", "train", "--"]).args(options).status()?;
    if !status.success() {
        bail!("training ended with {status}");
    }
    Ok(())
}
