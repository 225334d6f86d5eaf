//! SHA-256 (FIPS 180-4) at compile time. No maintained library hashes in const context.

#![expect(
    clippy::manual_rotate,
    reason = "at compile time a call costs more than its arithmetic"
)]

// For the same reason, sums are computed in 64 bits and truncated, and this macro replaces rotations.
macro_rules! rotate {
    ($word:expr, $bits:literal) => {
        ($word >> $bits | $word << (32 - $bits))
    };
}

/// The state of an unfinished hash.
pub(crate) struct Sha256 {
    state: [u32; 8],
    block: [u8; 64],
    filled: usize,
    length: u64,
}

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUND: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

impl Sha256 {
    /// First 32 bits of the fractional parts of the square roots of the first 8 primes.
    pub(crate) const fn new() -> Self {
        Self {
            state: [
                0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab,
                0x5be0cd19,
            ],
            block: [0; 64],
            filled: 0,
            length: 0,
        }
    }

    pub(crate) const fn update(&mut self, bytes: &[u8]) {
        let mut index = 0;
        while index < bytes.len() {
            self.block[self.filled] = bytes[index];
            self.filled += 1;
            index += 1;
            if self.filled == self.block.len() {
                self.compress();
                self.filled = 0;
            }
        }
        self.length += bytes.len() as u64;
    }

    pub(crate) const fn finish(mut self) -> [u8; 32] {
        let bits = self.length * 8;
        self.update(&[0x80]);
        while self.filled != 56 {
            self.update(&[0]);
        }
        self.update(&bits.to_be_bytes());
        let mut digest = [0; 32];
        let mut index = 0;
        while index < digest.len() {
            digest[index] = self.state[index / 4].to_be_bytes()[index % 4];
            index += 1;
        }
        digest
    }

    const fn compress(&mut self) {
        let mut schedule = [0u32; 64];
        let mut index = 0;
        while index < 16 {
            let at = 4 * index;
            schedule[index] = (self.block[at] as u32) << 24
                | (self.block[at + 1] as u32) << 16
                | (self.block[at + 2] as u32) << 8
                | self.block[at + 3] as u32;
            index += 1;
        }
        while index < 64 {
            let early = schedule[index - 15];
            let late = schedule[index - 2];
            let mix0 = rotate!(early, 7) ^ rotate!(early, 18) ^ (early >> 3);
            let mix1 = rotate!(late, 17) ^ rotate!(late, 19) ^ (late >> 10);
            let sum = schedule[index - 16] as u64 + mix0 as u64 + schedule[index - 7] as u64 + mix1 as u64;
            schedule[index] = sum as u32;
            index += 1;
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = self.state;
        index = 0;
        while index < 64 {
            let sum1 = rotate!(e, 6) ^ rotate!(e, 11) ^ rotate!(e, 25);
            let choice = (e & f) ^ (!e & g);
            let first = h as u64 + sum1 as u64 + choice as u64 + ROUND[index] as u64 + schedule[index] as u64;
            let sum0 = rotate!(a, 2) ^ rotate!(a, 13) ^ rotate!(a, 22);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            (h, g, f, e) = (g, f, e, (d as u64 + first) as u32);
            (d, c, b, a) = (c, b, a, (first + sum0 as u64 + majority as u64) as u32);
            index += 1;
        }
        let round = [a, b, c, d, e, f, g, h];
        index = 0;
        while index < 8 {
            self.state[index] = (self.state[index] as u64 + round[index] as u64) as u32;
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    fn hex(message: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update(message);
        hash.finish().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    // FIPS 180-4 examples, as published by NIST.
    #[test]
    fn published_examples_hash_as_published() {
        assert_eq!(
            hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex(b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
        assert_eq!(
            hex(&[b'a'; 1_000_000]),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        );
    }
}
