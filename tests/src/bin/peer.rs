//! The other process of a test: see [`ros_z_tests::peer`].

fn main() -> zenoh::Result<()> {
    ros_z_tests::peer::run()
}
