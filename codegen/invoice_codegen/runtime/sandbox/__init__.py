"""A local HTTP server that answers as the vendors document; needs the extra `[sandbox]`.

It knows nothing but the contracts. It verifies signatures, tokens, clocks and nonces as the services do, validates
requests, and rejects with the documented status and code. Faults make it misbehave on purpose.
"""

from .faults import FAULTS, Fault
from .sandbox import Sandbox

__all__ = ["FAULTS", "Fault", "Sandbox"]
