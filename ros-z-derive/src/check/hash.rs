//! The rule about a frozen type hash. The compiler compares it with the hash of the type.

use super::error;
use crate::attr::ContainerAttrs;
use crate::ctxt::Ctxt;
use syn::LitStr;

const PREFIX: &str = "RIHS01_";
const DIGITS: usize = 64;

// #[ros(hash = "RIHS01_df66")]
/// The frozen hash, of `RIHS01_` and 64 digits.
pub fn is_complete(ctxt: &Ctxt, attrs: &ContainerAttrs) -> Option<LitStr> {
    let literal = attrs.hash.as_ref()?.value.as_ref()?;
    let judged = judge(&literal.value()).map_err(|text| error(literal.span(), text));
    ctxt.keep(judged).map(|()| literal.clone())
}

fn judge(text: &str) -> Result<(), String> {
    let rule = "a type hash is `RIHS01_` and 64 lowercase hexadecimal digits";
    let Some(digits) = text.strip_prefix(PREFIX) else {
        return Err(format!("{rule}; this text does not start with `{PREFIX}`"));
    };
    let is_digit = |char: &char| char.is_ascii_digit() || ('a'..='f').contains(char);
    if let Some(wrong) = digits.chars().find(|char| !is_digit(char)) {
        return Err(format!("{rule}; this text contains `{}`", wrong.escape_debug()));
    }
    match digits.len() {
        DIGITS => Ok(()),
        count => Err(format!("{rule}; this text has {count} digits")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_its_prefix_and_64_digits() {
        let hash = "RIHS01_20b625256f32d5dbc0d04fee44f43c41e51c70d3502f84b4a08e7a9c26a96312";
        assert_eq!(judge(hash), Ok(()));
        for (wrong, text) in [
            ("", "does not start with `RIHS01_`"),
            (&hash[1..], "does not start with `RIHS01_`"),
            (&hash[..70], "has 63 digits"),
            (&hash.replace('f', "F"), "contains `F`"),
            (&format!("{hash}\n"), "contains `\\n`"),
            (&format!("{hash}00"), "has 66 digits"),
        ] {
            assert!(judge(wrong).is_err_and(|error| error.ends_with(text)), "{wrong}");
        }
    }
}
