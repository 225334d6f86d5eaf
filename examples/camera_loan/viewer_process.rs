//! The viewer as the driver controls it: starts the process, and compares the places of the pixels.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use ros_z::PublishPath;
use ros_z::shm::ShmPlace;

pub struct ViewerProcess {
    domain_id: usize,
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    images: usize,
    copies: usize,
    has_used_shm: bool,
}

impl ViewerProcess {
    /// Starts the viewer, which will write the edges to `file`.
    pub fn start(file: &str) -> ros_z::Result<Self> {
        // Each run uses its own domain, so that two concurrent runs do not receive each other's images.
        let domain_id = 100 + std::process::id() as usize;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["viewer", &domain_id.to_string(), file])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("the viewer has no output")?;
        Ok(Self {
            domain_id,
            child,
            lines: BufReader::new(output).lines(),
            images: 0,
            copies: 0,
            has_used_shm: false,
        })
    }

    /// The domain in which both processes meet.
    pub fn domain_id(&self) -> usize {
        self.domain_id
    }

    /// Waits until the viewer reports the place of an image, and compares it with the driver's.
    pub fn compare(&mut self, written: Option<ShmPlace>, path: PublishPath) -> ros_z::Result<()> {
        let viewed = self.lines.next().ok_or("the viewer has ended")??;
        let is_same = written.as_ref().is_some_and(|place| place.to_string() == viewed);
        let written = written.map_or_else(|| path.to_string(), |place| place.to_string());
        self.images += 1;
        self.copies += usize::from(!is_same);
        self.has_used_shm |= path.is_shm();
        println!("image {}: decoded to {written}, viewed at {viewed}", self.images);
        Ok(())
    }

    /// Prints the result. Fails if shared memory was used and an image was copied anyway.
    pub fn finish(mut self) -> ros_z::Result<()> {
        if !self.child.wait()?.success() {
            return Err("the viewer failed".into());
        }
        println!("copies of pixels: {} of {} images", self.copies, self.images);
        match self.copies > 0 && self.has_used_shm {
            true => Err("an image was copied although shared memory was used".into()),
            false => Ok(()),
        }
    }
}
