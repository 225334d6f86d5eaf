//! A bulk copy writes and reads the same as one primitive at a time, for every memory layout, from every
//! phase, and over stale memory.

use std::fmt::Debug;

use ros_z_core::{
    CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, CountingWriter, RosMessage, SizeEstimation,
    SliceWriter, VecWriter,
};

/// Writes one primitive at a time, without any knowledge of layouts, and creates a value from a number.
trait Reference: Sized {
    fn write(&self, writer: &mut VecWriter);
    fn sample(seed: u32) -> Self;
}

macro_rules! primitives {
    ($($primitive:ty),*) => {$(
        impl Reference for $primitive {
            fn write(&self, writer: &mut VecWriter) {
                writer.write_aligned(self.to_le_bytes()).unwrap();
            }
            fn sample(seed: u32) -> Self {
                (seed % 100) as Self
            }
        }
    )*};
}

primitives!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

impl Reference for bool {
    fn write(&self, writer: &mut VecWriter) {
        writer.write_aligned([u8::from(*self)]).unwrap();
    }
    fn sample(seed: u32) -> Self {
        seed.is_multiple_of(2)
    }
}

macro_rules! enums {
    ($($(#[$attr:meta])* $name:ident)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
        $(#[$attr])*
        enum $name {
            Low = -2,
            Middle,
            High = 0x102,
        }

        impl Reference for $name {
            fn write(&self, writer: &mut VecWriter) {
                writer.write_aligned((*self as i16).to_le_bytes()).unwrap();
            }
            fn sample(seed: u32) -> Self {
                [Self::Low, Self::Middle, Self::High][seed as usize % 3]
            }
        }
    )*};
}

enums! {
    #[repr(i16)] Narrow
    // Its memory is larger than its wire bytes.
    #[repr(i16, align(8))] OveralignedEnum
}

impl<T: Reference, const N: usize> Reference for [T; N] {
    fn write(&self, writer: &mut VecWriter) {
        self.iter().for_each(|item| item.write(writer));
    }
    fn sample(seed: u32) -> Self {
        std::array::from_fn(|index| T::sample(seed + index as u32))
    }
}

macro_rules! layouts {
    ($($(#[$attr:meta])* $name:ident $(<$param:ident = $arg:ty>)? { $($field:ident: $type:ty),* })*) => {
        $(
            #[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
            $(#[$attr])*
            struct $name $(<$param>)? { $($field: $type),* }

            impl $(<$param: Reference + Copy>)? Reference for $name $(<$param>)? {
                fn write(&self, writer: &mut VecWriter) {
                    $({ let field = self.$field; field.write(writer); })*
                    if size_of::<Self>() == 0 {
                        // A struct without members is one zero byte.
                        writer.write_bytes(&[0]).unwrap();
                    }
                }
                #[allow(unused_assignments, unused_mut, unused_variables, reason = "a struct without fields uses none")]
                fn sample(mut seed: u32) -> Self {
                    $(let $field = <$type>::sample(seed); seed += 3;)*
                    Self { $($field),* }
                }
            }
        )*

        #[test]
        fn every_layout_is_copied_like_one_primitive_at_a_time() {
            $(check::<$name $(<$arg>)?>();)*
        }
    };
}

layouts! {
    Point { x: f64, y: f64, z: f64 }
    Pose { position: Point, orientation: [f64; 4] }
    Stamped { stamp: Time, pose: Pose }
    Time { sec: i32, nanosec: u32 }
    TimedValue { stamp: Time, value: f64 }
    LeadSmall { a: u32, b: u32, c: f64 }
    TrailSmall { a: f64, b: u32, c: u32 }
    Odd { a: f64, b: u32 }
    #[repr(C, packed)] PackedOdd { a: f64, b: u32 }
    #[repr(C, packed)] PackedMixed { a: u8, b: f64, c: u16 }
    #[repr(C)] Declared { a: u8, b: f64, c: u16 }
    Reordered { a: u8, b: f64, c: u16, d: u32, e: u8 }
    Ladder { a: u8, b: u16, c: u8, d: u32, e: u8, f: u64, g: u8 }
    #[repr(align(16))] Overaligned { a: f64 }
    Floats { x: f32, y: f32, z: f32, intensity: f32 }
    Bytes3 { r: u8, g: u8, b: u8 }
    Shorts { a: u16, b: u8, c: u8, d: u16 }
    Flags { on: bool, level: u8 }
    Matrix { rows: [Floats; 3], scale: f32 }
    Pairs { pairs: [TimedValue; 5] }
    Uneven { items: [Odd; 11], last: u8 }
    Generic<T = f32> { a: T, b: [T; 2] }
    Empty { }
    WithEmpty { a: u32, e: Empty, b: u8 }
    EmptyFirst { e: Empty, x: f64, b: u8 }
    EmptyBeforeNarrow { e: Empty, b: u8, c: u32 }
    Enums { first: u16, all: [Narrow; 5], last: u8 }
    OveralignedEnums { first: u16, all: [OveralignedEnum; 3], last: u16 }
}

fn check<T>()
where
    T: Reference + CdrSerialize + SizeEstimation + for<'de> CdrDeserialize<'de> + PartialEq + Debug,
{
    for phase in 0..8 {
        for count in (0..12).chain([33, 200]) {
            let items: Vec<T> = (0..count).map(|index| T::sample(index * 7)).collect();

            let mut reference = VecWriter::default();
            reference.write_padding(phase).unwrap();
            reference
                .write_aligned((items.len() as u32).to_le_bytes())
                .unwrap();
            items.iter().for_each(|item| item.write(&mut reference));
            let reference = reference.into_inner();
            let label = format!("{} x {count} at {phase}", std::any::type_name::<T>());

            let mut stale = vec![0xaa; reference.len()];
            let mut slice = SliceWriter::new(&mut stale);
            slice.write_padding(phase).unwrap();
            items.serialize(&mut slice).unwrap();
            assert_eq!(slice.position(), reference.len(), "{label}");
            assert_eq!(stale, reference, "{label}");

            assert_eq!(items.measure(phase), reference.len(), "{label}");
            let mut counting = CountingWriter::new(phase);
            items.serialize(&mut counting).unwrap();
            assert_eq!(counting.position(), reference.len(), "{label}");

            let message = [&[0, 1, 0, 0], reference.as_slice()].concat();
            let mut reader = CdrReader::new(&message).unwrap();
            reader.read_bytes(phase).unwrap();
            assert_eq!(Vec::<T>::deserialize(&mut reader).as_ref(), Ok(&items), "{label}");
            reader.finish().unwrap();

            // One byte less is an error on both sides, at every element.
            let short = &mut vec![0; reference.len() - 1];
            let mut slice = SliceWriter::new(short);
            let written = slice
                .write_padding(phase)
                .and_then(|()| items.serialize(&mut slice));
            written.unwrap_err();
            let mut reader = CdrReader::new(&message[..message.len() - 1]).unwrap();
            let read = reader
                .read_bytes(phase)
                .and_then(|_| Vec::<T>::deserialize(&mut reader));
            read.unwrap_err();
        }

        let single = T::sample(5);
        let mut reference = VecWriter::default();
        reference.write_padding(phase).unwrap();
        single.write(&mut reference);
        let reference = reference.into_inner();
        let mut vec = VecWriter::default();
        vec.write_padding(phase).unwrap();
        single.serialize(&mut vec).unwrap();
        assert_eq!(vec.into_inner(), reference);
        assert_eq!(single.measure(phase), reference.len());
    }
    assert_eq!(
        T::sample(1).estimated_serialized_size(),
        4 + T::sample(1).measure(0)
    );
}
