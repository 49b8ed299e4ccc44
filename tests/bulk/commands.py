"""The commands on archives, run in this process, and lines for them."""

from __future__ import annotations

import invoice_apis as ia
from invoice_apis import jsontext
from support import cli
from support.mutate import dumps

CONTRACT = next(contract for contract in ia.contracts() if contract.direction == "response")
GOOD = dumps(CONTRACT.example(1)).encode() + b"\n"
DRIFTED = jsontext.write(CONTRACT.example(1, drift="new-member")) + b"\n"
BAD = b"[]\n"


def run(*words: str, code: int = 0, stdin: bytes = b"") -> tuple[str, str]:
    """What a command prints to standard output and standard error; it must end with that exit code."""
    ran = cli.run(*words, stdin=stdin)
    assert ran.returncode == code, ran.stderr.decode() + ran.stdout.decode()
    return ran.stdout.decode(), ran.stderr.decode()
