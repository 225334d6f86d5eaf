// Written by ros-z-import from rosgraph_msgs 2.0.3. Change the definition and import it again.

//! Messages of `rosgraph_msgs`.

mod clock;

pub use clock::Clock;
