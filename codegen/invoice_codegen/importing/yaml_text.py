"""Values as YAML that the strict reader of contracts reads back, and every other reader too."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import yaml

from ..parse.load import is_plain_text


class _Dumper(yaml.SafeDumper):
    """Without anchors; numbers with their digits; text in quotes where a reader would take it for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None if is_plain_text(value) else "'"
    if "\n" in value:
        style = "|" if all(line == line.strip() for line in value.split("\n")) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", str(value))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def dump_in_line(value: Any) -> str:
    """The YAML text of a value on one line, in braces and brackets."""
    return yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=math.inf, default_flow_style=True
    ).rstrip("\n")


def dump(value: Any) -> str:
    """The YAML text of a value."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False)
