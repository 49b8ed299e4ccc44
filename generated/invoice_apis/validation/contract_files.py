"""The files of a contract, which are read and compiled on first use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .documentation import Documentation
    from .validator import Validator


class ContractFiles:
    """The files of a contract; each is read and compiled on first use."""

    def __init__(self, direction: str, load: Callable[[], bytes], load_documentation: Callable[[], bytes]) -> None:
        self._direction = direction
        self.load, self.load_documentation = load, load_documentation

    @cached_property
    def validator(self) -> Validator:
        """The compiled schemas."""
        from ..jsontext import read
        from .validator import Validator

        return Validator(read(self.load()), self._direction)

    @cached_property
    def judge(self) -> Callable[[bytes], int]:
        """What the scanner says of a JSON text without its deviations; 0 is unsure."""
        return self.validator.judge

    @cached_property
    def documentation(self) -> Documentation:
        """The documentation of the members."""
        import json

        from .documentation import Documentation

        return Documentation(json.loads(self.load_documentation()))
