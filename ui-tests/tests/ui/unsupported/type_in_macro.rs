use cdr::RosMessage;

macro_rules! message {
    ($ty:ty) => {
        #[derive(RosMessage)]
        #[ros(crate = cdr)]
        struct Message {
            x: Vec<$ty>,
        }
    };
}

message!(usize);

fn main() {}
