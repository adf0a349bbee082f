"""Checks Slack messages with Slack's own SDK for Python, which knows Block Kit by itself.

Reads one message a line (JSON: text, blocks) from standard input; exits 1 with what is wrong, one complaint a line:

    python3 -m venv /tmp/slack
    /tmp/slack/bin/pip install slack_sdk==3.48.0
    /tmp/slack/bin/python test/alert/slack_check.py < messages

Each block is read into the SDK's model, checked by its validators (lengths, numbers of elements, styles), and written
again: what comes out has to be what went in, so that nothing is there which the model doesn't know.
"""

import json
import sys

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

# docs.slack.dev, "Blocks" and "chat.postMessage".
MOST_BLOCKS = 50
LONGEST_TEXT = 40_000


def plain(value):
    """Objects of the SDK that stand inside a written block, written too."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return plain(value.to_dict()) if hasattr(value, "to_dict") else value


def complaints(line):
    message = json.loads(line)
    blocks = message["blocks"]
    if not 1 <= len(blocks) <= MOST_BLOCKS:
        yield f"{len(blocks)} blocks"
    if not 1 <= len(message["text"]) <= LONGEST_TEXT:
        yield f"a text of {len(message['text'])} characters"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        yield "a block_id is there twice"
    for number, block in enumerate(blocks):
        try:
            known = Block.parse(block)
            if known is None:
                yield f"block {number}: the SDK knows no {block.get('type')}"
            elif plain(known.to_dict()) != block:
                yield f"block {number}: the SDK reads it as {json.dumps(plain(known.to_dict()))[:300]}"
        except (SlackObjectFormationError, TypeError, ValueError) as error:
            yield f"block {number}: {error}"


def main():
    messages = wrong = 0
    for number, line in enumerate(sys.stdin, 1):
        messages += 1
        for complaint in complaints(line):
            wrong += 1
            print(f"line {number}: {complaint}", file=sys.stderr)
    print(f"{messages} messages, {wrong} complaints")
    return 1 if wrong > 0 or messages == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
