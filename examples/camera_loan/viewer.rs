//! The second process: finds edges in an image that it reads in place.

use std::fs::File;
use std::io::BufWriter;
use std::time::Duration;

use png::{BitDepth, ColorType, Encoder};
use ros_z::context::ZContextBuilder;
use ros_z::shm::ShmPlace;
use ros_z_msgs::sensor_msgs::{Image, ImageView};

/// Views `images` images, prints the place of each, and writes the edges of the last to `file`.
pub fn run(domain_id: usize, images: usize, file: &str) -> ros_z::Result<()> {
    let context = ZContextBuilder::default().with_domain_id(domain_id).build()?;
    let node = context.create_node("viewer").build()?;
    let subscriber = node.create_sub::<Image>("image").build()?;
    for number in 1..=images {
        let sample = subscriber
            .recv_timeout(Duration::from_secs(30))?
            .ok_or("no image within 30 s")?;
        let image = sample.view()?;
        let place = ShmPlace::of(image.data);
        println!(
            "{}",
            place.map_or("private memory".to_owned(), |place| place.to_string())
        );
        if number == images {
            write(file, &image)?;
        }
    }
    Ok(())
}

/// Returns the brightness of a pixel; 0 outside of the image.
fn brightness(image: &ImageView, x: usize, y: usize) -> i32 {
    let start = y * image.step as usize + 3 * x;
    let pixel = image.data.get(start..start + 3).unwrap_or(&[0; 3]);
    pixel.iter().map(|channel| i32::from(*channel)).sum::<i32>() / 3
}

/// Returns the change of brightness at a pixel, with the Sobel operator.
fn edge(image: &ImageView, x: usize, y: usize) -> u8 {
    let at = |dx: usize, dy: usize| brightness(image, x + dx, y + dy);
    let across = at(2, 0) + 2 * at(2, 1) + at(2, 2) - at(0, 0) - 2 * at(0, 1) - at(0, 2);
    let down = at(0, 2) + 2 * at(1, 2) + at(2, 2) - at(0, 0) - 2 * at(1, 0) - at(2, 0);
    u8::try_from(across.abs() + down.abs()).unwrap_or(u8::MAX)
}

fn write(file: &str, image: &ImageView) -> ros_z::Result<()> {
    if image.encoding != "rgb8" || image.width < 3 || image.height < 3 {
        return Err(format!(
            "unsupported image of {} × {}, {}",
            image.width, image.height, image.encoding
        )
        .into());
    }
    let (width, height) = (image.width - 2, image.height - 2);
    let mut encoder = Encoder::new(BufWriter::new(File::create(file)?), width, height);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let edges: Vec<u8> = (0..height as usize)
        .flat_map(|y| (0..width as usize).map(move |x| (x, y)))
        .map(|(x, y)| edge(image, x, y))
        .collect();
    encoder.write_header()?.write_image_data(&edges)?;
    Ok(())
}
