//! Answers: a piece of the output for an input, or for some lines of a batch.

use super::Ending;
use super::arguments::{Check, FailOn, Format};
use super::input::{self, InputError, Kind};
use super::record::{self, RecordError, Refusal};
use sayswho::page::{Page, html};
use sayswho::report::{Offsets, Report, Words, annotations, csv, html as printed, markdown, text};
use std::io::IsTerminal;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// What was asked for.
#[derive(Debug)]
pub struct Output {
    pub format: Format,
    text: bool,
    all: bool,
    fail_on: Option<FailOn>,
    look: text::Look,
}

/// A piece of the output.
#[derive(Debug)]
pub struct Answer {
    /// Ready to be written; each document begins with [`Format::between`].
    pub out: Vec<u8>,
    /// Lines for the standard error.
    pub problems: Vec<String>,
    /// Broken records that are answered in `out`.
    pub refused: usize,
    /// How the run would end if this were all.
    pub ending: Ending,
    /// Documents.
    pub documents: usize,
}

/// Lines of a batch.
#[derive(Debug)]
pub struct Lines {
    /// The batch's name.
    pub name: std::sync::Arc<str>,
    /// The number of the first line.
    pub first: usize,
    pub bytes: Vec<u8>,
}

impl Output {
    pub fn new(arguments: &Check) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let width = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Self {
            format: arguments.format,
            text: arguments.text,
            all: arguments.all,
            fail_on: arguments.fail_on,
            // Colour is always written here; the stream takes it out again where it does not belong.
            look: text::Look { width: if terminal { width() } else { None }, colour: true },
        }
    }

    /// Whether the format is the table, the only one with colour.
    pub fn is_table(&self) -> bool {
        self.format == Format::Text
    }

    /// Answers a page or a text.
    pub fn file(&self, file: &Path, kind: Kind) -> Answer {
        let mut answer = Answer::new();
        let name = input::name(file);
        match input::read(file, kind) {
            Ok(words) => {
                let page = || if kind == Kind::Html { html::read(&words, None) } else { Page::from_plain(&words) };
                match self.analyse(page) {
                    Ok(report) => self.document(&report, &name, &mut answer),
                    Err(error) => answer.problem(&name, &error),
                }
            }
            Err(error) => answer.problem(&name, &error),
        }
        answer
    }

    /// Answers lines of a batch.
    pub fn lines(&self, lines: &Lines) -> Answer {
        let mut answer = Answer::new();
        for (number, line) in (lines.first..).zip(lines.bytes.split(|&byte| byte == b'\n')) {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let name = format!("{}:{number}", lines.name);
            let read = record::read(line).and_then(|record| match self.analyse(|| record.page()) {
                Ok(report) => Ok(Report { id: record.id, ..report }),
                Err(error) => Err(Refusal { id: record.id.into(), error: error.to_string() }),
            });
            match read {
                Ok(report) => self.document(&report, &name, &mut answer),
                Err(refusal) => self.refuse(&refusal, &name, &mut answer),
            }
        }
        answer
    }

    /// Answers a line that is too long to be held.
    pub fn too_long(&self, name: &str, line: usize) -> Answer {
        let mut answer = Answer::new();
        let error = format!("the record {}", InputError::TooLarge);
        self.refuse(&Refusal { id: serde_json::Value::Null, error }, &format!("{name}:{line}"), &mut answer);
        answer
    }

    /// Answers an input that ends in a fault.
    pub fn fault(name: &str, error: &InputError) -> Answer {
        let mut answer = Answer::new();
        answer.problem(name, error);
        answer
    }

    /// Analyses a page. A fault of ours in one of a million records must not cost the others: it ends here.
    fn analyse(&self, page: impl FnOnce() -> Page) -> Result<Report, RecordError> {
        // The other exports need the text for notes and for what stands around a quote.
        let with_text = self.text || !matches!(self.format, Format::Json | Format::Jsonl | Format::Csv);
        let report = || sayswho::analyse(&page()).report(Offsets::Chars, with_text);
        panic::catch_unwind(AssertUnwindSafe(report)).map_err(|_| RecordError::Fault)
    }

    fn document(&self, report: &Report, name: &str, answer: &mut Answer) {
        answer.documents += 1;
        let covered = |fail_on: FailOn| report.shown(self.all).any(|claim| fail_on.covers(claim.status));
        if self.fail_on.is_some_and(covered) {
            answer.ending = answer.ending.max(Ending::Found);
        }
        answer.out.extend(self.format.between().as_bytes());
        self.write(report, name, &mut answer.out);
    }

    fn write(&self, report: &Report, name: &str, out: &mut Vec<u8>) {
        let name = Some(name);
        let words = || Words::english(report, self.all);
        match self.format {
            Format::Text => out.extend(text::write(report, name, self.all, &words(), self.look).into_bytes()),
            Format::Markdown => out.extend(markdown::write(report, name, self.all, &words()).into_bytes()),
            Format::Html => out.extend(printed::section(report, name, self.all, &words()).into_bytes()),
            Format::Csv => out.extend(csv::rows(report, name, self.all).into_bytes()),
            Format::Json => pretty(report, out),
            Format::Annotations => out.extend(annotations::write(report, name, Offsets::Chars, &words()).into_bytes()),
            Format::Jsonl => line(report, out),
        }
    }

    /// A broken record's answer takes its place where the format has one for it.
    fn refuse(&self, refusal: &Refusal, name: &str, answer: &mut Answer) {
        answer.ending = Ending::Trouble;
        answer.documents += 1;
        match self.format {
            Format::Json => {
                answer.out.extend(self.format.between().as_bytes());
                pretty(refusal, &mut answer.out);
                answer.refused += 1;
            }
            Format::Jsonl => {
                line(refusal, &mut answer.out);
                answer.refused += 1;
            }
            _ => answer.problems.push(format!("{name}: {}", refusal.error)),
        }
    }
}

impl Answer {
    fn new() -> Self {
        Self { out: Vec::new(), problems: Vec::new(), refused: 0, ending: Ending::Fine, documents: 0 }
    }

    fn problem(&mut self, name: &str, error: &dyn std::error::Error) {
        self.problems.push(format!("{name}: {error}"));
        self.ending = Ending::Trouble;
    }
}

fn line(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    json(serde_json::to_writer(&mut *out, value));
    out.push(b'\n');
}

fn pretty(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    json(serde_json::to_writer_pretty(out, value));
}

#[expect(clippy::expect_used, reason = "our types have string keys alone, and memory takes all that is written to it")]
fn json(written: serde_json::Result<()>) {
    written.expect("a report is JSON");
}
