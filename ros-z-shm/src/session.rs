//! Opens zenoh sessions that take part in shared memory where the limits of the process allow it, and closes them without losing
//! the messages that are on their way.

use crate::error::BuildError;
use crate::runtime::blocking;
#[cfg(target_os = "linux")]
use crate::shm::attach;
use crate::shm::{ShmLimits, processes};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zenoh::query::{QueryTarget, Queryable};
use zenoh::session::ZenohId;
use zenoh::{Config, Session, Wait};

const SHM_ENABLED: &str = "transport/shared_memory/enabled";

/// What keeps this process from receiving through shared memory: where one of zenoh's tables cannot be locked, zenoh
/// drops what arrives, and says nothing.
fn receiving_obstacle() -> Option<String> {
    let limits = ShmLimits::read();
    let limit = limits.memlock()?;
    let cannot = !limits.own_receiver_fits();
    cannot.then(|| {
        let locked = limits.locked();
        format!(
            "zenoh's table of buffers cannot be locked, RLIMIT_MEMLOCK is {limit} bytes with {locked} in use"
        )
    })
}

/// Opens a session with this library's client for shared memory, which locks nothing.
#[cfg(target_os = "linux")]
fn open_with_client(config: Config) -> zenoh::Result<Session> {
    let session = zenoh::open(config).with_shm_clients(attach::storage()).wait()?;
    lock_nothing().push(session.zid());
    Ok(session)
}

/// The sessions that map pools without a lock.
static LOCK_NOTHING: Mutex<Vec<ZenohId>> = Mutex::new(Vec::new());

fn lock_nothing() -> MutexGuard<'static, Vec<ZenohId>> {
    LOCK_NOTHING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a session locks the pools that it receives from, as those do that the program has opened.
pub(crate) fn locks_pools(session: &Session) -> bool {
    !lock_nothing().contains(&session.zid())
}

#[cfg(not(target_os = "linux"))]
fn open_with_client(config: Config) -> zenoh::Result<Session> {
    zenoh::open(config).wait()
}

/// Warns where a session that the program has opened drops what arrives in shared memory: it has zenoh's own client,
/// which locks the pools that it receives from.
pub fn warn_of_low_limit(session: &Session) {
    let has_shm = (session.config().get(SHM_ENABLED)).is_ok_and(|enabled| enabled.trim() == "true");
    let limits = ShmLimits::read();
    let pool = processes::largest_segment();
    if has_shm
        && !limits.foreign_receiver_fits(pool)
        && let Some(limit) = limits.memlock()
    {
        tracing::warn!(
            "messages in shared memory may be lost: the zenoh session of the program locks each pool that it receives from, \
             the largest on this machine is {pool} bytes, and RLIMIT_MEMLOCK is {limit} bytes with {} in use; raise it \
             (`ulimit -l unlimited`), or let `ZContextBuilder` open the session",
            limits.locked()
        );
    }
}

/// Opens a session. One that cannot take part in shared memory is opened without, with a warning
/// unless there `was_warning` of the same limits before.
pub fn open(config: Config, was_warning: bool) -> Result<Session, BuildError> {
    blocking(move || open_here(config, was_warning))
}

fn open_here(config: Config, was_warning: bool) -> Result<Session, BuildError> {
    let has_shm = config
        .get_json(SHM_ENABLED)
        .is_ok_and(|enabled| enabled == "true");
    let obstacle = if has_shm { receiving_obstacle() } else { None };
    let why = if let Some(obstacle) = obstacle {
        // zenoh opens a session all the same, and would drop whatever arrives in shared memory.
        obstacle
    } else {
        match open_with_client(config.clone()) {
            Err(error) if has_shm && error.to_string().contains("shm") => {
                // What zenoh had made before it failed would stay behind.
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
             raise the memory lock limit (`ulimit -l unlimited`) or make room in /dev/shm"
        );
    }
    Ok(session)
}

/// How long the peers may take to answer that they know what this session still wants.
const ROUND_TRIP: Duration = Duration::from_secs(1);

/// How long a message may be on its way that was about to be sent when its sender answered.
const ON_THE_WAY: Duration = Duration::from_millis(100);

/// What a session is asked for that only has to answer that it has nothing. Those of this library declare such a key.
/// Of the admin space, which those of `rmw_zenoh` have under `@/<zenoh id>/peer/**`, it is a part where nothing is.
const HERE: &str = "@/*/*/here";

/// Has this session answer that it is here, as long as the answer lives.
///
/// zenoh's own admin space would too. But a session that has one is never freed, with the segments that it has mapped
/// (zenoh 1.9).
pub fn answer(session: &Session) -> Result<Queryable<()>, BuildError> {
    let builder = session
        .declare_queryable(format!("@/{}/ros_z_shm/here", session.zid()))
        .callback(drop);
    blocking(|| builder.wait()).map_err(BuildError::zenoh("declare a queryable"))
}

/// Receives what is on its way to a session that no longer wants anything, before it is closed: until every session
/// that can be asked has processed what was undeclared, and what it had sent before is here; a second at most.
///
/// A message in shared memory is counted as held when it is sent. One that is never received stays
/// counted, and its memory taken. A question about liveliness would not do: zenoh answers that from what it already knows
/// of its peers.
pub fn drain(session: &Session) {
    blocking(|| drain_here(session));
}

fn drain_here(session: &Session) {
    let everybody = session.get(HERE).target(QueryTarget::All);
    let Ok(answers) = everybody.timeout(ROUND_TRIP).wait() else {
        // The session is closed already.
        return;
    };
    // Each ends the question for itself, with nothing.
    while answers
        .recv_timeout(ROUND_TRIP)
        .is_ok_and(|answer| answer.is_some())
    {}
    // zenoh's own thread receives meanwhile.
    std::thread::sleep(ON_THE_WAY);
}
