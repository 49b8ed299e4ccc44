"""Pytest plugin with the fixture `invoice_sandbox`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .sandbox import Sandbox

MARKER = "invoice_sandbox(rows=, faults=, seed=, clock=): options of this test's sandbox"


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", MARKER)


@pytest.fixture
def invoice_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A running sandbox, new for each test. The marker `invoice_sandbox` takes the arguments of `Sandbox`."""
    from .sandbox import Sandbox

    marker = request.node.get_closest_marker("invoice_sandbox")
    with Sandbox(*marker.args, **marker.kwargs) if marker else Sandbox() as sandbox:
        yield sandbox
