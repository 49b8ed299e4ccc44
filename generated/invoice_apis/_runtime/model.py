"""Models of payloads: typed members over the exact wire value."""

from __future__ import annotations

from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr

from . import jsontext
from .contract import Contract, contract
from .envelope import Payload
from .errors import InvalidResponse
from .report import Report


class Model(BaseModel):
    """Base of all models. Unknown members are kept in `model_extra`; null, "" and absent stay distinct."""

    model_config = ConfigDict(
        extra="allow", validate_by_name=True, validate_by_alias=True, validate_assignment=True, protected_namespaces=()
    )

    def to_json(self) -> bytes:
        """The JSON text of the members that are set, under their wire names, numbers with their own digits."""
        return jsontext.write(self, _members)


class Reply(Model):
    """Base of the models of whole responses."""

    _raw: bytes | None = PrivateAttr(default=None)

    @classmethod
    def from_json(cls, raw: bytes | str) -> Self:
        """Read a response, exactly, in wire or logical form.

        Raises InvalidResponse, with the report, when the contract finds an error. Drift (a new code, a new member,
        an undocumented null) is no error; `report` tells of it.
        """
        text = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else bytes(raw)
        judge = cls._contract()._judge
        try:
            opened = judge.open(text)
        except jsontext.Unreadable:
            opened = None
        if opened is None or not judge.passes(opened):
            raise InvalidResponse(cls._contract().check(text))
        reply = cls.model_validate(opened.value, by_alias=True, by_name=False)
        reply._raw = text
        return reply

    @property
    def report(self) -> Report:
        """The findings on the JSON that this reply was read from, else on its own JSON; computed when asked for."""
        payload: Payload = self._raw if self._raw is not None else self.to_json()
        return self._contract().check(payload)

    def __eq__(self, other: object) -> bool:
        """Equal in every member; the spelling of the text that it was read from does not count."""
        if type(other) is not type(self) or not isinstance(other, Reply):
            return NotImplemented
        return self.__dict__ == other.__dict__ and self.model_extra == other.model_extra

    @classmethod
    def _contract(cls) -> Contract:
        extra: Any = cls.model_config.get("json_schema_extra")
        return contract(extra["x-contract"])


@cache
def _wire_names(model: type[Model]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def _members(model: Any) -> dict[str, Any]:
    """The members of a model that are set, under their wire names, and those that it does not know."""
    if not isinstance(model, Model):
        raise ValueError(f"a {type(model).__name__} is not a JSON value")
    values, given = model.__dict__, model.model_fields_set
    members = {wire: values[name] for name, wire in _wire_names(type(model)) if name in given}
    return members | jsontext.plain(model.model_extra) if model.model_extra else members
