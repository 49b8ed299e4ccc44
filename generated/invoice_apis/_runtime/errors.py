"""The errors that leave the package.

InvoiceApisError
└── InvalidResponse     a payload that its contract refuses, with the report
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .report import Report


class InvoiceApisError(Exception):
    """Base of every error of this package."""


class InvalidResponse(InvoiceApisError):
    """A response does not have the structure that its contract needs.

    `report` says what is wrong and where; no sensitive value stands in it or in the message.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report

    def __reduce__(self) -> tuple[type[InvalidResponse], tuple[Report]]:
        return type(self), (self.report,)
