"""Validate JSON payloads in Arrow columns, and parse them into columns of their members. Needs the extra `[arrow]`."""

try:
    import pyarrow  # noqa: F401
except ImportError:
    raise ImportError("Arrow columns need the extra: pip install 'invoice-apis[arrow]'") from None

from .parsing import arrow_schema, parse_arrow
from .verdicts import check_arrow

__all__ = ["arrow_schema", "check_arrow", "parse_arrow"]
