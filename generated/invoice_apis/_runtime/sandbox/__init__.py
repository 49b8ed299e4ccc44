"""A service to try clients against: a real HTTP server on this machine that knows nothing but the contracts.

It believes no one: signatures, tokens, clocks and nonces are checked as the services check them, requests are held
against their contracts, and refusals come with the documented status and code. Faults make it behave badly on purpose.
"""

from .box import Sandbox
from .command import main
from .faults import FAULTS, Fault

__all__ = ["FAULTS", "Fault", "Sandbox", "main"]
