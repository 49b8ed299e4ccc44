"""The contract of one API as an OpenAPI document for readers, in one language and without `x-sdk-` words.

What those words say and a reader needs stands in standard words or in descriptions. What goes over the wire stays as it
is there: text that encodes JSON is text, with what it decodes to in `contentSchema` and in its description.
"""

from __future__ import annotations

from .document import published as published

__all__ = ["published"]
