//! The check that a type that is known only by its description reads and writes the same as the Rust type.

use ros_z_core::dynamic::{DynamicMessage, DynamicView, ListView, ReadError, Schema, ValueView};
use ros_z_core::{
    CdrDeserialize, DeserializeError, RosMessage, SizeEstimation, from_slice_surplus, to_slice, to_vec,
};

/// Messages up to this length are also compared value by value and as text.
const SHORT: usize = 4096;

/// Reads a message as `T` and by the description of `T`, and returns whether it could be read.
///
/// # Panics
/// If one can be read and not the other, or if the values differ. Two differences are allowed: an integer that is not
/// a variant of its enum, and a string that is not UTF-8 in a view.
pub fn check_dynamic<T>(message: &[u8]) -> bool
where
    T: RosMessage + SizeEstimation + for<'de> CdrDeserialize<'de>,
{
    let name = T::TYPE_NAME;
    let schema = Schema::of::<T>().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(schema.type_hash(), T::TYPE_HASH, "{name}");
    let view = DynamicView::new(&schema, message);
    let owned = DynamicMessage::from_slice(&schema, message);
    match (from_slice_surplus::<T>(message), view, owned) {
        (Ok((typed, surplus)), Ok(view), Ok(owned)) => {
            let expected = to_vec(&typed).expect("the value was read");
            assert_eq!(view.surplus(), surplus, "{name}");
            assert_eq!(to_vec(&view).as_ref(), Ok(&expected), "{name}, view");
            assert_eq!(to_vec(&owned).as_ref(), Ok(&expected), "{name}, owned");
            assert_eq!(view.estimated_serialized_size(), expected.len(), "{name}");
            assert_eq!(owned.estimated_serialized_size(), expected.len(), "{name}");
            let mut stale = vec![0xaa; expected.len()];
            assert_eq!(to_slice(&owned, &mut stale), Ok(expected.len()), "{name}");
            assert!(stale == expected, "{name}: a slice of stale memory");
            if message.len() <= SHORT {
                check_values(&schema, &view, &owned, &expected);
            }
            true
        }
        (Err(_), Err(_), Err(_)) => false,
        // The view reads texts when they are accessed.
        (Err(typed), Ok(view), Err(owned)) => {
            assert!(
                is_of_text(&typed) && is_text_error(&owned),
                "{name}: {typed}, {owned}"
            );
            let _ = view.to_string();
            false
        }
        (Err(DeserializeError::InvalidEnum { .. }), Ok(_), Ok(_)) => false,
        // The Rust type has strings of any encoding.
        (Ok((typed, _)), Ok(view), Err(owned)) => {
            assert!(is_text_error(&owned), "{name}: {owned}");
            assert_eq!(to_vec(&view), to_vec(&typed), "{name}");
            true
        }
        (typed, view, owned) => panic!(
            "{name}: {:?}, view {:?}, owned {:?}",
            typed.err(),
            view.err(),
            owned.err()
        ),
    }
}

fn is_of_text(error: &DeserializeError) -> bool {
    matches!(
        error,
        DeserializeError::InvalidUtf8 { .. }
            | DeserializeError::InvalidUtf16 { .. }
            | DeserializeError::InvalidEnum { .. }
    )
}

fn is_text_error(error: &ReadError) -> bool {
    matches!(error, ReadError::Field { source, .. } if is_of_text(source))
}

/// Compares both forms of a message value by value, as text, and after a round trip through JSON and through paths.
fn check_values(schema: &Schema, view: &DynamicView<'_>, owned: &DynamicMessage, expected: &[u8]) {
    let name = schema.type_name();
    assert_eq!(view.to_string(), owned.to_string(), "{name}");
    let json = serde_json::to_string(view).expect("a view is JSON");
    assert_eq!(serde_json::to_string(owned).ok().as_ref(), Some(&json), "{name}");
    let mut deserializer = serde_json::Deserializer::from_str(&json);
    let read = DynamicMessage::deserialize(schema, &mut deserializer)
        .unwrap_or_else(|error| panic!("{name}: {error} in {json}"));
    // JSON has neither NaN nor infinity.
    if !has_special_float(view) {
        assert_eq!(to_vec(&read).as_deref(), Ok(expected), "{name} from {json}");
    }
    let mut copy = DynamicMessage::new(schema);
    for (field, value) in view.fields() {
        copy_value(&mut copy, field.name(), owned, &value);
        assert!(schema.field(field.name()).is_ok(), "{name}");
    }
    assert_eq!(to_vec(&copy).as_deref(), Ok(expected), "{name} by paths");
}

