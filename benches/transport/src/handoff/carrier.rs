//! One end of a connection that hands over descriptors, and the parts that every way shares.

/// The descriptor of a buffer, as long as a descriptor of zenoh's shared memory: length, table and entry, generation.
pub type Descriptor = [u64; 3];

/// The role of this process.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Measures,
    Replies,
}

impl Side {
    /// Returns the index of what this side sends, and of what it receives.
    pub fn directions(self) -> [usize; 2] {
        match self {
            Self::Measures => [0, 1],
            Self::Replies => [1, 0],
        }
    }
}

/// How a process waits for a descriptor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// In the kernel.
    Blocked,
    /// On its own core.
    Polled,
}

/// One end of a connection that carries descriptors both ways.
pub trait Carrier {
    /// Returns the name of its row in the table.
    fn name(&self) -> &'static str;

    /// Returns the descriptor to send next, different from the last one.
    fn next(&mut self) -> Descriptor;

    /// Waits until the other process can receive.
    fn connect(&mut self) -> zenoh::Result<()> {
        Ok(())
    }

    /// Prepares for a turn with this waiting mode.
    fn begin(&mut self, _: Waiting) -> zenoh::Result<()> {
        Ok(())
    }

    /// Sends a descriptor.
    fn send(&mut self, descriptor: &Descriptor) -> zenoh::Result<()>;

    /// Waits for a descriptor.
    fn receive(&mut self, waiting: Waiting) -> zenoh::Result<Descriptor>;
}

/// Returns descriptors that differ from each other.
#[derive(Default)]
pub struct Numbers {
    last: u64,
}

impl Numbers {
    pub fn next(&mut self) -> Descriptor {
        self.last += 1;
        [1 << 20, 7, self.last]
    }
}
