//! The other processes of the pipeline as the lidar controls them, and the comparison of the places of the
//! points.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use ros_z::Published;
use ros_z::shm::ShmPlace;

use crate::CLOUDS;

const PRIVATE: &str = "private memory";

/// Describes the place of bytes in shared memory; equal places have equal descriptions.
pub fn place(bytes: &[u8]) -> String {
    ShmPlace::of(bytes).map_or(PRIVATE.to_owned(), |place| place.to_string())
}

/// Returns the place of a published message that was written at `written`. A publisher copies a message out of
/// shared memory if a process joins that has not yet replied that it can map the pool.
pub fn after_publishing(written: String, published: Published) -> String {
    if published.path.is_shm() {
        written
    } else {
        PRIVATE.to_owned()
    }
}

/// Another process, and the lines that it prints.
struct Stage {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Stage {
    fn start(role: &str, domain_id: usize) -> ros_z::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args([role, &domain_id.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("the stage has no output")?;
        let lines = BufReader::new(output).lines();
        Ok(Self { child, lines })
    }

    fn next(&mut self) -> ros_z::Result<String> {
        Ok(self.lines.next().ok_or("a stage of the pipeline has ended")??)
    }

    fn end(mut self) -> ros_z::Result<()> {
        match self.child.wait()?.success() {
            true => Ok(()),
            false => Err("a stage of the pipeline failed".into()),
        }
    }
}

/// The filter and the mapper.
pub struct Stages {
    domain_id: usize,
    filter: Stage,
    mapper: Stage,
    clouds: usize,
    copies: usize,
}

impl Stages {
    /// Starts both processes, and waits until they have discovered each other.
    pub fn start() -> ros_z::Result<Self> {
        // Each run uses its own domain, so that two concurrent runs do not receive each other's clouds.
        let domain_id = 100 + std::process::id() as usize;
        let mut filter = Stage::start("filter", domain_id)?;
        let mapper = Stage::start("mapper", domain_id)?;
        // The filter prints a line when it has discovered the mapper.
        filter.next()?;
        Ok(Self {
            domain_id,
            filter,
            mapper,
            clouds: 0,
            copies: 0,
        })
    }

    /// The domain in which all processes meet.
    pub fn domain_id(&self) -> usize {
        self.domain_id
    }

    /// Waits until both stages report the places of a cloud, and compares them with the lidar's.
    pub fn compare(&mut self, written: &str) -> ros_z::Result<()> {
        let (filter, mapper) = (&mut self.filter, &mut self.mapper);
        let (viewed, obstacles) = (filter.next()?, filter.next()?);
        let (seen, mapped, found) = (mapper.next()?, mapper.next()?, mapper.next()?);
        self.clouds += 1;
        println!(
            "cloud {}: written to {written}, filtered at {viewed}, mapped at {seen}",
            self.clouds
        );
        println!("  obstacles: written to {obstacles}, mapped at {mapped}: {found}");
        for (written, read) in [(written, &*viewed), (written, &seen), (&obstacles, &mapped)] {
            let is_in_shm = written != PRIVATE;
            if is_in_shm && written != read {
                return Err("a cloud in shared memory was copied".into());
            }
            self.copies += usize::from(!is_in_shm);
        }
        Ok(())
    }

    /// Waits until both processes have ended, and prints the number of copies.
    pub fn finish(self) -> ros_z::Result<()> {
        self.filter.end()?;
        self.mapper.end()?;
        println!("copies of points: {} in {} reads", self.copies, 3 * CLOUDS);
        Ok(())
    }
}
