//! The identity of the samples of a publisher on a bare session. A lane has the whole identity. zenoh carries it in the
//! source info of a sample, which has room for 32 bits of the number.

use zenoh::sample::SourceInfo;
use zenoh::session::EntityGlobalId;

/// The number of a sample in the sequence of its publisher, as zenoh carries it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleNumber {
    /// The whole number.
    Whole(i64),
    /// The lowest 32 bits.
    Lowest(u32),
}

impl SampleNumber {
    /// Returns the whole number: of all candidates, the one closest to `near`.
    pub(crate) const fn whole(self, near: i64) -> i64 {
        match self {
            Self::Whole(number) => number,
            Self::Lowest(bits) => {
                let distance = bits.wrapping_sub(near as u32) as i32;
                near.saturating_add(distance as i64)
            }
        }
    }
}

impl From<i64> for SampleNumber {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

/// Returns the key by which lanes connect publishers and subscribers of bare sessions on `key`. It is never that of a
/// topic, which begins with a number: a node's messages have another identity.
pub(crate) fn lane_key(key: &str) -> String {
    format!("session:{key}")
}

/// Returns the id that the samples of a zenoh publisher have (a hash, FNV-1a).
pub(crate) fn publisher_id(publisher: &EntityGlobalId) -> [u8; 16] {
    let bytes = publisher.zid().to_le_bytes().into_iter();
    let hash = bytes
        .chain(publisher.eid().to_le_bytes())
        .fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
        });
    hash.to_be_bytes()
}

/// Returns the source info of a sample.
pub(crate) fn source_info(publisher: EntityGlobalId, number: i64) -> SourceInfo {
    SourceInfo::new(publisher, number as u32)
}

/// Returns the publisher and the number of a sample that arrived through zenoh.
pub(crate) fn identify(source: &SourceInfo) -> ([u8; 16], SampleNumber) {
    (
        publisher_id(source.source_id()),
        SampleNumber::Lowest(source.source_sn()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_number_is_found_in_all_positions() {
        let turn = 1_i64 << 32;
        for near in [1, 7, turn - 3, turn, turn + 3, 5 * turn + (1 << 31), 1 << 40] {
            for distance in [-1000, -1, 0, 1, 1000, (1 << 31) - 1] {
                let number = near + distance;
                assert_eq!(SampleNumber::Lowest(number as u32).whole(near), number);
                assert_eq!(SampleNumber::from(number).whole(0), number);
            }
        }
        // From the wire, so any bits and any position are possible.
        assert_eq!(SampleNumber::Lowest(0).whole(i64::MAX), i64::MAX);
    }

    #[test]
    fn the_key_of_a_session_is_not_that_of_a_topic() {
        assert_ne!(lane_key("0/topic"), "0/topic");
    }
}
