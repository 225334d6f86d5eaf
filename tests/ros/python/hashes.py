"""Computes type hashes as rosidl does: hashes.py SHARE, a line `package folder` for each package on the standard input, each after
the packages that it depends on. Prints JSON with the hash of each type. Packages that are not given are taken from SHARE."""

import importlib
import json
import pathlib
import sys
import tempfile

from rosidl_generator_type_description import generate_type_hash


def main():
    share, room = pathlib.Path(sys.argv[1]), pathlib.Path(tempfile.mkdtemp())
    includes = {path.name: path for path in share.iterdir()}
    hashes = {}
    for line in sys.stdin:
        package, folder = line.split(maxsplit=1)
        folder, files, output = pathlib.Path(folder.strip()), [], room / "hashes" / package
        for kind in ("msg", "srv", "action"):
            convert = getattr(importlib.import_module(f"rosidl_adapter.{kind}"), f"convert_{kind}_to_idl")
            for definition in sorted((folder / kind).glob(f"*.{kind}")):
                convert(folder, package, definition.relative_to(folder), room / "idl" / package / kind)
                files.append(f"{room / 'idl' / package}:{kind}/{definition.stem}.idl")
        arguments = room / f"{package}.json"
        arguments.write_text(json.dumps({
            "package_name": package,
            "output_dir": str(output),
            "idl_tuples": files,
            "include_paths": [f"{name}:{path}" for name, path in includes.items()],
        }))
        generate_type_hash(str(arguments))
        includes[package] = output
        for file in output.rglob("*.json"):
            hashes.update((entry["type_name"], entry["hash_string"]) for entry in json.loads(file.read_text())["type_hashes"])
    # The adapter prints to the standard output, too: the hashes are its last line.
    print()
    print(json.dumps(hashes))


main()
