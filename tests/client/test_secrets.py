"""Nothing that must stay secret stands in a log, a repr, an error or a traceback, whatever a service repeats of it."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import invoice_apis as ia
import pytest
from invoice_apis.client.auth.credentials import Credentials
from invoice_apis.client.auth.registry import SCHEMES
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import OPERATIONS, WAYS, Kind, after_login, called, calling, good, good_answer
from support.emitted import exact, opened, reply_of
from support.mutate import at, dumps, places, replaced
from support.service import Says, Seen, Service

CANARY = "CANARY"
SPECIAL = "/+=&"
"""Characters that are written in other ways in addresses."""
OPEN = {"usertype", "place", "language"}
"""Parts of credentials that may be shown."""
EACH = pytest.mark.parametrize(("operation", "scheme"), WAYS, ids=called)


def secret(scheme: SecurityScheme) -> Credentials:
    """Credentials whose every part is a canary."""
    takes = SCHEMES[scheme.scheme].takes
    parts = {part.name: f"{CANARY}-{part.name}{SPECIAL}" for part in fields(takes) if part.name not in OPEN}
    return takes(**parts, **({"place": scheme.place} if "place" in {part.name for part in fields(takes)} else {}))


def arguments(operation: Operation) -> dict[str, Any]:
    """The documented arguments, canaries where the contract calls them sensitive."""
    hidden = patterns(ia.contract(f"{operation.id}.request"))
    own = {parameter.name: f"{CANARY}-{SPECIAL}" for parameter in operation.parameters if parameter.pointer in hidden}
    return {
        **good(operation).arguments,
        **{name: text for name, text in own.items() if name in good(operation).arguments},
    }


def patterns(contract: ia.Contract) -> list[str]:
    name = f"{contract.api}/contracts/{contract.operation}.{contract.direction}.json"
    found: list[str] = json.loads((Path(ia.__file__).parent / name).read_bytes())["sensitive"]
    return found


def personal(operation: Operation) -> bytes:
    """The documented answer, canaries where the contract calls it sensitive."""
    contract = ia.contract(f"{operation.id}.response")
    value = opened(contract, exact(good_answer(operation)))
    hidden = {tuple(pattern.split("/")[1:]) for pattern in patterns(contract)}
    for place in list(places(value)):
        if tuple("*" if isinstance(part, int) else part for part in place) in hidden and at(value, place):
            value = replaced(value, place, CANARY)
    return dumps(value).encode()


def repeated(seen: Seen) -> list[str]:
    """All that a service could repeat of a request, as it came and decoded."""
    body = seen.body.decode()
    inner = [base64.b64decode(text).decode() for text in texts(json.loads(body)) if is_base64(text)] if body else []
    return [
        seen.target,
        unquote(seen.target),
        *seen.query.values(),
        *seen.headers.values(),
        body,
        *inner,
        *texts(inner),
    ]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(part)


def is_base64(text: str) -> bool:
    with suppress(ValueError):
        return base64.b64decode(text, validate=True).startswith(b"{")
    return False


def failure(operation: Operation, words: str, status: int) -> Says:
    """A failure that has these words in every place that says what happened."""
    envelope = operation.envelope
    assert envelope is not None
    body: dict[str, Any] = {}
    for pointer in (*envelope.code, *envelope.message, *envelope.request_id):
        above = body
        *groups, name = pointer.split("/")[1:]
        for group in groups:
            above = above.setdefault(group, {})
        above[name] = words
    return Says(status, json.dumps(body, ensure_ascii=False).encode())


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if error.__cause__ is not None and error.__cause__ is not error.__context__:
            yield from chain(error.__context__)
        error = error.__cause__ or error.__context__


class Shown:
    """All that anybody could have seen."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._log = caplog
        self._texts: list[str] = []

    def add(self, *values: Any) -> None:
        self._texts += [form(value) for value in values for form in (str, repr)]

    def add_error(self, error: BaseException) -> None:
        for one in chain(error):
            self.add(one, one.args, vars(one))
        self._texts += traceback.format_exception(error)
        again = pickle.loads(pickle.dumps(error))
        self.add(again, pickle.dumps(error))

    def add_call(self, call: Callable[[], Any]) -> None:
        """What a call gives or says."""
        try:
            reply = call()
        except ia.InvoiceApisError as error:
            self.add_error(error)
        else:
            self.add(reply, reply.report, reply.http, *(value for _, value in reply))

    def assert_no(self, *words: str) -> None:
        records = [f"{record.getMessage()} {record.args!r}" for record in self._log.records]
        for text in (*self._texts, *records):
            assert not any(word in text for word in words), text


