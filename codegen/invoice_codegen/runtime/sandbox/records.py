"""Records of a list, the documented ones first, and the responses that contain them."""

from __future__ import annotations

import random
from functools import cached_property
from importlib.resources import files
from typing import Any, get_args

from .. import jsontext
from ..client.http.messages import Request
from ..jsontext import pointer
from ..operation import Operation
from ..resources import PACKAGE
from ..testing.examples.drift import Drift, apply_drift
from ..testing.examples.encoding import encode_members
from ..testing.examples.generate import example, record
from ..testing.examples.schemas import outcome_schemas, records_pointer, set_member
from ..validation.contract import Contract, contract
from .faults import Faults
from .paging import Page, Pager

DRIFTS: tuple[Drift, ...] = get_args(Drift)


class Records:
    """Records and responses of one operation."""

    def __init__(self, operation: Operation, rows: int, seed: int, faults: Faults) -> None:
        self.operation, self.rows, self.seed, self.faults = operation, rows, seed, faults
        self.contract: Contract = contract(f"{operation.id}.response")

    def response_body(self, request: dict[str, Any], request_id: str) -> bytes:
        """Body of the response to a valid request."""
        return self.respond(request, request_id)[0]

    def respond(
        self, request: dict[str, Any], request_id: str, address: Request | None = None
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of the response to a valid request; `address` is where the request went.

        Raises RequestRejected for a page that was never named.
        """
        value, headers = self.template, dict[str, str]()
        if self.list_pointer is not None:
            if self.pager is None:
                value = set_member(value, pointer.split(self.list_pointer), self.records[: self.rows])
            else:
                page = self.pager.find(request, address, self._keys)
                value, headers = self._page(value, page, self.pager, address)
            if "wrong-shape" in self.faults:
                value = self._with_wrong_shape(value, pointer.split(self.list_pointer))
        return jsontext.write(self._encode(self._with_request_id(value, request_id))), headers

    def _page(self, value: Any, page: Page, pager: Pager, address: Request | None) -> tuple[Any, dict[str, str]]:
        """The response with the records of a page, the count and what leads on."""
        rows = self.records[: self.rows]
        if "late-insert" in self.faults and page.start > 0:
            rows = [self.records[-1], *rows]
            if pager.paging.style == "last-id":  # the record before is still the same one
                page = page._replace(start=page.start + 1)
        is_left_out = self.faults.take("empty-page")
        items = [] if is_left_out else rows[page.start : page.start + page.size]
        value = set_member(value, pointer.split(pager.paging.items), items)
        if pager.paging.total:
            value = set_member(value, pointer.split(pager.paging.total), self.count(page.number, items))
        return pager.lead_on(value, page, page.start + len(items), len(rows), address)

    def count(self, number: int, items: list[Any]) -> int:
        """Total count in the response."""
        if "page-count" in self.faults:
            return len(items)
        removed = number - 1 if "shrinking-count" in self.faults else 0
        added = 1 if "late-insert" in self.faults and number > 1 else 0
        return max(0, self.rows - removed) + added

    @cached_property
    def pager(self) -> Pager | None:
        """The pages of the list; None if it does not come in pages."""
        paging = self.operation.paging
        return None if paging is None else Pager(self.contract, paging, self.faults)

    @cached_property
    def _keys(self) -> list[Any]:
        """The keys of all records."""
        key = self.operation.paging.key if self.operation.paging else None
        return [pointer.get(item, key) for item in self.records[: self.rows]] if key else []

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
