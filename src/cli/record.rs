//! A batch's record: `{"id": …, "text": …}` or `{"id": …, "html": …, "url": …}`. Other fields are passed over.

use sayswho::page::{Page, html};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Why a record cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Not JSON, or a field of another type.
    #[error("{}", plain(.0))]
    Json(#[from] serde_json::Error),
    /// Neither `text` nor `html`.
    #[error("the record has neither \"text\" nor \"html\"")]
    Nothing,
    /// An id that is neither text nor a number.
    #[error("the record's \"id\" is neither text nor a number")]
    Id,
    /// The analysis failed on it, which is a defect of ours.
    #[error("it cannot be analysed, by a fault of this program")]
    Fault,
}

/// What the JSON reader said; its line is always the first.
fn plain(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    format!("{words}, at column {}", error.column())
}

/// What answers a record that cannot be read.
#[derive(Debug, Serialize)]
pub struct Refusal {
    pub id: serde_json::Value,
    pub error: String,
}

/// A record that can be read.
#[derive(Debug)]
pub struct Record<'de> {
    pub id: Option<String>,
    source: Source<'de>,
    url: Option<Words<'de>>,
}

#[derive(Debug)]
enum Source<'de> {
    Html(Words<'de>),
    Text(Words<'de>),
}

/// Reads a record.
pub fn read(line: &[u8]) -> Result<Record<'_>, Refusal> {
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_slice(line);
    let read = (&mut fields).deserialize(&mut json).and_then(|()| json.end()).map_err(RecordError::from);
    // What was read of the id before the fault still says which record it was.
    let id = fields.id.clone();
    read.and_then(|()| fields.record()).map_err(|error| Refusal { id, error: error.to_string() })
}

impl Record<'_> {
    /// The record's page.
    pub fn page(&self) -> Page {
        let url = self.url.as_ref().map(|url| url.0.as_ref());
        match &self.source {
            Source::Html(source) => html::read(&source.0, url),
            Source::Text(text) => {
                let mut page = Page::from_plain(&text.0);
                page.head.url = url.map(str::to_owned);
                page
            }
        }
    }
}

#[derive(Debug, Default)]
struct Fields<'de> {
    id: serde_json::Value,
    text: Option<Words<'de>>,
    html: Option<Words<'de>>,
    url: Option<Words<'de>>,
}

impl<'de> Fields<'de> {
    fn record(self) -> Result<Record<'de>, RecordError> {
        let id = match self.id {
            serde_json::Value::Null => None,
            serde_json::Value::String(id) => Some(id),
            serde_json::Value::Number(id) => Some(id.to_string()),
            _ => return Err(RecordError::Id),
        };
        let source = self.html.map(Source::Html).or(self.text.map(Source::Text)).ok_or(RecordError::Nothing)?;
        Ok(Record { id, source, url: self.url })
    }
}

impl<'de> DeserializeSeed<'de> for &mut Fields<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Fields<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<str>>()? {
            match key.as_ref() {
                "id" => self.id = map.next_value()?,
                "text" => self.text = map.next_value()?,
                "html" => self.html = map.next_value()?,
                "url" => self.url = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A string that may hold half a surrogate pair, as texts do that were cut by code units: each becomes U+FFFD, one character for
/// one, so that positions stay what the sender counts.
#[derive(Debug)]
struct Words<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Words<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Words<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                mend(bytes).map(Words)
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                mend(bytes).map(|words| Words(Cow::Owned(words.into_owned())))
            }
        }

        // Asked for bytes, serde_json hands over unpaired surrogates (as WTF-8) where it refuses them in a string.
        deserializer.deserialize_bytes(Reader)
    }
}

/// WTF-8 to UTF-8.
fn mend<E: de::Error>(bytes: &[u8]) -> Result<Cow<'_, str>, E> {
    if let Ok(words) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(words));
    }
    let mut words = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        // One chunk is enough: a surrogate is three bytes, which UTF-8 refuses from the first on.
        let valid = rest.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        words.push_str(valid);
        rest = match rest.get(valid.len()..).unwrap_or_default() {
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, after @ ..] => {
                words.push('\u{fffd}');
                after
            }
            [] => &[],
            _ => return Err(E::custom("the record is not in UTF-8")),
        };
    }
    Ok(Cow::Owned(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> String {
        read(line.as_bytes()).unwrap().page().text
    }

    fn refusal(line: &[u8]) -> (serde_json::Value, String) {
        let refusal = read(line).unwrap_err();
        (refusal.id, refusal.error)
    }

    #[test]
    fn records_are_texts_or_pages() {
        assert_eq!(text(r#"{"id": "a", "more": [1, {}], "text": "One \"two\"."}"#), "One \"two\".");
        let record = read(br#"{"id": 7, "html": "<p>One.", "url": "https://example.org/", "text": null}"#).unwrap();
        let page = record.page();
        assert_eq!((record.id.as_deref(), page.text.as_str()), (Some("7"), "One."));
        assert_eq!(page.head.url.as_deref(), Some("https://example.org/"));
        assert_eq!(read(br#"{"text": ""}"#).unwrap().id, None);
    }

    #[test]
    fn half_a_pair_is_one_character() {
        assert_eq!(text(r#"{"text": "a\ud83d b\ude00\ud83d\ude00"}"#), "a\u{fffd} b\u{fffd}😀");
    }

    #[test]
    fn refusals_keep_the_id() {
        assert_eq!(refusal(br#"{"id": "a"}"#), ("a".into(), "the record has neither \"text\" nor \"html\"".to_owned()));
        assert_eq!(refusal(br#"{"id": "a", "text": "cut o"#).0, "a");
        assert_eq!(refusal(br#"{"id": "a", "text": 5}"#).0, "a");
        assert_eq!(refusal(br#"{"id": ["a"], "text": ""}"#).0, serde_json::json!(["a"]));
        assert_eq!(refusal(b"{\"id\": \"a\", \"text\": \"\xe9\"}").0, "a");
        assert_eq!(refusal(b"nothing").0, serde_json::Value::Null);
        assert_eq!(refusal(br#"{"id": "a", "text": "b"} x"#).1, "trailing characters, at column 26");
    }
}
