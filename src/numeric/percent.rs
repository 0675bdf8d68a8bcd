//! Percentages: "60%", "3.5 percent".

use super::{Quantity, QuantityKind};
use crate::text::{Text, TokenKind};

pub(super) fn find(text: &Text) -> Vec<Quantity> {
    let mut found = Vec::new();
    for (i, token) in text.tokens.iter().enumerate() {
        let Some(sign) = text.tokens.get(i + 1) else { break };
        if token.kind != TokenKind::Number || !matches!(text.word(i + 1), "%" | "percent") {
            continue;
        }
        let Ok(value) = text.word(i).replace(',', "").parse() else { continue };
        found.push(Quantity {
            span: token.span.join(sign.span),
            value,
            high: None,
            kind: QuantityKind::Percent,
            unit: Some("percent".into()),
            currency: None,
            approximate: false,
        });
    }
    found
}
