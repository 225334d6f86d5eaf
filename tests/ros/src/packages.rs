//! Packages with the shapes that large ROS projects have, written when a test runs.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Number of messages in the package that [`autopilot`] writes.
pub const AUTOPILOT_MESSAGES: usize = 100;

/// Writes a package with the shapes of an autopilot's: a hundred messages with time stamps, large fixed arrays, hundreds of
/// constants as enums of `uint8`, comments with units and markup, and messages that contain each other.
///
/// # Panics
/// If a file cannot be written.
#[must_use]
pub fn autopilot(room: &Path) -> PathBuf {
    let package = room.join("autopilot_msgs");
    let manifest =
        "<package format=\"3\">\n  <name>autopilot_msgs</name>\n  <version>1.15.0</version>\n</package>\n";
    write(&package.join("package.xml"), manifest);
    for index in 0..AUTOPILOT_MESSAGES {
        let mut text = format!(
            "# State of unit {index} <experimental>, see https://example.com/units_{index}\n# | column | unit |\n\nuint64 timestamp # time since system start [us]\n"
        );
        for constant in 0..index * 3 % 200 {
            let _ = writeln!(text, "uint8 MODE_{constant}={constant} # mode *{constant}*");
        }
        let _ = writeln!(text, "uint8 mode {}", index % 3);
        let _ = writeln!(
            text,
            "float32[{}] q # Rotation [x,y] (NaN if unknown)\n    # 0..1",
            index + 1
        );
        let _ = writeln!(text, "bool[{}] flags_{index}", index % 40 + 1);
        let _ = writeln!(
            text,
            "float32 GRAVITY=9.80665\nfloat64 PI=3.141592653589793\nstring NAME=\"unit {index}\""
        );
        let _ = writeln!(text, "char[{}] name # zero-terminated", index % 100 + 1);
        if index > 0 {
            let _ = writeln!(text, "Unit{} previous", index / 2);
        }
        if index % 7 == 1 {
            text.push_str("string label \"none\"\nuint16[<=8] raw [1, 2]\nUnit0[] history\n");
        }
        write(&package.join(format!("msg/Unit{index}.msg")), &text);
    }
    write(
        &package.join("srv/VehicleCommand.srv"),
        "Unit3 request\n---\nUnit4 reply\n",
    );
    package
}

/// Writes a package whose names are keywords of Rust or names of its standard library.
///
/// # Panics
/// If a file cannot be written.
#[must_use]
pub fn hard_names(room: &Path) -> PathBuf {
    let package = room.join("hard_names");
    for (file, text) in [
        ("msg/String.msg", "string data\nString2[] more\n"),
        (
            "msg/String2.msg",
            "wstring<=4[<=2] self\nstring crate \"a\\\"b\"\nbyte[2] type [1, 255]\nint8 super -128\n",
        ),
        (
            "msg/Vec.msg",
            "String[] strings\nuint8[] bytes\nstd_msgs/String text\nOption option\n",
        ),
        (
            "msg/Option.msg",
            "std_msgs/Header header\nfloat64 match 1e300\nbool box true\n",
        ),
        ("msg/Self.msg", "Vec vec\nResult result\n"),
        ("msg/Result.msg", ""),
        ("msg/RosMessage.msg", "Default default\n"),
        (
            "msg/Default.msg",
            "int64 value -9223372036854775808\nint64 MIN=-9223372036854775808\n",
        ),
        ("srv/Type.srv", "# Asks.\nType2 it\n---\n"),
        ("msg/Type2.msg", "uint8 A=1\nuint8 a\n"),
        (
            "action/Move.action",
            "# The target.\ngeometry_msgs/Pose pose\n---\n# How far off [m].\nfloat64 error\n---\nfloat64[3] at\n",
        ),
    ] {
        write(&package.join(file), text);
    }
    package
}

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a definition");
}
