//! Packages outside the workspace: the README's programs with `ros-z` as their only dependency, and the
//! example in the documentation of ROS-Z, with its text unchanged.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use ros_z_tests::neighbours::own_domain;

/// Returns the root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the workspace")
        .to_owned()
}

/// Returns the target directory of the workspace: the packages share its builds of zenoh.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the temporary directory is in the target directory")
        .to_owned()
}

/// A package in a temporary directory, removed at the end.
struct Package {
    directory: PathBuf,
}

impl Package {
    /// Writes a package with these dependencies on crates of the workspace and of zenoh, and these programs.
    fn new(name: &str, dependencies: &[&str], programs: &[(&str, &str)]) -> std::io::Result<Self> {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join("src/bin"))?;
        let dependencies: String = dependencies
            .iter()
            .map(|name| match name.strip_prefix("zenoh") {
                Some(_) => format!("{name} = {{ version = \"~1.9\", default-features = false }}\n"),
                None => format!("{name} = {{ path = {:?} }}\n", root().join(name)),
            })
            .collect();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
        for (program, text) in programs {
            fs::write(directory.join(format!("src/bin/{program}.rs")), text)?;
        }
        Ok(Self { directory })
    }

    /// Builds the programs, without the network.
    fn build(&self) -> std::io::Result<Output> {
        Command::new(env!("CARGO"))
            .args(["build", "--offline", "--quiet"])
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", target())
            .output()
    }

    fn command(program: &str, domain: usize) -> Command {
        let mut command = Command::new(target().join("debug").join(program));
        command
            .env("ROS_DOMAIN_ID", domain.to_string())
            .env_remove("ZENOH_CONFIG_OVERRIDE")
            .env_remove("ZENOH_SESSION_CONFIG_URI");
        command
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// A subscriber. Killed if the test ends before it.
struct Listening(Option<Child>);

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Returns whether packages can be built here; prints the reason if not.
fn can_build() -> bool {
    let can = fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("probe"), "").is_ok();
    if !can {
        eprintln!("skipped: the target directory cannot be written");
        assert_ne!(std::env::var("ROS_Z_REQUIRE_PEERS").as_deref(), Ok("1"));
    }
    can
}

fn assert_success(output: &Output) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{text}", output.status);
}

/// Returns the block of the README that starts with the comment `// src/bin/<program>.rs`, with its hidden
/// lines.
fn readme_program(program: &str) -> String {
    let readme = include_str!("../../README.md");
    let start = readme
        .find(&format!("// src/bin/{program}.rs"))
        .expect("the README contains the program");
    let block = &readme[start..];
    let block = &block[..block.find("```").expect("the block ends")];
    let lines = block.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Returns the value that the README promises in the comment at the end of a `println!` line.
fn promised(program: &str) -> String {
    let line = program.lines().find(|line| line.contains("println!"));
    let (_, promise) = line
        .and_then(|line| line.rsplit_once("// "))
        .expect("the line ends with a comment");
    promise.trim().to_owned()
}

#[test]
fn readme_runs_with_one_dependency_and_prints_the_promised_output() -> std::io::Result<()> {
    if !can_build() {
        return Ok(());
    }
    let [publisher, subscriber] = ["publisher", "subscriber"].map(readme_program);
    // Names that no other package uses in the shared target directory.
    let programs = [
        ("readme_publisher", publisher.as_str()),
        ("readme_subscriber", subscriber.as_str()),
    ];
    let package = Package::new("ros-z-readme", &["ros-z"], &programs)?;
    assert_success(&package.build()?);
    let domain = own_domain();
    let mut subscriber_command = Package::command("readme_subscriber", domain);
    let mut listening = Listening(Some(subscriber_command.stdout(Stdio::piped()).spawn()?));
    let published = Package::command("readme_publisher", domain).output()?;
    assert_success(&published);
    let printed = String::from_utf8_lossy(&published.stdout);
    assert_eq!(printed.trim(), promised(&publisher));
    let received = listening
        .0
        .take()
        .expect("the subscriber was started")
        .wait_with_output()?;
    assert_success(&received);
    assert_eq!(
        String::from_utf8_lossy(&received.stdout).trim(),
        promised(&subscriber)
    );
    Ok(())
}

#[test]
fn documented_example_of_ros_z_runs_unchanged() -> std::io::Result<()> {
    if !can_build() {
        return Ok(());
    }
    let text = include_str!("../data/seed_shm_pointcloud2.txt");
    let dependencies = ["ros-z", "ros-z-msgs", "zenoh", "zenoh-buffers"];
    let package = Package::new("ros-z-seed", &dependencies, &[("seed_pointcloud2", text)])?;
    assert_success(&package.build()?);
    let output = Package::command("seed_pointcloud2", own_domain()).output()?;
    assert_success(&output);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("=== All patterns completed successfully ==="),
        "{text}"
    );
    Ok(())
}
