//! A turn of the bench `fanout`: the contestants, the sizes, and their number on the board.

/// The sizes of the messages.
pub const SIZES: [usize; 3] = [64, 4 << 10, 1 << 20];

/// The contestants.
pub const LANE: u32 = 0;
pub const LANE_POLLING: u32 = 1;
pub const ICEORYX: u32 = 2;
pub const ICEORYX_POLLING: u32 = 3;
pub const ZENOH: u32 = 4;

/// Returns the number of the turn of a contestant at the size with this index.
pub fn turn(way: u32, index: usize) -> u32 {
    way | (index as u32) << 8
}

/// Returns the contestant of a turn.
pub fn way_of(turn: u32) -> u32 {
    turn & 0xFF
}

/// Returns the index of the size of a turn.
pub fn index_of(turn: u32) -> usize {
    (turn >> 8) as usize % SIZES.len()
}

/// The contestants of a receiving process.
#[derive(Clone, Copy)]
pub enum Topics {
    /// A lane, with zenoh at this port.
    Lane { port: u16 },
    /// All: zenoh at this port, and lanes with zenoh at the next port.
    All { port: u16 },
}

impl Topics {
    pub fn lane_port(self) -> u16 {
        match self {
            Self::Lane { port } => port,
            Self::All { port } => port + 1,
        }
    }
}
