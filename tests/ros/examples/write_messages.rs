//! Writes the generated code of `ros-z-msgs` from its definitions.

use ros_z_tests_ros::messages;

fn main() -> Result<(), ros_z_import::ImportError> {
    let imported = messages::import()
        .with_path(messages::definitions())
        .with_markdown()
        .run()?;
    let written = imported.write(messages::packages())?;
    println!(
        "{} files written, {} unchanged, {} removed",
        written.written.len(),
        written.unchanged.len(),
        written.removed.len()
    );
    Ok(())
}
