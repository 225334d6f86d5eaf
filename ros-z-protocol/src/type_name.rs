//! The two spellings of an interface type: `pkg/msg/Name` in ROS, and `pkg::msg::dds_::Name_` on the wire. Type
//! hashes are in `ros-z-core`.

use std::fmt;
use std::str::FromStr;

/// The kind of an interface type, the middle part of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InterfaceKind {
    /// `msg`
    Message,
    /// `srv`
    Service,
    /// `action`
    Action,
}

impl InterfaceKind {
    /// The text between package and name: `msg`, `srv` or `action`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "msg",
            Self::Service => "srv",
            Self::Action => "action",
        }
    }

    fn from_part(part: &str) -> Option<Self> {
        [Self::Message, Self::Service, Self::Action]
            .into_iter()
            .find(|kind| kind.as_str() == part)
    }
}

impl fmt::Display for InterfaceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The name of an interface type, such as `std_msgs/msg/String`.
///
/// On the wire `rmw_zenoh` uses the name of the type in DDS middlewares, with `dds_` before the last part and
/// `_` after it. A service uses its own name, without `Request_` or `Response_`.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::TypeName;
///
/// let name: TypeName = "std_msgs/msg/String".parse()?;
/// assert_eq!(name.to_wire(), "std_msgs::msg::dds_::String_");
/// assert_eq!(TypeName::from_wire("std_msgs::msg::dds_::String_")?, name);
/// # Ok::<(), ros_z_protocol::TypeNameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeName {
    package: String,
    kind: InterfaceKind,
    name: String,
}

impl TypeName {
    /// The package, such as `std_msgs`.
    pub fn package(&self) -> &str {
        &self.package
    }

    /// Whether the type is a message, a service or an action.
    pub fn kind(&self) -> InterfaceKind {
        self.kind
    }

    /// The last part, such as `String`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name on the wire, such as `std_msgs::msg::dds_::String_`.
    pub fn to_wire(&self) -> String {
        format!("{}::{}::dds_::{}_", self.package, self.kind, self.name)
    }

    /// Reads a wire name.
    ///
    /// # Errors
    ///
    /// [`TypeNameError::Wire`] if the text does not have the form `package::msg::dds_::Name_`, and the other
    /// variants if a part of it is not valid in a ROS name.
    pub fn from_wire(wire: &str) -> Result<Self, TypeNameError> {
        let mut parts = wire.split("::");
        match (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) {
            (Some(package), Some(kind), Some("dds_"), Some(name), None) if name.ends_with('_') => {
                let name_position = package.len() + kind.len() + "::::dds_::".len();
                let positions = [package.len() + "::".len(), name_position];
                Self::from_parts(wire, [package, kind, &name[..name.len() - 1]], positions)
            }
            _ => Err(TypeNameError::Wire { name: wire.into() }),
        }
    }

    /// Creates the name from these three parts of `text`; `positions` are those of the second and third.
    fn from_parts(
        text: &str,
        [package, kind, name]: [&str; 3],
        positions: [usize; 2],
    ) -> Result<Self, TypeNameError> {
        check_identifier(text, package, 0)?;
        check_identifier(text, name, positions[1])?;
        let kind = InterfaceKind::from_part(kind).ok_or_else(|| TypeNameError::Kind {
            name: text.into(),
            kind: kind.into(),
            position: positions[0],
        })?;
        Ok(Self {
            package: package.into(),
            kind,
            name: name.into(),
        })
    }
}

/// Checks the part of `text` that starts at `start`: an ASCII letter, then
/// letters, digits and underscores.
fn check_identifier(text: &str, part: &str, start: usize) -> Result<(), TypeNameError> {
    let name = || text.into();
    match part.chars().next() {
        None => Err(TypeNameError::EmptyPart {
            name: name(),
            position: start,
        }),
        Some(first) if !first.is_ascii_alphabetic() => Err(TypeNameError::FirstCharacter {
            name: name(),
            found: first,
            position: start,
        }),
        Some(_) => part
            .char_indices()
            .find(|(_, found)| !found.is_ascii_alphanumeric() && *found != '_')
            .map_or(Ok(()), |(offset, found)| {
                Err(TypeNameError::Character {
                    name: name(),
                    found,
                    position: start + offset,
                })
            }),
    }
}

/// The ROS spelling, `package/msg/Name`.
impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.package, self.kind, self.name)
    }
}

/// Reads the ROS spelling, `package/msg/Name`.
impl FromStr for TypeName {
    type Err = TypeNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(package), Some(kind), Some(name), None) => {
                let positions = [package.len() + 1, package.len() + kind.len() + 2];
                Self::from_parts(text, [package, kind, name], positions)
            }
            _ => Err(TypeNameError::Parts { name: text.into() }),
        }
    }
}

