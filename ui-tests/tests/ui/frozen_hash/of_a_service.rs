use cdr::{RosMessage, ros_service};

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/Add_Request")]
struct AddRequest;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/Add_Response")]
struct AddResponse;

ros_service! {
    #[ros(hash = "RIHS01_f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01")]
    Add: AddRequest => AddResponse
}

fn main() {}
