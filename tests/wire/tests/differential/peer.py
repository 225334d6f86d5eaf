"""Random values of given types, serialized by rosbags. Shares no code with the tested library.

Reads one object from standard input: `seed`, `values` (number of values per type), `types` (`name`, `msg`, `enums`), and
`exported` (by name, definitions that the library printed). Prints one object per line: for each type, its hash and the
hash of its exported definition; for each value, the value and its bytes in both byte orders.
"""

import json
import random
import struct
import sys

import numpy as np
from rosbags.interfaces import Nodetype
from rosbags.typesys import Stores, get_types_from_msg, get_typestore, store

# rosbags 0.11.9 hashes the `char` of a `.msg` file as the `char` of IDL; rosidl maps it to `uint8`.
store.TIDMAP["char"] = store.TIDMAP["uint8"]

INTS = {
    "bool": (0, 1), "byte": (0, 255), "char": (0, 255), "int8": (-128, 127), "uint8": (0, 255),
    "int16": (-(2**15), 2**15 - 1), "uint16": (0, 2**16 - 1), "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1), "int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1),
}  # fmt: skip
FLOATS = {"float32": ("<f", "<I", 32), "float64": ("<d", "<Q", 64)}
LETTERS = ["a", "b", "Z", "0", " ", "/", "é", "世", "🤖"]


class Values:
    """Creates values: as JSON for the other side, and in the form that rosbags expects."""

    def __init__(self, types, typestore, rng):
        self.types, self.typestore, self.rng = types, typestore, rng

    def message(self, name):
        plain, fields = [], []
        enums = self.types[name]["enums"]
        for field, desc in self.typestore.fielddefs[name][1]:
            if field == "structure_needs_at_least_one_member":
                fields.append(0)
                continue
            value, own = self.field(desc, enums.get(field))
            plain.append(value)
            fields.append(own)
        return plain, self.typestore.types[name](*fields)

    def field(self, desc, enum):
        kind, what = desc
        if kind == Nodetype.BASE:
            return self.base(what, enum)
        if kind == Nodetype.NAME:
            return self.message(what)
        item, count = what
        if kind == Nodetype.SEQUENCE:
            count = self.length(count)
        pairs = [self.field(item, enum) for _ in range(count)]
        plain, own = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        if item[0] == Nodetype.BASE and item[1][0] != "string":
            own = np.array(own, {"byte": np.int8, "char": np.uint8}.get(item[1][0], item[1][0]))
        return plain, own

    def length(self, bound):
        length = self.rng.choice([0, 0, 0, 1, 2, 3, self.rng.randint(0, 12)])
        return min(length, bound) if bound else length

    def base(self, what, enum):
        name, bound = what
        if name == "string":
            return (text := self.text(bound)), text
        if name in FLOATS:
            return self.float(*FLOATS[name])
        low, high = INTS[name]
        choices = enum or [0, 1, low, high, self.rng.randint(low, high)]
        value = self.rng.choice(choices)
        if name == "bool":
            return value, bool(value)
        return value, value - 256 if name == "byte" and value > 127 else value

    def text(self, bound):
        length = self.rng.choice([0, 1, 2, 3, 4, 7, 8, bound or 20])
        text = "".join(self.rng.choice(LETTERS) for _ in range(length))
        # Bounds count bytes.
        while bound and len(text.encode()) > bound:
            text = text[:-1]
        return text

    def float(self, real, integer, width):
        while True:
            bits = self.rng.choice([0, 1 << (width - 1), 1, self.rng.getrandbits(width)])
            value = struct.unpack(real, struct.pack(integer, bits))[0]
            if value == value:
                return bits, value


def main():
    request = json.load(sys.stdin)
    rng = random.Random(request["seed"])
    types = {entry["name"]: entry for entry in request["types"]}
    typestore = get_typestore(Stores.EMPTY)
    parsed = {}
    for name, entry in types.items():
        parsed.update(get_types_from_msg(entry["msg"], name))
    typestore.register(parsed)
    values = Values(types, typestore, rng)
    for name in types:
        exported = get_typestore(Stores.EMPTY)
        exported.register(get_types_from_msg(request["exported"][name], name))
        hashes = {"hash": typestore.hash_rihs01(name), "exported_hash": exported.hash_rihs01(name)}
        print(json.dumps({"type": name, **hashes}))
        for _ in range(request["values"]):
            plain, own = values.message(name)
            little = bytes(typestore.serialize_cdr(own, name)).hex()
            big = bytes(typestore.serialize_cdr(own, name, little_endian=False)).hex()
            print(json.dumps({"type": name, "value": plain, "little": little, "big": big}))


main()
