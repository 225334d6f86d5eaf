//! The allocator of a segment. It manages only lengths and positions: it neither reads nor trusts the memory, which
//! other processes can write to, and refuses a position that it did not allocate.
//!
//! Free blocks are in lists by size, each for a few sizes, with the last freed block first: memory is reused while it
//! is still in the cache. Adjacent free blocks are joined.

use std::collections::HashMap;

/// Positions and lengths are multiples of this.
pub(super) const UNIT: usize = 8;

/// Marks the absence of a block.
const NONE: u32 = u32::MAX;

/// The number of lists: 4 for each power of two up to 2^29 units, which are 4 GiB.
const LISTS: usize = 4 * 30;

/// The number of blocks of about the right size to try before a larger one is split.
const TRIES: usize = 8;

/// The initial capacity for blocks.
const ROOM: usize = 128;

/// A part of the segment, in units.
#[derive(Clone, Copy)]
struct Block {
    start: u32,
    len: u32,
    /// The adjacent blocks in the segment.
    left: u32,
    right: u32,
    /// The adjacent blocks in the list, if this one is free.
    is_free: bool,
    previous: u32,
    next: u32,
}

/// A segment, divided into free and taken blocks.
pub(super) struct BlockAllocator {
    blocks: Vec<Block>,
    /// Unused indices of `blocks`.
    unused: Vec<u32>,
    /// The first free block of each list.
    lists: [u32; LISTS],
    /// One bit for each non-empty list.
    filled: u128,
    /// The taken block at each position.
    taken: HashMap<u32, u32>,
}

/// Returns the list for free blocks of `len` units. Blocks in later lists are longer.
fn list_of(len: u32) -> usize {
    let log = len.max(1).ilog2();
    let quarter = if log < 2 {
        (len << (2 - log)) & 3
    } else {
        (len >> (log - 2)) & 3
    };
    (4 * log + quarter) as usize
}

fn units(bytes: usize) -> Option<u32> {
    u32::try_from(bytes / UNIT).ok()
}

impl BlockAllocator {
    /// Creates a segment of `bytes` free bytes. Bytes after the last whole unit, or beyond 4 GiB, are not used.
    pub(super) fn new(bytes: usize) -> Self {
        let mut blocks = Self {
            blocks: Vec::with_capacity(ROOM),
            unused: Vec::with_capacity(ROOM),
            lists: [NONE; LISTS],
            filled: 0,
            taken: HashMap::with_capacity(ROOM),
        };
        let len = units(bytes).unwrap_or(u32::MAX).min(1 << 29);
        if len > 0 {
            let all = blocks.place(Block {
                start: 0,
                len,
                left: NONE,
                right: NONE,
                is_free: false,
                previous: NONE,
                next: NONE,
            });
            blocks.insert(all);
        }
        blocks
    }

    /// Takes `bytes` bytes, rounded up to whole units, and returns their position in the segment.
    pub(super) fn take(&mut self, bytes: usize) -> Option<usize> {
        let len = units(bytes.checked_next_multiple_of(UNIT)?)?.max(1);
        let index = self.find(len)?;
        self.remove(index);
        let block = self.blocks[index as usize];
        if block.len > len {
            let rest = self.place(Block {
                start: block.start + len,
                len: block.len - len,
                left: index,
                ..block
            });
            if let Some(right) = self.blocks.get_mut(block.right as usize) {
                right.left = rest;
            }
            let taken = &mut self.blocks[index as usize];
            taken.len = len;
            taken.right = rest;
            self.insert(rest);
        }
        self.taken.insert(block.start, index);
        Some(block.start as usize * UNIT)
    }

    /// Frees the block at this position, and returns its length; `None` if no block is taken there.
    pub(super) fn give_back(&mut self, position: usize) -> Option<usize> {
        if !position.is_multiple_of(UNIT) {
            return None;
        }
        let mut index = self.taken.remove(&units(position)?)?;
        let Block { len, left, right, .. } = self.blocks[index as usize];
        if self.is_free(right) {
            self.remove(right);
            self.join(index, right);
        }
        if self.is_free(left) {
            self.remove(left);
            self.join(left, index);
            index = left;
        }
        self.insert(index);
        Some(len as usize * UNIT)
    }

    /// Returns a free block of at least `len` units.
    fn find(&self, len: u32) -> Option<u32> {
        let list = list_of(len);
        let fits = |index: &u32| self.blocks[*index as usize].len >= len;
        if let Some(index) = self.iter(list).take(TRIES).find(fits) {
            return Some(index);
        }
        let longer = self.filled & (u128::MAX << (list + 1));
        if longer != 0 {
            return Some(self.lists[longer.trailing_zeros() as usize]);
        }
        self.iter(list).skip(TRIES).find(fits)
    }

    fn iter(&self, list: usize) -> impl Iterator<Item = u32> {
        let first = self.lists[list];
        std::iter::successors((first != NONE).then_some(first), |index| {
            let next = self.blocks[*index as usize].next;
            (next != NONE).then_some(next)
        })
    }

    fn is_free(&self, index: u32) -> bool {
        self.blocks.get(index as usize).is_some_and(|block| block.is_free)
    }

