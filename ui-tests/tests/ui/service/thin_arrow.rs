use cdr::{RosMessage, ros_service};

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/Add_Request")]
struct AddRequest;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/Add_Response")]
struct AddResponse;

ros_service!(Add: AddRequest -> AddResponse);

fn main() {}
