//! The clock of a node: the system clock, or the simulated time of `/clock`. `simulated_time.rs` subscribes to that
//! topic, `timer.rs` has the timers.
//!
//! The clock needs no thread. A message on `/clock` sets the time on zenoh's receive thread and wakes the waiting callers.

use crate::stamp;
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_shm::runtime::within;
use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

/// The longest wait on the system clock before it is read again, because the system's time may be set meanwhile.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// The clock of a node: [`ZNode::clock`](crate::ZNode::clock). Clones share it.
///
/// Without simulated time it is the system clock. With simulated time it does not move until a message on `/clock` sets
/// it, forwards or backwards; before the first message it is 0, as in `rcl`.
///
/// # Examples
/// ```no_run
/// # use ros_z::context::ZContextBuilder;
/// use ros_z::msgs::builtin_interfaces::Time;
///
/// let node = ZContextBuilder::from_args()?.build()?.create_node("planner").build()?;
/// let clock = node.clock();
/// let deadline = Time::from_nanos(clock.now().to_nanos() + 500_000_000)?;
/// if clock.sleep_until(deadline) {
///     println!("half a second has passed");
/// }
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone)]
pub struct Clock(Arc<SharedClock>);

#[derive(Default)]
struct SharedClock {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Nanoseconds of the simulated time, if it is on.
    simulated: Option<i64>,
    /// How often the source of time has changed.
    switches: u64,
    /// Increases with every change.
    revision: u64,
    wakers: BTreeMap<u64, Waker>,
    next_waker: u64,
}

/// A reading of the clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// Nanoseconds since the epoch.
    pub(crate) now: i64,
    /// How often the source of time has changed. Readings of different sources cannot be compared.
    pub(crate) switches: u64,
}

