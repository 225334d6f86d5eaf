//! Bursts with iceoryx2: the sender waits while the queue is full, so that nothing is lost, and the receiver
//! polls, or blocks on an event.

use std::io::BufRead;
use std::time::Instant;

use iceoryx2::port::listener::Listener;
use iceoryx2::port::notifier::Notifier;
use iceoryx2::port::publisher::Publisher;
use iceoryx2::port::subscriber::Subscriber;
use iceoryx2::prelude::*;
use iceoryx2::sample::Sample;

use crate::answer::{Answer, Counter, ends};
use crate::by_hand::POOL;
use crate::iceoryx_domain;
use crate::messages::Blob;
use crate::receiver::Receiver;
use crate::way::{PATIENCE, Way};

type Out = Publisher<ipc::Service, [u8], ()>;
type In = Subscriber<ipc::Service, [u8], ()>;

/// Maximum number of small messages in the queue: more than in the longest burst, so that the sender does not wait.
const QUEUE: usize = 8192;

/// The argument of a receiver that blocks.
const BLOCKS: &str = "blocks";

/// Both ports of one process, and their node.
struct Ends {
    _node: Node<ipc::Service>,
    out: Out,
    back: In,
    /// The sender's and the receiver's end of the event that announces each message, if the receiver blocks.
    notifier: Option<Notifier<ipc::Service>>,
    listener: Option<Listener<ipc::Service>>,
}

impl Ends {
    /// Opens the services for messages of `size` bytes to the receiver, and for its answers.
    fn open(name: &str, size: usize, is_sender: bool, blocks: bool) -> zenoh::Result<Self> {
        let node = iceoryx_domain::node()?;
        let service = |direction: &str, queue: usize| -> zenoh::Result<_> {
            let name = format!("bench/{name}/{direction}");
            Ok(node
                .service_builder(&name.as_str().try_into()?)
                .publish_subscribe::<[u8]>()
                .enable_safe_overflow(false)
                .subscriber_max_buffer_size(queue)
                .subscriber_max_borrowed_samples(1)
                .max_subscribers(1)
                .max_publishers(1)
                .open_or_create()?)
        };
        // As many messages as the pools of the others have room for.
        let messages = service("messages", (POOL / size).clamp(2, QUEUE))?;
        let answers = service("answers", 2)?;
        let (out, longest, back) = if is_sender {
            (messages, size, answers)
        } else {
            (answers, Answer::BYTES, messages)
        };
        let out = out
            .publisher_builder()
            .backpressure_strategy(BackpressureStrategy::RetryUntilDelivered)
            .initial_max_slice_len(longest)
            .create()?;
        let back = back.subscriber_builder().create()?;
        let bell = format!("bench/{name}/bell");
        let bell = node
            .service_builder(&bell.as_str().try_into()?)
            .event()
            .open_or_create()?;
        let notifier = (blocks && is_sender).then(|| bell.notifier_builder().create());
        let listener = (blocks && !is_sender).then(|| bell.listener_builder().create());
        Ok(Self {
            _node: node,
            out,
            back,
            notifier: notifier.transpose()?,
            listener: listener.transpose()?,
        })
    }

    /// Counts messages until one requests an answer.
    fn receive(&self, counter: &mut Counter<Sample<ipc::Service, [u8], ()>>) -> zenoh::Result<Answer> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(sample) = self.back.receive()? {
                let ends = ends(&sample);
                if let Some(answer) = counter.take(ends, true, sample) {
                    return Ok(answer);
                }
            } else if let Some(listener) = &self.listener {
                listener.timed_wait(|_| {}, PATIENCE)?;
            } else {
                std::hint::spin_loop();
            }
        }
        Err("no message arrived in time".into())
    }
}

/// The sender, with a receiver for messages of one size.
pub struct Iceoryx {
    receiver: Receiver,
    ends: Ends,
    size: usize,
}

impl Iceoryx {
    pub fn start(size: usize, blocks: bool) -> zenoh::Result<Self> {
        let waiting = if blocks { BLOCKS } else { "polls" };
        let name = format!("{}/{size}/{waiting}", std::process::id());
        let ends = Ends::open(&name, size, true, blocks)?;
        let receiver = Receiver::start(&["count", "iceoryx2", &name, &size.to_string(), waiting])?;
        Ok(Self { receiver, ends, size })
    }
}

impl Way for Iceoryx {
    /// Starts the receiver's work: between bursts it sleeps, so that it uses no time of the other contestants.
    fn begin(&mut self) -> zenoh::Result<()> {
        self.receiver.nudge()?;
        Ok(self.receiver.hear()?)
    }

    fn send(&mut self, blob: &Blob) -> zenoh::Result<()> {
        let (tag, mark) = ends(&blob.data);
        let mut sample = self.ends.out.loan_slice_uninit(self.size)?;
        sample.payload_mut()[0].write(tag);
        sample.payload_mut()[self.size - 1].write(mark);
        // SAFETY: bytes that this program does not write are left over from earlier messages, as with this
        // library's loans; the receiver reads only the two written bytes.
        let sample = unsafe { sample.assume_init() };
        sample.send()?;
        if let Some(notifier) = &self.ends.notifier {
            notifier.notify()?;
        }
        Ok(())
    }

    fn answer(&mut self, tag: u8) -> zenoh::Result<Option<Answer>> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(sample) = self.ends.back.receive()? {
                let answer = Answer::from_bytes(&sample).filter(|answer| answer.tag == tag);
                if answer.is_some() {
                    return Ok(answer);
                }
            }
            std::hint::spin_loop();
        }
        Ok(None)
    }
}

/// The receiver: for each line of standard input, takes messages until one requests an answer.
pub fn receive(name: &str, size: usize, waiting: &str) -> zenoh::Result<()> {
    let ends = Ends::open(name, size, false, waiting == BLOCKS)?;
    let mut counter = Counter::new();
    println!("ready");
    for line in std::io::stdin().lock().lines() {
        line?;
        println!("listens");
        let answer = ends.receive(&mut counter)?;
        let sample = ends.out.loan_slice_uninit(Answer::BYTES)?;
        sample.write_from_slice(&answer.to_bytes()).send()?;
    }
    Ok(())
}
