"""The name of the emitted package: of the distribution, the command, the module and the environment variables."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_OWN = re.compile(rb"\b(?:invoice-apis|invoice_apis|INVOICE_APIS|invoice_sandbox)(?![a-z0-9])")
"""The names in the sources of the runtime and in templates. Texts of contracts are none of these."""
_LONGEST = 40


@dataclass(frozen=True)
class PackageName:
    """A name such as `invoice-apis`."""

    distribution: str = "invoice-apis"
    """Of the wheel, and of its command."""

    @property
    def module(self) -> str:
        """The import name, `invoice_apis`."""
        return self.distribution.replace("-", "_")

    def put_into(self, source: bytes) -> bytes:
        """A source of the runtime or a template, with this name in place of `invoice-apis`."""
        return source if self == DEFAULT else _OWN.sub(lambda found: self._said(found[0].decode()).encode(), source)

    def _said(self, name: str) -> str:
        return {
            "invoice-apis": self.distribution,
            "invoice_apis": self.module,
            "INVOICE_APIS": self.module.upper(),
            "invoice_sandbox": f"{self.module}_sandbox",
        }[name]


DEFAULT = PackageName()


def problem_of(name: str, needed: Collection[str]) -> str:
    """Why a name can't be that of a package; empty if it can.

    Args:
        name: The name of the distribution.
        needed: Names of the distributions that the package needs.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        return f"give lower case words joined by '-', such as acme-invoices, of at most {_LONGEST} characters"
    module = PackageName(name).module
    if keyword.iskeyword(module) or module in sys.stdlib_module_names:
        return "Python has this name; give another one, such as acme-invoices"
    return "the package needs one of this name; give another one, such as acme-invoices" if name in needed else ""
