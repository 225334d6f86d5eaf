//! The type of a topic or service as keys and tokens contain it: a name and a hash, from a Rust type or from a description.

use crate::used_types::Describe;
use ros_z_core::dynamic::Schema;
use ros_z_core::{BaseType, Collection, FieldDescription, RosMessage, RosService, TypeHash};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The type of a topic or service.
#[derive(Clone, Debug)]
pub(crate) struct MessageType {
    pub(crate) name: Cow<'static, str>,
    pub(crate) hash: TypeHash,
    /// Whether a message contains a `uint8[]`. Publishers of ROS 2 Lyrical and later send such messages on another
    /// key to subscriptions that announce support.
    pub(crate) has_uint8_sequence: bool,
    /// `None` if only the name and the hash are known.
    pub(crate) describe: Option<Describe>,
}

impl MessageType {
    pub(crate) fn of<T: RosMessage>() -> Self {
        Self {
            name: T::TYPE_NAME.into(),
            hash: T::TYPE_HASH,
            has_uint8_sequence: has_uint8_sequence(T::type_description().fields),
            describe: Some(Describe::Rust(T::type_description)),
        }
    }

    pub(crate) fn of_service<S: RosService>() -> Self {
        Self {
            name: S::TYPE_NAME.into(),
            hash: S::TYPE_HASH,
            has_uint8_sequence: false,
            describe: Some(Describe::Rust(S::type_description)),
        }
    }

    pub(crate) fn of_schema(schema: &Schema) -> Self {
        Self {
            name: schema.type_name().to_owned().into(),
            hash: schema.type_hash(),
            has_uint8_sequence: schema_has_uint8_sequence(schema),
            describe: Some(Describe::Schema(schema.clone())),
        }
    }

    /// A type of which only the name and the hash are known, so that it may contain a `uint8[]`.
    pub(crate) fn named(name: &str, hash: TypeHash) -> Self {
        Self {
            name: name.to_owned().into(),
            hash,
            has_uint8_sequence: true,
            describe: None,
        }
    }
}

fn has_uint8_sequence(fields: &[FieldDescription]) -> bool {
    fields.iter().any(|field| {
        let field = &field.field_type;
        is_uint8_sequence(field.base, field.collection)
            || field
                .nested
                .is_some_and(|nested| has_uint8_sequence(nested.fields))
    })
}

/// A description of a peer can refer to the same type in exponentially many ways, so each type is visited once.
fn schema_has_uint8_sequence(schema: &Schema) -> bool {
    let mut visited = BTreeSet::new();
    let mut queue = vec![schema.clone()];
    while let Some(schema) = queue.pop() {
        for field in schema.fields() {
            if is_uint8_sequence(field.base(), field.collection()) {
                return true;
            }
            if let Some(name) = field.nested_name()
                && visited.insert(name.to_owned())
            {
                queue.extend(schema.referenced(name));
            }
        }
    }
    false
}

fn is_uint8_sequence(base: BaseType, collection: Collection) -> bool {
    matches!(base, BaseType::Uint8 | BaseType::Char) && collection == Collection::Unbounded
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z_core::{FieldType, RosField, TypeDescription};

    #[test]
    fn a_uint8_sequence_is_found_at_any_depth() {
        const NESTED: TypeDescription =
            TypeDescription::new("a/msg/B", &[FieldDescription::new("data", <Vec<u8>>::TYPE)]);
        let has = |field_type: FieldType| {
            let fields = Box::leak(Box::new([FieldDescription::new("x", field_type)]));
            let schema = Schema::from_type_description(&TypeDescription::new("a/msg/A", fields));
            assert_eq!(
                schema_has_uint8_sequence(&schema.unwrap()),
                has_uint8_sequence(fields)
            );
            has_uint8_sequence(fields)
        };
        assert!(has(<Vec<u8>>::TYPE));
        assert!(has(FieldType::message(&NESTED)));
        assert!(has(FieldType::message(&NESTED).sequence()));
        for other in [
            u8::TYPE,
            <Vec<i8>>::TYPE,
            <[u8; 4]>::TYPE,
            <Vec<u8>>::TYPE.with_max_len(4),
            <Vec<u8>>::TYPE.as_byte(),
            String::TYPE,
        ] {
            assert!(!has(other), "{other:?}");
        }
    }
}
