//! The calls of Linux that a lane needs, as safe functions: futexes, and watching another process. On other systems there
//! are no lanes, and a bell has no other process.

pub(super) use calls::{ProcessWatch, can_wait_for_any, wait, wait_for_any, wake};

/// The maximum number of futexes that a thread can wait for.
pub(super) const MOST_FUTEXES: usize = 128;

#[cfg(target_os = "linux")]
mod calls {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::fd::OwnedFd;
    use rustix::io::Errno;
    use rustix::process::{Pid, PidfdFlags, pidfd_open};
    use rustix::thread::ClockId;
    use rustix::thread::futex::{self, Flags, Timespec, Wait, WaitFlags, WaitPtr, WaitvFlags};
    use rustix::time::clock_gettime;
    use std::io;
    use std::sync::LazyLock;
    use std::sync::atomic::AtomicU32;
    use std::thread;
    use std::time::Duration;

    /// Sleeps while `word` is `seen`, at most for `timeout`. May return early.
    pub(in crate::lane) fn wait(word: &AtomicU32, seen: u32, timeout: Option<Duration>) {
        let timeout = timeout.map(to_timespec);
        // After every result, the caller looks again.
        let _ = futex::wait(word, Flags::empty(), seen, timeout.as_ref());
    }

    /// Returns whether this kernel, and the limits of the process, allow [`wait_for_any`].
    pub(in crate::lane) fn can_wait_for_any() -> bool {
        static CAN: LazyLock<bool> = LazyLock::new(|| {
            // No futex is an invalid argument, for a kernel that has the call.
            futex::waitv(&[], WaitvFlags::empty(), None, ClockId::Monotonic) == Err(Errno::INVAL)
        });
        *CAN
    }

    /// Sleeps while every word is what was seen, at most for `timeout`. May return early.
    pub(in crate::lane) fn wait_for_any<'a>(
        words: impl Iterator<Item = (&'a AtomicU32, u32)>,
        timeout: Duration,
    ) {
        let waits: Vec<Wait> = words
            .map(|(word, seen)| {
                let mut wait = Wait::new();
                wait.val = seen.into();
                wait.uaddr = WaitPtr::new(word.as_ptr().cast());
                wait.flags = WaitFlags::SIZE_U32;
                wait
            })
            .collect();
        let until = clock_gettime(ClockId::Monotonic) + to_timespec(timeout);
        match futex::waitv(&waits, WaitvFlags::empty(), Some(&until), ClockId::Monotonic) {
            Ok(_) | Err(Errno::AGAIN | Errno::INTR | Errno::TIMEDOUT) => {}
            // Impossible, but it must not become a busy loop.
            Err(_) => thread::sleep(Duration::from_millis(1)),
        }
    }

    fn to_timespec(time: Duration) -> Timespec {
        Timespec {
            tv_sec: time.as_secs().try_into().unwrap_or(i64::MAX),
            tv_nsec: time.subsec_nanos().into(),
        }
    }

    /// Wakes all threads of all processes that sleep on `word`.
    pub(in crate::lane) fn wake(word: &AtomicU32) {
        // A failed call wakes nobody, and every wait has a bound or is repeated.
        let _ = futex::wake(word, Flags::empty(), i32::MAX as u32);
    }

    /// Another process, which keeps its identity after its end; `None` for this process.
    pub(in crate::lane) struct ProcessWatch(Option<OwnedFd>);

    impl ProcessWatch {
        pub(in crate::lane) fn open(process: u32) -> io::Result<Self> {
            if process == std::process::id() {
                return Ok(Self(None));
            }
            let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
            let pid = pid.ok_or(io::ErrorKind::InvalidInput)?;
            Ok(Self(Some(pidfd_open(pid, PidfdFlags::empty())?)))
        }

        /// Returns whether the process has ended. A process that is stopped has not.
        pub(in crate::lane) fn has_ended(&self) -> bool {
            let Some(process) = &self.0 else { return false };
            let mut fds = [PollFd::new(process, PollFlags::IN)];
            poll(&mut fds, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod calls {
    use std::io;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Condvar, Mutex, PoisonError};
    use std::time::Duration;

    static LOCK: Mutex<()> = Mutex::new(());
    static WOKEN: Condvar = Condvar::new();

    pub(in crate::lane) fn wait(word: &AtomicU32, seen: u32, timeout: Option<Duration>) {
        let lock = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        if word.load(Ordering::SeqCst) == seen {
            match timeout {
                Some(timeout) => drop(WOKEN.wait_timeout(lock, timeout)),
                None => drop(WOKEN.wait(lock)),
            }
        }
    }

    pub(in crate::lane) const fn can_wait_for_any() -> bool {
        false
    }

    /// Not called.
    pub(in crate::lane) fn wait_for_any<'a>(_: impl Iterator<Item = (&'a AtomicU32, u32)>, _: Duration) {}

    pub(in crate::lane) fn wake(_: &AtomicU32) {
        let _lock = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        WOKEN.notify_all();
    }

    pub(in crate::lane) struct ProcessWatch;

    impl ProcessWatch {
        pub(in crate::lane) fn open(_: u32) -> io::Result<Self> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub(in crate::lane) fn has_ended(&self) -> bool {
            false
        }
    }
}