    fn place(&mut self, block: Block) -> u32 {
        if let Some(index) = self.unused.pop() {
            self.blocks[index as usize] = block;
            return index;
        }
        self.blocks.push(block);
        // There are at most 2^29 blocks, one for each unit.
        (self.blocks.len() - 1) as u32
    }

    /// Joins `right`, the right neighbour of `left`, to it. Neither is in a list.
    fn join(&mut self, left: u32, right: u32) {
        let gone = self.blocks[right as usize];
        let grown = &mut self.blocks[left as usize];
        grown.len += gone.len;
        grown.right = gone.right;
        if let Some(beyond) = self.blocks.get_mut(gone.right as usize) {
            beyond.left = left;
        }
        self.unused.push(right);
    }

    /// Adds a free block to its list.
    fn insert(&mut self, index: u32) {
        let list = list_of(self.blocks[index as usize].len);
        let next = std::mem::replace(&mut self.lists[list], index);
        if let Some(next) = self.blocks.get_mut(next as usize) {
            next.previous = index;
        }
        let block = &mut self.blocks[index as usize];
        (block.is_free, block.previous, block.next) = (true, NONE, next);
        self.filled |= 1 << list;
    }

    /// Removes a free block from its list.
    fn remove(&mut self, index: u32) {
        let block = &mut self.blocks[index as usize];
        block.is_free = false;
        let (list, previous, next) = (list_of(block.len), block.previous, block.next);
        match self.blocks.get_mut(previous as usize) {
            Some(previous) => previous.next = next,
            None => self.lists[list] = next,
        }
        if let Some(next) = self.blocks.get_mut(next as usize) {
            next.previous = previous;
        }
        if self.lists[list] == NONE {
            self.filled &= !(1 << list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns pseudorandom numbers, the same in every run.
    fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        }
    }

    #[test]
    fn lists_are_in_the_order_of_lengths() {
        let lengths = (1..5000_u32).chain([1 << 20, (1 << 20) + 1, (1 << 29) - 1, 1 << 29]);
        let lists: Vec<_> = lengths.map(list_of).collect();
        assert!(lists.is_sorted());
        assert!(lists.iter().all(|list| *list < LISTS));
    }

    #[test]
    fn taken_blocks_never_overlap_and_all_bytes_return() {
        const BYTES: usize = 1 << 16;
        for seed in 1..20 {
            let mut number = numbers(seed);
            let mut blocks = BlockAllocator::new(BYTES);
            let mut held: Vec<(usize, usize)> = Vec::new();
            for _ in 0..3000 {
                if number(3) < 2 {
                    let most = if number(10) == 0 { 9000 } else { 300 };
                    let len = 1 + number(most);
                    if let Some(start) = blocks.take(len) {
                        let end = start + len.next_multiple_of(UNIT);
                        assert!(start % UNIT == 0 && end <= BYTES);
                        assert!(held.iter().all(|(from, to)| end <= *from || start >= *to));
                        held.push((start, end));
                    }
                } else if !held.is_empty() {
                    let (start, end) = held.swap_remove(number(held.len()));
                    assert_eq!(blocks.give_back(start), Some(end - start));
                }
            }
            for (start, end) in held {
                assert_eq!(blocks.give_back(start), Some(end - start));
            }
            assert_eq!(blocks.take(BYTES), Some(0), "seed {seed}");
        }
    }

    #[test]
    fn a_request_finds_the_only_block_that_is_just_long_enough() {
        let mut blocks = BlockAllocator::new(8000);
        let starts: Vec<_> = (0..20).map(|_| blocks.take(400).expect("20 x 400 fit")).collect();
        assert_eq!(blocks.take(1), None);
        blocks.give_back(starts[7]);
        assert_eq!(blocks.take(401), None);
        assert_eq!(blocks.take(393), Some(starts[7]), "of 400 bytes too");
    }

    #[test]
    fn the_last_freed_block_is_taken_first() {
        let mut blocks = BlockAllocator::new(1 << 20);
        let starts: Vec<_> = (0..6)
            .map(|_| blocks.take(4000).expect("there is room"))
            .collect();
        for start in [starts[0], starts[2], starts[4]] {
            blocks.give_back(start);
            assert_eq!(blocks.take(4000), Some(start));
        }
    }

    #[test]
    fn a_position_that_is_not_taken_is_refused() {
        let mut blocks = BlockAllocator::new(1 << 20);
        let start = blocks.take(100).expect("there is room");
        for wrong in [start + 8, start + 4, 1 << 19, usize::MAX - 7] {
            assert_eq!(blocks.give_back(wrong), None, "{wrong}");
        }
        assert_eq!(blocks.give_back(start), Some(104));
        assert_eq!(blocks.give_back(start), None, "a second time");
    }

    #[test]
    fn four_gib_are_addressable() {
        let mut blocks = BlockAllocator::new(1 << 32);
        assert_eq!(blocks.take(1 << 31), Some(0));
        assert_eq!(blocks.take(1 << 31), Some(1 << 31));
        assert_eq!(blocks.give_back(1 << 31), Some(1 << 31));
    }
}
