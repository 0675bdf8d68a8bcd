//! The dev figures: how many of the corpus' attributions are found, and how well.
//!
//! A span is the set of its words; predicted and gold attributions are paired one to one, the best pair first, where their
//! cues share a word or their contents overlap by half.

use crate::corpus::{Document, Label};
use sayswho::Span;
use sayswho::attribution::training::{Model, find};
use sayswho::text::Text;
use std::collections::BTreeSet;

type Words = BTreeSet<usize>;

/// An attribution as sets of words.
struct Item {
    source: Words,
    cue: Words,
    content: Words,
    spans: Vec<Span>,
    direct: bool,
}

/// Hits among the predicted and the gold, and how many there are of each.
#[derive(Clone, Copy, Default)]
pub struct Count {
    pub hits: usize,
    pub found: usize,
    pub hits_of_gold: usize,
    pub gold: usize,
}

impl Count {
    fn add(&mut self, hits: usize, found: usize, hits_of_gold: usize, gold: usize) {
        self.hits += hits;
        self.found += found;
        self.hits_of_gold += hits_of_gold;
        self.gold += gold;
    }

    /// Precision, recall and their harmonic mean, in per cent.
    pub fn figures(self) -> [f64; 3] {
        let p = self.hits as f64 / self.found.max(1) as f64;
        let r = self.hits_of_gold as f64 / self.gold.max(1) as f64;
        [100.0 * p, 100.0 * r, if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }]
    }
}

const NAMES: [&str; 5] = ["sent_any", "attr", "triple", "dq_content", "dq_speaker"];

/// Prints the five figures.
pub fn print(documents: &[Document], model: &Model) {
    let mut counts = [Count::default(); 5];
    for document in documents {
        score(document, model, &mut counts);
    }
    let texts: Vec<Text> = documents.iter().map(|d| Text::read(&d.page)).collect();
    let bytes: usize = documents.iter().map(|d| d.record.text.len()).sum();
    let begun = std::time::Instant::now();
    let found: usize = texts.iter().map(|text| find(text, model).0.len()).sum();
    let speed = bytes as f64 / 1e6 / begun.elapsed().as_secs_f64();
    println!("{} texts, {found} attributions, {speed:.1} MB/s        P      R     F1", documents.len());
    for (name, count) in NAMES.iter().zip(counts) {
        let [p, r, f] = count.figures();
        println!("{name:12} {p:6.1} {r:6.1} {f:6.1}");
    }
}

/// The words of a text: letters and digits, held together by inner points, hyphens, ampersands and apostrophes.
fn words(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut joint = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_alphanumeric() {
            match found.last_mut() {
                Some(last) if last.end as usize == at || joint == Some(at) => last.end = end as u32,
                _ => found.push(Span::new(at, end)),
            }
        } else if matches!(c, '’' | '\'' | '.' | '-' | '&') && found.last().is_some_and(|l| l.end as usize == at) {
            joint = Some(end);
        }
    }
    found
}

fn set(words: &[Span], text: &str, spans: &[Span]) -> Words {
    let mut found = Words::new();
    for span in spans {
        let first = words.partition_point(|w| w.end <= span.start);
        let last = words.partition_point(|w| w.start < span.end);
        found.extend(first..last.max(first));
    }
    if found.is_empty() {
        let marks = spans.iter().flat_map(|s| s.range()).filter(|&b| !text.as_bytes()[b].is_ascii_whitespace());
        found.extend(marks.map(|b| b + (1 << 40)));
    }
    found
}

fn dice(a: &Words, b: &Words) -> f64 {
    let both = a.intersection(b).count();
    2.0 * both as f64 / (a.len() + b.len()).max(1) as f64
}

/// Pairs, best first: predicted index for each gold one.
fn align(found: &[Item], gold: &[Item], value: impl Fn(&Item, &Item) -> f64) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, f) in found.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let v = value(f, g);
            if v > 0.0 {
                pairs.push((v, j, i));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut of_gold = vec![None; gold.len()];
    let mut used = vec![false; found.len()];
    for (_, j, i) in pairs {
        if of_gold[j].is_none() && !used[i] {
            of_gold[j] = Some(i);
            used[i] = true;
        }
    }
    of_gold
}

const SMALL: [&str; 39] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "and", "or", "for", "from", "by", "with", "as", "who", "that", "which", "is",
    "was", "has", "have", "had", "his", "her", "their", "its", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "'s", "’s", "s",
    "it", "they",
];

