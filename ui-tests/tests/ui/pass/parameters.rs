//! Parameters of every type, without a name in scope that the derive could use by accident.
#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code)]

use ::ros_z_ui_tests::parameters::RosParameters;

/// The limits of a controller.
#[derive(RosParameters)]
#[ros(crate = ::ros_z_ui_tests)]
struct Params {
    /// Metres per second.
    #[ros(default = 1.5, range = 0.0..=3.0, step = 0.5)]
    max_speed: f64,
    #[ros(default = "map", read_only)]
    frame: ::std::string::String,
    #[ros(default = LIMIT, range = 0..)]
    r#type: u8,
    #[ros(default = Mode::VeryFast, rename = "Mode")]
    mode: Mode,
    #[ros(default = [1, -2])]
    offsets: ::std::vec::Vec<i32>,
    #[ros(default = ["left", "right"])]
    wheels: [::std::string::String; 2],
    gains: Gains,
}

const LIMIT: u8 = 7;

#[derive(RosParameters)]
#[ros(crate = ::ros_z_ui_tests)]
enum Mode {
    Slow,
    VeryFast,
    #[ros(rename = "as fast as possible")]
    Fastest,
}

#[derive(RosParameters)]
#[ros(crate = ::ros_z_ui_tests)]
struct Gains {
    #[ros(default = true)]
    on: bool,
    none: Empty,
}

#[derive(RosParameters)]
#[ros(crate = ::ros_z_ui_tests)]
struct Empty {}

/// These names are not those of the standard library.
struct Result;
struct String;
struct Ok;

fn main() {}
