"""Exchanges random messages with a Rust program: exchange.py PROGRAM SEED COUNT [ENUMS], names of message types on the standard
input.

For each type, rclpy serializes COUNT random values and the program reads them and writes them again; then rclpy reads what the
program wrote. The bytes have to be the same, except for what rclpy appends to a message and leaves undefined in its padding, and
so have the values. ENUMS is JSON: by type name and field, the values that the field can have. Prints a summary as JSON.
"""

import array
import importlib
import json
import math
import random
import re
import subprocess
import sys

import numpy
from rclpy.serialization import deserialize_message, serialize_message
from rosidl_pycommon import convert_camel_case_to_lower_case_underscore

INTEGERS = {f"{sign}int{bits}": bits if sign else bits - 1 for sign in ("", "u") for bits in (8, 16, 32, 64)}
EDGES = {"float": [0.0, -0.0, math.inf, -math.inf, 1.5, 3.4028234663852886e38, 1e-45],
         "double": [0.0, -0.0, math.inf, -math.inf, 1.5, 1.7976931348623157e308, 5e-324]}
# By type name and field, the values of enums.
ENUMS = {}
LETTERS = "abcXYZ 09_/\"'\\\n\täöü€ハ"


def find(package, folder, name):
    """The class of a message, such as `Arrays_Request` in `srv` of `test_msgs`."""
    interface = convert_camel_case_to_lower_case_underscore(name.split("_")[0])
    return getattr(importlib.import_module(f"{package}.{folder}._{interface}"), name)


def text(rng, bound, wide):
    letters = LETTERS + ("" if wide else "😀")
    value = "".join(rng.choice(letters) for _ in range(rng.choice([0, 1, 2, 3, 5, 8, 21])))
    # rclpy counts the characters of a bounded string, this library and the buffers of C++ count its bytes.
    while bound is not None and len(value if wide else value.encode()) > bound:
        value = value[:-1]
    return value


def element(rng, kind, depth):
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "octet":
        return bytes([rng.randrange(256)])
    if kind in INTEGERS:
        bits, signed = INTEGERS[kind], not kind.startswith("u")
        least, most = (-(1 << bits), (1 << bits) - 1) if signed else (0, (1 << bits) - 1)
        return rng.choice([0, least, most, rng.randint(least, most)])
    if kind in EDGES:
        value = rng.choice(EDGES[kind] + [rng.uniform(-1e6, 1e6)])
        return float(numpy.float32(value)) if kind == "float" else value
    match = re.fullmatch(r"(w?)string(?:<(\d+)>)?", kind)
    if match:
        return text(rng, int(match[2]) if match[2] else None, bool(match[1]))
    return fill(rng, find_nested(kind)(), depth + 1)


def find_nested(kind):
    """The class of a field. Fields name the package and the message; messages with `_` are parts of an action."""
    package, name = kind.split("/")
    return find(package, "action" if "_" in name else "msg", name)


def fill(rng, message, depth=0):
    package, folder = type(message).__module__.split(".")[:2]
    enums = ENUMS.get(f"{package}/{folder}/{type(message).__name__}", {})
    for field, kind in message.get_fields_and_field_types().items():
        values = enums.get(field)
        sequence = re.fullmatch(r"sequence<(.*?)(?:, (\d+))?>", kind)
        fixed = re.fullmatch(r"(.*)\[(\d+)\]", kind)
        if sequence:
            bound = int(sequence[2]) if sequence[2] else 9
            count = min(bound, rng.choice([0, 1, 2, 3, 9]) if depth < 3 else rng.choice([0, 1]))
            value = [rng.choice(values) if values else element(rng, sequence[1], depth) for _ in range(count)]
        elif fixed:
            value = [rng.choice(values) if values else element(rng, fixed[1], depth) for _ in range(int(fixed[2]))]
        else:
            value = rng.choice(values) if values else element(rng, kind, depth)
        setattr(message, field, value)
    return message


def same(left, right):
    """Equality of messages, with NaN equal to itself and no difference between kinds of arrays."""
    if hasattr(left, "get_fields_and_field_types"):
        return type(left) is type(right) and all(
            same(getattr(left, field), getattr(right, field)) for field in left.get_fields_and_field_types())
    if isinstance(left, (list, tuple, array.array, numpy.ndarray)):
        return len(left) == len(right) and all(same(one, other) for one, other in zip(left, right))
    if isinstance(left, float) and isinstance(right, float):
        return left == right and math.copysign(1, left) == math.copysign(1, right)
    return left == right


def differs_in_values(theirs, ours):
    """Whether the bytes differ in more than the padding, which rclpy does not set and which is 0 in ours, and what rclpy appends.
    If a byte of a value is 0 in ours alone, the values differ."""
    return len(ours) > len(theirs) or any(one and one != other for one, other in zip(ours, theirs))


def main():
    program, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        ENUMS.update(json.loads(sys.argv[4]))
    names = sys.stdin.read().split()
    cases = []
    for name in names:
        rng = random.Random(f"{seed} {name}")
        kind = find(*name.split("/"))
        cases.append((name, kind, kind()))
        cases += [(name, kind, fill(rng, kind())) for _ in range(count)]
    theirs = [bytes(serialize_message(message)) for _, _, message in cases]
    lines = "".join(f"{name} {data.hex()}\n" for (name, _, _), data in zip(cases, theirs))
    output = subprocess.run([program], input=lines, capture_output=True, text=True)
    if output.returncode != 0:
        sys.exit(f"the Rust program failed: {output.stderr[-2000:]}")
    answers = output.stdout.split("\n")[:-1]
    if len(answers) != len(cases):
        sys.exit(f"{len(cases)} messages, {len(answers)} answers")
    problems, surplus, padded = [], 0, 0
    for (name, kind, message), data, answer in zip(cases, theirs, answers):
        if answer.startswith("error"):
            problems.append(f"{name}: {answer}: {data.hex()}")
            continue
        ours = bytes.fromhex(answer)
        surplus = max(surplus, len(data) - len(ours))
        if data[:len(ours)] != ours:
            padded += 1
            if differs_in_values(data, ours):
                problems.append(f"{name}: {data.hex()} is not {ours.hex()}")
        if not same(deserialize_message(ours, kind), message):
            problems.append(f"{name}: rclpy reads another value from {ours.hex()}")
    print(json.dumps({"types": len(names), "messages": len(cases), "surplus": surplus, "other_padding": padded, "problems": problems[:5]}))


if __name__ == "__main__":
    main()