@pytest.fixture
def shown(caplog: pytest.LogCaptureFixture) -> Shown:
    caplog.set_level(1)
    for name in list(logging.Logger.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.NOTSET)
    return Shown(caplog)


def secretly(operation: Operation, scheme: SecurityScheme, kind: Kind, url: str, **options: Any) -> Any:
    return calling(operation, kind, url, auth=secret(scheme), **options)


@EACH
def test_a_good_call_shows_nothing(
    service: Service, kind: Kind, operation: Operation, scheme: SecurityScheme, shown: Shown
) -> None:
    service.follows(after_login(operation, Says(body=personal(operation)), token=f"{CANARY}-session{SPECIAL}"))
    with secretly(operation, scheme, kind, service.url) as caller:
        shown.add_call(lambda: caller(operation, **arguments(operation)))
        shown.add(caller.client, vars(caller.client), secret(scheme))
    sent = "".join(text for seen in service.seen for text in repeated(seen))
    assert CANARY in sent, "the canaries were not sent"
    shown.assert_no(CANARY)


@EACH
@pytest.mark.parametrize("status", [200, 401, 500])
def test_what_a_service_repeats_is_masked(
    service: Service, kind: Kind, operation: Operation, scheme: SecurityScheme, status: int, shown: Shown
) -> None:
    """Each text of the request, in the places that say what happened, and with the proof sent anew each time."""
    turns = count()
    granting = after_login(operation, Says(), token=f"{CANARY}-session{SPECIAL}")

    def script(seen: Seen) -> Says:
        words = repeated(seen)
        return failure(operation, words[next(turns) % len(words)], status)

    service.follows(lambda seen: script(seen) if granting(seen) == Says() else granting(seen))
    with secretly(operation, scheme, kind, service.url) as caller:
        for _ in range(25):
            shown.add_call(lambda: caller(operation, **arguments(operation)))
    assert next(turns) > max(len(repeated(seen)) for seen in service.seen)
    shown.assert_no(CANARY)


MEMBERS = {name for operation, _ in WAYS for name in json.loads(good_answer(operation))}
ODD: dict[str, Callable[[str], Says]] = {
    "a page": lambda words: Says(502, words.encode(), "text/html"),
    "a page as success": lambda words: Says(200, words.encode(), "text/html"),
    "no JSON": lambda words: Says(200, words.encode()),
    "another value": lambda words: Says(200, json.dumps([words]).encode()),
    "another member": lambda words: Says(200, json.dumps({"repeated": words}).encode()),
    "a member of that name": lambda words: Says(200, json.dumps({words: words}).encode()),
    "members of other types": lambda words: Says(200, json.dumps(dict.fromkeys(MEMBERS, words)).encode()),
    "a redirect": lambda words: Says(302, words.encode(), headers={"Location": "/elsewhere"}),
    "cut off": lambda words: Says(200, words.encode(), headers={"Content-Length": "99999"}),
    "not squeezed": lambda words: Says(200, words.encode(), headers={"Content-Encoding": "gzip"}),
}


@EACH
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_answer_that_repeats_all_shows_nothing(
    service: Service, kind: Kind, operation: Operation, scheme: SecurityScheme, odd: str, shown: Shown
) -> None:
    service.follows(lambda seen: ODD[odd](" ".join(repeated(seen))))
    with secretly(operation, scheme, kind, service.url, max_retries=1) as caller:
        shown.add_call(lambda: caller(operation, **arguments(operation)))
    assert service.seen
    shown.assert_no(CANARY)


@pytest.mark.parametrize("granted", [0, 1])
@pytest.mark.parametrize(("operation", "scheme"), [way for way in WAYS if way[1].scheme == "app-login"], ids=called)
def test_a_login_that_is_refused_shows_nothing(
    service: Service, kind: Kind, operation: Operation, scheme: SecurityScheme, granted: int, shown: Shown
) -> None:
    """The first or the second step repeats what it was asked, which holds the first token then."""
    granting = after_login(operation, Says(500), token=f"{CANARY}-session{SPECIAL}")

    def script(seen: Seen) -> Says:
        if len(service.seen) <= granted:
            return granting(seen)
        words = seen.body.decode()
        refused = {"success": False, "error_code": words, "error_desc": words}
        return Says(body=json.dumps({"data": refused, "message": words}).encode())

    service.follows(script)
    with secretly(operation, scheme, kind, service.url) as caller, pytest.raises(ia.ApiError) as raised:
        caller(operation, **arguments(operation))
    assert len(service.seen) == granted + 1
    shown.add_error(raised.value)
    shown.assert_no(CANARY)


