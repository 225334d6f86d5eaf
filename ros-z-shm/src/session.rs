//! Opens zenoh sessions with shared memory if the limits of the process allow it, and closes them without losing
//! messages in flight.

use crate::error::BuildError;
use crate::runtime::blocking;
#[cfg(target_os = "linux")]
use crate::shm::attach;
use crate::shm::{ShmLimits, processes};
#[cfg(target_os = "linux")]
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zenoh::query::{QueryTarget, Queryable};
use zenoh::session::ZenohId;
use zenoh::{Config, Session, Wait};

const SHM_ENABLED: &str = "transport/shared_memory/enabled";

/// Returns why this process cannot receive through shared memory: if zenoh cannot lock one of its tables, it drops
/// messages without an error.
fn receiving_obstacle() -> Option<String> {
    let limits = ShmLimits::read();
    let limit = limits.memlock()?;
    let cannot = !limits.own_receiver_fits();
    cannot.then(|| {
        let locked = limits.locked();
        format!(
            "zenoh cannot lock its table of buffers, RLIMIT_MEMLOCK is {limit} bytes with {locked} in use"
        )
    })
}

/// Opens a session with this library's shared memory client, which does not lock memory.
#[cfg(target_os = "linux")]
fn open_with_client(config: &Config) -> zenoh::Result<Session> {
    let open = || {
        zenoh::open(config.clone())
            .with_shm_clients(attach::storage())
            .wait()
    };
    let session = open_with_handshake_file(open, processes::removed_handshake_files, |session| {
        // The session is new: nothing is in flight.
        if let Err(error) = session.close().wait() {
            tracing::debug!("a session without its handshake file cannot be closed: {error}");
        }
    })?;
    lock_nothing().push(session.zid());
    Ok(session)
}

/// The attempts to open a session that keeps its handshake file.
#[cfg(target_os = "linux")]
const ATTEMPTS: usize = 5;

/// Opens a session, and again if the file of its handshake was removed meanwhile.
///
/// With this file two sessions agree on shared memory when they connect. zenoh creates the file and then locks it. When
/// another process uses shared memory for the first time, or ends, it removes all files without a lock. If it does so
/// between the two steps, the session would never use shared memory (zenoh 1.9 and 1.10).
#[cfg(target_os = "linux")]
fn open_with_handshake_file<S>(
    mut open: impl FnMut() -> zenoh::Result<S>,
    removed_files: impl Fn() -> HashSet<u64>,
    close: impl Fn(S),
) -> zenoh::Result<S> {
    for _ in 1..ATTEMPTS {
        let before = removed_files();
        let session = open()?;
        if removed_files().is_subset(&before) {
            return Ok(session);
        }
        tracing::debug!("another process removed the handshake file of a new session; it is opened again");
        close(session);
    }
    open()
}

/// The sessions that map pools without locking them.
static LOCK_NOTHING: Mutex<Vec<ZenohId>> = Mutex::new(Vec::new());

fn lock_nothing() -> MutexGuard<'static, Vec<ZenohId>> {
    LOCK_NOTHING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether a session locks the pools that it receives from, as sessions that the program opened do.
pub(crate) fn locks_pools(session: &Session) -> bool {
    !lock_nothing().contains(&session.zid())
}

#[cfg(not(target_os = "linux"))]
fn open_with_client(config: &Config) -> zenoh::Result<Session> {
    zenoh::open(config.clone()).wait()
}

/// Logs a warning if a session that the program opened would drop messages in shared memory: such a session has zenoh's
/// own client, which locks the pools that it receives from.
pub fn warn_of_low_limit(session: &Session) {
    let has_shm = (session.config().get(SHM_ENABLED)).is_ok_and(|enabled| enabled.trim() == "true");
    let limits = ShmLimits::read();
    let pool = processes::largest_segment();
    if has_shm
        && !limits.foreign_receiver_fits(pool)
        && let Some(limit) = limits.memlock()
    {
        tracing::warn!(
            "messages in shared memory may be lost: the program's zenoh session locks each pool that it receives from; \
             the largest pool on this machine has {pool} bytes, and RLIMIT_MEMLOCK is {limit} bytes with {} in use; raise it \
             (`ulimit -l unlimited`), or let `ZContextBuilder` open the session",
            limits.locked()
        );
    }
}

/// Opens a session. If it cannot use shared memory, opens it without, and logs a warning unless `was_warning`, which
/// means that a warning about the same limits was logged before.
pub fn open(config: Config, was_warning: bool) -> Result<Session, BuildError> {
    blocking(move || open_here(config, was_warning))
}

