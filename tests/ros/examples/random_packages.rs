//! Writes the random packages of a seed as a Rust program into a folder: `random_packages SEED FOLDER`. `.ci/rosidl` builds it.

use std::fs;
use std::path::{Path, PathBuf};

use ros_z_tests_ros::random_packages::generate;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed: u64 = arguments.next().ok_or("the first argument is a seed")?.parse()?;
    let folder = PathBuf::from(arguments.next().ok_or("the second argument is a folder")?);
    let packages = generate(seed);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let path = |package: &str| format!("{package} = {{ path = {:?} }}\n", repository.join(package));
    let manifest = format!(
        "[package]\nname = \"random-packages\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}{}\n[workspace]\n",
        path("ros-z-core"),
        path("ros-z-msgs")
    );
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("src/main.rs"), packages.program)?;
    fs::write(folder.join("expected.json"), packages.expected.to_string())?;
    Ok(())
}
