//! Arbitrary bytes as a message of any type, read by every entry point, owned and borrowed, in one slice and
//! in two: no panic, no more memory than the length justifies, and the same result from all of them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ros_z_core::{CdrReader, DeserializeError, from_slice_strict, from_slice_surplus, to_vec};
use ros_z_fuzz::input::{Input, within_memory};
use ros_z_fuzz::types::{self, Message, Visitor};
use ros_z_tests_wire::views;
use zenoh_buffers::ZSlice;

struct Decode<'a> {
    message: &'a [u8],
    cut: usize,
}

impl Visitor for Decode<'_> {
    fn visit<T: Message>(&mut self) {
        let message = self.message;
        let whole = within_memory(message.len(), || from_slice_surplus::<T>(message));
        match (&whole, from_slice_strict::<T>(message)) {
            (Ok((_, 0)), Ok(_)) => {}
            (Ok((_, surplus)), Err(DeserializeError::SurplusBytes { count, .. })) => {
                assert_eq!(*surplus, count)
            }
            (whole, strict) => assert_eq!(whole.as_ref().err(), strict.as_ref().err(), "{}", T::TYPE_NAME),
        }
        if self.cut == 0 {
            return;
        }
        let (first, rest) = message.split_at(self.cut % (message.len() + 1));
        let slices = [first, rest].map(|slice| ZSlice::from(slice.to_vec()));
        let divided = within_memory(message.len(), || {
            let mut reader = CdrReader::from_zslices(&slices)?;
            T::deserialize(&mut reader).map(|value| (value, reader.remaining()))
        });
        match (&whole, &divided) {
            (_, Err(DeserializeError::Fragmented { .. })) => {}
            (Ok((value, surplus)), Ok((same, left))) => {
                assert_eq!(surplus, left, "{}", T::TYPE_NAME);
                assert_eq!(to_vec(value), to_vec(same), "{}", T::TYPE_NAME);
            }
            (whole, divided) => {
                assert_eq!(whole.as_ref().err(), divided.as_ref().err(), "{}", T::TYPE_NAME);
            }
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some(input) = Input::new(bytes) else {
        return;
    };
    let message = input.message();
    // The number after the last type selects the views.
    if input.index % (types::COUNT + 1) == types::COUNT {
        views::check(&message);
        return;
    }
    let mut decode = Decode {
        message: &message,
        cut: input.cut,
    };
    types::visit(input.index, &mut decode);
});
