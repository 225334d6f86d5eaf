//! The ROS arguments of a command line: everything between `--ros-args` and `--`.
//!
//! The flags and their forms are those of `rcl` (`src/rcl/arguments.c`, `include/rcl/arguments.h`). Two differences:
//! an unknown ROS argument is an error here, which it is for `rclcpp::init` too; and a rule without `--ros-args`, which
//! `rcl` reads with a warning of deprecation, is an argument of the program here.

use crate::log_level::{LogLevelError, LogLevels};
use crate::name::{NameError, Namespace};
use crate::parameter::{ParameterFileError, ParameterOverrides, ParameterRuleError};
use crate::remap::{RemapError, RemapRule, RemapRules};
use std::io;

/// The arguments of a command line.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{Arguments, NodePath, ParameterValue};
///
/// let args = "camera.png --ros-args -r __ns:=/left -p rate:=30 --log-level debug -- --verbose";
/// let arguments = Arguments::parse(args.split(' '), |path| std::fs::read_to_string(path))?;
/// assert_eq!(arguments.remaining, ["camera.png", "--verbose"]);
///
/// let node = arguments.remaps.node(&"camera".parse()?, &"/".parse()?);
/// assert_eq!(node.to_string(), "/left/camera");
/// assert_eq!(arguments.parameters.for_node(&node)["rate"], ParameterValue::Integer(30));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Arguments {
    /// The rules of `-r` and `--remap`.
    pub remaps: RemapRules,
    /// The values of `-p`, `--param` and `--params-file`, in the order of the command line.
    pub parameters: ParameterOverrides,
    /// The levels of `--log-level`.
    pub log_levels: LogLevels,
    /// The enclave of `-e` and `--enclave`.
    pub enclave: Option<Namespace>,
    /// The log outputs.
    pub log_outputs: LogOutputs,
    /// The other arguments, which are the program's own.
    pub remaining: Vec<String>,
}

/// The log outputs that flags switch on or off; `None` without a flag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LogOutputs {
    /// `--enable-stdout-logs`, `--disable-stdout-logs`
    pub stdout: Option<bool>,
    /// `--enable-rosout-logs`, `--disable-rosout-logs`
    pub rosout: Option<bool>,
    /// `--enable-external-lib-logs`, `--disable-external-lib-logs`
    pub external_lib: Option<bool>,
    /// `--log-file-name`
    pub file_name: Option<String>,
    /// `--log-config-file`
    pub config_file: Option<String>,
}

impl Arguments {
    /// Parses arguments, without the name of the program. `read_file` reads a parameter file.
    ///
    /// # Errors
    ///
    /// [`ArgumentsError`] for the first argument that is unknown or malformed.
    pub fn parse<A: Into<String>>(
        args: impl IntoIterator<Item = A>,
        mut read_file: impl FnMut(&str) -> io::Result<String>,
    ) -> Result<Self, ArgumentsError> {
        let mut arguments = Self::default();
        let mut args = args.into_iter().map(Into::into);
        let mut is_ros = false;
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--ros-args" => is_ros = true,
                "--" if is_ros => is_ros = false,
                _ if is_ros => arguments.read(arg, &mut args, &mut read_file)?,
                _ => arguments.remaining.push(arg),
            }
        }
        Ok(arguments)
    }

    /// Reads a ROS argument, with the value that follows it.
    fn read(
        &mut self,
        flag: String,
        args: &mut impl Iterator<Item = String>,
        read_file: &mut impl FnMut(&str) -> io::Result<String>,
    ) -> Result<(), ArgumentsError> {
        if let Some((output, is_on)) = self.log_output(&flag) {
            *output = Some(is_on);
            return Ok(());
        }
        let mut value = || {
            args.next()
                .ok_or_else(|| ArgumentsError::NoValue { flag: flag.clone() })
        };
        match flag.as_str() {
            "-r" | "--remap" => self.remaps.push(value()?.parse::<RemapRule>()?),
            "-p" | "--param" => self.parameters.read_rule(&value()?)?,
            "--params-file" => {
                let path = value()?;
                match read_file(&path) {
                    Ok(text) => {
                        let malformed = |source| ArgumentsError::File { path, source };
                        self.parameters.read_yaml(&text).map_err(malformed)?;
                    }
                    Err(source) => return Err(ArgumentsError::Unreadable { path, source }),
                }
            }
            "--log-level" => self.log_levels.read_rule(&value()?)?,
            "-e" | "--enclave" => {
                let enclave = value()?;
                self.enclave = Some(Namespace::new(&enclave).map_err(ArgumentsError::Enclave)?);
            }
            "--log-file-name" => self.log_outputs.file_name = Some(value()?),
            "--log-config-file" => self.log_outputs.config_file = Some(value()?),
            _ => return Err(ArgumentsError::Unknown { argument: flag }),
        }
        Ok(())
    }

    /// The output that a flag switches, and whether it switches it on.
    fn log_output(&mut self, flag: &str) -> Option<(&mut Option<bool>, bool)> {
        let (name, is_on) = match flag.strip_prefix("--enable-") {
            Some(name) => (name, true),
            None => (flag.strip_prefix("--disable-")?, false),
        };
        let outputs = &mut self.log_outputs;
        let output = match name {
            "stdout-logs" => &mut outputs.stdout,
            "rosout-logs" => &mut outputs.rosout,
            "external-lib-logs" => &mut outputs.external_lib,
            _ => return None,
        };
        Some((output, is_on))
    }
}

