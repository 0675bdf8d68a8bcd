//! Where things lie.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// What the commands make: packages, screenshots, settings.
pub fn target() -> PathBuf {
    root().join("target")
}

/// What cargo makes: the same folder unless the user has moved it.
pub fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(target, |moved| root().join(moved))
}

/// The built extension of a browser.
pub fn extension(browser: Browser) -> PathBuf {
    target().join("extension").join(browser.package())
}

/// The packed extension of a browser.
pub fn package(browser: Browser) -> PathBuf {
    target().join(format!("sayswho-{}.zip", browser.package()))
}

/// The built www page.
pub fn www() -> PathBuf {
    target().join("www")
}

/// Where the pinned tools are kept, a folder for each version: the user's cache.
pub fn tools() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .context("there is no home folder to keep the tools in: set XDG_CACHE_HOME")?;
    Ok(cache.join("sayswho").join("tools"))
}

/// A program on the PATH.
pub fn program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The two browsers that everything is built for and tested in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    pub const BOTH: [Browser; 2] = [Browser::Chromium, Browser::Firefox];

    /// The name that the browser tests know it by.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }

    /// The name of its package.
    pub fn package(self) -> &'static str {
        match self {
            Browser::Chromium => "chrome",
            Browser::Firefox => "firefox",
        }
    }
}
