//! Attributions: who said, wrote, thinks or found what.

mod claim;
mod coder;
mod construction;
mod features;
mod layout;
mod lexicon;
mod link;
mod model;
mod name;
pub(crate) mod reckoning;
mod speaker;
mod states;
mod tagger;
#[cfg(feature = "train")]
pub mod training;

use crate::order;
use crate::span::Span;
use crate::text::{Text, TokenKind};
use serde::{Deserialize, Serialize};

/// An attribution: source, cue and content, as PolNeAR (Newell, Margolin and Ruths, LREC 2018) draws them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who. Empty where nobody is stated.
    pub source: Vec<Span>,
    /// The words that say that it is a report: "said", "according to".
    pub cue: Vec<Span>,
    /// What is reported; several spans where it is interrupted.
    pub content: Vec<Span>,
    /// How it is reported.
    pub form: Form,
    /// The whole name behind a pronoun or short form, where the text gives it nearby.
    pub named: Option<Span>,
    /// Whether `claims.md` counts it: plans and attitudes without reported words are attributions for PolNeAR, but no claims.
    pub claim: bool,
}

/// How something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// In quotation marks.
    Direct,
    /// In the author's words.
    Indirect,
    /// Both.
    Mixed,
}

impl Attribution {
    /// Every span of it.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.source.iter().chain(&self.cue).chain(&self.content).copied()
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// All attributions, by their first character.
    pub attributions: Vec<Attribution>,
    /// For each sentence, whether it is an attribution claim. A few are without having an attribution.
    pub claims: Vec<bool>,
}

/// Finds all attributions, and the sentences that are attribution claims.
pub fn find(text: &Text) -> Found {
    if !text.english() {
        return Found { attributions: Vec::new(), claims: vec![false; text.sentences.len()] };
    }
    let (mut attributions, traces) = tag(text, model::shipped());
    let claims = claim::shipped().sentences(text, &attributions, &traces);
    for attribution in &mut attributions {
        let parts = if attribution.cue.is_empty() { &attribution.content } else { &attribution.cue };
        attribution.claim = parts.iter().any(|span| claims[text.sentences_in(*span)].contains(&true));
    }
    Found { attributions, claims }
}

fn tag(text: &Text, model: &model::Model) -> (Vec<Attribution>, claim::Traces) {
    let forms = features::read_forms(text, &model.lexicon);
    let mut sheet = features::Sheet::default();
    let senses: Vec<u32> = forms.iter().map(|form| claim::senses_of(form.low())).collect();
    let mut tagger = tagger::Tagger::new(model, &forms);
    let mut traces = claim::Traces::default();
    let mut pieces = Vec::new();
    let mut open = false;
    for (tokens, block) in features::pieces(text) {
        sheet.fill(text, tokens.clone(), &forms, block as usize, open);
        open = stays_open(text, &tokens);
        let mut drafts = tagger::drafts(tagger.path(&sheet));
        let words = || (0..sheet.tokens()).map(|i| sheet.word(i));
        traces.low.extend(words().map(features::Word::low));
        traces.senses.extend(words().map(|word| senses[word.form()]));
        traces.margin.extend(&tagger.margin);
        for range in drafts.iter_mut().flat_map(tagger::Draft::ranges_mut) {
            *range = range.start + tokens.start..range.end + tokens.start;
        }
        pieces.push(link::Piece { tokens, drafts });
    }
    let mut found = Vec::new();
    for draft in link::link(text, pieces) {
        let made = attribution(text, &draft);
        if let Some(claim) = draft.layout {
            // A signature in a sentence of its own claims nothing.
            traces.layout.extend(made.cue.iter().map(|span| (*span, false)));
            traces.layout.extend(made.content.iter().map(|span| (*span, claim)));
        }
        found.push(made);
    }
    order::by(&mut found, |a| a.spans().map(|s| u64::from(s.start) + 1).min().unwrap_or(0));
    name::resolve(text, &mut found, &traces.low);
    (found, traces)
}

/// Whether a quotation is still open at the end of `tokens`: it may go on in the next block.
fn stays_open(text: &Text, tokens: &std::ops::Range<usize>) -> bool {
    text.tokens[tokens.clone()].last().is_some_and(|t| t.quoted && !matches!(text.words(t.span), "”" | "\"" | "''" | "»"))
}

fn attribution(text: &Text, draft: &tagger::Draft) -> Attribution {
    let spans = |ranges: &[std::ops::Range<usize>]| -> Vec<Span> {
        ranges.iter().map(|r| text.tokens[r.start].span.join(text.tokens[r.end - 1].span)).collect()
    };
    let words = || draft.content.iter().flat_map(|r| &text.tokens[r.clone()]).filter(|t| t.kind != TokenKind::Mark);
    let (all, quoted) = (words().count(), words().filter(|t| t.quoted).count());
    let form = if quoted == 0 {
        Form::Indirect
    } else if quoted * 10 >= all * 9 {
        Form::Direct
    } else {
        Form::Mixed
    };
    Attribution {
        source: spans(&draft.source),
        cue: spans(&draft.cue),
        content: spans(&draft.content),
        form,
        named: None,
        claim: true,
    }
}
