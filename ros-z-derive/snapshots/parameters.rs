struct Params {
    /// Metres per second.
    #[ros(default = 1.5, range = 0.0..=3.0, step = 0.5)]
    max_speed: f64,
    #[ros(default = "map", read_only, rename = "frame_id")]
    frame: String,
    gains: Gains,
}
