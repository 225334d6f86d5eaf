//! The zenoh session under a context: its configuration, from defaults, builder
//! and environment, and how it is opened where shared memory cannot be had.

use crate::error::BuildError;
#[cfg(target_os = "linux")]
use crate::shm::attach;
use crate::shm::{ShmLimits, others};
use std::time::Duration;
use zenoh::query::{QueryTarget, Queryable};
use zenoh::{Config, Session, Wait};

/// The variable that names a zenoh configuration file, as for `rmw_zenoh`.
pub const SESSION_CONFIG_VARIABLE: &str = "ZENOH_SESSION_CONFIG_URI";

/// The variable that overrides parts of the configuration, `key/path=json5;key2=json5`, as for `rmw_zenoh`.
pub const CONFIG_OVERRIDE_VARIABLE: &str = "ZENOH_CONFIG_OVERRIDE";

const SHM_ENABLED: &str = "transport/shared_memory/enabled";

/// What makes a zenoh session one that ROS 2 nodes can talk to, and that needs no router.
///
/// The timeouts and limits are those of `rmw_zenoh`'s own session configuration. Peers without a
/// router find each other by multicast on the loopback interface; peers on the network, as with
/// `rmw_zenoh`, through the router.
const DEFAULTS: [(&str, &str); 17] = [
    ("mode", r#""peer""#),
    ("connect/endpoints", r#"["tcp/localhost:7447"]"#),
    ("listen/endpoints", r#"["tcp/localhost:0"]"#),
    ("scouting/multicast/enabled", "true"),
    ("scouting/multicast/interface", r#""127.0.0.1""#),
    ("scouting/gossip/enabled", "true"),
    (
        "scouting/gossip/autoconnect_strategy",
        r#"{ peer: { to_router: "always", to_peer: "greater-zid" } }"#,
    ),
    ("timestamping/enabled", "true"),
    ("queries_default_timeout", "600000"),
    ("routing/interests/timeout", "10000"),
    ("transport/unicast/open_timeout", "60000"),
    ("transport/unicast/accept_timeout", "60000"),
    ("transport/unicast/max_sessions", "10000"),
    ("transport/link/tx/lease", "60000"),
    ("transport/link/tx/keep_alive", "2"),
    (
        "transport/link/tx/queue/congestion_control/block/wait_before_close",
        "60000000",
    ),
    ("transport/shared_memory/mode", r#""lazy""#),
];

/// What the builder of a context was told about its session.
#[derive(Clone, Debug, Default)]
pub(crate) struct SessionSettings {
    pub(crate) config: Option<Config>,
    pub(crate) connect: Option<Vec<String>>,
    pub(crate) listen: Option<Vec<String>>,
    pub(crate) multicast: Option<bool>,
}

/// The configuration of a session: a whole one from the builder, else from the file that the environment
/// names, else the defaults; then what the environment overrides; then what the builder was told in particular.
pub(crate) fn session_config(
    settings: &SessionSettings,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Config, BuildError> {
    let file = environment(SESSION_CONFIG_VARIABLE).filter(|path| !path.is_empty());
    let mut config = match (&settings.config, file) {
        (Some(config), _) => config.clone(),
        (None, Some(path)) => Config::from_file(&path).map_err(|source| BuildError::Config {
            key: SESSION_CONFIG_VARIABLE.into(),
            value: path,
            source,
        })?,
        (None, None) => {
            let mut config = Config::default();
            for (key, value) in DEFAULTS {
                insert(&mut config, key, value)?;
            }
            config
        }
    };
    if let Some(overrides) = environment(CONFIG_OVERRIDE_VARIABLE) {
        for entry in overrides.split(';').filter(|entry| !entry.trim().is_empty()) {
            let (key, value) = entry.split_once('=').ok_or_else(|| BuildError::Config {
                key: CONFIG_OVERRIDE_VARIABLE.into(),
                value: entry.into(),
                source: "an override is written `key/path=json5`".into(),
            })?;
            insert(&mut config, key.trim(), value.trim())?;
        }
    }
    if let Some(endpoints) = &settings.connect {
        insert(&mut config, "connect/endpoints", &endpoint_list(endpoints))?;
    }
    if let Some(endpoints) = &settings.listen {
        insert(&mut config, "listen/endpoints", &endpoint_list(endpoints))?;
    }
    if let Some(multicast) = settings.multicast {
        insert(&mut config, "scouting/multicast/enabled", &multicast.to_string())?;
    }
    // zenoh would move large messages into a pool of its own, unasked, and no
    // publisher could tell which way its messages went.
    insert(
        &mut config,
        "transport/shared_memory/transport_optimization/enabled",
        "false",
    )?;
    Ok(config)
}

fn insert(config: &mut Config, key: &str, value: &str) -> Result<(), BuildError> {
    config
        .insert_json5(key, value)
        .map_err(|source| BuildError::Config {
            key: key.into(),
            value: value.into(),
            source,
        })
}

/// Endpoints as a json list.
fn endpoint_list(endpoints: &[String]) -> String {
    let quoted: Vec<String> = endpoints.iter().map(|endpoint| format!("{endpoint:?}")).collect();
    format!("[{}]", quoted.join(", "))
}

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
    zenoh::open(config).with_shm_clients(attach::storage()).wait()
}

#[cfg(not(target_os = "linux"))]
fn open_with_client(config: Config) -> zenoh::Result<Session> {
    zenoh::open(config).wait()
}

/// Warns where a session that the program has opened drops what arrives in shared memory: it has zenoh's own client,
/// which locks the pools that it receives from.
pub(crate) fn warn_of_low_limit(session: &Session) {
    let has_shm = (session.config().get(SHM_ENABLED)).is_ok_and(|enabled| enabled.trim() == "true");
    let limits = ShmLimits::read();
    let pool = others::largest_segment();
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
pub(crate) fn open(config: Config, was_warning: bool) -> Result<Session, BuildError> {
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
    insert(&mut config, SHM_ENABLED, "false")?;
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
pub(crate) fn answer(session: &Session) -> Result<Queryable<()>, BuildError> {
    session
        .declare_queryable(format!("@/{}/ros_z_shm/here", session.zid()))
        .callback(drop)
        .wait()
        .map_err(BuildError::zenoh("declare a queryable"))
}

/// Receives what is on its way to a session that no longer wants anything, before it is closed: until every session
/// that can be asked has processed what was undeclared, and what it had sent before is here; a second at most.
///
/// A message in shared memory is counted as held when it is sent. One that is never received stays
/// counted, and its memory taken. A question about liveliness would not do: zenoh answers that from what it already knows
/// of its peers.
pub(crate) fn drain(session: &Session) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn build(settings: &SessionSettings, variables: &[(&str, &str)]) -> Result<Config, BuildError> {
        session_config(settings, |name| {
            variables
                .iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, value)| (*value).into())
        })
    }

    fn get(config: &Config, key: &str) -> String {
        config.get_json(key).unwrap()
    }

    #[test]
    fn the_defaults_need_no_router_and_leave_implicit_shared_memory_off() {
        let config = build(&SessionSettings::default(), &[]).unwrap();
        assert_eq!(get(&config, "mode"), r#""peer""#);
        assert_eq!(get(&config, "scouting/multicast/enabled"), "true");
        assert_eq!(get(&config, SHM_ENABLED), "true");
        // Without a time the caches of transient local publishers keep nothing.
        assert_eq!(get(&config, "timestamping/enabled"), "true");
        assert_eq!(
            get(&config, "transport/shared_memory/transport_optimization/enabled"),
            "false"
        );
    }

    #[test]
    fn the_router_is_that_of_ros_unless_the_builder_or_the_environment_names_another() {
        let mut settings = SessionSettings::default();
        let config = build(&settings, &[]).unwrap();
        assert_eq!(get(&config, "connect/endpoints"), r#"["tcp/localhost:7447"]"#);
        let variables = [(CONFIG_OVERRIDE_VARIABLE, r#"connect/endpoints=["tcp/a:1"]"#)];
        let config = build(&settings, &variables).unwrap();
        assert_eq!(get(&config, "connect/endpoints"), r#"["tcp/a:1"]"#);
        settings.connect = Some(vec!["tcp/b:2".into()]);
        let config = build(&settings, &variables).unwrap();
        assert_eq!(get(&config, "connect/endpoints"), r#"["tcp/b:2"]"#);
    }

    #[test]
    fn the_environment_overrides_the_defaults_and_the_builder_overrides_both() {
        let settings = SessionSettings {
            listen: Some(vec!["tcp/127.0.0.1:0".into()]),
            ..Default::default()
        };
        let variables = [(
            CONFIG_OVERRIDE_VARIABLE,
            r#"mode="client"; listen/endpoints=["tcp/[::1]:1"];connect/endpoints=[]"#,
        )];
        let config = build(&settings, &variables).unwrap();
        assert_eq!(get(&config, "mode"), r#""client""#);
        assert_eq!(get(&config, "listen/endpoints"), r#"["tcp/127.0.0.1:0"]"#);
        assert_eq!(get(&config, "connect/endpoints"), "[]");
    }

    #[test]
    fn a_bad_override_is_named() {
        for (overrides, key) in [
            ("mode", CONFIG_OVERRIDE_VARIABLE),
            ("mode=\"knight\"", "mode"),
            ("no/such=1", "no/such"),
        ] {
            match build(
                &SessionSettings::default(),
                &[(CONFIG_OVERRIDE_VARIABLE, overrides)],
            ) {
                Err(BuildError::Config { key: found, .. }) => assert_eq!(found, key),
                other => panic!("{overrides}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_missing_configuration_file_is_named() {
        let answer = build(
            &SessionSettings::default(),
            &[(SESSION_CONFIG_VARIABLE, "/no/such/file.json5")],
        );
        assert!(matches!(answer, Err(BuildError::Config { key, .. }) if key == SESSION_CONFIG_VARIABLE));
    }
}
