//! A message that was read is written with exactly the measured size, into a buffer of exactly that size, and
//! reads back as the same value. Values come from messages of any type, or are generated for types of every
//! shape and compared with a second implementation.
#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use ros_z_core::{from_slice, from_slice_strict, to_slice, to_vec};
use ros_z_fuzz::input::Input;
use ros_z_fuzz::types::{self, Message, Visitor};
use ros_z_tests_wire::shapes::{self, Shape};

/// Reads a message and writes it again.
struct Again<'a>(&'a [u8]);

impl Visitor for Again<'_> {
    fn visit<T: Message>(&mut self) {
        let Ok(value) = from_slice::<T>(self.0) else {
            return;
        };
        let size = value.estimated_serialized_size();
        let mut stale = vec![0xaa; size];
        let written = match to_vec(&value) {
            Ok(written) => written,
            Err(error) => panic!("{}: {error}", T::TYPE_NAME),
        };
        assert_eq!(size, written.len(), "{}", T::TYPE_NAME);
        assert_eq!(to_slice(&value, &mut stale), Ok(size), "{}", T::TYPE_NAME);
        assert_eq!(stale, written, "{}", T::TYPE_NAME);
        let same = match from_slice_strict::<T>(&written) {
            Ok(same) => same,
            Err(error) => panic!("{}: {error}", T::TYPE_NAME),
        };
        // Compared by their bytes, because NaN is not equal to itself.
        assert_eq!(to_vec(&same), Ok(written), "{}", T::TYPE_NAME);
    }
}

/// Generates a value and checks it.
struct Made<'a> {
    seed: &'a [u8],
    cuts: [usize; 2],
}

impl shapes::Visitor for Made<'_> {
    fn visit<T: Shape>(&mut self) {
        if let Ok(value) = T::arbitrary(&mut Unstructured::new(self.seed)) {
            shapes::check(&value, self.cuts);
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some(input) = Input::new(bytes) else {
        return;
    };
    let index = input.index % (types::COUNT + shapes::COUNT);
    match index.checked_sub(types::COUNT) {
        None => types::visit(index, &mut Again(&input.message())),
        Some(shape) => {
            let cuts = [input.cut, input.cut >> 3];
            let seed = &bytes[ros_z_fuzz::input::PREFIX..];
            shapes::visit(shape, &mut Made { seed, cuts });
        }
    }
});
