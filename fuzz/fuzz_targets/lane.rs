//! The ring of a local lane, whose memory another process changes at any time. Includes the files of the ring, so that
//! zenoh is not built.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../ros-z-shm/src/shm"]
mod shm {
    mod buffer_address;
    pub(crate) use buffer_address::BufferAddress;

    pub mod sealed {
        use std::sync::atomic::AtomicU64;

        /// Takes the place of the memory file, which the attack does not use.
        pub struct SealedMemory(Vec<AtomicU64>);

        impl SealedMemory {
            pub fn words(&self) -> &[AtomicU64] {
                &self.0
            }
        }
    }
}

#[path = "../../ros-z-shm/src/lane"]
#[allow(dead_code, reason = "the attack uses a part of the ring")]
mod lane {
    pub mod attack;
    mod layout;
    mod ring_reader;
    mod ring_writer;
}

fuzz_target!(|script: &[u8]| lane::attack::attack(script));
