"""Typed models, exact validators and clients of invoice APIs.

`contracts()` and `contract(id)` give the validators; each API is a subpackage with its clients, models and
codes.

Generated; edit the contracts instead.
"""

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from ._runtime.bulk import BulkReport, WorkerDied
    from ._runtime.credentials import AccessKey, AccessToken, AppLogin, IamToken, UserPassword
    from ._runtime.detection import Fit, detect

__all__ = [
    "AccessKey",
    "AccessToken",
    "ApiError",
    "AppLogin",
    "BulkReport",
    "ConfigurationError",
    "Contract",
    "Finding",
    "Fit",
    "IamToken",
    "IncompletePages",
    "InvalidRequest",
    "InvalidResponse",
    "InvoiceApisError",
    "Report",
    "TransportError",
    "UserPassword",
    "WorkerDied",
    "contract",
    "contracts",
    "detect",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What few need is loaded when it is asked for: whoever only validates does not pay for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    modules = {"BulkReport": "bulk", "WorkerDied": "bulk", "Fit": "detection", "detect": "detection"}
    module = modules.get(name, "credentials")
    return getattr(import_module(f"{__name__}._runtime.{module}"), name)
