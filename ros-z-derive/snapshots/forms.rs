/// A scan, which is read in place and filled in place.
#[derive(RosMessage, SizeEstimation)]
#[ros(view, loan)]
pub struct Scan {
    /// Time and frame.
    pub header: Header,
    pub ranges: Vec<f32>,
    pub echoes: Vec<Echo>,
    pub mode: u8,
}
