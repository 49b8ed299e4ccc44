"""Contracts: validate payloads by the rules of one documented request, response or webhook.

A contract is data (`<api>/contracts/<operation>.<direction>.json`, and for each profile
`schemas/<api>/<operation>.<direction>.<profile>.schema.json`, which other tools read too). It is read on first use.

| key | holds |
|---|---|
| documented, compatible | JSON Schemas 2020-12 of the logical payload: all that the vendor documents; what breaks is an error |
| scan | the program for the scanner, see `lower/scan` in the toolkit; or null |
| encoded | pointers of members that carry JSON as base64 text on the wire |
| sensitive | pointer patterns of members whose values are never shown |
| maps | pointers of objects whose names are data, for which `*` stands in patterns; absent where there are none |
| described_at, is_form | pointers of objects whose members are described at another pointer, each with that one; whether the body is a form; absent where not |
| single_items | pointers of lists in whose place one item may come |
| known | drift that the ledger explains: id, pointer pattern, keyword, exact value |
| periods | start and end of each period, which must be in this order |
| codes | pointers of the members with the code of a failure, in the order of preference |
| outcomes | the tests for success and failure, described in each language |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from ..i18n.message import Lang, Message, MessageOptions, parse_lang
from ..i18n.suggest import unknown_name
from ..resources import read_resource
from ..scanner import FAILURE, SUCCESS
from .contract_files import ContractFiles
from .report import Finding, Report

if TYPE_CHECKING:
    from ..jsontext import Unreadable
    from ..scanner import Result, Scanner
    from .decoding import Decoded, Payload
    from .documentation import Documentation
    from .report import Outcome
    from .validator import Validator

Direction = Literal["request", "response", "failure", "webhook", "record"]
Profile = Literal["documented", "compatible"]
CUTOFF = 0.4
"""Ids share long parts: less alike than other names, they are still worth a suggestion."""
DEFAULT_OPTIONS = MessageOptions()
_CLEAN: dict[int, Outcome] = {SUCCESS: "success", FAILURE: "failure"}  # what the scanner says of texts without findings
_DIRECTIONS: dict[str, Direction] = {each: each for each in get_args(Direction) if each != "record"}
NO_DOCUMENTATION = b'{"members": {}, "ledger": {}}'


class Contract:
    """One request, response, webhook or record, as the vendor documents it."""

    def __init__(
        self,
        id: str,
        load: Callable[[], bytes],
        load_documentation: Callable[[], bytes] = lambda: NO_DOCUMENTATION,
    ) -> None:
        """A contract from its files, which are read on first use.

        Args:
            id: `<api>/<operation>.<request|response|failure|webhook>`, or `<api>/<Model>` for a record: an item of a list.
            load: Returns the contract as JSON text.
            load_documentation: Returns the documentation of the members as JSON text.
        """
        self.id = id
        """As given. An operation whose failures have different schemas has more of them, such as `….failure-404`."""
        self.api, _, rest = id.partition("/")
        self.operation, _, direction = rest.rpartition(".")
        """Empty for a record."""
        self.direction: Direction = (
            _DIRECTIONS.get(direction.partition("-")[0], "record") if self.operation else "record"
        )
        self._files = ContractFiles(self.direction, load, load_documentation)

    def __repr__(self) -> str:
        return f"<Contract {self.id}>"

    def __reduce__(self) -> tuple[Callable[[str], Contract], tuple[str]]:
        return packaged_contract, (self.id,)

    def schema(self, profile: Profile) -> dict[str, Any]:
        """The JSON Schema (2020-12, self-contained) of the logical payload, as a new dict.

        Args:
            profile: `documented` for all that the vendor documents, `compatible` for what a usable payload must have.

        Raises:
            ValueError: The profile is unknown.
        """
        if profile not in get_args(Profile):
            raise ValueError(unknown_name(Message("profile"), profile, get_args(Profile)))
        import json

        schema: dict[str, Any] = json.loads(self._files.load())[profile]
        return schema

    def check(self, payload: Payload, *, lang: Lang = "en", show_values: bool = False) -> Report:
        """Validate a payload; a bad one gives findings, never an exception.

        Args:
            payload: JSON text (bytes or str), a decoded value or a model, in wire or logical form. A model is judged
                as it is now, by the members that it would be written with.
            lang: Language of the messages.
            show_values: Show values whole, those of sensitive members too; without it those are masked and long ones
                cut.

        Raises:
            ValueError: The language is unknown.
        """
        options = MessageOptions(parse_lang(lang), show_values)
        result = self._files.judge(payload) if type(payload) is bytes else None
        outcome = _CLEAN.get(result) if result else None
        if outcome is not None:
            return Report(self.id, outcome if self.has_outcome else None, (), options.lang)
        try:
            return self.check_decoded(self.decode(payload, None if result is None else result > 0), options)
        except RecursionError:
            return self.no_room(options)

    def accepts(self, payload: Payload) -> bool:
        """Whether a payload has no error: the same as `check(payload).ok`, and faster."""
        is_bytes = type(payload) is bytes
        if is_bytes and self._files.judge(payload):
            return True
        try:
            return self._validator.accepts(payload, is_unsure=is_bytes)
        except RecursionError:
            return False

    def decode(self, payload: Payload | Decoded, is_accepted: bool | None = None) -> Decoded:
        """Read a payload and decode its encoded members.

        Never raises: what can't be read or decoded is noted in the result. A payload that was read already is not read
        again. `is_accepted` is what the scanner said of JSON text as bytes, if it was asked.
        """
        return self._validator.decode(payload, is_accepted)

    def check_decoded(self, decoded: Decoded, options: MessageOptions = DEFAULT_OPTIONS) -> Report:
        """The same as `check`, for the result of `decode`."""
        if decoded.error is not None:
            return self._unreadable(decoded.error, options)
        findings = tuple(self._validator.findings(decoded, options))
        return Report(self.id, self._validator.outcome(decoded.value), findings, options.lang)

    def no_room(self, options: MessageOptions = DEFAULT_OPTIONS) -> Report:
        """The report on a payload that can't be judged so near to the recursion limit."""
        from ..jsontext import Unreadable
        from .decoding import NO_ROOM

        return self._unreadable(Unreadable(NO_ROOM), options)

    def _unreadable(self, error: Unreadable, options: MessageOptions) -> Report:
        finding = Finding("error", error.pointer, "", "json", options.text(error.message))
        return Report(self.id, None, (finding,), options.lang)

    def accepts_decoded(self, decoded: Decoded) -> bool:
        """The same as `accepts`, for the result of `decode`."""
        return self._validator.accepts_decoded(decoded)

    def accepts_plain(self, value: Any) -> bool:
        """The same as `accepts`, for a logical value that consists of plain JSON types."""
        return self._validator.accepts_plain(value)

    def scan(self, raw: bytes) -> Result:
        """What the scanner says of a JSON text; without it that nothing is known."""
        return self._validator.scan(raw)

    @property
    def scanner(self) -> Scanner | None:
        """Judges JSON text without parsing it; None where it was not built or the contract is beyond it."""
        return self._validator.scanner

    def read(self, payload: Payload) -> Any:
        """The exact logical value of a payload, valid or not; numbers as int and Decimal.

        Raises:
            ValueError: The payload or an encoded member can't be read.
        """
        from .decoding import explained

        decoded = self.decode(payload)
        if decoded.error is not None:
            raise decoded.error
        for error in explained(decoded):
            raise error
        return decoded.value

    @property
    def encoded(self) -> tuple[str, ...]:
        """Pointers of the members that carry JSON as base64 text on the wire."""
        return self._validator.rules.encoded

    def outcome(self, value: Any) -> Outcome | None:
        """Success or failure of a logical response, complete or not; None where neither can be determined."""
        return self._validator.outcome(value)

    @property
    def has_outcome(self) -> bool:
        """Whether its payloads are responses or failures."""
        return self.direction in ("response", "failure")

    def failure_code(self, value: Any) -> str:
        """The code of a logical failure as text; empty where it has none."""
        return self._validator.outcome_tests.failure_code(value)

    def sensitive_values(self, value: Any) -> tuple[str, ...]:
        """The sensitive texts in a logical payload."""
        return self._validator.sensitive_values(value)

    def is_sensitive(self, path: Sequence[str | int], value: Any = None) -> bool:
        """Whether a value at a path is never shown, also in place of what has sensitive members; `*` is any list item."""
        return self._validator.rules.is_sensitive(path, value)

    def is_map(self, pattern: Sequence[str]) -> bool:
        """Whether the names in the objects at a split pointer pattern are data."""
        return self._validator.rules.is_map(pattern)

    def described_at(self, path: Sequence[str | int]) -> Sequence[str | int]:
        """The path at which the contract describes the value at a path; `*` stands for any item of a list."""
        return self._validator.rules.described_at(path)

    def prepare(self) -> None:
        """Read and compile the contract, which else happens on first use."""
        self._validator.prepare()

    @property
    def documentation(self) -> Documentation:
        """The vendor's documentation of each member: titles, descriptions, limits and codes, in both languages."""
        return self._files.documentation

    @property
    def guide(self) -> Documentation:
        """Earlier name of `documentation`."""
        return self.documentation

    @property
    def rules(self) -> Mapping[str, Any]:
        """The contract as data, by the keys that the docstring of this module lists."""
        return self._validator.rules.data

    @property
    def digest(self) -> str:
        """SHA-256 of the contract's files, in hexadecimal digits."""
        from hashlib import sha256

        return sha256(self._files.load()).hexdigest()

    @classmethod
    def sharing(cls, other: Contract) -> Self:
        """The same contract as an object of this class; the schemas are compiled once for both."""
        contract = cls(other.id, other._files.load, other._files.load_documentation)
        contract._files = other._files
        return contract

    @property
    def _validator(self) -> Validator:
        return self._files.validator


