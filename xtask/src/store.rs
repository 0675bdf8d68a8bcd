//! The pictures that the stores show.

use crate::place::{self, Browser};
use crate::{build, command, setup};
use anyhow::Result;

/// Builds everything and saves pictures of it, 1280 by 800, light and dark, under target/store/.
pub fn run() -> Result<()> {
    build::run()?;
    let tests = place::root().join("tests/browser");
    setup::packages(&tests)?;
    for browser in Browser::BOTH {
        let driven = setup::browser(browser)?;
        let mut node = command::program("node");
        node.args(["--import", "tsx", "store.ts"]).current_dir(&tests).envs(driven.environment());
        command::run(node.env("SHOTS_DIR", place::target().join("store").join(browser.name())))?;
    }
    println!("\nPictures: target/store/");
    Ok(())
}
