"""Contract toolkit for invoice APIs: from hand-written OpenAPI contracts to one installable Python package."""

__version__ = "0.1.0"
