//! Two errors: the compiler takes the user's struct for the view, and counts its lifetimes. A derive cannot see the name.
use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Label {
    text: String,
}

struct LabelView;

fn main() {}
