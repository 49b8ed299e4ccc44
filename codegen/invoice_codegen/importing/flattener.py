"""One schema of a document in one flat form: references followed, `allOf` merged, 3.0 read as 3.1."""

from __future__ import annotations

from ..problem import ContractError, Problem
from .document import Document, Node
from .flat import UNION, Flat, Use, common, infer, is_null, merge, only_rules, types_of

MAX_SCHEMAS = 500_000
"""Schemas that are looked at: parts that use each other twice double at each step."""
DOCUMENTATION = {
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "example",
    "examples",
    "default",
}
_ASIDE = {"deprecated", "example", "examples", "title", "xml", "externalDocs", "discriminator"}
_RULES = {"multipleOf", "uniqueItems", "not", "if", "contains", "prefixItems", "dependentRequired", "dependentSchemas"}
_RULES |= {"patternProperties", "propertyNames", "minProperties", "maxProperties", "unevaluatedProperties"}
_KNOWN = (
    DOCUMENTATION | _ASIDE | _RULES | {"$ref", "allOf", "anyOf", "oneOf", "type", "enum", "const", "format", "pattern"}
)
_KNOWN |= {"properties", "required", "items", "additionalProperties", "contentEncoding", "contentMediaType", "$comment"}
_KNOWN |= {f"{limit}{unit}" for limit in ("min", "max") for unit in ("Length", "Items", "imum")}
_KNOWN |= {"exclusiveMinimum", "exclusiveMaximum"}


class Flattener:
    """Makes schemas flat, each once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        self.known: dict[object, Flat] = {}
        self.aside: set[str] = set()
        """Words that were read and only document."""

    def use(self, nodes: tuple[Node, ...]) -> Use:
        """The schema behind references and one-part compositions that only document a use."""
        use = Use(nodes)
        for _ in range(20):
            if len(use.nodes) != 1 or not isinstance(use.nodes[0].value, dict):
                return use
            node = use.nodes[0]
            inner, nullable = self._inner(node)
            if inner is None:
                return use
            words = node.value
            use = Use(
                (inner,),
                inner.pointer.rpartition("/")[2] if "$ref" in words else use.name,
                use.description or node.text("description"),
                use.nullable or nullable or words.get("nullable") is True,
                use.read_only or words.get("readOnly") is True,
                use.write_only or words.get("writeOnly") is True,
            )
        return use

    def _inner(self, node: Node) -> tuple[Node | None, bool]:
        """The one schema that a schema with nothing but documentation refers to, and whether null may come besides."""
        words = {name for name in node.value if not name.startswith("x-")} - DOCUMENTATION
        if words == {"$ref"} or (words == {"$ref", "type"} and self.document.is_30):
            return (self.document.target(node) if isinstance(node.value["$ref"], str) else None), False
        for word in ("allOf", "anyOf", "oneOf"):
            if words in ({word}, {word, "type"} if node.value.get("type") == "object" else {word}):
                parts = node.child(word).list()
                others = [part for part in parts if word == "allOf" or not is_null(part.value)]
                if len(others) == 1:
                    return others[0], len(parts) > 1
        return None, False

    def flat(self, use: Use) -> Flat:
        """The flat form of a used schema."""
        known = self.known.get(use.key)
        if known is None:
            known = self.known[use.key] = Flat(use.nodes[0].place, use.name)
            branches: list[list[Node]] = []
            for node in use.nodes:
                self._absorb(known, node, branches, ())
            infer(known)
            for parts in branches:
                self._union(known, parts, branches)
            if known.types == ["integer", "number"] or known.types == ["number", "integer"]:
                known.types = ["number"]
        return known

    def _absorb(self, flat: Flat, node: Node, branches: list[list[Node]], trail: tuple[object, ...]) -> None:
        self._count(node)
        words = node.value
        if not isinstance(words, dict) or (node.file, node.pointer) in trail or len(trail) > 60:
            if words is not True:
                flat.lose("any value", node.place, "no schema" if words is not False else "false")
            return
        place = (node.file, node.pointer)
        if place in flat.absorbed:
            return
        flat.absorbed.add(place)
        trail = (*trail, place)
        self._own(flat, node)
        if isinstance(words.get("$ref"), str):
            target = self.document.target(node)
            if target is None:
                flat.lose("any value", node.place, f"the reference {words['$ref'][:100]} leads nowhere in this folder")
            else:
                self._absorb(flat, target, branches, trail)
        for part in node.child("allOf").list():
            self._absorb(flat, part, branches, trail)
        for word in ("anyOf", "oneOf"):
            parts = node.child(word).list()
            others = [part for part in parts if not is_null(part.value)]
            flat.nullable |= len(others) < len(parts)
            if len(others) == 1:
                self._absorb(flat, others[0], branches, trail)
            elif others:
                flat.discriminator = words.get("discriminator", flat.discriminator)
                branches.append(others)

    def _own(self, flat: Flat, node: Node) -> None:
        """What a schema says itself."""
        words = node.value
        self.aside |= {word for word in words if word in _ASIDE or word.startswith("x-")}
        if {word for word in words if not word.startswith("x-")} - _KNOWN:
            flat.odd = flat.odd or node.place
        types_of(flat, words)
        for name, member in node.child("properties").items():
            flat.properties[name] = (*flat.properties.get(name, ()), member)
        needed = words.get("required")
        flat.required += [name for name in needed if isinstance(name, str)] if isinstance(needed, list) else []
        if "items" in words:
            flat.items = (*flat.items, node.child("items"))
        more = words.get("additionalProperties")
        is_open = more is True
        if isinstance(more, dict):
            is_open = not {name for name in more if not name.startswith("x-")} - DOCUMENTATION
        flat.is_open |= is_open
        if isinstance(more, dict) and not is_open:
            flat.values = (*flat.values, node.child("additionalProperties"))
        flat.read_only |= words.get("readOnly") is True
        flat.write_only |= words.get("writeOnly") is True
        for name in sorted(_RULES & words.keys()):
            if words[name] not in (False, None):
                flat.lose("rule", node.place, name)
        merge(flat, node)

    def _union(self, flat: Flat, parts: list[Node], branches: list[list[Node]]) -> None:
        """What several alternatives have in common: their type, if they have one."""
        flats = [self.flat(self.use((part,))) for part in parts]
        place = parts[0].pointer.rpartition("/")[0] or flat.place
        if all(only_rules(part) for part in flats):
            flat.lose("rule", place, "alternatives of required members")
            return
        kinds = {part.type for part in flats}
        flat.nullable |= any(part.nullable for part in flats)
        if kinds == {"integer", "number"}:
            kinds = {"number"}
        if kinds == {"object"} and flat.type in ("", "object"):
            flat.types, flat.is_open = ["object"], True
            flat.lose(UNION, place)
            flat.alternatives = parts if len(branches) == 1 else []
        elif len(kinds) == 1 and kinds <= {"string", "integer", "number", "boolean"}:
            flat.types = list(kinds)
            common(flat, flats, place)
        else:
            flat.types = []
            flat.lose("any value", place, "alternatives of several types")

    def _count(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_SCHEMAS:
            message = f"more than {MAX_SCHEMAS} schemas, with references followed"
            raise ContractError(
                [Problem(self.document.path, 1, node.pointer[:200], message, "choose fewer operations")]
            )
