"""EC2, Auto Scaling, Elastic Load Balancing, IAM and ECS on this machine (moto's server), and calls to them.

A line of JSON in is a call with the names that boto3 has, {"service", "api", "inputs"}; a line out is its answer,
{"ok"} or {"error"}. What boto3 refuses, such as an input of the wrong type, is an error too, as it is in Automation.
"""

import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_EC2_METADATA_DISABLED="true")

import boto3  # noqa: E402
from botocore.config import Config  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

REGION = "eu-central-1"

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
clients = {}


def client(service):
    if service not in clients:
        clients[service] = boto3.client(
            service,
            region_name=REGION,
            endpoint_url=f"http://{host}:{port}",
            # What fails is to be seen, not to be tried again behind the caller's back.
            config=Config(retries={"total_max_attempts": 1}),
        )
    return clients[service]


def answer(line):
    request = json.loads(line)
    try:
        result = client(request["service"])._make_api_call(request["api"], request["inputs"])
        result.pop("ResponseMetadata", None)
        return {"ok": result}
    except Exception as error:  # noqa: BLE001
        return {"error": f"{type(error).__name__}: {error}"}


print(json.dumps({"endpoint": f"http://{host}:{port}"}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(line), default=str), flush=True)
