//! The command line: `sayswho check`.

use clap::Parser;
use sayswho::{analyse, page::Page, report::Offsets};
use serde::Deserialize;
use std::io::{BufRead, Write};

#[derive(Parser)]
struct Arguments {
    command: String,
    #[arg(long)]
    from: Option<String>,
    #[arg(long)]
    format: Option<String>,
    #[arg(long)]
    text: bool,
    file: String,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: Record = serde_json::from_str(&line?)?;
        let page = match &record.html {
            Some(html) => sayswho::page::html::read(html, record.url.as_deref()),
            None => Page::from_plain(record.text.as_deref().unwrap_or_default()),
        };
        let mut report = analyse(&page).report(Offsets::Chars, arguments.text);
        report.id = Some(record.id);
        serde_json::to_writer(&mut out, &report)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
