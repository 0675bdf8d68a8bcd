//! Shows what the extension does: in a window where there is a display, in screenshots and a table where there is none.

use crate::place::{self, Browser};
use crate::{build, command, setup};
use anyhow::Result;
use std::{env, fs};

/// The article that is shown, written for the purpose.
const ARTICLE: &str = "www/sample.html";

/// Builds everything and shows it.
pub fn run() -> Result<()> {
    build::run()?;
    let tests = place::root().join("tests/browser");
    setup::packages(&tests)?;
    let script = |name: &str| {
        let mut node = command::program("node");
        node.args(["--import", "tsx", name]).current_dir(&tests).env("ARTICLE", place::root().join(ARTICLE));
        node
    };
    if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty())) {
        let driven = setup::browser(Browser::Chromium)?;
        println!("Opening Chromium with the extension on {ARTICLE}; close its window to end.");
        return command::run(script("demo.ts").envs(driven.environment()));
    }

    let shots = place::target().join("demo");
    for browser in Browser::BOTH {
        let driven = setup::browser(browser)?;
        let folder = shots.join(browser.name());
        fs::create_dir_all(&folder)?;
        command::run(script("shots.ts").envs(driven.environment()).env("SHOTS_DIR", &folder))?;
    }
    command::run(command::cargo().args(["run", "--quiet", "--bin", "sayswho", "--", "check", "--all", ARTICLE]))?;
    println!("\nScreenshots:");
    for browser in Browser::BOTH {
        let mut pictures: Vec<_> = fs::read_dir(shots.join(browser.name()))?.flatten().map(|entry| entry.path()).collect();
        pictures.sort();
        for picture in pictures {
            println!("  {}", picture.strip_prefix(place::root()).unwrap_or(&picture).display());
        }
    }
    Ok(())
}
