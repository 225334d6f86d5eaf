//! The round trips with iceoryx2: polling, or blocking on an event.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::iceoryx_domain;
use crate::messages::{SIZES, look_at};
use crate::ping::{Trips, WARM, rounds};

const DONE: u8 = 255;

/// One direction: samples, and the event that announces them.
struct Names {
    data: String,
    event: String,
}

fn names(port: u16, direction: &str) -> Names {
    Names {
        data: format!("bench/{port}/{direction}"),
        event: format!("bench/{port}/{direction}/event"),
    }
}

/// Sends and receives; `ping` measures, the other process answers.
pub fn run(mode: &str, port: u16, samples: usize, is_ping: bool) -> Result<(), Box<dyn Error>> {
    let blocks = mode == "iceoryx2, blocking";
    let node = iceoryx_domain::node().map_err(|error| error.to_string())?;
    let (out, back) = if is_ping {
        ("ping", "pong")
    } else {
        ("pong", "ping")
    };
    let (out, back) = (names(port, out), names(port, back));
    let open = |name: &str| -> Result<_, Box<dyn Error>> {
        Ok(node
            .service_builder(&name.try_into()?)
            .publish_subscribe::<[u8]>()
            .open_or_create()?)
    };
    let event = |name: &str| -> Result<_, Box<dyn Error>> {
        Ok(node.service_builder(&name.try_into()?).event().open_or_create()?)
    };
    let (out_data, back_data) = (open(&out.data)?, open(&back.data)?);
    let (out_event, back_event) = (event(&out.event)?, event(&back.event)?);
    let longest = if is_ping { SIZES[SIZES.len() - 1] } else { 8 };
    let publisher = out_data
        .publisher_builder()
        .initial_max_slice_len(longest)
        .create()?;
    let subscriber = back_data.subscriber_builder().create()?;
    let notifier = out_event.notifier_builder().create()?;
    let listener = back_event.listener_builder().create()?;

    let send = |size: usize, tag: u8| -> Result<(), Box<dyn Error>> {
        let mut sample = publisher.loan_slice_uninit(size)?;
        sample.payload_mut()[0].write(tag);
        sample.payload_mut()[size - 1].write(0);
        // SAFETY: bytes that this program does not write are left over from earlier messages, as with this
        // library's loans; the receiver reads only the two written bytes.
        let sample = unsafe { sample.assume_init() };
        sample.send()?;
        if blocks {
            notifier.notify()?;
        }
        Ok(())
    };
    let receive = || -> Result<u8, Box<dyn Error>> {
        loop {
            if let Some(sample) = subscriber.receive()? {
                return Ok(look_at(&sample));
            }
            if blocks {
                listener.blocking_wait(|_| {})?;
            } else {
                std::hint::spin_loop();
            }
        }
    };
    if !is_ping {
        println!("ready");
        send(8, 0)?;
        while receive()? != DONE {
            send(8, 0)?;
        }
        return Ok(());
    }
    let mut echo = Command::new(std::env::current_exe()?)
        .args(["echo", mode, &port.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()?;
    receive()?;
    for size in SIZES {
        let mut trips = Trips::default();
        for _ in 0..rounds(size, samples) + WARM {
            let start = Instant::now();
            send(size, 1)?;
            trips.calls.push(start.elapsed().as_secs_f64() * 1e6);
            receive()?;
            trips.round_trips.push(start.elapsed().as_secs_f64() * 1e6);
        }
        trips.report(mode, mode, size);
    }
    send(8, DONE)?;
    echo.wait()?;
    Ok(())
}
