//! Every test there is, in steps: each is named, timed and summed up, and one that fails does not stop the others.
//!
//! The browser tests in `tests/browser/` are told by the environment what to drive: `BROWSER` (chromium or firefox),
//! `EXTENSION_DIR` (the built extension), `CHROMIUM` and `CHROMEDRIVER`, or `FIREFOX` and `GECKODRIVER` (programs).

use crate::package::{again_elsewhere, gzip_size, kilobytes};
use crate::place::{self, Browser};
use crate::{build, command, differ, fuzz, pins, setup, texts, wasm};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// What the Wasm may weigh, in bytes, as `gzip -9` leaves it: its budget (docs/architecture.md).
const WASM_LIMIT: usize = 300_000;

/// What each package may weigh, in bytes: the Wasm at its limit, and the rest as it was with some room for texts. To change on purpose.
const PACKAGE_LIMIT: usize = 440_000;

/// The instructions that one analysis takes, start and all, by the length of the text. To change on purpose: run the step, which says
/// what it counted.
const INSTRUCTIONS: [(usize, u64); 2] = [(10_000, 57_809_146), (100_000, 160_761_060)];

/// What they may differ: compilers and C libraries differ a little.
const SLACK: f64 = 0.03;

/// Eight times the text may take so many times the instructions.
const GROWTH: f64 = 8.8;

/// The one remark of the linter that the Chrome package has by its nature: Firefox knows no side panel.
const EXPECTED_REMARK: &str = "sidePanel";

/// What the Rust tests need in Wasm: the HTML reader, for the case files, and nothing else of the command line.
const WASM_FEATURES: [&str; 3] = ["--no-default-features", "--features", "html"];

struct Step {
    name: &'static str,
    what: &'static str,
    /// Whether it works on what `build` makes.
    built: bool,
    run: fn(&mut Count) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step { name: "format", what: "rustfmt", built: false, run: format },
    Step { name: "clippy", what: "clippy, natively", built: false, run: clippy },
    Step { name: "clippy-wasm", what: "clippy, for Wasm", built: false, run: clippy_wasm },
    Step { name: "native", what: "Rust tests, natively", built: false, run: native },
    Step { name: "fuzz", what: "a short run of each fuzz target", built: false, run: short_fuzz },
    Step { name: BUILD, what: "Wasm, www page, both packages", built: false, run: |_| build::run() },
    Step { name: "differ", what: "the Wasm finds what the native code finds", built: true, run: |_| differ::fixtures() },
    Step { name: "size", what: "the sizes of the Wasm and of both packages", built: true, run: |_| size() },
    Step { name: "again", what: "the packages from another folder", built: true, run: |_| again_elsewhere() },
    Step { name: "instructions", what: "what an analysis costs, and how it grows", built: false, run: |_| instructions() },
    Step { name: "types", what: "TypeScript, strict", built: true, run: |_| types() },
    Step { name: "lint-chrome", what: "web-ext lint, Chrome package", built: true, run: |_| lint(Browser::Chromium) },
    Step { name: "lint-firefox", what: "web-ext lint, Firefox package", built: true, run: |_| lint(Browser::Firefox) },
    Step {
        name: "wasm-chromium",
        what: "Rust tests in Chromium",
        built: false,
        run: |count| in_browser(Browser::Chromium, count),
    },
    Step { name: "wasm-firefox", what: "Rust tests in Firefox", built: false, run: |count| in_browser(Browser::Firefox, count) },
    Step {
        name: "browser-chromium",
        what: "the extension in Chromium",
        built: true,
        run: |count| end_to_end(Browser::Chromium, count),
    },
    Step {
        name: "browser-firefox",
        what: "the extension in Firefox",
        built: true,
        run: |count| end_to_end(Browser::Firefox, count),
    },
];

/// A file of browser tests that takes a quarter of an hour hangs.
const HANG: &str = "--test-timeout=900000";

/// The step that others stand on.
const BUILD: &str = "build";

/// Prints the names of the steps.
pub fn list() {
    for step in STEPS {
        println!("{:18} {}", step.name, step.what);
    }
}

