//! Extension packages that are the same, byte for byte, whenever and wherever they are made; and sizes.

use crate::command;
use crate::place::{self, Browser};
use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::{env, process};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs a folder.
pub fn zip(folder: &Path, package: &Path) -> Result<()> {
    pack(folder, &files(folder)?, package)
}

/// Packs what git keeps, for the stores' reviewers; docs/reviewers.md tells them how to build from it. Where there is no git, as in
/// that very package, there is nothing to pack, and nothing is.
pub fn sources(root: &Path, package: &Path) -> Result<bool> {
    let Ok(listed) = command::program("git").args(["ls-files", "-z"]).output() else { return Ok(false) };
    if !listed.status.success() {
        return Ok(false);
    }
    let names = String::from_utf8(listed.stdout)?;
    let mut files: Vec<PathBuf> =
        names.split_terminator('\0').map(|name| root.join(name)).filter(|file| file.is_file()).collect();
    files.sort();
    pack(root, &files, package)?;
    Ok(true)
}

/// What `extension/build.mjs` reads.
const PACKED: [&str; 4] = ["Cargo.toml", "src/report/html.rs", "extension", "www"];

/// Makes packages and www page once more, from a copy of the sources in another folder, and holds that they are the same, byte for
/// byte. The Wasm is taken as it is: `wasm.rs` sees to it that it does not know where it was built.
pub fn again_elsewhere() -> Result<()> {
    let copy = env::temp_dir().join(format!("sayswho-again-{}", process::id()));
    let compared = compare_with(&copy);
    fs::remove_dir_all(&copy).context("the copy cannot be taken away")?;
    compared
}

fn compare_with(copy: &Path) -> Result<()> {
    let root = place::root();
    for part in PACKED {
        let from = root.join(part);
        let files = if from.is_dir() { files(&from)? } else { vec![from] };
        for file in files {
            let to = copy.join(file.strip_prefix(root)?);
            fs::create_dir_all(to.parent().unwrap_or(copy))?;
            fs::copy(file, to)?;
        }
    }
    symlink(root.join("extension").join(FETCHED), copy.join("extension").join(FETCHED))?;
    command::run(command::program("node").arg("extension/build.mjs").current_dir(copy))?;
    let ours = [place::extension(Browser::Chromium), place::extension(Browser::Firefox), place::www()];
    for folder in ours {
        let made = |folder: &Path, name: &str| -> Result<Vec<u8>> {
            let package = copy.join(name);
            zip(folder, &package)?;
            Ok(fs::read(package)?)
        };
        let same = made(&folder, "ours.zip")? == made(&copy.join(folder.strip_prefix(root)?), "again.zip")?;
        ensure!(same, "{} is not the same when it is built in another folder", folder.display());
    }
    for browser in Browser::BOTH {
        let package = copy.join("again.zip");
        zip(&copy.join(place::extension(browser).strip_prefix(root)?), &package)?;
        ensure!(fs::read(package)? == fs::read(place::package(browser))?, "{} was packed otherwise", browser.package());
    }
    Ok(())
}

/// Entries in the order that is given, all with the same time.
fn pack(folder: &Path, files: &[PathBuf], package: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(File::create(package)?);
    for file in files {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        writer.start_file(name, options)?;
        writer.write_all(&fs::read(file)?)?;
    }
    writer.finish()?;
    Ok(())
}

/// What npm fetches, and no part of the sources.
const FETCHED: &str = "node_modules";

/// Every file under a folder, in the order of their paths.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} is missing", folder.display()))? {
            let path = entry?.path();
            if path.ends_with(FETCHED) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The size of a file as `gzip -9` would leave it, in bytes.
pub fn gzip_size(file: &Path) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    io::copy(&mut File::open(file).with_context(|| format!("{} is missing", file.display()))?, &mut encoder)?;
    Ok(encoder.finish()?.len())
}

/// A size as people read it.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_does_not_depend_on_when_and_in_which_order_its_files_were_written() {
        let make = |name: &str, order: &[&str]| {
            let folder = std::env::temp_dir().join(format!("sayswho-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("in/b")).unwrap();
            for file in order {
                fs::write(folder.join("in").join(file), file.repeat(50)).unwrap();
            }
            let package = folder.join("out.zip");
            zip(&folder.join("in"), &package).unwrap();
            let bytes = fs::read(&package).unwrap();
            fs::remove_dir_all(folder).unwrap();
            bytes
        };
        assert_eq!(make("one", &["a.txt", "b/c.txt", "d.txt"]), make("two", &["d.txt", "b/c.txt", "a.txt"]));
    }
}
