"""A zenoh peer without this library: shm_peer.py <endpoint> <key expression> <ROS type>.

Reports for each sample whether it is in shared memory, and the values that rosbags decodes. Obeys commands to publish,
from its own pool or from the heap: `publish number=1 size=1000 shm=true`. Ends when its input is closed.
"""

import struct
import sys
import time

import numpy
import zenoh
from rosbags.typesys import Stores, get_typestore
from zenoh.shm import BlockOn, GarbageCollect, ShmProvider

endpoint, key, kind = sys.argv[1:]
store = get_typestore(Stores.ROS2_JAZZY)
config = zenoh.Config()
config.insert_json5("mode", '"peer"')
config.insert_json5("connect/endpoints", f'["{endpoint}"]')
config.insert_json5("listen/endpoints", '["tcp/127.0.0.1:0"]')
config.insert_json5("scouting/multicast/enabled", "false")
config.insert_json5("transport/shared_memory/enabled", "true")


def content(number, size):
    return ((numpy.arange(size) + number) % 251).astype(numpy.uint8)


def on_sample(sample):
    shm = sample.payload.as_shm() is not None
    payload = sample.payload.to_bytes()
    message = store.deserialize_cdr(payload, kind)
    right = numpy.array_equal(message.data, content(message.width, message.row_step))
    same = bytes(store.serialize_cdr(message, kind)) == payload
    report = f"sample shm={shm} len={len(payload)} number={message.width} right={right} same={same}"
    print(report.lower(), flush=True)


def cloud(number, size):
    types = store.types
    stamp = types["builtin_interfaces/msg/Time"](sec=number, nanosec=0)
    message = types[kind](
        header=types["std_msgs/msg/Header"](stamp=stamp, frame_id="map"),
        height=1,
        width=number,
        fields=[],
        is_bigendian=False,
        point_step=1,
        row_step=size,
        data=content(number, size),
        is_dense=True,
    )
    return bytes(store.serialize_cdr(message, kind))


def publish(number, size, shm):
    payload = cloud(number, size)
    if shm:
        buffer = provider.alloc(len(payload), BlockOn(GarbageCollect()))
        buffer[:] = payload
        payload = zenoh.ZBytes(buffer)
    # zenoh invalidates a message that no process references before it is received.
    held.append(payload)
    # The attachment of rmw_zenoh.
    publisher.put(payload, attachment=struct.pack("<qqB16s", number, time.time_ns(), 16, bytes(range(16))))


held = []
with zenoh.open(config) as session:
    subscriber = session.declare_subscriber(key, on_sample, allowed_origin=zenoh.Locality.REMOTE)
    print("listening endpoint=none", flush=True)
    print("ready", flush=True)
    for line in sys.stdin:
        options = dict(pair.split("=", 1) for pair in line.split()[1:])
        if not held:
            provider = ShmProvider.default_backend(8 << 20)
            publisher = session.declare_publisher(key, congestion_control=zenoh.CongestionControl.BLOCK)
            while not publisher.matching_status.matching:
                time.sleep(0.01)
        publish(int(options["number"]), int(options["size"]), options["shm"] == "true")
