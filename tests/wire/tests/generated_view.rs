//! Structs that `#[ros(view)]` generates: the types of their fields, and that they read and write what the owned
//! struct does.

use ros_z_core::{CdrSequence, CdrSlice, HasView, RosMessage, SizeEstimation, ViewOf, from_slice, to_vec};
use zenoh_buffers::ZBuf;

#[derive(Clone, Debug, Default, PartialEq, RosMessage)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
#[repr(u8)]
enum Mode {
    #[default]
    Off,
    On,
}

/// A label.
#[derive(Clone, Debug, Default, PartialEq, RosMessage)]
#[ros(view)]
pub struct Label {
    /// Its text.
    pub text: String,
    mode: Mode,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage)]
struct Owned {
    names: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage)]
struct Pair<T> {
    left: T,
    right: T,
}

type Ranges = Vec<f32>;

#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(view = Borrowed)]
struct All {
    r#type: u8,
    label: Label,
    point: Point,
    mode: Mode,
    owned: Owned,
    pair: Pair<f32>,
    #[ros(max_len = 20)]
    text: String,
    boxed_text: Box<str>,
    #[ros(wstring)]
    wide: String,
    #[ros(byte)]
    bytes: Vec<u8>,
    buffer: ZBuf,
    cheap: bytes::Bytes,
    flags: Vec<bool>,
    ranges: Ranges,
    #[ros(max_len = 4)]
    counts: Vec<u16>,
    boxed: Box<[i64]>,
    #[ros(max_len = 4, max_string_len = 8)]
    names: Vec<String>,
    points: Vec<Point>,
    labels: Vec<Label>,
    owneds: Vec<Owned>,
    pairs: Vec<Pair<f32>>,
    modes: Vec<Mode>,
    three: [f32; 3],
    three_names: [String; 3],
    two_labels: [Label; 2],
    two_points: [Point; 2],
    large: Box<[f64; 8]>,
    boxed_label: Box<Label>,
}

fn label(text: &str) -> Label {
    Label {
        text: text.into(),
        mode: Mode::On,
    }
}

fn all() -> All {
    let point = Point { x: 1.0, y: -2.0 };
    All {
        r#type: 3,
        label: label("first"),
        point: point.clone(),
        mode: Mode::On,
        owned: Owned {
            names: vec!["a".into()],
        },
        pair: Pair {
            left: 1.0,
            right: 2.0,
        },
        text: "text".into(),
        boxed_text: "boxed".into(),
        wide: "wide".into(),
        bytes: vec![1, 2, 3],
        buffer: vec![4, 5].into(),
        cheap: vec![6].into(),
        flags: vec![true, false],
        ranges: vec![0.5, 1.5],
        counts: vec![7, 8, 9],
        boxed: Box::new([1, 2]),
        names: vec!["left".into(), String::new()],
        points: vec![point.clone(), Point::default(), point],
        labels: vec![label("x"), label("longer")],
        owneds: vec![Owned::default()],
        pairs: vec![Pair::default()],
        modes: vec![Mode::On, Mode::Off],
        three: [1.0, 2.0, 3.0],
        three_names: ["a".into(), "b".into(), "c".into()],
        two_labels: [label("y"), label("z")],
        ..All::default()
    }
}

#[test]
fn a_view_has_the_type_and_bytes_of_its_owned_struct() {
    assert_eq!(Borrowed::TYPE_NAME, All::TYPE_NAME);
    assert_eq!(Borrowed::TYPE_HASH, All::TYPE_HASH);
    let message = to_vec(&all()).unwrap();
    let view: ViewOf<'_, All> = from_slice(&message).unwrap();
    assert_eq!(to_vec(&view).unwrap(), message);
    assert_eq!(view.estimated_serialized_size(), message.len());
    assert_eq!(view, view.clone());
}

#[test]
fn fields_borrow_where_the_message_has_them_as_they_are() {
    let message = to_vec(&all()).unwrap();
    let view: Borrowed = from_slice(&message).unwrap();
    let _: (&str, &[u8], &[u8], &[u8], &str) =
        (view.text, view.bytes, view.buffer, view.cheap, view.boxed_text);
    let _: (&CdrSlice<f32>, &CdrSlice<u16>) = (&view.ranges, &view.counts);
    let points: &CdrSlice<Point> = &view.points;
    let names: &CdrSequence<&str> = &view.names;
    let labels: &CdrSequence<LabelView> = &view.labels;
    let pairs: &CdrSequence<Pair<f32>> = &view.pairs;
    let flags: &CdrSequence<bool> = &view.flags;
    assert_eq!(points.to_vec(), all().points);
    assert!(names.iter().eq(["left", ""]));
    assert!(labels.iter().map(|label| label.text).eq(["x", "longer"]));
    assert_eq!(pairs.to_vec(), all().pairs);
    assert!(flags.iter().eq([true, false]));
    assert_eq!(view.two_labels[1].text, "z");
    assert_eq!(view.three_names, ["a", "b", "c"]);
    assert_eq!(view.r#type, 3);
}

#[test]
fn a_view_shows_its_fields() {
    let message = to_vec(&label("shown")).unwrap();
    let view: LabelView = from_slice(&message).unwrap();
    assert_eq!(format!("{view:?}"), r#"LabelView { text: "shown", mode: On }"#);
}

/// Reads a message by its type alone.
fn reserialize<T: HasView>(message: &[u8]) -> Option<Vec<u8>> {
    to_vec(&from_slice::<T::View<'_>>(message).ok()?).ok()
}

// The view checks everything when it is read: iterating later cannot fail.
#[test]
fn damaged_bytes_are_read_by_the_view_as_by_the_owned_struct() {
    let message = to_vec(&all()).unwrap();
    for len in 0..message.len() {
        assert_eq!(reserialize::<All>(&message[..len]), None, "{len}");
    }
    for bit in 0..8 * message.len() {
        let mut damaged = message.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let owned = from_slice::<All>(&damaged)
            .ok()
            .and_then(|owned| to_vec(&owned).ok());
        assert_eq!(reserialize::<All>(&damaged), owned, "bit {bit}");
    }
}
