//! Claims about a process that dies after any of its steps. The other process learns of the death after them.

use super::check;
use super::words::Model;
use loom::thread;

/// More steps than either end takes in these models.
const LONGEST_LIFE: usize = 60;

/// Runs `model` with longer and longer lives, until it returns that nobody died.
fn for_all_lives(model: impl Fn(usize) -> bool + Copy + Send + Sync + 'static) {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
    for life in 0..LONGEST_LIFE {
        let has_died = Arc::new(AtomicBool::new(false));
        let found = has_died.clone();
        check(2, move || {
            if model(life) {
                found.store(true, Relaxed);
            }
        });
        if !has_died.load(Relaxed) {
            return;
        }
    }
    panic!("nobody lives long enough");
}

#[test]
fn the_memory_of_a_reader_that_dies_is_kept_until_then_and_released_then() {
    for_all_lives(|life| {
        const COUNT: i64 = 2;
        let model = Model::new(2, 2, COUNT);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, its) = model.mortal_reader(life);
        let theirs = model.clone();
        let reading = thread::spawn(move || {
            for _ in 0..COUNT {
                let Ok(Some(taken)) = reader.take() else { continue };
                // The words of a slot may be read when it is dead: it sees nothing any more.
                if its.has_died() || !its.step() {
                    break;
                }
                let (_, slot) = theirs.read(taken);
                slot.into_iter().for_each(|slot| reader.free(slot));
            }
            its.has_died()
        });
        for number in 1..=COUNT {
            while !writer.has_room().expect("sound") {
                writer.take_back().expect("sound");
            }
            model.push(&mut writer, &words, number);
        }
        let has_died = reading.join().expect("it does not panic");
        writer.release_all();
        assert!(writer.is_empty() && model.is_released());
        has_died
    });
}

#[test]
fn what_a_writer_has_sent_before_it_died_is_read_and_nothing_else() {
    for_all_lives(|life| {
        const COUNT: i64 = 2;
        let model = Model::new(2, 2, COUNT);
        let (mut writer, its) = model.mortal_writer(2, life);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || (theirs.take(&reader, 1), reader));
        let mut sent = 0;
        for number in 1..=COUNT {
            if writer.is_done() || writer.has_room() != Ok(true) || its.has_died() {
                break;
            }
            model.push(&mut writer, &its, number);
            if its.has_died() {
                break;
            }
            sent = number;
        }
        let (mut numbers, reader) = reading.join().expect("it does not panic");
        numbers.extend(model.take(&reader, 3));
        assert_eq!(numbers, (1..=sent).collect::<Vec<_>>());
        its.has_died()
    });
}

#[test]
fn a_writer_that_dies_while_it_takes_back_leaves_a_sound_ring() {
    for_all_lives(|life| {
        const COUNT: i64 = 3;
        let model = Model::new(1, 2, COUNT);
        let (mut writer, its) = model.mortal_writer(1, life);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let theirs = model.clone();
        let reading = thread::spawn(move || (theirs.take(&reader, 1), reader));
        let mut sent = 0;
        'all: for number in 1..=COUNT {
            while writer.has_room() != Ok(true) {
                if its.has_died() || writer.take_back().is_err() {
                    break 'all;
                }
            }
            if its.has_died() {
                break;
            }
            model.push(&mut writer, &its, number);
            if its.has_died() {
                break;
            }
            sent = number;
        }
        let (mut numbers, reader) = reading.join().expect("it does not panic");
        numbers.extend(model.take(&reader, 2));
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
        assert_eq!(numbers.len() + its.replaced(), sent as usize);
        assert_eq!(reader.len(), 0);
        its.has_died()
    });
}
