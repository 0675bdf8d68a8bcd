//! A writer of JSON of our own: what it takes in the Wasm is a small part of what serde does.

/// Writes JSON.
#[derive(Default)]
pub(super) struct Json {
    out: String,
    depth: usize,
    /// Without white space; else a member or an element a line.
    compact: bool,
}

impl Json {
    /// For a program to read, and nobody else.
    #[cfg(any(target_arch = "wasm32", test))]
    pub(super) fn compact() -> Self {
        Self { compact: true, ..Self::default() }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Begins an object or a list; without a name, as an element of a list.
    pub(super) fn open(&mut self, name: &str, bracket: char) {
        self.begin(name);
        self.out.push(bracket);
        self.depth += 1;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        self.line();
        self.out.push(bracket);
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.string(value);
    }

    pub(super) fn number(&mut self, name: &str, value: usize) {
        self.word(name, &value.to_string());
    }

    /// A number, `true`, `false` or `null`, as JSON writes it.
    pub(super) fn word(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.out += value;
    }

    /// The comma after what came before, a new line, and the name.
    fn begin(&mut self, name: &str) {
        if !self.out.is_empty() {
            if !self.out.ends_with(['{', '[']) {
                self.out.push(',');
            }
            self.line();
        }
        if !name.is_empty() {
            self.string(name);
            self.out += if self.compact { ":" } else { ": " };
        }
    }

    fn line(&mut self) {
        if self.compact {
            return;
        }
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn string(&mut self, value: &str) {
        self.out.push('"');
        // What must be escaped is one byte each, and no part of another character: what lies between is copied in one go.
        let mut from = 0;
        for (at, byte) in value.bytes().enumerate().filter(|&(_, byte)| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
            self.out.push_str(&value[from..at]);
            from = at + 1;
            match byte {
                b'\n' => self.out += "\\n",
                b'"' | b'\\' => self.out.extend(['\\', char::from(byte)]),
                _ => {
                    self.out += "\\u00";
                    let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or('0');
                    self.out.extend([digit(byte >> 4), digit(byte & 15)]);
                }
            }
        }
        self.out.push_str(&value[from..]);
        self.out.push('"');
    }
}
