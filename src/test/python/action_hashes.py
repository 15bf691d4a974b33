"""Hashes actions with a library of its own for RFC 8785, and numbers as the guide to approvals says.

Reads one JSON object a line from standard input, {"agent_id", "action", "context"}, and prints one hash a line.
"""

import hashlib
import json
import sys
from decimal import Decimal
from uuid import uuid4

import rfc8785


def number(literal):
    """Significant digits and exponent, so that no digit is lost."""
    sign, digits, exponent = Decimal(literal).as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    significant = text.rstrip("0")
    if not significant:
        return "0"
    return f"{'-' if sign else ''}{significant}e{exponent + len(text) - len(significant)}"


def canonical(line):
    numbers = {}

    def keep(literal):
        place = str(uuid4())
        numbers[place] = number(literal)
        return place

    text = rfc8785.dumps(json.loads(line, parse_int=keep, parse_float=keep))
    for place, written in numbers.items():
        text = text.replace(f'"{place}"'.encode(), written.encode())
    return text


for action in sys.stdin.buffer.read().decode().split("\n"):
    print(hashlib.sha256(canonical(action)).hexdigest())
