//! Sets `cfg(zenoh_1_10)` if this crate is built with zenoh 1.10 or later.
//!
//! No crate of zenoh sets `links`, so cargo passes no version of it to this script. Therefore the version is read from
//! the requirement: `zenoh-shm` is required in exactly one version (`=x.y.z`), so the requirement and the version in
//! any lock file are the same. It is in the manifest of this package, as published, or, in a checkout, in the manifest
//! of the workspace above it. Unlike a search for the lock file of the program that is built, this also works for a
//! dependency, whose program may be anywhere, without a lock file, and offline.
//!
//! `src/shm/protocol_version.rs` compares the result with the version of zenoh's protocol when the crate is compiled.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

fn main() {
    println!("cargo::rustc-check-cfg=cfg(zenoh_1_10)");
    let Some(package) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        return;
    };
    println!("cargo::rerun-if-changed=build.rs");
    if package
        .ancestors()
        .find_map(requirement)
        .is_some_and(|line| line >= (1, 10))
    {
        println!("cargo::rustc-cfg=zenoh_1_10");
    }
}

/// Returns major and minor version of the requirement in the manifest of this folder.
fn requirement(folder: &Path) -> Option<(u32, u32)> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).ok()?;
    println!("cargo::rerun-if-changed={}", manifest.display());
    let mut is_in_table = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            // The form of a published manifest: a table for each dependency.
            is_in_table = line == "[dependencies.zenoh-shm]";
            continue;
        }
        let (key, value) = line.split_once('=').unwrap_or_default();
        let value = match key.trim() {
            "zenoh-shm" => value,
            "version" if is_in_table => value,
            _ => continue,
        };
        if let Some(version) = version(value) {
            return Some(version);
        }
    }
    None
}

/// Parses the first version in a requirement such as `{ version = "=1.9.0" }` or `"=1.9.0"`.
fn version(text: &str) -> Option<(u32, u32)> {
    let from = text.find(|character: char| character.is_ascii_digit())?;
    let mut numbers = text[from..].split(|character: char| !character.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}
