# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree86c9c4ad5052"
