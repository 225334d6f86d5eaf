//! Files that are cut, changed or not recordings at all: an error or what can be read, never a panic.

use crate::rosz::{folder, path, rosz};
use std::fs;

/// A code of 101 is that of a panic; a signal has none.
fn assert_no_crash(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = rosz(arguments);
    assert!(
        matches!(code, Some(0 | 1)),
        "{arguments:?}: {code:?} {stdout}{stderr}"
    );
    format!("{stdout}{stderr}")
}

#[test]
fn files_that_are_no_recordings_are_refused_by_name() {
    let folder = folder("hostile");
    fs::create_dir_all(&folder).unwrap();
    let magic = b"\x89MCAP0\r\n";
    let claims = |opcode: u8, len: u64| [&magic[..], &[opcode], &len.to_le_bytes(), &[0; 40]].concat();
    let files: [(&str, Vec<u8>); 6] = [
        ("empty.mcap", Vec::new()),
        ("text.mcap", b"not a recording".to_vec()),
        ("magic.mcap", magic.to_vec()),
        ("twice.mcap", magic.repeat(2)),
        ("chunk.mcap", claims(6, u64::MAX)),
        ("footer.mcap", [claims(2, 20), magic.to_vec()].concat()),
    ];
    for (name, bytes) in files {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        let output = assert_no_crash(&["bag", "info", path(&file)]);
        assert!(output.contains(name), "{output}");
        let target = folder.join(format!("{name}.out"));
        assert_no_crash(&["bag", "convert", path(&file), "-o", path(&target)]);
        assert_no_crash(&["--connect", "tcp/127.0.0.1:1", "bag", "play", path(&file)]);
    }
    let output = assert_no_crash(&["bag", "info", path(&folder.join("missing"))]);
    assert!(output.contains("missing"), "{output}");
    let sqlite = folder.join("sqlite");
    fs::create_dir_all(&sqlite).unwrap();
    fs::write(sqlite.join("a_0.db3"), b"SQLite format 3").unwrap();
    let output = assert_no_crash(&["bag", "info", path(&sqlite)]);
    assert!(output.contains("sqlite3"), "{output}");
}
