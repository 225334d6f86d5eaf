//! The thread of the process that wakes the tasks of subscribers when lanes ring their bells. A thread can wait for 127
//! subscribers, so more subscribers need another thread. Before Linux 5.16, each subscriber has its own thread.

use super::queue_core::QueueCore;
use crate::lane::{Bell, LaneReader, Waiter, most_bells};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};
use std::{io, thread};

/// The longest sleep of the thread.
const LONGEST_NAP: Duration = Duration::from_secs(1);

static THREADS: Mutex<Vec<Arc<WakerThread>>> = Mutex::new(Vec::new());

fn threads() -> MutexGuard<'static, Vec<Arc<WakerThread>>> {
    THREADS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A subscriber with tasks.
trait Tasks: Send + Sync {
    fn bell(&self) -> &Bell;

    /// Wakes the tasks. Returns the time at which to do it again; `None` if the subscriber is gone.
    fn wake(&self) -> Option<Instant>;
}

impl<S: Send + 'static> Tasks for QueueCore<S> {
    fn bell(&self) -> &Bell {
        &self.bell
    }

    fn wake(&self) -> Option<Instant> {
        let mut state = self.lock();
        let wakers = std::mem::take(&mut state.wakers);
        let (deadline, is_over) = (state.deadline, !state.has_receiver);
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
        let now = Instant::now();
        let latest = now + LONGEST_NAP;
        // A time that has passed is for the next look of a task, which may not come.
        let next = deadline.filter(|deadline| *deadline > now);
        (!is_over).then(|| next.map_or(latest, |next| next.min(latest)))
    }
}

/// A thread that waits for the bells of its members.
struct WakerThread {
    /// Rings for a new member.
    bell: Bell,
    /// Locked after [`THREADS`], or alone.
    members: Mutex<Members>,
}

#[derive(Default)]
struct Members {
    /// Those that the thread does not know yet.
    new: Vec<Arc<dyn Tasks>>,
    /// All.
    count: usize,
}

/// A member, as its thread knows it.
struct Member {
    tasks: Arc<dyn Tasks>,
    /// The rings of its bell after which its tasks were woken.
    seen: Option<u32>,
    /// When to wake its tasks without a ring.
    next: Instant,
}

impl WakerThread {
    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, tasks: Arc<dyn Tasks>) {
        let mut members = self.members();
        members.new.push(tasks);
        members.count += 1;
        drop(members);
        self.bell.ring();
    }

    /// Wakes tasks until no member is left.
    fn run(self: &Arc<Self>) {
        let is_alone = most_bells() == 1;
        let mut members: Vec<Member> = Vec::new();
        loop {
            let own = self.bell.wait();
            members.extend(self.members().new.drain(..).map(|tasks| Member {
                tasks,
                seen: None,
                next: Instant::now(),
            }));
            let before = members.len();
            let bells: Vec<Arc<dyn Tasks>> = members.iter().map(|member| member.tasks.clone()).collect();
            let mut waiters: Vec<Waiter<'_>> = bells.iter().map(|tasks| tasks.bell().wait()).collect();
            let now = Instant::now();
            let mut seen = waiters.iter().map(Waiter::seen);
            members.retain_mut(|member| {
                let seen = seen.next();
                if member.seen == seen && member.next > now {
                    return true;
                }
                member.seen = seen;
                let next = member.tasks.wake();
                member.next = next.unwrap_or(now);
                next.is_some()
            });
            if members.len() < before {
                if self.is_over(before - members.len()) {
                    return;
                }
                continue;
            }
            if !is_alone {
                waiters.push(own);
            }
            let next = members.iter().map(|member| member.next).min();
            let next = next.map_or(LONGEST_NAP, |next| next.saturating_duration_since(now));
            Waiter::sleep_for_any(&waiters, next);
        }
    }

    /// Records that members are gone, and returns whether none is left.
    fn is_over(self: &Arc<Self>, gone: usize) -> bool {
        let mut threads = threads();
        let mut members = self.members();
        members.count -= gone;
        let is_over = members.count == 0;
        if is_over {
            threads.retain(|thread| !Arc::ptr_eq(thread, self));
        }
        is_over
    }
}

/// Adds a subscriber to a thread, which is started if necessary.
fn add(tasks: Arc<dyn Tasks>) -> io::Result<()> {
    // One of the bells is that of the thread.
    let most = most_bells().saturating_sub(1).max(1);
    let mut threads = threads();
    if let Some(thread) = threads.iter().find(|thread| thread.members().count < most) {
        thread.add(tasks);
        return Ok(());
    }
    let thread = Arc::new(WakerThread {
        bell: Bell::default(),
        members: Mutex::default(),
    });
    thread.add(tasks);
    let running = thread.clone();
    thread::Builder::new()
        .name("ros-z-lane-wake".into())
        .spawn(move || running.run())?;
    threads.push(thread);
    Ok(())
}

impl<S: Send + 'static> QueueCore<S> {
    /// Makes a thread wake the tasks when a lane rings the bell, until the receiver is gone.
    pub(super) fn start_waker_thread(self: &Arc<Self>) {
        if let Err(error) = add(self.clone()) {
            self.go_on_without_thread(&error);
        }
    }

    /// Asks the publishers to send no more samples through lanes. They offer new lanes later; the next task that waits
    /// then tries again to start the thread.
    fn go_on_without_thread(&self, error: &io::Error) {
        static WARNED: Once = Once::new();
        WARNED.call_once(|| {
            tracing::error!(
                "cannot start the thread that wakes tasks for samples of a lane, so they come through zenoh: {error}"
            );
        });
        let mut state = self.lock();
        state.has_waker_thread = false;
        state.lanes.iter().for_each(LaneReader::stop);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::lane::{Numbers, OfferedLane};
    use crate::queue::{QueueLimit, queue};
    use std::future::Future;
    use std::pin::pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll, Wake};

    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn without_the_thread_the_lane_ends_and_a_task_gets_every_sample_once_and_in_order() {
        let (sender, receiver) = queue(QueueLimit::Block(8));
        let mut lane = OfferedLane::new();
        let publisher = lane.offer.publisher;
        let target = sender.lane_target(Arc::new(Numbers { has_thread: true }));
        let _bell = target.attach(&lane.offer).expect("it is a lane");
        target.open_barrier(lane.offer.nonce);
        lane.push(1);
        lane.push(2);
        receiver
            .core
            .go_on_without_thread(&io::ErrorKind::WouldBlock.into());
        assert!(lane.is_done(), "the publisher is asked to use zenoh");
        lane.end(3);
        let woken = Arc::new(Count(AtomicUsize::new(0)));
        let waker = Waker::from(woken.clone());
        let mut context = Context::from_waker(&waker);
        for number in 1..=2 {
            // zenoh has the samples of a lane if it has other receivers.
            sender.send_in_order(&publisher, number, |_| Some(number));
            let mut next = pin!(receiver.recv_async());
            assert_eq!(next.as_mut().poll(&mut context), Poll::Ready(Ok(number)));
        }
        let mut next = pin!(receiver.recv_async());
        assert_eq!(next.as_mut().poll(&mut context), Poll::Pending);
        let before = woken.0.load(Ordering::SeqCst);
        sender.send_in_order(&publisher, 3, |_| Some(3));
        assert!(
            woken.0.load(Ordering::SeqCst) > before,
            "zenoh's thread wakes the task"
        );
        assert_eq!(next.as_mut().poll(&mut context), Poll::Ready(Ok(3)));
    }
}
