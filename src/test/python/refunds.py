"""A company's receiver that executes what was approved, with the SDK to log it, as the webhooks guide shows it.

Usage: refunds.py <port>, with AGENTWARDEN_URL and AGENTWARDEN_API_KEY in the environment
"""

import os
import sys

from agentwarden import AgentWarden
from flask import Flask, request

app = Flask(__name__)
guard = AgentWarden(api_key=os.environ["AGENTWARDEN_API_KEY"], base_url=os.environ["AGENTWARDEN_URL"])


@app.get("/ready")
def ready():
    return "ready"


@app.post("/webhook/agentwarden")
def receive():
    webhook = request.get_json()
    if webhook["event"] == "approval.approved" and webhook["data"]["action"] == "stripe.refund":
        execute(webhook["data"])
    return {"status": "received"}


def execute(approved):
    context = approved["context"]
    try:
        outcome, details = "success", {"result": refund(context["charge_id"], context["amount"])}
    except Exception as failure:
        outcome, details = "failed", {"error": str(failure)}
    guard.log(approved["agent_id"], approved["action"], outcome, {**context, **details})


def refund(charge_id, amount):
    """A payment provider that knows one charge."""
    if charge_id != "ch_1":
        raise LookupError(f"No such charge: {charge_id}")
    return {"refund_id": "re_1", "amount": amount}


app.run(host="127.0.0.1", port=int(sys.argv[1]))
