//! Every attribute and every field type that owns its data.

use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};

const LIMIT: usize = 2;

/// A point.
#[derive(RosMessage, SizeEstimation, Clone, Debug, Default, PartialEq)]
#[ros(crate = cdr, package = "ui")]
pub struct Point {
    /// Metres.
    pub x: f64,
    pub y: f32,
}

#[derive(RosMessage, SizeEstimation, Clone, Debug, Default, PartialEq)]
#[ros(crate = cdr, type_name = "ui/msg/Everything")]
struct Owned {
    flags: [bool; 2],
    numbers: Vec<i16>,
    #[ros(max_len = 3)]
    bounded: Vec<f64>,
    #[ros(max_len = 2 * LIMIT)]
    text: String,
    #[ros(max_len = { LIMIT + 1 }, max_string_len = LIMIT)]
    texts: Vec<String>,
    #[ros(max_string_len = 9)]
    pair: [String; 2],
    #[ros(wstring, max_len = 3)]
    wide: String,
    #[ros(wstring, max_len = 2, max_string_len = 3)]
    wides: Vec<String>,
    #[ros(char)]
    letter: u8,
    #[ros(byte)]
    raw: [u8; LIMIT + 1],
    #[ros(rename = "renamed")]
    camel_case: Box<[u32]>,
    #[ros(skip)]
    skipped: Option<std::time::Instant>,
    shared: bytes::Bytes,
    point: Point,
    points: Vec<Point>,
    boxed: Box<Point>,
}

fn main() {
    let message = Owned {
        text: "four".into(),
        wide: "ab\u{1f916}".chars().take(2).collect(),
        bounded: vec![1.0; 3],
        camel_case: Box::new([7]),
        points: vec![Point::default(); 2],
        ..Owned::default()
    };
    let bytes = to_vec(&message).unwrap();
    assert_eq!(bytes.len(), message.estimated_serialized_size());
    assert_eq!(from_slice::<Owned>(&bytes).unwrap(), message);
    assert_eq!((Owned::TYPE_NAME, Point::TYPE_NAME), ("ui/msg/Everything", "ui/msg/Point"));

    let description = Owned::type_description();
    let names: Vec<&str> = description.fields.iter().map(|field| field.name).collect();
    assert!(names.contains(&"renamed") && !names.contains(&"skipped"));
    let point = Point::type_description();
    assert_eq!((point.doc, point.fields[0].doc, point.fields[1].doc), ("A point.", "Metres.", ""));

    for (break_it, field) in [
        ((|message| message.bounded.push(0.0)) as fn(&mut Owned), "bounded"),
        (|message| message.text.push('!'), "text"),
        (|message| message.texts = vec!["abc".into()], "texts"),
        (|message| message.texts = vec!["a".into(); 4], "texts"),
        (|message| message.pair[1] = "ten letters".into(), "pair"),
        (|message| message.wide = "ab\u{1f916}".into(), "wide"),
        (|message| message.wides = vec!["ab\u{1f916}".into()], "wides"),
    ] {
        let mut broken = message.clone();
        break_it(&mut broken);
        let error = to_vec(&broken).unwrap_err().to_string();
        assert!(error.starts_with(&format!("field `{field}`")), "{error}");
    }
}
