"""Runs the guide's receiver, unchanged, beside stubs of its business functions.

Usage: serve.py <port> <file that each call of a business function is appended to>
"""

import json
import sys

import guide_receiver


def writing_down(name):
    def stub(argument):
        with open(sys.argv[2], "a", encoding="utf-8") as calls:
            calls.write(json.dumps([name, argument]) + "\n")

    return stub


for name in ("process_refund", "log_rejected_action", "send_alert"):
    setattr(guide_receiver, name, writing_down(name))


@guide_receiver.app.route("/ready")
def ready():
    return "ready"


guide_receiver.app.run(host="127.0.0.1", port=int(sys.argv[1]))
