"""Runs the emulator on the address given, and lets the test play GuardDuty.

It has no Security Hub: that of moto stands beside it, on the port given.

Its own command would name itself in the URLs of queues; here MINISTACK_HOST and GATEWAY_PORT name the proxy before it.
"""

import asyncio
import os
import signal
import sys
import threading

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app
from ministack.services import eventbridge
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

put_events = eventbridge._put_events
# As in AWS, nobody may send events whose source is AWS itself. There is no other way here to have a finding sent.
eventbridge._put_events = lambda data: put_events(data, allow_aws_source=True)


def end_with_the_test():
    """However it ends: then nobody holds the other end of the standard input. Functions are of this process group."""
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_the_test, daemon=True).start()

security_hub = DomainDispatcherApplication(create_backend_app)
server = make_server("127.0.0.1", int(sys.argv[2]), security_hub)
threading.Thread(target=server.serve_forever, daemon=True).start()

config = Config()
config.bind = [sys.argv[1]]
config.keep_alive_timeout = 75
asyncio.run(serve(app, config))
