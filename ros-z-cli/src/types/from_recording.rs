//! Descriptions from the schemas in a recording: an MCAP file, or a folder of rosbag2. Also from a file that was cut.

use super::WantedType;
use crate::bag::{Recording, topic_of};
use ros_z::core::dynamic::{Description, Schema};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Returns whether a path of the command line is a recording, and not a folder of definitions.
pub(super) fn is_recording(path: &Path) -> bool {
    let is_mcap = |path: &Path| path.extension().is_some_and(|extension| extension == "mcap");
    let mut entries = fs::read_dir(path).into_iter().flatten().flatten();
    is_mcap(path) || entries.any(|entry| is_mcap(&entry.path()))
}

/// Looks for a type that a topic of a recording has, or that such a type refers to.
pub(super) fn find(path: &Path, wanted: &WantedType) -> Result<Option<Description>, String> {
    let schemas = schemas(path)?;
    let found = schemas
        .iter()
        .filter_map(|schema| schema.referenced(&wanted.name));
    // A recording can have several versions of one type.
    let is_right = |schema: &Schema| wanted.hash.is_none_or(|hash| schema.type_hash() == hash);
    let (right, other): (Vec<Schema>, Vec<Schema>) = found.partition(is_right);
    Ok(right.first().or(other.first()).map(Description::from))
}

/// Returns the names of all types in a recording.
pub(super) fn names(path: &Path) -> Result<BTreeSet<String>, String> {
    let schemas = schemas(path)?;
    let mut names = BTreeSet::new();
    for schema in &schemas {
        let referenced = Description::from(schema).referenced_type_descriptions;
        names.insert(schema.type_name().to_owned());
        names.extend(referenced.into_iter().map(|description| description.type_name));
    }
    Ok(names)
}

/// Returns the schemas of all topics with a valid definition.
fn schemas(path: &Path) -> Result<Vec<Schema>, String> {
    let explain = |error: &dyn Error| {
        let cause = error.source().map(|cause| format!(": {cause}"));
        format!("{error}{}", cause.unwrap_or_default())
    };
    let recording = Recording::open(path).map_err(|error| explain(&error))?;
    let parts = recording.read().map_err(|error| explain(&error))?;
    let topics = parts.iter().flat_map(|(_, mcap)| {
        let channels = mcap.channels().values();
        channels.map(move |channel| topic_of(mcap, channel))
    });
    Ok(topics.filter_map(|topic| topic.to_schema()).collect())
}
