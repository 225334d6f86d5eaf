//! Packages that rosidl cannot build are refused, with the file, the line, the column and the rule.

use std::fs;
use std::path::{Path, PathBuf};

use ros_z_import::Import;
use ros_z_tests_ros::{Distribution, distributions, target_directory};

/// The definitions of a case, `package/msg/Name.msg` and its text.
type Files = &'static [(&'static str, &'static str)];

/// Packages, and two parts of the error: its place and its rule.
const REFUSED: &[(Files, [&str; 2])] = &[
    (
        &[("case_msgs/msg/Case.msg", "int32 x\nMissing m\n")],
        [
            "case_msgs/msg/Case.msg:2:1: ",
            "unknown message `case_msgs/msg/Missing`",
        ],
    ),
    (
        &[("case_msgs/msg/Case.msg", "nowhere_msgs/Thing t\n")],
        [
            "case_msgs/msg/Case.msg:1:1: ",
            "unknown message `nowhere_msgs/msg/Thing`",
        ],
    ),
    (
        &[("case_msgs/msg/Case.msg", "# text\n\nstd_msgs/Nothing[] n\n")],
        [
            "case_msgs/msg/Case.msg:3:1: ",
            "unknown message `std_msgs/msg/Nothing`",
        ],
    ),
    (
        &[("case_msgs/msg/Case.msg", "int32 x\nCase c\n")],
        ["case_msgs/msg/Case.msg:2:1: ", "a message cannot contain itself"],
    ),
    (
        &[("case_msgs/msg/Case.msg", "Case[] c\n")],
        ["case_msgs/msg/Case.msg:1:1: ", "a message cannot contain itself"],
    ),
    (
        &[
            ("case_msgs/msg/Aa.msg", "Bb b\n"),
            ("case_msgs/msg/Bb.msg", "int8 x\nAa[<=2] a\n"),
        ],
        [
            "case_msgs/msg/Aa.msg:1:1: ",
            "case_msgs/msg/Aa → case_msgs/msg/Bb → case_msgs/msg/Aa",
        ],
    ),
    (
        &[
            ("aa_msgs/msg/Aa.msg", "bb_msgs/Bb b\n"),
            ("aa_msgs/msg/Leaf.msg", "int8 x\n"),
            ("bb_msgs/msg/Bb.msg", "int8 x\n\naa_msgs/Leaf l\n"),
        ],
        ["bb_msgs/msg/Bb.msg:3:1: ", "aa_msgs → bb_msgs → aa_msgs"],
    ),
];

/// Packages that both read.
const READ: &[Files] = &[
    &[
        ("case_msgs/msg/Case.msg", "std_msgs/Header header\nOther[2] o\n"),
        ("case_msgs/msg/Other.msg", ""),
    ],
    &[
        ("aa_msgs/msg/Aa.msg", "int8 x\n"),
        ("bb_msgs/msg/Bb.msg", "aa_msgs/Aa[] a\r\n"),
    ],
];

fn write(room: &Path, files: Files) {
    let _ = fs::remove_dir_all(room);
    for (file, text) in files {
        let file = room.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a definition");
    }
}

/// Whether rosidl computes the hashes of the packages, in the order of their names.
fn rosidl_reads(distribution: &Distribution, room: &Path) -> bool {
    let mut packages: Vec<PathBuf> = fs::read_dir(room)
        .expect("the packages")
        .map(|entry| entry.expect("a package").path())
        .collect();
    packages.sort();
    let lines: Vec<_> = packages
        .iter()
        .map(|path| {
            format!(
                "{} {}\n",
                path.file_name().unwrap_or_default().display(),
                path.display()
            )
        })
        .collect();
    let share = distribution.share();
    distribution
        .try_run_with("hashes.py", &[share.as_os_str()], &lines.concat())
        .is_some()
}

#[test]
fn packages_that_rosidl_cannot_build_are_refused() {
    let room = target_directory().join("ros/refused_packages");
    for (files, parts) in REFUSED {
        write(&room, files);
        let error = Import::new()
            .with_path(&room)
            .run()
            .expect_err("an error")
            .to_string();
        for part in parts {
            assert!(error.contains(part), "{error}: no {part}");
        }
        for distribution in distributions() {
            assert!(
                !rosidl_reads(&distribution, &room),
                "{}: {error}",
                distribution.name
            );
        }
    }
}

#[test]
fn packages_that_rosidl_builds_are_read() {
    let room = target_directory().join("ros/read_packages");
    for files in READ {
        write(&room, files);
        Import::new().with_path(&room).run().expect("an import");
        for distribution in distributions() {
            assert!(
                rosidl_reads(&distribution, &room),
                "{}: {files:?}",
                distribution.name
            );
        }
    }
}
