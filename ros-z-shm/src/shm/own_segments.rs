//! The segments that this process created, by memory address. For zenoh 1.10, where `table.rs` is not compiled and
//! nothing else reports in which segment a buffer is.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use zenoh::shm::{ChunkID, SegmentID};

/// The length and the number of each segment, by its start.
static SEGMENTS: Mutex<BTreeMap<usize, (usize, SegmentID)>> = Mutex::new(BTreeMap::new());

fn segments() -> MutexGuard<'static, BTreeMap<usize, (usize, SegmentID)>> {
    SEGMENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds a segment that is mapped from `start` on, until it is [removed](remove). It must stay mapped until then.
#[cfg_attr(
    not(any(target_os = "linux", test)),
    expect(dead_code, reason = "zenoh creates the segments")
)]
pub(super) fn add(start: usize, len: usize, segment: SegmentID) {
    segments().insert(start, (len, segment));
}

/// Removes the segment that is mapped from `start` on.
#[cfg_attr(
    not(any(target_os = "linux", test)),
    expect(dead_code, reason = "zenoh creates the segments")
)]
pub(super) fn remove(start: usize) {
    segments().remove(&start);
}

/// Returns the segment with the byte at `address`, and the position in it.
pub(super) fn place_of(address: usize) -> Option<(SegmentID, ChunkID)> {
    let segments = segments();
    let (start, (len, segment)) = segments.range(..=address).next_back()?;
    let position = address - start;
    let chunk = ChunkID::try_from(position).ok()?;
    (position < *len).then_some((*segment, chunk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bytes_of_a_segment_are_in_it() {
        // Not addresses of memory of this process: its last page.
        let start = usize::MAX - 4095;
        assert_eq!(place_of(start), None);
        add(start, 100, 7);
        assert_eq!(place_of(start - 1), None);
        assert_eq!(place_of(start), Some((7, 0)));
        assert_eq!(place_of(start + 99), Some((7, 99)));
        assert_eq!(place_of(start + 100), None);
        remove(start);
        assert_eq!(place_of(start), None);
    }
}
