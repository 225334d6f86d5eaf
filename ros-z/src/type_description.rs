//! The service `~/get_type_description` of a node: describes the types that its endpoints use.
//!
//! The service, its answers and the cases in which it fails are those of `rcl` (`rcl/src/rcl/node.c`,
//! `rcl_node_type_description_service_handle_request`); the types of a node are those of its publishers,
//! subscriptions, servers and clients (`rcl/src/rcl/node_type_cache.c`); the sources are those of rosidl
//! (`rosidl_generator_c/resource/full__description.c.em`).

use crate::used_types::UsedTypes;
use ros_z_core::TypeHash;
use ros_z_core::dynamic::{DescribedField, DescribedType, Description};
use ros_z_msgs::type_description_interfaces::srv::{GetTypeDescriptionRequest, GetTypeDescriptionResponse};
use ros_z_msgs::type_description_interfaces::{
    Field, FieldType, IndividualTypeDescription, TypeDescription, TypeSource,
};

/// The name of the service.
pub(crate) const SERVICE: &str = "~/get_type_description";

/// Answers a request.
pub(crate) fn describe(types: &UsedTypes, request: &GetTypeDescriptionRequest) -> GetTypeDescriptionResponse {
    match find(types, request) {
        Ok(mut response) => {
            response.successful = true;
            response
        }
        Err(failure_reason) => GetTypeDescriptionResponse {
            failure_reason,
            ..Default::default()
        },
    }
}

/// Finds a type by its hash, which also determines the name. A request may leave the name out.
fn find(
    types: &UsedTypes,
    request: &GetTypeDescriptionRequest,
) -> Result<GetTypeDescriptionResponse, String> {
    let hash: TypeHash = request
        .type_hash
        .parse()
        .map_err(|error| format!("the type hash is not valid: {error}"))?;
    let unknown = || format!("no endpoint of this node uses the type {hash} now");
    let describe = types.find(hash).ok_or_else(unknown)?;
    let description = describe.description();
    let type_name = &description.type_description.type_name;
    if !request.type_name.is_empty() && request.type_name != *type_name {
        return Err(format!(
            "{hash} is the hash of {type_name}, not of the type that was asked for"
        ));
    }
    let sources = if request.include_type_sources {
        describe.sources()
    } else {
        Vec::new()
    };
    let Description {
        type_description,
        referenced_type_descriptions,
    } = description;
    Ok(GetTypeDescriptionResponse {
        type_description: TypeDescription {
            type_description: individual(type_description),
            referenced_type_descriptions: referenced_type_descriptions.into_iter().map(individual).collect(),
        },
        type_sources: sources
            .into_iter()
            .map(|source| TypeSource {
                type_name: source.type_name.into(),
                encoding: source.encoding.into(),
                raw_file_contents: source.text,
            })
            .collect(),
        ..Default::default()
    })
}

fn individual(described: DescribedType) -> IndividualTypeDescription {
    let mut fields = described.fields;
    if fields.is_empty() {
        // rosidl describes an empty message as its C struct, which has one member.
        fields.push(DescribedField::new(
            "structure_needs_at_least_one_member",
            FieldType::FIELD_TYPE_UINT8,
        ));
    }
    let field = |field: DescribedField| Field {
        name: field.name,
        r#type: FieldType {
            type_id: field.field_type.type_id,
            capacity: field.field_type.capacity,
            string_capacity: field.field_type.string_capacity,
            nested_type_name: field.field_type.nested_type_name,
        },
        default_value: field.default_value,
    };
    IndividualTypeDescription {
        type_name: described.type_name,
        fields: fields.into_iter().map(field).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::used_types::Describe;
    use ros_z_core::RosMessage;
    use ros_z_msgs::std_msgs::{Empty, Header};
    use std::sync::Arc;

    fn ask(type_name: &str, type_hash: String, sources: bool) -> GetTypeDescriptionResponse {
        let types = Arc::new(UsedTypes::default());
        let _header = types.register(Header::TYPE_HASH, Describe::Rust(Header::type_description));
        let _empty = types.register(Empty::TYPE_HASH, Describe::Rust(Empty::type_description));
        let request = GetTypeDescriptionRequest {
            type_name: type_name.into(),
            type_hash,
            include_type_sources: sources,
        };
        describe(&types, &request)
    }

    // share/std_msgs/msg/Header.json and Empty.json of ROS 2 Jazzy.
    #[test]
    fn descriptions_equal_those_of_rosidl() {
        let response = ask("std_msgs/msg/Header", Header::TYPE_HASH.to_string(), false);
        assert!(response.successful && response.failure_reason.is_empty());
        assert!(response.type_sources.is_empty());
        let top = &response.type_description.type_description;
        assert_eq!(top.type_name, "std_msgs/msg/Header");
        let fields: Vec<_> = top
            .fields
            .iter()
            .map(|field| {
                (
                    field.name.as_str(),
                    field.r#type.type_id,
                    field.r#type.nested_type_name.as_str(),
                )
            })
            .collect();
        assert_eq!(
            fields,
            [("stamp", 1, "builtin_interfaces/msg/Time"), ("frame_id", 17, "")]
        );
        let referenced = &response.type_description.referenced_type_descriptions;
        assert_eq!(referenced.len(), 1);
        assert_eq!(referenced[0].type_name, "builtin_interfaces/msg/Time");
        assert_eq!(
            (
                referenced[0].fields[0].r#type.type_id,
                referenced[0].fields[1].r#type.type_id
            ),
            (6, 7)
        );

        let response = ask("", Empty::TYPE_HASH.to_string(), true);
        let fields = &response.type_description.type_description.fields;
        assert_eq!(fields.len(), 1);
        assert_eq!(fields[0].name, "structure_needs_at_least_one_member");
        assert_eq!(fields[0].r#type.type_id, 3);
        assert_eq!(response.type_sources[0].encoding, "msg");
    }

    #[test]
    fn a_request_that_cannot_be_answered_gets_the_reason() {
        for (name, hash, reason) in [
            ("std_msgs/msg/Header", "RIHS01_ff".to_owned(), "not valid"),
            (
                "std_msgs/msg/Header",
                format!("RIHS01_{}", "0".repeat(64)),
                "no endpoint of this node uses",
            ),
            (
                "std_msgs/msg/String",
                Header::TYPE_HASH.to_string(),
                "is the hash of std_msgs/msg/Header",
            ),
        ] {
            let response = ask(name, hash, true);
            assert!(!response.successful);
            assert!(
                response.failure_reason.contains(reason),
                "{}",
                response.failure_reason
            );
            assert_eq!(response.type_description, TypeDescription::default());
        }
    }
}
