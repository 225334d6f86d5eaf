//! Views bytes as elements: ROS declares the `data` of a `PointCloud2` or an `Image` as bytes, programs use
//! points or pixels.

use crate::layout_proof::LayoutProof;
use crate::plain;
use crate::traits::CdrDeserialize;

/// Views the bytes as elements of `T`, in place.
///
/// Returns `None` if the length is not a multiple of the element size, or if the bytes are not aligned for `T`
/// in memory. The bytes of a `uint8[]` in a pool of this library are aligned to 4 in every process. Elements
/// are little-endian, with their members in the order of declaration and without padding; on a big-endian host
/// the result is always `None`.
///
/// `T` must have a fixed size and no padding in memory, and every bit pattern must be valid; the compiler
/// checks this. Mark the struct `#[repr(C)]`.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, as_elements};
///
/// #[derive(RosMessage)]
/// #[repr(C)]
/// struct PointXyzi {
///     x: f32,
///     y: f32,
///     z: f32,
///     intensity: f32,
/// }
///
/// fn highest(data: &[u8]) -> Option<f32> {
///     let points = as_elements::<PointXyzi>(data)?;
///     points.iter().map(|point| point.z).reduce(f32::max)
/// }
/// # assert_eq!(highest(&[]), None);
/// ```
///
/// A struct with padding does not compile:
///
/// ```compile_fail,E0080
/// # use ros_z_core::{RosMessage, as_elements};
/// #[derive(RosMessage)]
/// #[repr(C)]
/// struct Padded {
///     small: u8,
///     large: f64,
/// }
///
/// let padded = as_elements::<Padded>(&[]);
/// ```
#[must_use]
pub fn as_elements<'de, T: CdrDeserialize<'de>>(bytes: &[u8]) -> Option<&[T]> {
    const { assert_viewable::<T>() }
    plain::view_elements(bytes, count_of::<T>(bytes.len())?)
}

/// Views the bytes as mutable elements of `T`, in place. As [`as_elements`].
#[must_use]
pub fn as_elements_mut<'de, T: CdrDeserialize<'de>>(bytes: &mut [u8]) -> Option<&mut [T]> {
    const { assert_viewable::<T>() }
    let count = count_of::<T>(bytes.len())?;
    plain::view_elements_mut(bytes, count)
}

/// Number of elements in `len` bytes; `None` if a remainder is left.
fn count_of<T>(len: usize) -> Option<usize> {
    len.is_multiple_of(size_of::<T>()).then(|| len / size_of::<T>())
}

const fn assert_viewable<'de, T: CdrDeserialize<'de>>() {
    assert!(
        matches!(
            LayoutProof::reading::<T>(),
            Some(LayoutProof { any_run: true, .. })
        ),
        "the elements of `as_elements` must have a fixed size, no padding and no invalid bit pattern; \
         mark the struct `#[repr(C)]` and use numbers as members"
    );
}

#[cfg(test)]
#[expect(
    unsafe_code,
    reason = "the lint applies to a macro in the crate that defines it"
)]
mod tests {
    use super::*;
    use crate::RosMessage;
    use crate::plain::aligned_buffer::AlignedBuffer;

    #[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/P")]
    #[repr(C)]
    struct P {
        x: f32,
        n: u32,
    }

    #[test]
    fn whole_and_aligned_elements_are_viewed_in_place() {
        let mut buffer = AlignedBuffer::new(4 + 24);
        let body = &mut buffer.as_mut()[4..];
        as_elements_mut::<P>(body).expect("aligned")[1] = P { x: 1.0, n: 7 };
        assert_eq!(body[8..16], [0, 0, 0x80, 0x3f, 7, 0, 0, 0]);
        assert_eq!(as_elements::<P>(body).map(<[P]>::len), Some(3));
        assert_eq!(as_elements::<P>(&body[8..16]), Some(&[P { x: 1.0, n: 7 }][..]));
        assert_eq!(as_elements::<P>(&body[..12]), None, "one and a half elements");
        assert_eq!(as_elements::<P>(&body[1..9]), None, "unaligned");
    }
}
