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

from ..i18n.message import Lang, MessageOptions, speaks
from ..resources import read_resource
from .report import Finding, Report

if TYPE_CHECKING:

    from .decoding import Decoded, Payload
    from .documentation import Guide
    from .report import Outcome
    from .validator import Validator

Direction = Literal["request", "response"]
Profile = Literal["documented", "compatible"]
DEFAULT_OPTIONS = MessageOptions()
NO_GUIDE = b'{"members": {}, "ledger": {}}'


class Contract:
    """One request or response of one operation, as the vendor documents it."""

    def __init__(self, id: str, load: Callable[[], bytes], load_guide: Callable[[], bytes] = lambda: NO_GUIDE) -> None:
        self.id = id
        """`<api>/<operation>.<direction>`."""
        self.api, _, rest = id.partition("/")
        self.operation, _, direction = rest.rpartition(".")
        self.direction: Direction = "request" if direction == "request" else "response"
        self._rules = Rules(self.direction == "request", load, load_guide)

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

        schema: dict[str, Any] = json.loads(self._rules.load())[profile]
        return schema

    def check(self, payload: Payload, *, lang: Lang = "en", show_values: bool = False) -> Report:
        """Validate a payload; a bad one gives findings, never an exception.

        Args:
            payload: JSON text (bytes or str) or a decoded value, in wire or logical form.
            lang: Language of the messages.
            show_values: Show values whole, those of sensitive members too; without it those are masked and long ones
                cut.

        Raises:
            ValueError: The language is unknown.
        """
        options = MessageOptions(speaks(lang), show_values)
        return self.check_decoded(self.decode(payload), options)

    def decode(self, payload: Payload | Decoded) -> Decoded:
        """Read a payload and decode its encoded members; what can't be read or decoded is noted in the result."""
        return self._validator.decode(payload)

    def check_decoded(self, decoded: Decoded, options: MessageOptions = DEFAULT_OPTIONS) -> Report:
        """The same as `check` for a payload that `decode` has read, without reading it again."""
        if decoded.error is not None:
            error = decoded.error
            finding = Finding("error", error.pointer, "", "json", error.message.text(options.lang))
            return Report(self.id, None, (finding,), options.lang)
        findings = tuple(self._validator.findings(decoded, options))
        return Report(self.id, self._validator.outcome(decoded.value), findings, options.lang)

    def accepts(self, payload: Payload) -> bool:
        """The fast verdict: the same as `check(payload).ok`."""
        return self._validator.accepts(payload)

    def fast_accepts(self, raw: bytes) -> bool:
        """Whether a JSON text surely has no error; False means: not known."""
        return self._validator.fast_accepts(raw)

    def accepts_decoded(self, decoded: Decoded) -> bool:
        """The same as `accepts` for a payload that `decode` has read."""
        return self._validator.accepts_decoded(decoded)

    def accepts_plain(self, value: Any) -> bool:
        """The same verdict on a logical value that is known to consist of plain JSON types."""
        return self._validator.accepts_plain(value)

    def read(self, payload: Payload) -> Any:
        """The exact logical value of a payload, whatever the verdict on it; numbers as int and Decimal.

        Raises:
            ValueError: The payload, or a member that carries encoded JSON, can't be read.
        """
        decoded = self.decode(payload)
        for error in (decoded.error, *decoded.undecodable):
            if error is not None:
                raise error
        return decoded.value

    @property
    def encoded(self) -> tuple[str, ...]:
        """Pointers of the members that carry JSON as base64 text on the wire."""
        return self._validator.encoded

    def outcome(self, value: Any) -> Outcome | None:
        """What a logical response says of itself, whether it is whole or not; None where that can't be told."""
        return self._validator.outcome(value)

    def sensitive_values(self, value: Any) -> tuple[str, ...]:
        """The texts in a logical payload that must never be shown."""
        return self._validator.sensitive_values(value)

    @property
    def guide(self) -> Guide:
        """What the vendor documents of each member: titles, descriptions, limits and codes, in both languages."""
        return self._rules.guide

    @property
    def _validator(self) -> Validator:
        return self._rules.validator


class Rules:
    """The files of a contract: each is read, and compiled, when first needed."""

    def __init__(self, is_request: bool, load: Callable[[], bytes], load_guide: Callable[[], bytes]) -> None:
        self._is_request = is_request
        self.load, self.load_guide = load, load_guide

    @cached_property
    def validator(self) -> Validator:
        """The compiled schemas."""
        from ..jsontext import read
        from .validator import Validator

        return Validator(read(self.load()), self._is_request)

    @cached_property
    def guide(self) -> Guide:
        """The documentation of the members."""
        import json

        from .documentation import Guide

        return Guide(json.loads(self.load_guide()))


@cache
def contracts() -> tuple[Contract, ...]:
    """All contracts of this package, sorted by id."""
    import json

    return tuple(_packaged(id) for id in json.loads(read_resource("contracts.json")))


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
    return Contract(id, lambda: _put_together(api, name), lambda: read_resource(f"{api}/contracts/{name}.guide.json"))


def _put_together(api: str, name: str) -> bytes:
    """A contract as one JSON text: its two schemas stand in files of their own, for other tools to read."""
    documented, compatible = (
        read_resource(f"schemas/{api}/{name}.{profile}.schema.json") for profile in get_args(Profile)
    )
    rest = read_resource(f"{api}/contracts/{name}.json").removeprefix(b"{")
    return b'{"documented":%b,"compatible":%b,%b' % (documented, compatible, rest)
