"""What the service has to give: records, the documented ones first, and the bodies that carry them."""

from __future__ import annotations

import random
from functools import cached_property
from importlib.resources import files
from typing import Any, get_args

from .. import jsontext
from ..jsontext import pointer
from ..operation import Operation
from ..resources import PACKAGE
from ..testing.examples.drift import Drift, drifted
from ..testing.examples.encoding import sealed
from ..testing.examples.generate import example, record
from ..testing.examples.shapes import branches, records_of, within
from ..validation.contract import Contract, contract
from .faults import Faults

CHANGES: tuple[Drift, ...] = get_args(Drift)


class Shelf:
    """The records of one operation."""

    def __init__(self, operation: Operation, rows: int, seed: int, faults: Faults) -> None:
        self.operation, self.rows, self.seed, self.faults = operation, rows, seed, faults
        self.contract: Contract = contract(f"{operation.id}.response")

    def body(self, asked: dict[str, Any], request_id: str) -> bytes:
        """The answer to a request that is in order, as it goes over the wire."""
        value = self.frame
        paging = self.operation.paging
        if self.place is not None:
            query = asked.get("query", {})
            numbers = (query[paging.page], query[paging.size]) if paging else (1, None)
            items = self.page(*numbers)
            value = within(value, pointer.split(self.place), items)
            if paging and paging.total:
                value = within(value, pointer.split(paging.total), self.count(numbers[0], items))
            if "wrong-shape" in self.faults:
                value = self._misshapen(value, pointer.split(self.place))
        return jsontext.write(self._sealed(self._identified(value, request_id)))

    def page(self, number: int, size: int | None) -> list[Any]:
        """The records of a page, from 1; all of them where nothing is said of a size."""
        if "repeated-page" in self.faults and number == self.faults.value("repeated-page"):
            number -= 1
        known = self.records[: self.rows]
        if "late-insert" in self.faults and number > 1:
            known = [self.records[-1], *known]
        if size is None:
            return known
        if "capped-limit" in self.faults:
            size = min(size, int(self.faults.value("capped-limit")))
        return known[(number - 1) * size : number * size]

    def count(self, number: int, items: list[Any]) -> int:
        """How many records the service says that there are."""
        if "page-count" in self.faults:
            return len(items)
        fallen = number - 1 if "shrinking-count" in self.faults else 0
        more = 1 if "late-insert" in self.faults and number > 1 else 0
        return max(0, self.rows - fallen) + more

    @cached_property
    def place(self) -> str | None:
        """The pointer of the list; None for an operation that gives none."""
        return records_of(self.operation)

    @cached_property
    def sample(self) -> Any:
        """The documented answer, where the package has one, in logical form."""
        id = self.operation.id.partition("/")[2]
        folder = files(PACKAGE).joinpath(self.contract.api, "samples")
        found = [file for file in folder.iterdir() if file.name.startswith(f"{id}.response")] if folder.is_dir() else []
        for file in sorted(found, key=lambda file: file.name):
            value = self.contract.read(file.read_bytes())
            if self.contract.outcome(value) == "success":
                return value
        return None

    @cached_property
    def frame(self) -> Any:
        """The answer around the records."""
        return self.sample if self.sample is not None else example(self.contract, self.seed)

    @cached_property
    def records(self) -> list[Any]:
        """As many records as there are rows, and one that may come late."""
        if self.place is None:
            return []
        documented = pointer.get(self.sample, self.place)
        known = list(documented[: self.rows]) if isinstance(documented, list) else []
        key = self.operation.paging.key if self.operation.paging else None
        numbers = range(len(known), self.rows + 1)
        known += [record(self.contract, self.place, number, self.seed, key) for number in numbers]
        return [self._drifted(item, number) for number, item in enumerate(known)]

    def _drifted(self, item: Any, number: int) -> Any:
        """A record with the drift that was asked for, as far as its contract lives with it."""
        assert self.place is not None
        dice = random.Random(f"{self.operation.id} {number} {self.seed}")
        for change in CHANGES:
            if change in self.faults:
                alone = within(self.frame, pointer.split(self.place), [item])
                try:
                    changed = drifted(self.contract, alone, change, dice, below=f"{self.place}/0")
                except LookupError:
                    continue
                item = pointer.get(changed, self.place)[0]
        return item

    def _misshapen(self, value: Any, place: tuple[str, ...]) -> Any:
        """With something else where the list should be, which the contract does not tolerate."""
        others: tuple[Any, ...] = ({"items": []}, [None], False)
        shapes = (within(value, place, other) for other in others)
        return next(shape for shape in shapes if not self.contract.accepts(shape))

    def _identified(self, value: Any, request_id: str) -> Any:
        """With the id of this call, where the contract has a place for it."""
        shape = branches(self.contract, "success")[0]
        for place in self.operation.envelope.request_id[:1] if self.operation.envelope else ():
            if pointer.get(shape, place.replace("/", "/properties/")) is not pointer.MISSING:
                value = within(value, pointer.split(place), request_id)
        return value

    def _sealed(self, value: Any) -> Any:
        """With encoded members as base64 text."""
        return sealed(self.contract, value, before="*" if "bad-base64" in self.faults else "")
