"""A ROS 2 node of zenoh-ros2-sdk: sdk_peer.py <address> <port> <domain>.

Reads commands from standard input and reports on standard output, both as a word and `key=value` pairs. Types and
hashes come from rosbags, because the SDK would fetch definitions from the network.
"""

import sys
import time

import numpy
import zenoh
from rosbags.typesys import Stores, get_typestore
from zenoh_ros2_sdk import ROS2Publisher, ROS2ServiceClient, ROS2ServiceServer, ROS2Subscriber
from zenoh_ros2_sdk.discovery import get_topic_info
from zenoh_ros2_sdk.session import ZenohSession

STRING = "std_msgs/msg/String"
CLOUD = "sensor_msgs/msg/PointCloud2"
ADD = "example_interfaces/srv/AddTwoInts"
PARAMETERS = "rcl_interfaces/srv/"
GET_PARTS = {
    "request_definition": "string[] names\n",
    "response_definition": "rcl_interfaces/ParameterValue[] values\n",
}
SET_PARTS = {
    "request_definition": "rcl_interfaces/Parameter[] parameters\n",
    "response_definition": "rcl_interfaces/SetParametersResult[] results\n",
}
ADD_PARTS = {"request_definition": "int64 a\nint64 b\n", "response_definition": "int64 sum\n"}

open_session = zenoh.open


def open_patiently(config, *arguments, **options):
    """Opens a session that blocks instead of dropping.

    The SDK sets no congestion control, so zenoh drops messages that wait for a millisecond, even on a busy machine.
    """
    drop = "transport/link/tx/queue/congestion_control/drop"
    config.insert_json5(f"{drop}/wait_before_drop", "10000000")
    config.insert_json5(f"{drop}/max_wait_before_drop_fragments", "10000000")
    return open_session(config, *arguments, **options)


zenoh.open = open_patiently
address, port, domain = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
where = {"domain_id": domain, "router_ip": address, "router_port": port}
known = get_typestore(Stores.ROS2_JAZZY)
session = ZenohSession.get_instance(address, port)
session.store.register(known.fielddefs)
for name in (STRING, CLOUD):
    session._registered_types[name] = name


def report(text):
    print(text, flush=True)


def await_match(endpoint):
    """Waits until zenoh has discovered the other side. The status object is always true; its `matching` has the answer."""
    while not endpoint.matching_status.matching:
        time.sleep(0.01)


def content(number, size):
    return ((numpy.arange(size) + number) % 251).astype(numpy.uint8)


def cloud(number, size):
    types = session.store.types
    stamp = types["builtin_interfaces/msg/Time"](sec=number, nanosec=0)
    return {
        "header": types["std_msgs/msg/Header"](stamp=stamp, frame_id="map"),
        "height": 1,
        "width": number,
        "fields": [types["sensor_msgs/msg/PointField"](name="x", offset=0, datatype=2, count=1)],
        "is_bigendian": False,
        "point_step": 1,
        "row_step": size,
        "data": content(number, size),
        "is_dense": True,
    }


def on_string(message):
    report(f"string data={message.data}")


def on_cloud(message):
    number, size = message.width, message.row_step
    right = message.header.frame_id == "map" and numpy.array_equal(message.data, content(number, size))
    report(f"cloud number={number} size={len(message.data)} right={str(right).lower()}")


def parameter(name, value):
    """A parameter with a double as its value."""
    types = session.store.types
    empty = {
        "bool_value": False,
        "integer_value": 0,
        "string_value": "",
        "byte_array_value": numpy.zeros(0, numpy.uint8),
        "bool_array_value": numpy.zeros(0, numpy.bool_),
        "integer_array_value": numpy.zeros(0, numpy.int64),
        "double_array_value": numpy.zeros(0, numpy.float64),
        "string_array_value": [],
    }
    value = types["rcl_interfaces/msg/ParameterValue"](type=3, double_value=value, **empty)
    return types["rcl_interfaces/msg/Parameter"](name=name, value=value)


def call(service, kind, parts, type_hash, **request):
    """Calls a service of a node's parameters, whose hash the SDK cannot compute: its messages are nested."""
    client = ROS2ServiceClient(service, PARAMETERS + kind, type_hash=type_hash, **parts, **where)
    await_match(client.querier)
    response = client.call(**request)
    client.close()
    return response


def add(request):
    return session.store.types["example_interfaces/srv/msg/AddTwoInts_Response"](sum=request.a + request.b)


made = []
publishers = {}
report("listening endpoint=none")
report("ready")
for line in sys.stdin:
    word, *pairs = line.split()
    options = dict(pair.split("=", 1) for pair in pairs)
    if word == "publisher":
        kind = {"string": STRING, "cloud": CLOUD}[options["type"]]
        publishers[options["type"]] = ROS2Publisher(
            options["topic"], kind, type_hash=known.hash_rihs01(kind), node_name="sdk_talker", **where
        )
        await_match(publishers[options["type"]].pub)
        report("matched")
    elif word == "publish":
        first = int(options.get("first", 0))
        for number in range(first, first + int(options["count"])):
            if options["type"] == "string":
                publishers["string"].publish(data=f"Hello{number}")
            else:
                publishers["cloud"].publish(**cloud(number, int(options["size"])))
        report("published")
    elif word == "subscriber":
        kind, callback = {"string": (STRING, on_string), "cloud": (CLOUD, on_cloud)}[options["type"]]
        made.append(
            ROS2Subscriber(
                options["topic"],
                kind,
                callback,
                type_hash=known.hash_rihs01(kind),
                node_name="sdk_listener",
                **where,
            )
        )
        report("subscribed")
    elif word == "topic":
        info = get_topic_info(options["name"], **where)
        types = ",".join(info.topic_types) if info else "none"
        counts = (info.publisher_count, info.subscriber_count) if info else (0, 0)
        report(f"topic types={types} publishers={counts[0]} subscribers={counts[1]}")
    elif word == "server":
        made.append(ROS2ServiceServer(options["service"], ADD, add, **ADD_PARTS, **where))
        report(f"serving hash={made[-1].type_hash}")
    elif word == "get":
        response = call(options["service"], "GetParameters", GET_PARTS, options["hash"], names=[options["name"]])
        value = response.values[0]
        report(f"value type={value.type} double={value.double_value}")
    elif word == "set":
        wanted = parameter(options["name"], float(options["value"]))
        response = call(options["service"], "SetParameters", SET_PARTS, options["hash"], parameters=[wanted])
        result = response.results[0]
        report(f"result successful={str(result.successful).lower()} empty={str(result.reason == '').lower()}")
    elif word == "call":
        client = ROS2ServiceClient(options["service"], ADD, **ADD_PARTS, **where)
        # A request before the server is discovered is lost, and the SDK waits until its timeout.
        await_match(client.querier)
        response = client.call(a=int(options["a"]), b=int(options["b"]))
        report(f"response sum={response.sum if response else 'none'}")
        client.close()
for endpoint in [*publishers.values(), *made]:
    endpoint.close()
session.close()
