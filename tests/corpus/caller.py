"""Run in a process of its own: call each operation of a package; a local server sends the replies that it is given.

`python -I caller.py FOLDER REPLIES`: FOLDER holds `invoice_apis`, REPLIES is JSON, `{operation: [status, value]}`. Prints
how many calls gave their values back, as JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Server(ThreadingHTTPServer):
    """Answers every request with one reply, the next one."""

    status, body = 200, b""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def arguments(package: Any, operation: Any) -> dict[str, Any]:
    """Arguments that the contract of the request accepts, the body among them where it may be left out."""
    pointer = importlib.import_module("invoice_apis.jsontext.pointer")
    parameters = [each for each in operation.parameters if each.is_given]
    needed = {each.name for each in parameters if each.required}
    for seed in range(50):
        request = package.contract(f"{operation.id}.request").example(seed)
        given = ((each.name, pointer.find(request, each.pointer)) for each in parameters)
        found = {name: value for name, value in given if value is not pointer.MISSING}
        if needed <= found.keys():
            break
    return found


def called(package: Any, client: Any, operation: Any, sent: Any) -> str:
    """`equal`, or what else came of a call."""
    try:
        reply = getattr(client, operation.name)(**arguments(package, operation))
    except Exception as error:
        return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"
    jsontext = importlib.import_module("invoice_apis.jsontext")
    if reply is None:
        return "equal" if sent is None else "lost"
    exact = json.loads(json.dumps(sent), parse_float=Decimal)
    return "equal" if jsontext.read(reply.to_json()) == exact else "other values"


def main(folder: str, replies: str) -> None:
    sys.path.insert(0, folder)
    package = importlib.import_module("invoice_apis")
    api = importlib.import_module("invoice_apis.corpus_api")
    operations = importlib.import_module("invoice_apis.corpus_api.operations")
    sandbox = importlib.import_module("invoice_apis.sandbox").Sandbox
    results: Counter[str] = Counter()
    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    make = getattr(api, operations.API.client)
    with sandbox() as box:
        auth = box.auth("corpus_api") if operations.API.security_schemes else None
        given = {value.name: "x" for value in operations.API.values if value.required}
        with make(base_url=f"http://127.0.0.1:{server.server_port}", auth=auth, max_retries=0, **given) as client:
            for operation in operations.OPERATIONS:
                if (found := json.loads(Path(replies).read_bytes()).get(operation.id.partition("/")[2])) is not None:
                    server.status, sent = found
                    server.body = b"" if sent is None else json.dumps(sent).encode()
                    results[called(package, client, operation, sent)] += 1
    print(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
