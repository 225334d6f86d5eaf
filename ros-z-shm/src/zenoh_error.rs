//! An error of zenoh, as the errors of this library report it.

/// An error of zenoh.
///
/// zenoh's own error type is a boxed error. This type has its text and its
/// [`source`](std::error::Error::source).
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ZenohError(#[from] zenoh::Error);

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;

    #[test]
    fn text_and_source_are_those_of_zenoh() {
        let parse: zenoh::Error = "x".parse::<u8>().unwrap_err().into();
        let expected = (parse.to_string(), parse.source().map(ToString::to_string));
        let error = ZenohError::from(parse);
        let found = (error.to_string(), error.source().map(ToString::to_string));
        assert_eq!(found, expected);
    }
}
