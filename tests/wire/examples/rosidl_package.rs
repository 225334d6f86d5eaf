//! Writes the package that `.ci/rosidl` builds into the given folder, and prints the name and hash of each
//! interface.

use ros_z_tests_wire::rosidl_types::{hard_hashes, hard_package};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args()
        .nth(1)
        .ok_or("missing argument: the folder of the package")?;
    hard_package().write(dir)?;
    for (name, hash) in hard_hashes() {
        println!("{name} {hash}");
    }
    Ok(())
}
