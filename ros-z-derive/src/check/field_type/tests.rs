//! The types that are accepted for fields, and the errors for the others.

use super::*;
use syn::parse_quote;

fn judged(ty: Type) -> Judgement {
    judge(&ty, &parse_quote!(Own))
}

fn refused(ty: Type) -> String {
    match judged(ty) {
        Err(Refusal::Derive(_, text)) => text,
        Err(Refusal::Compiler) => "left to the compiler".to_owned(),
        Ok(kind) => panic!("accepted as {kind:?}"),
    }
}

fn accepted(ty: Type) -> Kind {
    judged(ty).expect("a type of the grammar")
}

fn sequence_of(kind: Kind) -> Kind {
    Kind::Sequence(Box::new(kind))
}

#[test]
fn the_field_types_of_the_grammar_are_recognised() {
    assert_eq!(accepted(parse_quote!(bool)), Kind::Bool);
    assert_eq!(accepted(parse_quote!(core::primitive::f64)), Kind::Number("f64"));
    assert_eq!(
        accepted(parse_quote!(std::string::String)),
        Kind::Text { borrowed: false }
    );
    assert_eq!(accepted(parse_quote!(&'a str)), Kind::Text { borrowed: true });
    assert_eq!(accepted(parse_quote!(CdrStr<'a>)), Kind::Text { borrowed: true });
    assert_eq!(
        accepted(parse_quote!(Cow<'a, str>)),
        Kind::Text { borrowed: false }
    );
    assert_eq!(accepted(parse_quote!([u8; 4])), Kind::Array(Box::new(Kind::U8)));
    assert_eq!(
        accepted(parse_quote!(Box<[u8; 4]>)),
        Kind::Array(Box::new(Kind::U8))
    );
    for bytes in [
        parse_quote!(Vec<u8>),
        parse_quote!(Box<[u8]>),
        parse_quote!(&'a [u8]),
        parse_quote!(cdr::CdrSlice<'a, u8>),
        parse_quote!(Cow<'a, [u8]>),
        parse_quote!(bytes::Bytes),
        parse_quote!(zenoh_buffers::ZBuf),
    ] {
        assert_eq!(accepted(bytes), sequence_of(Kind::U8));
    }
    assert_eq!(
        accepted(parse_quote!(Vec<geometry::Pose>)),
        sequence_of(Kind::Unknown)
    );
    assert_eq!(accepted(parse_quote!(Box<Pose>)), Kind::Unknown);
    assert_eq!(accepted(parse_quote!(<T as Trait>::Option)), Kind::Unknown);
}

#[test]
fn types_of_others_with_a_name_of_std_are_not_judged() {
    for ty in [
        parse_quote!(my::Option<u8>),
        parse_quote!(Duration),
        parse_quote!(my::Rc<u8>),
        parse_quote!(Option),
        parse_quote!(my::Vec<my::Vec<u8>>),
        parse_quote!(Vec<Bytes>),
    ] {
        assert!(judged(ty).is_ok());
    }
}

#[test]
fn an_error_contains_a_type_to_write() {
    for (ty, expected) in [
        (parse_quote!(usize), "write `u64` or `u32`"),
        (parse_quote!(Vec<i128>), "write `i64`, or `[u64; 2]`"),
        (parse_quote!(char), "`u8` with `#[ros(char)]` for a ROS `char`"),
        (parse_quote!(Option<f64>), "or a `bool` beside the `f64`"),
        (
            parse_quote!(std::collections::HashMap<String, u8>),
            "`struct Entry { key: String, value: u8 }`",
        ),
        (parse_quote!(VecDeque<f64>), "write `Vec<f64>`"),
        (parse_quote!((u8, u8)), "write a struct that derives `RosMessage`"),
        (parse_quote!(()), "mark it `#[ros(skip)]`"),
        (
            parse_quote!(*const u8),
            "write `u8`, or mark the field `#[ros(skip)]`",
        ),
        (parse_quote!(&'a mut u8), "write `u8`"),
        (parse_quote!(&'a mut [u8]), "write `Vec<u8>`"),
        (parse_quote!(&'a [f64]), "write `CdrSlice<'a, f64>`"),
        (parse_quote!(&'a Pose), "write `Pose`"),
        (parse_quote!(&'static str), "or `String`"),
        (
            parse_quote!(Cow<'static, [f32]>),
            "write `Cow<'a, [f32]>` with a lifetime `'a` of the struct, or `Vec<f32>`",
        ),
        (parse_quote!(Box<dyn Any>), "write a concrete type"),
        (parse_quote!(fn(&str) -> u8), "mark it `#[ros(skip)]`"),
        (parse_quote!(str), "write `String`"),
        (parse_quote!([u16]), "write `Vec<u16>`"),
        (parse_quote!(Arc<str>), "write `String`"),
        (parse_quote!([u8; 0]), "remove the field"),
        (parse_quote!(PhantomData<T>), "mark the field `#[ros(skip)]`"),
        (
            parse_quote!(Arc<Mutex<f64>>),
            "write `f64`, or mark the field `#[ros(skip)]`",
        ),
        (parse_quote!(Vec<Wrapping<u8>>), "write `u8`"),
        (
            parse_quote!(std::time::Duration),
            "`struct Duration { sec: i32, nanosec: u32 }`",
        ),
        (
            parse_quote!(Option<Vec<f64>>),
            "write `Vec<f64>`, empty where there is none, or a `bool` beside it",
        ),
    ] {
        let text = refused(ty);
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn collections_of_collections_are_refused() {
    for (ty, start, end) in [
        (
            parse_quote!(Vec<Vec<u8>>),
            "ROS 2 has no sequence of sequences",
            "items: Vec<u8> }`, and write `Vec<Row>`",
        ),
        (
            parse_quote!(Vec<[f64; 3]>),
            "ROS 2 has no sequence of arrays",
            "items: [f64; 3] }`, and write `Vec<Row>`",
        ),
        (
            parse_quote!([Vec<u8>; N]),
            "ROS 2 has no array of sequences",
            "and write `[Row; N]`",
        ),
        (
            parse_quote!([[f64; 3]; 3]),
            "ROS 2 has no array of arrays",
            "and write `[Row; 3]`",
        ),
        (
            parse_quote!(Vec<bytes::Bytes>),
            "ROS 2 has no sequence of sequences",
            "and write `Vec<Row>`",
        ),
    ] {
        let text = refused(ty);
        assert!(text.starts_with(start) && text.ends_with(end), "{text}");
    }
}

#[test]
fn groups_of_macros_are_looked_through() {
    let inner: Type = parse_quote!(usize);
    let group = Type::Group(syn::TypeGroup {
        group_token: Default::default(),
        elem: Box::new(inner),
    });
    assert!(refused(parse_quote!(Vec<(#group)>)).starts_with("`usize`"));
}

#[test]
fn what_the_compiler_refuses_is_left_to_it() {
    for ty in [
        parse_quote!(&str),
        parse_quote!(Cow<'_, str>),
        parse_quote!(_),
        parse_quote!(impl Trait),
        parse_quote!(Own),
    ] {
        assert_eq!(refused(ty), "left to the compiler");
    }
}

#[test]
fn a_message_in_itself_is_refused() {
    assert!(refused(parse_quote!(Vec<Own>)).starts_with("a message cannot contain itself"));
    assert!(refused(parse_quote!(Box<Self>)).starts_with("a message cannot contain itself"));
    assert!(judged(parse_quote!(Vec<other::Own>)).is_ok());
}
