#[derive(RosMessage, SizeEstimation)]
struct Empty;
