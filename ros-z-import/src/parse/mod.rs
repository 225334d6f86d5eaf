//! Reads definition files. Follows rosidl's own reader case by case. Warns about a line that rosidl reads differently
//! from what its author probably meant.

mod field_type;
mod message;
mod names;
mod value;

use std::path::Path;

use crate::definition::{Body, Interface};
use crate::error::SyntaxError;
use crate::position::{Line, Position, lines};
use crate::rule::Rule;

pub(crate) use names::is_package_name;

/// The line between the messages of a service or an action.
const SEPARATOR: &str = "---";

/// A definition, and the warnings about it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parsed {
    /// The definition.
    pub interface: Interface,
    /// Warnings, each with file, line and column.
    pub warnings: Vec<String>,
}

/// Parses the bytes of a definition file of `package`. The extension of `file` selects the kind, its stem is the name.
///
/// # Examples
/// ```
/// use ros_z_import::{Primitive, parse_file};
///
/// let parsed = parse_file("demo_msgs", "msg/Speed.msg".as_ref(), b"float64 limit 1.5  # m/s\n")?;
/// let (_, message) = parsed.interface.messages().next().expect("a .msg file has one message");
/// assert_eq!(message.fields[0].name, "limit");
/// # Ok::<(), ros_z_import::SyntaxError>(())
/// ```
///
/// # Errors
/// [`SyntaxError`] names the line, the column and the rule that is broken.
pub fn parse_file(package: &str, file: &Path, bytes: &[u8]) -> Result<Parsed, SyntaxError> {
    let error = |position, found: &str, rule| SyntaxError {
        file: file.to_owned(),
        position,
        found: found.to_owned(),
        rule,
    };
    let start = Position { line: 1, column: 1 };
    let name = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    if !is_package_name(package) {
        return Err(error(start, package, Rule::PackageName));
    }
    if !names::is_message_name(name) {
        return Err(error(start, name, Rule::MessageName));
    }
    let text = std::str::from_utf8(bytes).map_err(|cause| {
        let before = String::from_utf8_lossy(&bytes[..cause.valid_up_to()]);
        let last = lines(&before).last().map_or(start, |line| Position {
            line: line.number,
            column: line.text.chars().count() + 1,
        });
        error(last, "", Rule::Utf8)
    })?;
    // A tab counts as a blank everywhere, and is as wide as one.
    let text = text.replace('\t', " ");
    let all = lines(&text);
    let mut reader = message::Reader {
        package,
        file,
        warnings: Vec::new(),
    };
    let sections = sections(&all);
    let expect = |expected: usize| match sections.len() - 1 {
        found if found == expected => Ok(()),
        found => Err(error(start, "", Rule::Separators { expected, found })),
    };
    let body = match file.extension().and_then(|extension| extension.to_str()) {
        Some("srv") => {
            expect(1)?;
            Body::Service {
                request: reader.message(sections[0])?,
                response: reader.message(sections[1])?,
            }
        }
        Some("action") => {
            expect(2)?;
            Body::Action {
                goal: reader.message(sections[0])?,
                result: reader.message(sections[1])?,
                feedback: reader.message(sections[2])?,
            }
        }
        _ => Body::Message(reader.message(&all)?),
    };
    Ok(Parsed {
        interface: Interface {
            package: package.to_owned(),
            name: name.to_owned(),
            body,
        },
        warnings: reader.warnings,
    })
}

fn sections<'l, 'a>(all: &'l [Line<'a>]) -> Vec<&'l [Line<'a>]> {
    all.split(|line| line.text == SEPARATOR).collect()
}
