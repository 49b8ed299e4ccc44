"""Records of a list, the documented ones first, and the responses that contain them."""

from __future__ import annotations

import random
from functools import cached_property
from importlib.resources import files
from typing import Any, get_args

from .. import jsontext
from ..jsontext import pointer
from ..operation import Operation
from ..resources import PACKAGE
from ..testing.examples.drift import Drift, apply_drift
from ..testing.examples.encoding import encode_members
from ..testing.examples.generate import example, record
from ..testing.examples.schemas import outcome_schemas, records_pointer, set_member
from ..validation.contract import Contract, contract
from .faults import Faults

DRIFTS: tuple[Drift, ...] = get_args(Drift)


class Records:
    """Records and responses of one operation."""

    def __init__(self, operation: Operation, rows: int, seed: int, faults: Faults) -> None:
        self.operation, self.rows, self.seed, self.faults = operation, rows, seed, faults
        self.contract: Contract = contract(f"{operation.id}.response")

    def response_body(self, request: dict[str, Any], request_id: str) -> bytes:
        """Body of the response to a valid request."""
        value = self.template
        paging = self.operation.paging
        if self.list_pointer is not None:
            query = request.get("query", {})
            numbers = (query[paging.page], query[paging.size]) if paging else (1, None)
            items = self.page(*numbers)
            value = set_member(value, pointer.split(self.list_pointer), items)
            if paging and paging.total:
                value = set_member(value, pointer.split(paging.total), self.count(numbers[0], items))
            if "wrong-shape" in self.faults:
                value = self._with_wrong_shape(value, pointer.split(self.list_pointer))
        return jsontext.write(self._encode(self._with_request_id(value, request_id)))

    def page(self, number: int, size: int | None) -> list[Any]:
        """Records of a page, from 1; all records if there is no page size."""
        if "repeated-page" in self.faults and number == self.faults.value("repeated-page"):
            number -= 1
        items = self.records[: self.rows]
        if "late-insert" in self.faults and number > 1:
            items = [self.records[-1], *items]
        if size is None:
            return items
        if "capped-limit" in self.faults:
            size = min(size, int(self.faults.value("capped-limit")))
        return items[(number - 1) * size : number * size]

    def count(self, number: int, items: list[Any]) -> int:
        """Total count in the response."""
        if "page-count" in self.faults:
            return len(items)
        removed = number - 1 if "shrinking-count" in self.faults else 0
        added = 1 if "late-insert" in self.faults and number > 1 else 0
        return max(0, self.rows - removed) + added

    @cached_property
    def list_pointer(self) -> str | None:
        """Pointer of the list; None if the operation returns none."""
        return records_pointer(self.operation)

    @cached_property
    def sample(self) -> Any:
        """Documented response in logical form; None if the package has none."""
        id = self.operation.id.partition("/")[2]
        folder = files(PACKAGE).joinpath(self.contract.api, "samples")
        found = [file for file in folder.iterdir() if file.name.startswith(f"{id}.response")] if folder.is_dir() else []
        for file in sorted(found, key=lambda file: file.name):
            value = self.contract.read(file.read_bytes())
            if self.contract.outcome(value) == "success":
                return value
        return None

    @cached_property
    def template(self) -> Any:
        """Response to put the records into."""
        return self.sample if self.sample is not None else example(self.contract, self.seed)

    @cached_property
    def records(self) -> list[Any]:
        """One record per row, and one more for the fault `late-insert`."""
        if self.list_pointer is None:
            return []
        documented = pointer.get(self.sample, self.list_pointer)
        items = list(documented[: self.rows]) if isinstance(documented, list) else []
        key = self.operation.paging.key if self.operation.paging else None
        numbers = range(len(items), self.rows + 1)
        items += [record(self.contract, self.list_pointer, number, self.seed, key) for number in numbers]
        return [self._with_drift(item, number) for number, item in enumerate(items)]

    def _with_drift(self, item: Any, number: int) -> Any:
        """Apply the requested drift, as far as the contract tolerates it."""
        assert self.list_pointer is not None
        rng = random.Random(f"{self.operation.id} {number} {self.seed}")
        for drift in DRIFTS:
            if drift in self.faults:
                single = set_member(self.template, pointer.split(self.list_pointer), [item])
                try:
                    changed = apply_drift(self.contract, single, drift, rng, below=f"{self.list_pointer}/0")
                except LookupError:
                    continue
                item = pointer.get(changed, self.list_pointer)[0]
        return item

    def _with_wrong_shape(self, value: Any, path: tuple[str, ...]) -> Any:
        """Replace the list by a value that the contract rejects."""
        others: tuple[Any, ...] = ({"items": []}, [None], False)
        values = (set_member(value, path, other) for other in others)
        return next(wrong for wrong in values if not self.contract.accepts(wrong))

    def _with_request_id(self, value: Any, request_id: str) -> Any:
        """Set the request id, if the contract has a member for it."""
        schema = outcome_schemas(self.contract, "success")[0]
        for place in self.operation.envelope.request_id[:1] if self.operation.envelope else ():
            if pointer.get(schema, place.replace("/", "/properties/")) is not pointer.MISSING:
                value = set_member(value, pointer.split(place), request_id)
        return value

    def _encode(self, value: Any) -> Any:
        """Encode members as base64 text."""
        return encode_members(self.contract, value, prefix="*" if "bad-base64" in self.faults else "")
