//! The constructor of headers.

use crate::builtin_interfaces::Time;
use crate::std_msgs::Header;

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
