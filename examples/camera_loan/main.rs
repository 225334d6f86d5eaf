//! Decodes a photo straight into shared memory, where a second process views it. No pixel is copied.
//!
//! The driver borrows an `Image` in shared memory from its publisher, and the PNG decoder writes each line
//! into it. The viewer, a second process that this one starts, reads the pixels in place, and writes their
//! edges to a PNG file. Both print the place of the pixels in shared memory. The program fails if the places
//! differ.
//!
//! ```text
//! cargo run --release --example camera_loan [edges.png]
//! ```

mod viewer;
mod viewer_process;

use std::io::Cursor;
use std::time::Duration;

use png::Decoder;
use ros_z::context::ZContextBuilder;
use ros_z::shm::ShmPlace;
use ros_z_core::CdrSliceMut;
use ros_z_msgs::sensor_msgs::{Image, ImageLoan};
use ros_z_msgs::std_msgs::Header;

use viewer_process::ViewerProcess;

/// The image that the camera records.
const PHOTO: &[u8] = include_bytes!("../data/photo.png");

/// Number of images that the camera records.
const IMAGES: usize = 5;

fn main() -> ros_z::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let default = std::env::temp_dir().join("ros_z_camera_edges.png");
    let file = match arguments.as_slice() {
        [role, domain_id, file] if role == "viewer" => return viewer::run(domain_id.parse()?, IMAGES, file),
        [file] => file.clone(),
        _ => default.display().to_string(),
    };
    let mut viewer = ViewerProcess::start(&file)?;

    let context = ZContextBuilder::default()
        .with_domain_id(viewer.domain_id())
        .with_shm_pool_size(16 << 20)?
        .build()?;
    let node = context.create_node("camera").build()?;
    let publisher = node.create_pub::<Image>("image").build()?;
    if !publisher.wait_for_subscriber(Duration::from_secs(20)) {
        return Err("no viewer was discovered within 20 s".into());
    }
    for number in 1..=IMAGES {
        let mut photo = Decoder::new(Cursor::new(PHOTO)).read_info()?;
        let (width, height) = (photo.info().width, photo.info().height);
        let step = photo.output_line_size(width).ok_or("the photo is too wide")?;

        // The loan has room for the pixels; the other fields have their values.
        let mut image = publisher.loan(ImageLoan {
            header: Header {
                frame_id: format!("camera/{number}"),
                ..Default::default()
            },
            height,
            width,
            encoding: "rgb8".to_owned(),
            is_bigendian: 0,
            step: step as u32,
            data: CdrSliceMut::reserve(step * height as usize),
        })?;
        for line in image.data.chunks_exact_mut(step) {
            photo.read_row(line)?;
        }
        let (written, path) = (ShmPlace::of(&image.data), image.path());
        image.publish()?;
        viewer.compare(written, path)?;
    }
    // Without shared memory on this machine everything works, but each image is copied.
    viewer.finish()?;
    println!("edges: {file}");
    Ok(())
}
