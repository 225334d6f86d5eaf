//! Generated values of types of every shape: the bytes equal those of a second implementation that handles
//! one primitive at a time, in both byte orders; views read the same values as owned types; no value exceeds
//! its memory limit.

use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Unstructured};
use proptest::prelude::*;
use ros_z_core::{RosMessage, to_vec};
use ros_z_tests_wire::allocations::Watching;
use ros_z_tests_wire::shapes::{self, Shape, Visitor};
use ros_z_tests_wire::views;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// Creates a value from bytes and checks it.
struct Checked<'a> {
    seed: &'a [u8],
    cuts: [usize; 2],
}

impl Visitor for Checked<'_> {
    fn visit<T: Shape>(&mut self) {
        let value =
            T::arbitrary(&mut Unstructured::new(self.seed)).expect("every byte sequence is a valid seed");
        shapes::check(&value, self.cuts);
    }
}

#[derive(Default)]
struct Names(BTreeSet<&'static str>);

impl Visitor for Names {
    fn visit<T: Shape>(&mut self) {
        self.0.insert(std::any::type_name::<T>());
    }
}

#[test]
fn every_shape_has_an_index() {
    let mut names = Names::default();
    (0..shapes::COUNT).for_each(|index| shapes::visit(index, &mut names));
    assert_eq!(names.0.len(), shapes::COUNT);
    assert_eq!(views::BorrowingView::TYPE_HASH, views::Borrowing::TYPE_HASH);
}

/// A value in which no field is empty.
fn borrowing(source: &mut Unstructured<'_>) -> arbitrary::Result<views::Borrowing> {
    let few = (0..source.int_in_range(0..=3)?).map(|last| {
        Ok(views::Small {
            name: format!("{last}"),
            points: Arbitrary::arbitrary(source)?,
            last,
        })
    });
    Ok(views::Borrowing {
        few: few.collect::<arbitrary::Result<_>>()?,
        name: String::arbitrary(source)?.replace('\0', "0"),
        data: Arbitrary::arbitrary(source)?,
        label: String::arbitrary(source)?.replace('\0', "0"),
        lead: Arbitrary::arbitrary(source)?,
        trail: Arbitrary::arbitrary(source)?,
        bytes: Arbitrary::arbitrary(source)?,
        guarded: Arbitrary::arbitrary(source)?,
        numbers: Arbitrary::arbitrary(source)?,
        ranges: Arbitrary::arbitrary(source)?,
        last: Arbitrary::arbitrary(source)?,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_shape_is_written_like_one_primitive_at_a_time(
        seed in prop::collection::vec(any::<u8>(), 0..400),
        cuts: [usize; 2],
    ) {
        for index in 0..shapes::COUNT {
            shapes::visit(index, &mut Checked { seed: &seed, cuts });
        }
    }

    #[test]
    fn views_read_or_fail_like_owned_types(
        seed in prop::collection::vec(any::<u8>(), 0..600),
        damage: Option<(usize, u8)>,
        big_endian: bool,
    ) {
        let value = borrowing(&mut Unstructured::new(&seed)).expect("every byte sequence is a valid seed");
        let mut message = to_vec(&value).expect("the value is valid");
        message[1] = u8::from(!big_endian);
        if let Some((at, byte)) = damage {
            let at = 4 + at % (message.len() - 4);
            message[at] = byte;
        }
        // At every address modulo 8.
        for offset in 0..8 {
            let mut room = vec![0xaa; offset];
            room.extend_from_slice(&message);
            views::check(&room[offset..]);
        }
    }
}
