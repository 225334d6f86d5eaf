//! Finds the description of a type: from the node that uses it, the messages of this library, installed ROS packages,
//! folders of definitions, and recordings. A description is used only if its hash is the one that the topic announces.

mod error;
mod from_ament;
mod from_catalogue;
mod from_folder;
mod from_node;
mod from_recording;
mod known;
mod text;

pub(crate) use error::TypeError;
pub(crate) use known::{find_by_name, known_types};
pub(crate) use text::static_description;

use clap::Args;
use error::Tried;
use ros_z::core::TypeHash;
use ros_z::core::dynamic::{Description, Schema};
use ros_z::graph::NodeInfo;
use ros_z::node::ZNode;
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

/// The options of commands that need the description of a type.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Types")]
pub(crate) struct TypeArguments {
    /// Also look for types in this folder of packages or of .msg and .srv files, or in this recording: an MCAP file, or a
    /// folder of rosbag2
    #[arg(long = "types", value_name = "PATH")]
    pub(crate) folders: Vec<PathBuf>,
}

/// A type that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WantedType {
    /// ROS name, such as `std_msgs/msg/String`.
    pub(crate) name: String,
    /// Hash; `None` accepts the first description of this name.
    pub(crate) hash: Option<TypeHash>,
}

/// A description that was found.
#[derive(Clone, Debug)]
pub(crate) struct FoundType {
    pub(crate) schema: Schema,
    /// The place where it was found, for people.
    pub(crate) source: String,
}

impl fmt::Display for WantedType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.hash {
            Some(hash) => write!(f, " ({hash})"),
            None => Ok(()),
        }
    }
}

impl WantedType {
    /// The type of a topic or service as an endpoint announces it.
    pub(crate) fn announced(name: &str, hash: &str) -> Result<Self, TypeError> {
        let parsed = hash.parse().map_err(|_| TypeError::NoHash {
            type_name: name.into(),
            announced: hash.into(),
        })?;
        Ok(Self {
            name: name.into(),
            hash: Some(parsed),
        })
    }

    /// A type of which only the name is known. `std_msgs/String` is short for `std_msgs/msg/String`.
    pub(crate) fn named(name: &str) -> Self {
        let name = match name.split('/').collect::<Vec<_>>()[..] {
            [package, name] => format!("{package}/msg/{name}"),
            _ => name.into(),
        };
        Self { name, hash: None }
    }

    /// A service of which only the name is known. `std_srvs/Trigger` is short for `std_srvs/srv/Trigger`.
    pub(crate) fn service(name: &str) -> Self {
        let name = match name.split('/').collect::<Vec<_>>()[..] {
            [package, name] => format!("{package}/srv/{name}"),
            _ => name.into(),
        };
        Self { name, hash: None }
    }

    /// Checks what a source returned.
    fn check(&self, source: String, answer: Result<Option<Description>, String>) -> Result<FoundType, Tried> {
        let tried = |outcome: String| Tried {
            source: source.clone(),
            outcome,
            is_other_version: false,
        };
        let description = answer
            .map_err(tried)?
            .ok_or_else(|| tried("does not know it".into()))?;
        let schema = Schema::new(&description).map_err(|error| tried(error.to_string()))?;
        let part = schema.referenced(&self.name);
        let schema = part.ok_or_else(|| tried(format!("describes {} instead", schema.type_name())))?;
        match &self.hash {
            Some(wanted) if schema.type_hash() != *wanted => Err(Tried {
                source,
                outcome: format!("has another version, {}", schema.type_hash()),
                is_other_version: true,
            }),
            _ => Ok(FoundType { schema, source }),
        }
    }
}

/// The most nodes that are asked: each one can take its time.
const MOST_ASKED: usize = 8;

/// Looks for a description in all sources. `users` are nodes that use the type; without a node to ask them with, they are
/// not asked.
pub(crate) fn find(
    wanted: &WantedType,
    asker: Option<&ZNode>,
    users: &[NodeInfo],
    arguments: &TypeArguments,
) -> Result<FoundType, TypeError> {
    let mut tried = Vec::new();
    macro_rules! try_source {
        ($source:expr, $answer:expr) => {
            match wanted.check($source, $answer) {
                Ok(found) => return Ok(found),
                Err(failed) => tried.push(failed),
            }
        };
    }
    let services: BTreeSet<String> = users
        .iter()
        .take(MOST_ASKED)
        .map(from_node::service_name)
        .collect();
    let mut not_served = Vec::new();
    // A node describes types by their hash.
    let asker = asker.filter(|_| wanted.hash.is_some());
    if let Some(asker) = asker {
        for name in services {
            if from_node::is_served(asker, &name) {
                try_source!(
                    format!("the service {name}"),
                    from_node::ask(asker, &name, wanted)
                );
            } else {
                not_served.push(name);
            }
        }
    }
    try_source!(
        "the messages of rosz itself".into(),
        Ok(from_catalogue::find(&wanted.name))
    );
    let prefixes = from_ament::prefixes();
    if prefixes.is_empty() {
        tried.push(Tried {
            source: "AMENT_PREFIX_PATH".into(),
            outcome: "is not set".into(),
            is_other_version: false,
        });
    }
    for prefix in prefixes {
        let source = prefix.display().to_string();
        try_source!(source, from_ament::find(&prefix, &wanted.name));
    }
    for folder in &arguments.folders {
        let source = folder.display().to_string();
        if from_recording::is_recording(folder) {
            try_source!(source, from_recording::find(folder, wanted));
        } else {
            try_source!(source, from_folder::find(folder, &wanted.name));
        }
    }
    // A service can become visible later than the publisher of the same node.
    if let Some(asker) = asker {
        for name in not_served {
            if from_node::is_served_soon(asker, &name) {
                try_source!(
                    format!("the service {name}"),
                    from_node::ask(asker, &name, wanted)
                );
            } else {
                tried.push(Tried {
                    source: format!("the service {name}"),
                    outcome: "is not served".into(),
                    is_other_version: false,
                });
            }
        }
    }
    Err(TypeError::NotFound {
        wanted: wanted.clone(),
        tried,
        has_folders: !arguments.folders.is_empty(),
    })
}
