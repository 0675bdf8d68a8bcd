//! A page's events as the content script sends them, written down natively: for tests and tools, which have no browser.

use super::{Element, Stream};
use std::collections::HashMap;

/// Writes events down as the parts of a [`Stream`], equal elements once: of fewer than 2³¹ elements, and units in a text node.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    text: String,
    elements: Vec<Element>,
    numbers: HashMap<Element, i32>,
    stream: Vec<i32>,
}

impl Recorder {
    /// An element begins.
    pub fn enter(&mut self, element: &Element) {
        let next = self.elements.len() as i32 + 1;
        let number = *self.numbers.entry(element.clone()).or_insert(next);
        if number == next {
            self.elements.push(element.clone());
        }
        self.stream.push(number);
    }

    /// A text node; `data` is its whole data.
    pub fn text(&mut self, data: &str) {
        self.text.push_str(data);
        self.text.push('\n');
        let units = data.encode_utf16().count() as i32;
        self.stream.push(if units == 0 { Stream::EMPTY_NODE } else { -units });
    }

    /// The element entered last ends.
    pub fn leave(&mut self) {
        self.stream.push(0);
    }

    /// What was heard so far.
    pub fn stream(&self) -> Stream<'_> {
        Stream { text: &self.text, elements: &self.elements, stream: &self.stream }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Builder, Head};

    #[test]
    fn what_was_written_down_makes_the_same_page() {
        let [main, paragraph] = ["main", "p"].map(|tag| Element { tag: tag.to_owned(), ..Element::default() });
        let mut recorder = Recorder::default();
        let mut told = Builder::new(Head::default());
        recorder.enter(&main);
        told.enter(&main);
        for words in ["Sales rose 60% 😀 last year.", "", "Ana Ruiz said so."] {
            recorder.enter(&paragraph);
            recorder.text(words);
            recorder.leave();
            told.enter(&paragraph);
            told.text(words);
            told.leave();
        }
        recorder.leave();
        told.leave();
        assert_eq!(recorder.stream().elements, [main, paragraph]);
        let mut played = Builder::new(Head::default());
        assert_eq!(recorder.stream().play(&mut played), Ok(()));
        let page = told.finish();
        assert!(page.text.contains("Sales rose 60%"));
        assert_eq!(played.finish(), page);
    }
}
