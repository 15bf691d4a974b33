"""Executes one refund with the SDK, if it is allowed now, and prints what came of it as one JSON object.

Usage: recheck.py <base URL> <API key> <agent>
"""

import json
import sys

from agentwarden import AgentWarden

BASE_URL, API_KEY, AGENT = sys.argv[1:]
guard = AgentWarden(api_key=API_KEY, base_url=BASE_URL)
refunds = []

try:
    guard.execute(AGENT, "stripe.refund", lambda: refunds.append("re_1"), context={"charge_id": "ch_1", "amount": 500})
    error = None
except Exception as raised:
    error = type(raised).__name__

print(json.dumps({"refunds": refunds, "error": error}))
