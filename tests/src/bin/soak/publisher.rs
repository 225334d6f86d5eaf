//! The publishing process: all publishers and threads on one pool, and the verdict.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ros_z::shm::{RetentionLimits, ShmConfig, ShmStats};
use ros_z::{Publisher, ZContextBuilder};
use ros_z_tests::line::Line;
use zenoh::Wait;

use crate::audience::{Guests, Host};
use crate::memory::private_kib;
use crate::pool;
use crate::probe::{Probe, Quarry};

/// Allowed growth of private memory between the first tenth of the messages and the end, in KiB: less than 50
/// bytes for each of a million messages.
const GAIN_KIB: u64 = 48 << 10;

/// Maximum age of messages that a subscriber does not release.
const AGE: Duration = Duration::from_secs(4);

/// A publisher of the soak.
pub type ProbePublisher = Publisher<Probe<'static>>;

/// Runs the soak and prints its result.
pub fn run(role: &Line) -> zenoh::Result<()> {
    let config = ShmConfig::pool_of(role.find("pool").unwrap_or(32 << 20))?
        .with_retention(RetentionLimits::new().with_max_age(AGE));
    let domain_id = std::process::id() as usize;
    let context = ZContextBuilder::default()
        .with_domain_id(domain_id)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([""; 0])
        .with_multicast_scouting(false)
        .with_shm_config(config.clone())
        .build()?;
    let locators = context.session().info().locators().wait();
    let endpoint = locators.first().ok_or("the session does not listen")?;
    println!("listening endpoint={endpoint}\nready");

    let count: u32 = role.find("publishers").unwrap_or(4);
    let node = context.create_node("talker").build()?;
    let publishers = (0..count)
        .map(|number| node.create_pub(format!("probe{number}")).build())
        .collect::<Result<Vec<ProbePublisher>, _>>()?;
    let host = Host::new(format!(
        "subscriber publishers={count} domain={domain_id} connect={endpoint}"
    ));
    let staying = host.invite(role.find("subscribers").unwrap_or(2), &publishers)?;

    let work = Work {
        publishers: &publishers,
        threads: role.find("threads").unwrap_or(2),
        messages: role.find("messages").unwrap_or(100_000),
        guests: role.find("guests").unwrap_or(2),
        early_kib: AtomicU64::new(0),
        in_lanes: AtomicU64::new(0),
    };
    let start = Instant::now();
    let (published, guests, mut wrong) = work.publish(&host);
    let took = start.elapsed();
    let gain_kib = private_kib().saturating_sub(work.early_kib.into_inner());
    let in_lanes = work.in_lanes.into_inner();

    let last: Vec<i64> = publishers
        .iter()
        .map(|publisher| last_number(&publisher.shm_stats()))
        .collect();
    let stayed = host.ask(staying, &last);
    for audience in [&guests, &stayed] {
        wrong.extend(audience.wrong.iter().cloned());
    }
    if stayed.fewest() != published {
        wrong.push(format!("{published} published, {} arrived", stayed.fewest()));
    }
    let stats = context.shm_stats();
    drop(publishers);
    let stuck_kib = match pool::take_back(&config) {
        Ok(bytes) => bytes >> 10,
        Err(text) => {
            wrong.push(text);
            0
        }
    };
    if gain_kib > GAIN_KIB {
        wrong.push(format!("{gain_kib} KiB of private memory were added"));
    }
    let files = stayed.files.iter().chain(&guests.files);
    wrong.extend(
        files
            .filter(|file| is_left(file))
            .map(|file| format!("left in /dev/shm: {}", file.display())),
    );

    wrong.iter().for_each(|text| println!("note WRONG: {text}"));
    println!("note {}", stats.to_string().replace('\n', "; "));
    println!(
        "result wrong={} messages={published} arrived={} lanes={in_lanes} shm={} heap={} guests={} seen_by_guests={} ms={} per_s={} \
         gain_kib={gain_kib} stuck_kib={stuck_kib} revived={} invalidated={}",
        wrong.len(),
        stayed.fewest(),
        stats.shm().messages,
        stats.heap().messages,
        guests.messages.len(),
        guests.messages.iter().sum::<u64>(),
        took.as_millis(),
        (published as f64 / took.as_secs_f64()) as u64,
        config.pool().stats().revived,
        config.pool().stats().invalidated,
    );
    Ok(())
}

/// Returns the sequence number of the last published message.
fn last_number(stats: &ShmStats) -> i64 {
    (stats.shm().messages + stats.heap().messages + stats.spliced().messages) as i64
}

/// Returns whether a file of a subscriber still exists that does not belong to this process.
fn is_left(file: &Path) -> bool {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    file.exists() && !maps.lines().any(|line| line.ends_with(&*file.to_string_lossy()))
}

/// The load to publish.
struct Work<'a> {
    publishers: &'a [ProbePublisher],
    threads: u64,
    messages: u64,
    guests: u64,
    /// Private memory after a tenth was published.
    early_kib: AtomicU64,
    /// The messages that at least one subscriber got by local lane.
    in_lanes: AtomicU64,
}

impl Work<'_> {
    /// Publishes from all threads while guests join and leave. Returns the number of messages, the guests'
    /// counts, and the failures.
    fn publish(&self, host: &Host) -> (u64, Guests, Vec<String>) {
        let shares = self.publishers.len() as u64 * self.threads;
        let share = self.messages.div_ceil(shares.max(1));
        let is_over = AtomicBool::new(false);
        let quarry = Quarry::new();
        std::thread::scope(|scope| {
            let places: Vec<_> = (0..self.guests)
                .map(|place| {
                    let is_over = &is_over;
                    scope.spawn(move || host.receive_guests(place, is_over))
                })
                .collect();
            let shares = (0..self.threads)
                .flat_map(|thread| (0_u32..).zip(self.publishers).map(move |one| (thread, one)));
            let threads: Vec<_> = shares
                .map(|(thread, (index, publisher))| {
                    scope.spawn(move || self.publish_share(publisher, index, thread * share, share, quarry))
                })
                .collect();
            let mut wrong = Vec::new();
            let mut published = 0;
            for thread in threads {
                match thread.join() {
                    Ok(Ok(())) => published += share,
                    Ok(Err(error)) => wrong.push(error.to_string()),
                    Err(_) => wrong.push("a publishing thread panicked".into()),
                }
            }
            is_over.store(true, Ordering::Relaxed);
            let mut guests = Guests::default();
            for place in places {
                match place.join() {
                    Ok(more) => guests.add(more),
                    Err(_) => wrong.push("the guests' thread panicked".into()),
                }
            }
            if self.guests > 0 && guests.messages.iter().all(|messages| *messages == 0) {
                wrong.push("no guest received a message".into());
            }
            (published, guests, wrong)
        })
    }

    fn publish_share(
        &self,
        publisher: &ProbePublisher,
        index: u32,
        after: u64,
        share: u64,
        quarry: Quarry,
    ) -> zenoh::Result<()> {
        for number in after + 1..=after + share {
            let data = quarry.data(index, number);
            let published = publisher.publish(&Probe {
                publisher: index,
                number,
                data,
            })?;
            if published.lanes > 0 {
                self.in_lanes.fetch_add(1, Ordering::Relaxed);
            }
            if (index, number) == (0, share.div_ceil(10)) {
                self.early_kib.store(private_kib(), Ordering::Relaxed);
            }
        }
        Ok(())
    }
}
