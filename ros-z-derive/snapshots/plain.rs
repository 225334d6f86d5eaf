/// A point in metres.
#[derive(RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[ros(hash = "RIHS01_6963084842a9b04494d6b2941d11444708d892da2f4b09843b9c43f42a7f6881")]
struct Point {
    x: f64,
    y: f64,
    z: f64,
}
