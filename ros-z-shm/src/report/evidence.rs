//! Evidence about the process at the other end of a connection, from the operating system: its socket in the tables of
//! this network namespace, and through the socket the process. Reads only. Files without read permission count as
//! unknown, and so does everything on systems other than Linux.

use crate::shm::{ShmLimits, processes, protocol_version};
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use zenoh::config::Locator;

/// The evidence about the other end; `None` for unknown facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) same_host: Option<bool>,
    pub(crate) uid: Option<u32>,
    pub(crate) process: Option<u32>,
    pub(crate) same_dev_shm: Option<bool>,
    pub(crate) maps_shm: Option<bool>,
    /// Whether all segments that it has mapped were removed from `/dev/shm`.
    pub(crate) files_removed: Option<bool>,
    /// The version of zenoh's shared memory protocol that it has.
    pub(crate) protocol_version: Option<u64>,
    /// Its memory lock limit, and the bytes that it has locked.
    pub(crate) limits: Option<ShmLimits>,
}

impl Evidence {
    /// Collects evidence about the other end of the link between these two addresses.
    pub(crate) fn of(here: &Locator, there: &Locator) -> Self {
        let (Some(here), Some(end)) = (socket_address(here), socket_address(there)) else {
            return Self::of_address(Some(there));
        };
        let Some(socket) = find_socket(end, here) else {
            return Self::of_address(Some(there));
        };
        let mut evidence = Self {
            same_host: Some(true),
            uid: Some(socket.uid),
            ..Self::default()
        };
        if let Some(process) = owner(socket.inode) {
            evidence.look_at(process);
        }
        evidence
    }

    /// Returns the evidence of an address alone.
    pub(crate) fn of_address(there: Option<&Locator>) -> Self {
        let is_local = there.and_then(|locator| match locator.protocol().as_str() {
            "unixsock-stream" | "unixpipe" => Some(true),
            "tcp" | "tls" | "quic" | "udp" | "ws" => {
                // A local address would have matched a socket on this host.
                let address = socket_address(locator)?;
                (!address.ip().is_loopback() && TABLES.iter().any(|table| Path::new(table).exists()))
                    .then_some(false)
            }
            _ => None,
        });
        Self {
            same_host: is_local,
            ..Self::default()
        }
    }

    /// Returns whether the process was found.
    pub(crate) fn is_telling(&self) -> bool {
        self.same_host == Some(true)
    }

    fn look_at(&mut self, process: u32) {
        self.process = Some(process);
        self.same_dev_shm = processes::same_dev_shm(process);
        self.maps_shm = processes::maps_shm(process);
        self.files_removed =
            processes::mapped_segments(process).map(|segments| processes::are_removed(&segments));
        if self.same_dev_shm == Some(true) {
            self.protocol_version = protocol_version(process);
        }
        self.limits = ShmLimits::of_process(process);
    }
}

/// Returns the memory lock limit if it is too low to receive anything.
pub(crate) fn low_limit(limits: &ShmLimits) -> Option<u64> {
    limits.memlock().filter(|_| !limits.own_receiver_fits())
}

fn socket_address(locator: &Locator) -> Option<SocketAddr> {
    let address: SocketAddr = locator.address().as_str().parse().ok()?;
    Some(SocketAddr::new(address.ip().to_canonical(), address.port()))
}

/// The tables of TCP connections of this network namespace.
const TABLES: [&str; 2] = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

/// A connection, as a line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Socket {
    local: SocketAddr,
    remote: SocketAddr,
    uid: u32,
    inode: u64,
}

fn find_socket(local: SocketAddr, remote: SocketAddr) -> Option<Socket> {
    TABLES.iter().find_map(|table| {
        let table = fs::read_to_string(table).ok()?;
        let mut sockets = table.lines().skip(1).filter_map(socket);
        sockets.find(|socket| (socket.local, socket.remote) == (local, remote))
    })
}

/// Parses a line such as `0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000 1000 0 4242 1 …`.
fn socket(line: &str) -> Option<Socket> {
    let mut words = line.split_whitespace().skip(1);
    let (local, remote) = (address(words.next()?)?, address(words.next()?)?);
    let mut words = words.skip(4);
    let uid = words.next()?.parse().ok()?;
    let inode = words.nth(1)?.parse().ok()?;
    Some(Socket {
        local,
        remote,
        uid,
        inode,
    })
}

/// Parses an address and port in hexadecimal. Each 32 bits of the address are in the byte order of the machine.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let words: Option<Vec<[u8; 4]>> = (0..ip.len() / 8)
        .map(|word| {
            let hex = ip.get(8 * word..8 * word + 8)?;
            Some(u32::from_str_radix(hex, 16).ok()?.to_ne_bytes())
        })
        .collect();
    let bytes = words?.concat();
    let ip = match <[u8; 4]>::try_from(bytes.as_slice()) {
        Ok(bytes) => IpAddr::from(Ipv4Addr::from(bytes)),
        Err(_) => IpAddr::from(Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?)),
    };
    Some(SocketAddr::new(ip.to_canonical(), port))
}

/// Returns the process that owns a socket, if this process may read its files.
fn owner(inode: u64) -> Option<u32> {
    let wanted = format!("socket:[{inode}]");
    processes::processes().find(|process| {
        let files = fs::read_dir(format!("/proc/{process}/fd"));
        let mut files = files.into_iter().flatten().flatten();
        files.any(|file| fs::read_link(file.path()).is_ok_and(|target| target.as_os_str() == wanted.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_endian = "little")]
    fn a_line_of_the_socket_table_is_parsed() {
        let line = "   3: 0100007F:1F90 0200000A:C350 01 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0 20 4 0 10 -1";
        let expected = Socket {
            local: ([127, 0, 0, 1], 8080).into(),
            remote: ([10, 0, 0, 2], 50000).into(),
            uid: 1000,
            inode: 4242,
        };
        assert_eq!(socket(line), Some(expected));
        assert_eq!(socket("  sl  local_address rem_address   st"), None);
        assert_eq!(socket(""), None);
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn ipv6_addresses_are_parsed_and_mapped_ones_become_ipv4() {
        let loopback = "00000000000000000000000001000000:0050";
        assert_eq!(address(loopback), Some((Ipv6Addr::LOCALHOST, 80).into()));
        let mapped = "0000000000000000FFFF00000100007F:0050";
        assert_eq!(address(mapped), Some((Ipv4Addr::LOCALHOST, 80).into()));
        assert_eq!(address("0100007F"), None);
        assert_eq!(address("éééé:0050"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_process_at_the_other_end_is_found() -> std::io::Result<()> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        let near = std::net::TcpStream::connect(listener.local_addr()?)?;
        let (far, _) = listener.accept()?;
        let [here, there] =
            [near.local_addr()?, far.local_addr()?].map(|address| format!("tcp/{address}").parse());
        let (Ok(here), Ok(there)) = (here, there) else {
            panic!("addresses make locators")
        };
        let evidence = Evidence::of(&here, &there);
        assert_eq!(evidence.same_host, Some(true));
        assert_eq!(evidence.uid, processes::own_uid());
        assert_eq!(evidence.process, Some(std::process::id()));
        assert_eq!(evidence.same_dev_shm, Some(true));
        Ok(())
    }

    #[test]
    fn an_address_without_a_local_socket_is_another_host() {
        let locator: Result<Locator, _> = "tcp/192.0.2.1:7447".parse();
        let evidence = Evidence::of_address(locator.ok().as_ref());
        assert_eq!(evidence.same_host, Path::new(TABLES[0]).exists().then_some(false));
    }
}
