/// The state of a motor.
#[derive(RosMessage, SizeEstimation)]
#[repr(u8)]
enum State {
    Off,
    /// Turns.
    On = 2,
}
