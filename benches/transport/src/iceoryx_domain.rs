//! The files of iceoryx2: under names of their own, so that what it leaves behind for the next program can be removed.

use iceoryx2::prelude::*;
use std::path::Path;

const PREFIX: &str = "transport_bench_";

/// The folder of iceoryx2's segments.
const SEGMENTS: &str = "/dev/shm";

/// A node; only those that are made here see each other.
pub fn node() -> zenoh::Result<Node<ipc::Service>> {
    let mut config = Config::default();
    config.global.prefix = PREFIX.try_into()?;
    Ok(NodeBuilder::new().config(&config).create()?)
}

/// Removes what is left when all processes have ended: a segment of a few bytes.
pub fn clean() {
    let files = Path::new(SEGMENTS).read_dir().into_iter().flatten().flatten();
    for file in files.filter(|file| file.file_name().to_string_lossy().starts_with(PREFIX)) {
        let _ = std::fs::remove_file(file.path());
    }
}
