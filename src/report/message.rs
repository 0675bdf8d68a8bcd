//! The message catalogue of reasons, in English. The interface has the same keys in `extension/_locales`.

use crate::source::Reason;

/// The message behind a code. `{who}` and the like are filled with the reason's arguments.
fn template(code: &str) -> &'static str {
    match code {
        "own-figure" => "The figure is the author's own; no person, study or link is named for it.",
        _ => "",
    }
}

/// The reason in English.
pub(super) fn english(reason: &Reason) -> String {
    let mut words = template(reason.code).to_owned();
    for (name, value) in &reason.args {
        words = words.replace(&format!("{{{name}}}"), value);
    }
    words
}
