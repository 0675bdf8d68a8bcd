//! Page events: what both readers say of a page.
//!
//! The content script (live DOM) and [`super::html`] (HTML on the command line) produce the same stream:
//! enter an element, a text node, leave the element. Whatever is decided about a page is decided after it,
//! in Rust, by the same code for both.

use serde::{Deserialize, Serialize};

/// What of an element matters for reading a page. Attributes that it does not have are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Element {
    /// Local name, lower case: `p`, `div`.
    pub tag: String,
    /// `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `class`, as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// ARIA `role`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `aria-label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Where a link leads, absolute where the reader can say so; the `cite` of a quotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// `rel` of a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rel: Option<String>,
    /// `itemprop` (microdata).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub itemprop: Option<String>,
    /// `lang`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Not shown to a reader: `hidden`, `aria-hidden="true"`, `display: none` and the like.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// What is known of a page beside its elements and text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Head {
    /// The page's own address, against which links are judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `lang` of the document, a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The event stream as one message can carry it: all text nodes in one string, elements in a table
/// (equal ones once), and the order of things as numbers.
///
/// In `stream`, `0` leaves the element entered last, `n > 0` enters `elements[n - 1]`, and `n < 0` is a
/// text node of `-n` UTF-16 code units, taken from `text`. Text nodes are separated by one line feed in `text`,
/// so that two halves of a surrogate pair in neighbouring nodes never become one character. Every text
/// node counts, also an empty one (which is sent as [`Self::EMPTY_NODE`]): the painter's node numbers are
/// their order in the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream<'a> {
    /// The data of all text nodes, each followed by a line feed.
    pub text: &'a str,
    /// The element table.
    pub elements: &'a [Element],
    /// The order of events.
    pub stream: &'a [i32],
}

/// A stream that contradicts itself. It is the content script's mistake or somebody's forgery: never the page's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// An element number outside the table.
    #[error("event {event} enters element {element}, but the table holds {known}")]
    UnknownElement {
        /// Place in the stream.
        event: usize,
        /// The number given, from 1.
        element: usize,
        /// Length of the table.
        known: usize,
    },
    /// A text node that is longer than what is left of the text.
    #[error("event {event} takes {wanted} code units of text, more than there are")]
    TextTooShort {
        /// Place in the stream.
        event: usize,
        /// UTF-16 code units asked for.
        wanted: usize,
    },
    /// An element is left that was never entered.
    #[error("event {event} leaves an element that was not entered")]
    Unbalanced {
        /// Place in the stream.
        event: usize,
    },
}

impl Stream<'_> {
    /// Stands for a text node without data, whose length 0 would read as a leave.
    pub const EMPTY_NODE: i32 = i32::MIN;

    /// Feeds the events to `builder`.
    ///
    /// # Errors
    /// [`StreamError`] where the three parts do not fit together.
    pub fn play(&self, builder: &mut super::Builder) -> Result<(), StreamError> {
        let mut rest = self.text;
        let mut depth = 0usize;
        let classes: Vec<super::Class> = self.elements.iter().map(super::Class::of).collect();
        for (event, &code) in self.stream.iter().enumerate() {
            match code {
                0 => {
                    depth = depth.checked_sub(1).ok_or(StreamError::Unbalanced { event })?;
                    builder.leave();
                }
                1.. => {
                    let element = code as usize;
                    let known = self.elements.len();
                    let found = self.elements.get(element - 1).ok_or(StreamError::UnknownElement { event, element, known })?;
                    depth += 1;
                    builder.enter_as(found, classes[element - 1]);
                }
                Self::EMPTY_NODE => {
                    builder.text("");
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                _ => {
                    let wanted = code.unsigned_abs() as usize;
                    let bytes = utf16_prefix(rest, wanted).ok_or(StreamError::TextTooShort { event, wanted })?;
                    let (node, after) = rest.split_at(bytes);
                    builder.text(node);
                    rest = after.strip_prefix('\n').unwrap_or(after);
                }
            }
        }
        Ok(())
    }
}

/// How many bytes of `text` its first `units` UTF-16 code units take; `None` where it has fewer or where
/// the count ends inside a character.
fn utf16_prefix(text: &str, units: usize) -> Option<usize> {
    // ASCII is the common case, and then a unit is a byte.
    let head = text.as_bytes().get(..units)?;
    if head.is_ascii() {
        return Some(units);
    }
    let mut left = units;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Builder;

    fn play(text: &str, elements: &[Element], stream: &[i32]) -> Result<(), StreamError> {
        Stream { text, elements, stream }.play(&mut Builder::new(Head::default()))
    }

    #[test]
    fn counts_utf16_units() {
        assert_eq!(utf16_prefix("aé😀b", 4), Some(7));
        assert_eq!(utf16_prefix("aé😀b", 3), None, "inside a surrogate pair");
        assert_eq!(utf16_prefix("😀", 2), Some(4));
        assert_eq!(utf16_prefix("ab", 3), None);
    }

    #[test]
    fn contradictions_are_named() {
        assert_eq!(play("", &[], &[1]), Err(StreamError::UnknownElement { event: 0, element: 1, known: 0 }));
        assert_eq!(play("ab\n", &[], &[-5]), Err(StreamError::TextTooShort { event: 0, wanted: 5 }));
        assert_eq!(play("", &[], &[0]), Err(StreamError::Unbalanced { event: 0 }));
        assert_eq!(play("\nab\n", &[], &[Stream::EMPTY_NODE, -2]), Ok(()));
    }
}
