//! Functions for the fuzz targets only. They exist only if a fuzzer builds this crate.
#![allow(missing_docs, reason = "not public API")]

use crate::error::BuildError;
use crate::session::{self, SessionSettings};
use zenoh::Config;

pub fn session_config(environment: impl Fn(&str) -> Option<String>) -> Result<Config, BuildError> {
    session::session_config(&SessionSettings::default(), environment)
}
