"""Stands in for the package `agentwarden` where no package registry is within reach.

Our own code, after the documented surface of the SDK: `check`, `log` and `execute` with the same arguments, results and
exceptions. It also has the exceptions that the documentation names and version 0.1.2 of the package does not have
(`RateLimitError`, `ValidationError`, `NetworkError`); there they are all an `APIError`, as they are here.
"""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Optional

__version__ = "stand-in"


class AgentWardenError(Exception):
    pass


class AuthenticationError(AgentWardenError):
    pass


class PermissionDeniedError(AgentWardenError):
    def __init__(self, action, reason=None):
        super().__init__(f"{action}: {reason}")
        self.action, self.reason = action, reason


class ApprovalRequiredError(AgentWardenError):
    def __init__(self, action, reason=None):
        super().__init__(f"{action}: {reason}")
        self.action, self.reason = action, reason


class AgentNotFoundError(AgentWardenError):
    def __init__(self, agent_id):
        super().__init__(agent_id)
        self.agent_id = agent_id


class APIError(AgentWardenError):
    pass


class RateLimitError(APIError):
    pass


class ValidationError(APIError):
    pass


class NetworkError(APIError):
    pass


@dataclass
class CheckResult:
    allowed: bool
    requires_approval: bool
    reason: Optional[str] = None
    approval_id: Optional[str] = None

    def __bool__(self):
        return self.allowed


@dataclass
class LogResult:
    id: str
    agent_id: str
    organization_id: str
    action: str
    status: str
    context: Optional[dict]
    created_at: str


class AgentWarden:
    def __init__(self, api_key, base_url="https://api.agentwarden.io", timeout=30):
        self._headers = {"X-API-Key": api_key, "Content-Type": "application/json"}
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout

    def check(self, agent_id, action, context=None) -> CheckResult:
        body = {"agent_id": agent_id, "action": action, "context": context}
        return CheckResult(**self._known(CheckResult, self._post("/sdk/check", body)))

    def log(self, agent_id, action, status, context=None, ip_address=None) -> LogResult:
        body = {"agent_id": agent_id, "action": action, "status": status, "context": context}
        if ip_address is not None:
            body["ip_address"] = ip_address
        return LogResult(**self._known(LogResult, self._post("/sdk/log", body)))

    def execute(self, agent_id, action, fn, context=None) -> Any:
        verdict = self.check(agent_id, action, context)
        if verdict.requires_approval:
            self.log(agent_id, action, "pending_approval", context)
            raise ApprovalRequiredError(action, verdict.reason)
        if not verdict.allowed:
            self.log(agent_id, action, "blocked", context)
            raise PermissionDeniedError(action, verdict.reason)
        try:
            result = fn()
        except Exception as failure:
            self.log(agent_id, action, "failed", {**(context or {}), "error": str(failure)})
            raise
        self.log(agent_id, action, "success", context)
        return result

    @staticmethod
    def _known(result, answer):
        return {name: answer[name] for name in result.__dataclass_fields__}

    def _post(self, path, body):
        request = urllib.request.Request(self._base_url + path, json.dumps(body).encode(), self._headers)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            detail = json.load(refusal).get("detail")
            if refusal.code == 404:
                raise AgentNotFoundError(body["agent_id"]) from refusal
            kinds = {400: ValidationError, 401: AuthenticationError, 429: RateLimitError}
            raise kinds.get(refusal.code, APIError)(detail) from refusal
        except OSError as failure:
            raise NetworkError(str(failure)) from failure