fn open_here(config: Config, was_warning: bool) -> Result<Session, BuildError> {
    let has_shm = config
        .get_json(SHM_ENABLED)
        .is_ok_and(|enabled| enabled == "true");
    let obstacle = if has_shm { receiving_obstacle() } else { None };
    let why = if let Some(obstacle) = obstacle {
        // zenoh would open a session anyway, and drop messages in shared memory.
        obstacle
    } else {
        match open_with_client(&config) {
            Err(error) if has_shm && error.to_string().contains("shm") => {
                // Removes the files that zenoh created before it failed.
                zenoh::shm::cleanup_orphaned_shm_segments();
                error.to_string()
            }
            answer => return answer.map_err(BuildError::zenoh("open a zenoh session")),
        }
    };
    let mut config = config;
    config
        .insert_json5(SHM_ENABLED, "false")
        .map_err(|error| BuildError::Config {
            key: SHM_ENABLED.into(),
            value: "false".into(),
            source: error.into(),
        })?;
    let session = zenoh::open(config)
        .wait()
        .map_err(BuildError::zenoh("open a zenoh session"))?;
    if !was_warning {
        tracing::warn!(
            "shared memory is off for this session: {why}; \
             raise the memory lock limit (`ulimit -l unlimited`) or free space in /dev/shm"
        );
    }
    Ok(session)
}

/// The maximum time for the peers to reply that they have processed the undeclarations of this session.
const ROUND_TRIP: Duration = Duration::from_secs(1);

/// The maximum time in flight of a message that a peer was about to send when it replied.
const IN_FLIGHT_TIME: Duration = Duration::from_millis(100);

/// The key expression of a query that sessions answer with an empty reply. Sessions of this library declare such a key.
/// In the admin space, which sessions of `rmw_zenoh` serve under `@/<zenoh id>/peer/**`, it matches nothing.
const PRESENCE_KEY: &str = "@/*/*/here";

/// Makes this session reply to such queries until the result is dropped.
///
/// zenoh's own admin space would reply too. But a session with an admin space is never freed, nor are the segments that
/// it has mapped (zenoh 1.9).
pub fn answer(session: &Session) -> Result<Queryable<()>, BuildError> {
    let builder = session
        .declare_queryable(format!("@/{}/ros_z_shm/here", session.zid()))
        .callback(drop);
    blocking(|| builder.wait()).map_err(BuildError::zenoh("declare a queryable"))
}

/// Receives the messages in flight to a session that has undeclared its subscribers, before it is closed. Waits up to
/// one second until every session that replies has processed the undeclarations and its earlier messages have arrived.
///
/// A message in shared memory counts as held when it is sent. If it is never received, it stays counted, and its memory
/// stays in use. A liveliness query would not help, because zenoh answers it from its local state.
pub fn drain(session: &Session) {
    blocking(|| drain_here(session));
}

fn drain_here(session: &Session) {
    let everybody = session.get(PRESENCE_KEY).target(QueryTarget::All);
    let Ok(answers) = everybody.timeout(ROUND_TRIP).wait() else {
        // The session is already closed.
        return;
    };
    // Each peer ends the query with an empty reply.
    while answers
        .recv_timeout(ROUND_TRIP)
        .is_ok_and(|answer| answer.is_some())
    {}
    // zenoh's own thread receives meanwhile.
    std::thread::sleep(IN_FLIGHT_TIME);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};

    /// Opens sessions, of which the first `losses` lose their handshake files; returns the one that remains, and the
    /// closed ones.
    fn opened(losses: usize) -> (usize, Vec<usize>) {
        let next = Cell::new(0);
        // One file was removed before.
        let removed = RefCell::new(HashSet::from([7]));
        let closed = RefCell::new(Vec::new());
        let open = || {
            let session = next.replace(next.get() + 1);
            if session < losses {
                removed.borrow_mut().insert(100 + session as u64);
            }
            Ok(session)
        };
        let close = |session: usize| {
            removed.borrow_mut().remove(&(100 + session as u64));
            closed.borrow_mut().push(session);
        };
        let session = open_with_handshake_file(open, || removed.borrow().clone(), close).unwrap();
        (session, closed.into_inner())
    }

    #[test]
    fn a_session_that_lost_its_handshake_file_is_opened_again() {
        assert_eq!(opened(0), (0, vec![]));
        assert_eq!(opened(1), (1, vec![0]));
        assert_eq!(opened(2), (2, vec![0, 1]));
        // Not forever: without shared memory, it communicates over the network.
        assert_eq!(opened(100), (ATTEMPTS - 1, vec![0, 1, 2, 3]));
    }
}
