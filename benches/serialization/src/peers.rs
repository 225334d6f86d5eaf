//! The contest of one message: writing and reading, each library with its own functions for a reused buffer.

/// Runs the contests of one message, and adds the results to the report.
#[macro_export]
macro_rules! contests {
    ($report:expr, $name:expr, $ty:ty, $value:expr) => {{
        use byteorder::LittleEndian;
        use rkyv::{rancor, util::AlignedVec};

        let value: $ty = $value;
        let value = &value;
        let message = to_vec(value).unwrap();
        let room = || $crate::room::Room::of(2 * message.len() + 1024);
        let fixed = bincode::config::standard().with_fixed_int_encoding();

        // An allocation is aligned to 16 bytes. A format with a header of 4 bytes starts 12 bytes later, so
        // that its body has the same alignment as the others.
        const HEADER_AT: usize = 12;

        let mut contest = Contest::new($name);
        let mut buffer = room();
        let source = message.clone();
        contest.add("memcpy", move || {
            buffer.next()[HEADER_AT..][..source.len()].copy_from_slice(black_box(&source))
        });
        let mut buffer = room();
        contest.add("ros-z size + write", move || {
            let size = black_box(value).estimated_serialized_size();
            to_slice(value, &mut buffer.next()[HEADER_AT..][..size]).unwrap()
        });
        let mut buffer = room();
        contest.add("ros-z write", move || {
            to_slice(black_box(value), &mut buffer.next()[HEADER_AT..]).unwrap()
        });
        let mut buffer = room();
        contest.add("cdr-encoding", move || {
            cdr_encoding::to_writer::<_, LittleEndian, _>(buffer.next(), black_box(value)).unwrap();
        });
        let mut buffer = room();
        contest.add("cdr", move || {
            let room = &mut buffer.next()[HEADER_AT..];
            cdr::serialize_into::<_, _, _, cdr::CdrLe>(room, black_box(value), cdr::Infinite).unwrap();
        });
        let mut buffer = Vec::with_capacity(2 * message.len() + 1024);
        contest.add("hiroz-cdr, serde", move || {
            hiroz_cdr::to_vec_reuse::<_, LittleEndian>(black_box(value), &mut buffer).unwrap();
        });
        let mut buffer = Vec::with_capacity(2 * message.len() + 1024);
        contest.add("hiroz-cdr, traits", move || {
            buffer.clear();
            let mut writer = hiroz_cdr::CdrWriter::<LittleEndian>::new(&mut buffer);
            hiroz_cdr::CdrSerialize::cdr_serialize(black_box(value), &mut writer);
        });
        let mut buffer = room();
        contest.add("bincode", move || {
            bincode::encode_into_slice(black_box(value), buffer.next(), fixed).unwrap()
        });
        let mut buffer = room();
        contest.add("wincode size + write", move || {
            let size = wincode::serialized_size(black_box(value)).unwrap();
            wincode::serialize_into(&mut buffer.next()[..size as usize], value).unwrap()
        });
        let mut buffer = room();
        contest.add("wincode", move || {
            wincode::serialize_into(buffer.next(), black_box(value)).unwrap()
        });
        let mut buffer = Some(AlignedVec::<16>::with_capacity(2 * message.len() + 1024));
        contest.add("rkyv", move || {
            let mut writer = buffer.take().unwrap_or_default();
            writer.clear();
            buffer = rkyv::api::high::to_bytes_in::<_, rancor::Error>(black_box(value), writer).ok();
        });
        $report.write.extend(contest.run($report.rounds));

        // The same bytes as this library writes, so that the comparison is fair.
        let encoded = cdr_encoding::to_vec::<_, LittleEndian>(value).unwrap();
        assert_eq!(encoded, message[4..], "cdr-encoding");
        assert_eq!(
            cdr::serialize::<_, _, cdr::CdrLe>(value, cdr::Infinite).unwrap(),
            message,
            "cdr"
        );
        assert_eq!(
            hiroz_cdr::to_vec::<_, LittleEndian>(value, 0).unwrap(),
            encoded,
            "hiroz-cdr"
        );
        assert_eq!(hiroz_cdr::cdr_to_vec(value, 0), encoded, "hiroz-cdr");

        let mut contest = Contest::new($name);
        contest.add("to_vec", || black_box(&message).to_vec());
        contest.add("ros-z", || from_slice::<$ty>(black_box(&message)).unwrap());
        contest.add("cdr-encoding", || {
            cdr_encoding::from_bytes::<$ty, LittleEndian>(black_box(&encoded)).unwrap()
        });
        contest.add("cdr", || cdr::deserialize::<$ty>(black_box(&message)).unwrap());
        contest.add("hiroz-cdr, serde", || {
            hiroz_cdr::from_bytes::<$ty, LittleEndian>(black_box(&encoded)).unwrap()
        });
        contest.add("hiroz-cdr, traits", || {
            let mut reader = hiroz_cdr::CdrReader::<LittleEndian>::new(black_box(&encoded));
            <$ty as hiroz_cdr::CdrDeserialize>::cdr_deserialize(&mut reader).unwrap()
        });
        let bytes = bincode::encode_to_vec(value, fixed).unwrap();
        contest.add("bincode", move || {
            bincode::decode_from_slice::<$ty, _>(black_box(&bytes), fixed).unwrap()
        });
        let bytes = wincode::serialize(value).unwrap();
        contest.add("wincode", move || {
            wincode::deserialize::<$ty>(black_box(&bytes)).unwrap()
        });
        let bytes = rkyv::to_bytes::<rancor::Error>(value).unwrap();
        contest.add("rkyv", move || {
            rkyv::from_bytes::<$ty, rancor::Error>(black_box(&bytes)).unwrap()
        });
        $report.read.extend(contest.run($report.rounds));
    }};
}
