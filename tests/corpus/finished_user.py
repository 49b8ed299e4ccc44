"""Run in a process of its own: walk the lists of a finished API in the sandbox, and make its single calls.

`python -I finished_user.py FOLDER API RECIPE`: FOLDER holds `invoice_apis`, RECIPE is the recipe as JSON.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from pathlib import Path
from typing import Any


def main(folder: str, api: str, recipe: dict[str, Any]) -> None:
    sys.path[:0] = [folder, str(Path(__file__).parent)]
    package, module = importlib.import_module("invoice_apis"), importlib.import_module(f"invoice_apis.{api}")
    operations = importlib.import_module(f"invoice_apis.{api}.operations")
    arguments = importlib.import_module("caller").arguments
    sandbox = importlib.import_module("invoice_apis.sandbox").Sandbox
    client = operations.API.client
    given = recipe.get("client", {})
    for walk in recipe["walks"]:
        with sandbox(rows=walk["rows"]) as box:
            options = {"auth": box.auth(api), "base_url": box.url, **given}
            with getattr(module, client)(**options) as blocking:
                pages = getattr(blocking, walk["method"])(**walk.get("arguments", {}))
                records = list(pages)
            also = asyncio.run(awaited(getattr(module, f"Async{client}"), options, walk))
        assert len(records) == also == walk["fetched"] == pages.receipt.fetched, (len(records), also, pages.receipt)
        print(f"{api}.{walk['method']}: {pages.receipt.pages} pages, {len(records)} records: {pages.receipt.reason}")
    by_name = {operation.name: operation for operation in operations.OPERATIONS}
    with sandbox() as box, getattr(module, client)(auth=box.auth(api), base_url=box.url, **given) as blocking:
        for name in recipe["calls"]:
            reply = getattr(blocking, name)(**arguments(package, by_name[name]))
            assert reply.check().ok if hasattr(reply, "check") else reply is not None
            print(f"{api}.{name}: {type(reply).__name__}")


async def awaited(client: Any, options: dict[str, Any], walk: dict[str, Any]) -> int:
    async with client(**options) as ready:
        return len([record async for record in getattr(ready, walk["method"])(**walk.get("arguments", {}))])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