/// Runs the steps whose name holds one of the words, or all; the last line says how many tests passed and failed.
pub fn run(words: &[&str]) -> Result<ExitCode> {
    let asked = |step: &&Step| words.is_empty() || words.iter().any(|word| step.name.contains(word));
    let built = STEPS.iter().filter(asked).any(|step| step.built);
    let steps: Vec<&Step> = STEPS.iter().filter(|step| asked(step) || (built && step.name == BUILD)).collect();
    if steps.is_empty() {
        bail!("no step is called {}: see `cargo xtask test --list`", words.join(" or "));
    }

    let started = Instant::now();
    let mut outcomes = Vec::new();
    let mut build_failed = false;
    for step in steps {
        eprintln!("\n== {}: {}", step.name, step.what);
        let start = Instant::now();
        let mut count = Count::default();
        let result = if step.built && build_failed {
            Err(anyhow::anyhow!("not run, for want of a build"))
        } else {
            (step.run)(&mut count)
        };
        build_failed |= step.name == BUILD && result.is_err();
        // A step without tests of its own counts as one; one that breaks off has failed, whatever passed before.
        match result {
            Ok(()) if count == Count::default() => count.passed = 1,
            Err(_) if count.failed == 0 => count.failed = 1,
            _ => {}
        }
        if let Err(error) = &result {
            eprintln!("xtask: {}: {error:#}", step.name);
        }
        outcomes.push((step, count, start.elapsed(), result.err()));
    }

    println!("\n{:18} {:>8} {:>8} {:>8}", "step", "passed", "failed", "time");
    let mut total = Count::default();
    for (step, count, took, error) in &outcomes {
        let mut why = error.as_ref().map(|error| format!("  {error:#}")).unwrap_or_default();
        if count.again > 0 {
            why.push_str(&format!("  {} only when tried again: see above, and mend it", count.again));
        }
        println!("{:18} {:>8} {:>8} {:>8}{why}", step.name, count.passed, count.failed, clock(*took));
        total.add(count);
    }
    println!("{:36} {:>8}", "", clock(started.elapsed()));
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

/// Tests that ran.
#[derive(Default, PartialEq, Eq, Debug)]
struct Count {
    passed: usize,
    failed: usize,
    /// What passed only when it was run again.
    again: usize,
}

impl Count {
    /// Reads the totals out of a line of cargo's, wasm-bindgen's or Node's test runner.
    fn read(&mut self, line: &str) {
        if let Some(rest) = line.trim().strip_prefix("test result: ") {
            let mut before = "";
            for word in rest.split([' ', ';', '.']) {
                match word {
                    "passed" => self.passed += before.parse().unwrap_or(0),
                    "failed" => self.failed += before.parse().unwrap_or(0),
                    _ => {}
                }
                before = word;
            }
        } else if let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            match rest.split_once(' ') {
                Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
                Some(("fail" | "cancelled", number)) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    fn of(&mut self, command: &mut Command) -> Result<()> {
        command::watch(command, |line| self.read(line))
    }

    fn add(&mut self, other: &Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.again += other.again;
    }

    /// Takes in a second run of what failed in the first one, whose numbers these are.
    fn settle(&mut self, second: &Count) {
        self.again = self.failed.saturating_sub(second.failed);
        self.passed += self.again;
        self.failed -= self.again;
    }
}

/// The file of a failed test, out of a line of Node's test runner.
fn failed_file(line: &str) -> Option<&str> {
    line.strip_prefix("test at ")?.split(':').next()
}

fn format(_: &mut Count) -> Result<()> {
    setup::component("rustfmt", "rustfmt")?;
    command::run(command::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(_: &mut Count) -> Result<()> {
    setup::component("clippy", "cargo-clippy")?;
    command::run(command::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(_: &mut Count) -> Result<()> {
    setup::component("clippy", "cargo-clippy")?;
    setup::wasm_target()?;
    let mut cargo = command::cargo();
    cargo.args(["clippy", "--all-targets", "--target", "wasm32-unknown-unknown"]).args(WASM_FEATURES);
    command::run(cargo.args(["--", "-D", "warnings"]))
}

fn native(count: &mut Count) -> Result<()> {
    // The property tests try the same inputs each time, so that a failure is the change's; what nobody thought of is the fuzzers' to find.
    count.of(command::cargo().args(["test", "--workspace", "--no-fail-fast"]).env("PROPTEST_RNG_SEED", "1"))
}

fn short_fuzz(count: &mut Count) -> Result<()> {
    count.passed += fuzz::short()?;
    Ok(())
}

fn size() -> Result<()> {
    let mut sizes = vec![("the Wasm, gzip".to_owned(), gzip_size(&wasm::file())?, WASM_LIMIT)];
    for browser in Browser::BOTH {
        let package = place::package(browser);
        let size = fs::metadata(&package).with_context(|| format!("{} is missing", package.display()))?.len() as usize;
        sizes.push((format!("the package for {}", browser.package()), size, PACKAGE_LIMIT));
    }
    let mut problems = Vec::new();
    for (what, size, limit) in sizes {
        println!("{what}: {} of {}", kilobytes(size), kilobytes(limit));
        if size > limit {
            problems.push(format!("{what} has grown to {}, more than {}", kilobytes(size), kilobytes(limit)));
        }
    }
    ensure!(problems.is_empty(), "{}", problems.join("; "));
    Ok(())
}

/// Counts instructions, which do not depend on how fast the machine is or what else it does.
fn instructions() -> Result<()> {
    if !setup::valgrind() {
        println!("instructions are not counted: valgrind is missing (on Debian or Ubuntu: sudo apt-get install valgrind)");
        return Ok(());
    }
    let mut cargo = command::cargo();
    for (name, _) in std::env::vars_os() {
        // What somebody set to build faster would count differently.
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            cargo.env_remove(name);
        }
    }
    command::run(cargo.args(["build", "--profile", "bench", "--package", "sayswho-bench", "--bin", "once"]))?;
    let count = |text: &str| -> Result<u64> {
        let file = place::target().join("counted.txt");
        fs::write(&file, text)?;
        let mut valgrind = command::program("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(place::cargo_target().join("release/once"));
        let output = valgrind.arg(file).output().context("valgrind cannot be started")?;
        let said = String::from_utf8_lossy(&output.stderr);
        let number = said.lines().find_map(|line| line.split_once("Collected :")).map(|(_, number)| number.trim().parse());
        Ok(number.context("valgrind counted nothing")??)
    };
    let mut problems = Vec::new();
    for (bytes, expected) in INSTRUCTIONS {
        let counted = count(&texts::of(place::root(), bytes)?)?;
        let change = counted as f64 / expected as f64 - 1.0;
        println!("{:4} KB: {counted} instructions, {:+.1} %", bytes / 1000, 100.0 * change);
        if change.is_nan() || change.abs() > SLACK {
            problems.push(format!("{} KB take {counted} instructions instead of {expected}", bytes / 1000));
        }
    }
    let of = |bytes| texts::of(place::root(), bytes);
    for (what, once, eight) in [
        ("text", of(50_000)?, of(400_000)?),
        ("text that is nothing but numbers", texts::figures(50_000), texts::figures(400_000)),
    ] {
        let growth = count(&eight)? as f64 / count(&once)? as f64;
        println!("eight times the {what}: {growth:.2} times the instructions");
        if growth > GROWTH {
            problems.push(format!("eight times the {what} takes {growth:.2} times the instructions, more than {GROWTH}"));
        }
    }
    ensure!(problems.is_empty(), "{}", problems.join("; "));
    Ok(())
}

fn types() -> Result<()> {
    for folder in ["extension", "tests/browser"] {
        let folder = place::root().join(folder);
        setup::packages(&folder)?;
        command::run(command::program(folder.join("node_modules/.bin/tsc")).arg("--noEmit").current_dir(&folder))?;
    }
    Ok(())
}

fn lint(browser: Browser) -> Result<()> {
    let mut linter = command::program(place::root().join("extension/node_modules/.bin/web-ext"));
    linter.args(["lint", "--output", "json", "--no-config-discovery", "--source-dir"]).arg(place::extension(browser));
    let report: Value = serde_json::from_str(&command::read(&mut linter)?).context("web-ext printed no report")?;
    let mut remarks = remarks(&report);
    if browser == Browser::Chromium {
        let before = remarks.len();
        remarks.retain(|remark| !remark.contains(EXPECTED_REMARK));
        ensure!(before - remarks.len() <= 1, "more than one remark on {EXPECTED_REMARK}");
    }
    ensure!(remarks.is_empty(), "web-ext lint: {}", remarks.join("; "));
    Ok(())
}

/// The linter's errors, notices and warnings, a line each.
fn remarks(report: &Value) -> Vec<String> {
    let kinds = ["errors", "notices", "warnings"];
    let all = kinds.iter().flat_map(|kind| report[kind].as_array().into_iter().flatten());
    all.map(|remark| {
        let text = |key: &str| remark[key].as_str().unwrap_or_default().to_string();
        format!("{} {}: {} ({})", text("_type"), text("code"), text("message"), text("file"))
    })
    .collect()
}

/// `tests/web.rs` and `tests/cases.rs` in a real browser, by wasm-pack.
fn in_browser(browser: Browser, count: &mut Count) -> Result<()> {
    pins::check()?;
    setup::wasm_target()?;
    let driven = setup::browser(browser)?;
    let runner = setup::tool(pins::WASM_BINDGEN)?;
    let wasm_pack = setup::tool(pins::WASM_PACK)?.join("wasm-pack");

    // As root, Chromium starts without its sandbox or not at all.
    let chromium = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    let capabilities = match browser {
        Browser::Chromium => json!({ "goog:chromeOptions": { "binary": driven.binary, "args": chromium } }),
        Browser::Firefox => json!({ "moz:firefoxOptions": { "binary": driven.binary, "args": ["-headless"] } }),
    };
    fs::create_dir_all(place::target())?;
    let settings = place::target().join(format!("webdriver-{}.json", browser.name()));
    fs::write(&settings, capabilities.to_string())?;

    let mut path = vec![runner];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let path = std::env::join_paths(path)?;
    let run = |test: &str, count: &mut Count| {
        let mut tests = command::program(&wasm_pack);
        tests.env("PATH", &path).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        // The runner would take the first that it finds, not the one that is asked for.
        tests.env_remove("CHROMEDRIVER").env_remove("GECKODRIVER");
        tests.args(["test", "--headless", "--mode", "no-install"]);
        match browser {
            Browser::Chromium => tests.args(["--chrome", "--chromedriver"]),
            Browser::Firefox => tests.args(["--firefox", "--geckodriver"]),
        };
        count.of(tests.arg(&driven.driver).arg(".").args(WASM_FEATURES).args(["--test", test]))
    };
    // One after the other, so that a failing file does not keep the next from being run.
    let outcomes = ["cases", "web"].map(|test| {
        let mut own = Count::default();
        let mut outcome = run(test, &mut own);
        if outcome.is_err() {
            own = Count::default();
            outcome = run_again(test, || run(test, &mut own));
            own.again = usize::from(outcome.is_ok());
        }
        count.add(&own);
        outcome
    });
    outcomes.into_iter().collect()
}

/// The real extension in a real browser.
fn end_to_end(browser: Browser, count: &mut Count) -> Result<()> {
    let folder = place::root().join("tests/browser");
    setup::packages(&folder)?;
    let driven = setup::browser(browser)?;
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.ts") {
            files.insert(name);
        }
    }
    ensure!(!files.is_empty(), "tests/browser/ has no *.test.ts");
    // What the live pages are compared with.
    command::run(command::cargo().args(["build", "--quiet", "--workspace", "--bin", "sayswho"]))?;
    let run = |files: &BTreeSet<String>, count: &mut Count| {
        let mut node = command::program("node");
        node.args(["--import", "tsx", "--test", "--test-reporter=spec", "--test-concurrency=1"]).args([HANG]).args(files);
        node.env("SAYSWHO", place::cargo_target().join("debug/sayswho"));
        let mut failed = BTreeSet::new();
        let outcome = command::watch(node.current_dir(&folder).envs(driven.environment()), |line| {
            count.read(line);
            failed.extend(failed_file(line).map(str::to_owned));
        });
        (outcome, failed)
    };
    let (first, failed) = run(&files, count);
    if first.is_ok() || failed.is_empty() {
        return first;
    }
    let mut second = Count::default();
    let names = Vec::from_iter(failed.iter().map(String::as_str)).join(", ");
    let outcome = run_again(&names, || run(&failed, &mut second).0);
    count.settle(&second);
    outcome
}

/// A whole browser on a busy machine fails now and then for no fault of ours: what fails twice has a fault, and what fails once is named.
fn run_again(what: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    eprintln!("xtask: {what} failed, and is run again");
    run()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lines: &[&str]) -> (usize, usize) {
        let mut count = Count::default();
        lines.iter().for_each(|line| count.read(line));
        (count.passed, count.failed)
    }

    #[test]
    fn totals_of_cargo_and_wasm_bindgen_are_read() {
        let passed = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s";
        let failed = "test result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(count(&[passed, "test passed ... ok", failed]), (15, 2));
    }

    #[test]
    fn totals_of_node_are_read() {
        assert_eq!(count(&["ℹ tests 7", "ℹ pass 5", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 0"]), (5, 2));
        assert_eq!(count(&["# pass 2", "# fail 0"]), (2, 0));
    }

    #[test]
    fn what_failed_is_tried_again() {
        assert_eq!(failed_file("test at faults.test.ts:1:1554"), Some("faults.test.ts"));
        assert_eq!(failed_file("a test at faults.test.ts:1:1554"), None);
        let settled = |failed, failed_again| {
            let mut count = Count { passed: 5, failed, again: 0 };
            count.settle(&Count { passed: 9, failed: failed_again, again: 0 });
            (count.passed, count.failed, count.again)
        };
        assert_eq!(settled(2, 0), (7, 0, 2));
        assert_eq!(settled(2, 1), (6, 1, 1));
        assert_eq!(settled(1, 3), (5, 1, 0));
    }

    #[test]
    fn remarks_of_every_kind_are_listed() {
        let report = json!({
            "errors": [], "notices": [{ "_type": "notice", "code": "N", "message": "m", "file": "f.js" }],
            "warnings": [{ "_type": "warning", "code": "W", "message": "about sidePanel", "file": "manifest.json" }],
        });
        assert_eq!(remarks(&report), ["notice N: m (f.js)", "warning W: about sidePanel (manifest.json)"]);
    }

    #[test]
    fn every_step_has_a_name_of_its_own() {
        for (i, step) in STEPS.iter().enumerate() {
            assert!(STEPS[i + 1..].iter().all(|other| other.name != step.name), "{}", step.name);
        }
        assert!(STEPS.iter().any(|step| step.name == BUILD));
    }
}
