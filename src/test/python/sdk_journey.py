"""Goes through everything that the SDK can do and prints what came of it, as one JSON object.

Usage: sdk_journey.py <base URL> <API key> <agent>
"""

import json
import sys

import agentwarden
from agentwarden import AgentWarden

BASE_URL, API_KEY, AGENT = sys.argv[1:]
guard = AgentWarden(api_key=API_KEY, base_url=BASE_URL)


def verdict(action, context=None):
    result = guard.check(AGENT, action, context)
    return {"allowed": result.allowed, "requires_approval": result.requires_approval, "reason": result.reason}


def failure(call, *documented):
    """The name of the documented exception that it ends with; older clients have `APIError` for some of them."""
    try:
        call()
    except Exception as raised:
        for name in documented:
            if isinstance(raised, getattr(agentwarden, name, agentwarden.APIError)):
                return name
        return f"{type(raised).__name__}: {raised}"
    return "nothing"


def broken():
    raise ValueError("the desk is closed")


stranger = AgentWarden(api_key="ak_nobody_has_ever_heard_of_this", base_url=BASE_URL)
nowhere = AgentWarden(api_key=API_KEY, base_url="http://127.0.0.1:1", timeout=5)
logged = guard.log(AGENT, "ticket.reply", "success", {"ticket": 7})

print(json.dumps({
    "version": agentwarden.__version__,
    "allowed": verdict("ticket.reply", {"ticket": 7}),
    "allowed without a context": verdict("ticket.reply"),
    "blocked": verdict("stripe.refund", {"amount": 150}),
    "unknown action": verdict("database.drop"),
    "pending": verdict("account.close", {"account": 1}),
    "logged": {"agent_id": logged.agent_id, "status": logged.status, "context": logged.context},
    "executed": guard.execute(AGENT, "ticket.reply", lambda: "replied", context={"ticket": 8}),
    "execution failed": failure(lambda: guard.execute(AGENT, "ticket.reply", broken, context={"ticket": 9})),
    "execution blocked": failure(
        lambda: guard.execute(AGENT, "stripe.refund", broken, context={"amount": 151}), "PermissionDeniedError"),
    "execution pending": failure(
        lambda: guard.execute(AGENT, "account.close", broken, context={"account": 2}), "ApprovalRequiredError"),
    "wrong key": failure(lambda: stranger.check(AGENT, "ticket.reply"), "AuthenticationError"),
    "wrong key at log": failure(lambda: stranger.log(AGENT, "ticket.reply", "success"), "AuthenticationError"),
    "unknown agent": failure(lambda: guard.check("nobody", "ticket.reply"), "AgentNotFoundError"),
    "invalid": failure(lambda: guard.check(AGENT, " "), "ValidationError"),
    "invalid status": failure(lambda: guard.log(AGENT, "ticket.reply", "eaten"), "ValidationError"),
    "no server": failure(lambda: nowhere.check(AGENT, "ticket.reply"), "NetworkError"),
}))
