"""Typed models, exact validators and clients of invoice APIs.

`contract(id)` returns the validator of a request or response, `contracts()` all of them. Each API is a subpackage with
clients, models and codes.
"""

from typing import TYPE_CHECKING, Any

from .contract import Contract, contract, contracts
from .errors import (
    ApiError,
    ConfigurationError,
    IncompletePages,
    InvalidRequest,
    InvalidResponse,
    InvoiceApisError,
    TransportError,
)
from .scanner import native as native
from .validation.report import Finding, Report
from .version import __version__ as __version__

if TYPE_CHECKING:
    from .bulk.pool import WorkerDied
    from .bulk.report import BulkReport
    from .client.attempt import Attempt
    from .client.auth.credentials import AccessKey, AccessToken, AppLogin, ClientCredentials, IamToken, UserPassword
    from .client.download import Download
    from .validation.detection import Fit, detect

__all__ = [
    "AccessKey",
    "AccessToken",
    "ApiError",
    "AppLogin",
    "Attempt",
    "BulkReport",
    "ClientCredentials",
    "ConfigurationError",
    "Contract",
    "Download",
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
    "native",
]

_LAZY = {
    "bulk.pool": ("WorkerDied",),
    "bulk.report": ("BulkReport",),
    "client.attempt": ("Attempt",),
    "client.auth.credentials": (
        "AccessKey",
        "AccessToken",
        "AppLogin",
        "ClientCredentials",
        "IamToken",
        "UserPassword",
    ),
    "client.download": ("Download",),
    "validation.detection": ("Fit", "detect"),
}
"""Loaded on first use, to keep the import fast."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _LAZY.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Names that were not used yet, too."""
    return sorted({*globals(), *__all__})
