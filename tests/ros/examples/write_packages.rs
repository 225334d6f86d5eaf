//! Writes the packages of the tests into a folder, to look at them: `write_packages FOLDER`.

use ros_z_tests_ros::packages;

fn main() {
    let room = std::env::args().nth(1).expect("a folder");
    for package in [
        packages::autopilot(room.as_ref()),
        packages::hard_names(room.as_ref()),
    ] {
        println!("{}", package.display());
    }
}
