"""Prints for each cloud on `points` whether it is in shared memory, and decodes it: shm_subscriber.py [count]

Uses a plain zenoh subscriber of eclipse-zenoh, and rosbags as decoder. Exits with 0 after `count` clouds in shared
memory. Exits with 1 if a cloud after the first of these came over the network, or if the first 50 all did.
"""

import os
import queue
import sys

import numpy
import zenoh
from rosbags.typesys import Stores, get_typestore

TYPE = "sensor_msgs/msg/PointCloud2"
count = int(sys.argv[1]) if len(sys.argv) > 1 else sys.maxsize
store = get_typestore(Stores.ROS2_JAZZY)
key = f"{os.environ.get('ROS_DOMAIN_ID', '0')}/points/sensor_msgs::msg::dds_::PointCloud2_/{store.hash_rihs01(TYPE)}"

config = zenoh.Config()
config.insert_json5("connect/endpoints", '["tcp/localhost:7447"]')
config.insert_json5("scouting/multicast/enabled", "false")
config.insert_json5("transport/shared_memory/enabled", "true")
for override in filter(None, os.environ.get("ZENOH_CONFIG_OVERRIDE", "").split(";")):
    config.insert_json5(*override.split("=", 1))

# A publisher of this library cannot ask a process without the library whether it maps the pool. It reads the limits of the
# process first, and sends over the network until then.
EARLY = 50

clouds = queue.Queue()
all_in_shm = True


def on_sample(sample):
    payload = sample.payload
    clouds.put((payload.as_shm() is not None, store.deserialize_cdr(payload.to_bytes(), TYPE)))


with zenoh.open(config) as session:
    subscriber = session.declare_subscriber(key, on_sample)
    print(f"listens on {key}", flush=True)
    try:
        early = shared = 0
        while shared < count and all_in_shm:
            in_shm, cloud = clouds.get()
            shared += in_shm
            early += not in_shm
            all_in_shm = in_shm or (shared == 0 and early < EARLY)
            points = cloud.data.view(numpy.float32).reshape(-1, cloud.point_step // 4)
            print(f"{len(points)} points, {cloud.data.nbytes} bytes, in shared memory: {in_shm}", flush=True)
    except KeyboardInterrupt:
        pass
sys.exit(0 if all_in_shm else 1)
