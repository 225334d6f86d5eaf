//! The thread that wakes the tasks of a subscriber when a lane rings its bell.

use super::queue_core::QueueCore;
use crate::lane::LaneReader;
use std::sync::Arc;
use std::task::Waker;
use std::thread;
use std::time::{Duration, Instant};

impl<S: Send + 'static> QueueCore<S> {
    /// Starts the thread that wakes tasks when a lane rings the bell; it ends with the queue.
    pub(super) fn start_waker_thread(self: &Arc<Self>) {
        let core = Arc::downgrade(self);
        let thread = thread::Builder::new()
            .name("ros-z-lane-wake".into())
            .spawn(move || {
                while let Some(core) = core.upgrade() {
                    let waiter = core.bell.wait();
                    let mut state = core.lock();
                    let wakers = std::mem::take(&mut state.wakers);
                    let (deadline, is_over) = (state.deadline, !state.has_receiver);
                    drop(state);
                    wakers.into_iter().for_each(Waker::wake);
                    if is_over {
                        return;
                    }
                    // A time that has passed is for the next look of a task, which may not come.
                    let left = deadline.and_then(|deadline| deadline.checked_duration_since(Instant::now()));
                    waiter.sleep(Some(left.map_or(LONGEST_NAP, |left| left.min(LONGEST_NAP))));
                }
            });
        if let Err(error) = thread {
            tracing::error!(
                "cannot start the thread that wakes tasks for samples of a lane, so they come through zenoh: {error}"
            );
            let mut state = self.lock();
            state.has_waker_thread = false;
            state.lanes.iter().for_each(LaneReader::stop);
        }
    }
}

/// The longest sleep of the thread that wakes tasks.
const LONGEST_NAP: Duration = Duration::from_secs(1);
