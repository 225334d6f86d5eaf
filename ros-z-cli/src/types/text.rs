//! Descriptions of schemas in the form from which the core writes `.msg` files.

use ros_z::core::dynamic::{FieldSchema, Schema};
use ros_z::core::{BaseType, Collection, FieldDescription, FieldType, TypeDescription};
use std::collections::HashMap;

/// Describes the type of a schema, and all types that it refers to, each once.
///
/// The core describes types with `'static` data. This leaks a few hundred bytes for each type, in a program that prints or
/// writes the type and ends.
pub(crate) fn static_description(schema: &Schema) -> TypeDescription {
    *describe(schema, &mut HashMap::new())
}

fn describe(
    schema: &Schema,
    known: &mut HashMap<String, &'static TypeDescription>,
) -> &'static TypeDescription {
    if let Some(description) = known.get(schema.type_name()) {
        return description;
    }
    let name: &'static str = schema.type_name().to_owned().leak();
    let fields: Vec<FieldDescription> = schema
        .fields()
        .iter()
        .map(|field| {
            let field_name: &'static str = field.name().to_owned().leak();
            FieldDescription::new(field_name, field_type(schema, field, known))
        })
        .collect();
    let description: &'static _ = Box::leak(Box::new(TypeDescription::new(name, fields.leak())));
    known.insert(name.to_owned(), description);
    description
}

fn field_type(
    schema: &Schema,
    field: &FieldSchema,
    known: &mut HashMap<String, &'static TypeDescription>,
) -> FieldType {
    let nested = field.nested_name().and_then(|name| schema.referenced(name));
    let element = match (field.base(), nested) {
        (BaseType::Nested, Some(nested)) => FieldType::message(describe(&nested, known)),
        (base, _) => FieldType::base(base),
    };
    let collected = match field.collection() {
        Collection::Single => element,
        Collection::Array(length) => element.array(length),
        Collection::Bounded(bound) => element.sequence().with_max_len(bound),
        Collection::Unbounded => element.sequence(),
    };
    match (field.string_bound(), field.collection()) {
        (None, _) => collected,
        (Some(bound), Collection::Single) => collected.with_max_len(bound),
        (Some(bound), _) => collected.with_max_string_len(bound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z::core::TypeHash;
    use ros_z::core::dynamic::Description;
    use ros_z::msgs::catalogue::{MESSAGES, SERVICES};

    #[test]
    fn the_hash_of_every_type_is_preserved() {
        for entry in MESSAGES.iter().chain(SERVICES) {
            let schema = Schema::from_type_description(&(entry.type_description)()).unwrap();
            let hash = TypeHash::of(&static_description(&schema));
            assert_eq!(hash, entry.type_hash(), "{}", entry.type_name);
            let again = Schema::new(&Description::from(&schema)).unwrap();
            assert_eq!(again.type_hash(), hash, "{}", entry.type_name);
        }
    }
}
