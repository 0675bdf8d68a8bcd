//! From bytes to what the report counts in, in one pass.

/// What `start` and `end` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offsets {
    /// Unicode scalar values: the command line.
    Chars,
    /// UTF-16 code units: inside the browser.
    Utf16,
}

/// Offsets of a text, converted once. Between the marks it is a few bytes to count, so a look-up costs the same wherever it lies.
pub(super) struct Converter<'t> {
    text: &'t [u8],
    unit: Offsets,
    /// The offset at every [`STEP`]-th byte; empty where each byte is one.
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Converter<'t> {
    pub(super) fn new(text: &'t str, unit: Offsets) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            marks.reserve(text.len() / STEP + 1);
            let mut at = 0;
            for part in text.as_bytes().chunks(STEP) {
                marks.push(at);
                at += unit.count(part);
            }
            marks.push(at);
        }
        Self { text: text.as_bytes(), unit, marks }
    }

    /// The offset of a byte that begins a character, or of the end.
    pub(super) fn at(&self, byte: u32) -> u32 {
        let part = byte as usize / STEP;
        self.marks
            .get(part)
            .map_or(byte, |mark| mark + self.unit.count(self.text.get(part * STEP..byte as usize).unwrap_or_default()))
    }
}

impl Offsets {
    /// How many the characters are that begin among these bytes of UTF-8: all bytes but the continuing ones begin one, and
    /// one of four bytes is two code units.
    fn count(self, bytes: &[u8]) -> u32 {
        let begin = bytes.iter().filter(|&&b| b as i8 >= -64).count();
        let long = if self == Self::Utf16 { bytes.iter().filter(|&&b| b >= 0xf0).count() } else { 0 };
        (begin + long) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_was_asked_for() {
        let text = "é😀".repeat(60) + "x";
        let at = text.len() as u32 - 1;
        assert_eq!(Converter::new(&text, Offsets::Chars).at(at), 120);
        assert_eq!(Converter::new(&text, Offsets::Utf16).at(at), 180);
        for (byte, _) in text.char_indices() {
            let before = &text[..byte];
            assert_eq!(Converter::new(&text, Offsets::Chars).at(byte as u32) as usize, before.chars().count());
            assert_eq!(Converter::new(&text, Offsets::Utf16).at(byte as u32) as usize, before.encode_utf16().count());
        }
        assert_eq!(Converter::new("plain", Offsets::Utf16).at(3), 3);
    }
}
