//! The sources of a type, as nodes report them to tools: one text for each type. `msg_definition` in `mod` joins
//! them into one text.

use super::msg::msg_text;
use crate::type_description::TypeDescription;
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// The source of one type, with the fields of `type_description_interfaces/msg/TypeSource`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeSource {
    /// ROS name, such as `std_msgs/msg/Header`.
    pub type_name: &'static str,
    /// `msg` or `srv`: the suffix of the file. `implicit` for a type that is a part of another file, such as the
    /// request of a service.
    pub encoding: &'static str,
    /// The text of the file; empty for an implicit type.
    pub text: String,
}

/// Returns the sources of a type and of all types that it refers to: the type first, then the others sorted by
/// name, as rosidl orders them.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, export};
///
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Point { x: f64 }
///
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Route { points: Vec<Point> }
///
/// let sources = export::type_sources(&Route::type_description());
/// let texts: Vec<_> = sources.iter().map(|source| (source.encoding, source.text.as_str())).collect();
/// assert_eq!(texts, [("msg", "demo_msgs/Point[] points\n"), ("msg", "float64 x\n")]);
/// ```
#[must_use]
pub fn type_sources(description: &TypeDescription) -> Vec<TypeSource> {
    let mut referenced = BTreeMap::new();
    let mut queue = Vec::from([description.fields]);
    while let Some(fields) = queue.pop() {
        for nested in fields.iter().filter_map(|field| field.field_type.nested) {
            if referenced.insert(nested.type_name, nested).is_none() {
                queue.push(nested.fields);
            }
        }
    }
    core::iter::once(description)
        .chain(referenced.into_values())
        .map(source)
        .collect()
}

/// The source of one type.
fn source(description: &TypeDescription) -> TypeSource {
    let (encoding, text) = match (folder(description.type_name), service(description)) {
        ("msg", _) => ("msg", msg_text(description)),
        ("srv", Some((request, response))) => {
            let mut text = msg_text(request);
            text += "---\n";
            text += &msg_text(response);
            ("srv", text)
        }
        _ => ("implicit", String::new()),
    };
    TypeSource {
        type_name: description.type_name,
        encoding,
        text,
    }
}

/// The `msg` of `pkg/msg/Name`.
fn folder(type_name: &str) -> &str {
    type_name.split('/').nth(1).unwrap_or_default()
}

/// The request and the response, if this describes a service.
fn service(description: &TypeDescription) -> Option<(&'static TypeDescription, &'static TypeDescription)> {
    match description.fields {
        [request, response, event]
            if (request.name, response.name, event.name)
                == ("request_message", "response_message", "event_message") =>
        {
            Some((request.field_type.nested?, response.field_type.nested?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{event_fields_of, service_fields_of};
    use crate::{FieldDescription, RosField};

    // The names, encodings and order are those of rosidl_generator_c/resource/full__description.c.em.
    #[test]
    fn the_parts_of_a_service_are_implicit() {
        const REQUEST: TypeDescription =
            TypeDescription::new("a/srv/B_Request", &[FieldDescription::new("n", i64::TYPE)]);
        const RESPONSE: TypeDescription = TypeDescription::new("a/srv/B_Response", &[]);
        const EVENT: TypeDescription =
            TypeDescription::new("a/srv/B_Event", &event_fields_of(&REQUEST, &RESPONSE));
        const SERVICE: TypeDescription =
            TypeDescription::new("a/srv/B", &service_fields_of(&REQUEST, &RESPONSE, &EVENT));
        let sources = type_sources(&SERVICE);
        let found: Vec<_> = sources
            .iter()
            .map(|source| (source.type_name, source.encoding, source.text.as_str()))
            .collect();
        assert_eq!(found[0], ("a/srv/B", "srv", "int64 n\n---\n"));
        assert_eq!(
            found[1..4],
            [
                ("a/srv/B_Event", "implicit", ""),
                ("a/srv/B_Request", "implicit", ""),
                ("a/srv/B_Response", "implicit", ""),
            ]
        );
        let names: Vec<_> = found[4..]
            .iter()
            .map(|(name, encoding, _)| (*name, *encoding))
            .collect();
        assert_eq!(
            names,
            [
                ("builtin_interfaces/msg/Time", "msg"),
                ("service_msgs/msg/ServiceEventInfo", "msg"),
            ]
        );
    }
}
