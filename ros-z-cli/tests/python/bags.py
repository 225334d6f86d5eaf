"""Reads and writes recordings with `mcap`, `mcap-ros2-support` and `rosbags`.

    bags.py read FOLDER EXPECTED   compares every message with a JSON file of values by topic
    bags.py write FOLDER           writes recordings with these libraries, and prints their messages as JSON
"""

import json
import sys
from pathlib import Path

import numpy
from mcap.reader import NonSeekingReader, make_reader
from mcap.writer import CompressionType
from mcap_ros2.decoder import DecoderFactory
from mcap_ros2.writer import Writer as McapRos2Writer
from rosbags.highlevel import AnyReader
from rosbags.rosbag2 import CompressionFormat, CompressionMode, StoragePlugin
from rosbags.rosbag2 import Writer as RosbagsWriter
from rosbags.typesys import Stores, get_typestore


def plain(value):
    """Turns a message of any library into dictionaries, lists and numbers."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "__slots__") and not isinstance(value, (str, int, float)):
        return {name.lstrip("_"): plain(getattr(value, name)) for name in value.__slots__ if name != "_type"}
    if hasattr(value, "__dict__"):
        names = [name for name in vars(value) if not name.startswith("__")]
        return {name: plain(getattr(value, name)) for name in names}
    return value


def by_mcap(folder, read):
    found = {}
    for file in sorted(Path(folder).glob("*.mcap")):
        with open(file, "rb") as stream:
            reader = read(stream, decoder_factories=[DecoderFactory()])
            for schema, channel, message, decoded in reader.iter_decoded_messages():
                assert schema.encoding == "ros2msg" and channel.message_encoding == "cdr"
                assert channel.metadata["topic_type_hash"].startswith("RIHS01_")
                found.setdefault(channel.topic, []).append((message.log_time, plain(decoded)))
    return found


def by_rosbags(folder):
    found = {}
    with AnyReader([Path(folder)]) as reader:
        for connection, time, data in reader.messages():
            assert connection.ext.offered_qos_profiles
            message = reader.deserialize(data, connection.msgtype)
            found.setdefault(connection.topic, []).append((time, plain(message)))
    return found


def without_constants(value):
    """rosbags adds the constants of a message to its attributes."""
    if isinstance(value, dict):
        return {key: without_constants(item) for key, item in value.items() if key != "__msgtype__" and not key.isupper()}
    if isinstance(value, list):
        return [without_constants(item) for item in value]
    return value


def read(folder, expected):
    expected = json.loads(Path(expected).read_text())
    libraries = {
        "mcap, by the index": by_mcap(folder, make_reader),
        "mcap, from the start": by_mcap(folder, NonSeekingReader),
        "rosbags": by_rosbags(folder),
    }
    for library, found in libraries.items():
        assert set(found) == set(expected), (library, set(found))
        for topic, values in expected.items():
            messages = [without_constants(value) for _, value in sorted(found[topic], key=lambda message: message[0])]
            assert len(messages) == len(values), (library, topic, len(messages), len(values))
            for message, value in zip(messages, values):
                assert message == value, (library, topic, message, value)
    print("equal")


def write(folder):
    folder = Path(folder)
    written = {}
    definition = "float64 x\nstring[] names\nuint8[] data\n"
    for name, compression in [("none", CompressionType.NONE), ("zstd", CompressionType.ZSTD), ("lz4", CompressionType.LZ4)]:
        path = folder / f"mcap_{name}.mcap"
        with open(path, "wb") as stream:
            writer = McapRos2Writer(stream, chunk_size=3000, compression=compression)
            schema = writer.register_msgdef("demo_msgs/msg/Sample", definition)
            for number in range(50):
                message = {"x": number / 3, "names": ["a"] * (number % 4), "data": bytes(range(number))}
                writer.write_message("/sample", schema, message, log_time=1000 + number, sequence=number)
            writer.finish()
        written[path.name] = [{"x": n / 3, "names": ["a"] * (n % 4), "data": list(range(n))} for n in range(50)]
    store = get_typestore(Stores.ROS2_JAZZY)
    string = store.types["std_msgs/msg/String"]
    for name, compression in [("none", None), ("zstd", CompressionMode.STORAGE)]:
        path = folder / f"rosbags_{name}"
        writer = RosbagsWriter(path, version=9, storage_plugin=StoragePlugin.MCAP)
        if compression is not None:
            writer.set_compression(compression, CompressionFormat.ZSTD)
        with writer:
            connection = writer.add_connection("/sample", string.__msgtype__, typestore=store)
            for number in range(50):
                data = store.serialize_cdr(string(data=f"number {number}"), string.__msgtype__)
                writer.write(connection, 1000 + number, data)
        written[path.name] = [{"data": f"number {number}"} for number in range(50)]
    print(json.dumps(written))


if __name__ == "__main__":
    {"read": read, "write": write}[sys.argv[1]](*sys.argv[2:])
