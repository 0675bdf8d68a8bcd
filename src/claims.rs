//! Claims: the sentences that assert a quantity or report somebody's words.

use crate::attribution::Attribution;
use crate::numeric::{self, Quantity, Weight};
use crate::page::BlockKind;
use crate::text::Text;

/// A sentence that makes a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// An index into [`Text::sentences`].
    pub sentence: u32,
    /// What its quantities assert, if it is a numeric claim.
    pub numeric: Option<Weight>,
    /// Whether it is an attribution claim.
    pub attribution: bool,
    /// Its quantities, a range of all.
    pub quantities: std::ops::Range<u32>,
    /// The attributions that touch it, as indices of all.
    pub attributions: Vec<u32>,
}

/// The claims, in the order of the text. `reports` says of each sentence whether it is an attribution claim.
pub fn find(text: &Text, quantities: &[Quantity], attributions: &[Attribution], reports: &[bool]) -> Vec<Claim> {
    let mut touching: Vec<Vec<u32>> = vec![Vec::new(); text.sentences.len()];
    for (index, attribution) in attributions.iter().enumerate() {
        for span in attribution.spans() {
            for sentence in text.sentences_in(span) {
                if touching[sentence].last() != Some(&(index as u32)) {
                    touching[sentence].push(index as u32);
                }
            }
        }
    }
    let scales = numeric::Scales::new(text);
    let mut next = 0;
    let mut found = Vec::new();
    for ((index, sentence), attributions_here) in text.sentences.iter().enumerate().zip(touching) {
        let first = next;
        while quantities.get(next).is_some_and(|q| q.span.start < sentence.span.end) {
            next += 1;
        }
        let numeric = scales.weigh(index, &quantities[first..next]);
        let attribution = reports.get(index).copied().unwrap_or(false);
        if (numeric.is_some() || attribution) && text.block_of(sentence).kind != BlockKind::Pointer {
            found.push(Claim {
                sentence: index as u32,
                numeric,
                attribution,
                quantities: first as u32..next as u32,
                attributions: attributions_here,
            });
        }
    }
    found
}
