//! `cargo xtask fuzz`: the targets of `fuzz/`, by the toolchain that builds everything else.
//!
//! libFuzzer needs no more than code that counts where it has been, which any compiler makes; the address sanitizer, for which
//! cargo-fuzz asks for a nightly one, would look for what safe Rust does not have.

use crate::{command, place, setup};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::PathBuf;

/// A target, and where it begins: folders of inputs that make sense.
struct Target {
    name: &'static str,
    seeds: &'static [&'static str],
    /// Inputs in the short run: some seconds each.
    runs: u32,
}

const TARGETS: [Target; 6] = [
    Target { name: "plain", seeds: &["tests/pages"], runs: 4_000 },
    Target { name: "html", seeds: &["tests/pages"], runs: 4_000 },
    Target { name: "events", seeds: &[], runs: 8_000 },
    Target { name: "message", seeds: &[], runs: 20_000 },
    Target { name: "record", seeds: &[], runs: 20_000 },
    Target { name: "model", seeds: &["src/attribution/model"], runs: 400 },
];

/// Coverage as libFuzzer reads it.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// Longer inputs find little that shorter ones do not, and each costs more.
const LONGEST: &str = "-max_len=4096";

/// An input that takes longer, in seconds, counts as a hang.
const HANG: &str = "-timeout=30";

/// A fixed number of inputs for each target, from a fixed seed.
pub fn short() -> Result<usize> {
    for target in &TARGETS {
        run_one(target, &[format!("-runs={}", target.runs), "-seed=1".to_owned()])?;
    }
    Ok(TARGETS.len())
}

/// One target, or all one after the other, for so many minutes each. What it learns is kept under `target/`.
pub fn long(name: Option<&str>, minutes: u32) -> Result<()> {
    let asked: Vec<&Target> = TARGETS.iter().filter(|target| name.is_none_or(|name| name == target.name)).collect();
    if asked.is_empty() {
        bail!("there is no target {}: there are {}", name.unwrap_or_default(), TARGETS.map(|target| target.name).join(", "));
    }
    for target in asked {
        run_one(target, &[format!("-max_total_time={}", minutes * 60), "-print_final_stats=1".to_owned()])?;
    }
    Ok(())
}

fn run_one(target: &Target, options: &[String]) -> Result<()> {
    let work = place::target().join("fuzz");
    let long = options.iter().all(|option| !option.starts_with("-runs"));
    // A short run does the same each time, so it begins with nothing that an earlier one has learnt.
    let corpus = work.join(if long { "corpus" } else { "short" }).join(target.name);
    if !long && corpus.exists() {
        fs::remove_dir_all(&corpus)?;
    }
    let crashes = work.join("crashes").join(target.name);
    for folder in [&corpus, &crashes] {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let mut fuzz = command::program(build(target.name)?);
    fuzz.args([LONGEST, HANG, "-rss_limit_mb=4096", "-verbosity=0"]).args(options);
    let words = place::root().join("fuzz/words.txt");
    ensure!(words.is_file(), "{} is missing", words.display());
    fuzz.arg(format!("-dict={}", words.display())).arg(format!("-artifact_prefix={}/", crashes.display()));
    fuzz.arg(&corpus);
    let cases = place::root().join("fuzz/cases").join(target.name);
    fuzz.args(cases.is_dir().then_some(cases)).args(target.seeds.iter().map(|seeds| place::root().join(seeds)));
    let at = crashes.strip_prefix(place::root()).unwrap_or(&crashes).display();
    command::run(&mut fuzz).with_context(|| {
        format!("{}: what broke it lies in {at}; mend it and keep it in fuzz/cases/{}/", target.name, target.name)
    })
}

/// The fuzzer of a target, built.
fn build(name: &str) -> Result<PathBuf> {
    setup::cxx()?;
    let host = command::read(command::program("rustc").args(["--print", "host-tuple"]))?;
    let folder = place::target().join("fuzz/build");
    let mut cargo = command::cargo();
    cargo.args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--bin", name]);
    // With a target named, the flags are not for what runs while building.
    cargo.args(["--target", host.trim(), "--target-dir"]).arg(&folder).env("RUSTFLAGS", FLAGS);
    for set in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_PROFILE_RELEASE_INCREMENTAL", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS"] {
        cargo.env_remove(set);
    }
    command::run(&mut cargo)?;
    Ok(folder.join(host.trim()).join("release").join(name))
}
