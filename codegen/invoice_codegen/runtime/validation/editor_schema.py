"""The JSON Schema of a payload for editors: titles, descriptions and labels of codes in one language.

`enumDescriptions` is the word of VS Code for what a value of `enum` means; validators ignore it.
"""

from __future__ import annotations

from typing import Any

from ..i18n.message import Lang
from ..jsontext.pointer import join
from .contract import Contract, Profile
from .documentation import Documentation, Member, code_text, codes_text, rules_text, text_in, title_text

_TEXTS = ("title", "description")
_SAME_VALUE = ("allOf", "anyOf", "oneOf", "then", "else")
"""Words whose schemas describe the same value."""
_INSIDE = ("items", "additionalProperties")
"""Words whose schema describes each value inside."""


def editor_schema(contract: Contract, profile: Profile, lang: Lang) -> dict[str, Any]:
    """The schema of a contract's payloads as they come: a member that is base64 text of JSON may also be decoded."""
    schema = contract.schema(profile)
    del schema["$id"]  # that one has English texts and decoded members
    guide = contract.documentation
    for branch in ("then", "else"):
        if branch in schema:
            schema[branch] = {word: value for word, value in schema[branch].items() if word not in _TEXTS}
    if root := guide.member(""):
        schema["description"] = text_in(root.description, lang)
    _Annotation(guide, lang, schema.get("$defs", {})).value(schema, "")
    return schema


class _Annotation:
    def __init__(self, guide: Documentation, lang: Lang, definitions: dict[str, Any]) -> None:
        self._guide, self._definitions = guide, definitions
        self._lang: Lang = lang
        self._done: set[str] = set()

    def value(self, schema: Any, pattern: str) -> None:
        """Annotate what is inside the schema of a value, and its codes."""
        if not isinstance(schema, dict):
            return
        member = self._guide.member(pattern)
        if "enum" in schema and member is not None and member.codes:
            schema["enumDescriptions"] = self._labels(schema["enum"], member)
        for word in _SAME_VALUE:
            parts = schema.get(word, [])
            for part in parts if isinstance(parts, list) else [parts]:
                self.value(part, pattern)
        home = self._guide.inside(pattern)
        for word in _INSIDE:
            self._member(schema, word, f"{home}/*")
        for name in (members := schema.get("properties", {})):
            self._member(members, name, home + join([name]))
        self._definition(schema.get("$ref", ""), home)

    def _definition(self, reference: str, pattern: str) -> None:
        """Annotate a definition, once."""
        name = reference.rpartition("/")[2]
        if name in self._definitions and name not in self._done:
            self._done.add(name)
            self.value(self._definitions[name], pattern)

    def _member(self, parent: dict[str, Any], name: str, pattern: str) -> None:
        schema = parent.get(name)
        self.value(schema, pattern)
        member = self._guide.member(pattern)
        if isinstance(schema, dict) and member is not None and member.types:
            parent[name] = self._texts(member) | _proposals(schema, member) | _as_it_comes(schema, member)

    def _texts(self, member: Member) -> dict[str, str]:
        lines = [text_in(member.description, self._lang).strip(), rules_text(member, self._lang)]
        lines += [codes_text(member, self._lang)] if member.codes else []
        return {"title": title_text(member, self._lang), "description": "\n\n".join(filter(None, lines))}

    def _labels(self, values: list[Any], member: Member) -> list[str]:
        codes = {(type(code.value), code.value): code_text(code, self._lang) for code in member.codes}
        return [codes.get((type(value), value), "") for value in values]


def _proposals(schema: dict[str, Any], member: Member) -> dict[str, list[str | int]]:
    """The known codes of a member whose schema allows others, too."""
    return {"examples": [code.value for code in member.codes]} if member.codes and "enum" not in schema else {}


def _as_it_comes(schema: dict[str, Any], member: Member) -> dict[str, Any]:
    """A member's schema without texts. One that is encoded on the wire may be text, too."""
    plain = {word: value for word, value in schema.items() if word not in _TEXTS}
    if not member.encoded:
        return plain
    text = {"type": "string", "contentEncoding": "base64", "contentMediaType": "application/json"}
    return {"anyOf": [plain, text]}
