use cdr::{RosMessage, ros_service};

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Ask {
    Now,
}

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/Add_Response")]
struct AddResponse;

ros_service!(Add: Ask => AddResponse);

fn main() {}
