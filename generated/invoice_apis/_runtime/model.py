"""Models of payloads: typed members over the exact wire value."""

from __future__ import annotations

from decimal import Decimal
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

    model_config = ConfigDict(extra="allow", validate_by_name=True, validate_by_alias=True, protected_namespaces=())

    def to_json(self) -> bytes:
        """The JSON text of the members that are set, under their wire names, numbers with their own digits."""
        return jsontext.write(_plain(self))


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
def _wire_names(model: type[Model]) -> dict[str, str]:
    return {name: field.alias or name for name, field in model.model_fields.items()}


def _plain(value: Any) -> Any:
    """Models, codes and views as plain JSON values."""
    if isinstance(value, Model):
        members = {
            wire: getattr(value, name)
            for name, wire in _wire_names(type(value)).items()
            if name in value.model_fields_set
        }
        return {name: _plain(member) for name, member in (members | (value.model_extra or {})).items()}
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        token: Decimal | None = getattr(value, "token", None)
        return int(value) if token is None else token
    return value
