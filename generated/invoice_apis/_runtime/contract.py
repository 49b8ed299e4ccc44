"""Contracts: what a documented request or response looks like, and the verdict on a payload.

A contract is data (`<api>/contracts/<operation>.<direction>.json`, and for each schema that others read too
`schemas/<api>/<operation>.<direction>.<profile>.schema.json`), read when first needed:

| key | holds |
|---|---|
| documented, compatible | JSON Schemas 2020-12 of the logical payload: all that the vendor documents; what makes an error |
| fast | a narrower schema that only accepts what compatible accepts, even after a reader that rounds; or null |
| encoded | pointers of members that carry JSON as base64 text on the wire |
| sensitive | pointer patterns of members whose values are never shown |
| known | drift that the ledger explains: id, pointer pattern, keyword, exact value |
| outcomes | how success and failure are told apart, in words of each language |
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from .report import Finding, Report
from .speech import Lang, Voice, speaks

if TYPE_CHECKING:
    import os

    from .bulk import BulkReport
    from .bulk.given import Readable
    from .envelope import Opened, Payload
    from .examples import Damage, Drift
    from .guide import Guide
    from .report import FailOn, Outcome
    from .verdict import Judge

Direction = Literal["request", "response"]
Profile = Literal["documented", "compatible"]
NO_GUIDE = b'{"members": {}, "ledger": {}}'


class Contract:
    """One request or response of one operation, as the vendor documents it."""

    def __init__(self, id: str, load: Callable[[], bytes], load_guide: Callable[[], bytes] = lambda: NO_GUIDE) -> None:
        self.id = id
        """`<api>/<operation>.<direction>`."""
        self.api, _, rest = id.partition("/")
        self.operation, _, direction = rest.rpartition(".")
        self.direction: Direction = "request" if direction == "request" else "response"
        self._load, self._load_guide = load, load_guide

    def __repr__(self) -> str:
        return f"<Contract {self.id}>"

    def __reduce__(self) -> tuple[Callable[[str], Contract], tuple[str]]:
        return contract, (self.id,)

    def schema(self, profile: Profile) -> dict[str, Any]:
        """The JSON Schema (2020-12, self-contained) of the logical payload: a fresh dict at each call.

        `documented` holds all that the vendor documents, `compatible` what a payload must have to be usable.
        """
        if profile not in ("documented", "compatible"):
            raise ValueError(f"unknown profile {profile!r}: choose 'documented' or 'compatible'")
        import json

        schema: dict[str, Any] = json.loads(self._load())[profile]
        return schema

    def check(self, payload: Payload, *, lang: Lang = "en", show_values: bool = False) -> Report:
        """Judge a payload; a bad one gives findings, never an exception.

        `payload` is JSON text (bytes or str) or a decoded value, in wire or logical form. Messages are in the
        language `lang`. They mask the values of sensitive members and cut long ones; with `show_values` they hold
        all of them whole. Raises ValueError for another language.
        """
        return self.checked(payload, Voice(speaks(lang), show_values))[0]

    def checked(self, payload: Payload, voice: Voice) -> tuple[Report, Opened | None]:
        """The verdict of `check`, and what it was given on; None where the payload can't be read."""
        from .jsontext import Unreadable

        try:
            opened = self._judge.open(payload)
        except Unreadable as error:
            finding = Finding("error", error.pointer, "", "json", error.message.text(voice.lang))
            return Report(self.id, None, (finding,), voice.lang), None
        findings = tuple(self._judge.findings(opened, voice))
        return Report(self.id, self._judge.outcome(opened.value), findings, voice.lang), opened

    def accepts(self, payload: Payload) -> bool:
        """The fast verdict: the same as `check(payload).ok`."""
        return self._judge.accepts(payload)

    def check_lines(
        self,
        path_or_file: str | os.PathLike[str] | Readable,
        *,
        jobs: int = 1,
        fail_on: FailOn = "error",
        rejects: str | os.PathLike[str] | None = None,
        lang: Lang = "en",
        show_values: bool = False,
    ) -> BulkReport:
        """Judge NDJSON of any size, a document on each line, in constant memory; a bad line gives findings.

        `path_or_file` is a path or a binary file, plain or compressed with gzip or zstd. `jobs` processes share the
        work. `rejects` names a file of dead
        letters: a JSON line for each document with an error, or with `fail_on="drift"` for each with drift too. Values
        of sensitive members are masked in it, unless `show_values`. Raises OSError when a file can't be opened,
        ConfigurationError when the library for a compression is missing, and WorkerDied.
        """
        from .bulk import check_lines

        return check_lines(
            self, path_or_file, jobs=jobs, fail_on=fail_on, rejects=rejects, lang=lang, show_values=show_values
        )

    def example(
        self,
        seed: int = 0,
        *,
        outcome: Outcome = "success",
        drift: Drift | None = None,
        damage: Damage | None = None,
        wire: bool = False,
    ) -> Any:
        """A made-up payload for tests: the same seed gives the same one in every process.

        Without more the contract finds nothing in it. With `drift`, which responses have, it is reported and accepted;
        with `damage` it is refused. It is a logical value, numbers as int and Decimal; with `wire`, and where a damage
        is one of the text, JSON text as bytes. Raises LookupError, with the names that there are, for what this
        contract can't have.
        """
        from .examples.factory import payload

        return payload(self, seed, outcome, drift, damage, wire)

    def accepts_plain(self, value: Any) -> bool:
        """The same verdict on a logical value that is known to consist of plain JSON types."""
        return self._judge.accepts_plain(value)

    def read(self, payload: Payload) -> Any:
        """The exact logical value of a payload, whatever the verdict on it; numbers as int and Decimal.

        Raises ValueError when the payload, or a member that carries encoded JSON, can't be read.
        """
        opened = self._judge.open(payload)
        if opened.closed:
            raise opened.closed[0]
        return opened.value

    @property
    def encoded(self) -> tuple[str, ...]:
        """Pointers of the members that carry JSON as base64 text on the wire."""
        return self._judge.encoded

    def outcome(self, value: Any) -> Outcome | None:
        """What a logical response says of itself, whether it is whole or not; None where that can't be told."""
        return self._judge.outcome(value)

    def sensitive_values(self, value: Any) -> tuple[str, ...]:
        """The texts in a logical payload that must never be shown."""
        return self._judge.sensitive_values(value)

    @cached_property
    def guide(self) -> Guide:
        """What the vendor documents of each member, in words for people."""
        import json

        from .guide import Guide

        return Guide(json.loads(self._load_guide()))

    @cached_property
    def _judge(self) -> Judge:
        from .jsontext import read
        from .verdict import Judge

        return Judge(read(self._load()), self.direction == "request")


