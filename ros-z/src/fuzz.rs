//! What the fuzz targets call and no user can. Not there unless a fuzzer builds this crate.
#![allow(missing_docs, reason = "no public API")]

use crate::error::BuildError;
use crate::session::{self, SessionSettings};
use zenoh::Config;

pub fn session_config(environment: impl Fn(&str) -> Option<String>) -> Result<Config, BuildError> {
    session::session_config(&SessionSettings::default(), environment)
}
