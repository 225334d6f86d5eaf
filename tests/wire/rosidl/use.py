"""Uses the generated Python code of the package that `.ci/rosidl` builds, and compares rosidl's type hashes with ours."""

import json
import sys

import hard_msgs.msg
import hard_msgs.srv
from rclpy.serialization import deserialize_message, serialize_message

install, hashes = sys.argv[1:]
types = [getattr(hard_msgs.msg, name) for name in ("Defaults", "Edge", "Hard", "Nothing", "Request", "Type")]
types += [getattr(getattr(hard_msgs.srv, name), part) for name in ("Ping", "Shift") for part in ("Request", "Response")]
for message in types:
    default = message()
    assert deserialize_message(serialize_message(default), message) == default, message
print(f"Python: {len(types)} types are imported, serialized and deserialized")

hard = hard_msgs.msg.Hard()
assert (hard.gear, list(hard.gears), hard.mode) == (hard.REVERSE, [-1, -1, -1], 0)
assert (hard.flag, hard.flags) == (b"\xff", [b"\xff", b"\xff"])
assert hard_msgs.srv.Shift.Request().gear == -1
print("Python: enums have a default that can be read")

defaults = hard_msgs.msg.Defaults()
assert (defaults.enabled, defaults.least, defaults.greatest) == (True, -128, 2**64 - 1)
assert (defaults.quarter, defaults.huge) == (0.25, -1e300)
assert (defaults.letter, defaults.raw, defaults.gear, list(defaults.gears)) == (97, b"\xff", 4, [4, -1])
assert (defaults.text, defaults.no_text) == (" a, [b] %s {c}; $d? @e ", "")
assert (defaults.bounded, defaults.wide) == ("map", "wide")
assert defaults.names == ["left", "a, [b] %s {c}; $d? @e"]
assert (list(defaults.numbers), list(defaults.floats)) == ([1, -2, 3], [0.5, -0.25])
assert (defaults.flags, list(defaults.one), list(defaults.nothing)) == ([True, False], [7], [])
# `default_values.rs` expects them of the Rust `Default`.
print("Python: the bytes of the default values are", serialize_message(defaults).hex())

lines = open(hashes).read().splitlines()
assert len(lines) == 8, lines
for line in lines:
    name, ours = line.split()
    package, kind, base = name.split("/")
    described = json.load(open(f"{install}/share/{package}/{kind}/{base}.json"))
    theirs = [entry["hash_string"] for entry in described["type_hashes"] if entry["type_name"] == name]
    assert theirs == [ours], f"{name}: {theirs} is not {ours}"
print(f"{len(lines)} type hashes equal those of rosidl")
