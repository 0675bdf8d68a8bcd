//! **Says Who** finds numeric and attribution claims in a page and tells which of them lack a stated source.
//!
//! One direction, one pass, one shape at each step:
//!
//! ```text
//! page events → page → text → claims → sources → report
//! ```
//!
//! [`page`] makes blocks of main text out of what a reader saw, [`text`] cuts them into tokens, sentences and quotations,
//! [`numeric`] and [`attribution`] find what is claimed, [`claims`] which sentences claim it, [`source`] what the page states
//! about where each claim comes from, and [`report`] is what everybody gets to see. The same code runs natively
//! and in Wasm; nothing here touches a network, a clock or a file.
//!
//! ```
//! use sayswho::{analyse, page::Page, report::Offsets};
//!
//! let page = Page::from_plain("Sales rose 60% last year.");
//! let report = analyse(&page).report(Offsets::Chars, false);
//! assert_eq!(report.claims[0].status.words(), "No source stated");
//! ```

pub mod attribution;
pub mod claims;
#[cfg(target_arch = "wasm32")]
mod given;
pub mod live;
pub mod numeric;
mod order;
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod panel;
pub mod report;
pub mod source;
mod span;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
mod words;

pub use span::Span;

/// Everything that was found in a page.
#[derive(Debug)]
pub struct Findings {
    /// Every quantity, in the order of the text.
    pub quantities: Vec<numeric::Quantity>,
    /// Every attribution, in the order of the text.
    pub attributions: Vec<attribution::Attribution>,
    /// Every sentence that makes a claim, in the order of the text.
    pub claims: Vec<claims::Claim>,
    /// One for each claim.
    pub judgements: Vec<source::Judgement>,
}

/// A page that has been analysed.
#[derive(Debug)]
pub struct Analysis<'p> {
    /// The page's text, cut up.
    pub text: text::Text<'p>,
    /// What was found in it.
    pub findings: Findings,
}

/// The whole way from a page to what is claimed in it and where that comes from.
pub fn analyse(page: &page::Page) -> Analysis<'_> {
    let text = text::Text::read(page);
    let quantities = numeric::find(&text);
    let attribution::Found { attributions, claims: reports } = attribution::find(&text);
    let claims = claims::find(&text, &quantities, &attributions, &reports);
    let judgements = source::judge(&text, &quantities, &attributions, &claims);
    Analysis { text, findings: Findings { quantities, attributions, claims, judgements } }
}

impl Analysis<'_> {
    /// The report, with offsets in `unit`, and with the main text itself if asked for.
    pub fn report(&self, unit: report::Offsets, with_text: bool) -> report::Report {
        report::make(&self.text, &self.findings, unit, with_text)
    }
}
