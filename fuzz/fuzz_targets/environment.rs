//! Values of the environment's variables, one a line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ros_z::ros::domain_id_from;
use ros_z::shm::ShmSettings;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// Sizes: an answer is given for exactly the whole numbers that a pool may have.
fn sizes(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let (size, threshold) = (lines.next(), lines.next());
    let settings = ShmSettings::from_lookup(|variable| {
        let value = match variable {
            "ZENOH_SHM_ALLOC_SIZE" => size,
            "ZENOH_SHM_MESSAGE_SIZE_THRESHOLD" => threshold,
            other => panic!("asked for {other}"),
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

/// A domain is what `strtoul` reads with base 0, and nothing after it.
fn domain(text: &str) {
    match domain_id_from(|_| Some(text.into())) {
        Ok(0) => {}
        Ok(domain) => assert_eq!(domain_id_from(|_| Some(domain.to_string())), Ok(domain)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Overrides of zenoh's configuration: what is refused is named.
fn overrides(text: &str) {
    let config = ros_z::__fuzz::session_config(|variable| {
        (variable == ros_z::CONFIG_OVERRIDE_VARIABLE).then(|| text.to_owned())
    });
    match config {
        // Whatever the environment says, zenoh moves nothing into a pool of its own.
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
