//! Attributions: who said, wrote, thinks or found what.

mod claim;
mod construction;
mod draft;
mod layout;
mod link;
mod name;
mod pieces;
pub(crate) mod reckoning;
mod speaker;
#[cfg(feature = "train")]
pub mod training;

use crate::order;
use crate::span::Span;
use crate::text::{Text, TokenKind};
use draft::Draft;
use serde::{Deserialize, Serialize};
use tagger::{Model, Seen, Sheet, Tagger, Word};

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
    let (mut attributions, traces) = tag(text, shipped());
    let claims = claim::shipped().sentences(text, &attributions, &traces);
    for attribution in &mut attributions {
        let parts = if attribution.cue.is_empty() { &attribution.content } else { &attribution.cue };
        attribution.claim = parts.iter().any(|span| claims[text.sentences_in(*span)].contains(&true));
    }
    Found { attributions, claims }
}

/// The tagger's weights, packed.
static PACKED: &[u8] = include_bytes!("model/tagger.bin");

/// The model that ships, unpacked at its first use.
fn shipped() -> &'static Model {
    static MODEL: std::sync::LazyLock<Model> =
        std::sync::LazyLock::new(|| Model::new(&tagger::model::unpack(PACKED).unwrap_or_default()));
    &MODEL
}

/// What the tagger wants to know of each of the text's words.
fn forms(text: &Text, lexicon: &tagger::lexicon::Lexicon) -> Vec<Word> {
    tagger::read_forms(text.forms.iter().map(|span| span.of(&text.page.text)), lexicon)
}

/// The text's tokens for the tagger.
fn seen(text: &Text) -> Vec<Seen> {
    text.tokens.iter().map(|t| Seen { form: t.form, sentence: t.sentence, quoted: t.quoted }).collect()
}

fn tag(text: &Text, model: &Model) -> (Vec<Attribution>, claim::Traces) {
    let forms = forms(text, &model.lexicon);
    let seen = seen(text);
    let mut sheet = Sheet::default();
    let senses: Vec<u32> = forms.iter().map(|form| claim::senses_of(form.low())).collect();
    let mut tagger = Tagger::new(model, &forms);
    let mut traces = claim::Traces::default();
    let mut tagged = Vec::new();
    let mut open = false;
    for (tokens, block) in pieces::pieces(text) {
        sheet.fill(&seen[tokens.clone()], &forms, block as usize, open);
        open = stays_open(text, &tokens);
        let mut drafts = draft::drafts(tagger.path(&sheet));
        let words = || (0..sheet.tokens()).map(|i| sheet.word(i));
        traces.low.extend(words().map(Word::low));
        traces.senses.extend(words().map(|word| senses[word.form()]));
        traces.margin.extend(&tagger.margin);
        for range in drafts.iter_mut().flat_map(Draft::ranges_mut) {
            *range = range.start + tokens.start..range.end + tokens.start;
        }
        tagged.push(link::Piece { tokens, drafts });
    }
    let mut found = Vec::new();
    for draft in link::link(text, tagged) {
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

fn attribution(text: &Text, draft: &Draft) -> Attribution {
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
