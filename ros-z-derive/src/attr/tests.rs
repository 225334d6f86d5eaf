//! Attributes are read into their parts, and each mistake is reported once.

use super::*;
use quote::ToTokens;
use syn::parse_quote;

/// Reads the attribute of a struct or enum, and returns it with the errors.
fn container(attr: Attribute, place: Place) -> (ContainerAttrs, Vec<String>) {
    let ctxt = Ctxt::new();
    let read = ContainerAttrs::read(&ctxt, &[attr], place);
    (read, texts(ctxt))
}

/// Reads the attribute of a field, and returns it with the errors.
fn field(attr: Attribute) -> (FieldAttrs, Vec<String>) {
    let ctxt = Ctxt::new();
    let read = FieldAttrs::read(&ctxt, &[attr]);
    (read, texts(ctxt))
}

fn texts(ctxt: Ctxt) -> Vec<String> {
    ctxt.check().iter().map(ToString::to_string).collect()
}

#[test]
fn an_unknown_attribute_is_reported_with_the_known_ones() {
    let (_, errors) = field(parse_quote!(#[ros(max_lne = 3, colour)]));
    let expected =
        "expected `rename`, `max_len`, `max_string_len`, `wstring`, `char`, `byte`, `skip`, `default`";
    assert_eq!(
        errors,
        [
            format!("unknown `ros` field attribute `max_lne`; {expected}; did you mean `max_len`?"),
            format!("unknown `ros` field attribute `colour`; {expected}"),
        ]
    );
}

#[test]
fn an_attribute_of_another_place_is_reported_with_that_place() {
    let (_, errors) = container(parse_quote!(#[ros(skip)]), Place::Struct);
    assert_eq!(
        errors,
        ["`skip` belongs on a field, not on a struct; move it there"]
    );
    let (_, errors) = container(parse_quote!(#[ros(view)]), Place::Enum);
    assert_eq!(errors, ["`view` belongs on a struct, not on an enum; remove it"]);
    let (_, errors) = field(parse_quote!(#[ros(hash = "RIHS01_00")]));
    assert_eq!(
        errors,
        ["`hash` belongs on a struct, not on a field; move it there"]
    );
}

#[test]
fn a_repeated_attribute_is_one_error_and_the_first_value_is_kept() {
    let (read, errors) = field(parse_quote!(#[ros(rename = "a", rename = "b", char, char)]));
    let rename = read.rename.and_then(|rename| rename.value);
    assert_eq!(rename.map(|text| text.value()).as_deref(), Some("a"));
    assert_eq!((errors.len(), read.ros_types.len()), (2, 1));
    for attr in [
        parse_quote!(#[ros(view, view = Other)]),
        parse_quote!(#[ros(loan, loan)]),
        parse_quote!(#[ros(default, default)]),
        parse_quote!(#[ros(crate = a, crate = b)]),
    ] {
        assert_eq!(container(attr, Place::Struct).1.len(), 1);
    }
}

#[test]
fn values_of_the_wrong_form_are_refused() {
    for attr in [
        parse_quote!(#[ros(max_len)]),
        parse_quote!(#[ros(max_len(3))]),
        parse_quote!(#[ros(max_len = 0)]),
        parse_quote!(#[ros(max_len = "3")]),
        parse_quote!(#[ros(max_len = -3)]),
        parse_quote!(#[ros(rename = x)]),
        parse_quote!(#[ros(skip = true)]),
        parse_quote!(#[ros(default)]),
        parse_quote!(#[ros(default =)]),
    ] {
        assert_eq!(field(attr).1.len(), 1);
    }
    for attr in [
        parse_quote!(#[ros(max_len = 3)]),
        parse_quote!(#[ros(max_len = N * 2)]),
        parse_quote!(#[ros(max_len = { 3 })]),
        parse_quote!(#[ros(default = -1.5)]),
        parse_quote!(#[ros(default = ["a", "b"])]),
    ] {
        assert_eq!(field(attr).1, [""; 0]);
    }
    for attr in [
        parse_quote!(#[ros(default = 3)]),
        parse_quote!(#[ros(view = "Name")]),
        parse_quote!(#[ros(view = my::Name)]),
        parse_quote!(#[ros(loan(Name))]),
        parse_quote!(#[ros(hash = RIHS01)]),
    ] {
        assert_eq!(container(attr, Place::Struct).1.len(), 1);
    }
}

#[test]
fn a_generated_type_has_a_name_or_not() {
    let name = |attr: Attribute| {
        let (read, errors) = container(attr, Place::Struct);
        assert_eq!(errors, [""; 0]);
        let view = read.view.and_then(|view| view.value);
        view.map(|name| name.map(|name| name.to_string()))
    };
    assert_eq!(name(parse_quote!(#[ros(loan)])), None);
    assert_eq!(name(parse_quote!(#[ros(view)])), Some(None));
    assert_eq!(
        name(parse_quote!(#[ros(view = PoseRef)])),
        Some(Some("PoseRef".to_owned()))
    );
}

#[test]
fn the_crate_is_a_path_or_a_path_in_a_string() {
    let found = |attr: Attribute| {
        let (read, errors) = container(attr, Place::Struct);
        let path = read.krate(parse_quote!(::ros_z_core));
        (path.map(|path| path.to_token_stream().to_string()), errors.len())
    };
    assert_eq!(
        found(parse_quote!(#[ros()])),
        (Some(":: ros_z_core".to_owned()), 0)
    );
    assert_eq!(
        found(parse_quote!(#[ros(crate = crate::cdr)])),
        (Some("crate :: cdr".to_owned()), 0)
    );
    assert_eq!(
        found(parse_quote!(#[ros(crate = "::my::cdr")])),
        (Some(":: my :: cdr".to_owned()), 0)
    );
    assert_eq!(found(parse_quote!(#[ros(crate = "my cdr")])), (None, 1));
    assert_eq!(found(parse_quote!(#[ros(crate = 3)])), (None, 1));
    assert_eq!(found(parse_quote!(#[ros(crate)])), (None, 1));
}