fn score(document: &Document, model: &Model, counts: &mut [Count; 5]) {
    let source = &document.record.text;
    let text = Text::read(&document.page);
    let all = words(source);
    let quoted = |w: usize| all.get(w).is_some_and(|span| text.tokens.get(text.token_at(span.start)).is_some_and(|t| t.quoted));
    let item = |parts: [Vec<Span>; 3]| {
        let [source_words, cue, content] = parts.each_ref().map(|spans| set(&all, source, spans));
        let inside = content.iter().filter(|w| quoted(**w)).count();
        let real = content.iter().filter(|w| **w < all.len()).count();
        Item { source: source_words, cue, direct: real > 0 && inside * 10 >= real * 9, content, spans: parts.concat() }
    };
    let found: Vec<Item> = find(&text, model).0.into_iter().map(|a| item([a.source, a.cue, a.content])).collect();
    let spans = |s: &[(usize, usize)]| s.iter().map(|&(a, b)| Span::new(a, b)).collect::<Vec<_>>();
    let gold_item = |l: &Label| item([spans(&l.source), spans(&l.cue), spans(&l.content)]);
    let gold: Vec<Item> = document.record.attributions.iter().map(gold_item).collect();
    let touched = |items: &[Item]| -> BTreeSet<usize> {
        let within = |i: &usize| {
            let (start, end) = document.record.sentences[*i];
            let sentence = Span::new(start, end);
            items.iter().flat_map(|i| &i.spans).any(|s| s.overlaps(sentence))
        };
        (0..document.record.sentences.len()).filter(within).collect()
    };
    let (f, g) = (touched(&found), touched(&gold));
    let both = f.intersection(&g).count();
    counts[0].add(both, f.len(), both, g.len());
    let cues = |a: &Item, b: &Item| a.cue.intersection(&b.cue).next().is_some();
    let pair = |a: &Item, b: &Item| {
        let (cue, content) = (cues(a, b), dice(&a.content, &b.content));
        if cue || content >= 0.5 { 2.0 * f64::from(u8::from(cue)) + content + dice(&a.source, &b.source) } else { 0.0 }
    };
    let word = |w: &usize| all.get(*w).map_or("", |s| s.of(source));
    let small = |w: &usize| SMALL.contains(&word(w).to_lowercase().as_str());
    let speaker = |a: &Item, b: &Item| {
        if a.source.is_empty() || b.source.is_empty() || a.source == b.source {
            return a.source == b.source;
        }
        let both: Vec<&usize> = a.source.intersection(&b.source).collect();
        let all_small = b.source.iter().all(small);
        if !both.is_empty() && both.len() * 2 >= a.source.len() && (all_small || both.iter().any(|w| !small(w))) {
            return true;
        }
        let names = |i: &Item| -> Vec<&str> {
            i.source.iter().filter(|w| !small(w)).map(word).filter(|w| w.starts_with(char::is_uppercase)).collect()
        };
        names(a).last().is_some_and(|name| names(b).contains(name))
    };
    let aligned = align(&found, &gold, pair);
    let hits: Vec<(usize, usize)> = aligned.iter().enumerate().filter_map(|(j, i)| i.map(|i| (i, j))).collect();
    counts[1].add(hits.len(), found.len(), hits.len(), gold.len());
    let whole = hits
        .iter()
        .filter(|(i, j)| {
            let (a, b) = (&found[*i], &gold[*j]);
            speaker(a, b) && (b.content.is_empty() || dice(&a.content, &b.content) >= 0.5)
        })
        .count();
    counts[2].add(whole, found.len(), whole, gold.len());
    let by_content = align(&found, &gold, |a, b| {
        let d = dice(&a.content, &b.content);
        if d >= 0.5 { d } else { 0.0 }
    });
    let of_found = |i: usize| by_content.iter().position(|p| *p == Some(i));
    let direct = |items: &[Item]| items.iter().enumerate().filter(|(_, i)| i.direct).map(|(i, _)| i).collect::<Vec<_>>();
    let (df, dg) = (direct(&found), direct(&gold));
    counts[3].add(
        df.iter().filter(|i| of_found(**i).is_some()).count(),
        df.len(),
        dg.iter().filter(|j| by_content[**j].is_some()).count(),
        dg.len(),
    );
    counts[4].add(
        df.iter().filter(|i| of_found(**i).is_some_and(|j| speaker(&found[**i], &gold[j]))).count(),
        df.len(),
        dg.iter().filter(|j| by_content[**j].is_some_and(|i| speaker(&found[i], &gold[**j]))).count(),
        dg.len(),
    );
}