/// The reason why a text is not a [`TypeName`]. Positions count bytes from its start.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TypeNameError {
    /// The text does not have three parts.
    #[error("`{}` is not a ROS type name; write `package/msg/Name`", .name.escape_debug())]
    Parts {
        /// The whole text.
        name: String,
    },
    /// The text does not have the form of a wire type name.
    #[error("`{}` is not a wire type name; write `package::msg::dds_::Name_`", .name.escape_debug())]
    Wire {
        /// The whole text.
        name: String,
    },
    /// The middle part is not a kind of interface.
    #[error(
        "type name `{}` has `{}` at position {position}; write `msg`, `srv` or `action`",
        .name.escape_debug(), .kind.escape_debug()
    )]
    Kind {
        /// The whole text.
        name: String,
        /// The middle part.
        kind: String,
        /// Start of the middle part.
        position: usize,
    },
    /// The package or the name is empty.
    #[error(
        "type name `{}` has an empty part at position {position}; write `package/msg/Name`",
        .name.escape_debug()
    )]
    EmptyPart {
        /// The whole text.
        name: String,
        /// Position of the missing part.
        position: usize,
    },
    /// The package or the name does not start with a letter.
    #[error(
        "type name `{}` has a part that starts with `{}` at position {position}; \
         start it with a letter",
        .name.escape_debug(), .found.escape_debug()
    )]
    FirstCharacter {
        /// The whole text.
        name: String,
        /// The character.
        found: char,
        /// Position of the character.
        position: usize,
    },
    /// The package or the name contains a character that ROS does not allow.
    #[error(
        "type name `{}` has `{}` at position {position}; use only letters, digits and `_`",
        .name.escape_debug(), .found.escape_debug()
    )]
    Character {
        /// The whole text.
        name: String,
        /// The character.
        found: char,
        /// Position of the character.
        position: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    // Captured from rmw_zenoh_cpp 0.2.10, except for the action.
    const PAIRS: [(&str, &str); 4] = [
        ("std_msgs/msg/String", "std_msgs::msg::dds_::String_"),
        ("peer_msgs/srv/AddTwoInts", "peer_msgs::srv::dds_::AddTwoInts_"),
        ("peer_msgs/msg/Everything", "peer_msgs::msg::dds_::Everything_"),
        (
            "example_interfaces/action/Fibonacci_SendGoal",
            "example_interfaces::action::dds_::Fibonacci_SendGoal_",
        ),
    ];

    #[test]
    fn both_spellings_name_the_same_type() {
        for (ros, wire) in PAIRS {
            let name: TypeName = ros.parse().unwrap();
            assert_eq!(name.to_wire(), wire);
            assert_eq!(name.to_string(), ros);
            assert_eq!(TypeName::from_wire(wire), Ok(name));
        }
    }

    #[test]
    fn parts_are_told_apart() {
        let name: TypeName = PAIRS[1].0.parse().unwrap();
        assert_eq!(name.package(), "peer_msgs");
        assert_eq!(name.kind(), InterfaceKind::Service);
        assert_eq!(name.name(), "AddTwoInts");
    }

    #[test]
    fn errors_contain_the_position_and_a_correction() {
        let message = |text: &str| text.parse::<TypeName>().unwrap_err().to_string();
        assert_eq!(
            message("String"),
            "`String` is not a ROS type name; write `package/msg/Name`"
        );
        assert_eq!(
            message("std_msgs/message/String"),
            "type name `std_msgs/message/String` has `message` at position 9; \
             write `msg`, `srv` or `action`"
        );
        assert_eq!(
            message("std-msgs/msg/String"),
            "type name `std-msgs/msg/String` has `-` at position 3; \
             use only letters, digits and `_`"
        );
        assert_eq!(
            message("std_msgs/msg/2D"),
            "type name `std_msgs/msg/2D` has a part that starts with `2` at position 13; \
             start it with a letter"
        );
        assert_eq!(
            message("std_msgs/msg/"),
            "type name `std_msgs/msg/` has an empty part at position 13; write `package/msg/Name`"
        );
    }

    #[test]
    fn wire_names_of_another_form_are_refused() {
        for wire in [
            "",
            "_",
            "::::dds_::_",
            "std_msgs::msg::String_",
            "std_msgs::msg::dds_::String",
            "std_msgs::msg::dds_::String_::x_",
            "std_msgs::foo::dds_::String_",
            "std_msgs::msg::dds_::Stri/ng_",
            "std_msgs::msg::dds_::é_",
        ] {
            assert!(TypeName::from_wire(wire).is_err(), "{wire}");
        }
        let position = match TypeName::from_wire("std_msgs::msg::dds_::St ring_") {
            Err(TypeNameError::Character { position, .. }) => position,
            other => unreachable!("{other:?}"),
        };
        assert_eq!(position, "std_msgs::msg::dds_::St".len());
    }
}
