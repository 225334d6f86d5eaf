//! Times of writing and reading, for this library and others, as multiples of copying the same number of
//! bytes. Prints Markdown tables.
//!
//! Every contestant writes into an existing buffer, in its own format, and reads its own bytes.

#[macro_use]
mod peers;
mod copies;
mod room;

use std::hint::black_box;

use measure::{Contest, Outcome};
use ros_z_core::{
    CdrSerialize, CdrWriter, SerializeError, SizeEstimation, SliceWriter, from_slice, to_slice, to_vec,
};
use serialization::messages::{views, *};
use serialization::values;

/// Rounds of each contest.
const ROUNDS: usize = 151;

fn main() {
    let rounds = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(ROUNDS);
    let mut report = Report {
        rounds,
        ..Report::default()
    };
    messages_of_every_kind(&mut report);
    bulk(&mut report);
    views_and_sizes(&mut report);
    report.copies = copies::run(rounds / 5);
    println!("## Serialization\n\n{}", measure::facts());
    report.print();
}

#[derive(Default)]
struct Report {
    rounds: usize,
    write: Vec<Outcome>,
    read: Vec<Outcome>,
    bulk: Vec<Outcome>,
    rest: Vec<Outcome>,
    copies: Vec<Outcome>,
}

fn messages_of_every_kind(report: &mut Report) {
    contests!(
        report,
        "1 MiB bytes",
        Bytes,
        Bytes {
            data: values::bytes(1 << 20)
        }
    );
    contests!(
        report,
        "1 MiB f32",
        Floats,
        Floats {
            data: values::floats(1 << 18)
        }
    );
    contests!(
        report,
        "10 000 points",
        Points,
        Points {
            data: values::points(10_000)
        }
    );
    contests!(
        report,
        "10 000 poses",
        Poses,
        Poses {
            data: values::poses(10_000)
        }
    );
    contests!(
        report,
        "10 000 {Time, f64}",
        Series,
        Series {
            data: values::series(10_000)
        }
    );
    contests!(report, "Odometry", Odometry, values::odometry());
    contests!(report, "JointState, 50 names", JointState, values::joint_state());
    contests!(report, "TF tree, 30 transforms", TFMessage, values::tf_tree());
    contests!(report, "LaserScan, 1080 ranges", LaserScan, values::laser_scan());
    contests!(report, "Image, 1 MiB", Image, values::image());
    contests!(report, "PointCloud2, 1 MiB", PointCloud2, values::cloud2());
}

/// Measures the same elements at every starting phase of a sequence, and one primitive after the other.
fn bulk(report: &mut Report) {
    let poses = values::poses(10_000);
    let ordered: Vec<ros_z_msgs::geometry_msgs::Pose> = poses.iter().map(ordered).collect();
    let series = values::series(10_000);
    let points = values::points(10_000);
    let rounds = report.rounds;
    macro_rules! elements {
        ($name:expr, $items:expr, $write_one:expr) => {{
            let (image, items) = (vec![7u8; size_of_val(&$items[..])], &$items);
            let mut buffer = vec![0u8; image.len() + 8 * items.len() + 64];
            let mut copy = vec![0u8; image.len() + 64];
            let mut contest = Contest::new($name);
            contest.add("memcpy", || {
                copy[8..8 + image.len()].copy_from_slice(black_box(&image))
            });
            let mut first = vec![0u8; buffer.len()];
            contest.add("written", move || write_at(0, black_box(items), &mut first));
            let mut third = vec![0u8; buffer.len()];
            contest.add("written after a u32", move || {
                write_at(4, black_box(items), &mut third)
            });
            contest.add("one primitive at a time", || {
                let mut writer = SliceWriter::new(&mut buffer);
                writer.write_length(items.len())?;
                black_box(items)
                    .iter()
                    .try_for_each(|item| $write_one(item, &mut writer))?;
                Ok::<_, SerializeError>(writer.position())
            });
            let bytes = to_vec(items).unwrap();
            let image = image.clone();
            contest.add("to_vec", move || black_box(&image).to_vec());
            contest.add("read", move || {
                from_slice(black_box(&bytes)).inspect(|read| same_type(read, items))
            });
            report.bulk.extend(contest.run(rounds));
        }};
    }
    elements!("points {x, y, z: f64}", points, write_point);
    elements!("poses of a user, no repr", poses, |pose: &Pose,
                                                  writer: &mut SliceWriter<
        '_,
    >| {
        write_point(&pose.position, writer)?;
        write_numbers(
            [
                pose.orientation.x,
                pose.orientation.y,
                pose.orientation.z,
                pose.orientation.w,
            ],
            writer,
        )
    });
    elements!(
        "poses of ros-z-msgs, repr(C)",
        ordered,
        |pose: &ros_z_msgs::geometry_msgs::Pose, writer: &mut SliceWriter<'_>| {
            let (at, turn) = (&pose.position, &pose.orientation);
            write_numbers([at.x, at.y, at.z], writer)?;
            write_numbers([turn.x, turn.y, turn.z, turn.w], writer)
        }
    );
    elements!(
        "{Time, f64}",
        series,
        |stamped: &Stamped, writer: &mut SliceWriter<'_>| {
            writer.write_aligned(stamped.time.sec.to_le_bytes())?;
            writer.write_aligned(stamped.time.nanosec.to_le_bytes())?;
            writer.write_aligned(stamped.value.to_le_bytes())
        }
    );
}

/// Infers the type of one argument from the other.
fn same_type<T>(_: &T, _: &T) {}

