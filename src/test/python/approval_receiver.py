"""The complete example of the webhooks guide, with a claim before it executes.

Its refunds are lines of a file. Usage: approval_receiver.py <port> <file> <URL of the server> <URL for reports> <API key>
"""

import json
import os
import sys
import urllib.error
import urllib.request

from agentwarden import AgentWarden
from flask import Flask, request

PORT, REFUNDS, SERVER, REPORTS, KEY = sys.argv[1:]

app = Flask(__name__)
guard = AgentWarden(api_key=KEY, base_url=REPORTS)


@app.route("/webhook/agentwarden", methods=["POST"])
def handle_webhook():
    payload = request.get_json()
    event = payload["event"]

    if event == "approval.approved":
        data = payload["data"]
        action = data["action"]
        context = data["context"]
        agent_id = data["agent_id"]

        if not claim(data):
            return {"status": "somebody else's"}, 200
        try:
            if action == "stripe.refund":
                result = process_stripe_refund(context)
                guard.log(agent_id, action, "success", {**context, "result": result})
        except Exception as e:
            guard.log(agent_id, action, "failed", {**context, "error": str(e)})

    return {"status": "received"}, 200


def claim(data):
    """Whether this is the one execution that the approval permits."""
    body = json.dumps({name: data[name] for name in ("agent_id", "action", "context")}).encode()
    headers = {"X-API-Key": KEY, "Content-Type": "application/json"}
    url = f"{SERVER}/sdk/approvals/{data['approval_id']}/claim"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as refusal:
        if refusal.code == 409:
            return False
        raise


def process_stripe_refund(context):
    with open(REFUNDS, "a", encoding="utf-8") as refunds:
        refunds.write(f"{context['amount']}\n")
        refunds.flush()
        os.fsync(refunds.fileno())
    return {"refund_id": "re_1"}


@app.route("/ready")
def ready():
    return "ready"


app.run(host="127.0.0.1", port=int(PORT), threaded=True)
