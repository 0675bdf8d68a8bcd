//! The words of an export that are not the page's: English on the command line, the reader's language in the panel.

use super::Report;
use crate::source::Status;

/// What a highlight does not say.
const CAVEAT: &str = "“No source stated” means that the page states no source here. It does not mean that a claim is untrue.";

/// What an export says in one language. Reasons are in the report: whoever has them in this language puts them there.
#[derive(Clone, Debug)]
pub struct Words {
    /// BCP 47.
    pub language: String,
    /// What the statuses are called, weakest first.
    pub statuses: [String; 4],
    /// What a document without a title is called.
    pub title: String,
    /// The claims that are shown, counted by status.
    pub summary: String,
    /// What a reader has to know before the claims, if anything.
    pub note: Option<String>,
    /// What a highlight does not say.
    pub caveat: String,
}

impl Words {
    /// The words for one report, in English. Minor figures are left out of its summary unless `all`.
    pub fn english(report: &Report, all: bool) -> Self {
        Self {
            language: "en".to_owned(),
            statuses: [Status::None, Status::Vague, Status::Named, Status::Cited].map(|status| status.words().to_owned()),
            title: "Claims".to_owned(),
            summary: report.summary(all),
            note: report.note(),
            caveat: CAVEAT.to_owned(),
        }
    }

    /// What a status is called.
    pub fn status(&self, status: Status) -> &str {
        &self.statuses[status as usize]
    }
}
