//! The calls of Linux that a lane needs, as safe functions: futexes, and watching another process. On other systems there
//! are no lanes, and a bell has no other process.

pub(super) use calls::{ProcessWatch, wait, wake};

#[cfg(target_os = "linux")]
mod calls {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::fd::OwnedFd;
    use rustix::process::{Pid, PidfdFlags, pidfd_open};
    use rustix::thread::futex::{self, Flags, Timespec};
    use std::io;
    use std::sync::atomic::AtomicU32;
    use std::time::Duration;

    /// Sleeps while `word` is `seen`, at most for `timeout`. May return early.
    pub(in crate::lane) fn wait(word: &AtomicU32, seen: u32, timeout: Option<Duration>) {
        let timeout = timeout.map(|timeout| Timespec {
            tv_sec: timeout.as_secs().try_into().unwrap_or(i64::MAX),
            tv_nsec: timeout.subsec_nanos().into(),
        });
        // Every result means: look again.
        let _ = futex::wait(word, Flags::empty(), seen, timeout.as_ref());
    }

    /// Wakes all threads of all processes that sleep on `word`.
    pub(in crate::lane) fn wake(word: &AtomicU32) {
        // A failed call wakes nobody, and every wait has a bound or is repeated.
        let _ = futex::wake(word, Flags::empty(), i32::MAX as u32);
    }

    /// Another process, which keeps its identity after its end.
    pub(in crate::lane) struct ProcessWatch(OwnedFd);

    impl ProcessWatch {
        pub(in crate::lane) fn open(process: u32) -> io::Result<Self> {
            let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
            let pid = pid.ok_or(io::ErrorKind::InvalidInput)?;
            Ok(Self(pidfd_open(pid, PidfdFlags::empty())?))
        }

        /// Returns whether the process has ended. A process that is stopped has not.
        pub(in crate::lane) fn has_ended(&self) -> bool {
            let mut fds = [PollFd::new(&self.0, PollFlags::IN)];
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
