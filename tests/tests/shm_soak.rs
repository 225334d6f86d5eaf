//! A short soak: no message is lost or corrupted, and the pool, the files and the private memory return to
//! their initial state. The long form: `cargo run --release -p ros-z-tests --bin soak -- messages=1000000`.

use std::process::Command;

use ros_z_tests::machine::has_pool;

const POOL: usize = 32 << 20;

#[test]
fn soak_loses_and_corrupts_nothing_and_frees_everything() {
    if !has_pool(POOL) {
        return;
    }
    let soak = Command::new(env!("CARGO_BIN_EXE_soak"))
        .args([&format!("pool={POOL}"), "messages=24000"])
        .output()
        .expect("the soak starts");
    let said = String::from_utf8_lossy(&soak.stdout);
    println!("{said}");
    assert!(
        soak.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&soak.stderr)
    );
}
