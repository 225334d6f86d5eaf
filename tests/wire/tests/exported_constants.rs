//! Constants of `#[ros_constants]` are in the exported `.msg`, with their comments, and not in the hash.

use std::path::PathBuf;

use ros_z_core::export::{Package, PackageError, msg_definition};
use ros_z_core::{HasLoan, HasView, RosMessage, ros_constants, ros_service};

#[derive(Clone, Copy, Debug, RosMessage)]
#[repr(i8)]
pub enum Mode {
    Off,
    Auto = -1,
}

/// Power of the robot.
#[derive(Clone, Debug, RosMessage)]
#[ros(package = "power_msgs", view, loan)]
struct Power {
    mode: Mode,
    cells: Vec<f32>,
}

#[ros_constants]
impl Power {
    /// Volts \[V\],
    /// per cell.
    pub const LOWEST: f32 = 3.2;
    pub const HIGHEST: f64 = 4.2;
    pub const CELLS: u8 = 4 * 3;
    pub const COLDEST: i64 = i64::MIN;
    pub const LARGEST: u64 = u64::MAX;
    #[ros(char)]
    pub const LETTER: u8 = b'a';
    #[ros(byte)]
    pub const RAW: u8 = 255;
    pub const IS_SMART: bool = true;
    pub const NAME: &str = "a=b; {c}";
    #[ros(wstring)]
    pub const WIDE: &str = "wide";
    pub const AUTO: u8 = 7;
}

const POWER: &str = r#"# Power of the robot.

# Volts [V],
# per cell.
float32 LOWEST=3.2
float64 HIGHEST=4.2
uint8 CELLS=12
int64 COLDEST=-9223372036854775808
uint64 LARGEST=18446744073709551615
char LETTER=97
byte RAW=255
bool IS_SMART=true
string NAME="a=b; {c}"
wstring WIDE="wide"
uint8 AUTO=7
int8 OFF=0
int8 MODE_AUTO=-1

int8 mode
float32[] cells
"#;

#[test]
fn constants_are_exported_with_their_types_values_and_comments() {
    assert_eq!(msg_definition::<Power>(), POWER);
    assert_eq!(msg_definition::<<Power as HasView>::View<'static>>(), POWER);
    assert_eq!(msg_definition::<<Power as HasLoan>::Loan>(), POWER);
}

#[test]
fn constants_do_not_change_the_hash() {
    #[derive(RosMessage)]
    #[ros(type_name = "power_msgs/msg/Power")]
    #[allow(dead_code, reason = "only its description is used")]
    struct Without {
        mode: i8,
        cells: Vec<f32>,
    }
    assert_eq!(Power::TYPE_HASH, Without::TYPE_HASH);
}

fn folder(name: &str) -> PathBuf {
    let target = std::env::current_exe().expect("the path of this program");
    let room = target.ancestors().nth(3).expect("a target directory");
    room.join("exported_constants").join(name)
}

#[test]
fn constants_of_a_service_are_in_their_part() {
    #[derive(RosMessage)]
    #[ros(type_name = "power_msgs/srv/Set_Request")]
    #[allow(dead_code, reason = "only its description is used")]
    struct SetRequest {
        mode: u8,
    }

    #[ros_constants]
    impl SetRequest {
        const LOW: u8 = 1;
    }

    #[derive(RosMessage)]
    #[ros(type_name = "power_msgs/srv/Set_Response")]
    struct SetResponse {}

    #[ros_constants]
    impl SetResponse {
        const DONE: bool = true;
    }

    ros_service!(Set: SetRequest => SetResponse);
    let folder = folder("power_msgs");
    Package::new("power_msgs")
        .with_service::<Set>()
        .write(&folder)
        .expect("a package");
    let text = std::fs::read_to_string(folder.join("srv/Set.srv")).expect("a service");
    assert!(
        text.ends_with("\nuint8 LOW=1\n\nuint8 mode\n---\nbool DONE=true\n\n"),
        "{text}"
    );
    assert_eq!((SetRequest::LOW, SetResponse::DONE), (1, true));
}

macro_rules! refused {
    ($name:ident: $type:ty = $value:expr) => {{
        #[derive(RosMessage)]
        #[ros(package = "power_msgs")]
        #[allow(dead_code, reason = "only its description is used")]
        struct Refused {
            x: u8,
        }

        #[ros_constants]
        impl Refused {
            const $name: $type = $value;
        }

        Package::new("power_msgs")
            .with_message::<Refused>()
            .write(folder("refused"))
            .expect_err("not a ROS constant")
    }};
}

#[test]
fn constants_that_rosidl_would_change_are_refused() {
    let text = "constant `NAME` of `power_msgs/msg/Refused` cannot be exported: \"a#b\"; in a `.msg` file, numbers are finite, and strings are ASCII without control characters, `\"`, `#`, `'`, `\\` and `??`";
    assert_eq!(refused!(NAME: &str = "a#b").to_string(), text);
    for error in [
        refused!(X: f32 = f32::INFINITY),
        refused!(X: f64 = f64::NAN),
        refused!(X: &str = "\u{e9}"),
        refused!(X: &str = "\n"),
    ] {
        assert!(
            matches!(error, PackageError::UnwritableConstant { constant: "X", .. }),
            "{error}"
        );
    }
    assert!(matches!(
        refused!(NULL: u8 = 1),
        PackageError::ReservedConstant { .. }
    ));
}