/// The decision of a waiting caller at a reading.
pub(crate) enum Step<R> {
    /// Returns.
    Done(R),
    /// Waits until this time, in nanoseconds, or until the time or its source changes.
    Until(i64),
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self(Arc::default())
    }

    /// Returns the time, for the stamp of a message.
    #[must_use]
    pub fn now(&self) -> Time {
        // Out of range before 1901 and after 2038.
        Time::from_nanos(self.read().now).unwrap_or_default()
    }

    /// Returns whether the time is simulated.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.0.state().simulated.is_some()
    }

    /// Waits until a time, and returns whether the clock has reached it. Returns `false` if simulated time was
    /// switched on or off meanwhile, as in `rclcpp`: the time then has another meaning. When the node is dropped,
    /// simulated time is switched off.
    ///
    /// After a jump backwards it waits longer. After a jump forwards beyond the time it returns at once.
    #[must_use]
    pub fn sleep_until(&self, time: Time) -> bool {
        self.wait(until(time, self.read()))
    }

    /// Waits until a time without blocking the thread, as [`sleep_until`](Self::sleep_until) does. Works in any async
    /// runtime.
    pub async fn sleep_until_async(&self, time: Time) -> bool {
        self.wait_async(until(time, self.read())).await
    }

    pub(crate) fn read(&self) -> Reading {
        self.0.state().reading()
    }

    /// Sets the simulated time, if it is on.
    pub(crate) fn set(&self, time: Time) {
        let mut state = self.0.state();
        if state.simulated.is_some() {
            state.simulated = Some(time.to_nanos());
            self.0.notify(state);
        }
    }

    /// Switches simulated time on, at 0, or off.
    pub(crate) fn simulate(&self, on: bool) {
        let mut state = self.0.state();
        if state.simulated.is_some() != on {
            state.simulated = on.then_some(0);
            state.switches += 1;
            self.0.notify(state);
        }
    }

    /// Takes a step now, at every change, and at the time that the last step returned, until one is done.
    pub(crate) fn wait<R>(&self, mut step: impl FnMut(Reading) -> Step<R>) -> R {
        let mut state = self.0.state();
        loop {
            let reading = state.reading();
            let time = match step(reading) {
                Step::Done(result) => return result,
                Step::Until(time) => time,
            };
            state = match state.simulated {
                Some(_) => (self.0.changed.wait(state)).unwrap_or_else(PoisonError::into_inner),
                None => {
                    let waited = self.0.changed.wait_timeout(state, reading.left(time));
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// Takes steps as [`wait`](Self::wait) does, without blocking the thread.
    pub(crate) async fn wait_async<R>(&self, mut step: impl FnMut(Reading) -> Step<R>) -> R {
        loop {
            let (reading, is_simulated, revision) = {
                let state = self.0.state();
                (state.reading(), state.simulated.is_some(), state.revision)
            };
            let time = match step(reading) {
                Step::Done(result) => return result,
                Step::Until(time) => time,
            };
            let changed = self.changed_since(revision);
            if is_simulated {
                changed.await;
            } else {
                within(reading.left(time), changed).await;
            }
        }
    }

    /// Waits until the state has another revision.
    async fn changed_since(&self, revision: u64) {
        let mut registered = Registered {
            clock: &self.0,
            id: None,
        };
        poll_fn(|context| {
            let mut state = registered.clock.state();
            if state.revision != revision {
                return Poll::Ready(());
            }
            let id = *registered.id.get_or_insert(state.next_waker);
            state.next_waker = state.next_waker.max(id + 1);
            state.wakers.insert(id, context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Takes steps until a time, or until another source of time.
fn until(time: Time, start: Reading) -> impl FnMut(Reading) -> Step<bool> {
    let time = time.to_nanos();
    move |reading| {
        if reading.switches != start.switches {
            Step::Done(false)
        } else if reading.now >= time {
            Step::Done(true)
        } else {
            Step::Until(time)
        }
    }
}

/// Removes the waker of a future that is dropped.
struct Registered<'a> {
    clock: &'a SharedClock,
    id: Option<u64>,
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.clock.state().wakers.remove(&id);
        }
    }
}

impl SharedClock {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes all waiting callers.
    fn notify(&self, mut state: MutexGuard<'_, State>) {
        state.revision += 1;
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        self.changed.notify_all();
        wakers.into_values().for_each(Waker::wake);
    }
}

impl State {
    fn reading(&self) -> Reading {
        Reading {
            now: self.simulated.unwrap_or_else(stamp::now),
            switches: self.switches,
        }
    }
}

impl Reading {
    /// The wait until a time of the system clock, at most [`LONGEST_WAIT`].
    fn left(self, time: i64) -> Duration {
        let nanos = u64::try_from(time.saturating_sub(self.now)).unwrap_or(0);
        Duration::from_nanos(nanos).min(LONGEST_WAIT)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock")
            .field("is_simulated", &self.is_simulated())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Context;

    fn at(nanos: i64) -> Time {
        Time::from_nanos(nanos).unwrap()
    }

    #[test]
    fn simulated_time_starts_at_zero_and_jumps_both_ways() {
        let clock = Clock::new();
        clock.set(at(5));
        assert!(!clock.is_simulated() && clock.now().to_nanos() > 1_000_000_000_000_000_000);
        clock.simulate(true);
        assert_eq!(clock.now(), at(0));
        for nanos in [7_000_000_001, 90, 8] {
            clock.set(at(nanos));
            assert_eq!(clock.now(), at(nanos));
        }
    }

    #[test]
    fn a_sleep_ends_when_the_time_is_reached_or_changes_its_source() {
        let clock = Clock::new();
        clock.simulate(true);
        let mut context = Context::from_waker(Waker::noop());
        let mut sleep = pin!(clock.sleep_until_async(at(100)));
        for nanos in [10, 99, 5, 50] {
            clock.set(at(nanos));
            assert!(sleep.as_mut().poll(&mut context).is_pending());
            assert_eq!(clock.0.state().wakers.len(), 1);
        }
        clock.set(at(1000));
        assert_eq!(sleep.as_mut().poll(&mut context), Poll::Ready(true));
        {
            let mut sleep = pin!(clock.sleep_until_async(at(2000)));
            assert!(sleep.as_mut().poll(&mut context).is_pending());
        }
        assert!(
            clock.0.state().wakers.is_empty(),
            "a dropped future leaves no waker"
        );

        let mut sleep = pin!(clock.sleep_until_async(at(2000)));
        assert!(sleep.as_mut().poll(&mut context).is_pending());
        clock.simulate(false);
        assert_eq!(sleep.as_mut().poll(&mut context), Poll::Ready(false));
        // In the past of the system clock.
        assert!(clock.sleep_until(at(2000)));
    }

    #[test]
    fn a_blocked_thread_is_woken_by_the_simulated_time() {
        let clock = Clock::new();
        clock.simulate(true);
        std::thread::scope(|scope| {
            let sleeper = scope.spawn(|| clock.sleep_until(at(3)));
            for nanos in 1..=3 {
                clock.set(at(nanos));
            }
            assert!(sleeper.join().unwrap());
        });
    }
}
