//! The errors for types of the standard library without a ROS 2 counterpart, by their name. `field_type` judges
//! the collections.

use super::spelling::{is_unsized, peel, show};
use syn::Type;

/// Names of types of std that are likely names of messages.
const SHARED_NAMES: [&str; 8] = [
    "Duration", "Instant", "Path", "Cell", "Range", "Pin", "Weak", "Reverse",
];

/// Returns the error for a field of the type of std called `name`; `None` if the name is not known.
///
/// The type may be the user's own. A likely name of a message, such as `Duration` or `Cell<T>`, is judged only if
/// `is_path_to_std`.
pub fn of_std(name: &str, types: &[&Type], is_path_to_std: bool) -> Option<String> {
    if !is_path_to_std && SHARED_NAMES.contains(&name) {
        return None;
    }
    let text = match (name, types) {
        ("f16", []) => "ROS 2 has no float of 16 bits; write `f32`".to_owned(),
        ("f128", []) => "ROS 2 has no float of 128 bits; write `f64`".to_owned(),
        ("Duration", []) => time(
            "Duration",
            "a span of time",
            "struct Duration { sec: i32, nanosec: u32 }",
        ),
        ("SystemTime" | "Instant", []) => {
            if name == "Instant" {
                "an `Instant` means nothing on another machine; write `builtin_interfaces/msg/Time`, which is `struct Time { sec: i32, nanosec: u32 }` since 1970".to_owned()
            } else {
                time(
                    "Time",
                    "a point in time",
                    "struct Time { sec: i32, nanosec: u32 }",
                )
            }
        }
        ("PathBuf" | "OsString" | "CString", []) => {
            format!(
                "a `{name}` need not be UTF-8, as a ROS string is; write `String`, or `Vec<u8>` for the bytes"
            )
        }
        ("Path" | "OsStr" | "CStr", []) => {
            format!("`{name}` has no size of its own; write `String`")
        }
        ("IpAddr" | "Ipv4Addr" | "Ipv6Addr" | "SocketAddr", []) => {
            format!("`{name}` has no ROS 2 counterpart; write `String`, or its bytes as an array of `u8`")
        }
        ("Result", [value, error]) => format!(
            "ROS 2 has no field that is one of two; write a message with the `{}`, the `{}`, and a `bool` that selects the valid one",
            show(value),
            show(error)
        ),
        ("Rc", [inner]) => format!(
            "an `Rc` is shared in one thread of one process; write `{}`",
            sized(inner)
        ),
        ("Weak", [inner]) => {
            format!("a `Weak` may point at nothing; write `{}`", sized(inner))
        }
        (
            "Mutex" | "RwLock" | "Cell" | "RefCell" | "UnsafeCell" | "OnceCell" | "OnceLock" | "LazyLock"
            | "LazyCell",
            [inner, ..],
        ) => {
            format!(
                "the value in a `{name}` may change while it is written; write `{}`, or mark the field `#[ros(skip)]`",
                show(inner)
            )
        }
        ("Wrapping" | "Saturating" | "Reverse" | "ManuallyDrop" | "MaybeUninit" | "Pin", [inner]) => {
            format!(
                "`{name}` is about Rust, not about the data; write `{}`",
                show(inner)
            )
        }
        ("NonZero", [inner]) => non_zero("NonZero", &show(inner)),
        ("Range" | "RangeInclusive", [inner]) => format!(
            "a range has no ROS 2 counterpart; write a message `struct Range {{ start: {0}, end: {0} }}`",
            show(inner)
        ),
        (name, []) => return number(name),
        _ => return None,
    };
    Some(text)
}

/// Returns the type, or the owned type for an unsized one.
fn sized(inner: &Type) -> String {
    match peel(inner) {
        Type::Slice(slice) => format!("Vec<{}>", show(&slice.elem)),
        inner if is_unsized(inner) => "String".to_owned(),
        inner => show(inner),
    }
}

fn time(message: &str, what: &str, fields: &str) -> String {
    format!("ROS 2 has a message for {what}; write `builtin_interfaces/msg/{message}`, which is `{fields}`")
}

fn non_zero(name: &str, int: &str) -> String {
    format!("0 can be received, and a `{name}` cannot hold it; write `{int}`")
}

/// Judges `NonZeroU32`, `AtomicU32` and the like.
fn number(name: &str) -> Option<String> {
    let ints = ["I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64"];
    let int = |rest: &str| ints.contains(&rest).then(|| rest.to_lowercase());
    if let Some(rest) = name.strip_prefix("NonZero") {
        return Some(non_zero(name, &width(rest).or_else(|| int(rest))?));
    }
    let rest = name.strip_prefix("Atomic")?;
    let instead = match rest {
        "Bool" => "bool".to_owned(),
        _ => width(rest).or_else(|| int(rest))?,
    };
    Some(format!(
        "an `{name}` may change while it is written; write `{instead}`, or mark the field `#[ros(skip)]`"
    ))
}

/// Returns the integer of ROS for a Rust integer without a counterpart.
fn width(rest: &str) -> Option<String> {
    match rest {
        "Usize" | "U128" => Some("u64".to_owned()),
        "Isize" | "I128" => Some("i64".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn text(name: &str, types: &[Type], is_path_to_std: bool) -> String {
        of_std(name, &types.iter().collect::<Vec<_>>(), is_path_to_std).unwrap_or_default()
    }

    #[test]
    fn every_error_contains_a_type_to_write() {
        let inner: Type = parse_quote!(f32);
        for name in ["Rc", "Mutex", "RefCell", "Wrapping", "NonZero"] {
            assert!(
                text(name, std::slice::from_ref(&inner), false).contains("write `f32`"),
                "{name}"
            );
        }
        for (name, instead) in [
            ("f16", "f32"),
            ("PathBuf", "String"),
            ("NonZeroU32", "u32"),
            ("NonZeroUsize", "u64"),
            ("AtomicBool", "bool"),
            ("AtomicI64", "i64"),
            ("SystemTime", "builtin_interfaces/msg/Time"),
        ] {
            assert!(
                text(name, &[], false).contains(&format!("write `{instead}`")),
                "{name}"
            );
        }
    }

    #[test]
    fn names_that_messages_have_too_are_judged_by_their_path_only() {
        assert_eq!(text("Duration", &[], false), "");
        assert!(text("Duration", &[], true).contains("builtin_interfaces/msg/Duration"));
        assert_eq!(text("Path", &[], false), "");
        assert_eq!(text("NonZeroPose", &[], false), "");
        let inner: Type = parse_quote!(str);
        assert_eq!(text("Weak", std::slice::from_ref(&inner), false), "");
        assert!(text("Weak", &[inner], true).ends_with("write `String`"));
    }
}
