//! zenoh as a carrier of descriptors, over one link. A message of 24 bytes takes the path of any message: sending
//! thread, link, receiving thread, application.

use std::time::{Duration, Instant};

use zenoh::handlers::FifoChannelHandler;
use zenoh::pubsub::{Publisher, Subscriber};
use zenoh::sample::Sample;
use zenoh::{Session, Wait};

use super::carrier::{Carrier, Descriptor, Numbers, Side, Waiting};
use crate::by_hand;
use crate::sessions;

const PORT: u16 = 17_620;

/// How long the two sessions may take to discover each other.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct OverZenoh {
    name: &'static str,
    publisher: Publisher<'static>,
    subscriber: Subscriber<FifoChannelHandler<Sample>>,
    numbers: Numbers,
    _session: Session,
}

impl OverZenoh {
    pub fn tcp(side: Side) -> zenoh::Result<Self> {
        Self::over("zenoh over TCP", side, &format!("tcp/127.0.0.1:{PORT}"))
    }

    pub fn unixpipe(side: Side, pair: &str) -> zenoh::Result<Self> {
        let pipe = std::env::temp_dir().join(pipe_name(pair));
        Self::over("zenoh over pipes", side, &format!("unixpipe/{}", pipe.display()))
    }

    fn over(name: &'static str, side: Side, endpoint: &str) -> zenoh::Result<Self> {
        let role = match side {
            Side::Measures => "listen",
            Side::Replies => "connect",
        };
        let mut config = sessions::config(role, PORT, false);
        config.insert_json5(&format!("{role}/endpoints"), &format!("[{endpoint:?}]"))?;
        let session = zenoh::open(config).wait()?;
        let [out, back] = side.directions().map(|index| format!("handoff/{index}"));
        Ok(Self {
            name,
            publisher: by_hand::publisher(&session, out)?,
            subscriber: session.declare_subscriber(back).wait()?,
            numbers: Numbers::default(),
            _session: session,
        })
    }
}

fn pipe_name(pair: &str) -> String {
    format!("ros-z-handoff-{pair}.pipe")
}

/// Removes the pipes that remain after both sessions are closed, and returns their number.
pub fn remove_pipes(pair: &str) -> usize {
    let name = pipe_name(pair);
    let files = std::env::temp_dir().read_dir().into_iter().flatten().flatten();
    files
        .filter(|file| file.file_name().to_string_lossy().starts_with(&name))
        .filter(|file| std::fs::remove_file(file.path()).is_ok())
        .count()
}

impl Carrier for OverZenoh {
    fn name(&self) -> &'static str {
        self.name
    }

    fn next(&mut self) -> Descriptor {
        self.numbers.next()
    }

    fn connect(&mut self) -> zenoh::Result<()> {
        match by_hand::are_heard(&[&self.publisher], PATIENCE) {
            true => Ok(()),
            false => Err(format!("{}: no subscriber was discovered in time", self.name).into()),
        }
    }

    fn send(&mut self, descriptor: &Descriptor) -> zenoh::Result<()> {
        let mut bytes = Vec::with_capacity(size_of::<Descriptor>());
        bytes.extend(descriptor.iter().flat_map(|word| word.to_ne_bytes()));
        self.publisher.put(bytes).wait()
    }

    fn receive(&mut self, waiting: Waiting) -> zenoh::Result<Descriptor> {
        let start = Instant::now();
        let sample = match waiting {
            Waiting::Blocked => self.subscriber.recv_timeout(PATIENCE)?,
            Waiting::Polled => loop {
                match self.subscriber.try_recv()? {
                    None if start.elapsed() < PATIENCE => std::hint::spin_loop(),
                    sample => break sample,
                }
            },
        };
        let sample = sample.ok_or_else(|| format!("{}: a descriptor did not arrive", self.name))?;
        let bytes = sample.payload().to_bytes();
        let (words, []) = bytes.as_chunks::<8>() else {
            return Err("a descriptor has another length".into());
        };
        let words: &Descriptor =
            &std::array::from_fn(|index| words.get(index).map_or(0, |word| u64::from_ne_bytes(*word)));
        Ok(*words)
    }
}
