//! The files of iceoryx2, with distinct names, so that they can be removed at the end.

use std::path::Path;

use iceoryx2::prelude::*;

const PREFIX: &str = "transport_bench_";

/// The directory of iceoryx2's segments.
const SEGMENTS: &str = "/dev/shm";

/// Creates a node; only nodes from this function discover each other.
pub fn node() -> zenoh::Result<Node<ipc::Service>> {
    let mut config = Config::default();
    config.global.prefix = PREFIX.try_into()?;
    Ok(NodeBuilder::new().config(&config).create()?)
}

/// Removes the files that remain after all processes have ended: a segment of a few bytes.
pub fn clean() {
    let files = Path::new(SEGMENTS).read_dir().into_iter().flatten().flatten();
    for file in files.filter(|file| file.file_name().to_string_lossy().starts_with(PREFIX)) {
        let _ = std::fs::remove_file(file.path());
    }
}
