//! The core under other names: renamed, re-exported, both, through a glob and through a macro.

extern crate cdr as other;

mod facade {
    pub use cdr as core_of_ros;
    pub mod prelude {
        pub use cdr::*;
    }
}

#[derive(other::RosMessage, other::SizeEstimation)]
#[ros(crate = other)]
struct Renamed {
    x: u8,
}

#[derive(facade::core_of_ros::RosMessage, facade::core_of_ros::SizeEstimation)]
#[ros(crate = facade::core_of_ros)]
struct Reexported {
    renamed: Renamed,
}

mod deep {
    #[derive(crate::facade::core_of_ros::RosMessage)]
    #[ros(crate = "super::facade::core_of_ros")]
    pub struct Deep {
        pub x: u8,
    }
}

use facade::prelude::{RosMessage, SizeEstimation};

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = self::facade::core_of_ros)]
struct All {
    reexported: Reexported,
    deep: deep::Deep,
}

fn main() {
    let all = All { reexported: Reexported { renamed: Renamed { x: 1 } }, deep: deep::Deep { x: 2 } };
    assert_eq!(facade::prelude::to_vec(&all).unwrap(), [0, 1, 0, 0, 1, 2]);
    assert_eq!(all.estimated_serialized_size(), 6);
}
