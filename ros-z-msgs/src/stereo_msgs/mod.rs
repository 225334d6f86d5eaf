//! Results of stereo vision. The images themselves are in `sensor_msgs`.

mod disparity_image;

pub use disparity_image::{DisparityImage, DisparityImageLoan, DisparityImageView};
