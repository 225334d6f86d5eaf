//! Environment variables with arbitrary values, one per line.
#![no_main]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use libfuzzer_sys::fuzz_target;
use ros_z::ros::domain_id_from;
use ros_z::shm::ShmSettings;

/// Checks sizes: exactly the whole numbers that are valid pool sizes are accepted.
fn sizes(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let (size, threshold) = (lines.next(), lines.next());
    let settings = ShmSettings::from_lookup(|variable| {
        let value = match variable {
            "ZENOH_SHM_ALLOC_SIZE" => size,
            "ZENOH_SHM_MESSAGE_SIZE_THRESHOLD" => threshold,
            other => panic!("unexpected variable {other}"),
        };
        value.map(|bytes| OsStr::from_bytes(bytes).to_owned())
    });
    let is_size = |value: Option<&[u8]>| {
        value.is_none_or(|bytes| {
            let number = std::str::from_utf8(bytes)
                .ok()
                .and_then(|text| text.trim().parse::<u64>().ok());
            number.is_some_and(|number| (1..=1 << 32).contains(&number))
        })
    };
    match settings {
        Ok(settings) => {
            assert!(is_size(size) && is_size(threshold));
            assert_eq!(settings.is_some(), size.is_some() || threshold.is_some());
        }
        Err(error) => {
            assert!(!is_size(size) || !is_size(threshold));
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Checks domain IDs: `strtoul` with base 0 must accept the whole text.
fn domain(text: &str) {
    match domain_id_from(|_| Some(text.into())) {
        Ok(0) => {}
        Ok(domain) => assert_eq!(domain_id_from(|_| Some(domain.to_string())), Ok(domain)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Checks overrides of zenoh's configuration: an error names the refused entry.
fn overrides(text: &str) {
    let config = ros_z::__fuzz::session_config(|variable| {
        (variable == ros_z::CONFIG_OVERRIDE_VARIABLE).then(|| text.to_owned())
    });
    match config {
        // Whatever the environment contains, zenoh does not move messages into its own pool.
        Ok(config) => {
            let implicit = config.get_json("transport/shared_memory/transport_optimization/enabled");
            assert_eq!(implicit.ok().as_deref(), Some("false"), "{text:?}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    match (kind % 4, std::str::from_utf8(rest)) {
        (0, _) => sizes(rest),
        (1, Ok(text)) => domain(text),
        (_, Ok(text)) => overrides(text),
        (_, Err(_)) => {}
    }
});
