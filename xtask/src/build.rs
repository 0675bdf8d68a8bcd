//! Everything that ships: the Wasm, the www page, both extension packages, and the sources for the stores' reviewers.

use crate::package::{gzip_size, kilobytes, sources, zip};
use crate::place::{self, Browser};
use crate::{command, setup, wasm};
use anyhow::Result;
use std::fs;

/// Builds it all and prints the sizes.
pub fn run() -> Result<()> {
    let extension = place::root().join("extension");
    setup::packages(&extension)?;
    wasm::build()?;
    command::run(command::program("node").arg("extension/build.mjs"))?;

    println!("{:28} {:>12} {:>12}", "", "raw", "gzip");
    let wasm = wasm::file();
    println!("{:28} {:>12} {:>12}", "Wasm", kilobytes(fs::metadata(&wasm)?.len() as usize), kilobytes(gzip_size(&wasm)?));
    for browser in Browser::BOTH {
        let package = place::package(browser);
        zip(&place::extension(browser), &package)?;
        let name = package.strip_prefix(place::root())?.display().to_string();
        println!("{name:28} {:>12}", kilobytes(fs::metadata(&package)?.len() as usize));
    }
    let package = place::target().join("sayswho-source.zip");
    if sources(place::root(), &package)? {
        println!("{:28} {:>12}", "target/sayswho-source.zip", kilobytes(fs::metadata(&package)?.len() as usize));
    }
    Ok(())
}
