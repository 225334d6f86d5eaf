//! Runs one kernel, for callgrind to count: `kernels <name>`; without a name, prints the list. Only the code
//! in `counted` counts.

use std::hint::black_box;

use ros_z_core::{SizeEstimation, from_slice, to_slice, to_vec};
use serialization::messages::{views, *};
use serialization::values;

/// The function in which callgrind counts. It runs once to warm up, and once more for the result.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

struct Kernels {
    wanted: Option<String>,
}

impl Kernels {
    fn kernel<R>(&self, name: &str, mut work: impl FnMut() -> R) {
        match &self.wanted {
            None => println!("{name}"),
            Some(wanted) if wanted == name => {
                black_box(work());
                // The result is dropped inside, as a user would drop it.
                counted(&mut || drop(black_box(work())));
            }
            Some(_) => {}
        }
    }

    fn message<T>(&self, name: &str, value: T)
    where
        T: ros_z_core::CdrSerialize + SizeEstimation + for<'de> ros_z_core::CdrDeserialize<'de>,
    {
        let bytes = to_vec(&value).unwrap();
        let mut buffer = vec![0; bytes.len()];
        self.kernel(&format!("{name}/size"), || {
            black_box(&value).estimated_serialized_size()
        });
        self.kernel(&format!("{name}/write"), || {
            to_slice(black_box(&value), &mut buffer).unwrap()
        });
        self.kernel(&format!("{name}/read"), || {
            from_slice::<T>(black_box(&bytes)).unwrap()
        });
    }
}

fn main() {
    let kernels = Kernels {
        wanted: std::env::args().nth(1),
    };
    kernels.message("odometry", values::odometry());
    kernels.message("joint_state", values::joint_state());
    kernels.message("tf_tree", values::tf_tree());
    kernels.message("laser_scan", values::laser_scan());
    kernels.message(
        "image_64k",
        Image {
            data: values::bytes(1 << 16),
            ..values::image()
        },
    );
    kernels.message(
        "cloud2_64k",
        PointCloud2 {
            data: values::bytes(1 << 16),
            ..values::cloud2()
        },
    );
    kernels.message(
        "bytes_64k",
        Bytes {
            data: values::bytes(1 << 16),
        },
    );
    kernels.message(
        "floats_16k",
        Floats {
            data: values::floats(1 << 14),
        },
    );
    kernels.message(
        "points_1000",
        Points {
            data: values::points(1000),
        },
    );
    kernels.message(
        "poses_1000",
        Poses {
            data: values::poses(1000),
        },
    );
    kernels.message(
        "series_1000",
        Series {
            data: values::series(1000),
        },
    );
    kernels.message("pose", values::pose(1));

    let image = to_vec(&values::image()).unwrap();
    kernels.kernel("image/view", || {
        from_slice::<views::ImageView>(black_box(&image))
            .unwrap()
            .data
            .len()
    });
    let cloud = to_vec(&Cloud {
        header: values::header(),
        points: values::points(43_690),
    })
    .unwrap();
    kernels.kernel("cloud/view", || {
        from_slice::<views::CloudView>(black_box(&cloud))
            .unwrap()
            .points
            .len()
    });
    let cloud2 = to_vec(&values::cloud2()).unwrap();
    kernels.kernel("cloud2/view", || {
        from_slice::<views::PointCloud2View>(black_box(&cloud2))
            .unwrap()
            .data
            .len()
    });
    kernels.kernel("cloud/view as_slice", || {
        let view = from_slice::<views::CloudView>(black_box(&cloud)).unwrap();
        view.points.as_slice().map(<[_]>::len)
    });
    let names = to_vec(&values::names()).unwrap();
    kernels.kernel("strings_50/read", || {
        from_slice::<Vec<String>>(black_box(&names)).unwrap()
    });
    kernels.kernel("strings_50/view", || {
        from_slice::<Vec<&str>>(black_box(&names)).unwrap()
    });

    let odometry = values::odometry();
    let mut buffer = [0u8; 2048];
    kernels.kernel("wincode: odometry/write", || {
        wincode::serialize_into(&mut buffer[..], black_box(&odometry)).unwrap()
    });
    let fixed = bincode::config::standard().with_fixed_int_encoding();
    kernels.kernel("bincode: odometry/write", || {
        bincode::encode_into_slice(black_box(&odometry), &mut buffer, fixed).unwrap()
    });
    let mut vec = Vec::with_capacity(2048);
    kernels.kernel("hiroz-cdr: odometry/write", || {
        vec.clear();
        let mut writer = hiroz_cdr::CdrWriter::<byteorder::LittleEndian>::new(&mut vec);
        hiroz_cdr::CdrSerialize::cdr_serialize(black_box(&odometry), &mut writer);
    });
    kernels.kernel("cdr-encoding: odometry/write", || {
        cdr_encoding::to_writer::<_, byteorder::LittleEndian, _>(&mut buffer[..], black_box(&odometry))
            .unwrap();
    });
}
