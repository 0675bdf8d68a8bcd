//! Inputs: what a file is, and its words, or one line that says why it cannot be read.

use super::encoding;
use clap::ValueEnum;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A page.
    Html,
    /// Plain text.
    Text,
    /// A batch: a JSON record a line.
    Jsonl,
}

/// More than this is no page and no article: 256 MB. Positions in a text are 32 bits wide, also after decoding it.
pub const LIMIT: u64 = 256 << 20;

/// Why an input cannot be read, to follow "NAME: ".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A directory, and not a file.
    #[error("is a directory")]
    Directory,
    /// Longer than [`LIMIT`].
    #[error("is larger than {} MB", LIMIT >> 20)]
    TooLarge,
    /// Begins as a file of another kind does.
    #[error("is {0}, not a page or a text")]
    Foreign(&'static str),
    /// Begins as no batch does.
    #[error("is {0}, not JSON records in UTF-8")]
    NoBatch(&'static str),
    /// The system refuses.
    #[error("{}", reason(.0))]
    Io(#[from] io::Error),
}

/// What the system said, in plain words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
        io::ErrorKind::IsADirectory => InputError::Directory.to_string(),
        io::ErrorKind::StorageFull => "there is no space left".to_owned(),
        _ => {
            let words = error.to_string();
            words.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// Whether the file stands for the standard input.
pub fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What to call a file.
pub fn name(file: &Path) -> String {
    if is_stdin(file) { "standard input".to_owned() } else { file.display().to_string() }
}

/// What a file holds: `from` if it is given, else by the end of its name.
pub fn kind(file: &Path, from: Option<Kind>) -> Kind {
    let ending = || file.extension().map(|ending| ending.to_ascii_lowercase());
    from.unwrap_or_else(|| match ending().as_deref().and_then(|ending| ending.to_str()) {
        Some("html" | "htm") => Kind::Html,
        Some("jsonl") => Kind::Jsonl,
        _ => Kind::Text,
    })
}

/// Opens a file, or the standard input.
pub fn open(file: &Path) -> Result<Box<dyn Read>, InputError> {
    if is_stdin(file) {
        return Ok(Box::new(io::stdin()));
    }
    let opened = File::open(file)?;
    if opened.metadata()?.is_dir() {
        return Err(InputError::Directory);
    }
    Ok(Box::new(opened))
}

/// A whole file's words.
pub fn read(file: &Path, kind: Kind) -> Result<String, InputError> {
    let mut bytes = Vec::new();
    open(file)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(InputError::TooLarge);
    }
    match foreign(&bytes) {
        Some(what) => Err(InputError::Foreign(what)),
        None => Ok(encoding::decode(bytes, kind)),
    }
}

/// What people take for a batch, by its first bytes.
pub fn no_batch(bytes: &[u8]) -> Option<&'static str> {
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    foreign(bytes).or(utf16.then_some("UTF-16"))
}

/// Files that people take for texts, by their first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 6] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
        (b"\x1f\x8b", "a compressed file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
    ];
    kinds.into_iter().find_map(|(start, what)| bytes.starts_with(start).then_some(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_file_is() {
        assert_eq!(kind(Path::new("a/B.HTM"), None), Kind::Html);
        assert_eq!(kind(Path::new("a.jsonl"), None), Kind::Jsonl);
        assert_eq!(kind(Path::new("html"), None), Kind::Text);
        assert_eq!(kind(Path::new("-"), Some(Kind::Html)), Kind::Html);
    }

    #[test]
    fn reasons_are_plain() {
        assert_eq!(reason(&io::Error::from_raw_os_error(2)), "no such file");
        assert_eq!(InputError::Foreign("a PDF").to_string(), "is a PDF, not a page or a text");
        assert_eq!(foreign(b"%PDF-1.7"), Some("a PDF"));
        assert_eq!(foreign(b"PDF"), None);
        assert_eq!(no_batch(b"\xff\xfe{\0"), Some("UTF-16"));
        assert_eq!(no_batch(b"{"), None);
    }
}
