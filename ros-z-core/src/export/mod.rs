//! Exports types to users of other languages: the text of a definition, and a ROS 2 package of such
//! definitions. The module `msg` writes a single definition.

mod comment;
#[cfg(feature = "std")]
mod manifest;
mod msg;
#[cfg(feature = "std")]
mod package;
#[cfg(feature = "std")]
mod package_error;
#[cfg(feature = "std")]
mod package_names;
#[cfg(feature = "std")]
mod reserved;
mod schema;
mod source;

pub use schema::schema_definition;

#[cfg(feature = "std")]
pub use package::{Exported, MessageSet, Package, package};
#[cfg(feature = "std")]
pub use package_error::PackageError;
#[cfg(feature = "std")]
pub use reserved::Reserved;
pub use source::{TypeSource, type_sources};

use crate::message::RosMessage;
use crate::type_description::TypeDescription;
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use msg::{msg_text, short_name};

/// The separator between the definitions in one text: 80 equals signs.
const RULER: &str = "================================================================================";

/// Returns the `.msg` definition of a message type and of all types that it refers to, in the `ros2msg` form of
/// rosbag2 and MCAP: each further type follows a separator and a `MSG: pkg/Name` line.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, export};
///
/// /// The next place to go to.
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Waypoint {
///     /// Metres.
///     position: [f64; 3],
///     #[ros(max_len = 16)]
///     name: String,
/// }
///
/// assert_eq!(
///     export::msg_definition::<Waypoint>(),
///     "# The next place to go to.\n\n# Metres.\nfloat64[3] position\nstring<=16 name\n"
/// );
/// ```
#[must_use]
pub fn msg_definition<T: RosMessage>() -> String {
    msg_definition_of(&T::type_description())
}

/// As [`msg_definition`], for a type that is selected at run time.
#[must_use]
pub fn msg_definition_of(description: &TypeDescription) -> String {
    let mut text = msg_text(description);
    let mut seen = BTreeSet::from([description.type_name]);
    let mut queue = Vec::new();
    enqueue(description, &mut seen, &mut queue);
    let mut next = 0;
    while let Some(&nested) = queue.get(next) {
        next += 1;
        separate(&mut text, nested.type_name);
        text += &msg_text(nested);
        enqueue(nested, &mut seen, &mut queue);
    }
    text
}

/// Returns the text of the `.msg` file of a description, without the types that it refers to.
#[must_use]
pub fn msg_file(description: &TypeDescription) -> String {
    msg_text(description)
}

/// Appends the lines before the definition of a further type.
fn separate(text: &mut String, type_name: &str) {
    text.push_str(RULER);
    text.push_str("\nMSG: ");
    text.push_str(&short_name(type_name));
    text.push('\n');
}

/// Appends the types that `description` refers to and that were not seen before.
fn enqueue(
    description: &TypeDescription,
    seen: &mut BTreeSet<&'static str>,
    queue: &mut Vec<&'static TypeDescription>,
) {
    for nested in description
        .fields
        .iter()
        .filter_map(|field| field.field_type.nested)
    {
        if seen.insert(nested.type_name) {
            queue.push(nested);
        }
    }
}
