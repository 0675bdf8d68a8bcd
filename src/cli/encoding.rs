//! From bytes to words: a byte order mark decides, then UTF-8 where it is UTF-8, then what a page declares, then windows-1252,
//! which is what browsers take an undeclared page for.

use super::input::Kind;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use regex::bytes::{Captures, Regex};
use std::sync::LazyLock;

/// A declaration stands within so many bytes (WHATWG HTML, "prescan a byte stream").
const PRESCAN: usize = 1024;

/// Decodes a file. What cannot be decoded becomes U+FFFD.
pub fn decode(bytes: Vec<u8>, kind: Kind) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return decode_as(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let declared = if kind == Kind::Html { declared(&bytes) } else { None };
    match String::from_utf8(bytes) {
        // Encodings that shift by escapes are ASCII to the eye: there a declaration counts.
        Ok(words) => match declared.filter(|encoding| words.is_ascii() && !encoding.is_ascii_compatible()) {
            Some(encoding) => decode_as(encoding, words.as_bytes()),
            None => words,
        },
        Err(broken) => {
            let bytes = broken.as_bytes();
            let encoding = declared.unwrap_or_else(|| if mostly_utf8(bytes) { UTF_8 } else { WINDOWS_1252 });
            decode_as(encoding, bytes)
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether broken UTF-8 is still that: damaged or cut off, and not another encoding. In any other, next to no bytes above ASCII
/// make whole characters of UTF-8 by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken
}

/// The encoding in `<meta charset=…>` or `<meta … content="…; charset=…">`: the first label that names one.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static DECLARATION: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?i-u)<meta[^>]*?charset\s*=\s*["']?([^\s"';/>]+)"#).ok());
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    let label = |found: Captures| Encoding::for_label(found.get(1)?.as_bytes());
    // A page whose declaration could be read as ASCII is not UTF-16.
    DECLARATION.as_ref()?.captures_iter(head).find_map(label).map(Encoding::output_encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), Kind::Text)
    }

    fn html(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), Kind::Html)
    }

    #[test]
    fn marks_decide() {
        assert_eq!(text(b"\xef\xbb\xbfab"), "ab");
        assert_eq!(text(b"\xff\xfea\0\xac\x20"), "a€");
        assert_eq!(text(b"\xfe\xff\0a\x20\xac"), "a€");
        assert_eq!(text(b"\xff\xfea\0\0\xd8"), "a\u{fffd}");
    }

    #[test]
    fn utf8_stays_utf8_even_when_damaged() {
        assert_eq!(text("naïve".as_bytes()), "naïve");
        assert_eq!(text(b"na\xc3\xafve caf\xc3"), "naïve caf\u{fffd}");
        assert_eq!(html("<meta charset=latin1>é".as_bytes()), "<meta charset=latin1>é");
    }

    #[test]
    fn declared_or_western() {
        assert_eq!(text(b"caf\xe9 \x93x\x94"), "café “x”");
        assert_eq!(html(b"<META CHARSET='iso-8859-2'>\xb1"), "<META CHARSET='iso-8859-2'>ą");
        assert!(
            html(b"<meta name=a><meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\">\x82\xa0").ends_with('あ')
        );
        assert!(html(b"<meta charset=iso-2022-jp>\x1b$B$\"\x1b(B").ends_with('あ'));
        assert!(html(b"<meta charset=utf-16>\xe9").ends_with('\u{fffd}'));
        assert!(html(b"<meta charset=nonsense>\xe9").ends_with('é'));
        assert!(html(b"<meta charset").ends_with("charset"));
    }
}
