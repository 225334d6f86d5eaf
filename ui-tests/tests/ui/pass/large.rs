//! Large arrays, long messages and deep nesting compile in bounded time and memory.

use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Frame {
    pixels: Box<[u8; 1 << 16]>,
    depth: Box<[f32; 4096]>,
    #[ros(max_len = 1 << 24)]
    rest: Vec<u8>,
}

fn main() {
    let frame = Frame { pixels: Box::new([7; 1 << 16]), depth: Box::new([0.5; 4096]), rest: vec![1] };
    let bytes = to_vec(&frame).unwrap();
    assert_eq!(bytes.len(), frame.estimated_serialized_size());
    assert_eq!(from_slice::<Frame>(&bytes).unwrap().pixels[1 << 15], 7);
}
