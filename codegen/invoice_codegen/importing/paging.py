"""Proposals for `x-sdk-paging`, from names that mean one thing only; a person compares them with the vendor's page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import naming
from ..parse.definition import is_success
from ..runtime.jsontext.pointer import join
from .calls import Call
from .part import Json, content_schema
from .replies import contents

_TOKENS = {
    "pagetoken": ("nextpagetoken",),
    "nextpagetoken": ("nextpagetoken",),
    "nexttoken": ("nexttoken",),
    "continuationtoken": ("continuationtoken", "nextcontinuationtoken"),
    "cursor": ("nextcursor", "cursor"),
    "nextcursor": ("nextcursor",),
}
"""Names of a token in a request, each with its names in a reply."""
_LINKS = ("/@odata.nextLink", "/nextLink", "/links/next", "/_links/next/href", "/meta/next_page_url", "/next_page_url")
_SIZES = ("limit", "pagesize", "perpage", "maxresults", "take", "top")
_PAGES = ("page", "pagenumber", "pageno")
_OFFSETS = ("offset", "skip")
_TOTALS = ("total", "totalcount", "totalresults", "totalitems", "totalrecords", "totalelements")
_NAMELESS = {
    "data",
    "items",
    "results",
    "result",
    "value",
    "values",
    "records",
    "list",
    "entries",
    "content",
    "elements",
}
_NAMELESS |= {"objects", "rows", "resources", "collection", "nodes"}
"""Names of lists that do not say of what."""
_VERB = re.compile("^(?:list|get|search|find|query|fetch|retrieve|read)_(?:all_)?(?=[a-z])")
_FIRST = re.compile(r"\bDefault: ([01])\.")


class _Member(NamedTuple):
    pointer: str
    type: str
    schema: Json
    is_required: bool = False


def proposals(calls: Iterable[Call], components: Json) -> Iterator[tuple[str, Json]]:
    """The operations whose names say how they page, each with what its contract could say."""
    taken: set[str] = set()
    for call in calls:
        if call.operation.is_webhook:
            continue
        if (found := _Evidence(call, components).paging()) is not None:
            name = naming.iterator_name(found["items"], None)
            if name.removeprefix("iter_") in _NAMELESS:
                name = found["walk"] = f"iter_{_VERB.sub('', naming.snake(call.operation.id))}"
            if name in taken:
                name = found["walk"] = f"iter_{naming.snake(call.operation.id)}"
            taken.add(name)
            yield call.operation.id, found


class _Evidence:
    """What the names of one operation say."""

    def __init__(self, call: Call, components: Json) -> None:
        self.call, self.components = call, components
        self.inputs = {_plain(it.pointer.rpartition("/")[2]): it for it in self._request()}
        self.outputs = list(self._members(_page(call.value), "", 3))
        self.by_pointer = {it.pointer: it for it in self.outputs}

    def paging(self) -> Json | None:
        """The style with its words; None where the evidence does not do."""
        lists = [it for it in self.outputs if it.type == "array" and self._record(it.schema)]
        if len(lists) != 1 or "*" in lists[0].pointer:
            return None
        record = self._record(lists[0].schema)
        styles = (self._last_id(record), self._link(), self._token(), self._offset(), self._page())
        style = next((style for style in styles if style), None)
        if style is None:
            return None
        found = {**style, "items": lists[0].pointer}
        if size := self._input(_SIZES, "integer"):
            found["size"] = size.pointer
        if total := self._output(_TOTALS, "integer"):
            found["total"] = total.pointer
        if (more := self._output(("hasmore",), "boolean")) and style["style"] != "next-link":
            found["more"] = more.pointer
        if _kind(self._followed(record.get("id", {}))) in ("string", "integer"):
            found["key"] = "/id"
        return found

    def _last_id(self, record: Json) -> Json | None:
        page, more = self._input(("startingafter",), "string"), self._output(("hasmore",), "boolean")
        is_text = _kind(self._followed(record.get("id", {}))) == "string"
        return {"style": "last-id", "page": page.pointer} if page and more and is_text else None

    def _link(self) -> Json | None:
        texts = (self.by_pointer.get(pointer) for pointer in _LINKS)
        found = next((it for it in texts if it and it.type == "string"), None)
        is_get = self.call.operation.method == "get"
        return {"style": "next-link", "next": found.pointer} if found and is_get else None

    def _token(self) -> Json | None:
        for name, outputs in _TOKENS.items():
            page, following = self._input((name,), "string"), self._output(outputs, "string")
            if page and following:
                return {"style": "token", "page": page.pointer, "next": following.pointer}
        return None

    def _offset(self) -> Json | None:
        page = self._input(_OFFSETS, "integer")
        if page is None or self._input(_SIZES, "integer") is None or page.schema.get("minimum", 0) != 0:
            return None
        return {"style": "offset", "page": page.pointer}

    def _page(self) -> Json | None:
        """Pages whose first number the document says."""
        page = self._input(_PAGES, "integer", may_be_required=True)
        if page is None or self._input(_SIZES, "integer") is None:
            return None
        said = _FIRST.search(page.schema.get("description", ""))
        first = page.schema.get("minimum", int(said[1]) if said else None)
        if first not in (0, 1):
            return None
        return {"style": "page-number", "page": page.pointer, **({"first": 0} if first == 0 else {})}

    def _input(self, names: Iterable[str], kind: str, may_be_required: bool = False) -> _Member | None:
        found = (self.inputs.get(name) for name in names)
        return next((it for it in found if it and it.type == kind and (may_be_required or not it.is_required)), None)

    def _output(self, names: Iterable[str], kind: str) -> _Member | None:
        """The only member of these names."""
        found = [it for it in self.outputs if _plain(it.pointer.rpartition("/")[2]) in names and it.type == kind]
        return found[0] if len(found) == 1 else None

    def _request(self) -> Iterator[_Member]:
        for it in self.call.value.get("parameters", ()):
            schema = self._followed(it["schema"])
            text = f"{it.get('description', '')} {schema.get('description', '')}"
            said = {**schema, "description": text}
            if it["in"] == "query":
                yield _Member(join(["query", it["name"]]), _kind(schema), said, bool(it.get("required")))
        if body := self.call.value.get("requestBody"):
            yield from self._members(content_schema(body), "/body", 1)

    def _members(self, schema: Json, above: str, levels: int) -> Iterator[_Member]:
        """The members of objects, as far as records do not begin."""
        schema = self._followed(schema)
        for name, member in schema.get("properties", {}).items():
            inner, pointer = self._followed(member), above + join([name])
            yield _Member(pointer, _kind(inner), inner, name in schema.get("required", ()))
            if levels > 1:
                yield from self._members(member, pointer, levels - 1)

    def _record(self, schema: Json) -> Json:
        """The members of the items of a list; empty if they are no named objects."""
        items = schema.get("items", {})
        target = self._followed(items)
        members: Json = target.get("properties", {}) if "$ref" in items and target.get("type") == "object" else {}
        return members

    def _followed(self, schema: Json) -> Json:
        if "$ref" not in schema:
            return schema
        found: Json = self.components[schema["$ref"].rpartition("/")[2]]
        return found


def _page(call: Json) -> Json:
    """The schema of a success; empty where a page may come without content."""
    if any(is_success(status) and "content" not in response for status, response in call["responses"].items()):
        return {}
    return next((schema for side, _, schema in contents(call) if side == "response"), {})


def _kind(schema: Json) -> str:
    """The JSON type of a schema beside null."""
    types = schema.get("type", "")
    return next((str(name) for name in types if name != "null"), "") if isinstance(types, list) else str(types)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
