//! Publishers and threads on one pool, subscribers that stay and others that come and go: nothing is
//! lost or corrupted, and the pool, the files and the private memory are as before. The long form of the same:
//! `cargo run --release -p ros-z-tests --bin soak -- messages=1000000`.

use ros_z_tests::machine::has_pool;
use std::process::Command;

const POOL: usize = 32 << 20;

#[test]
fn nothing_is_lost_or_corrupted_and_everything_comes_back() {
    if !has_pool(POOL) {
        return;
    }
    let soak = Command::new(env!("CARGO_BIN_EXE_soak"))
        .args([&format!("pool={POOL}"), "messages=24000"])
        .output()
        .expect("the soak can be started");
    let said = String::from_utf8_lossy(&soak.stdout);
    println!("{said}");
    assert!(
        soak.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&soak.stderr)
    );
}
