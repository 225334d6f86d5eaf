"""A service client without this library: shm_client.py <endpoint> <key expression>.

Sends requests in shared memory: `call count=8 size=100000`, without waiting for responses, and holds no request after
it was sent. Reports each response: `response number=1 size=100000 right=true`. Ends when its input is closed.
"""

import struct
import sys
import time

import numpy
import zenoh
from zenoh.shm import BlockOn, GarbageCollect, ShmProvider

endpoint, key = sys.argv[1:]
config = zenoh.Config()
config.insert_json5("mode", '"peer"')
config.insert_json5("connect/endpoints", f'["{endpoint}"]')
config.insert_json5("listen/endpoints", '["tcp/127.0.0.1:0"]')
config.insert_json5("scouting/multicast/enabled", "false")
config.insert_json5("transport/shared_memory/enabled", "true")

# Encapsulation, and the length of one sequence of bytes.
HEAD = struct.Struct("<4sI")


def content(number, size):
    return ((numpy.arange(size) + number) % 251).astype(numpy.uint8)


def on_reply(reply):
    payload = reply.ok.payload.to_bytes()
    number = struct.unpack_from("<q", reply.ok.attachment.to_bytes())[0]
    size = HEAD.unpack_from(payload)[1]
    right = payload[HEAD.size :] == content(number, size).tobytes()
    print(f"response number={number} size={size} right={right}".lower(), flush=True)


def call(number, size):
    buffer = provider.alloc(HEAD.size + size, BlockOn(GarbageCollect()))
    buffer[:] = HEAD.pack(b"\0\1\0\0", size) + content(number, size).tobytes()
    # The attachment of rmw_zenoh.
    attachment = struct.pack("<qqB16s", number, time.time_ns(), 16, bytes(range(16)))
    session.get(
        key,
        on_reply,
        target=zenoh.QueryTarget.ALL_COMPLETE,
        consolidation=zenoh.ConsolidationMode.NONE,
        timeout=60.0,
        payload=zenoh.ZBytes(buffer),
        attachment=attachment,
    )


with zenoh.open(config) as session:
    provider = ShmProvider.default_backend(8 << 20)
    querier = session.declare_querier(key, target=zenoh.QueryTarget.ALL_COMPLETE)
    print("listening endpoint=none", flush=True)
    print("ready", flush=True)
    for line in sys.stdin:
        options = dict(pair.split("=", 1) for pair in line.split()[1:])
        while not querier.matching_status.matching:
            time.sleep(0.01)
        for number in range(1, int(options["count"]) + 1):
            call(number, int(options["size"]))
