"""A zenoh subscriber without any of this library: shm_peer.py <endpoint> <key expression> <ROS type>.

Reports for each sample whether zenoh has it in shared memory, and what rosbags decodes it as. Ends with its input.
"""

import sys

import numpy
import zenoh
from rosbags.typesys import Stores, get_typestore

endpoint, key, kind = sys.argv[1:]
store = get_typestore(Stores.ROS2_JAZZY)
config = zenoh.Config()
config.insert_json5("mode", '"peer"')
config.insert_json5("connect/endpoints", f'["{endpoint}"]')
config.insert_json5("listen/endpoints", '["tcp/127.0.0.1:0"]')
config.insert_json5("scouting/multicast/enabled", "false")
config.insert_json5("transport/shared_memory/enabled", "true")


def on_sample(sample):
    shm = sample.payload.as_shm() is not None
    payload = sample.payload.to_bytes()
    message = store.deserialize_cdr(payload, kind)
    right = numpy.array_equal(message.data, (numpy.arange(message.row_step) + message.width) % 251)
    same = bytes(store.serialize_cdr(message, kind)) == payload
    report = f"sample shm={shm} len={len(payload)} number={message.width} right={right} same={same}"
    print(report.lower(), flush=True)


with zenoh.open(config) as session:
    subscriber = session.declare_subscriber(key, on_sample)
    print("listening endpoint=none", flush=True)
    print("ready", flush=True)
    sys.stdin.read()
