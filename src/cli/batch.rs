//! All cores at work, answers in order, memory bounded.
//!
//! One thread reads and cuts the inputs into tasks; workers answer them; the caller takes the answers in the order of the tasks. For
//! each task a slot goes down the line before its answer is known, and the line is short: where the caller waits for a slow
//! answer, the reader waits too.

use super::answer::{Answer, Lines, Output};
use super::input::{self, InputError, Kind, LIMIT};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Bytes read at once: enough records that handing them over costs nothing.
const CHUNK: usize = 64 << 10;

/// Tasks under way for each worker.
const WINDOW: usize = 4;

/// A piece of work, and where its answer goes.
struct Task {
    work: Work,
    answer: SyncSender<Answer>,
}

enum Work {
    File(PathBuf, Kind),
    Lines(Lines),
    TooLong(Arc<str>, usize),
    Fault(Arc<str>, InputError),
}

/// The answers to all inputs, in order. Threads end with the iterator, or with the process.
pub fn run(files: Vec<PathBuf>, from: Option<Kind>, output: Arc<Output>) -> impl Iterator<Item = Answer> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (tasks, queue) = sync_channel(workers * WINDOW);
    let (slots, answers) = sync_channel(workers * WINDOW);
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..workers {
        let (queue, output) = (Arc::clone(&queue), Arc::clone(&output));
        thread::spawn(move || work(&queue, &output));
    }
    thread::spawn(move || Feeder { tasks, slots }.feed(files, from));
    answers.into_iter().filter_map(|slot: Receiver<Answer>| slot.recv().ok())
}

fn work(queue: &Mutex<Receiver<Task>>, output: &Output) {
    loop {
        let task = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok(Task { work, answer }) = task else { return };
        let answered = match work {
            Work::File(file, kind) => output.file(&file, kind),
            Work::Lines(lines) => output.lines(&lines),
            Work::TooLong(name, line) => output.too_long(&name, line),
            Work::Fault(name, error) => Output::fault(&name, &error),
        };
        // The caller may have stopped listening.
        let _ = answer.send(answered);
    }
}

/// Nobody listens any more.
struct Closed;

struct Feeder {
    tasks: SyncSender<Task>,
    slots: SyncSender<Receiver<Answer>>,
}

impl Feeder {
    fn feed(self, files: Vec<PathBuf>, from: Option<Kind>) {
        for file in files {
            let fed = match input::kind(&file, from) {
                Kind::Jsonl => self.batch(&file),
                kind => self.send(Work::File(file, kind)),
            };
            if fed.is_err() {
                return;
            }
        }
    }

    fn send(&self, work: Work) -> Result<(), Closed> {
        let (answer, slot) = sync_channel(1);
        self.slots.send(slot).map_err(|_| Closed)?;
        self.tasks.send(Task { work, answer }).map_err(|_| Closed)
    }

    fn batch(&self, file: &Path) -> Result<(), Closed> {
        let name: Arc<str> = input::name(file).into();
        let mut reader = match open(file) {
            Ok(reader) => reader,
            Err(error) => return self.send(Work::Fault(name, error)),
        };
        let mut first = 1;
        loop {
            let work = match next(&mut reader) {
                Ok(Chunk::Lines(mut bytes)) => {
                    if first == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                        bytes.drain(..3);
                    }
                    let lines = memchr::memchr_iter(b'\n', &bytes).count();
                    let work = Work::Lines(Lines { name: Arc::clone(&name), first, bytes });
                    first += lines;
                    work
                }
                Ok(Chunk::TooLong) => {
                    first += 1;
                    Work::TooLong(Arc::clone(&name), first - 1)
                }
                Ok(Chunk::End) => return Ok(()),
                Err(error) => return self.send(Work::Fault(name, error.into())),
            };
            self.send(work)?;
        }
    }
}

/// Opens a batch, unless its first bytes say that it is none.
fn open(file: &Path) -> Result<impl BufRead, InputError> {
    let mut reader = BufReader::with_capacity(CHUNK, input::open(file)?);
    let start = loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            start => break start?,
        }
    };
    match input::no_batch(start) {
        Some(what) => Err(InputError::NoBatch(what)),
        None => Ok(reader),
    }
}

enum Chunk {
    /// Whole lines, as many as are there: a sender that waits for each answer gets it.
    Lines(Vec<u8>),
    /// A line longer than [`LIMIT`], passed over.
    TooLong,
    End,
}

fn next(reader: &mut impl BufRead) -> io::Result<Chunk> {
    let mut chunk = Vec::new();
    let mut too_long = false;
    loop {
        let here = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            here => here?,
        };
        if here.is_empty() {
            return Ok(match (too_long, chunk.is_empty()) {
                (true, _) => Chunk::TooLong,
                (false, true) => Chunk::End,
                (false, false) => Chunk::Lines(chunk),
            });
        }
        // What follows a line that is too long is not its own: stop at the line's end.
        let end = if too_long { memchr::memchr(b'\n', here) } else { memchr::memrchr(b'\n', here) };
        let taken = end.map_or(here.len(), |at| at + 1);
        if !too_long {
            chunk.extend_from_slice(&here[..taken]);
        }
        reader.consume(taken);
        match end {
            Some(_) if too_long => return Ok(Chunk::TooLong),
            Some(_) => return Ok(Chunk::Lines(chunk)),
            None if chunk.len() as u64 > LIMIT => {
                too_long = true;
                chunk = Vec::new();
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_whole_lines() {
        let mut reader = BufReader::with_capacity(4, &b"a\nb\nlonger than that\nc"[..]);
        let mut chunks = Vec::new();
        while let Ok(Chunk::Lines(chunk)) = next(&mut reader) {
            chunks.push(String::from_utf8(chunk).unwrap());
        }
        assert_eq!(chunks, ["a\nb\n", "longer than that\n", "c"]);
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        use std::io::Read;
        let long = io::repeat(b'x').take(LIMIT + 9).chain(&b"\nshort\n"[..]);
        let mut reader = BufReader::with_capacity(CHUNK, long);
        assert!(matches!(next(&mut reader), Ok(Chunk::TooLong)));
        assert!(matches!(next(&mut reader), Ok(Chunk::Lines(lines)) if lines == b"short\n"));
        assert!(matches!(next(&mut reader), Ok(Chunk::End)));
    }
}
