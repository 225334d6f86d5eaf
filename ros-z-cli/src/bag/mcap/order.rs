//! [`TimeOrder`]: the messages of a file by the time at which they were received, whatever their order in the file.

use super::block::{Block, Contents};
use super::error::McapError;
use super::reader::{Mcap, Message};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::RangeInclusive;

/// Maximum memory for decompressed chunks whose times overlap.
const MAX_MEMORY: usize = 1 << 30;

/// Reads the messages of a file in the order of time. Keeps only the chunks whose times overlap.
#[derive(Debug)]
pub(crate) struct TimeOrder<'m, 'a> {
    mcap: &'m Mcap<'a>,
    /// Blocks that are not read yet, the last one first.
    left: Vec<Block>,
    /// Blocks that are read, with the index of the next message in each.
    open: BTreeMap<usize, (Contents<'a>, usize)>,
    /// Time, block and index of the next message of each open block.
    next: BinaryHeap<Reverse<(u64, usize)>>,
    times: RangeInclusive<u64>,
    opened: usize,
    memory: usize,
    /// The block of the message that was returned last.
    current: Option<usize>,
    problems: Vec<McapError>,
}

impl<'m, 'a> TimeOrder<'m, 'a> {
    /// Starts with the first message in a range of times.
    pub(crate) fn new(mcap: &'m Mcap<'a>, times: RangeInclusive<u64>) -> Self {
        let overlaps = |block: &&Block| block.start_time <= *times.end() && block.end_time >= *times.start();
        let mut left: Vec<Block> = mcap.blocks().iter().filter(overlaps).copied().collect();
        left.sort_by_key(|block| block.start_time);
        left.reverse();
        Self {
            mcap,
            left,
            open: BTreeMap::new(),
            next: BinaryHeap::new(),
            times,
            opened: 0,
            memory: 0,
            current: None,
            problems: Vec::new(),
        }
    }

    /// Returns the next message; `None` at the end.
    ///
    /// # Errors
    /// [`McapError::ChunkTooLarge`] if too many compressed chunks overlap. Damaged chunks are not an error: their messages are
    /// missing, and [`problems`](Self::problems) has the reasons.
    pub(crate) fn next(&mut self) -> Result<Option<Message<'_>>, McapError> {
        self.advance();
        while let Some(block) = self.left.last().copied() {
            let is_later = |Reverse((time, _)): &Reverse<(u64, usize)>| *time < block.start_time;
            if self.next.peek().is_some_and(is_later) {
                break;
            }
            self.left.pop();
            self.open(&block)?;
        }
        let Some(Reverse((time, block))) = self.next.pop() else {
            return Ok(None);
        };
        if time > *self.times.end() {
            return Ok(None);
        }
        self.current = Some(block);
        let message = self
            .open
            .get(&block)
            .and_then(|(contents, index)| contents.message(*index));
        Ok(message.map(|(header, payload)| Message { header, payload }))
    }

    /// Returns the damage so far, and forgets it.
    pub(crate) fn problems(&mut self) -> Vec<McapError> {
        std::mem::take(&mut self.problems)
    }

    /// Goes to the next message of the block whose message was returned last, or closes the block.
    fn advance(&mut self) {
        let Some(block) = self.current.take() else {
            return;
        };
        if let Some((contents, index)) = self.open.get_mut(&block) {
            *index += 1;
            match contents.time(*index) {
                Some(time) => self.next.push(Reverse((time, block))),
                None => {
                    self.memory -= contents.memory();
                    self.open.remove(&block);
                }
            }
        }
    }

    fn open(&mut self, block: &Block) -> Result<(), McapError> {
        let mut contents = self.mcap.read(block);
        self.problems.extend(contents.problem.take());
        contents.sort();
        let first = (0..contents.len()).find(|index| contents.time(*index) >= Some(*self.times.start()));
        let Some((index, time)) = first.and_then(|index| Some((index, contents.time(index)?))) else {
            return Ok(());
        };
        let memory = self.memory.saturating_add(contents.memory());
        if memory > MAX_MEMORY && !self.open.is_empty() {
            return Err(McapError::ChunkTooLarge {
                compressed: 0,
                uncompressed: memory as u64,
                limit: MAX_MEMORY as u64,
            });
        }
        self.memory = memory;
        self.open.insert(self.opened, (contents, index));
        self.next.push(Reverse((time, self.opened)));
        self.opened += 1;
        Ok(())
    }
}
