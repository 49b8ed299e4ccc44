"""Clients with valid and invalid options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from support.calling import (
    OPERATIONS,
    Kind,
    case_id,
    documented_response,
    open_client,
)

EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
Responder = Callable[[httpx2.Request], httpx2.Response]


def mock_transport(operation: Operation, seen: list[httpx2.Request]) -> httpx2.MockTransport:
    """A transport for both clients that returns the documented response."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(
            200, content=documented_response(operation), headers={"Content-Type": "application/json"}
        )

    return httpx2.MockTransport(respond)


def configuration_error(operation: Operation, kind: Kind, **options: Any) -> str:
    """Message of the error for invalid options."""
    with pytest.raises(ia.ConfigurationError) as raised, open_client(operation, kind, **options):
        pass
    assert isinstance(raised.value, ValueError)
    return str(raised.value)
