//! The messages of the transform tree. A single transform is in `geometry_msgs`.

mod tf2_error;
mod tf_message;

pub use tf_message::{TFMessage, TFMessageLoan, TFMessageView};
pub use tf2_error::{TF2Error, TF2ErrorView};