fn has_special_float(view: &DynamicView<'_>) -> bool {
    fn is_special(value: &ValueView<'_>) -> bool {
        match value {
            ValueView::Message(message) => has_special_float(message),
            ValueView::List(list) => list.iter().any(|element| is_special(&element)),
            ValueView::Float32(value) => !value.is_finite(),
            ValueView::Float64(value) => !value.is_finite(),
            _ => false,
        }
    }
    view.fields().any(|(_, value)| is_special(&value))
}

/// Sets the value at a path to the one that `from` has there.
fn copy_value(to: &mut DynamicMessage, path: &str, from: &DynamicMessage, value: &ValueView<'_>) {
    let same = from.get(path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(same.to_string(), value.to_string(), "{path}");
    assert!(from.schema().field(path).is_ok(), "{path}");
    let set = match value {
        ValueView::Bool(value) => to.set(path, *value),
        ValueView::Float32(value) => to.set(path, *value),
        ValueView::Float64(value) => to.set(path, *value),
        ValueView::Uint64(value) => to.set(path, *value),
        ValueView::String(text) => to.set(path, text.to_str().expect("the text was copied")),
        ValueView::Wstring(text) => to.set(path, text.to_text().expect("the text was copied")),
        ValueView::Message(message) => {
            for (field, value) in message.fields() {
                copy_value(to, &format!("{path}.{}", field.name()), from, &value);
            }
            to.set(path, message.to_message().expect("the message was copied"))
        }
        ValueView::List(list) => set_list(to, path, list),
        integer => {
            let integer = integer.as_integer().expect("no other variant is left");
            to.set(path, i64::try_from(integer).expect("other integers are shorter"))
        }
    };
    set.unwrap_or_else(|error| panic!("{error}"));
}

fn set_list(
    to: &mut DynamicMessage,
    path: &str,
    list: &ListView<'_>,
) -> Result<(), ros_z_core::dynamic::SetError> {
    let elements: Vec<_> = list.iter().collect();
    assert_eq!(elements.len(), list.len(), "{path}");
    for (index, element) in elements.iter().enumerate() {
        let direct = list.get(index).map(|element| element.to_string());
        assert_eq!(direct, Some(element.to_string()), "{path}[{index}]");
    }
    let Some(first) = elements.first() else {
        return to.set(path, Vec::<bool>::new());
    };
    let texts = || {
        elements.iter().map(|element| match element {
            ValueView::Wstring(text) => text.to_text().expect("the text was copied"),
            other => other.as_str().unwrap_or_default().to_owned(),
        })
    };
    match first {
        ValueView::Bool(_) => to.set(
            path,
            elements.iter().filter_map(ValueView::as_bool).collect::<Vec<_>>(),
        ),
        // Of the type itself: a NaN keeps its bits.
        ValueView::Float32(_) => {
            let floats = elements.iter().filter_map(|element| match element {
                ValueView::Float32(value) => Some(*value),
                _ => None,
            });
            to.set(path, floats.collect::<Vec<_>>())
        }
        ValueView::Float64(_) => to.set(
            path,
            elements.iter().filter_map(ValueView::as_f64).collect::<Vec<_>>(),
        ),
        ValueView::String(_) | ValueView::Wstring(_) => to.set(path, texts().collect::<Vec<_>>()),
        ValueView::Message(_) => {
            let messages = elements.iter().filter_map(ValueView::as_message);
            let messages: Result<Vec<_>, _> = messages.map(DynamicView::to_message).collect();
            to.set(path, messages.expect("the message was copied"))
        }
        ValueView::Uint64(_) => {
            let integers = elements.iter().filter_map(ValueView::as_integer);
            to.set(
                path,
                integers
                    .filter_map(|integer| u64::try_from(integer).ok())
                    .collect::<Vec<_>>(),
            )
        }
        _ => {
            let integers = elements.iter().filter_map(ValueView::as_integer);
            to.set(
                path,
                integers
                    .filter_map(|integer| i64::try_from(integer).ok())
                    .collect::<Vec<_>>(),
            )
        }
    }
}
