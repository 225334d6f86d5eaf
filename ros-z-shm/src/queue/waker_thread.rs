//! The thread of the process that wakes the tasks of subscribers when lanes ring their bells. A thread can wait for 127
//! subscribers, so more subscribers need another thread. Before Linux 5.16, each subscriber has its own thread.

use super::queue_core::QueueCore;
use crate::lane::{Bell, LaneReader, Waiter, most_bells};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
            tracing::error!(
                "cannot start the thread that wakes tasks for samples of a lane, so they come through zenoh: {error}"
            );
            let mut state = self.lock();
            state.has_waker_thread = false;
            state.lanes.iter().for_each(LaneReader::stop);
        }
    }
}
