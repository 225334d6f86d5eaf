//! Compares the hash of a type with the one that `#[ros(hash = "…")]` freezes, and formats both into the
//! compile error.

use crate::type_description::TypeDescription;
use crate::type_hash::TypeHash;

const BEFORE: &str = "the type has changed: its hash is ";
const BETWEEN: &str = ", and the frozen hash is ";
const AFTER: &str =
    "; peers with the frozen type will not receive it. Undo the change, or set `hash` to the new hash";
const LEN: usize = BEFORE.len() + BETWEEN.len() + AFTER.len() + 2 * TypeHash::TEXT_LEN;

/// Returns `hash`, the hash of `description`, if it equals `frozen`.
///
/// # Panics
/// If the hashes differ; while compiling, as the derive calls it for a constant.
#[must_use]
#[track_caller]
pub const fn check(hash: TypeHash, description: &TypeDescription, frozen: &str) -> TypeHash {
    let Some(frozen) = TypeHash::parse(frozen) else {
        panic!("a type hash is `RIHS01_` and 64 lowercase hexadecimal digits");
    };
    if !hash.is_same(&frozen) && !is_refused(description) {
        panic!("{}", as_text(&message(&hash, &frozen)));
    }
    hash
}

/// Whether the derive refused the type, or a type that it refers to. The derive names such a type `""`, and
/// reports its mistake.
const fn is_refused(description: &TypeDescription) -> bool {
    let mut index = 0;
    while index < description.fields.len() {
        if let Some(nested) = description.fields[index].field_type.nested
            && is_refused(nested)
        {
            return true;
        }
        index += 1;
    }
    description.type_name.is_empty()
}

const fn message(hash: &TypeHash, frozen: &TypeHash) -> [u8; LEN] {
    let mut message = [0; LEN];
    let rest = push(&mut message, BEFORE.as_bytes());
    let rest = push(rest, &hash.text());
    let rest = push(rest, BETWEEN.as_bytes());
    let rest = push(rest, &frozen.text());
    push(rest, AFTER.as_bytes());
    message
}

/// Copies `text` to the start of `room`, and returns the rest.
const fn push<'a>(room: &'a mut [u8], text: &[u8]) -> &'a mut [u8] {
    let (start, rest) = room.split_at_mut(text.len());
    start.copy_from_slice(text);
    rest
}

const fn as_text(message: &[u8]) -> &str {
    match core::str::from_utf8(message) {
        Ok(text) => text,
        Err(_) => "the type has changed: its hash is not the frozen one",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const EMPTY: TypeDescription = TypeDescription::new("std_msgs/msg/Empty", &[]);
    const OTHER: &str = "RIHS01_0000000000000000000000000000000000000000000000000000000000000000";

    #[test]
    fn the_message_contains_both_hashes() {
        let (hash, frozen) = (TypeHash::of(&EMPTY), TypeHash::parse(OTHER).unwrap());
        assert_eq!(
            as_text(&message(&hash, &frozen)),
            format!("{BEFORE}{hash}{BETWEEN}{OTHER}{AFTER}")
        );
    }

    #[test]
    fn the_frozen_hash_passes() {
        let hash = TypeHash::of(&EMPTY);
        assert_eq!(check(hash, &EMPTY, &format!("{hash}")), hash);
    }

    #[test]
    #[should_panic(expected = "the type has changed: its hash is RIHS01_20b625256f32d5db")]
    fn another_hash_panics() {
        let _ = check(TypeHash::of(&EMPTY), &EMPTY, OTHER);
    }
}
