//! The second stage: a linear model of which sentences are attribution claims, trained on the labelled pages.
//!
//! A page is a table, a sentence a row: its block, its label, its words. A third of the pages is held back: the figure on
//! them comes from weights that never saw them.

use sayswho::Span;
use sayswho::attribution::training::{Model, claim_features, find};
use sayswho::page::{Block, BlockKind, Page};
use sayswho::text::Text;
use std::collections::BTreeMap;
use std::path::Path;

/// A sentence: its features, and whether it is an attribution claim.
struct Example {
    features: Vec<u32>,
    /// Decided without weights.
    forced: Option<bool>,
    label: bool,
    words: String,
}

/// A labelled page.
pub struct Labelled {
    /// It is among the third that nobody reads while writing rules.
    held_back: bool,
    examples: Vec<Example>,
}

/// Reads every table of a folder.
pub fn read(folder: &Path, model: &Model) -> Result<Vec<Labelled>, Box<dyn std::error::Error>> {
    let mut names: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "tsv"));
    names.sort();
    let mut pages = Vec::new();
    for path in names {
        let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let table = std::fs::read_to_string(&path)?;
        let mut page = Page::default();
        let mut rows: Vec<(Span, bool)> = Vec::new();
        let mut block = "";
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, of_block, _, att, _, _, sentence] = cells[..] else { continue };
            let same = of_block == block && !page.blocks.is_empty();
            if !page.text.is_empty() {
                page.text.push_str(if same { " " } else { "\n\n" });
            }
            let start = page.text.len();
            page.text.push_str(&without_notes(sentence));
            let span = Span::new(start, page.text.len());
            match page.blocks.last_mut() {
                Some(last) if same => last.span.end = span.end,
                _ => page.blocks.push(Block { span, kind: BlockKind::Paragraph, links: 0..0, cite: None }),
            }
            rows.push((span, att == "1"));
            block = of_block;
        }
        let text = Text::read(&page);
        let (attributions, traces) = find(&text, model);
        let features = claim_features(&text, &attributions, &traces);
        let shared = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let label = |span: Span| rows.iter().max_by_key(|(row, _)| shared(*row, span)).is_some_and(|(_, label)| *label);
        let examples = text
            .sentences
            .iter()
            .zip(features)
            .map(|(sentence, (features, forced))| {
                let words = text.words(sentence.span).to_owned();
                Example { features, forced, label: label(sentence.span), words }
            })
            .collect();
        pages.push(Labelled { held_back: name.bytes().map(u32::from).sum::<u32>() % 3 == 2, examples });
    }
    Ok(pages)
}

/// The tables write what a reader sees of a note in raised brackets.
fn without_notes(sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('⁽') {
        out.push_str(before);
        rest = after.split_once('⁾').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// How the linear model is trained.
#[derive(Clone, Copy)]
pub struct Options {
    pub epochs: usize,
    pub rate: f32,
    pub l2: f32,
    pub min: u32,
    /// Prints what cross-validation on the pages that may be read judges otherwise.
    pub errors: bool,
}

type Weights = BTreeMap<u32, f32>;

fn fit(pages: &[&Labelled], options: Options) -> Weights {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for example in pages.iter().flat_map(|p| &p.examples) {
        for f in &example.features {
            *counts.entry(*f).or_default() += 1;
        }
    }
    let index: BTreeMap<u32, usize> =
        counts.iter().filter(|(_, n)| **n >= options.min).enumerate().map(|(i, (f, _))| (*f, i)).collect();
    let data: Vec<(Vec<usize>, f32)> = pages
        .iter()
        .flat_map(|p| &p.examples)
        .map(|e| (e.features.iter().filter_map(|f| index.get(f).copied()).collect(), if e.label { 1.0 } else { -1.0 }))
        .collect();
    let mut weights = vec![0f32; index.len()];
    let mut squares = vec![0f32; index.len()];
    let mut gradient = vec![0f32; index.len()];
    // Whole-batch AdaGrad: the data are small, and the order does not matter.
    for _ in 0..options.epochs {
        for (g, w) in gradient.iter_mut().zip(&weights) {
            *g = options.l2 * w;
        }
        for (features, label) in &data {
            let score: f32 = features.iter().map(|f| weights[*f]).sum();
            // Squared hinge: nothing is learned from what is clear already.
            let short = 1.0 - label * score;
            if short > 0.0 {
                for f in features {
                    gradient[*f] -= 2.0 * label * short;
                }
            }
        }
        for ((w, s), g) in weights.iter_mut().zip(&mut squares).zip(&gradient) {
            *s += g * g;
            *w -= options.rate * g / (s.sqrt() + 1e-6);
        }
    }
    index.into_iter().map(|(f, i)| (f, weights[i])).collect()
}

fn scores(page: &Labelled, weights: &Weights) -> Vec<(f32, bool)> {
    let score = |e: &Example| match e.forced {
        Some(true) => SURE,
        Some(false) => -SURE,
        None => e.features.iter().filter_map(|f| weights.get(f)).sum(),
    };
    page.examples.iter().map(|e| (score(e), e.label)).collect()
}

/// Steps of a weight.
const SCALE: f32 = 64.0;

/// The score of what is decided without weights.
const SURE: f32 = 99.0;

fn f1(scored: &[(f32, bool)], threshold: f32) -> [f64; 3] {
    let right = scored.iter().filter(|(s, l)| *s >= threshold && *l).count() as f64;
    let said = scored.iter().filter(|(s, _)| *s >= threshold).count() as f64;
    let gold = scored.iter().filter(|(_, l)| *l).count() as f64;
    let (p, r) = (right / said.max(1.0), right / gold.max(1.0));
    [p, r, 2.0 * p * r / (p + r).max(1e-9)]
}

const FOLDS: usize = 10;

/// The pages in the order in which cross-validation scores them.
fn folds<'p>(pages: &[&'p Labelled]) -> Vec<&'p Labelled> {
    (0..FOLDS).flat_map(|fold| pages.iter().skip(fold).step_by(FOLDS).copied()).collect()
}

