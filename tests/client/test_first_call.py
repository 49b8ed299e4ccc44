"""What a client loads when it is made, so that its first call does not hold up an event loop."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields

import invoice_apis as ia
from invoice_apis.operation import Operation
from support.calling import (
    arguments_for,
    client_class,
    credentials,
    decode,
    documented_requests,
    documented_response,
    operation_of,
    schemes,
)
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH

PROGRAM = """
import asyncio, importlib, json, sys
package, client_name, method, url, auth, values, arguments = json.loads(sys.argv[1])
import invoice_apis as ia
at_import = sorted({"pydantic", "anyio", "httpcore2"} & set(sys.modules))
client_class = getattr(importlib.import_module(package), client_name)

async def main():
    credentials = getattr(ia, auth.pop("type"))(**auth)
    client = client_class(auth=credentials, base_url=url, **values)
    before = set(sys.modules)
    contracts = [known._files for known in ia.contracts() if known.api == package.rpartition(".")[2] and known.operation]
    are_compiled = all("_findings" in vars(vars(files)["validator"]) for files in contracts)
    await getattr(client, method)(**arguments)
    await client.aclose()
    return are_compiled, sorted(set(sys.modules) - before)

print(json.dumps([at_import, *asyncio.run(main())]))
"""


@EACH
def test_the_first_call_loads_nothing(service: ScriptedServer, operation: Operation) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    requests = (decode(payload) for payload in documented_requests() if operation_of(payload) is operation)
    example = ia.contract(f"{operation.id}.request").example(0)
    call = arguments_for(operation, next(requests, example), as_text=True)
    own = credentials(schemes(operation)[0])
    auth = {"type": type(own).__name__, **{part.name: getattr(own, part.name) for part in fields(own)}}
    client = client_class(operation, "async")
    given = [client.__module__.rpartition(".")[0], client.__name__, operation.name, service.url, auth]
    command = [sys.executable, "-c", PROGRAM, json.dumps([*given, call.values, call.arguments], default=int)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    at_import, are_compiled, loaded = json.loads(ran.stdout)
    assert at_import == [], "plain import stays fast"
    assert are_compiled
    heavy = ("invoice_apis", "pydantic", "anyio", "httpcore2", "h11", "jsonschema_rs")
    assert [name for name in loaded if name.startswith(heavy)] == []
