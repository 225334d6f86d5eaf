//! One publisher of iceoryx2 with up to eight subscribers, which block on an event or poll. The sender waits while a
//! queue is full, so that nothing is lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use iceoryx2::port::notifier::Notifier;
use iceoryx2::port::publisher::Publisher;
use iceoryx2::prelude::*;
use iceoryx2::sample::Sample;
use iceoryx2::service::port_factory::{event, publish_subscribe};

use crate::answer::ends;
use crate::board::{Board, RECEIVERS};
use crate::by_hand::POOL;
use crate::fanout_turn::{ICEORYX_POLLING, SIZES, index_of, way_of};
use crate::iceoryx_domain;
use crate::messages::Blob;
use crate::recorder::Recorder;

/// Maximum number of small messages in a queue.
const QUEUE: usize = 1024;

/// How long a receiver waits at most, until it asks whether the bench is over.
const NAP: Duration = Duration::from_millis(100);

fn messages(
    node: &Node<ipc::Service>,
    name: &str,
    size: usize,
) -> zenoh::Result<publish_subscribe::PortFactory<ipc::Service, [u8], ()>> {
    let name = format!("bench/{name}/{size}");
    Ok(node
        .service_builder(&name.as_str().try_into()?)
        .publish_subscribe::<[u8]>()
        .enable_safe_overflow(false)
        .subscriber_max_buffer_size((POOL / size).clamp(2, QUEUE))
        .subscriber_max_borrowed_samples(1)
        .max_subscribers(RECEIVERS)
        .max_publishers(1)
        .open_or_create()?)
}

fn bell(node: &Node<ipc::Service>, name: &str) -> zenoh::Result<event::PortFactory<ipc::Service>> {
    let name = format!("bench/{name}/bell");
    let event = node.service_builder(&name.as_str().try_into()?).event();
    Ok(event.max_listeners(RECEIVERS).open_or_create()?)
}

/// The sender, with a publisher for each size.
pub struct IceoryxSender {
    _node: Node<ipc::Service>,
    publishers: Vec<Publisher<ipc::Service, [u8], ()>>,
    notifier: Notifier<ipc::Service>,
}

impl IceoryxSender {
    pub fn new(name: &str) -> zenoh::Result<Self> {
        let node = iceoryx_domain::node()?;
        let publisher = |size| -> zenoh::Result<_> {
            Ok(messages(&node, name, size)?
                .publisher_builder()
                .backpressure_strategy(BackpressureStrategy::RetryUntilDelivered)
                .initial_max_slice_len(size)
                .create()?)
        };
        let publishers = SIZES.into_iter().map(publisher).collect::<zenoh::Result<_>>()?;
        let notifier = bell(&node, name)?.notifier_builder().create()?;
        Ok(Self {
            _node: node,
            publishers,
            notifier,
        })
    }

    /// Sends a message of the size with this index.
    pub fn send(&self, index: usize, blob: &Blob) -> zenoh::Result<()> {
        let (size, (first, last)) = (SIZES[index], ends(&blob.data));
        let mut sample = self.publishers[index].loan_slice_uninit(size)?;
        sample.payload_mut()[0].write(first);
        sample.payload_mut()[size - 1].write(last);
        // SAFETY: bytes that this program does not write are left over from earlier messages, as with this
        // library's loans; the receiver reads only the two written bytes.
        let sample = unsafe { sample.assume_init() };
        sample.send()?;
        Ok(())
    }

    /// Wakes the receivers that block.
    pub fn notify(&self) -> zenoh::Result<()> {
        self.notifier.notify()?;
        Ok(())
    }
}

/// Receives until `stop`. The turn on the board selects the size, and whether to poll or to block.
pub fn receive(
    board: &Board,
    name: &str,
    mut recorder: Recorder<Sample<ipc::Service, [u8], ()>>,
    ready: &mpsc::Sender<()>,
    stop: &AtomicBool,
) -> zenoh::Result<()> {
    let node = iceoryx_domain::node()?;
    let subscriber =
        |size| -> zenoh::Result<_> { Ok(messages(&node, name, size)?.subscriber_builder().create()?) };
    let subscribers = SIZES
        .into_iter()
        .map(subscriber)
        .collect::<zenoh::Result<Vec<_>>>()?;
    let listener = bell(&node, name)?.listener_builder().create()?;
    ready.send(())?;
    while !stop.load(Ordering::Relaxed) {
        let turn = board.turn();
        let subscriber = &subscribers[index_of(turn)];
        if let Some(sample) = subscriber.receive()? {
            recorder.take(ends(&sample), true, sample);
        } else if way_of(turn) == ICEORYX_POLLING {
            std::hint::spin_loop();
        } else {
            listener.timed_wait(|_| {}, NAP)?;
        }
    }
    Ok(())
}
