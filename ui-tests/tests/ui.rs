//! The input that the derive accepts and refuses. `ui/pass` compiles and runs. Each file of the other folders breaks the
//! rule in the name of its folder.

use std::process::Command;

/// The version of the compiler that wrote the `.stderr` files.
const RUSTC: &str = "1.95.";

#[test]
fn correct_input_compiles() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}

#[test]
fn each_mistake_has_the_expected_error() {
    let version = rustc_version();
    if !version.starts_with(RUSTC) {
        eprintln!("skipped: the messages of rustc are compared for {RUSTC}x only, and this is {version}");
        return;
    }
    let cases = trybuild::TestCases::new();
    for entry in std::fs::read_dir("tests/ui").expect("the folder with the cases") {
        let rule = entry.expect("a folder").path();
        if !rule.ends_with("pass") {
            cases.compile_fail(rule.join("*.rs"));
        }
    }
}

/// Returns the version, such as `1.95.0`; a nightly adds its channel.
fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace().nth(1).unwrap_or_default().to_owned()
}
