//! The measured values: always the same, without meaning.

use crate::messages::*;

/// Returns a number that is neither round nor small.
fn number(index: usize) -> f64 {
    (index as f64).sqrt() - 20.0
}

fn covariance() -> [f64; 36] {
    std::array::from_fn(number)
}

pub fn header() -> Header {
    Header {
        stamp: Time {
            sec: 1_700_000_000,
            nanosec: 123_456_789,
        },
        frame_id: "odom".into(),
    }
}

pub fn point(index: usize) -> Point {
    Point {
        x: number(index),
        y: number(index + 1),
        z: number(index + 2),
    }
}

pub fn quaternion(index: usize) -> Quaternion {
    Quaternion {
        x: number(index),
        y: number(index + 1),
        z: number(index + 2),
        w: number(index + 3),
    }
}

pub fn pose(index: usize) -> Pose {
    Pose {
        position: point(index),
        orientation: quaternion(index),
    }
}

pub fn odometry() -> Odometry {
    Odometry {
        header: header(),
        child_frame_id: "base_link".into(),
        pose: PoseWithCovariance {
            pose: pose(1),
            covariance: covariance(),
        },
        twist: TwistWithCovariance {
            twist: Twist {
                linear: point(3),
                angular: point(4),
            },
            covariance: covariance(),
        },
    }
}

pub fn names() -> Vec<String> {
    (0..50).map(|n| format!("arm_{}_joint_{n}", n % 2)).collect()
}

pub fn joint_state() -> JointState {
    let numbers: Vec<f64> = (0..50).map(number).collect();
    JointState {
        header: header(),
        name: names(),
        position: numbers.clone(),
        velocity: numbers.clone(),
        effort: numbers,
    }
}

pub fn tf_tree() -> TFMessage {
    let transform = |index: usize| TransformStamped {
        header: header(),
        child_frame_id: format!("link_{index}"),
        transform: Transform {
            translation: point(index),
            rotation: quaternion(index),
        },
    };
    TFMessage {
        transforms: (0..30).map(transform).collect(),
    }
}

pub fn laser_scan() -> LaserScan {
    let ranges: Vec<f32> = (0..1080).map(|n| number(n) as f32).collect();
    LaserScan {
        header: header(),
        angle_min: -2.35,
        angle_max: 2.35,
        angle_increment: 0.00436,
        time_increment: 0.0,
        scan_time: 0.025,
        range_min: 0.1,
        range_max: 30.0,
        intensities: ranges.clone(),
        ranges,
    }
}

pub fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|n| (n * 7) as u8).collect()
}

pub fn image() -> Image {
    Image {
        header: header(),
        height: 512,
        width: 1024,
        encoding: "mono16".into(),
        is_bigendian: 0,
        step: 2048,
        data: bytes(1 << 20),
    }
}

pub fn cloud2() -> PointCloud2 {
    let field = |(index, name): (u32, &str)| PointField {
        name: name.into(),
        offset: 4 * index,
        datatype: 7,
        count: 1,
    };
    PointCloud2 {
        header: header(),
        height: 1,
        width: 1 << 16,
        fields: (0..).zip(["x", "y", "z", "intensity"]).map(field).collect(),
        is_bigendian: false,
        point_step: 16,
        row_step: 1 << 20,
        data: bytes(1 << 20),
        is_dense: true,
    }
}

pub fn points(count: usize) -> Vec<Point> {
    (0..count).map(point).collect()
}

pub fn poses(count: usize) -> Vec<Pose> {
    (0..count).map(pose).collect()
}

pub fn series(count: usize) -> Vec<Stamped> {
    let stamped = |index: usize| Stamped {
        time: Time {
            sec: index as i32,
            nanosec: 7,
        },
        value: number(index),
    };
    (0..count).map(stamped).collect()
}

pub fn floats(count: usize) -> Vec<f32> {
    (0..count).map(|n| number(n) as f32).collect()
}