fn crossed(pages: &[&Labelled], options: Options) -> Vec<(f32, bool)> {
    let mut all = Vec::new();
    for fold in 0..FOLDS {
        let part = |inside: bool| -> Vec<&Labelled> {
            pages.iter().enumerate().filter(|(i, _)| (i % FOLDS == fold) == inside).map(|(_, p)| *p).collect()
        };
        let weights = fit(&part(false), options);
        all.extend(part(true).iter().flat_map(|p| scores(p, &weights)));
    }
    all
}

/// Prints the figures, and gives the weights (24-bit hash, in steps) and the threshold that ship: trained on the pages
/// that may be read, or on all of them.
pub fn train(pages: &[Labelled], options: Options, all: bool) -> (Vec<(u32, i8)>, i16) {
    let read: Vec<&Labelled> = pages.iter().filter(|p| !p.held_back).collect();
    let held_back: Vec<&Labelled> = pages.iter().filter(|p| p.held_back).collect();
    let print = |name: &str, [p, r, f]: [f64; 3]| println!("{name:44} P {p:.3} R {r:.3} F1 {f:.3}");
    let scored = crossed(&read, options);
    if options.errors {
        let examples = folds(&read).into_iter().flat_map(|page| &page.examples);
        for ((score, label), example) in scored.iter().zip(examples) {
            if (*score >= 0.0) != *label {
                println!("{}\t{score:.1}\t{}", if *label { "missed" } else { "extra" }, example.words);
            }
        }
    }
    let threshold =
        (-20..=20).map(|t| t as f32 / 10.0).max_by(|a, b| f1(&scored, *a)[2].total_cmp(&f1(&scored, *b)[2])).unwrap_or(0.0);
    println!("{} pages, {} sentences, threshold {threshold}", pages.len(), pages.iter().map(|p| p.examples.len()).sum::<usize>());
    print("read pages, cross-validated, at 0", f1(&scored, 0.0));
    print("read pages, cross-validated, at threshold", f1(&scored, threshold));
    let weights = fit(&read, options);
    let unseen: Vec<(f32, bool)> = held_back.iter().flat_map(|p| scores(p, &weights)).collect();
    print("held-back pages, at 0", f1(&unseen, 0.0));
    let everything: Vec<&Labelled> = pages.iter().collect();
    print("all pages, cross-validated, at 0", f1(&crossed(&everything, options), 0.0));
    let weights = if all { fit(&everything, options) } else { weights };
    // The least weight that counts is half a step.
    let rounded = |w: f32| (w * SCALE).round().clamp(-127.0, 127.0) as i8;
    (weights.into_iter().map(|(f, w)| (f, rounded(w))).filter(|(f, w)| *w != 0 && *f != 0).collect(), 0)
}