@pytest.mark.parametrize("operation", OPERATIONS, ids=called)
def test_a_payload_that_is_no_json_does_not_come_along_with_its_error(operation: Operation, shown: Shown) -> None:
    for raw in (f"{CANARY}", f'"{CANARY}', f'{{"{CANARY}": 1', f"{CANARY}\ud800", f"{CANARY}\xff".encode("latin-1")):
        with pytest.raises(ia.InvalidResponse) as raised:
            reply_of(operation.id).from_json(raw)
        shown.add_error(raised.value)
    shown.assert_no(CANARY)


@EACH
def test_a_call_that_is_sent_again_shows_nothing(
    service: Service, kind: Kind, operation: Operation, scheme: SecurityScheme, shown: Shown
) -> None:
    def script(seen: Seen) -> Says:
        last = Says(body=personal(operation))
        return last if len(service.seen) > 4 else failure(operation, seen.target, 503)

    granting = after_login(operation, Says(), token=f"{CANARY}-session{SPECIAL}")
    service.follows(lambda seen: script(seen) if granting(seen) == Says() else granting(seen))
    with secretly(operation, scheme, kind, service.url, max_retries=5) as caller:
        shown.add_call(lambda: caller(operation, **arguments(operation)))
    assert len(service.seen) == 5
    shown.assert_no(CANARY)


@EACH
def test_an_unreachable_service_shows_nothing(
    kind: Kind, operation: Operation, scheme: SecurityScheme, shown: Shown
) -> None:
    for url in ("http://127.0.0.1:9", "http://service.invalid"):
        with secretly(operation, scheme, kind, url) as caller, pytest.raises(ia.TransportError) as raised:
            caller(operation, **arguments(operation))
        shown.add_error(raised.value)
    shown.assert_no(CANARY)


@EACH
def test_arguments_that_are_refused_are_not_shown(
    service: Service, kind: Kind, operation: Operation, scheme: SecurityScheme, shown: Shown
) -> None:
    hidden = patterns(ia.contract(f"{operation.id}.request"))
    wrong = [name.name for name in operation.parameters if name.pointer in hidden]
    service.says(Says(500))
    with secretly(operation, scheme, kind, service.url) as caller:
        for name in wrong:
            for value in (CANARY * 100, [CANARY], {"x": CANARY}, f"{CANARY}\ud800"):
                with pytest.raises(ia.InvalidRequest) as raised:
                    caller(operation, **{**good(operation).arguments, name: value})
                shown.add_error(raised.value)
    shown.assert_no(CANARY)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_credentials_show_that_they_are_there_and_not_what_they_are(scheme: str, shown: Shown) -> None:
    takes = SCHEMES[scheme].takes
    made = takes(**{part.name: f"{CANARY}-{part.name}" for part in fields(takes) if part.name not in OPEN})
    shown.add(made, [made], {"auth": made}, f"{made}", f"{made!s:>10}")
    assert takes.__name__ in repr(made)
    assert pickle.loads(pickle.dumps(made)) == made
    shown.assert_no(CANARY)


@EACH
def test_a_service_that_repeats_in_odd_headers_is_masked_in_errors(
    service: Service,
    kind: Kind,
    operation: Operation,
    scheme: SecurityScheme,
    shown: Shown,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The HTTP library logs the headers of answers by itself, at a level below what anybody runs with."""
    caplog.set_level(logging.INFO)
    envelope = operation.envelope
    assert envelope is not None

    def script(seen: Seen) -> Says:
        headers = dict.fromkeys(envelope.request_id_headers, seen.headers.get("authorization", seen.target))
        return Says(400, b"{}", headers=headers)

    service.follows(script)
    with secretly(operation, scheme, kind, service.url) as caller:
        shown.add_call(lambda: caller(operation, **arguments(operation)))
    shown.assert_no(CANARY)
