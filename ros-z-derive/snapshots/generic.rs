/// How far the arm is bent.
#[derive(RosMessage, SizeEstimation)]
struct Joint<T> {
    /// Radians.
    angle: f64,
    #[ros(rename = "frame", max_len = 16)]
    r#type: String,
    values: Vec<T>,
    #[ros(skip)]
    seen: usize,
}
