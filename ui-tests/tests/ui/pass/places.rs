//! The places where a struct can be defined, and the forms of the path to the core.

mod my {
    pub mod deps {
        pub use ::cdr;
    }
}

#[derive(cdr::RosMessage, cdr::SizeEstimation)]
#[ros(crate = "crate::my::deps::cdr")]
#[ros(package = "ui")]
struct TwoAttributes {
    x: u8,
}

#[derive(cdr::RosMessage, cdr::SizeEstimation)]
#[ros(crate = "cdr", package = "ui",)]
struct Outer {
    x: u8,
}

mod nested {
    #[derive(cdr::RosMessage, cdr::SizeEstimation)]
    #[ros(crate = super::my::deps::cdr)]
    pub struct Outer {
        pub own: super::Outer,
    }
}

/// An enum is an integer in ROS: no rule applies to its name.
#[derive(cdr::RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
#[allow(non_camel_case_types, dead_code)]
enum my_mode {
    Off,
}

fn main() {
    #[derive(cdr::RosMessage, cdr::SizeEstimation)]
    #[ros(crate = ::cdr, type_name = "ui/srv/Ask_Request")]
    struct InFunction {
        outer: nested::Outer,
    }

    impl InFunction {
        fn new() -> Self {
            #[derive(cdr::RosMessage)]
            #[ros(crate = cdr)]
            struct InMethod {}
            assert_eq!(cdr::to_vec(&InMethod {}).unwrap(), [0, 1, 0, 0, 0]);
            Self { outer: nested::Outer { own: Outer { x: 7 } } }
        }
    }

    assert_eq!(cdr::to_vec(&InFunction::new()).unwrap(), [0, 1, 0, 0, 7]);
    assert_eq!(cdr::to_vec(&TwoAttributes { x: 7 }).unwrap(), [0, 1, 0, 0, 7]);
}
