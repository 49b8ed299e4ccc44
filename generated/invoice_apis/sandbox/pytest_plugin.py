"""The sandbox for tests: a pytest plugin with one fixture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .sandbox import Sandbox

MARKER = "invoice_sandbox(rows=, faults=, seed=, clock=): how the sandbox of this test behaves"


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", MARKER)


@pytest.fixture
def invoice_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A running sandbox, new for each test; the marker `invoice_sandbox` takes the arguments of `Sandbox`."""
    from .sandbox import Sandbox

    marker = request.node.get_closest_marker("invoice_sandbox")
    with Sandbox(*marker.args, **marker.kwargs) if marker else Sandbox() as box:
        yield box
