//! The Rust core as Wasm, with its JavaScript side, in `extension/wasm/`.

use crate::{command, pins, place, setup};
use anyhow::{Context, Result, ensure};
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
    cargo.args(["--config", &renamed(&machine_folders()?)?]);
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
    let bytes = fs::read(bound.join("sayswho_bg.wasm"))?;
    for (folder, _) in machine_folders()? {
        let name = folder.to_string_lossy().into_owned();
        ensure!(!holds(&bytes, name.as_bytes()), "the Wasm tells where it was built: it holds {name}");
    }
    fs::write(file(), bytes)?;
    Ok(())
}

/// What lies somewhere else on every machine, and what it is called in the Wasm instead: panics name the files they come from.
fn machine_folders() -> Result<Vec<(PathBuf, &'static str)>> {
    let home = std::env::home_dir().context("there is no home folder")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    // The last that fits counts, so the widest comes first.
    Ok(vec![(home, "/home"), (setup::sysroot()?, "/rust"), (cargo, "/cargo"), (place::root().to_path_buf(), "/sayswho")])
}

/// The compiler's options that rename them, for cargo's `--config`: those that the project has stay.
fn renamed(folders: &[(PathBuf, &str)]) -> Result<String> {
    let options: Vec<String> =
        folders.iter().map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())).collect();
    Ok(format!("target.wasm32-unknown-unknown.rustflags={}", serde_json::to_string(&options)?))
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let time = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    time(file) >= time(than) && time(file).is_some()
}
