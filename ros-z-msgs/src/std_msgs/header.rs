//! The header of stamped messages. Its time is a `builtin_interfaces` type.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;

/// The time and the coordinate frame of a message's data.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view)]
pub struct Header {
    /// Time of the data.
    pub stamp: Time,
    /// Name of the coordinate frame of the data.
    pub frame_id: String,
}

impl Header {
    /// A header for data taken at `stamp` in the frame `frame_id`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ros_z_msgs::{builtin_interfaces::Time, std_msgs::Header};
    ///
    /// let header = Header::new(Time::now(), "lidar");
    /// assert_eq!(header.frame_id, "lidar");
    /// ```
    #[must_use]
    pub fn new(stamp: Time, frame_id: impl Into<String>) -> Self {
        Self {
            stamp,
            frame_id: frame_id.into(),
        }
    }
}
