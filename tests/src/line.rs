//! The language between a test and its peers: lines of a word and `key=value` pairs, for arguments, commands
//! and reports alike.

use std::fmt::Debug;
use std::str::FromStr;

/// One line: a word, and `key=value` pairs without blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    text: String,
}

impl Line {
    /// Wraps a line of text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Returns the first word.
    #[must_use]
    pub fn word(&self) -> &str {
        self.text.split_whitespace().next().unwrap_or_default()
    }

    /// Returns the whole line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the value of a key, or `None` if the line does not have it.
    ///
    /// # Panics
    /// If the value is not a `T`.
    #[must_use]
    pub fn find<T: FromStr<Err: Debug>>(&self, key: &str) -> Option<T> {
        let value = self
            .text
            .split_whitespace()
            .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))?;
        match value.parse() {
            Ok(value) => Some(value),
            Err(error) => panic!("{key} in `{}`: {error:?}", self.text),
        }
    }

    /// Returns the value of a key.
    ///
    /// # Panics
    /// If the line does not have it, or the value is not a `T`.
    #[must_use]
    pub fn get<T: FromStr<Err: Debug>>(&self, key: &str) -> T {
        self.find(key)
            .unwrap_or_else(|| panic!("no {key} in `{}`", self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_match_as_whole_words() {
        let line = Line::new("sample shm=true len=16");
        assert_eq!(line.word(), "sample");
        assert_eq!((line.get::<bool>("shm"), line.get::<usize>("len")), (true, 16));
        assert_eq!(line.find::<usize>("le"), None);
    }
}
