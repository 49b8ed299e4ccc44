"""Helpers for tests of projects that send, receive or keep payloads of these APIs.

`assert_valid` holds a payload against a contract and shows what differs; pytest is not needed for it. `Drift`
and `Damage` are the names that `Contract.example` takes. The fixture `invoice_sandbox` comes by itself with
pytest.

Generated; edit the template in the toolkit instead.
"""

from ._runtime.assertion import assert_valid
from ._runtime.examples import Damage, Drift
from ._runtime.report import FailOn

__all__ = ["Damage", "Drift", "FailOn", "assert_valid"]
