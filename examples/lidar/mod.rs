//! The lidar scan that the examples publish: one revolution of a real 128-beam sensor, embedded, as points
//! and as a `PointCloud2`. See `data/README.md`.

use ros_z_core::{RosMessage, SizeEstimation};
use ros_z_msgs::sensor_msgs::{PointCloud2, PointField};
use ros_z_msgs::std_msgs::Header;
use zenoh_buffers::ZBuf;

/// The points in the form in which the sensor's driver delivers them.
pub const SCAN: &[u8] = include_bytes!("../data/cloud.bin");

/// Length of a point in bytes.
pub const POINT_STEP: usize = size_of::<PointXyzi>();

/// A point of the scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[repr(C)]
pub struct PointXyzi {
    /// Metres, forward.
    pub x: f32,
    /// Metres, to the left.
    pub y: f32,
    /// Metres, up.
    pub z: f32,
    /// Strength of the echo, 0 to 255.
    pub intensity: f32,
}

impl PointXyzi {
    /// Reads a point from its bytes; missing values are 0.
    #[must_use]
    pub fn from_le_bytes(bytes: &[u8]) -> Self {
        let (values, _) = bytes.as_chunks();
        let value = |index: usize| values.get(index).map_or(0.0, |bytes| f32::from_le_bytes(*bytes));
        Self {
            x: value(0),
            y: value(1),
            z: value(2),
            intensity: value(3),
        }
    }
}

/// Returns the channels of these points.
#[must_use]
pub fn fields() -> Vec<PointField> {
    let field = |(index, name): (usize, &&str)| PointField {
        name: (*name).to_owned(),
        offset: 4 * index as u32,
        datatype: PointField::FLOAT32,
        count: 1,
    };
    ["x", "y", "z", "intensity"]
        .iter()
        .enumerate()
        .map(field)
        .collect()
}

/// Returns a cloud of these points around data in any memory.
#[must_use]
pub fn cloud(data: ZBuf) -> PointCloud2 {
    PointCloud2 {
        header: Header {
            frame_id: "velodyne".to_owned(),
            ..Default::default()
        },
        height: 1,
        width: (SCAN.len() / POINT_STEP) as u32,
        fields: fields(),
        is_bigendian: false,
        point_step: POINT_STEP as u32,
        row_step: SCAN.len() as u32,
        data,
        is_dense: true,
    }
}

/// The smallest box around all points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    /// Smallest x, y, z in metres.
    pub min: [f32; 3],
    /// Largest x, y, z in metres.
    pub max: [f32; 3],
}

/// Returns the number of points in a message's data, and their bounding box. Reads the data in place.
#[must_use]
pub fn bounding_box(data: &[u8]) -> (usize, BoundingBox) {
    let mut bounds = BoundingBox {
        min: [f32::INFINITY; 3],
        max: [f32::NEG_INFINITY; 3],
    };
    let (points, _) = data.as_chunks::<POINT_STEP>();
    for point in points {
        for axis in 0..3 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|byte| point[4 * axis + byte]);
            let value = f32::from_le_bytes([a, b, c, d]);
            bounds.min[axis] = bounds.min[axis].min(value);
            bounds.max[axis] = bounds.max[axis].max(value);
        }
    }
    (points.len(), bounds)
}

impl std::fmt::Display for BoundingBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [x, y, z] = self.min;
        write!(f, "x {x:.1} to {:.1} m, ", self.max[0])?;
        write!(
            f,
            "y {y:.1} to {:.1} m, z {z:.1} to {:.1} m",
            self.max[1], self.max[2]
        )
    }
}
