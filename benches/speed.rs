//! `cargo bench`: each step and the whole, over texts of 1 KB to 1 MB made of our own pages, and over the texts of the folder
//! that `SAYSWHO_TEXTS` names (`.txt`, all of them as one); in the same run, what other work on the same text costs.

mod texts;

use aho_corasick::AhoCorasick;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use sayswho::page::Page;
use sayswho::report::Offsets;
use sayswho::text::Text;
use sayswho::{Findings, analyse, attribution, claims, numeric, report, source};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Words of saying: what a plain search for reports would look for.
const CUES: [&str; 24] = [
    "said",
    "says",
    "told",
    "according to",
    "argued",
    "claims",
    "reported",
    "announced",
    "warned",
    "wrote",
    "added",
    "denied",
    "insisted",
    "believes",
    "suggests",
    "found that",
    "estimated",
    "promised",
    "described",
    "explained",
    "quoted",
    "admitted",
    "confirmed",
    "predicted",
];

/// Each measure is taken again for so long, and the best counts: others use the machine too.
const AGAIN: Duration = Duration::from_millis(400);

fn best(mut work: impl FnMut()) -> f64 {
    let started = Instant::now();
    let mut best = f64::MAX;
    while started.elapsed() < AGAIN {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    for bytes in [1_000, 10_000, 100_000, 1_000_000] {
        table(&format!("our own, {} KB", bytes / 1000), &texts::of(root, bytes)?);
    }
    table("nothing but numbers, 100 KB", &texts::figures(100_000));
    if let Some(folder) = std::env::var_os("SAYSWHO_TEXTS") {
        let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "txt"));
        files.sort();
        let texts = files.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
        table("the folder", &texts.join("\n\n"));
    }
    Ok(())
}

fn table(name: &str, text: &str) {
    let megabytes = text.len() as f64 / 1e6;
    println!("\n{name}: {} bytes\n{:34} {:>10} {:>10}", text.len(), "", "ms", "MB/s");
    let line = |what: &str, seconds: f64| {
        println!("{what:34} {:>10.3} {:>10.1}", seconds * 1e3, megabytes / seconds);
        seconds
    };
    let page = Page::from_plain(text);
    let read = Text::read(&page);
    let quantities = numeric::find(&read);
    let found = attribution::find(&read);
    let claimed = claims::find(&read, &quantities, &found.attributions, &found.claims);
    let judge = || source::judge(&read, &quantities, &found.attributions, &claimed);
    line("page, from plain text", best(|| drop(black_box(Page::from_plain(text)))));
    line("tokens, sentences, quotations", best(|| drop(black_box(Text::read(&page)))));
    line("quantities", best(|| drop(black_box(numeric::find(&read)))));
    line("attributions", best(|| drop(black_box(attribution::find(&read)))));
    let claims = || claims::find(&read, &quantities, &found.attributions, &found.claims);
    line("claims", best(|| drop(black_box(claims()))));
    line("sources", best(|| drop(black_box(judge()))));
    let judgements = judge();
    let findings = Findings {
        quantities: quantities.clone(),
        attributions: found.attributions.clone(),
        claims: claimed.clone(),
        judgements,
    };
    line("report", best(|| drop(black_box(report::make(&read, &findings, Offsets::Utf16, false)))));
    let whole = line("the whole", best(|| drop(black_box(analyse(&Page::from_plain(text)).report(Offsets::Utf16, false)))));

    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let segments = line("  sentences, icu_segmenter", best(|| _ = black_box(segmenter.segment_str(text).count())));
    let cues = AhoCorasick::builder().ascii_case_insensitive(true).build(CUES);
    if let Ok(cues) = cues {
        line("  cues, aho-corasick", best(|| _ = black_box(cues.find_iter(text).count())));
    }
    line("  UTF-8 validation", best(|| _ = black_box(std::str::from_utf8(black_box(text.as_bytes())))));
    println!("the whole is {:.1} times the sentences alone", whole / segments);
}
