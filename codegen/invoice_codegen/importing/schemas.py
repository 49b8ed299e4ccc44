"""Schemas of a document as schemas of a contract: named objects and code lists, and what is lost."""

from __future__ import annotations

from collections.abc import Callable

from .. import naming
from ..runtime.jsontext.pointer import join
from .around import Around
from .document import Node
from .flat import Flat, Use
from .flattener import Flattener
from .limits import counts
from .part import MAX_LEVELS, MAX_SIZE, MAX_WEIGHT, OPEN, Json, Part, Side, described, open_object, or_null
from .scalars import default_text, has_const, scalar, stated_format
from .unions import union_of
from .words import Names, clean, distinct, pascal


class Schemas:
    """The components of one contract, made as they are used."""

    def __init__(self, flattener: Flattener, names: Names, ends: Callable[[object], bool]) -> None:
        self.flattener, self.names = flattener, names
        self.components: dict[str, Json] = {}
        self.parts: dict[str, Part] = {}
        self.known: dict[object, str] = {}
        self.around = Around()
        self.ends = ends
        """Whether the component of a use ends where it comes again inside itself."""
        self.uses: dict[str, object] = {}
        self.in_form = False
        """Whether the parts are those of a form or of an object in the query, which have no text for null."""
        self.levels = 0
        self.leaves: dict[object, Json] = {}
        self.unnamed: dict[object, Part] = {}  # what was lost of objects of which no member is left

    def member(
        self, nodes: tuple[Node, ...], side: Side, hint: str, part: Part, rel: str, required: bool
    ) -> Json | None:
        """The schema of a member, item or body; None if the language has none for it."""
        use = self.flattener.use(nodes)
        flat = self.flattener.flat(use)
        nullable = (use.nullable or flat.nullable) and not self.in_form
        if not flat.type:
            return self._any(use, flat, part, rel)
        part.losses += [(rel, loss) for loss in flat.losses] if flat.type != "object" else []
        if flat.type == "object":
            union = union_of(self, use, flat, side, hint, part, rel)
            return or_null(union, nullable) if union else self._object(use, flat, nullable, side, hint, part, rel)
        if flat.type == "array":
            return self._array(use, flat, nullable, side, hint, part, rel)
        return self._scalar(use, flat, nullable, hint, part, rel, required)

    def _any(self, use: Use, flat: Flat, part: Part, rel: str) -> Json | None:
        """Any value; a loss where the document says more of it. A form has no text for it."""
        if self.in_form:
            part.lose(rel, "left out", "form", flat.place, "any value")
            return None
        part.losses += [(rel, loss) for loss in flat.losses]
        if flat.odd and not flat.losses:
            part.lose(rel, "degraded", "any value", flat.odd, "no schema")
        if flat.types:
            part.lose(rel, "degraded", "any value", flat.place, f"the types {', '.join(flat.types)}")
        part.add(Part())
        return described({}, clean(use.description or flat.words.get("description") or ""))

    def _map(self, use: Use, flat: Flat, nullable: bool, side: Side, hint: str, part: Part, rel: str) -> Json | None:
        """An object whose names are data; None if its values stand too deep, or have no text in a form."""
        inside = Part()
        with self.around.use(use.key):
            values = self.member(flat.values, side, f"{hint}Value", inside, f"{rel}/*", False)
        if values is None or part.size + inside.size > MAX_SIZE or part.weight + 2 * inside.weight > MAX_WEIGHT:
            return None
        part.losses += [*((rel, loss) for loss in flat.losses), *inside.losses]
        part.add(inside, 2)
        if "$ref" in values:
            values = {"$ref": values["$ref"]}
        about = clean(use.description or flat.words.get("description") or "")
        return described(or_null({"type": "object", "additionalProperties": values}, nullable), about)

    def _object(self, use: Use, flat: Flat, nullable: bool, side: Side, hint: str, part: Part, rel: str) -> Json:
        about = clean(use.description)
        can_refer = not (self.in_form or self.ends(use.key))
        if can_refer and (reference := self.around.reference((use.key, nullable, side, False, False))):
            part.add(Part(is_recursive=True))
            return described(reference, about)
        if self.around.ends(use.key, can_refer if flat.properties else None):
            part.is_cut |= self.around.is_union
            part.lose(rel, "degraded", "recursion", flat.place)
            return open_object(part, nullable, about)
        if self.levels >= MAX_LEVELS and flat.properties:
            part.is_cut = True
            part.lose(rel, "degraded", "too large", flat.place)
            return open_object(part, nullable, about)
        name = self._component(use, flat, nullable, side, hint) if flat.properties else None
        if flat.values and not flat.properties and (schema := self._map(use, flat, nullable, side, hint, part, rel)):
            return schema
        if name is None:
            self._lose_members(use, flat, side, part, rel)
            own = clean(flat.words.get("description", ""))
            return open_object(part, nullable, about or own)
        inner = self.parts[name]
        if part.size + inner.size > MAX_SIZE or part.weight + inner.weight > MAX_WEIGHT:
            part.lose(rel, "degraded", "too large", flat.place)
            return open_object(part, nullable, about)
        part.add(inner)
        known = self.components[name].get("description")
        return described({"$ref": f"#/components/schemas/{name}"}, about if about != known else "")

    def root(self, nodes: tuple[Node, ...], side: Side, hint: str, part: Part) -> Json | None:
        """The schema of a whole body, which is a component; None if the language has none for it."""
        use = self.flattener.use(nodes)
        flat = self.flattener.flat(use)
        if flat.type != "object":
            return self._whole(nodes, side, use.name or hint, part) if side == "response" or flat.items else None
        name = self._component(use, flat, False, side, hint, is_root=True)
        if name is None and side == "response":
            name = self.names.take(pascal(use.name) or hint, "Output")
            about = clean(flat.words.get("description", ""))
            self.components[name], self.parts[name] = described(OPEN, about), Part()
            self._lose_members(use, flat, side, part, "")
        if name is None:
            return None
        part.add(self.parts[name])
        return {"$ref": f"#/components/schemas/{name}"}

    def _whole(self, nodes: tuple[Node, ...], side: Side, hint: str, part: Part) -> Json | None:
        """A whole body that is a list or a scalar."""
        key = (nodes[0].file, nodes[0].pointer, side, "whole")
        if (known := self.known.get(key)) is None:
            inside = Part()
            schema = self.member(nodes, side, hint, inside, "", True)
            if schema is None or not {"type", "$ref"} & schema.keys():
                part.losses += inside.losses
                return None
            schema = self.target(schema) if "$ref" in schema else schema
            if isinstance(schema["type"], list):
                inside.lose("", "degraded", "null", nodes[0].place)
                schema = {**schema, "type": schema["type"][0]}
            known = self.known[key] = self.names.take(hint, "Input" if side == "request" else "Output")
            self.components[known], self.parts[known] = schema, inside
        part.add(self.parts[known])
        return {"$ref": f"#/components/schemas/{known}"}

    def _lose_members(self, use: Use, flat: Flat, side: Side, part: Part, rel: str) -> None:
        """Note what is lost of an object that has no component."""
        if (use.key, side) in self.unnamed:
            part.losses += [(rel + inner, loss) for inner, loss in self.unnamed[use.key, side].losses]
            return
        part.losses += [(rel, loss) for loss in flat.losses]
        if flat.values:
            part.lose(rel, "degraded", "map", flat.place)

    def target(self, schema: Json) -> Json:
        """The component of a reference."""
        return self.components[schema["$ref"].rpartition("/")[2]]

    def _component(
        self, use: Use, flat: Flat, nullable: bool, side: Side, hint: str, is_root: bool = False
    ) -> str | None:
        """The name of the component of an object; None if no member can be said."""
        key = (use.key, nullable, side, is_root and side == "request", self.in_form)
        known = self.known.get(key, self.known.get((*key, self.levels)))
        if known is not None:
            return known or None
        base = pascal(use.name or flat.name) or hint
        hint = f"Nullable {base}" if nullable and use.nullable else base
        suffix = "Input" if side == "request" else "Output"
        part = Part()
        self.levels += 1
        with self.around.component(key, use.key, lambda: self.names.take(hint, suffix)):
            body = self._body(flat, nullable, side, base, part, is_root)
        self.levels -= 1
        taken = self.around.taken(key)
        kinds = (("request", False), ("request", True), ("response", False))
        sides = [(use.key, nullable, *rest, in_form) for rest in kinds for in_form in (False, True)]
        others = (self.known.get(other) for other in sides)
        same = next((other for other in others if other and self.components[other] == body), None)
        if not body["properties"] and not taken:
            name, self.unnamed[use.key, side] = "", part
        elif same and not taken:
            name = same
        else:
            name = taken or self.names.take(hint, suffix)
            self.components[name], self.parts[name], self.uses[name] = body, part, use.key
        self.known[(*key, self.levels) if part.is_cut else key] = name
        return name or None

    def _body(self, flat: Flat, nullable: bool, side: Side, base: str, part: Part, is_root: bool) -> Json:
        members: Json = {}
        is_open = flat.is_open or bool(flat.values)
        part.losses += [("", loss) for loss in flat.losses]
        if flat.values:
            part.lose("", "degraded", "map", flat.place, "members beside those that are named")
        for wire, nodes in flat.properties.items():
            if self.is_of_other_side(nodes, side):
                continue
            schema = None
            has_bracket = self.in_form and not is_root and {"[", "]"} & set(wire)
            if naming.is_wire(wire, said="") and not has_bracket:
                needed = wire in flat.required
                schema = self.member(nodes, side, base + pascal(wire), part, join([wire]), needed)
            else:
                part.lose("", "left out", "name", nodes[0].place)
            if schema is None:
                is_open = True
            else:
                members[wire] = schema
        taken = naming.CALL_NAMES if is_root and side == "request" else ()
        for wire, name in distinct(((wire, wire, f"{wire}_value") for wire in members), taken).items():
            if is_root or side == "response":
                members[wire] = {**members[wire], "x-sdk-name": name}
            else:  # the members of a value in a request have no names in Python to tell them apart
                del members[wire]
                part.lose("", "left out", "name", flat.properties[wire][0].place)
                is_open = True
        body: Json = {"type": ["object", "null"] if nullable else "object"}
        if text := clean(flat.words.get("description") or flat.words.get("title") or ""):
            body["description"] = text
        body["properties"] = members
        required = [wire for wire in dict.fromkeys(flat.required) if wire in members]
        for wire in [wire for wire in required if not nullable and self.around.is_inner(members[wire])]:
            part.lose(join([wire]), "degraded", "rule", flat.place, "a required member that contains the same again")
            required.remove(wire)
        body |= {"required": required} if required else {}
        return body | ({"additionalProperties": True} if is_open else {})

    def is_of_other_side(self, nodes: tuple[Node, ...], side: Side) -> bool:
        """Whether a member is only read, and this is a request, or only written, and this is a response."""
        use = self.flattener.use(nodes)
        flat = self.flattener.flat(use)
        if side == "request":
            return use.read_only or flat.read_only
        return use.write_only or flat.write_only

    def _array(self, use: Use, flat: Flat, nullable: bool, side: Side, hint: str, part: Part, rel: str) -> Json | None:
        about = clean(use.description or flat.words.get("description", ""))
        if self.around.ends(use.key) or self.around.depth > 3 * MAX_LEVELS:
            part.is_cut |= self.around.is_union
            part.lose(rel, "degraded", "recursion", flat.place)
            part.add(Part())
            return None if self.in_form else described(or_null({"type": "array", "items": {}}, nullable), about)
        inside = Part()
        with self.around.use(use.key):
            items = self.member(flat.items, side, f"{hint}Item", inside, f"{rel}/*", True) if flat.items else {}
        if items is None or (self.in_form and not items):
            part.losses += inside.losses
            if items is not None:
                part.lose(rel, "left out", "form", flat.place, "a list of any values")
            return None
        if "$ref" in items:
            items = {"$ref": items["$ref"]}
        before = len(flat.losses)
        limits = counts(flat, {"minItems": 1000, "maxItems": 10**9})
        part.losses += [(rel, loss) for loss in flat.losses[before:]]
        del flat.losses[before:]
        if self.around.is_inner(items) and limits.pop("minItems", 0):
            part.lose(
                rel, "degraded", "rule", flat.place, "items that contain the same again, of which some are needed"
            )
        times = limits.get("minItems", 0) + 2
        if part.size + inside.size > MAX_SIZE or part.weight + times * inside.weight > MAX_WEIGHT:
            inside, items = Part(), OPEN
            part.lose(f"{rel}/*", "degraded", "too large", flat.place)
        part.losses += inside.losses
        part.add(inside, times)
        return described(or_null({"type": "array", "items": items, **limits}, nullable), about)

    def _scalar(self, use: Use, flat: Flat, nullable: bool, hint: str, part: Part, rel: str, required: bool) -> Json:
        known = self.leaves.get(use.key)
        if known is None:
            before = len(flat.losses)
            known = self.leaves[use.key] = scalar(flat)
            part.losses += [(rel, loss) for loss in flat.losses[before:]]
        part.size, part.weight = part.size + 1, part.weight + 1 + known.get("minLength", 0)
        about = clean(use.description or flat.words.get("description") or flat.words.get("title") or "")
        about = " ".join(filter(None, (about, stated_format(flat), default_text(flat))))
        if has_const(flat):
            const = flat.words["const"]
            if required:
                return described({"type": flat.type, "const": const}, about)
            known = {"type": flat.type} | ({"enum": [const]} if flat.type != "boolean" else {})
        if "enum" not in known:
            return described(or_null(known, nullable), about)
        return self._codes(use, flat, known, nullable, hint, about)

    def _codes(self, use: Use, flat: Flat, written: Json, nullable: bool, hint: str, about: str) -> Json:
        key = (use.key, nullable, "codes")
        if key not in self.known:
            base = pascal(use.name or flat.name) or hint
            name = self.known[key] = self.names.take(base, "Code")
            own = clean(flat.words.get("description") or "") if use.name else ""
            self.components[name] = described(or_null(written, nullable), own)
            self.parts[name] = Part()
        name = self.known[key]
        known = self.components[name].get("description")
        return described({"$ref": f"#/components/schemas/{name}"}, about if about != known else "")
