//! Claims about samples: each is read once and in order or counted as taken back, and no memory is reused while it is
//! read.

use super::check;
use super::words::{INLINE, Model};
use crate::lane::layout::{DROPPED, Words};
use crate::lane::ring_reader::{Taken, TakenContent};
use crate::lane::ring_writer::Content;
use loom::thread;
use std::sync::atomic::Ordering::Relaxed;

#[test]
fn every_sample_is_read_once_in_order_or_taken_back() {
    for (entries, slots, count) in [(1, 1, 3), (1, 2, 3), (2, 2, 3), (2, 3, 4)] {
        check(2, move || {
            let model = Model::new(entries, slots, count);
            let (mut writer, words) = model.mortal_writer(entries, usize::MAX);
            let (reader, _) = model.mortal_reader(usize::MAX);
            let theirs = model.clone();
            let reading = thread::spawn(move || (theirs.take(&reader, 2), reader));
            for number in 1..=count {
                while !writer.has_room().expect("sound") {
                    writer.take_back().expect("sound");
                }
                model.push(&mut writer, &words, number);
            }
            let (mut numbers, reader) = reading.join().expect("it does not panic");
            numbers.extend(model.take(&reader, count as usize));
            assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
            assert_eq!(numbers.last(), Some(&count));
            assert_eq!(numbers.len() as u64 + reader.dropped(), count as u64);
            writer.sweep().expect("sound");
            assert!(writer.is_empty());
        });
    }
}

#[test]
fn without_back_taking_every_sample_is_read_in_order() {
    check(3, || {
        const COUNT: i64 = 3;
        let model = Model::new(2, 2, COUNT);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || (theirs.take(&reader, 2), reader));
        let mut pushed = 0;
        for number in 1..=COUNT {
            if writer.has_room().expect("sound") {
                pushed += 1;
                model.push(&mut writer, &words, pushed);
            } else if number < COUNT {
                thread::yield_now();
            }
        }
        let (mut numbers, reader) = reading.join().expect("it does not panic");
        numbers.extend(model.take(&reader, 3));
        assert_eq!(numbers, (1..=pushed).collect::<Vec<_>>());
        assert_eq!(reader.dropped(), 0);
    });
}

/// A sample whose number is not the next one comes after the count of those that are missing.
#[test]
fn taken_back_samples_are_counted_before_their_gap_is_seen() {
    check(3, || {
        const COUNT: i64 = 3;
        let model = Model::new(2, 3, COUNT);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || {
            let mut last = 0;
            for _ in 0..2 {
                let Some(taken) = reader.take().expect("sound") else {
                    continue;
                };
                let (number, slot) = theirs.read(taken);
                slot.into_iter().for_each(|slot| reader.free(slot));
                let missing = number - last - 1;
                last = number;
                assert!(reader.dropped() >= missing as u64, "{missing} before {number}");
            }
        });
        for number in 1..=COUNT {
            while !writer.has_room().expect("sound") {
                writer.take_back().expect("sound");
            }
            model.push(&mut writer, &words, number);
        }
        reading.join().expect("it does not panic");
        assert!(words.load(DROPPED, Relaxed) < COUNT as u64);
    });
}

#[test]
fn samples_may_be_freed_by_other_threads() {
    check(2, || {
        const COUNT: i64 = 3;
        let model = Model::new(2, 2, COUNT);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || {
            let taken = reader.take().expect("sound");
            let (other, memory) = (reader.clone(), theirs.clone());
            let freeing = taken.map(|taken| {
                thread::spawn(move || {
                    let (number, slot) = memory.read(taken);
                    slot.into_iter().for_each(|slot| other.free(slot));
                    number
                })
            });
            let more = theirs.take(&reader, 1);
            let first = freeing.map(|freeing| freeing.join().expect("it does not panic"));
            (first.into_iter().chain(more).collect::<Vec<_>>(), reader)
        });
        for number in 1..=COUNT {
            while !writer.has_room().expect("sound") {
                writer.take_back().expect("sound");
            }
            model.push(&mut writer, &words, number);
        }
        let (mut numbers, reader) = reading.join().expect("it does not panic");
        numbers.extend(model.take(&reader, 3));
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
        assert_eq!(numbers.len() as u64 + reader.dropped(), COUNT as u64);
        writer.sweep().expect("sound");
        assert!(writer.is_empty() && model.is_released());
    });
}

/// A reader that stops still reads all samples before the end; those from the end on go through zenoh.
#[test]
fn a_reader_that_stops_reads_exactly_the_samples_before_the_end() {
    check(2, || {
        const COUNT: i64 = 2;
        let model = Model::new(2, 2, COUNT);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || {
            let mut numbers = theirs.take(&reader, 1);
            reader.stop();
            loop {
                let end = reader.end();
                let more = theirs.take(&reader, 1);
                let is_empty = more.is_empty();
                numbers.extend(more);
                if let (Some(end), true) = (end, is_empty) {
                    return (numbers, end);
                }
            }
        });
        writer.start(1);
        let mut end = 1;
        while end <= COUNT && !writer.is_done() {
            model.push(&mut writer, &words, end);
            end += 1;
        }
        writer.end(end);
        let (numbers, seen) = reading.join().expect("it does not panic");
        assert_eq!((numbers, seen), ((1..end).collect(), end));
    });
}

#[test]
fn a_reader_that_leaves_frees_what_it_has_not_taken() {
    check(2, || {
        let model = Model::new(2, 2, 2);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || {
            theirs.take(&reader, 1);
            reader.leave();
        });
        for number in 1..=2 {
            if !writer.is_done() && writer.has_room().expect("sound") {
                model.push(&mut writer, &words, number);
            }
        }
        reading.join().expect("it does not panic");
        while writer.has_left() && writer.has_queued() {
            writer.take_back().expect("sound");
        }
        writer.sweep().expect("sound");
        assert!(writer.is_empty() && model.is_released());
    });
}

/// Their slots are free when they are copied, and written again at once.
#[test]
fn small_samples_are_never_torn() {
    check(2, || {
        let model = Model::new(1, 1, 0);
        let (mut writer, _) = model.mortal_writer(1, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let reading = thread::spawn(move || {
            for _ in 0..2 {
                match reader.take().expect("sound") {
                    None => {}
                    Some(Taken::ViaZenoh(number)) => assert_eq!(number, 2),
                    Some(taken) => {
                        let of = |number: i64| Taken::Sample {
                            number,
                            time: -number,
                            content: TakenContent::Inline(vec![number as u8; INLINE]),
                        };
                        assert!(taken == of(1) || taken == of(2), "{taken:?}");
                    }
                }
            }
        });
        for number in 1..=2 {
            while !writer.has_room().expect("sound") {
                writer.take_back().expect("sound");
            }
            let bytes = [number as u8; INLINE];
            writer.push(number, -number, Some((Content::Inline(&bytes), None)));
        }
        reading.join().expect("it does not panic");
    });
}