@cache
def contracts() -> tuple[Contract, ...]:
    """All contracts of this package, sorted by id."""
    import json

    return tuple(_packaged(id) for id in json.loads(_resource("contracts.json")))


def contract(id: str) -> Contract:
    """The contract `<api>/<operation>.<request|response>`. Raises LookupError when no contract has that id."""
    if known := _by_id().get(id):
        return known
    ids = ", ".join(known.id for known in contracts())
    raise LookupError(f"no contract has the id {id!r}; there are: {ids}")


@cache
def _by_id() -> dict[str, Contract]:
    return {known.id: known for known in contracts()}


def _packaged(id: str) -> Contract:
    api, _, name = id.partition("/")
    return Contract(id, lambda: _put_together(api, name), lambda: _resource(f"{api}/contracts/{name}.guide.json"))


def _put_together(api: str, name: str) -> bytes:
    """A contract as one JSON text: its two schemas stand in files of their own, for other tools to read."""
    documented, compatible = (_resource(f"schemas/{api}/{name}.{profile}.schema.json") for profile in get_args(Profile))
    rest = _resource(f"{api}/contracts/{name}.json").removeprefix(b"{")
    return b'{"documented":%b,"compatible":%b,%b' % (documented, compatible, rest)


def _resource(name: str) -> bytes:
    import pkgutil

    package = __name__.rpartition("._runtime")[0]
    data = pkgutil.get_data(package, name)
    if data is None:
        raise LookupError(f"the package {package} lacks its file {name}")
    return data
