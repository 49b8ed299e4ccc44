"""Typed models, exact validators and clients of invoice APIs.

`contracts()` and `contract(id)` give the validators; each API is a subpackage with its clients, models and
codes.

Generated; edit the contracts instead.
"""

from ._runtime.credentials import AccessKey, AccessToken, AppLogin, IamToken, UserPassword
from ._runtime.contract import Contract, contract, contracts
from ._runtime.errors import (
    ApiError,
    ConfigurationError,
    IncompletePages,
    InvalidRequest,
    InvalidResponse,
    InvoiceApisError,
    TransportError,
)
from ._runtime.report import Finding, Report

__all__ = [
    "AccessKey",
    "AccessToken",
    "ApiError",
    "AppLogin",
    "ConfigurationError",
    "Contract",
    "Finding",
    "IamToken",
    "IncompletePages",
    "InvalidRequest",
    "InvalidResponse",
    "InvoiceApisError",
    "Report",
    "TransportError",
    "UserPassword",
    "contract",
    "contracts",
]
__version__ = "0.1.0"
