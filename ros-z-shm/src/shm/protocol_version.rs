//! The version of zenoh's shared memory protocol: of this process, and of another process on this machine, read from
//! the segment with which zenoh's sessions negotiate. Sessions of different versions use the network, and zenoh logs
//! no more than a debug message.

use std::{fs::File, io::Read};

use super::processes::{MappedSegment, mapped_segments};

/// The version of zenoh's shared memory protocol that this crate is built with: 1 for zenoh 1.7 to 1.9, 2 for zenoh
/// 1.10.
///
/// Sessions of the same version share memory. `rmw_zenoh` of every current ROS 2 distribution has version 1.
pub const SHM_PROTOCOL_VERSION: u64 = zenoh_shm::version::SHM_VERSION;

const _: () = assert!(
    cfg!(zenoh_1_10) == (SHM_PROTOCOL_VERSION >= 2),
    "the build script has found another zenoh than the one that this crate is built with: require `zenoh-shm` in exactly \
     one version"
);

/// The number of bytes that all versions begin with: the number of supported memory types, the challenge and the
/// version.
const HEAD: usize = 24;

/// The length of the segment in version 1, apart from 8 bytes for each supported memory type.
const LEN_1: u64 = HEAD as u64;

/// The length of the segment in version 2.
const LEN_2: u64 = 12_288;

/// The maximum number of supported memory types.
const MAX_TYPES: u64 = 256;

/// Returns the version of a process; `None` if it has no session with shared memory, if its files cannot be read, or if
/// its version has an unknown form.
pub(crate) fn protocol_version(process: u32) -> Option<u64> {
    let segments = mapped_segments(process)?;
    segments.iter().find_map(version_of)
}

/// Returns the version in a segment; `None` if it is a pool or a table of buffers.
///
/// Each process maps segments of its own version only: while sessions negotiate, each maps the other's, and unmaps it
/// if the versions differ.
fn version_of(segment: &MappedSegment) -> Option<u64> {
    let mut file = File::open(format!("/dev/shm/{}.zenoh", segment.number)).ok()?;
    let len = file.metadata().ok()?.len();
    if len > LEN_2 {
        return None;
    }
    let mut head = [0; HEAD];
    file.read_exact(&mut head).ok()?;
    version_in(&head, len)
}

fn version_in(head: &[u8; HEAD], len: u64) -> Option<u64> {
    let number = |at: usize| Some(u64::from_ne_bytes(head.get(at..at + 8)?.try_into().ok()?));
    let (types, version) = (number(0)?, number(16)?);
    let is_plausible = match version {
        1 => types.checked_mul(8).and_then(|bytes| bytes.checked_add(LEN_1)) == Some(len),
        2 => len == LEN_2,
        _ => false,
    };
    (is_plausible && (1..=MAX_TYPES).contains(&types)).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(types: u64, version: u64) -> [u8; HEAD] {
        let mut head = [0xA5; HEAD];
        head[..8].copy_from_slice(&types.to_ne_bytes());
        head[16..].copy_from_slice(&version.to_ne_bytes());
        head
    }

    #[test]
    fn the_head_of_both_versions_is_recognized() {
        assert_eq!(version_in(&head(1, 1), 32), Some(1));
        assert_eq!(version_in(&head(2, 1), 40), Some(1));
        assert_eq!(version_in(&head(1, 2), LEN_2), Some(2));
    }

    #[test]
    fn other_segments_have_no_version() {
        for (types, version, len) in [
            (0, 1, 24),
            (1, 1, 40),
            (1, 2, 32),
            (300, 2, LEN_2),
            (1, 3, 32),
            (u64::MAX, 1, 32),
        ] {
            let head = head(types, version);
            assert_eq!(version_in(&head, len), None, "{types} {version} {len}");
        }
    }
}
