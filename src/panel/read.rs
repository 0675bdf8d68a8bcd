//! Reads what the panel needs of a report: as much as is shown and exported, and no more.

use crate::given::Given;
use crate::numeric::Weight;
use crate::report::{Args, Claim, ClaimKind, Evidence, Quote, Reason, Report};
use crate::source::{EvidenceKind, Status};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

/// Reads a report without its quantities, attributions and segments.
///
/// # Errors
/// Where a claim has no words, or a value that is none of a report's.
pub(super) fn report(value: JsValue) -> Result<Report, JsValue> {
    let part = part(value)?;
    Ok(Report {
        url: part.url().as_string(),
        title: part.title().as_string(),
        language: part.language().as_string().ok_or_else(no_report)?,
        claims: list(part.claims())?.iter().map(claim).collect::<Result<_, _>>()?,
        ..Report::default()
    })
}

fn claim(value: JsValue) -> Result<Claim, JsValue> {
    let claim = part(value)?;
    let numeric = |kind: JsValue| if kind == "numeric" { ClaimKind::Numeric } else { ClaimKind::Attribution };
    Ok(Claim {
        id: text(claim.id())?,
        sentence: quote(&part(claim.sentence())?)?,
        kinds: list(claim.kinds())?.iter().map(numeric).collect(),
        weight: if claim.weight() == "minor" { Weight::Minor } else { Weight::Key },
        status: match text(claim.status())?.as_str() {
            "none" => Status::None,
            "vague" => Status::Vague,
            "named" => Status::Named,
            "cited" => Status::Cited,
            _ => return Err(no_report()),
        },
        reason: reason(&part(claim.reason())?)?,
        quantities: Vec::new(),
        attributions: Vec::new(),
        evidence: list(claim.evidence())?.iter().map(evidence).collect::<Result<_, _>>()?,
        segments: Vec::new(),
    })
}

fn reason(reason: &Given) -> Result<Reason, JsValue> {
    let mut args = Args::default();
    for entry in Object::entries(part(reason.args())?.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        args.insert(text(entry.get(0))?, text(entry.get(1))?);
    }
    Ok(Reason { code: text(reason.code())?, args, text: text(reason.text())? })
}

fn evidence(value: JsValue) -> Result<Evidence, JsValue> {
    let evidence = part(value)?;
    // Which kind it is matters to the card alone.
    let kind = if evidence.kind() == "vague" { EvidenceKind::Vague } else { EvidenceKind::Link };
    Ok(Evidence { kind, quote: quote(&evidence)?, href: evidence.href().as_string() })
}

fn quote(quote: &Given) -> Result<Quote, JsValue> {
    let offset = |value: JsValue| value.as_f64().unwrap_or_default() as u32;
    Ok(Quote { start: offset(quote.start()), end: offset(quote.end()), text: text(quote.text())? })
}

fn text(value: JsValue) -> Result<String, JsValue> {
    value.as_string().ok_or_else(no_report)
}

fn list(value: JsValue) -> Result<Array, JsValue> {
    value.dyn_into().map_err(|_| no_report())
}

fn part(value: JsValue) -> Result<Given, JsValue> {
    Given::read(value).ok_or_else(no_report)
}

fn no_report() -> JsValue {
    JsError::new("the panel was given something that is not a report").into()
}
