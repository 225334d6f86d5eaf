//! The configuration of a context's zenoh session, from defaults, builder and environment. `ros-z-shm` opens
//! the session.

use crate::error::BuildError;
use std::time::Duration;
use zenoh::Config;

/// The variable that names a zenoh configuration file, as for `rmw_zenoh`.
pub const SESSION_CONFIG_VARIABLE: &str = "ZENOH_SESSION_CONFIG_URI";

/// The variable that overrides parts of the configuration, `key/path=json5;key2=json5`, as for `rmw_zenoh`.
pub const CONFIG_OVERRIDE_VARIABLE: &str = "ZENOH_CONFIG_OVERRIDE";

/// The settings of a zenoh session that communicates with ROS 2 nodes and does not need a router.
///
/// The timeouts and limits are those of `rmw_zenoh`'s own session configuration, except two of congestion.
/// Without a router, peers find each other by multicast on the loopback interface. Peers on the network find
/// each other through the router, as with `rmw_zenoh`.
///
/// If a receiver is killed while a publisher waits for room in zenoh's queue to it, zenoh 1.9 locks its
/// sending thread until the wait is over, and this process sends nothing to anybody, not even keep-alive messages.
/// So the wait and the interval of these messages must together be shorter than the time after which other
/// processes consider this one dead, or they would lose messages. The queue, of batches of 64 KiB, is longer
/// than zenoh's default of 2, so that a publisher rarely waits.
const DEFAULTS: [(&str, &str); 18] = [
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
        "20000000",
    ),
    ("transport/link/tx/queue/size/data", "8"),
    ("transport/shared_memory/mode", r#""lazy""#),
];

/// The settings of a context builder for its session.
#[derive(Clone, Debug, Default)]
pub(crate) struct SessionSettings {
    pub(crate) config: Option<Config>,
    pub(crate) connect: Option<Vec<String>>,
    pub(crate) listen: Option<Vec<String>>,
    pub(crate) multicast: Option<bool>,
    pub(crate) scouting_delay: Option<Duration>,
}

/// Returns the configuration of a session: a whole one from the builder, or from the file in the environment,
/// or the defaults. Then the overrides of the environment apply, then the single settings of the builder.
pub(crate) fn session_config(
    settings: &SessionSettings,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Config, BuildError> {
    let file = environment(SESSION_CONFIG_VARIABLE).filter(|path| !path.is_empty());
    let mut config = match (&settings.config, file) {
        (Some(config), _) => config.clone(),
        (None, Some(path)) => {
            Config::from_file(&path).map_err(|error| rejected(SESSION_CONFIG_VARIABLE, &path, error))?
        }
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
            let (key, value) = entry
                .split_once('=')
                .ok_or_else(|| BuildError::ConfigOverride { entry: entry.into() })?;
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
    if let Some(delay) = settings.scouting_delay {
        insert(&mut config, "scouting/delay", &delay.as_millis().to_string())?;
    }
    // Otherwise zenoh moves large messages into its own pool, and a publisher cannot report the path of its
    // messages.
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
        .map_err(|error| rejected(key, value, error))
}

fn rejected(key: &str, value: &str, error: zenoh::Error) -> BuildError {
    BuildError::Transport(ros_z_shm::BuildError::Config {
        key: key.into(),
        value: value.into(),
        source: error.into(),
    })
}

/// Returns endpoints as a JSON list.
fn endpoint_list(endpoints: &[String]) -> String {
    let quoted: Vec<String> = endpoints.iter().map(|endpoint| format!("{endpoint:?}")).collect();
    format!("[{}]", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHM_ENABLED: &str = "transport/shared_memory/enabled";

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
        // Without timestamps, the caches of transient local publishers stay empty.
        assert_eq!(get(&config, "timestamping/enabled"), "true");
        assert_eq!(
            get(&config, "transport/shared_memory/transport_optimization/enabled"),
            "false"
        );
    }

    #[test]
    fn a_process_that_waits_for_a_receiver_is_not_taken_for_dead_by_the_others() {
        let config = build(&SessionSettings::default(), &[]).unwrap();
        let get = |key: &str| {
            get(&config, &format!("transport/link/tx/{key}"))
                .parse::<u64>()
                .unwrap()
        };
        let lease_ms = get("lease");
        let interval_ms = lease_ms / get("keep_alive");
        let wait_ms = get("queue/congestion_control/block/wait_before_close") / 1000;
        assert!(
            wait_ms + interval_ms < lease_ms,
            "{wait_ms} + {interval_ms} ms of silence, {lease_ms} ms allowed"
        );
    }

    #[test]
    fn the_router_is_the_one_of_ros_unless_the_builder_or_the_environment_sets_another() {
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
    fn the_builder_sets_the_delay_of_scouting() {
        let settings = SessionSettings {
            scouting_delay: Some(Duration::from_millis(50)),
            ..Default::default()
        };
        assert_eq!(get(&build(&settings, &[]).unwrap(), "scouting/delay"), "50");
    }

    #[test]
    fn a_bad_override_is_an_error_with_its_key() {
        let with = |overrides| {
            build(
                &SessionSettings::default(),
                &[(CONFIG_OVERRIDE_VARIABLE, overrides)],
            )
        };
        for (overrides, key) in [("mode=\"knight\"", "mode"), ("no/such=1", "no/such")] {
            match with(overrides) {
                Err(BuildError::Transport(ros_z_shm::BuildError::Config { key: found, .. })) => {
                    assert_eq!(found, key);
                }
                other => panic!("{overrides}: {other:?}"),
            }
        }
        assert!(matches!(with("mode"), Err(BuildError::ConfigOverride { entry }) if entry == "mode"));
    }

    #[test]
    fn a_missing_configuration_file_is_an_error() {
        let answer = build(
            &SessionSettings::default(),
            &[(SESSION_CONFIG_VARIABLE, "/no/such/file.json5")],
        );
        assert!(matches!(
            answer,
            Err(BuildError::Transport(ros_z_shm::BuildError::Config { key, .. })) if key == SESSION_CONFIG_VARIABLE
        ));
    }
}
