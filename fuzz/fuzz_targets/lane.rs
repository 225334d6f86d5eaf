//! The ring of a local lane, whose memory another process fills with anything.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| ros_z::__fuzz::attack(bytes));
