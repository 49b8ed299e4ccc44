"""Contracts on Arrow columns; needs the extra `[arrow]`.

Generated; edit the template in the toolkit instead.
"""

from ._runtime.arrow import arrow_schema, check_arrow, parse_arrow

__all__ = ["arrow_schema", "check_arrow", "parse_arrow"]
