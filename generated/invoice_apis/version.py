# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree7240024c6a58"
