//! What fills the gaps of a message: a map of two or three names, in their order. A tree would bring four kilobytes into the Wasm.

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Names of gaps with their words, ascending by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args(Vec<(String, String)>);

impl Args {
    /// Sets the words of a gap.
    pub fn insert(&mut self, name: String, words: String) {
        let at = self.0.iter().position(|(other, _)| *other >= name).unwrap_or(self.0.len());
        match self.0.get_mut(at).filter(|(other, _)| *other == name) {
            Some((_, old)) => *old = words,
            None => self.0.insert(at, (name, words)),
        }
    }

    /// Each gap and its words, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, words)| (name.as_str(), words.as_str()))
    }
}

impl FromIterator<(String, String)> for Args {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(given: I) -> Self {
        let mut args = Self::default();
        given.into_iter().for_each(|(name, words)| args.insert(name, words));
        args
    }
}

impl Serialize for Args {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, words) in &self.0 {
            map.serialize_entry(name, words)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Args {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(BTreeMap::deserialize(deserializer)?.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ascend_and_the_last_words_count() {
        let given = [("who", "Ana"), ("what", "a"), ("where", "here"), ("what", "b")];
        let args: Args = given.into_iter().map(|(name, words)| (name.to_owned(), words.to_owned())).collect();
        let all: Vec<_> = args.iter().collect();
        assert_eq!(all, [("what", "b"), ("where", "here"), ("who", "Ana")]);
    }
}
