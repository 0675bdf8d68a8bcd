//! The corpus: texts with their attributions, and the states that the tagger should find in them.

use sayswho::attribution::training::{ALL, Kind, Role, State, Step, pieces, stays_open};
use sayswho::page::Page;
use sayswho::text::Text;
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;

/// A labelled text. Offsets are in characters.
#[derive(Debug, Deserialize)]
pub struct Record {
    pub publisher: String,
    pub text: String,
    pub sentences: Vec<(usize, usize)>,
    pub attributions: Vec<Label>,
}

/// A labelled attribution.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Label {
    pub source: Vec<(usize, usize)>,
    pub cue: Vec<(usize, usize)>,
    pub content: Vec<(usize, usize)>,
}

/// A text, and its attributions as token ranges.
pub struct Document {
    pub record: Record,
    pub page: Page,
}

/// A piece that is tagged at once, with its gold states.
pub struct Piece {
    pub tokens: Range<usize>,
    pub block: usize,
    /// The block before ended inside a quotation.
    pub continues: bool,
    pub states: Vec<u8>,
}

/// An attribution's token ranges; by role: source, cue, content.
#[derive(Clone, Default)]
pub struct Gold {
    pub parts: [Vec<Range<usize>>; 3],
}

pub const ROLES: [Role; 3] = [Role::Source, Role::Cue, Role::Content];

pub fn read(path: &Path) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let mut documents = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut record: Record = serde_json::from_str(line)?;
        let bytes = byte_offsets(&record.text);
        let at = |span: &mut (usize, usize)| {
            *span = (bytes[span.0.min(bytes.len() - 1)], bytes[span.1.min(bytes.len() - 1)]);
        };
        record.sentences.iter_mut().for_each(at);
        for label in &mut record.attributions {
            label.source.iter_mut().chain(&mut label.cue).chain(&mut label.content).for_each(at);
        }
        let page = Page::from_plain(&record.text);
        documents.push(Document { record, page });
    }
    Ok(documents)
}

/// For each character, and the end, its byte.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect()
}

impl Document {
    /// Its attributions as token ranges of `text`.
    pub fn gold(&self, text: &Text) -> Vec<Gold> {
        let ranges = |spans: &[(usize, usize)]| -> Vec<Range<usize>> {
            let mut found: Vec<Range<usize>> = Vec::new();
            for &(start, end) in spans {
                let first = text.token_at(start as u32);
                let last = text.tokens.partition_point(|t| t.span.start < end as u32);
                if first < last {
                    found.push(first..last);
                }
            }
            found
        };
        self.record.attributions.iter().map(|l| Gold { parts: [ranges(&l.source), ranges(&l.cue), ranges(&l.content)] }).collect()
    }

    /// Its pieces, each with its gold states.
    pub fn pieces(&self, text: &Text) -> Vec<Piece> {
        let gold = self.gold(text);
        let mut open = false;
        pieces(text)
            .map(|(tokens, block)| {
                let here: Vec<Gold> = gold.iter().filter_map(|g| clip(g, &tokens)).collect();
                Piece {
                    block: block as usize,
                    continues: std::mem::replace(&mut open, stays_open(text, &tokens)),
                    states: states(&here, tokens.len()),
                    tokens,
                }
            })
            .collect()
    }
}

/// What of an attribution lies in `tokens`, counted from their first.
fn clip(gold: &Gold, tokens: &Range<usize>) -> Option<Gold> {
    let parts = gold.parts.clone().map(|ranges| -> Vec<Range<usize>> {
        ranges
            .iter()
            .map(|r| r.start.max(tokens.start)..r.end.min(tokens.end))
            .filter(|r| r.start < r.end)
            .map(|r| r.start - tokens.start..r.end - tokens.start)
            .collect()
    });
    parts.iter().any(|p| !p.is_empty()).then_some(Gold { parts })
}

/// The states of a piece. Where attributions lie inside one another the one that comes first in the corpus has the tokens,
/// but a cue always has its own.
fn states(gold: &[Gold], n: usize) -> Vec<u8> {
    let out = ALL[0];
    // For each token: attribution, role, first token of the span.
    let mut own: Vec<Option<(usize, usize, usize)>> = vec![None; n];
    for (index, attribution) in gold.iter().enumerate() {
        for role in [2, 0, 1] {
            for range in &attribution.parts[role] {
                for slot in &mut own[range.clone()] {
                    if slot.is_none_or(|(_, r, _)| role == 1 && r != 1) {
                        *slot = Some((index, role, range.start));
                    }
                }
            }
        }
    }
    let mut inside = vec![false; n];
    for attribution in gold {
        let all = || attribution.parts.iter().flatten();
        let (Some(start), Some(end)) = (all().map(|r| r.start).min(), all().map(|r| r.end).max()) else { continue };
        inside[start..end].fill(true);
    }
    let mut path = vec![out; n];
    let mut current: Option<usize> = None;
    let mut has = 0u8;
    let mut last = None;
    let mut end = 0;
    for t in 0..n {
        let Some(here) = own[t] else {
            last = None;
            continue;
        };
        let (index, role, _) = here;
        let bit = ROLES[role] as u8;
        if current != Some(index) {
            let shares = current.is_some_and(|c| {
                let source = &gold[index].parts[0];
                !source.is_empty() && *source == gold[c].parts[0] && has & 3 == 3 && role != 0
            });
            let mut inherited = 0;
            if shares && inside[end..t].iter().all(|i| *i) {
                inherited = 1;
                path[end..t].fill(State { kind: Kind::Gap, has });
            }
            current = Some(index);
            has = inherited | bit;
            path[t] = State { kind: Kind::Begin(ROLES[role]), has };
        } else if last == Some(here) {
            path[t] = State { kind: Kind::Inside(ROLES[role]), has };
        } else {
            if role != 2 && has & bit != 0 {
                has = bit;
            } else {
                path[end..t].fill(State { kind: Kind::Gap, has });
                has |= bit;
            }
            path[t] = State { kind: Kind::Begin(ROLES[role]), has };
        }
        last = Some(here);
        end = t + 1;
    }
    repair(&mut path);
    path.iter().map(|s| s.index() as u8).collect()
}

/// Takes out what the automaton forbids.
fn repair(path: &mut [State]) {
    let out = ALL[0];
    let follows = |path: &[State], t: usize| {
        let step: Option<Step> = if t == 0 { out.step(path[0]) } else { path[t - 1].step(path[t]) };
        step.is_some() && (t > 0 || path[0].may_begin())
    };
    for t in 0..path.len() {
        if !follows(path, t) {
            path[t] = match path[t].kind {
                Kind::Out | Kind::Gap => out,
                Kind::Begin(role) | Kind::Inside(role) => State { kind: Kind::Begin(role), has: role as u8 },
            };
            if t > 0 && !follows(path, t) {
                path[t - 1] = out;
            }
        }
    }
    for t in 1..path.len() {
        if !follows(path, t) {
            let mut u = t;
            while u > 0 && path[u - 1].kind == Kind::Gap {
                path[u - 1] = out;
                u -= 1;
            }
        }
    }
}
