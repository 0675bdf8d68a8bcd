//! The command line, in one direction: arguments → inputs → reports → output.
//!
//! Inputs are read and analysed by all cores and answered in their order ([`batch`]); each answer is a piece of the output that is
//! ready to be written. Memory holds a window of answers, never the whole batch.

mod answer;
mod arguments;
mod batch;
mod encoding;
mod input;
mod progress;
mod record;

use answer::{Answer, Output};
use arguments::{Arguments, Command};
use clap::Parser;
use progress::Progress;
use sayswho::report::{csv, inert};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// How a run ends, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// Everything was read and reported.
    Fine,
    /// A claim was found that `--fail-on` names.
    Found,
    /// An input could not be read, or the output not be written.
    Trouble,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    // A fault of ours is one line too, and the document that caused it is answered as one that cannot be read.
    std::panic::set_hook(Box::new(|fault| complain(&fault.to_string())));
    let Command::Check(arguments) = Arguments::parse().command;
    let output = Arc::new(Output::new(&arguments));
    let files = if arguments.files.is_empty() { vec!["-".into()] } else { arguments.files };
    let many = files.len() > 1 || files.iter().any(|file| input::kind(file, arguments.from) == input::Kind::Jsonl);
    let stdout = io::stdout();
    let progress = Progress::new(many && !stdout.is_terminal());
    let answers = batch::run(files, arguments.from, Arc::clone(&output));
    let written = if output.is_table() {
        write(answers, anstream::AutoStream::auto(stdout.lock()), &output, many, progress)
    } else {
        write(answers, stdout.lock(), &output, many, progress)
    };
    let ending = written.unwrap_or_else(|error| match error.kind() {
        // Who reads has seen enough.
        io::ErrorKind::BrokenPipe => Ending::Fine,
        _ => {
            complain(&format!("the output cannot be written: {}", input::reason(&error)));
            Ending::Trouble
        }
    });
    ExitCode::from(ending as u8)
}

/// Writes the answers as they come.
fn write(
    answers: impl Iterator<Item = Answer>,
    mut out: impl Write,
    output: &Output,
    many: bool,
    mut progress: Progress,
) -> io::Result<Ending> {
    let format = output.format;
    let mut ending = Ending::Fine;
    let mut first = true;
    let mut refused = 0;
    if format == arguments::Format::Csv {
        out.write_all(csv::header().as_bytes())?;
    }
    out.write_all(format.opening(many).as_bytes())?;
    for answer in answers {
        progress.step(&answer);
        ending = ending.max(answer.ending);
        refused += answer.refused;
        for problem in &answer.problems {
            progress.clear();
            complain(problem);
        }
        if !answer.out.is_empty() {
            // Each piece begins with what parts it from the one before.
            let skip = if first { format.between().len() } else { 0 };
            out.write_all(answer.out.get(skip..).unwrap_or_default())?;
            out.flush()?;
            first = false;
        }
    }
    progress.clear();
    out.write_all(format.closing(many).as_bytes())?;
    out.flush()?;
    if refused > 0 {
        complain(&format!(
            "{refused} {} not be read: see \"error\" in the output",
            if refused == 1 { "record could" } else { "records could" }
        ));
    }
    Ok(ending)
}

/// One line to the standard error. If that is closed too, there is nobody left to tell.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "sayswho: {}", inert::one_line(line));
}
