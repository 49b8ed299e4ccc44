"""Typed models and exact validators of invoice APIs.

`contracts()` and `contract(id)` give the validators; each API is a subpackage with its models and codes.

Generated; edit the contracts instead.
"""

from ._runtime.contract import Contract, contract, contracts
from ._runtime.errors import InvalidResponse, InvoiceApisError
from ._runtime.report import Finding, Report

__all__ = ["Contract", "Finding", "InvalidResponse", "InvoiceApisError", "Report", "contract", "contracts"]
__version__ = "0.1.0"
