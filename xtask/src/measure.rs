//! The figures on labelled data, which is not part of the project: DIR/eval/evaluate.py and DIR/gold/.
//!
//! A third of the gold pages is set aside: nobody reads them, they show whether what was learned on the others holds.

use crate::{command, place};
use anyhow::{Context, Result, ensure};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// Builds the checker and prints every figure.
pub fn run(shared: &Path) -> Result<()> {
    let shared = shared.canonicalize().with_context(|| format!("{} is missing", shared.display()))?;
    let evaluate = shared.join("eval/evaluate.py");
    ensure!(evaluate.is_file(), "{} is missing", evaluate.display());
    command::run(command::cargo().args(["build", "--release", "--bin", "sayswho"]))?;
    let checker = place::cargo_target().join("release/sayswho");

    let mut python = command::program("python3");
    python.arg(&evaluate).arg(&checker).args(["attribution", "numeric", "recognizers"]);
    command::run(&mut python)?;

    let gold = shared.join("gold");
    for (name, kept) in [("all pages", [true, true]), ("read pages", [true, false]), ("pages set aside", [false, true])] {
        let part = Part::make(&gold, name, |page| kept[usize::from(is_set_aside(page))])?;
        let mut python = command::program("python3");
        python.arg(&evaluate).arg(&checker).arg("gold").env("GOLD", &part.0).env_remove("ERRORS");
        println!("\n== gold, {name}");
        command::read(&mut python)?.lines().filter(|line| !line.starts_with("==")).for_each(|line| println!("{line}"));
    }
    Ok(())
}

/// Whether a page belongs to the third that nobody reads: by the sum of its name's bytes.
fn is_set_aside(name: &str) -> bool {
    name.bytes().map(u32::from).sum::<u32>() % 3 == 2
}

/// A folder of links to a part of the gold pages, for as long as it is needed.
struct Part(PathBuf);

impl Part {
    fn make(gold: &Path, name: &str, keep: impl Fn(&str) -> bool) -> Result<Part> {
        let folder = place::target().join("measure").join(name.replace(' ', "-"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let part = Part(folder);
        for sub in ["", "pages", "article"] {
            let (from, to) = (gold.join(sub), part.0.join(sub));
            fs::create_dir_all(&to)?;
            for entry in fs::read_dir(&from).with_context(|| format!("{} is missing", from.display()))? {
                let path = entry?.path();
                let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
                if path.is_file() && keep(stem) {
                    symlink(&path, to.join(path.file_name().unwrap_or_default()))?;
                }
            }
        }
        Ok(part)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // What is left behind is under target/ and made anew next time.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_is_set_aside_by_its_name() {
        assert!(is_set_aside("b"), "98 = 3 × 32 + 2");
        assert!(!is_set_aside("a"));
        assert!(!is_set_aside("c"));
    }
}
