//! Tags without number of attributes: for each attribute the tokenizer looks through those before it, so that a tag with a
//! hundred thousand of them takes it minutes. No more than [`MOST`] reach it.
//!
//! Where a tag begins and ends depends on what is around it (a comment, a script, a drawing), which the tokenizer knows: it is fed
//! piece by piece, and asked after each whether it has made something of it.

/// Attributes of a tag that are read.
const MOST: usize = 400;

/// Where in a tag we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    /// In a value that ends with this quotation mark.
    Quoted(u8),
    Value,
}

impl Place {
    /// After one more byte, which is not the `>` that ends the tag.
    fn after(self, byte: u8) -> Self {
        let blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        match (self, byte) {
            (Self::Quoted(mark), _) if byte == mark => Self::BeforeName,
            (Self::Quoted(_), _) => self,
            (Self::BeforeValue, b'"' | b'\'') => Self::Quoted(byte),
            (Self::BeforeValue, _) if blank => self,
            (Self::BeforeValue, _) => Self::Value,
            (Self::Value, _) if blank => Self::BeforeName,
            (Self::Value, _) => self,
            (_, b'/') => Self::BeforeName,
            (Self::TagName, _) if blank => Self::BeforeName,
            (Self::TagName, _) => self,
            (Self::Name, _) if blank => Self::AfterName,
            (Self::Name | Self::AfterName, b'=') => Self::BeforeValue,
            (Self::BeforeName | Self::AfterName, _) if blank => self,
            (Self::BeforeName | Self::Name | Self::AfterName, _) => Self::Name,
        }
    }

    fn ends_at(self, byte: u8) -> bool {
        byte == b'>' && !matches!(self, Self::Quoted(_))
    }
}

/// Feeds `html` to a tokenizer. `feed` gives it a piece and tells how many tokens it has made in all.
pub(super) fn feed(html: &str, mut feed: impl FnMut(&str) -> usize) {
    let bytes = html.as_bytes();
    // Up to here it has been fed; `made` tokens came of that.
    let mut fed = 0;
    while let Some(found) = html[fed..].find('<') {
        let start = fed + found;
        let made = feed(&html[fed..start]);
        fed = start;
        let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        match bytes.get(name) {
            Some(byte) if byte.is_ascii_alphabetic() => fed = tag(html, start, name, made, &mut feed),
            // A comment or the like: to the first ">" that ends it.
            Some(b'!' | b'?') if name == start + 1 => fed = rest(html, start, made, &mut feed),
            Some(byte) if name == start + 2 && *byte != b'>' => fed = rest(html, start, made, &mut feed),
            _ => {
                fed += 1;
                feed(&html[start..fed]);
            }
        }
    }
    feed(&html[fed..]);
}

/// Feeds from `start` to a ">" after which there are more than `made` tokens. Gives the place after it.
fn rest(html: &str, start: usize, made: usize, feed: &mut impl FnMut(&str) -> usize) -> usize {
    let mut fed = start;
    while let Some(end) = html[fed..].find('>') {
        let end = fed + end + 1;
        let now = feed(&html[fed..end]);
        fed = end;
        if now > made {
            return fed;
        }
    }
    feed(&html[fed..]);
    html.len()
}

/// Feeds the tag that begins at `start`, if it is one. Gives the place after it.
fn tag(html: &str, start: usize, name: usize, made: usize, feed: &mut impl FnMut(&str) -> usize) -> usize {
    let bytes = html.as_bytes();
    let (mut fed, mut at, mut place, mut attributes) = (start, name, Place::TagName, 0);
    while let Some(&byte) = bytes.get(at) {
        let ends = place.ends_at(byte);
        if byte == b'>' {
            let now = feed(&html[fed..=at]);
            fed = at + 1;
            // No tag after all, but the words of a script; or its end.
            if now > made || ends {
                return fed;
            }
        }
        let next = place.after(byte);
        if next == Place::Name && place != Place::Name {
            attributes += 1;
            if attributes > MOST {
                return if feed(&html[fed..at]) > made { at } else { skip(html, at, next) };
            }
        }
        place = next;
        at += 1;
    }
    feed(&html[fed..]);
    html.len()
}

/// The place of the ">" that ends the tag.
fn skip(html: &str, at: usize, mut place: Place) -> usize {
    for (index, &byte) in html.as_bytes().iter().enumerate().skip(at) {
        if place.ends_at(byte) {
            return index;
        }
        place = place.after(byte);
    }
    html.len()
}
