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
        for c in value.chars() {
            match c {
                '"' | '\\' => self.out.extend(['\\', c]),
                '\n' => self.out += "\\n",
                '\0'..='\x1f' => {
                    self.out += "\\u00";
                    let digit = |four: u32| char::from_digit(four, 16).unwrap_or('0');
                    self.out.extend([digit(u32::from(c) >> 4), digit(u32::from(c) & 15)]);
                }
                _ => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}
