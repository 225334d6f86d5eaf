"""Compares random packages with what rosidl made of them: random_packages.py INSTALL EXPECTED DESCRIBED.

EXPECTED is JSON with the names of the types and their constants. DESCRIBED has a line for each type hash and each default value
that the Rust types have: `hash NAME RIHS01_…` and `default NAME HEX`.
"""

import json
import sys

import numpy
from exchange import differs_in_values, find, same
from rclpy.serialization import deserialize_message, serialize_message


def hashes(install):
    """The hashes in the JSON files of rosidl, by name; files are read once."""
    files = {}

    def lookup(name):
        package, kind, base = name.split("/")
        path = f"{install}/{package}/share/{package}/{kind}/{base.split('_')[0]}.json"
        if path not in files:
            described = json.load(open(path))
            files[path] = {entry["type_name"]: entry["hash_string"] for entry in described["type_hashes"]}
        return files[path][name]

    return lookup


def equal(found, expected):
    """Equality of a constant of Python with the expected value. A `byte` is `bytes` in Python, a `float32` keeps its text."""
    if isinstance(found, bytes):
        return list(found) == [expected]
    if isinstance(found, float):
        return found == expected or numpy.float32(found) == numpy.float32(expected)
    return type(found) is type(expected) and found == expected


def main():
    install, expected, described = sys.argv[1:]
    expected = json.load(open(expected))
    theirs, problems, counts = hashes(install), [], {"hash": 0, "default": 0, "constants": 0}
    for line in open(described).read().splitlines():
        what, name, value = line.split()
        counts[what] += 1
        if what == "hash":
            if theirs(name) != value:
                problems.append(f"{name}: {theirs(name)} is not {value}")
            continue
        kind, ours = find(*name.split("/")), bytes.fromhex(value)
        if differs_in_values(bytes(serialize_message(kind())), ours) or not same(deserialize_message(ours, kind), kind()):
            problems.append(f"{name}: the default value is {bytes(serialize_message(kind())).hex()}, not {value}")
    for name, constants in expected["constants"].items():
        kind = find(*name.split("/"))
        own = {key: value for key, value in type(kind).__prepare__(kind.__name__, ()).items() if not key.endswith("__DEFAULT")}
        for constant, value in constants.items():
            counts["constants"] += 1
            if constant not in own or not equal(own.pop(constant), value):
                problems.append(f"{name}: {constant} is {getattr(kind, constant, None)!r}, not {value!r}")
        problems += [f"{name}: {constant} is not a constant of the Rust type" for constant in own]
    if problems or not all(counts.values()):
        sys.exit("\n".join(problems[:20]) or f"compared too little: {counts}")
    print(f"{counts['hash']} hashes, {counts['default']} default values and {counts['constants']} constants are equal")


main()
