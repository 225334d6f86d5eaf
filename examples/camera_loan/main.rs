//! A camera driver and a viewer in two processes, and not one copy of a pixel between them.
//!
//! The driver borrows an `Image` in shared memory from its publisher and has the photo decoded line by line
//! straight into it. The viewer, a second process started by this one, looks at the pixels where they lie, and writes
//! the edges that it finds there to a PNG file. Both tell where in shared memory the pixels are for them; the program
//! fails if that is not one and the same place.
//!
//! ```text
//! cargo run --release --example camera_loan [edges.png]
//! ```

mod viewer;

use png::Decoder;
use ros_z::context::ZContextBuilder;
use ros_z::shm::ShmPlace;
use ros_z_core::CdrSliceMut;
use ros_z_msgs::sensor_msgs::{Image, ImageLoan};
use ros_z_msgs::std_msgs::Header;
use std::io::{BufRead, BufReader, Cursor};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the camera sees.
const PHOTO: &[u8] = include_bytes!("../data/photo.png");

/// How often it sees it.
const IMAGES: usize = 5;

fn main() -> ros_z::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [role, domain_id, file] = arguments.as_slice()
        && role == "viewer"
    {
        return viewer::run(domain_id.parse()?, IMAGES, file);
    }
    let default = std::env::temp_dir().join("ros_z_camera_edges.png");
    let file = arguments
        .first()
        .cloned()
        .unwrap_or(default.display().to_string());
    // A domain of its own, so that two runs at a time do not hear each other.
    let domain_id = 100 + std::process::id() as usize;
    let mut viewer = Command::new(std::env::current_exe()?)
        .args(["viewer", &domain_id.to_string(), &file])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut seen = BufReader::new(viewer.stdout.take().ok_or("no output")?).lines();

    let context = ZContextBuilder::default()
        .with_domain_id(domain_id)
        .with_shm_pool_size(16 << 20)?
        .build()?;
    let node = context.create_node("camera").build()?;
    let publisher = node.create_pub::<Image>("image").build()?;
    if !publisher.wait_for_subscriber(Duration::from_secs(20)) {
        return Err("no viewer after 20 s".into());
    }
    let mut copies = 0;
    for number in 1..=IMAGES {
        let start = Instant::now();
        let mut photo = Decoder::new(Cursor::new(PHOTO)).read_info()?;
        let (width, height) = (photo.info().width, photo.info().height);
        let step = photo.output_line_size(width).ok_or("the photo is too wide")?;

        // The whole message, but for its pixels.
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
        let lent = image.path();
        for line in image.data.chunks_exact_mut(step) {
            photo.read_row(line)?;
        }
        let written = ShmPlace::of(&image.data);
        image.publish()?;
        let took = start.elapsed();

        let read = seen.next().ok_or("the viewer has ended")??;
        let is_same = written.as_ref().is_some_and(|place| place.to_string() == read);
        copies += usize::from(!is_same);
        let written = written.map_or_else(|| lent.to_string(), |place| place.to_string());
        println!("image {number}: decoded in {took:.1?} to {written}, viewed at {read}");
    }
    if !viewer.wait()?.success() {
        return Err("the viewer failed".into());
    }
    println!("copies of pixels: {copies} of {IMAGES} images; edges in {file}");
    // Where shared memory cannot be had at all, everything works, and the copies are told.
    let stats = context.shm_stats();
    if copies > 0 && stats.shm().messages > 0 {
        return Err("an image that was published in shared memory was copied".into());
    }
    Ok(())
}
