// Written by ros-z-import from stereo_msgs 5.3.6. Change the definition and import it again.

//! Messages of `stereo_msgs`.

mod disparity_image;

pub use disparity_image::{DisparityImage, DisparityImageLoan, DisparityImageView};
