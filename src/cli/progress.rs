//! Progress: one line on the standard error, on a terminal only.

use super::answer::Answer;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);

/// The line.
#[derive(Debug)]
pub struct Progress {
    documents: usize,
    last: Option<Instant>,
    shown: bool,
}

impl Progress {
    /// `wanted`: there is much to do, and the output goes elsewhere.
    pub fn new(wanted: bool) -> Self {
        let last = (wanted && io::stderr().is_terminal()).then(Instant::now);
        Self { documents: 0, last, shown: false }
    }

    /// Counts an answer.
    pub fn step(&mut self, answer: &Answer) {
        self.documents += answer.documents;
        if self.last.is_some_and(|last| last.elapsed() >= EVERY) {
            let _ = write!(io::stderr(), "\r{} documents", self.documents);
            self.last = Some(Instant::now());
            self.shown = true;
        }
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
