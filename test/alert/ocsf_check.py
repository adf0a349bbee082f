"""Checks OCSF Detection Findings with the models and the schemas of others.

Reads one finding a line (JSON) from standard input; exits 1 with what is wrong, one complaint a line:

    python3 -m venv /tmp/ocsf
    /tmp/ocsf/bin/pip install py-ocsf-models==0.10.0 ocsf-json-schema==1.2.0 jsonschema==4.26.0
    jq -c . test/alert/cases/*.ocsf.json | /tmp/ocsf/bin/python test/alert/ocsf_check.py

py-ocsf-models (OCSF 1.5.0) is what Prowler reads findings with, but it knows no process or file as evidence, no device,
and ignores fields that it doesn't know. So the schema itself is asked too: of the version that a finding names, and of
1.6.0, which AWS Security Hub takes, and the last that there is.
"""

import functools
import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
from py_ocsf_models.events.findings.detection_finding import DetectionFinding
from pydantic import ValidationError

LATER_VERSIONS = ("1.6.0", "1.8.0")


@functools.cache
def schema_of(version, profiles):
    schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=version))
    schema = schemas.get_class_schema(class_name="detection_finding", profiles=list(profiles))
    return Draft202012Validator(schema)


def complaints(line):
    # By pydantic's reader: it refuses what json takes, lone surrogates above all.
    try:
        DetectionFinding.model_validate_json(line)
    except ValidationError as error:
        for one in error.errors():
            yield f"py-ocsf-models: {'.'.join(map(str, one['loc']))}: {one['msg']}"
    finding = json.loads(line)
    metadata = finding["metadata"]
    for version in (metadata["version"], *LATER_VERSIONS):
        validator = schema_of(version, tuple(metadata["profiles"]))
        for error in validator.iter_errors(finding):
            yield f"OCSF {version}: {error.json_path}: {error.message}"


def main():
    findings = wrong = 0
    for number, line in enumerate(sys.stdin, 1):
        findings += 1
        for complaint in complaints(line):
            wrong += 1
            print(f"line {number}: {complaint}", file=sys.stderr)
    print(f"{findings} findings, {wrong} complaints")
    return 1 if wrong > 0 or findings == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
