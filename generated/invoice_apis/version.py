# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree51a94f3fd3a4"
