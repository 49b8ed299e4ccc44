"""The documented responses of all contracts."""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import invoice_apis
from invoice_apis.models.base import Reply
from processes import ROOT


@dataclass(frozen=True, slots=True)
class Sample:
    """A documented response with its contract and its emitted model."""

    api: str
    operation: str
    variant: str
    raw: bytes
    contract: invoice_apis.Contract
    model: type[Reply]
    encoded: tuple[str, ...]
    """Members with JSON as base64 text, if this is a wire form."""

    def __str__(self) -> str:
        return f"{self.api} {self.variant or 'response'}, {len(self.raw):,} bytes"

    def reader(self, loads: Callable[[bytes], Any]) -> Callable[[], Any]:
        """Parse this sample by hand: `loads` for the body, and again for each encoded member."""
        raw, encoded = self.raw, self.encoded
        if not encoded:
            return lambda: loads(raw)

        def value() -> Any:
            outer = loads(raw)
            for name in encoded:
                outer[name] = loads(base64.b64decode(outer[name], validate=True))
            return outer

        return value


def samples() -> Iterator[Sample]:
    """All documented responses, in the order of their files."""
    for file in sorted(ROOT.glob("schemas/*/samples/*.response*.json")):
        api, (operation, _, *variants) = file.parts[-3], file.stem.split(".")
        contract = invoice_apis.contract(f"{api}/{operation}.response")
        variant = ".".join(variants)
        encoded = _encoded(contract) if variant.startswith("wire") else ()
        yield Sample(api, operation, variant, file.read_bytes(), contract, _model(contract), encoded)


def _encoded(contract: invoice_apis.Contract) -> tuple[str, ...]:
    name = f"{contract.id.partition('/')[2]}.json"
    data = json.loads((ROOT / "generated/invoice_apis" / contract.api / "contracts" / name).read_bytes())
    return tuple(pointer.removeprefix("/") for pointer in data["encoded"])


def _model(contract: invoice_apis.Contract) -> type[Reply]:
    importlib.import_module(f"invoice_apis.{contract.api}.models")
    return next(model for model in Reply.__subclasses__() if model._contract().id == contract.id)
