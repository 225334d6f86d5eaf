//! Correct input becomes the expected tree, and each mistake is one error. The UI tests compare the texts of the errors.

use super::*;
use crate::ast::{Data, Retype, Wire};
use crate::attr::Place;
use syn::parse_quote;

/// Checks the input, and returns the result of `look` on the tree with the number of errors.
fn judged<T>(input: DeriveInput, look: impl FnOnce(&Container<'_>) -> T) -> (Option<T>, usize) {
    let ctxt = Ctxt::new();
    let attrs = ContainerAttrs::read(&ctxt, &input.attrs, Place::of(&input));
    let krate = attrs.krate(parse_quote!(::ros_z_core));
    let container = container(&ctxt, &input, &attrs, krate, Some("my-robot"));
    let found = container.as_ref().map(look);
    (found, ctxt.check().len())
}

fn mistakes(input: DeriveInput) -> usize {
    judged(input, |_| ()).1
}

fn type_name(input: DeriveInput) -> Option<String> {
    let (name, mistakes) = judged(input, |container| match &container.data {
        Data::Struct { type_name, .. } => type_name.clone(),
        Data::Enum { .. } => String::new(),
    });
    name.filter(|_| mistakes == 0)
}

/// Checks one field, and returns the result of `look` on it if there is no error.
fn wire<T>(field: syn::Field, look: impl FnOnce(&Wire) -> T) -> Option<T> {
    let input = parse_quote!(
        struct Message<'a> {
            #field
        }
    );
    let (found, mistakes) = judged(input, |container| {
        container.wire_fields().next().map(|(_, wire)| look(wire))
    });
    found.flatten().filter(|_| mistakes == 0)
}

#[test]
fn the_name_is_given_or_made_of_cargo_package_and_struct() {
    assert_eq!(
        type_name(parse_quote!(
            struct Pose;
        ))
        .as_deref(),
        Some("my_robot/msg/Pose")
    );
    assert_eq!(
        type_name(parse_quote!(
            #[ros(package = "ui")]
            struct Pose;
        ))
        .as_deref(),
        Some("ui/msg/Pose")
    );
    let full = parse_quote!(
        #[ros(type_name = "ui/srv/Ask_Request")]
        struct ask;
    );
    assert_eq!(type_name(full).as_deref(), Some("ui/srv/Ask_Request"));
}

#[test]
fn a_cargo_package_without_a_ros_name_needs_an_attribute() {
    let ctxt = Ctxt::new();
    let input: DeriveInput = parse_quote!(
        struct Pose;
    );
    let path: Path = parse_quote!(::ros_z_core);
    let attrs = ContainerAttrs::default();
    assert!(container(&ctxt, &input, &attrs, Some(path.clone()), Some("2d-robot")).is_none());
    assert!(container(&ctxt, &input, &attrs, Some(path), None).is_none());
    assert_eq!(ctxt.check().len(), 2);
}

#[test]
fn raw_identifiers_lose_their_prefix() {
    assert_eq!(
        wire(parse_quote!(r#type: u8), |wire| wire.name.clone()).as_deref(),
        Some("type")
    );
    assert_eq!(
        wire(parse_quote!(#[ros(rename = "kind")] r#type: u8), |wire| wire
            .name
            .clone())
        .as_deref(),
        Some("kind")
    );
}

#[test]
fn skipped_fields_are_not_judged() {
    let input = parse_quote!(
        struct Message {
            x: u8,
            #[ros(skip)]
            _cache: Option<(usize, char)>,
        }
    );
    let (counts, mistakes) = judged(input, |container| {
        (container.fields().len(), container.wire_fields().count())
    });
    assert_eq!((counts, mistakes), (Some((2, 1)), 0));
}

#[test]
fn wide_strings_are_one_or_many() {
    let retype = |field| wire(field, |wire| wire.retype).flatten();
    assert_eq!(
        retype(parse_quote!(#[ros(wstring)] x: String)),
        Some(Retype::WideString)
    );
    assert_eq!(
        retype(parse_quote!(#[ros(wstring)] x: Cow<'a, str>)),
        Some(Retype::WideString)
    );
    assert_eq!(
        retype(parse_quote!(#[ros(wstring)] x: Alias)),
        Some(Retype::WideString)
    );
    assert_eq!(
        retype(parse_quote!(#[ros(wstring)] x: [String; 3])),
        Some(Retype::WideStrings)
    );
    assert_eq!(retype(parse_quote!(#[ros(wstring)] x: Vec<u8>)), None);
}

#[test]
fn chars_and_bytes_are_u8_or_what_may_be() {
    let retype = |field| wire(field, |wire| wire.retype).flatten();
    assert_eq!(retype(parse_quote!(#[ros(char)] x: u8)), Some(Retype::Char));
    assert_eq!(retype(parse_quote!(#[ros(byte)] x: &'a [u8])), Some(Retype::Byte));
    assert_eq!(retype(parse_quote!(#[ros(byte)] x: T)), Some(Retype::Byte));
    assert_eq!(retype(parse_quote!(#[ros(byte)] x: i8)), None);
}

#[test]
fn only_what_has_a_length_is_bounded() {
    let bounded = |field| {
        wire(field, |wire| {
            (wire.max_len.is_some(), wire.max_string_len.is_some())
        })
    };
    assert_eq!(
        bounded(parse_quote!(#[ros(max_len = 3)] x: String)),
        Some((true, false))
    );
    assert_eq!(
        bounded(parse_quote!(#[ros(max_len = N, max_string_len = 2)] x: Vec<String>)),
        Some((true, true))
    );
    assert_eq!(
        bounded(parse_quote!(#[ros(max_string_len = 2)] x: [&'a str; 2])),
        Some((false, true))
    );
    assert_eq!(bounded(parse_quote!(#[ros(max_len = 3)] x: [u8; 3])), None);
    assert_eq!(bounded(parse_quote!(#[ros(max_string_len = 3)] x: String)), None);
}

#[test]
fn each_mistake_is_one_error() {
    let mistaken = mistakes(parse_quote!(
        #[ros(package = "UI", colour)]
        struct message {
            fooBar: u8,
            #[ros(max_len)]
            x: Option<f64>,
            #[ros(char)]
            y: f64,
            #[ros(rename = "y")]
            z: f64,
        }
    ));
    // The package, the unknown attribute, the struct, two for `x`, and one for each other field.
    assert_eq!(mistaken, 8);
}

#[test]
fn an_enum_is_an_integer_of_known_width() {
    let int = |input| {
        judged(input, |container| match &container.data {
            Data::Enum { int, .. } => (int.rust, int.ros),
            Data::Struct { .. } => ("", ""),
        })
    };
    assert_eq!(
        int(parse_quote!(
            #[repr(align(8), i16)]
            enum mode {
                A,
            }
        )),
        (Some(("i16", "int16")), 0)
    );
    assert_eq!(
        int(parse_quote!(
            enum Mode {
                A,
            }
        )),
        (None, 1)
    );
    assert_eq!(
        int(parse_quote!(
            #[repr(isize)]
            enum Mode {
                A,
            }
        )),
        (None, 1)
    );
    assert_eq!(
        int(parse_quote!(
            #[repr(u8)]
            enum Mode {
                A(u8),
                B { x: u8 },
            }
        )),
        (None, 2)
    );
    assert_eq!(
        int(parse_quote!(
            enum Mode {}
        )),
        (None, 1)
    );
    // The compiler refuses it.
    assert_eq!(
        int(parse_quote!(
            #[repr(u8)]
            enum Mode {}
        )),
        (None, 0)
    );
}