/// The reason why a command line cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArgumentsError {
    /// No ROS program knows the argument.
    #[error(
        "`{}` is not a ROS argument; write the arguments of the program before `--ros-args` or after `--`",
        .argument.escape_debug()
    )]
    Unknown {
        /// The argument.
        argument: String,
    },
    /// The last argument needs a value.
    #[error("no value follows `{flag}`")]
    NoValue {
        /// The last argument.
        flag: String,
    },
    /// An argument is not UTF-8.
    #[error("the argument `{}` is not UTF-8", .argument.escape_debug())]
    NotUnicode {
        /// The argument, with replacement characters for the bytes that are not UTF-8.
        argument: String,
    },
    /// A remap rule is malformed.
    #[error(transparent)]
    Remap(#[from] RemapError),
    /// A rule for a parameter is malformed.
    #[error(transparent)]
    Parameter(#[from] ParameterRuleError),
    /// A parameter file cannot be read.
    #[error("cannot read the parameter file `{}`", .path.escape_debug())]
    Unreadable {
        /// The path.
        path: String,
        /// The system's error.
        source: io::Error,
    },
    /// A parameter file is malformed.
    #[error("the parameter file `{}` cannot be used", .path.escape_debug())]
    File {
        /// The path.
        path: String,
        /// The error of its text.
        source: ParameterFileError,
    },
    /// A rule for a log level is malformed.
    #[error(transparent)]
    LogLevel(#[from] LogLevelError),
    /// The enclave is not valid.
    #[error("the enclave is not valid")]
    Enclave(#[source] NameError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log_level::LogLevel;
    use crate::name::NodePath;

    fn parse(args: &str) -> Result<Arguments, ArgumentsError> {
        let args = args.split(' ').filter(|arg| !arg.is_empty());
        Arguments::parse(args, |path| match path {
            "one.yaml" => Ok("/**:\n  ros__parameters: {a: 1, b: 1}\n".into()),
            "two.yaml" => Ok("/**:\n  ros__parameters: {b: 2}\n".into()),
            "bad.yaml" => Ok("/**:\n  ros__parameters:\n    a:\n".into()),
            _ => Err(io::ErrorKind::NotFound.into()),
        })
    }

    // Command lines of rcl/test/rcl/test_arguments.cpp.
    #[test]
    fn ros_arguments_are_between_their_marks() {
        for (args, remaining, rules) in [
            ("", "", 0),
            ("a:=b --foo", "a:=b --foo", 0),
            ("--ros-args", "", 0),
            ("--ros-args --", "", 0),
            ("-- a", "-- a", 0),
            ("--ros-args -r a:=b -- c", "c", 1),
            (
                "x --ros-args --ros-args -r a:=b -- -- y --ros-args --remap c:=d",
                "x -- y",
                2,
            ),
            ("-r a:=b", "-r a:=b", 0),
        ] {
            let arguments = parse(args).unwrap();
            assert_eq!(arguments.remaining.join(" "), remaining, "{args}");
            let node = NodePath::new(Namespace::root(), "n".parse().unwrap());
            let renamed = ["a", "c"].map(|topic| arguments.remaps.topic(&node, topic).unwrap());
            let count = renamed
                .iter()
                .filter(|topic| ["/b", "/d"].contains(&topic.as_str()));
            assert_eq!(count.count(), rules, "{args}");
        }
    }

    #[test]
    fn every_flag_of_rcl_is_read() {
        let arguments = parse(
            "--ros-args -p b:=0 --params-file one.yaml --params-file two.yaml --param c:=3 -e /a --enclave /b/c \
             --log-level warn --log-level n:=DEBUG --disable-rosout-logs --enable-stdout-logs \
             --disable-external-lib-logs --log-file-name f --log-config-file c.ini",
        )
        .unwrap();
        let node = NodePath::new(Namespace::root(), "n".parse().unwrap());
        let values: Vec<_> = arguments.parameters.for_node(&node).into_iter().collect();
        let expected = [("a", 1), ("b", 2), ("c", 3)];
        assert_eq!(values, expected.map(|(name, value)| (name.into(), value.into())));
        assert_eq!(arguments.enclave.as_ref().map(Namespace::as_str), Some("/b/c"));
        assert_eq!(arguments.log_levels.of("n"), Some(LogLevel::Debug));
        assert_eq!(arguments.log_levels.of("m"), Some(LogLevel::Warn));
        let outputs = LogOutputs {
            stdout: Some(true),
            rosout: Some(false),
            external_lib: Some(false),
            file_name: Some("f".into()),
            config_file: Some("c.ini".into()),
        };
        assert_eq!(arguments.log_outputs, outputs);
        assert!(arguments.remaining.is_empty());
    }

    #[test]
    fn a_wrong_argument_is_an_error_that_names_it() {
        for (args, message) in [
            ("--ros-args --foo", "`--foo` is not a ROS argument"),
            ("--ros-args foo", "`foo` is not a ROS argument"),
            ("--ros-args -r", "no value follows `-r`"),
            ("--ros-args --params-file", "no value follows `--params-file`"),
            ("--ros-args -r a", "remap rule `a` has no `:=`"),
            ("--ros-args -r *:=b", "remap rule `*:=b` has an invalid name"),
            ("--ros-args -p a", "`a` does not set a parameter"),
            (
                "--ros-args --params-file none.yaml",
                "cannot read the parameter file `none.yaml`",
            ),
            (
                "--ros-args --params-file bad.yaml",
                "the parameter file `bad.yaml` cannot be used",
            ),
            ("--ros-args --log-level loud", "`loud` is not a log level"),
            ("--ros-args -e a.b", "the enclave is not valid"),
        ] {
            let error = parse(args).unwrap_err().to_string();
            assert!(error.contains(message), "{args}: {error}");
        }
    }
}
