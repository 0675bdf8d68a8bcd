//! From bytes to what the report counts in, in one pass.

use crate::span::Span;

/// What `start` and `end` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offsets {
    /// Unicode scalar values: the command line.
    Chars,
    /// UTF-16 code units: inside the browser.
    Utf16,
}

/// Offsets of a text, converted once. Between the marks it is a few characters to count, so a look-up costs the same
/// wherever it lies.
pub(super) struct Converter<'t> {
    text: &'t str,
    unit: Offsets,
    /// The offset at every [`STEP`]-th byte, or where the next character begins.
    marks: Vec<(u32, u32)>,
    ascii: bool,
}

const STEP: usize = 256;

impl<'t> Converter<'t> {
    pub(super) fn new(text: &'t str, unit: Offsets) -> Self {
        let ascii = text.is_ascii();
        let mut marks = Vec::new();
        if !ascii {
            marks.reserve(text.len() / STEP + 1);
            let (mut at, mut next) = (0u32, 0usize);
            for (byte, c) in text.char_indices() {
                if byte >= next {
                    marks.push((byte as u32, at));
                    next = byte + STEP;
                }
                at += unit.of(c);
            }
        }
        Self { text, unit, marks, ascii }
    }

    /// The offset of a byte.
    pub(super) fn at(&self, byte: u32) -> u32 {
        if self.ascii {
            return byte;
        }
        let mark = self.marks.partition_point(|&(b, _)| b <= byte);
        let (from, offset) = mark.checked_sub(1).map_or((0, 0), |m| self.marks[m]);
        offset + Span { start: from, end: byte }.of(self.text).chars().map(|c| self.unit.of(c)).sum::<u32>()
    }
}

impl Offsets {
    fn of(self, c: char) -> u32 {
        match self {
            Self::Chars => 1,
            Self::Utf16 => c.len_utf16() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_was_asked_for() {
        let text = "é😀".repeat(300) + "x";
        let at = text.len() as u32 - 1;
        assert_eq!(Converter::new(&text, Offsets::Chars).at(at), 600);
        assert_eq!(Converter::new(&text, Offsets::Utf16).at(at), 900);
        assert_eq!(Converter::new("plain", Offsets::Utf16).at(3), 3);
    }
}
