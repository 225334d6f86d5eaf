//! A frozen hash compiles if the type has it: a struct, a borrowing struct, a generic struct, and a service.
#![deny(warnings)]
#![allow(dead_code)]

use cdr::{CdrSlice, RosMessage, ros_service};

/// `std_msgs/msg/Header`, ROS 2 Jazzy.
#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "std_msgs/msg/Header")]
#[ros(hash = "RIHS01_f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01")]
struct Header<'a> {
    stamp: Time,
    frame_id: &'a str,
}

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "builtin_interfaces/msg/Time")]
#[ros(hash = "RIHS01_b106235e25a4c5ed35098aa0a61a3ee9c9b18d197f398b0e4206cea9acf9c197")]
struct Time {
    sec: i32,
    nanosec: u32,
}

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/msg/Blob")]
#[ros(hash = "RIHS01_14940759a8be452e523364974b066d483bae060f005e45d772664b016f66680a")]
struct Blob<D> {
    data: D,
}

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "std_srvs/srv/Empty_Request")]
struct EmptyRequest;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "std_srvs/srv/Empty_Response")]
struct EmptyResponse;

ros_service! {
    /// `std_srvs/srv/Empty`, ROS 2 Jazzy.
    #[ros(hash = "RIHS01_5888399dedec5ccc85ea6451949fd2c9f97bfdf963f9a588821639fcd31b5d19")]
    #[derive(PartialEq)]
    Empty: EmptyRequest => EmptyResponse
}

fn main() {
    assert_eq!(Blob::<Vec<u8>>::TYPE_HASH, Blob::<CdrSlice<'_, u8>>::TYPE_HASH);
}
