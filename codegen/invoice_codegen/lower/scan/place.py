"""What the documented and the compatible schema say about one place: clean, a deviation, or left to the full validation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import program as words
from .program import Node
from .shape import Shape, Unsupported

_LITERALS = ((words.NULL, "null", None), (words.TRUE, "boolean", True), (words.FALSE, "boolean", False))


class Place:
    """What the two schemas say about one place."""

    def __init__(self, documented: Shape, compatible: Shape, is_strict: bool) -> None:
        self.shapes = [documented, compatible]
        self._documented, self._compatible = documented, compatible
        self._has_no_deviations = is_strict
        self.is_strict = is_strict or compatible.limits_scalars
        """Whether a scalar outside of the documented limits may be an error."""

    @property
    def is_strict_about_members(self) -> bool:
        """Whether a member that is not documented is an error, or not to be reported."""
        return self._has_no_deviations or self._compatible.closed is not None

    @property
    def unknown(self) -> int:
        """What a member is that neither schema names."""
        if self._compatible.closed is not None or (self._has_no_deviations and self._documented.closed is not None):
            return words.REFUSED
        return words.ALLOWED if self._documented.closed is None else words.DEVIATES

    @property
    def some(self) -> frozenset[str]:
        """The names of which one must be there. Raises Unsupported where the schemas disagree on it."""
        documented, compatible = self._documented.some, self._compatible.some
        if len(compatible) > 1 or documented - compatible:
            raise Unsupported("several alternatives")
        return next(iter(compatible), frozenset())

    def member_flags(self, name: str) -> int:
        """Whether a member is required, and whether the documented schema does not know it."""
        flags = 0
        if name in self._compatible.required or (self._has_no_deviations and name in self._documented.required):
            flags |= words.REQUIRED | words.NEEDED
        elif name in self._documented.required:
            flags |= words.REQUIRED
        return flags | (0 if self._documented.knows(name) else words.EXTRA)

    def codes(self, kind: type) -> list[int]:
        """The codes of a type that both schemas admit, sorted."""
        lists = [shape.common_codes(kind) for shape in self.shapes if shape.codes]
        return sorted({code for code in (lists[0] if lists else []) if all(code in each for each in lists)})

    def set_types(self, node: Node) -> None:
        """Whether each JSON type is clean or a deviation."""
        documented, compatible = self._documented.types, self._compatible.types
        for bit, name, value in _LITERALS:
            self._set(node, bit, name in documented, name in compatible, self._admits(value))
        is_number, may_be_number = (bool(types & {"integer", "number"}) for types in (documented, compatible))
        self._set(node, words.INTEGER, is_number, may_be_number, not self._has_codes or bool(self.codes(int)))
        if (
            "number" in compatible
            and not self._has_codes
            and not ("integer" in documented and "number" not in documented)
        ):
            self._set(node, words.FRACTION, "number" in documented, True, True)
        has_text = not self._has_codes or any(isinstance(code, str) for shape in self.shapes for code in _all(shape))
        self._set(node, words.STRING, "string" in documented, "string" in compatible, has_text)
        for bit, name in ((words.ARRAY, "array"), (words.OBJECT, "object")):
            if name in documented and name in compatible and not self._has_codes:
                node.clean |= bit
        if not all(isinstance(code, (int, str, type(None))) for shape in self.shapes for code in _all(shape)):
            self.drop(node, words.INTEGER)  # a code with a fraction may equal an integer

    @property
    def _has_codes(self) -> bool:
        return any(shape.codes for shape in self.shapes)

    def _admits(self, value: Any) -> bool:
        return all(shape.admits(value) for shape in self.shapes)

    def _set(self, node: Node, bit: int, is_documented: bool, is_compatible: bool, has_values: bool) -> None:
        if not is_compatible:
            return
        if is_documented and has_values:
            node.clean |= bit
        elif not self.is_strict:
            node.value |= bit if is_documented else 0
            node.type |= 0 if is_documented else bit

    @staticmethod
    def drop(node: Node, types: int) -> None:
        """Leave types to the full validation."""
        node.clean &= ~types
        node.type &= ~types
        node.value &= ~types


def _all(shape: Shape) -> Iterable[Any]:
    return (code for codes in shape.codes for code in codes)
