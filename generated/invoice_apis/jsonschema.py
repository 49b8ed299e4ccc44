"""The contracts for programs that validate with `jsonschema`. Needs the extra `[jsonschema]`.

    from invoice_apis.jsonschema import FORMATS, REGISTRY, validator

    validator("some_api/SomeOperation.response").is_valid(value)

A schema of your own takes a contract by its id, with a validator that has `registry=REGISTRY` and `format_checker=FORMATS`:
`{"$ref": "urn:invoice-apis:some_api:SomeOperation.response:compatible"}`.

Values are logical ones: `Contract.read` decodes a payload exactly; `json.loads` rounds fractions. What a text has and its value
has not, such as a duplicate member, is not seen here. Messages of `jsonschema` show values, also those of sensitive members.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

try:
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
except ImportError:
    raise ImportError("contracts for jsonschema need the extra: pip install 'invoice-apis[jsonschema]'") from None

from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource
from referencing.jsonschema import DRAFT202012

from .i18n.suggest import unknown_name
from .validation.contract import Contract, Profile, contract, contracts
from .validation.formats import PARSERS, format_checker
from .validation.periods import reversed_periods

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

__all__ = ["FORMATS", "REGISTRY", "validator"]


def validator(id: str, profile: Profile = "compatible") -> Validator:
    """A validator of `jsonschema` with the verdict of a contract, for logical values.

    Args:
        id: Id of the contract.
        profile: `compatible`: what is invalid is an error of `Contract.check`; `documented`: it is any finding.

    Raises:
        LookupError: No contract has this id.
        ValueError: The profile is unknown.
    """
    if profile not in get_args(Profile):
        raise ValueError(unknown_name("profile", profile, get_args(Profile)))
    found: Validator = _Validator({"$ref": _uri(contract(id), profile)}, registry=REGISTRY, format_checker=FORMATS)
    return found


def _uri(contract: Contract, profile: str) -> str:
    """The `$id` of a schema."""
    return f"urn:invoice-apis:{contract.id.replace('/', ':')}:{profile}"


@cache
def _schemas() -> dict[str, tuple[Contract, Profile]]:
    return {_uri(known, profile): (known, profile) for known in contracts() for profile in get_args(Profile)}


@cache
def _retrieve(uri: str) -> Resource[Any]:
    """A schema by its id. Nothing is fetched from elsewhere.

    It does not name its dialect: jsonschema would then take that dialect's own validator for it, which knows no `period`.
    """
    if uri not in _schemas():
        raise NoSuchResource(uri)
    known, profile = _schemas()[uri]
    schema = known.schema(profile)
    del schema["$schema"]
    return DRAFT202012.create_resource({**schema, "period": list(known.rules["periods"])})


def _period(validator: Any, periods: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """The keyword `period`, which other validators ignore: a start that is not after its end."""
    for period in reversed_periods(periods, value):
        yield ValidationError(f"{period['start']} is later than {period['end']}")


def _is_integer(checker: object, value: object) -> bool:
    """An integer of JSON Schema, also where it was read exactly: 1.0 is one, true is none."""
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


REGISTRY: Registry[Any] = Registry(retrieve=_retrieve)  # type: ignore[call-arg]
"""The schemas of all contracts by their ids, read when they are referred to."""
FORMATS = FormatChecker(())
"""The formats of the contracts, as the package checks them; all other formats pass."""
for _name in PARSERS:
    FORMATS.checks(_name)(format_checker(_name))
_Validator = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"period": _period},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)