/// Writes a sequence whose length is at this position.
fn write_at<T: CdrSerialize>(
    lead: usize,
    items: &Vec<T>,
    buffer: &mut [u8],
) -> Result<usize, SerializeError> {
    let mut writer = SliceWriter::new(buffer);
    writer.write_padding(lead)?;
    items.serialize(&mut writer)?;
    Ok(writer.position())
}

fn write_numbers<const N: usize>(
    numbers: [f64; N],
    writer: &mut SliceWriter<'_>,
) -> Result<(), SerializeError> {
    numbers
        .into_iter()
        .try_for_each(|number| writer.write_aligned(number.to_le_bytes()))
}

fn write_point(point: &Point, writer: &mut SliceWriter<'_>) -> Result<(), SerializeError> {
    write_numbers([point.x, point.y, point.z], writer)
}

fn ordered(pose: &Pose) -> ros_z_msgs::geometry_msgs::Pose {
    let mut ordered = ros_z_msgs::geometry_msgs::Pose::default();
    (ordered.position.x, ordered.position.y, ordered.position.z) =
        (pose.position.x, pose.position.y, pose.position.z);
    (ordered.orientation.x, ordered.orientation.y) = (pose.orientation.x, pose.orientation.y);
    (ordered.orientation.z, ordered.orientation.w) = (pose.orientation.z, pose.orientation.w);
    ordered
}

/// Measures borrowed reads and sizes.
fn views_and_sizes(report: &mut Report) {
    let image = to_vec(&values::image()).unwrap();
    let cloud2 = to_vec(&values::cloud2()).unwrap();
    let cloud = to_vec(&Cloud {
        header: values::header(),
        points: values::points(43_690),
    })
    .unwrap();
    let points = to_vec(&Points {
        data: values::points(43_690),
    })
    .unwrap();
    let odometry = to_vec(&values::odometry()).unwrap();
    let mut contest = Contest::new("borrowed");
    contest
        .add("Image of 1 MiB, `&[u8]`", || {
            from_slice::<views::ImageView>(black_box(&image)).unwrap()
        })
        .add("cloud of 1 MiB, `CdrSlice<Point>`", || {
            from_slice::<views::CloudView>(black_box(&cloud)).unwrap()
        })
        .add("the same without a header", || {
            from_slice::<views::PointsView>(black_box(&points)).unwrap()
        })
        .add("the same, `as_slice`", || {
            from_slice::<views::PointsView>(black_box(&points))
                .unwrap()
                .data
                .as_slice()
                .map(<[_]>::len)
        })
        .add("PointCloud2 of 1 MiB, 4 fields in a `CdrSequence`", || {
            from_slice::<views::PointCloud2View>(black_box(&cloud2)).unwrap()
        })
        .add("Odometry", || {
            from_slice::<views::OdometryView>(black_box(&odometry)).unwrap()
        });
    report.rest.extend(contest.run(report.rounds));

    let (few, many) = (
        Points {
            data: values::points(10),
        },
        Points {
            data: values::points(1_000_000),
        },
    );
    let (odometry, joints) = (values::odometry(), values::joint_state());
    let mut contest = Contest::new("exact size");
    contest
        .add("10 points", || black_box(&few).estimated_serialized_size())
        .add("1 000 000 points", || {
            black_box(&many).estimated_serialized_size()
        })
        .add("Odometry", || black_box(&odometry).estimated_serialized_size())
        .add("JointState, 50 names", || {
            black_box(&joints).estimated_serialized_size()
        });
    report.rest.extend(contest.run(report.rounds));

    let names = to_vec(&Names {
        data: values::names(),
    })
    .unwrap();
    let plain = values::names();
    let mut contest = Contest::new("strings");
    contest
        .add("50 strings, `clone`", || black_box(&plain).clone())
        .add("50 strings, owned", || {
            from_slice::<Vec<String>>(black_box(&names)).unwrap()
        })
        .add("50 strings, borrowed", || {
            from_slice::<Vec<&str>>(black_box(&names)).unwrap()
        });
    report.rest.extend(contest.run(report.rounds));
}

impl Report {
    fn print(&self) {
        println!("### Write, as a multiple of a memcpy of the same size\n");
        print_matrix(&self.write);
        println!("\n### Owned read, as a multiple of a `to_vec` of the same size\n");
        print_matrix(&self.read);
        println!("\n### Elements in bulk, 10 000 each, as a multiple of a memcpy\n");
        print_matrix(&self.bulk);
        println!("\n### Ways to copy, as a multiple of a memcpy\n");
        print_matrix(&self.copies);
        println!("\n### Borrowed reads, sizes, strings\n\n| operation | | ns |\n|---|---|---|");
        for outcome in &self.rest {
            println!(
                "| {} | {} | {:.1} |",
                outcome.contest, outcome.name, outcome.nanoseconds
            );
        }
    }
}

/// Prints one row per contest and one column per contestant; the first in nanoseconds, the others as
/// multiples of it.
fn print_matrix(outcomes: &[Outcome]) {
    let mut names: Vec<&str> = Vec::new();
    for outcome in outcomes {
        if !names.contains(&outcome.name.as_str()) {
            names.push(&outcome.name);
        }
    }
    println!("| | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for rows in outcomes.chunk_by(|left, right| left.contest == right.contest) {
        let cells: Vec<String> = names
            .iter()
            .map(|name| {
                let found = rows.iter().find(|outcome| outcome.name == *name);
                found.map_or_else(String::new, |outcome| {
                    if outcome.name == names[0] {
                        format!("{:.0} ns", outcome.nanoseconds)
                    } else {
                        format!("{:.2}", outcome.ratio)
                    }
                })
            })
            .collect();
        println!("| {} | {} |", rows[0].contest, cells.join(" | "));
    }
}
