//! iceoryx2 as a carrier of descriptors: a service for the descriptors, and one for the event that announces them.

use iceoryx2::port::{listener::Listener, notifier::Notifier, publisher::Publisher, subscriber::Subscriber};
use iceoryx2::prelude::*;

use super::carrier::{Carrier, Descriptor, Numbers, Side, Waiting};
use crate::iceoryx_domain;

pub struct Iceoryx {
    publisher: Publisher<ipc::Service, Descriptor, ()>,
    subscriber: Subscriber<ipc::Service, Descriptor, ()>,
    notifier: Notifier<ipc::Service>,
    listener: Listener<ipc::Service>,
    waiting: Waiting,
    numbers: Numbers,
    _node: Node<ipc::Service>,
}

impl Iceoryx {
    pub fn open(side: Side, pair: &str) -> zenoh::Result<Self> {
        let node = iceoryx_domain::node()?;
        let [out, back] = side.directions();
        let name = |index, kind: &str| format!("handoff/{pair}/{index}/{kind}");
        let data = |index| -> zenoh::Result<_> {
            let name = name(index, "data");
            let service = node.service_builder(&name.as_str().try_into()?);
            Ok(service.publish_subscribe::<Descriptor>().open_or_create()?)
        };
        let event = |index| -> zenoh::Result<_> {
            let name = name(index, "event");
            let service = node.service_builder(&name.as_str().try_into()?);
            Ok(service.event().open_or_create()?)
        };
        Ok(Self {
            publisher: data(out)?.publisher_builder().create()?,
            subscriber: data(back)?.subscriber_builder().create()?,
            notifier: event(out)?.notifier_builder().create()?,
            listener: event(back)?.listener_builder().create()?,
            waiting: Waiting::Blocked,
            numbers: Numbers::default(),
            _node: node,
        })
    }
}

impl Carrier for Iceoryx {
    fn name(&self) -> &'static str {
        "iceoryx2 services"
    }

    fn next(&mut self) -> Descriptor {
        self.numbers.next()
    }

    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()> {
        self.waiting = waiting;
        Ok(())
    }

    fn send(&mut self, descriptor: &Descriptor) -> zenoh::Result<()> {
        self.publisher.send_copy(*descriptor)?;
        if self.waiting == Waiting::Blocked {
            self.notifier.notify()?;
        }
        Ok(())
    }

    fn receive(&mut self, waiting: Waiting) -> zenoh::Result<Descriptor> {
        loop {
            if let Some(sample) = self.subscriber.receive()? {
                return Ok(*sample);
            }
            match waiting {
                Waiting::Blocked => {
                    self.listener.blocking_wait(|_| {})?;
                }
                Waiting::Polled => std::hint::spin_loop(),
            }
        }
    }
}
