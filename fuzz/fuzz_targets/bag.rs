//! Arbitrary bytes as a recording: an error or messages, no panic, and no more memory than the length justifies.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| ros_z_fuzz::bag::check(bytes));
