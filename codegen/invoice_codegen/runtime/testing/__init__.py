"""Helpers for tests of projects that send, receive or store payloads of these APIs.

`assert_valid` validates a payload and shows what differs; it does not need pytest. `Drift` and `Damage` are the names
that `Contract.example` takes. With pytest the fixture `invoice_sandbox` is there by itself.
"""

from ..validation.report import FailOn
from .assertions import assert_valid
from .examples.damage import Damage
from .examples.drift import Drift

__all__ = ["Damage", "Drift", "FailOn", "assert_valid"]
