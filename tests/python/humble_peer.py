"""A zenoh peer with the keys and tokens of rmw_zenoh for ROS 2 Humble: humble_peer.py <endpoint> <domain>.

Announces a node with a publisher and a subscription of /chatter (std_msgs/msg/String), reports each message as
`sample <text>`, and publishes on command: `publish <text>`. Ends when its input is closed.
"""

import struct
import sys
import time

import zenoh

endpoint, domain = sys.argv[1:]
config = zenoh.Config()
config.insert_json5("mode", '"peer"')
config.insert_json5("connect/endpoints", f'["{endpoint}"]')
config.insert_json5("listen/endpoints", '["tcp/127.0.0.1:0"]')
config.insert_json5("scouting/multicast/enabled", "false")
config.insert_json5("timestamping/enabled", "true")

KIND = "std_msgs::msg::dds_::String_/TypeHashNotSupported"


def on_sample(sample):
    payload = sample.payload.to_bytes()
    length = struct.unpack_from("<I", payload, 4)[0]
    print(f"sample {payload[8 : 8 + length - 1].decode()}", flush=True)


def publish(number, text):
    data = text.encode() + b"\0"
    payload = b"\0\1\0\0" + struct.pack("<I", len(data)) + data
    publisher.put(payload, attachment=struct.pack("<qqB16s", number, time.time_ns(), 16, bytes(range(16))))


with zenoh.open(config) as session:
    node = f"@ros2_lv/{domain}/{session.zid()}/0"
    name = "%/%/humble"
    quality = "::,10:,:,:,,"
    key = f"{domain}/chatter/{KIND}"
    # Before the tokens, so that a process that sees a token also knows the endpoint.
    subscriber = session.declare_subscriber(key, on_sample, allowed_origin=zenoh.Locality.REMOTE)
    publisher = session.declare_publisher(key, congestion_control=zenoh.CongestionControl.BLOCK)
    tokens = [
        session.liveliness().declare_token(token)
        for token in [
            f"{node}/0/NN/{name}",
            f"{node}/1/MP/{name}/%chatter/{KIND}/{quality}",
            f"{node}/2/MS/{name}/%chatter/{KIND}/{quality}",
        ]
    ]
    print("listening endpoint=none", flush=True)
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin, 1):
        while not publisher.matching_status.matching:
            time.sleep(0.01)
        publish(number, line.split(" ", 1)[1].strip())
