"""Reads definitions as rosidl does: for each line of the input, JSON with `kind` and `text`, prints JSON with the messages
of the definition, or the error of the adapter or of the IDL parser."""

import importlib
import json
import pathlib
import sys
import tempfile

from rosidl_adapter import parser
from rosidl_parser.definition import IdlLocator
from rosidl_parser.parser import parse_idl_file


def message(parsed):
    def value(of):
        if isinstance(of, list):
            return [value(element) for element in of]
        # JSON has no integers of Python's size everywhere, and no difference between 1 and 1.0.
        return of if isinstance(of, (bool, str)) else repr(of)

    fields = [[str(field.type), field.name, value(field.default_value) if field.default_value is not None else None]
              for field in parsed.fields]
    constants = [[constant.type, constant.name, value(constant.value)] for constant in parsed.constants]
    return {"fields": fields, "constants": constants}


def judge(kind, text):
    folder = pathlib.Path(tempfile.mkdtemp())
    file = pathlib.Path(kind) / f"Case.{kind}"
    (folder / kind).mkdir()
    (folder / file).write_bytes(bytes.fromhex(text))
    try:
        convert = getattr(importlib.import_module(f"rosidl_adapter.{kind}"), f"convert_{kind}_to_idl")
        idl = convert(folder, "cases", file, folder / "out")
        parse_idl_file(IdlLocator(folder / "out", pathlib.Path(idl).relative_to(folder / "out")))
        content = (folder / file).read_text(encoding="utf-8")
        if kind == "msg":
            parts = [parser.parse_message_string("cases", "Case", content)]
        elif kind == "srv":
            service = parser.parse_service_string("cases", "Case", content)
            parts = [service.request, service.response]
        else:
            action = parser.parse_action_string("cases", "Case", content)
            parts = [action.goal, action.result, action.feedback]
        return {"messages": [message(part) for part in parts]}
    except (Exception, SystemExit) as error:
        return {"error": f"{type(error).__name__}: {error}"[:200]}


verdicts = []
for line in sys.stdin:
    case = json.loads(line)
    verdicts.append(judge(case["kind"], case["text"]))
# The adapter prints to the standard output, too: the verdicts are its last line.
print()
print(json.dumps(verdicts))
