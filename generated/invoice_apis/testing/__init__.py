"""Helpers for tests of other projects.

`assert_valid` validates a payload and shows the differences, without pytest. `Drift` and `Damage` are the names that
`Contract.example` takes. With pytest, the fixture `invoice_sandbox` is available automatically.
"""

from ..validation.report import FailOn
from .assertions import assert_valid
from .examples.damage import Damage
from .examples.drift import Drift

__all__ = ["Damage", "Drift", "FailOn", "assert_valid"]
