//! Structs that borrow from the message, with any names and number of lifetimes.

use cdr::{CdrSlice, RosMessage, SizeEstimation, from_slice, to_vec};
use std::borrow::Cow;

#[derive(RosMessage, SizeEstimation, Debug)]
#[ros(crate = cdr)]
struct Image<'de, 'de_: 'de, 'a>
where
    'a: 'de,
{
    name: &'de str,
    #[ros(max_len = 8)]
    data: &'de_ [u8],
    #[ros(max_len = 8)]
    ranges: CdrSlice<'a, f32>,
    frame: Cow<'a, str>,
    shorts: Cow<'de, [i16]>,
    words: Vec<&'a str>,
    #[ros(char)]
    letters: &'a [u8],
    #[ros(wstring)]
    wide: Cow<'a, str>,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Outer<'a> {
    image: Image<'a, 'a, 'a>,
    images: Vec<Image<'a, 'a, 'a>>,
}

fn main() {
    let image = || Image {
        name: "left",
        data: &[1, 2, 3],
        ranges: CdrSlice::from(&[0.5, 1.5][..]),
        frame: Cow::Borrowed("map"),
        shorts: Cow::Owned(vec![-1]),
        words: vec!["a", "b"],
        letters: b"xyz",
        wide: "ü".into(),
    };
    let outer = Outer { image: image(), images: vec![image()] };
    let bytes = to_vec(&outer).unwrap();
    assert_eq!(bytes.len(), outer.estimated_serialized_size());
    let read: Outer<'_> = from_slice(&bytes).unwrap();
    assert_eq!((read.image.name, read.images[0].data, &*read.image.wide), ("left", &[1, 2, 3][..], "ü"));
    assert!(bytes.as_ptr_range().contains(&read.images[0].data.as_ptr()));
}
