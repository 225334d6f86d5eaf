//! A ROS 2 service as a pair of messages: computes its name and hash at compile time from its request and its
//! response. Clients and servers are in other crates.

use crate::const_eq::{is_same, is_same_bytes};
use crate::message::RosMessage;
use crate::type_description::{BaseType, FieldDescription, FieldType, TypeDescription};
use crate::type_hash::TypeHash;

/// A ROS 2 service: a request, a response, and the name and hash that identify it.
///
/// Implemented by [`ros_service!`](crate::ros_service).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a ROS 2 service",
    label = "not a ROS 2 service",
    note = "declare it: `ros_service!(AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse);`"
)]
pub trait RosService {
    /// Sent by the client.
    type Request: RosMessage;

    /// Sent by the server.
    type Response: RosMessage;

    /// ROS name of the service, `pkg/srv/Name`.
    const TYPE_NAME: &'static str;

    /// The RIHS01 hash of the service's description, which covers the request, the response and the event that
    /// service introspection publishes.
    const TYPE_HASH: TypeHash;

    /// Describes the service as ROS 2 does: as a message of its request, its response and its event.
    fn type_description() -> TypeDescription;
}

/// Declares a service by its request and its response: two structs that derive [`RosMessage`] and whose type
/// names end in `_Request` and `_Response`.
///
/// Defines an enum without variants that has the name of the service and implements
/// [`RosService`](crate::RosService). Name and hash are constants; a request and a response of different
/// services do not compile.
///
/// `#[ros(hash = "RIHS01_…")]` before the name freezes the hash: the build fails if a change of the request or the
/// response changes it.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, RosService, ros_service};
///
/// #[derive(RosMessage)]
/// #[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
/// pub struct AddTwoIntsRequest {
///     pub a: i64,
///     pub b: i64,
/// }
///
/// #[derive(RosMessage)]
/// #[ros(type_name = "example_interfaces/srv/AddTwoInts_Response")]
/// pub struct AddTwoIntsResponse {
///     pub sum: i64,
/// }
///
/// ros_service! {
///     /// Adds two integers.
///     #[ros(hash = "RIHS01_e118de6bf5eeb66a2491b5bda11202e7b68f198d6f67922cf30364858239c81a")]
///     pub AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse
/// }
///
/// assert_eq!(AddTwoInts::TYPE_NAME, "example_interfaces/srv/AddTwoInts");
/// assert_eq!(
///     AddTwoInts::TYPE_HASH.to_string(),
///     "RIHS01_e118de6bf5eeb66a2491b5bda11202e7b68f198d6f67922cf30364858239c81a"
/// );
/// ```
#[macro_export]
macro_rules! ros_service {
    ($(#[$($attribute:tt)*])* $visibility:vis $name:ident: $request:ty => $response:ty $(;)?) => {
        $crate::__ros_service!([] [] [$(#[$($attribute)*])*] [$visibility] $name: $request => $response);
    };
    ($($other:tt)*) => {
        $crate::__private::core::compile_error!(
            "a service declaration has a name, a request and a response; write `ros_service!(Name: Request => Response);`"
        );
    };
}

/// Sorts the attributes of a service into those of its type and its frozen hash, and then declares it.
#[doc(hidden)]
#[macro_export]
macro_rules! __ros_service {
    ([$($attribute:tt)*] [] [#[ros(hash = $hash:literal)] $($rest:tt)*] $($service:tt)*) => {
        $crate::__ros_service!([$($attribute)*] [$hash] [$($rest)*] $($service)*);
    };
    ([$($attribute:tt)*] $hash:tt [#[ros $($other:tt)*] $($rest:tt)*] $($service:tt)*) => {
        $crate::__private::core::compile_error!(
            "a service takes one `ros` attribute; write `#[ros(hash = \"RIHS01_…\")]`"
        );
    };
    ([$($attribute:tt)*] $hash:tt [#[$($other:tt)*] $($rest:tt)*] $($service:tt)*) => {
        $crate::__ros_service!([$($attribute)* #[$($other)*]] $hash [$($rest)*] $($service)*);
    };
    ([$($attribute:tt)*] [$($hash:literal)?] [] [$visibility:vis] $name:ident: $request:ty => $response:ty) => {
        $($attribute)*
        #[derive(
            $crate::__private::core::clone::Clone,
            $crate::__private::core::marker::Copy,
            $crate::__private::core::fmt::Debug,
        )]
        $visibility enum $name {}

        const _: () = {
            use $crate::__private::service as __service;

            // Use the service alone: the compiler then reports an invalid request once, at the declaration.
            const __NAME: &$crate::__private::core::primitive::str = <$name as $crate::RosService>::TYPE_NAME;
            const __EVENT_NAME: [$crate::__private::core::primitive::u8; __NAME.len() + __service::EVENT.len()] =
                __service::event_name(__NAME);
            const __EVENT_FIELDS: [$crate::FieldDescription; 3] =
                __service::event_fields::<$name>();
            const __EVENT: $crate::TypeDescription =
                $crate::TypeDescription::new(__service::text(&__EVENT_NAME), &__EVENT_FIELDS);
            const __FIELDS: [$crate::FieldDescription; 3] = __service::fields::<$name>(&__EVENT);
            const __DESCRIPTION: $crate::TypeDescription = $crate::TypeDescription::new(__NAME, &__FIELDS);

            impl $crate::RosService for $name {
                type Request = $request;
                type Response = $response;
                const TYPE_NAME: &'static $crate::__private::core::primitive::str = __service::name_of::<Self>();
                // Hashing a request that refers to many types takes the compiler many steps.
                #[allow(long_running_const_eval)]
                const TYPE_HASH: $crate::TypeHash = $crate::TypeHash::of(&__DESCRIPTION);

                fn type_description() -> $crate::TypeDescription {
                    __DESCRIPTION
                }
            }

            $(
                const _: $crate::TypeHash = $crate::__private::check_hash(
                    <$name as $crate::RosService>::TYPE_HASH,
                    &__DESCRIPTION,
                    $hash,
                );
            )?
        };
    };
}

/// Suffix of the event's name, after the name of the service.
pub const EVENT: &str = "_Event";

const REQUEST: &str = "_Request";
const RESPONSE: &str = "_Response";

pub(crate) const TIME: TypeDescription = TypeDescription::new(
    "builtin_interfaces/msg/Time",
    &[
        FieldDescription::new("sec", FieldType::base(BaseType::Int32)),
        FieldDescription::new("nanosec", FieldType::base(BaseType::Uint32)),
    ],
);

const EVENT_INFO: TypeDescription = TypeDescription::new(
    "service_msgs/msg/ServiceEventInfo",
    &[
        FieldDescription::new("event_type", FieldType::base(BaseType::Uint8)),
        FieldDescription::new("stamp", FieldType::message(&TIME)),
        FieldDescription::new("client_gid", FieldType::base(BaseType::Char).array(16)),
        FieldDescription::new("sequence_number", FieldType::base(BaseType::Int64)),
    ],
);

/// The name of a service, from the names of its request and its response.
#[must_use]
#[track_caller]
pub const fn name_of<S: RosService>() -> &'static str {
    name(S::Request::TYPE_NAME, S::Response::TYPE_NAME)
}

/// The name of the service that a request and a response belong to.
#[must_use]
#[track_caller]
pub const fn name(request: &'static str, response: &'static str) -> &'static str {
    // The derive sets an empty name for a struct that it refused.
    if request.is_empty() || response.is_empty() {
        return "";
    }
    let Some(service) = without_suffix(request, REQUEST) else {
        panic!(
            "the type name of a request must be `pkg/srv/Name_Request`; set it with `#[ros(type_name = \"…\")]`"
        );
    };
    let Some(other) = without_suffix(response, RESPONSE) else {
        panic!(
            "the type name of a response must be `pkg/srv/Name_Response`; set it with `#[ros(type_name = \"…\")]`"
        );
    };
    assert!(
        is_same(service, other),
        "request and response belong to different services: their type names differ before `_Request` and `_Response`"
    );
    assert!(
        has_srv(service.as_bytes()),
        "the type name of a service must be `pkg/srv/Name`; set `pkg/srv/Name_Request` and `pkg/srv/Name_Response` with `#[ros(type_name = \"…\")]`"
    );
    service
}

const fn without_suffix(name: &'static str, suffix: &str) -> Option<&'static str> {
    if name.len() <= suffix.len() {
        return None;
    }
    let (front, end) = name.split_at(name.len() - suffix.len());
    if is_same(end, suffix) { Some(front) } else { None }
}

/// Returns whether a name contains `/srv/` or, for parts of an action, `/action/`.
const fn has_srv(name: &[u8]) -> bool {
    let mut rest = name;
    while let Some((_, tail)) = rest.split_first() {
        if starts_with(rest, b"/srv/") || starts_with(rest, b"/action/") {
            return true;
        }
        rest = tail;
    }
    false
}

const fn starts_with(text: &[u8], start: &[u8]) -> bool {
    text.len() >= start.len() && is_same_bytes(text.split_at(start.len()).0, start)
}

/// The `N` bytes of the event's name.
#[must_use]
pub const fn event_name<const N: usize>(service: &str) -> [u8; N] {
    let mut name = [0; N];
    let (front, end) = name.split_at_mut(service.len());
    front.copy_from_slice(service.as_bytes());
    end.copy_from_slice(EVENT.as_bytes());
    name
}

/// The bytes of a name as text.
#[must_use]
pub const fn text(bytes: &'static [u8]) -> &'static str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("a type name must be ASCII"),
    }
}

/// The description of a request or a response.
const fn part<T: RosMessage>() -> &'static TypeDescription {
    match T::DESCRIPTION {
        Some(description) => description,
        None => panic!("the request and the response of a service must be structs that derive `RosMessage`"),
    }
}

/// The fields of the event.
#[must_use]
pub const fn event_fields<S: RosService>() -> [FieldDescription; 3] {
    event_fields_of(part::<S::Request>(), part::<S::Response>())
}

/// The fields of the event of a service, which service introspection publishes.
#[must_use]
pub const fn event_fields_of(
    request: &'static TypeDescription,
    response: &'static TypeDescription,
) -> [FieldDescription; 3] {
    [
        FieldDescription::new("info", FieldType::message(&EVENT_INFO)),
        FieldDescription::new("request", FieldType::message(request).sequence().with_max_len(1)),
        FieldDescription::new(
            "response",
            FieldType::message(response).sequence().with_max_len(1),
        ),
    ]
}

/// The fields of the service.
#[must_use]
pub const fn fields<S: RosService>(event: &'static TypeDescription) -> [FieldDescription; 3] {
    service_fields_of(part::<S::Request>(), part::<S::Response>(), event)
}

/// The fields of a service, which has a description and a hash as a message has.
#[must_use]
pub const fn service_fields_of(
    request: &'static TypeDescription,
    response: &'static TypeDescription,
    event: &'static TypeDescription,
) -> [FieldDescription; 3] {
    [
        FieldDescription::new("request_message", FieldType::message(request)),
        FieldDescription::new("response_message", FieldType::message(response)),
        FieldDescription::new("event_message", FieldType::message(event)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_service_is_that_of_its_parts_without_the_suffix() {
        assert_eq!(name("a/srv/B_Request", "a/srv/B_Response"), "a/srv/B");
        assert_eq!(
            name("a/action/B_SendGoal_Request", "a/action/B_SendGoal_Response"),
            "a/action/B_SendGoal"
        );
        assert_eq!(&event_name::<13>("a/srv/B"), b"a/srv/B_Event");
    }

    #[test]
    #[should_panic(expected = "different services")]
    fn parts_of_two_services_are_refused() {
        let _ = name("a/srv/B_Request", "a/srv/C_Response");
    }

    #[test]
    #[should_panic(expected = "pkg/srv/Name_Request")]
    fn a_message_is_not_a_request() {
        let _ = name("std_msgs/msg/String", "a/srv/C_Response");
    }

    #[test]
    #[should_panic(expected = "must be `pkg/srv/Name`")]
    fn a_message_with_the_suffix_of_a_request_is_refused() {
        let _ = name("a/msg/B_Request", "a/msg/B_Response");
    }
}
