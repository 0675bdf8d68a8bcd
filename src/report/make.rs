//! From what was found to the report.

use super::{
    Attribution, Claim, ClaimKind, Counts, Evidence, Offsets, Quantity, Quote, Reason, Report, message, offsets::Converter,
};
use crate::span::Span;
use crate::text::Text;
use crate::{Findings, numeric::Weight};
use std::collections::HashMap;

/// Makes the report of one analysis. `with_text` puts the main text into it.
pub fn make(text: &Text, findings: &Findings, unit: Offsets, with_text: bool) -> Report {
    let page = text.page;
    let offsets = Converter::new(&page.text, unit);
    let quote =
        |span: Span| Quote { start: offsets.at(span.start), end: offsets.at(span.end), text: span.of(&page.text).to_owned() };
    let quotes = |spans: &[Span]| spans.iter().map(|&s| quote(s)).collect();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let claims: Vec<Claim> = findings
        .claims
        .iter()
        .zip(&findings.judgements)
        .map(|(claim, judged)| {
            let span = text.sentences[claim.sentence as usize].span;
            // An attribution is key whatever it holds: a minor figure in it makes no numeric claim of that weight.
            let numeric = claim.numeric.is_some_and(|weight| weight == Weight::Key || !claim.attribution);
            let kinds = [(numeric, ClaimKind::Numeric), (claim.attribution, ClaimKind::Attribution)];
            Claim {
                id: claim_id(span.of(&page.text), &mut seen),
                sentence: quote(span),
                kinds: kinds.into_iter().filter_map(|(is, kind)| is.then_some(kind)).collect(),
                weight: if claim.attribution { Weight::Key } else { claim.numeric.unwrap_or(Weight::Minor) },
                status: judged.status,
                reason: Reason {
                    code: judged.reason.code.to_owned(),
                    args: judged.reason.args.iter().map(|(name, words)| ((*name).to_owned(), words.clone())).collect(),
                    text: message::english(&judged.reason),
                },
                quantities: claim.quantities.clone().map(|q| format!("q{}", q + 1)).collect(),
                attributions: claim.attributions.iter().map(|a| format!("a{}", a + 1)).collect(),
                evidence: judged
                    .evidence
                    .iter()
                    .map(|e| Evidence { kind: e.kind, quote: quote(e.span), href: e.href.clone() })
                    .collect(),
                segments: if unit == Offsets::Utf16 { page.segments(span) } else { Vec::new() },
            }
        })
        .collect();
    Report {
        id: None,
        url: page.head.url.clone(),
        title: page.head.title.clone(),
        language: text.language.clone(),
        text: with_text.then(|| page.text.clone()),
        counts: Counts::of(claims.iter()),
        quantities: (1..)
            .zip(&findings.quantities)
            .map(|(n, q)| Quantity {
                id: format!("q{n}"),
                quote: quote(q.span),
                value: q.value,
                high: q.high,
                kind: q.kind,
                unit: q.unit.as_deref().map(str::to_owned),
                currency: q.currency.map(str::to_owned),
                approximate: q.approximate,
            })
            .collect(),
        attributions: (1..)
            .zip(&findings.attributions)
            .map(|(n, a)| Attribution {
                id: format!("a{n}"),
                source: quotes(&a.source),
                cue: quotes(&a.cue),
                content: quotes(&a.content),
                form: a.form,
            })
            .collect(),
        claims,
    }
}

/// An id of the sentence's words, so that a claim keeps it when others come and go: 64-bit FNV-1a, folded to 32; equal sentences
/// are counted.
fn claim_id(words: &str, seen: &mut HashMap<u64, u32>) -> String {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let folded = (hash >> 32) ^ (hash & 0xffff_ffff);
    let times = seen.entry(folded).or_default();
    *times += 1;
    if *times == 1 { format!("c{folded:08x}") } else { format!("c{folded:08x}-{times}") }
}
