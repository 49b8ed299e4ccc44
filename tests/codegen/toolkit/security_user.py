"""Run in a process of its own: uses emitted clients of the scaffold's API under other security schemes.

`python -I -B security_user.py FOLDER CHECK API`; FOLDER holds `invoice_apis`, CHECK is a function of this module.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import logging
import os
import sys
from collections import Counter
from dataclasses import fields, replace
from typing import Any

THINGS = b'{"total": 1, "things": [{"id": "T-1"}]}'


def accepted(ia: Any, api: str) -> None:
    """The sandbox takes its own credentials from blocking and async clients, as an argument and from the environment."""
    with sandbox() as box:
        os.environ |= box.credentials[api]["env"]
        for auth in (box.auth(api), None, lambda: box.auth(api)):
            with blocking(api)(base_url=box.url, auth=auth) as client:
                assert len(list(client.iter_things(size=2))) == 3
            assert asyncio.run(listed(api, box.url, auth)) == 3
        assert [received.refused for received in box.requests] == [None] * len(box.requests)


def refused(ia: Any, api: str) -> None:
    """The sandbox refuses other secrets, and a request without credentials."""
    with sandbox() as box:
        own = box.auth(api)
        for part in fields(own):
            if part.name not in own.required_parts():
                continue
            other = replace(own, **{part.name: f"other-{part.name}"})
            error = failure(ia.ApiError, lambda: call(api, box.url, other))  # noqa: B023
            assert error.status == 401, error
            assert f"other-{part.name}" not in str(error)
        import httpx2

        assert httpx2.get(f"{box.url}/{api}/things", params={"page": 1, "size": 1}).status_code == 401


def masked(ia: Any, api: str) -> None:
    """A service that repeats everything it is sent tells no secret: not in errors, reprs or the log."""
    import httpx2

    log = io.StringIO()
    logging.basicConfig(stream=log, level=logging.DEBUG, force=True)

    def repeat(request: Any) -> Any:
        text = " ".join([str(request.url), *request.headers.values()])
        text += f" {request.content.decode()}"
        return httpx2.Response(401, json={"error_code": "NO", "error_msg": text, "error_description": text})

    own = box_auth(api)
    options = {"transport": httpx2.MockTransport(repeat), "base_url": "https://example.com"}
    with blocking(api)(auth=own, **options) as client:
        error = failure(ia.ApiError, lambda: client.list_things(page=1, size=1))
        shown = "".join([str(error), repr(error), repr(vars(error)), repr(client), repr(own), log.getvalue()])
    assert "***" in str(error)
    assert not [secret for secret in own.secrets if secret in shown], shown


def rotated(ia: Any, api: str) -> None:
    """A function is asked before each attempt, in both clients; the credentials of the moment are sent."""
    seen: list[Any] = []
    own, numbers = box_auth(api), iter(range(1000))
    part = own.required_parts()[0]

    def rotating() -> Any:
        return replace(own, **{part: f"number-{next(numbers)}"})

    with blocking(api)(auth=rotating, **recording(seen)) as client:
        client.list_things(page=1, size=1)
        client.list_things(page=1, size=1)
    assert asyncio.run(one_call(api, rotating, seen)) == 1
    texts = [" ".join([str(request.url), *request.headers.values()]) for request in seen]
    assert [f"number-{index}" in text for index, text in enumerate(texts)] == [True] * 3, texts


def sent(ia: Any, api: str) -> None:
    """The header that the contract names; the sandbox takes no other prefix, and the prefix in any case."""
    import httpx2

    header, prefix = ("X-Api-Token", "Key") if api == "toy_prefix" else ("Authorization", "Bearer")
    seen: list[Any] = []
    with blocking(api)(auth=ia.AccessToken("made-up"), **recording(seen)) as client:
        client.list_things(page=1, size=1)
    assert seen[0].headers[header] == f"{prefix} made-up"
    with sandbox() as box:
        token = box.auth(api).token
        texts = [f"{prefix} {token}", f"{prefix.lower()} {token}", token, f"Basic {token}", f"{prefix} {token} {token}"]
        parameters = {"page": 1, "size": 1}
        statuses = [
            httpx2.get(f"{box.url}/{api}/things", params=parameters, headers={header: text}).status_code
            for text in texts
        ]
    assert statuses == [200, 200, 401, 401, 401]


def shared(ia: Any, api: str) -> None:
    """Threads and tasks that share a client share a token. A refused token is renewed once."""
    from concurrent.futures import ThreadPoolExecutor

    with sandbox() as box, blocking(api)(base_url=box.url, auth=box.auth(api)) as client:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda page: client.list_things(page=page, size=1), range(1, 17)))
        assert operations(box) == {"token_url": 1, "ListThings": 16}
    with sandbox() as box:
        asyncio.run(gathered(api, box))
        assert operations(box) == {"token_url": 1, "ListThings": 16}
    with sandbox(faults=["expired-token=1"]) as box:
        assert call(api, box.url, box.auth(api)).things
        assert operations(box) == {"token_url": 2, "ListThings": 2}
        assert [received.refused for received in box.requests] == [None, "token", None, None]
    with sandbox(faults=["expired-token=2"]) as box:
        error = failure(ia.ApiError, lambda: call(api, box.url, box.auth(api)))
        assert (error.status, operations(box)) == (401, {"token_url": 2, "ListThings": 2})
    with sandbox() as box:
        rotating = iter([box.auth(api), box.auth(api), replace(box.auth(api), client_secret="wrong")])
        with blocking(api)(base_url=box.url, auth=lambda: next(rotating)) as client:
            assert client.list_things(page=1, size=1).things
            assert client.list_things(page=1, size=1).things
            error = failure(ia.ApiError, lambda: client.list_things(page=1, size=1))
        assert (error.status, error.code, operations(box)) == (401, "invalid_client", {"token_url": 2, "ListThings": 2})
        assert "login rejected" in str(error)


async def gathered(api: str, box: Any) -> None:
    async with awaiting(api)(base_url=box.url, auth=box.auth(api)) as client:
        await asyncio.gather(*(client.list_things(page=page, size=1) for page in range(1, 17)))


def operations(box: Any) -> dict[str, int]:
    """How often the sandbox was asked for what."""
    return dict(Counter(received.operation for received in box.requests))


def signed(ia: Any, api: str) -> None:
    """A clock that is off and a wrong secret have their documented codes; temporary keys work, and need their token."""
    from datetime import UTC, datetime, timedelta

    for minutes, code in (
        (-6, "AuthFailure.SignatureExpire"),
        (-4, None),
        (4, None),
        (6, "AuthFailure.SignatureExpire"),
    ):
        with sandbox(clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes)) as box:  # noqa: B023
            if code is None:
                assert call(api, box.url, box.auth(api)).things
                continue
            error = failure(ia.ApiError, lambda: call(api, box.url, box.auth(api)))
            assert (error.status, error.code) == (401, code)
    with sandbox() as box:
        error = failure(ia.ApiError, lambda: call(api, box.url, replace(box.auth(api), secret_key="wrong")))
        assert (error.status, error.code) == (401, "AuthFailure.SignatureFailure")
        temporary = box.auth(api, "temporary")
        assert call(api, box.url, temporary).things
        error = failure(ia.ApiError, lambda: call(api, box.url, replace(temporary, security_token="other")))
        assert (error.status, box.requests[-1].refused) == (401, "token")


def called(ia: Any, api: str) -> None:
    """The command takes the credentials of the environment, and names the variables when they are missing."""
    from click.testing import CliRunner

    command = importlib.import_module("invoice_apis.cli").main
    arguments = ["call", api, "ListThings", "--page", "1", "--size", "2", "--base-url"]
    with sandbox() as box:
        variables = box.credentials[api]["env"]
        done = CliRunner().invoke(command, [*arguments, box.url], env=variables)
        assert (done.exit_code, done.stdout.count('"id"')) == (0, 2), done.output
        done = CliRunner().invoke(command, [*arguments, box.url])
        assert done.exit_code == 2
        assert all(name in done.output for name in variables), done.output


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(rows=3, **options)


def box_auth(api: str) -> Any:
    with sandbox() as box:
        return box.auth(api)


def blocking(api: str) -> Any:
    return getattr(importlib.import_module(f"invoice_apis.{api}"), class_name(api))


def class_name(api: str) -> str:
    return api.title().replace("_", "")


def awaiting(api: str) -> Any:
    return getattr(importlib.import_module(f"invoice_apis.{api}"), f"Async{class_name(api)}")


def recording(seen: list[Any]) -> dict[str, Any]:
    """Options of a client whose requests end in a list."""
    import httpx2

    def answer(request: Any) -> Any:
        seen.append(request)
        return httpx2.Response(200, content=THINGS, headers={"Content-Type": "application/json"})

    return {"transport": httpx2.MockTransport(answer), "base_url": "https://example.com"}


def call(api: str, url: str, auth: Any) -> Any:
    with blocking(api)(base_url=url, auth=auth) as client:
        return client.list_things(page=1, size=1)


async def listed(api: str, url: str, auth: Any) -> int:
    async with awaiting(api)(base_url=url, auth=auth) as client:
        return len([thing async for thing in client.iter_things(size=2)])


async def one_call(api: str, auth: Any, seen: list[Any]) -> int:
    async with awaiting(api)(auth=auth, **recording(seen)) as client:
        return len((await client.list_things(page=1, size=1)).things)


def failure(kind: Any, function: Any) -> Any:
    try:
        function()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


if __name__ == "__main__":
    folder, check, name = sys.argv[1:]
    sys.path.insert(0, folder)
    globals()[check](importlib.import_module("invoice_apis"), name)
