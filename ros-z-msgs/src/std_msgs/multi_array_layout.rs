//! How a flat array is cut into dimensions. The arrays are in `multi_array`.

use ros_z_core::{RosMessage, SizeEstimation};

/// One dimension of a [`MultiArrayLayout`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view)]
pub struct MultiArrayDimension {
    /// Name of the dimension.
    pub label: String,
    /// Number of entries along the dimension.
    pub size: u32,
    /// Number of elements from here to the end of this dimension: its size times the sizes of all inner
    /// dimensions.
    pub stride: u32,
}

/// The shape of a multi-dimensional array stored in one sequence.
///
/// Element (i, j, k) is at `data_offset + dim[1].stride * i + dim[2].stride * j + k`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct MultiArrayLayout {
    /// The dimensions, outermost first.
    pub dim: Vec<MultiArrayDimension>,
    /// Number of elements before the first one of the array.
    pub data_offset: u32,
}
