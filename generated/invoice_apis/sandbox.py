"""A local server that answers as the vendors document; needs the extra `[sandbox]`.

Generated; edit the template in the toolkit instead.
"""

from ._runtime.sandbox import Sandbox

__all__ = ["Sandbox"]
