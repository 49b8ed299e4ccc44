# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree7d36506104b3"
