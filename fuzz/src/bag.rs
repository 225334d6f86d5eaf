//! The reader of recordings, which is compiled from the source of `ros-z-cli`: that crate needs zenoh, the reader does
//! not.

#[allow(dead_code, reason = "the fuzzer does not use every part of it")]
#[path = "../../ros-z-cli/src/bag/mcap/mod.rs"]
mod mcap;

use mcap::compression::Compression;
use mcap::order::TimeOrder;
use mcap::reader::{End, Mcap};
use mcap::record::{ChannelRecord, MAGIC, MessageHeader, SchemaRecord};
use mcap::writer::McapWriter;
use ros_z_tests_wire::allocations::watch;

/// Bytes that reading may allocate for each byte of a file without compression: a map entry for a channel of few bytes,
/// its definition, and the same again while a map or a vector grows.
const MOST_PER_BYTE: usize = 256;

/// Bytes that reading may allocate for a file of any length.
const MOST: usize = 64 << 10;

/// Reads a file in every way, and checks what the reader promises.
pub fn check(bytes: &[u8]) {
    let file = [&MAGIC[..], bytes].concat();
    for file in [&file[..], bytes, &file[..file.len() - bytes.len().min(1)]] {
        let ((), allocations) = watch(|| read(file));
        let is_compressed = |name: &[u8]| file.windows(name.len()).any(|part| part == name);
        if !is_compressed(b"zstd") && !is_compressed(b"lz4") {
            let most = MOST_PER_BYTE * file.len() + MOST;
            assert!(
                allocations.peak <= most,
                "{allocations:?} for {} bytes",
                file.len()
            );
        }
    }
}

fn read(file: &[u8]) {
    let Ok(mcap) = Mcap::new(file) else {
        assert!(!file.starts_with(&MAGIC));
        return;
    };
    if let End::Cut(position) = mcap.end() {
        assert!(
            position <= file.len().max(MAGIC.len()),
            "{position} of {}",
            file.len()
        );
    }
    if let Some((error, count)) = mcap.damage() {
        assert!(count > 0 && !error.to_string().is_empty());
    }
    for channel in mcap.channels().values() {
        let _ = mcap.schema(channel).map(|schema| schema.data.len());
    }
    let mut in_blocks = 0;
    for block in mcap.blocks() {
        let mut contents = mcap.read(block);
        contents.sort();
        let messages = (0..contents.len()).filter_map(|index| contents.message(index));
        in_blocks += messages.count();
        let _ = contents.records().count();
    }
    let mut order = TimeOrder::new(&mcap, 0..=u64::MAX);
    let mut last = 0;
    let mut in_order = 0;
    // Too many compressed chunks at the same time are an error.
    while let Ok(Some(message)) = order.next() {
        // A block whose index has wrong times is read too late, and the others in order.
        in_order += 1;
        last = message.header.log_time.max(last);
        assert!(message.payload.len() <= 1 << 30);
    }
    assert!(
        in_order <= in_blocks,
        "{in_order} of {in_blocks} messages, until {last}"
    );
    for error in order.problems() {
        assert!(!error.to_string().is_empty());
    }
}

/// Returns small recordings, without their first bytes, which every file has.
pub fn seeds() -> Vec<Vec<u8>> {
    let compressions = [Compression::None, Compression::Zstd, Compression::Lz4];
    let files = compressions.into_iter().flat_map(|compression| {
        let write = |messages: u32, flushes: bool| {
            let mut writer = McapWriter::new(Vec::new(), compression).ok()?;
            let schema = SchemaRecord {
                name: "std_msgs/msg/String".into(),
                encoding: "ros2msg".into(),
                data: b"string data\n".to_vec(),
            };
            let schema_id = writer.add_schema(schema).ok()?;
            let channel = ChannelRecord {
                schema_id,
                topic: "/chatter".into(),
                message_encoding: "cdr".into(),
                metadata: [("key".into(), "value".into())].into(),
            };
            let channel_id = writer.add_channel(channel).ok()?;
            for sequence in 0..messages {
                let header = MessageHeader {
                    channel_id,
                    sequence,
                    log_time: u64::from(sequence ^ 1),
                    publish_time: 0,
                };
                writer
                    .add_message(&header, &[b"\0\x01\0\0", b"\x02\0\0\0a\0"])
                    .ok()?;
                if flushes {
                    writer.flush().ok()?;
                }
            }
            writer.finish().ok()
        };
        [write(0, false), write(2, false), write(3, true)]
    });
    let without_magic = |file: Vec<u8>| file.strip_prefix(&MAGIC).map(<[u8]>::to_vec);
    files.flatten().filter_map(without_magic).collect()
}
