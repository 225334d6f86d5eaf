//! Bursts through a local lane to one receiving process. Counts the messages that zenoh sent too.

use std::time::Duration;

use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::{AllocPolicy, ShmConfig};
use ros_z::{Published, Publisher};

use crate::answer::{ANSWER, Answer, ends};
use crate::board::Board;
use crate::by_hand::{POOL, SMALL, SMALL_POOL};
use crate::messages::{Blob, HEAD, publish_loan};
use crate::receiver::Receiver;
use crate::sessions::config;
use crate::shared_memory;
use crate::way::{PATIENCE, Way};

/// Messages through lanes alone, before the bench starts.
const WARM: usize = 100;

/// The publishers, and their receiver.
pub struct LaneBench {
    /// With a small and a large pool. First with shared memory for every message, then with the default threshold.
    loans: [Publisher<Blob>; 2],
    usual: [Publisher<Blob>; 2],
    board: &'static Board,
    _receiver: Receiver,
    _context: ZContext,
}

/// A contestant: sends loans, or publishes with the default threshold.
pub struct Lane<'a> {
    bench: &'a LaneBench,
    publishers: &'a [Publisher<Blob>; 2],
    is_loan: bool,
    /// Messages that did not go through lanes alone.
    outside: usize,
}

impl LaneBench {
    /// Starts the receiver, and waits until lanes are all that is needed.
    pub fn start(port: u16) -> zenoh::Result<Self> {
        let (board, address) = shared_memory::create::<Board>()?;
        let context = ZContextBuilder::default()
            .with_zenoh_config(config("listen", port, false))
            .build()?;
        let node = context.create_node("lane_burst").build()?;
        let publisher = |pool: ShmConfig| -> zenoh::Result<_> {
            let publisher = node.create_pub::<Blob>("lane").with_shm_config(pool);
            let wait = AllocPolicy::Wait(Duration::from_secs(1));
            Ok(publisher.with_shm_policy(wait).build()?)
        };
        let pools = [ShmConfig::pool_of(SMALL_POOL)?, ShmConfig::pool_of(POOL)?];
        let [small, large] = pools.clone().map(|pool| pool.with_threshold(0));
        let loans = [publisher(small)?, publisher(large)?];
        let [small, large] = pools;
        let usual = [publisher(small)?, publisher(large)?];
        let receiver = Receiver::start(&["receive", &address, "0", "lane", &port.to_string()])?;
        for publisher in loans.iter().chain(&usual) {
            if !publisher.wait_for_subscribers(1, PATIENCE) {
                return Err("no subscriber was discovered in time".into());
            }
        }
        let bench = Self {
            loans,
            usual,
            board,
            _receiver: receiver,
            _context: context,
        };
        bench.warm_up()?;
        Ok(bench)
    }

    fn warm_up(&self) -> zenoh::Result<()> {
        let mut blob = Blob::of(64);
        for publisher in self.loans.iter().chain(&self.usual) {
            let (mut alone, start) = (0, std::time::Instant::now());
            let mut tag = 0u8;
            while alone < WARM {
                tag = tag.wrapping_add(1);
                blob.mark(tag, ANSWER);
                self.board.expect(1);
                alone += usize::from(publisher.publish(&blob)?.only_lanes);
                self.board.wait(tag, PATIENCE);
                if start.elapsed() > PATIENCE {
                    return Err("the messages do not go through lanes alone".into());
                }
            }
        }
        Ok(())
    }

    pub fn loans(&self) -> Lane<'_> {
        Lane {
            bench: self,
            publishers: &self.loans,
            is_loan: true,
            outside: 0,
        }
    }

    pub fn usual(&self) -> Lane<'_> {
        Lane {
            bench: self,
            publishers: &self.usual,
            is_loan: false,
            outside: 0,
        }
    }
}

impl Way for Lane<'_> {
    fn begin(&mut self) -> zenoh::Result<()> {
        self.bench.board.expect(1);
        Ok(())
    }

    fn send(&mut self, blob: &Blob) -> zenoh::Result<()> {
        let size = HEAD + blob.data.len();
        let publisher = &self.publishers[usize::from(size > SMALL)];
        let published: Published = if self.is_loan {
            publish_loan(publisher, size, ends(&blob.data))?
        } else {
            publisher.publish(blob)?
        };
        self.outside += usize::from(!published.only_lanes);
        Ok(())
    }

    fn answer(&mut self, tag: u8) -> zenoh::Result<Option<Answer>> {
        let arrival = self.bench.board.wait(tag, PATIENCE);
        Ok(arrival.and_then(|arrival| arrival.answers.first().copied()))
    }

    fn outside_of_lanes(&self) -> usize {
        self.outside
    }
}
