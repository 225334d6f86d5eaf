use cdr::{RosMessage, ros_service};

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/msg/Add")]
struct AddRequest;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/Add_Response")]
struct AddResponse;

ros_service!(Add: AddRequest => AddResponse);

fn main() {}
