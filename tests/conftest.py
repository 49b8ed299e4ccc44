"""Hypothesis runs the same examples everywhere; a failure prints how to run it again. Messages are in English."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("project", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")
if "PYTEST_XDIST_WORKER" in os.environ:
    # `make coverage` measures what runs in the processes of the tests; programs that they start run as fast as ever.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
os.environ["LC_ALL"] = "C.UTF-8"  # the locale of the machine decides on the language

FEW = 2
"""Values of a test that `make test-fast` runs; `make test` runs all."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all but the first few values of each test `more`."""
    counts: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        if not item.get_closest_marker("slow"):
            counts[name] += 1
            if counts[name] > FEW:
                item.add_marker(pytest.mark.more)
