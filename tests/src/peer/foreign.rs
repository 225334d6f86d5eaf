//! A publisher without this library: plain zenoh, with a pool of zenoh.

use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::shm::ShmProviderBuilder;

use super::{commands, report, report_endpoint, session};
use crate::line::Line;

/// Runs `foreign topic=<key> pool=<bytes> connect=<endpoint>`, which obeys `publish size=<bytes>` from its
/// pool.
pub(super) fn run(role: &Line) -> zenoh::Result<()> {
    let session = session::plain(role)?;
    report_endpoint(&session)?;
    let topic: String = role.get("topic");
    let provider = ShmProviderBuilder::default_backend(role.get::<usize>("pool")).wait()?;
    let publisher = session.declare_publisher(topic).wait()?;
    // zenoh invalidates a message that no process references before it is received.
    let mut held = Vec::new();
    report("ready");
    for command in commands() {
        match command.word() {
            "publish" => {
                let size: usize = command.get("size");
                let mut buffer = provider.alloc(size).wait()?;
                buffer.fill(7);
                let payload = ZBytes::from(buffer);
                held.push(payload.clone());
                publisher.put(payload).wait()?;
                report("published");
            }
            other => return Err(format!("unknown command: {other}").into()),
        }
    }
    Ok(())
}
