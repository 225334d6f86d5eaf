enum Mode {
    Slow,
    #[ros(rename = "very fast")]
    VeryFast,
}
