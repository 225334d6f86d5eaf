// Written by ros-z-import from tf2_msgs 0.36.4. Change the definition and import it again.

//! Messages of `tf2_msgs`.

mod tf2_error;
mod tf_message;

pub use tf_message::{TFMessage, TFMessageLoan, TFMessageView};
pub use tf2_error::{TF2Error, TF2ErrorView};
