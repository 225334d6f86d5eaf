//! Every message reads the bytes of another implementation and writes the same bytes again, and the measured
//! size of every default is its length. Names and hashes are tested in `type_hashes.rs`.

use std::fmt::Debug;

use ros_z_core::{CdrDeserialize, HasView, RosMessage, SizeEstimation, from_slice, to_vec};
use serde_json::Value;

#[macro_use]
mod messages;

trait Owned: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de> + Debug + PartialEq {}
impl<T: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de> + Debug + PartialEq> Owned
    for T
{
}

fn parse_hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("the text has two hex digits per byte"))
        .collect()
}

fn check_golden<T: Owned>(wire: &Value) {
    let name = T::TYPE_NAME;
    let golden = parse_hex(wire[name].as_str().expect(name));
    let message: T = from_slice(&golden).expect(name);
    assert_eq!(message.estimated_serialized_size(), golden.len(), "{name}");
    assert_eq!(to_vec(&message).expect(name), golden, "{name}");
    let view: T::View<'_> = from_slice(&golden).expect(name);
    assert_eq!(to_vec(&view).expect(name), golden, "{name}");
    for len in 0..golden.len() {
        let owned = from_slice::<T>(&golden[..len]).map(|owned| to_vec(&owned));
        let view = from_slice::<T::View<'_>>(&golden[..len]).map(|view| to_vec(&view));
        assert_eq!(view.ok(), owned.ok(), "{name}, the first {len} bytes");
    }
    for bit in 0..8 * golden.len() {
        let mut damaged = golden.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let owned = from_slice::<T>(&damaged).map(|owned| to_vec(&owned));
        let view = from_slice::<T::View<'_>>(&damaged).map(|view| to_vec(&view));
        assert_eq!(view.ok(), owned.ok(), "{name}, bit {bit}");
    }
}

fn check_default<T: Owned + Default>() {
    let name = T::TYPE_NAME;
    let default = T::default();
    let bytes = to_vec(&default).expect(name);
    assert_eq!(default.estimated_serialized_size(), bytes.len(), "{name}");
    assert_eq!(from_slice::<T>(&bytes).expect(name), default);
    let view: T::View<'_> = from_slice(&bytes).expect(name);
    assert_eq!(to_vec(&view).expect(name), bytes, "{name}");
}

macro_rules! check_messages {
    ($($package:ident { $($message:ident)+ })+) => {
        #[test]
        fn foreign_bytes_of_every_message_are_read_and_written_again() {
            let wire: Value =
                serde_json::from_str(include_str!("data/wire.json")).expect("wire.json is JSON");
            $($(check_golden::<ros_z_msgs::$package::$message>(&wire);)+)+
        }

        #[test]
        fn every_default_message_is_read_back() {
            $($(check_default::<ros_z_msgs::$package::$message>();)+)+
        }
    };
}

macro_rules! check_action_parts {
    ($($package:ident: $($part:ident)+;)+) => {
        #[test]
        fn every_default_part_of_an_action_is_read_back() {
            $($(check_default::<ros_z_msgs::$package::action::$part>();)+)+
        }
    };
}

macro_rules! check_service_parts {
    ($($package:ident: $($part:ident)+;)+) => {
        #[test]
        fn every_default_part_of_a_service_is_read_back() {
            $($(check_default::<ros_z_msgs::$package::srv::$part>();)+)+
        }
    };
}

ros_z_msgs::__for_each_message!(check_messages);
for_each_service_part!(check_service_parts);
for_each_action_part!(check_action_parts);

#[test]
fn defaults_equal_the_defaults_of_ros() {
    use ros_z_msgs::{
        geometry_msgs::Quaternion, sensor_msgs::NavSatStatus,
        type_description_interfaces::srv::GetTypeDescriptionRequest,
    };

    let identity = Quaternion {
        x: 0.0,
        y: 0.0,
        z: 0.0,
        w: 1.0,
    };
    assert_eq!(Quaternion::default(), identity);
    assert_eq!(NavSatStatus::default().status, -2);
    assert!(GetTypeDescriptionRequest::default().include_type_sources);
}
