//! Text: the main text as tokens, sentences and quotations, made once and read by every detector.

mod language;
mod quotation;
mod sentence;
mod token;

use crate::page::{Block, Page};
use crate::span::Span;
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use token::{Token, TokenKind};

/// A page's main text, cut up.
#[derive(Debug)]
pub struct Text<'p> {
    /// The page it was made of.
    pub page: &'p Page,
    /// All tokens, in order. White space belongs to none.
    pub tokens: Vec<Token>,
    /// The different words, each where it stands first: what is to be known of a word is looked up once a form.
    pub forms: Vec<Span>,
    /// All sentences, in order; each lies in one block.
    pub sentences: Vec<Sentence>,
    /// All quotations, by their start. A nested one comes after the one around it.
    pub quotations: Vec<Quotation>,
    /// The language that the text is read in, a BCP 47 tag. Words are judged only where it is English.
    pub language: String,
}

impl<'p> Text<'p> {
    /// Cuts up a page's main text: one pass for the tokens, one over the tokens for the rest.
    pub fn read(page: &'p Page) -> Self {
        let mut text = Self {
            page,
            tokens: Vec::with_capacity(page.text.len() / 5),
            forms: Vec::new(),
            sentences: Vec::new(),
            quotations: Vec::new(),
            language: String::new(),
        };
        let mut forms = token::Forms::new(page.text.len());
        for (index, block) in page.blocks.iter().enumerate() {
            let first = text.tokens.len();
            token::scan(&page.text, block.span, &mut forms, &mut text.tokens, &mut text.forms);
            quotation::mark(&page.text, first, &mut text.tokens, &mut text.quotations);
            sentence::split(&page.text, index as u32, first, &mut text.tokens, &mut text.sentences);
        }
        text.language = language::decide(page, &text.tokens);
        text
    }

    /// Whether the words are English, as far as can be told.
    pub fn english(&self) -> bool {
        self.language.split('-').next() == Some("en")
    }

    /// The words that `span` covers.
    pub fn words(&self, span: Span) -> &'p str {
        span.of(&self.page.text)
    }

    /// A token's characters.
    pub fn word(&self, token: usize) -> &'p str {
        self.tokens.get(token).map_or("", |t| t.span.of(&self.page.text))
    }

    /// A sentence's tokens.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.token_range()).unwrap_or_default()
    }

    /// The block that a sentence stands in.
    pub fn block_of(&self, sentence: &Sentence) -> &'p Block {
        &self.page.blocks[sentence.block as usize]
    }

    /// The index of the sentence that holds the byte `at`, or the next one after it.
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|s| s.span.end <= at);
        (index < self.sentences.len()).then_some(index)
    }

    /// The sentences that `span` touches.
    pub fn sentences_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.sentences.partition_point(|s| s.span.end <= span.start);
        let last = self.sentences.partition_point(|s| s.span.start < span.end);
        first..last.max(first)
    }

    /// The index of the first token that ends after the byte `at`.
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }
}
