//! One message as three Rust types: owned, loan and view.

use ros_z_core::{CdrSlice, CdrSliceMut, RosMessage, SizeEstimation};

/// A point of a cloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "zero_copy_msgs/msg/Point")]
#[repr(C)]
pub struct Point {
    /// Metres, forward.
    pub x: f64,
    /// Metres, to the left.
    pub y: f64,
}

/// A part with its own data.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "zero_copy_msgs/msg/Part", loan)]
pub struct Part {
    /// Arbitrary bytes.
    pub data: Vec<u8>,
}

/// A message with large sequences at the top level and in a part.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "zero_copy_msgs/msg/Frame", loan)]
pub struct Frame {
    /// Name of the camera.
    pub camera: String,
    /// Pixel bytes.
    pub pixels: Vec<u8>,
    /// Structs that need alignment.
    pub points: Vec<Point>,
    /// Parts.
    pub parts: Vec<Part>,
    /// The last field.
    pub tail: u8,
}

/// [`Part`] as a view.
#[derive(Debug, RosMessage, SizeEstimation)]
#[ros(type_name = "zero_copy_msgs/msg/Part")]
pub struct PartView<'a> {
    /// Arbitrary bytes.
    pub data: &'a [u8],
}

/// [`Frame`] as a view.
#[derive(Debug, RosMessage, SizeEstimation)]
#[ros(type_name = "zero_copy_msgs/msg/Frame")]
pub struct FrameView<'a> {
    /// Name of the camera.
    pub camera: &'a str,
    /// Pixel bytes.
    pub pixels: &'a [u8],
    /// Structs that need alignment.
    pub points: CdrSlice<'a, Point>,
    /// Parts.
    pub parts: Vec<PartView<'a>>,
    /// The last field.
    pub tail: u8,
}

impl Frame {
    /// Creates a frame with `size` bytes of pixels; the number determines everything else.
    #[must_use]
    pub fn make(number: u64, size: usize) -> Self {
        let byte = |index: usize| (index as u64 * 31 + number) as u8;
        Self {
            camera: format!("camera{number}"),
            pixels: (0..size).map(byte).collect(),
            points: (0..100 + number)
                .map(|index| Point {
                    x: index as f64,
                    y: number as f64,
                })
                .collect(),
            parts: (0..3)
                .map(|part| Part {
                    data: (0..part * 1000).map(byte).collect(),
                })
                .collect(),
            tail: number as u8,
        }
    }

    /// Returns a loan for the same frame, with its large fields reserved.
    #[must_use]
    pub fn reserve(&self) -> FrameLoan {
        FrameLoan {
            camera: self.camera.clone(),
            pixels: CdrSliceMut::reserve(self.pixels.len()),
            points: CdrSliceMut::reserve(self.points.len()),
            parts: self
                .parts
                .iter()
                .map(|part| PartLoan {
                    data: CdrSliceMut::reserve(part.data.len()),
                })
                .collect(),
            tail: self.tail,
        }
    }

    /// Fills the reserved fields.
    pub fn fill(&self, loan: &mut FrameLoan) {
        loan.pixels.copy_from_slice(&self.pixels);
        loan.points.copy_from_slice(&self.points);
        for (loaned, part) in loan.parts.iter_mut().zip(&self.parts) {
            loaned.data.copy_from_slice(&part.data);
        }
    }
}
