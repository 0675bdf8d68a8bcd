//! Everything that must be there before we can build and test, brought in when it is first needed.
//!
//! Each part looks first whether it is there already, so a second run costs nothing.

use crate::command;
use crate::pins::{self, NODE, Tool};
use crate::place::{self, Browser, program};
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The compiler's part for Wasm.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    if sysroot()?.join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    command::run(command::program("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("Rust cannot build for Wasm: run `rustup target add {TARGET}`"))
}

/// A part of the toolchain: rustfmt or clippy.
pub fn component(name: &str, program: &str) -> Result<()> {
    if sysroot()?.join("bin").join(program).is_file() || place::program(program).is_some_and(|path| !is_proxy(&path)) {
        return Ok(());
    }
    command::run(command::program("rustup").args(["component", "add", name]))
        .with_context(|| format!("{name} is missing: run `rustup component add {name}`"))
}

/// Where the toolchain lies.
pub fn sysroot() -> Result<PathBuf> {
    let printed = command::read(command::program("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(printed.trim()))
}

/// Whether a program is rustup's stand-in, which is there even where the component is not.
fn is_proxy(program: &Path) -> bool {
    program.parent().is_some_and(|folder| folder.join("rustup").exists())
}

/// A C++ compiler.
pub fn cxx() -> Result<()> {
    if env::var_os("CXX").is_some() || ["c++", "g++", "clang++"].iter().any(|name| program(name).is_some()) {
        return Ok(());
    }
    debian(&["g++"])
}

/// The folder of a pinned tool's programs, built once for each version.
pub fn tool(tool: Tool) -> Result<PathBuf> {
    let home = place::tools()?.join(format!("{}-{}", tool.name, tool.version));
    let programs = home.join("bin");
    if tool.programs.iter().all(|program| programs.join(program).is_file()) {
        return Ok(programs);
    }
    eprintln!("building {} {} once, about {} minutes on two cores", tool.name, tool.version, tool.minutes);
    let mut install = command::cargo();
    // What shapes this project's builds is no business of the tools'.
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS", "CARGO_TARGET_DIR"] {
        install.env_remove(name);
    }
    install.args(["install", tool.name, "--version", tool.version, "--force", "--root"]).arg(&home);
    if tool.locked {
        install.arg("--locked");
    }
    command::run(&mut install)
        .with_context(|| format!("{} {} could not be built: a network and a C compiler are needed", tool.name, tool.version))?;
    Ok(programs)
}

/// The npm packages of a folder, exactly as its lock file has them.
pub fn packages(folder: &Path) -> Result<()> {
    node()?;
    let lock =
        fs::read(folder.join("package-lock.json")).with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    // The lock file that was installed lies beside what it installed.
    let stamp = folder.join("node_modules").join(".sayswho-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // No package that we use needs to run anything when it is installed.
    command::run(command::program("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
        .with_context(|| format!("the npm packages of {} could not be installed", folder.display()))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Node and npm.
pub fn node() -> Result<()> {
    let missing: Vec<&str> = [("node", "nodejs"), ("npm", "npm")]
        .into_iter()
        .filter(|(name, _)| program(name).is_none())
        .map(|(_, package)| package)
        .collect();
    if !missing.is_empty() {
        debian(&missing)?;
    }
    let version = command::read(command::program("node").arg("--version"))?;
    let major: u32 = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default().parse().unwrap_or(0);
    ensure!(major >= NODE, "Node {} is too old: install Node {NODE} or newer", version.trim());
    Ok(())
}

/// Whether instructions can be counted: valgrind is there, or can be had.
pub fn valgrind() -> bool {
    program("valgrind").is_some() || debian(&["valgrind"]).is_ok()
}

/// A browser and the program that drives it.
pub struct Driven {
    pub browser: Browser,
    pub binary: PathBuf,
    pub driver: PathBuf,
}

impl Driven {
    /// What the browser tests want to know, as environment variables.
    pub fn environment(&self) -> [(&'static str, OsString); 4] {
        let (binary, driver) = names(self.browser);
        [
            ("BROWSER", self.browser.name().into()),
            ("EXTENSION_DIR", place::extension(self.browser).into()),
            (binary, self.binary.clone().into()),
            (driver, self.driver.clone().into()),
        ]
    }
}

/// The variables that name a browser and its driver, for a user who has them in another place.
fn names(browser: Browser) -> (&'static str, &'static str) {
    match browser {
        Browser::Chromium => ("CHROMIUM", "CHROMEDRIVER"),
        Browser::Firefox => ("FIREFOX", "GECKODRIVER"),
    }
}

/// A browser with its driver, installed where it is missing and may be installed.
pub fn browser(browser: Browser) -> Result<Driven> {
    let (binary, driver) = names(browser);
    let (binary, driver) = match browser {
        Browser::Chromium => {
            let (programs, packages) = (["chromium", "chromium-browser", "google-chrome"], ["chromium", "chromium-driver"]);
            (find(binary, &programs, &packages)?, find(driver, &["chromedriver"], &packages)?)
        }
        Browser::Firefox => {
            let driver = match env::var_os(driver) {
                Some(path) => PathBuf::from(path),
                None => tool(pins::GECKODRIVER)?.join("geckodriver"),
            };
            (find(binary, &["firefox-esr", "firefox"], &["firefox-esr"])?, driver)
        }
    };
    Ok(Driven { browser, binary, driver })
}

/// A program that the user names in a variable, that is on the PATH, or that Debian has.
fn find(variable: &str, programs: &[&str], packages: &[&str]) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path.into());
    }
    let on_path = || programs.iter().find_map(|name| program(name));
    if let Some(path) = on_path() {
        return Ok(path);
    }
    debian(packages)?;
    on_path().with_context(|| format!("{} is not on the PATH", programs.join(" or ")))
}

/// Packages of the Debian kind, where we may install them; otherwise one line that says which are missing.
fn debian(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if program("apt-get").is_none() || !is_root() {
        bail!("missing on this machine: {wanted}. On Debian or Ubuntu: sudo apt-get install {wanted}");
    }
    let apt = |arguments: &[&str]| -> Command {
        let mut apt = command::program("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-y"]).args(arguments);
        apt
    };
    // With what they recommend: a browser without fonts has nothing to lay out.
    command::run(&mut apt(&["update"]))
        .and_then(|()| command::run(apt(&["install"]).args(packages)))
        .with_context(|| format!("could not be installed: {wanted}"))
}

fn is_root() -> bool {
    command::read(command::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
