//! Unix datagrams between two abstract addresses, which have no file.

use std::io::ErrorKind;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

use super::carrier::{Carrier, Descriptor, Numbers, Side, Waiting};

pub struct Datagrams {
    socket: UnixDatagram,
    other: SocketAddr,
    numbers: Numbers,
}

impl Datagrams {
    pub fn open(side: Side, pair: &str) -> zenoh::Result<Self> {
        let address = |index| SocketAddr::from_abstract_name(format!("ros-z-handoff-{pair}-{index}"));
        let [own, other] = side.directions();
        Ok(Self {
            socket: UnixDatagram::bind_addr(&address(own)?)?,
            other: address(other)?,
            numbers: Numbers::default(),
        })
    }
}

impl Carrier for Datagrams {
    fn name(&self) -> &'static str {
        "Unix datagrams"
    }

    fn next(&mut self) -> Descriptor {
        self.numbers.next()
    }

    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()> {
        self.socket.set_nonblocking(waiting == Waiting::Polled)?;
        Ok(())
    }

    fn connect(&mut self) -> zenoh::Result<()> {
        self.socket.connect_addr(&self.other)?;
        Ok(())
    }

    fn send(&mut self, descriptor: &Descriptor) -> zenoh::Result<()> {
        let mut bytes = [0; size_of::<Descriptor>()];
        for (bytes, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(descriptor) {
            *bytes = word.to_ne_bytes();
        }
        self.socket.send(&bytes)?;
        Ok(())
    }

    fn receive(&mut self, _: Waiting) -> zenoh::Result<Descriptor> {
        let mut bytes = [0; size_of::<Descriptor>()];
        loop {
            match self.socket.recv(&mut bytes) {
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::WouldBlock => std::hint::spin_loop(),
                Err(error) => return Err(error.into()),
            }
        }
        let words = bytes.as_chunks::<8>().0;
        Ok(std::array::from_fn(|index| u64::from_ne_bytes(words[index])))
    }
}
