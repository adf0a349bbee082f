"""Checks what is sent to services of AWS against the models that AWS publishes of them, as botocore has them.

Reads one call a line (JSON: service, operation, input) from standard input; exits 1 with what is wrong, one complaint a
line:

    python3 -m venv /tmp/aws
    /tmp/aws/bin/pip install botocore==1.43.106
    /tmp/aws/bin/python test/alert/aws_input_check.py < calls

botocore's own validator looks at types, at what is required and at least lengths; patterns, longest lengths and lists of
values stand in the models all the same, and the services refuse what is against them.
"""

import functools
import json
import re
import sys

import botocore.session
from botocore.validate import ParamValidator

SESSION = botocore.session.get_session()
# EventBridge: "Calculating PutEvents event entry size". SNS: "Publish". Security Hub: a finding of 240 KB.
MOST_EVENT_BYTES = 256 * 1024
MOST_MESSAGE_BYTES = 256 * 1024
MOST_FINDING_BYTES = 240 * 1024


@functools.cache
def model_of(service):
    return SESSION.get_service_model(service)


def size(value):
    return len((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).encode())


def text_complaints(value, shape, at):
    if "pattern" in shape.metadata and not re.fullmatch(shape.metadata["pattern"], value, re.DOTALL):
        yield f"{at}: {value[:60]!r} is not {shape.metadata['pattern']}"
    if len(value) > shape.metadata.get("max", len(value)):
        yield f"{at}: {len(value)} characters, {shape.metadata['max']} at most"
    if getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{at}: {value[:60]!r} is none of {', '.join(shape.enum)}"


def deep_complaints(value, shape, at):
    if shape.type_name == "structure":
        for name, item in value.items():
            if name not in shape.members:
                yield f"{at}.{name}: not in the model"
            else:
                yield from deep_complaints(item, shape.members[name], f"{at}.{name}")
    elif shape.type_name == "list":
        if len(value) > shape.metadata.get("max", len(value)):
            yield f"{at}: {len(value)} items, {shape.metadata['max']} at most"
        for index, item in enumerate(value):
            yield from deep_complaints(item, shape.member, f"{at}[{index}]")
    elif shape.type_name == "map":
        for name, item in value.items():
            yield from deep_complaints(name, shape.key, f"{at}.{name}")
            yield from deep_complaints(item, shape.value, f"{at}.{name}")
    elif shape.type_name == "string":
        yield from text_complaints(value, shape, at)


def size_complaints(operation, given):
    if operation == "PutEvents":
        for entry in given["Entries"]:
            texts = [entry["Source"], entry["DetailType"], entry["Detail"], *entry.get("Resources", [])]
            if sum(map(size, texts)) > MOST_EVENT_BYTES:
                yield f"an entry of {sum(map(size, texts))} bytes"
            json.loads(entry["Detail"])
    elif operation == "Publish" and size(given["Message"]) > MOST_MESSAGE_BYTES:
        yield f"a message of {size(given['Message'])} bytes"
    elif operation == "BatchImportFindings":
        for finding in given["Findings"]:
            if size(finding) > MOST_FINDING_BYTES:
                yield f"a finding of {size(finding)} bytes"


def complaints(line):
    call = json.loads(line)
    operation, given = call["operation"], call["input"]
    shape = model_of(call["service"]).operation_model(operation).input_shape
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        yield report.generate_report()
    yield from deep_complaints(given, shape, operation)
    yield from size_complaints(operation, given)


def main():
    calls = wrong = 0
    for number, line in enumerate(sys.stdin, 1):
        calls += 1
        for complaint in complaints(line):
            wrong += 1
            print(f"line {number}: {complaint}", file=sys.stderr)
    print(f"{calls} calls, {wrong} complaints")
    return 1 if wrong > 0 or calls == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
