//! The Rust core as Wasm, with its JavaScript side, in `extension/wasm/`.

use crate::{command, pins, place, setup};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The finished Wasm.
pub fn file() -> PathBuf {
    folder().join("sayswho_bg.wasm")
}

fn folder() -> PathBuf {
    place::root().join("extension/wasm")
}

/// Builds the Wasm.
pub fn build() -> Result<()> {
    pins::check()?;
    setup::wasm_target()?;
    let mut cargo = command::cargo();
    cargo.args(["build", "--lib", "--no-default-features", "--profile", "wasm", "--target", "wasm32-unknown-unknown"]);
    command::run(&mut cargo)?;
    let compiled = place::cargo_target().join("wasm32-unknown-unknown/wasm/sayswho.wasm");
    if is_newer(&file(), &compiled) && is_newer(&file(), &std::env::current_exe()?) {
        return Ok(());
    }

    let bindgen = setup::tool(pins::WASM_BINDGEN)?.join("wasm-bindgen");
    let bound = place::target().join("wasm-bindgen");
    command::run(
        command::program(bindgen).args(["--target", "web", "--remove-name-section", "--out-dir"]).arg(&bound).arg(&compiled),
    )?;
    // The Wasm itself comes last: where it is, the rest is there too.
    fs::create_dir_all(folder())?;
    for name in ["sayswho.js", "sayswho.d.ts", "sayswho_bg.wasm.d.ts"] {
        fs::copy(bound.join(name), folder().join(name)).with_context(|| format!("wasm-bindgen made no {name}"))?;
    }
    // As the compiler left it: wasm-opt makes it a tenth smaller, but it is packed when it is sent and stored, and then it is 8 KB larger.
    fs::copy(bound.join("sayswho_bg.wasm"), file())?;
    Ok(())
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let time = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    time(file) >= time(than) && time(file).is_some()
}
