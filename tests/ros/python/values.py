"""Values of messages: values.py SEED COUNT, names of message types on the standard input.

Prints for each type its default value and COUNT random ones, each as a JSON object: `type`, `bytes` as rclpy serializes it, and
`yaml`, the value as PyYAML writes it in the form of `ros2 topic echo`.
"""

import array
import json
import random
import sys

import numpy
import yaml
from exchange import fill, find
from rclpy.serialization import serialize_message


def plain(value):
    """The value in types of Python: a message as a dictionary, a byte as a text of one character."""
    if hasattr(value, "get_fields_and_field_types"):
        return {field: plain(getattr(value, field)) for field in value.get_fields_and_field_types()}
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, (list, tuple, array.array, numpy.ndarray)):
        return [plain(element) for element in value]
    return value.item() if isinstance(value, numpy.generic) else value


def main():
    seed, count = sys.argv[1], int(sys.argv[2])
    for name in sys.stdin.read().split():
        rng = random.Random(f"{seed} {name}")
        kind = find(*name.split("/"))
        for message in [kind()] + [fill(rng, kind()) for _ in range(count)]:
            text = yaml.dump(plain(message), allow_unicode=True, width=sys.maxsize, default_flow_style=False, sort_keys=False)
            print(json.dumps({"type": name, "bytes": bytes(serialize_message(message)).hex(), "yaml": text}))


main()
