//! The optional last part of an endpoint's token: endpoints of ROS 2 Lyrical and later announce the buffers
//! that they can exchange. This library announces the CPU alone, and sends ordinary CDR.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The prefix of the part.
pub(super) const PREFIX: &str = "backends:";

/// The buffer backends of an endpoint: names, each with metadata for that backend.
///
/// The text is `backends:<name>:<metadata>`, with `;` before each further pair, in the order of the names. `%`,
/// `;`, `:` and `/` within a name or metadata are written as `%25`, `%3B`, `%3A` and `%2F`.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::Backends;
///
/// assert_eq!(Backends::cpu().to_string(), "backends:cpu:");
/// let backends: Backends = "backends:cpu:;cuda:gpu%3A0".parse()?;
/// assert_eq!(backends.metadata("cuda"), Some("gpu:0"));
/// # Ok::<(), ros_z_protocol::BackendsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Backends(BTreeMap<String, String>);

impl Backends {
    /// Only the CPU: payloads are ordinary CDR.
    pub fn cpu() -> Self {
        Self(BTreeMap::from([("cpu".into(), String::new())]))
    }

    /// The metadata of the backend `name`, if the endpoint has it.
    pub fn metadata(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Names and metadata, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, metadata)| (name.as_str(), metadata.as_str()))
    }

    /// Creates backends with these names and metadata. A repeated name overwrites the earlier one.
    ///
    /// # Errors
    ///
    /// [`BackendsError::EmptyName`] if a name is empty or there is no name.
    pub fn new<'a>(backends: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, BackendsError> {
        let backends: BTreeMap<String, String> = backends
            .into_iter()
            .map(|(name, metadata)| (name.into(), metadata.into()))
            .collect();
        if backends.is_empty() || backends.contains_key("") {
            return Err(BackendsError::EmptyName);
        }
        Ok(Self(backends))
    }
}

/// Writes a text and escapes the characters that separate parts.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                // The last four are special characters of key expressions.
                '%' | ';' | ':' | '/' | '*' | '$' | '?' | '#' => {
                    write!(f, "%{:02X}", u32::from(character))?;
                }
                _ => write!(f, "{character}")?,
            }
        }
        Ok(())
    }
}

/// Reverses [`Escaped`], for any two-digit escape.
fn unescape(text: &str) -> Result<String, BackendsError> {
    let error = || BackendsError::Escape { text: text.into() };
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).ok_or_else(error)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(error());
        }
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| error())?);
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).map_err(|_| error())
}

/// Writes this part of a token.
impl fmt::Display for Backends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = PREFIX;
        for (name, metadata) in self.iter() {
            write!(f, "{separator}{}:{}", Escaped(name), Escaped(metadata))?;
            separator = ";";
        }
        Ok(())
    }
}

/// Reads this part of a token. A name without `:` has no metadata.
impl FromStr for Backends {
    type Err = BackendsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let list = text
            .strip_prefix(PREFIX)
            .ok_or_else(|| BackendsError::Prefix { text: text.into() })?;
        let mut backends = BTreeMap::new();
        for backend in list.split(';') {
            let (name, metadata) = backend.split_once(':').unwrap_or((backend, ""));
            if name.is_empty() {
                return Err(BackendsError::EmptyName);
            }
            backends.insert(unescape(name)?, unescape(metadata)?);
        }
        Ok(Self(backends))
    }
}

/// The reason why a text is not the backends part of a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BackendsError {
    /// The text does not start with `backends:`.
    #[error("`{}` does not start with `{PREFIX}`", .text.escape_debug())]
    Prefix {
        /// The whole text.
        text: String,
    },
    /// A backend has no name, or there is no backend.
    #[error("a backend has an empty name")]
    EmptyName,
    /// A `%` without two hexadecimal digits, or escapes that do not decode to UTF-8.
    #[error("`{}` has a broken escape; expected `%` and two hexadecimal digits", .text.escape_debug())]
    Escape {
        /// The name or metadata.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_alone_is_written_and_read() {
        assert_eq!(Backends::cpu().to_string(), "backends:cpu:");
        assert_eq!("backends:cpu:".parse(), Ok(Backends::cpu()));
        assert_eq!("backends:cpu".parse(), Ok(Backends::cpu()));
    }

    #[test]
    fn names_are_sorted_and_separators_escaped() {
        let pairs = [("z", "a;b:c/d%e"), ("cpu", ""), ("a:b", "é")];
        let backends = Backends::new(pairs).unwrap();
        let text = "backends:a%3Ab:é;cpu:;z:a%3Bb%3Ac%2Fd%25e";
        assert_eq!(backends.to_string(), text);
        assert_eq!(text.parse(), Ok(backends.clone()));
        assert_eq!(text.to_lowercase().parse(), Ok(backends.clone()));
        assert_eq!(backends.metadata("z"), Some("a;b:c/d%e"));
        assert_eq!(backends.iter().next(), Some(("a:b", "é")));
    }

    #[test]
    fn what_means_something_in_a_key_is_escaped_too() {
        let backends = Backends::new([("a", "*$?#")]).unwrap();
        assert_eq!(backends.to_string(), "backends:a:%2A%24%3F%23");
        assert_eq!(backends.to_string().parse(), Ok(backends));
    }

    #[test]
    fn malformed_texts_are_refused() {
        let parse = |text: &str| text.parse::<Backends>().unwrap_err();
        let escape = |text: &str| BackendsError::Escape { text: text.into() };
        assert_eq!(parse("cpu:"), BackendsError::Prefix { text: "cpu:".into() });
        assert_eq!(parse("backends:"), BackendsError::EmptyName);
        assert_eq!(parse("backends:cpu:;"), BackendsError::EmptyName);
        assert_eq!(parse("backends::x"), BackendsError::EmptyName);
        for text in ["%", "%2", "%zz", "%+1", "%é", "%ff", "a%25%"] {
            assert_eq!(parse(&format!("backends:cpu:{text}")), escape(text));
        }
        assert_eq!(Backends::new([]), Err(BackendsError::EmptyName));
        assert_eq!(Backends::new([("", "")]), Err(BackendsError::EmptyName));
    }
}
