"""Local HTTP server that behaves as the vendors document.

It is driven by the contracts alone. It verifies signatures, tokens, clocks and nonces, validates requests, and rejects
them with the documented status and code. Faults make it misbehave on purpose.
"""

from .faults import FAULTS, Fault
from .sandbox import Sandbox

__all__ = ["FAULTS", "Fault", "Sandbox"]