@cache
def contracts() -> tuple[Contract, ...]:
    """All contracts of this package, sorted by id."""
    import json

    return tuple(packaged_contract(id) for id in json.loads(read_resource("contracts.json")))


def contract(id: str) -> Contract:
    """The contract `<api>/<operation>.<request|response|failure|webhook>`, or `<api>/<Model>` of a record.

    Raises:
        LookupError: No contract has this id; the message names the nearest ones.
    """
    if known := _by_id().get(id):
        return known
    raise LookupError(unknown_name(Message("contract"), id, _by_id(), CUTOFF))


@cache
def _by_id() -> dict[str, Contract]:
    return {known.id: known for known in contracts()}


@cache
def packaged_contract(id: str) -> Contract:
    """A contract of this package. Besides those of `contracts()` every model has one."""
    api, _, name = id.partition("/")
    return Contract(id, lambda: _join_files(api, name), lambda: read_resource(f"{api}/contracts/{name}.guide.json"))


def _join_files(api: str, name: str) -> bytes:
    """A contract as one JSON text; its two schemas are files of their own."""
    documented, compatible = (
        read_resource(f"schemas/{api}/{name}.{profile}.schema.json") for profile in get_args(Profile)
    )
    rest = read_resource(f"{api}/contracts/{name}.json").removeprefix(b"{")
    return b'{"documented":%b,"compatible":%b,%b' % (documented, compatible, rest)
