//! The speed of the disk that `dd` measures.

use crate::Result;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Writes blocks of a size for about `length`, with the sync policy of the recorder: once, at the end. Returns bytes a
/// second.
pub fn bytes_per_second(folder: &Path, block: usize, length: Duration) -> Result<f64> {
    // A first guess at the speed, from 64 blocks.
    let first = run(folder, block, 64)?;
    let blocks = (64.0 * length.as_secs_f64() / first.as_secs_f64()).clamp(64.0, 20_000.0) as usize;
    let time = run(folder, block, blocks)?;
    Ok((block * blocks) as f64 / time.as_secs_f64())
}

fn run(folder: &Path, block: usize, blocks: usize) -> Result<Duration> {
    let file = folder.join("dd");
    let start = Instant::now();
    let status = Command::new("dd")
        .arg("if=/dev/zero")
        .arg(format!("of={}", file.display()))
        .args([format!("bs={block}"), format!("count={blocks}")])
        .arg("conv=fdatasync")
        .stderr(Stdio::null())
        .status()?;
    let time = start.elapsed();
    std::fs::remove_file(file)?;
    status.success().then_some(time).ok_or_else(|| "dd failed".into())
}
