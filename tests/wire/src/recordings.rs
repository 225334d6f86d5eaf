//! The recorded messages in `data/corpus`, and their types. `tests/recordings` checks their values.

use std::path::Path;

use ros_z_core::{CdrDeserialize, RosMessage, SizeEstimation};
use ros_z_msgs::geometry_msgs::{Twist, Vector3};
use ros_z_msgs::nav_msgs::Odometry;
use ros_z_msgs::rcl_interfaces::{Log, ParameterEvent};
use ros_z_msgs::rosgraph_msgs::Clock;
use ros_z_msgs::sensor_msgs::{Image, Imu, JointState, LaserScan, NavSatFix, PointCloud2};
use ros_z_msgs::std_msgs;
use ros_z_msgs::tf2_msgs::TFMessage;
use serde_json::Value;

use crate::recorded_types::*;

/// A serialized message, as a robot published it.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The index entry of the message.
    pub index: Value,
    /// The message, with its header.
    pub bytes: Vec<u8>,
}

impl Recording {
    /// Returns a text of the index entry, empty if there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.index[key].as_str().unwrap_or_default()
    }
}

/// Reads all recordings, in the order of the index.
///
/// # Panics
/// If the index and the files disagree.
#[must_use]
pub fn recordings() -> Vec<Recording> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/corpus");
    let index = std::fs::read_to_string(corpus.join("index.json")).expect("the index is readable");
    let index: Vec<Value> = serde_json::from_str(&index).expect("the index is a list");
    let read = |index: Value| {
        let file = index["file"].as_str().expect("the entry has a path");
        let bytes = std::fs::read(corpus.join(file)).expect(file);
        assert_eq!(index["size"], bytes.len(), "{file}");
        Recording { bytes, index }
    };
    index.into_iter().map(read).collect()
}

/// An operation on a recorded type.
pub trait Visitor {
    /// Called with the type.
    fn visit<T: RosMessage + SizeEstimation + for<'de> CdrDeserialize<'de>>(&mut self);
}

macro_rules! recorded {
    ($($message:ty),* $(,)?) => {
        /// The ROS names of all recorded types.
        pub const TYPE_NAMES: &[&str] = &[$(<$message>::TYPE_NAME),*];

        /// Calls `visitor` with the type of this ROS name.
        ///
        /// # Panics
        /// If it was not recorded.
        pub fn visit(type_name: &str, visitor: &mut impl Visitor) {
            $(if type_name == <$message>::TYPE_NAME {
                return visitor.visit::<$message>();
            })*
            panic!("no Rust type for {type_name}");
        }
    };
}

recorded! {
    AddTwoIntsEvent, Twist, Vector3, Costmap, Odometry, NebulaPackets, PandarScan, Log, ParameterEvent, Clock, Image,
    Imu, JointState, LaserScan, NavSatFix, PointCloud2, std_msgs::String, BasicTypes, Empty, Strings, BasicTypesEvent,
    TFMessage, VelodyneScan,
}
