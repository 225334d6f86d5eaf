//! Alternatives for copying large messages: the C library, stores that bypass the caches, and two threads.
//! Each is also measured with a subsequent read, which does not find bypassing stores in the caches.

use std::hint::black_box;

use measure::{Contest, Outcome};

/// A function that copies `from` into a buffer of the same length.
type Copy = fn(from: &[u8], to: &mut [u8]);

/// Copies 1 to 64 MiB, alone and followed by a read.
pub fn run(rounds: usize) -> Vec<Outcome> {
    [1, 4, 16, 64]
        .into_iter()
        .flat_map(|mebibytes| compare(mebibytes, rounds))
        .collect()
}

fn compare(mebibytes: usize, rounds: usize) -> Vec<Outcome> {
    let from = vec![3; mebibytes << 20];
    let from = from.as_slice();
    let ways: [(&str, Copy); 3] = [
        ("memcpy", |from, to| to.copy_from_slice(from)),
        ("non-temporal", non_temporal),
        ("two threads", two_threads),
    ];
    let mut contest = Contest::new(format!("{mebibytes} MiB"));
    for (name, copy) in ways {
        let mut to = vec![0; from.len()];
        contest.add(name, move || copy(black_box(from), &mut to));
    }
    for (name, copy) in ways {
        let mut to = vec![0; from.len()];
        contest.add(format!("{name}, read"), move || {
            copy(black_box(from), &mut to);
            sum(black_box(&to))
        });
    }
    contest.run(rounds)
}

fn sum(bytes: &[u8]) -> u64 {
    let words = bytes.as_chunks::<8>().0;
    words
        .iter()
        .fold(0, |sum, word| u64::wrapping_add(sum, u64::from_le_bytes(*word)))
}

fn two_threads(from: &[u8], to: &mut [u8]) {
    let half = from.len() / 2;
    let (first, second) = to.split_at_mut(half);
    std::thread::scope(|scope| {
        scope.spawn(|| first.copy_from_slice(&from[..half]));
        second.copy_from_slice(&from[half..]);
    });
}

#[cfg(target_arch = "x86_64")]
fn non_temporal(from: &[u8], to: &mut [u8]) {
    use std::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_sfence, _mm_stream_si128};
    // SAFETY: any bytes are a vector.
    let (head, middle, tail) = unsafe { to.align_to_mut::<__m128i>() };
    let (first, rest) = from.split_at(head.len());
    let (second, third) = rest.split_at(size_of_val(middle));
    head.copy_from_slice(first);
    for (to, from) in middle.iter_mut().zip(second.as_chunks::<16>().0) {
        // SAFETY: `from` is 16 bytes, which need not be aligned; `to` is aligned, and is borrowed mutably.
        unsafe { _mm_stream_si128(to, _mm_loadu_si128(from.as_ptr().cast())) };
    }
    // SAFETY: a fence, after which other threads see the stores.
    unsafe { _mm_sfence() };
    tail.copy_from_slice(third);
}

#[cfg(not(target_arch = "x86_64"))]
fn non_temporal(from: &[u8], to: &mut [u8]) {
    to.copy_from_slice(from);
}
